import { normalQuantile } from "../numeric/normal.ts";
import { sum } from "../numeric/sum.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkChoice, checkCount, checkFinite, checkSample } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkOptionKeys, checkParts } from "./checkKeys.ts";
import { checkVariance, sampleMoments } from "./groupMoments.ts";
import { studentDistribution } from "./studentDistribution.ts";
import { pValueOf } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

/** Two measurements of the same participants in the same order, or a published coefficient with its number of pairs. */
export type CorrelationInput =
  | { readonly x: Sample; readonly y: Sample; readonly r?: never; readonly n?: never }
  | { readonly r: number; readonly n: number; readonly x?: never; readonly y?: never };

export interface CorrelationOptions extends TestOptions {
  /** `pearson`: the product-moment coefficient, for a linear relation. Default `"pearson"`. */
  readonly method?: "pearson";
}

export interface CorrelationResult {
  /** The coefficient r, between −1 and 1. */
  readonly estimate: number;
  /** √((1 − r²)/(n − 2)), the one that the test uses; the interval does not. */
  readonly standardError: number;
  /** n − 2 */
  readonly degreesOfFreedom: number;
  /** Student's t against no correlation; `null` when all points lie on one line. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Fisher's, by the normal distribution of artanh r. Its open side, when one-sided, ends at −1 or 1. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  readonly counts: { readonly pairs: number };
  readonly method: Method<"pearson-correlation", ResolvedTestOptions & { readonly method: "pearson" }>;
  readonly reasons?: Reasons<"statistic" | "pValue" | "interval.lower" | "interval.upper">;
}

/**
 * The correlation of two measurements in the same participants, with a test against zero and Fisher's interval.
 *
 * Use it for a linear relation between two continuous measurements, as a change in a biomarker and a change in function. Input is
 * either two lists, one value for each participant in the same order, or a published `{ r, n }`; of a published R² from a
 * regression on one predictor, r is the square root with the sign of the slope. Every value must be finite: a participant who
 * lacks one of the two is left out before. The p-value follows the declared `alternative` (`"greater"`: r above 0).
 *
 * The interval needs 4 pairs; with 3 its limits are `null` (`"too-few-values"`). When all points lie on one line, statistic,
 * p-value and limits are `null` (`"perfect-correlation"`). Points within rounding of a line (1 − |r| below 1e-15) count as
 * on it. R: `cor.test()`, which gives p = 0 then; SAS: PROC CORR with FISHER, whose p comes from artanh r where R's and ours come from t.
 *
 * @throws TrialwiseError `too-few-values` below 3 pairs; `no-variance` when all values of x or of y are equal
 * @throws RangeError, TypeError for lists of unequal length, values that are not finite, r outside −1 to 1, a level outside (0, 1)
 *
 * Source: Fisher 1915 (https://doi.org/10.1093/biomet/10.4.507); Fisher 1921, Metron 1, 3–32.
 *
 * @example R² = 0.259 of 20 good responders in Oh 2018 (https://doi.org/10.1002/ana.25302), whose p-values are one-sided
 * ```ts
 * import { correlation } from "trialwise";
 *
 * const result = correlation({ r: Math.sqrt(0.259), n: 20 }, { alternative: "greater" });
 * result.statistic; // => 2.508286
 * result.pValue; // => 0.01096345
 * ```
 */
export function correlation(input: CorrelationInput, options: CorrelationOptions = {}): CorrelationResult {
  checkOptionKeys("correlation", options, ["method", "level", "alternative"]);
  const { method = "pearson", ...testOptions } = options;
  checkChoice("correlation", "method", method, ["pearson"]);
  const resolved = resolveTestOptions("correlation", testOptions);
  const coefficient = readCoefficient(input);
  const { r, oneMinus, onePlus, n } = coefficient;
  const degreesOfFreedom = n - 2;
  const standardError = Math.sqrt((oneMinus * onePlus) / degreesOfFreedom);
  const isPerfect = standardError === 0;
  const statistic = isPerfect ? null : withoutNegativeZero(r / standardError);
  return {
    estimate: withoutNegativeZero(r),
    standardError,
    degreesOfFreedom,
    statistic,
    pValue: statistic === null ? null : pValueOf(studentDistribution(degreesOfFreedom).tails(statistic), resolved.alternative),
    ...(isPerfect || n === 3 ? noInterval(isPerfect, resolved.level) : { interval: fisherInterval(coefficient, resolved) }),
    alternative: resolved.alternative,
    counts: { pairs: n },
    method: {
      name: "pearson-correlation",
      options: { method, ...resolved },
      reference: "Fisher 1915, doi:10.1093/biomet/10.4.507; Fisher 1921, Metron 1, 3-32",
    },
  };
}

/** A coefficient with 1 − r and 1 + r to full precision: near ±1 they cannot be had from r. */
interface Coefficient {
  readonly r: number;
  readonly oneMinus: number;
  readonly onePlus: number;
  readonly n: number;
}

function readCoefficient(input: CorrelationInput): Coefficient {
  if (typeof input === "object" && input !== null && input.r !== undefined) {
    if (input.x === undefined && input.y === undefined) return publishedCoefficient(input);
    throw new TypeError("correlation: give x and y, or r and n, not both");
  }
  checkParts("correlation", "the input", input, ["x", "y"]);
  return sampleCoefficient(input);
}

function publishedCoefficient({ r, n }: { readonly r: number; readonly n: number }): Coefficient {
  checkFinite("correlation", "r", r);
  checkCount("correlation", "n", n);
  if (Math.abs(r) > 1) throw new RangeError(`correlation: r must be between -1 and 1; received ${show(r)}`);
  checkPairs(n);
  return coefficientFrom(r, 1 - r, 1 + r, n);
}

function sampleCoefficient({ x, y }: { readonly x: Sample; readonly y: Sample }): Coefficient {
  checkSample("correlation", "x", x);
  checkSample("correlation", "y", y);
  if (x.length !== y.length) throw new RangeError(`correlation: x and y must have the same length; received ${x.length} and ${y.length}`);
  checkPairs(x.length);
  const [u, v] = [unitDeviations("x", x), unitDeviations("y", y)];
  const r = sum(u.map((value, index) => value * v[index]!));
  const oneMinus = sum(u.map((value, index) => (value - v[index]!) ** 2)) / 2;
  const onePlus = sum(u.map((value, index) => (value + v[index]!) ** 2)) / 2;
  return coefficientFrom(r, oneMinus, onePlus, x.length);
}

function coefficientFrom(r: number, oneMinus: number, onePlus: number, n: number): Coefficient {
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

function checkPairs(n: number): void {
  if (n >= 3) return;
  throw new TrialwiseError({
    code: "too-few-values",
    message: `correlation: two points always lie on a line; received ${n} pairs`,
    required: "at least 3 pairs",
    observed: n,
  });
}

function fisherInterval({ oneMinus, onePlus, n }: Coefficient, { level, alternative }: ResolvedTestOptions): Interval {
  const z = Math.log(onePlus / oneMinus) / 2;
  const margin = normalQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level, "upper") / Math.sqrt(n - 3);
  return {
    lower: alternative === "less" ? -1 : withoutNegativeZero(Math.tanh(z - margin)),
    upper: alternative === "greater" ? 1 : withoutNegativeZero(Math.tanh(z + margin)),
    level,
  };
}

function noInterval(isPerfect: boolean, level: number): Pick<CorrelationResult, "interval" | "reasons"> {
  const interval = { lower: null, upper: null, level };
  if (!isPerfect) return { interval, reasons: { "interval.lower": "too-few-values", "interval.upper": "too-few-values" } };
  const reason = "perfect-correlation";
  return { interval, reasons: { statistic: reason, pValue: reason, "interval.lower": reason, "interval.upper": reason } };
}
