import { normalQuantile } from "../numeric/normal.ts";
import { sum } from "../numeric/sum.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkVariance, sampleMoments } from "./groupMoments.ts";
import type { ResolvedTestOptions } from "./testOptions.ts";

/** Two measurements of the same participants in the same order. */
export interface PairedColumns {
  readonly x: Sample;
  readonly y: Sample;
}

/** A coefficient with 1 − r and 1 + r to full precision: near ±1 they cannot be had from r. */
export interface Coefficient {
  readonly r: number;
  readonly oneMinus: number;
  readonly onePlus: number;
  readonly n: number;
}

export function checkColumns({ x, y }: PairedColumns): void {
  checkSample("correlation", "x", x);
  checkSample("correlation", "y", y);
  if (x.length !== y.length) throw new RangeError(`correlation: x and y must have the same length; received ${x.length} and ${y.length}`);
  checkPairs(x.length);
}

/** The product-moment coefficient of columns that were checked. */
export function sampleCoefficient({ x, y }: PairedColumns): Coefficient {
  const [u, v] = [unitDeviations("x", x), unitDeviations("y", y)];
  const r = sum(u.map((value, index) => value * v[index]!));
  const oneMinus = sum(u.map((value, index) => (value - v[index]!) ** 2)) / 2;
  const onePlus = sum(u.map((value, index) => (value + v[index]!) ** 2)) / 2;
  return coefficientFrom(r, oneMinus, onePlus, x.length);
}

export function coefficientFrom(r: number, oneMinus: number, onePlus: number, n: number): Coefficient {
  if (oneMinus < 1e-15) return { r: 1, oneMinus: 0, onePlus: 2, n };
  if (onePlus < 1e-15) return { r: -1, oneMinus: 2, onePlus: 0, n };
  return { r, oneMinus, onePlus, n };
}

/** Deviations from the mean, scaled so that their squares add up to 1. */
function unitDeviations(name: string, sample: Sample): Float64Array {
  const { n, mean, meanRemainder, standardDeviation } = sampleMoments("correlation", name, sample);
  checkVariance("correlation", standardDeviation, [mean]);
  return Float64Array.from(sample, (value) => (value - mean - meanRemainder) / standardDeviation / Math.sqrt(n - 1));
}

export function checkPairs(n: number): void {
  if (n >= 3) return;
  throw new TrialwiseError({
    code: "too-few-values",
    message: `correlation: two points always lie on a line; received ${n} pairs`,
    required: "at least 3 pairs",
    observed: n,
  });
}

/** By the normal distribution of artanh r with a standard error. Its open side, when one-sided, ends at −1 or 1. */
export function fisherInterval({ oneMinus, onePlus }: Pick<Coefficient, "oneMinus" | "onePlus">, standardError: number, { level, alternative }: ResolvedTestOptions): Interval {
  const z = Math.log(onePlus / oneMinus) / 2;
  const margin = normalQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level, "upper") * standardError;
  return {
    lower: alternative === "less" ? -1 : withoutNegativeZero(Math.tanh(z - margin)),
    upper: alternative === "greater" ? 1 : withoutNegativeZero(Math.tanh(z + margin)),
    level,
  };
}

/** No interval, and why; and no test either, for the same reason, where there is none. */
export function noInterval(
  reason: "perfect-correlation" | "too-few-values",
  hasNoTest: boolean,
  level: number,
): { readonly interval: Interval; readonly reasons: Reasons<"statistic" | "pValue" | "interval.lower" | "interval.upper"> } {
  const reasons = { ...(hasNoTest && { statistic: reason, pValue: reason }), "interval.lower": reason, "interval.upper": reason };
  return { interval: { lower: null, upper: null, level }, reasons };
}
