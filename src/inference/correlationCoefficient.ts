import { tanh } from "../numeric/elementary/hyperbolic.ts";
import { log } from "../numeric/elementary/log.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { sum } from "../numeric/sum.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkVariance, sampleMoments } from "./groupMoments.ts";
import { studentDistribution } from "./studentDistribution.ts";
import { pValueOf } from "./testOfEstimate.ts";
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
  return { r: withoutNegativeZero(r), oneMinus, onePlus, n };
}

/** Deviations from the mean, scaled so that their squares add up to 1. */
function unitDeviations(name: string, sample: Sample): Float64Array {
  const { n, mean, meanRemainder, standardDeviation } = sampleMoments("correlation", name, sample);
  checkVariance("correlation", standardDeviation, [mean]);
  return Float64Array.from(sample, (value) => (value - mean - meanRemainder) / standardDeviation / Math.sqrt(n - 1));
}

/** Two points always lie on a line; and a method that compares every pair with every other has a limit. */
export function checkPairs(n: number, most = Infinity): void {
  if (n >= 3 && n <= most) return;
  const required = n < 3 ? "at least 3 pairs" : `at most ${most} pairs`;
  throw new TrialwiseError({
    code: n < 3 ? "too-few-values" : "too-much-work",
    message: `correlation: needs ${required}; received ${n}`,
    required,
    observed: n,
  });
}

interface StudentTest {
  readonly standardError: number;
  readonly statistic: number | null;
  readonly pValue: number | null;
}

/** Student's test against zero, which points on one line do not have. */
export function studentTest({ r, oneMinus, onePlus, n }: Coefficient, alternative: Alternative): StudentTest {
  const standardError = Math.sqrt((oneMinus * onePlus) / (n - 2));
  if (standardError === 0) return { standardError, statistic: null, pValue: null };
  const statistic = withoutNegativeZero(r / standardError);
  return { standardError, statistic, pValue: pValueOf(studentDistribution(n - 2).tails(statistic), alternative) };
}

interface CorrelationInterval {
  readonly interval: Interval;
  readonly reasons?: Reasons<"statistic" | "pValue" | "interval.lower" | "interval.upper">;
}

/**
 * By the normal distribution of artanh r with variance `factor`/`divisor`; its open side, when one-sided, ends at −1 or 1. There is
 * none where r is ±1 or the divisor not positive, and the reason is that of a missing test too.
 */
export function correlationInterval(
  { oneMinus, onePlus }: Pick<Coefficient, "oneMinus" | "onePlus">,
  [factor, divisor]: readonly [number, number],
  hasTest: boolean,
  { level, alternative }: ResolvedTestOptions,
): CorrelationInterval {
  const isPerfect = oneMinus * onePlus === 0;
  if (isPerfect || divisor < 1) {
    const reason = isPerfect ? "perfect-correlation" : "too-few-values";
    const reasons = { ...(!hasTest && { statistic: reason, pValue: reason } as const), "interval.lower": reason, "interval.upper": reason } as const;
    return { interval: { lower: null, upper: null, level }, reasons };
  }
  const z = log(onePlus / oneMinus) / 2;
  const margin = normalQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level, "upper") * Math.sqrt(factor / divisor);
  return {
    interval: {
      lower: alternative === "less" ? -1 : withoutNegativeZero(tanh(z - margin)),
      upper: alternative === "greater" ? 1 : withoutNegativeZero(tanh(z + margin)),
      level,
    },
  };
}
