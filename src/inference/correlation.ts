import type { Alternative } from "../result/Alternative.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkCount, checkFinite } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import type { Coefficient, PairedColumns } from "./correlationCoefficient.ts";
import { checkColumns, checkPairs, coefficientFrom, correlationInterval, sampleCoefficient, studentTest } from "./correlationCoefficient.ts";
import type { RankCorrelationResult } from "./rankCorrelation.ts";
import { rankCorrelation } from "./rankCorrelation.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

/** Two measurements of the same participants in the same order, or a published coefficient with its number of pairs. */
export type CorrelationInput =
  | { readonly x: Sample; readonly y: Sample; readonly r?: never; readonly n?: never }
  | { readonly r: number; readonly n: number; readonly x?: never; readonly y?: never };

export interface CorrelationOptions<CorrelationMethod extends "pearson" | "spearman" | "kendall" = "pearson" | "spearman" | "kendall"> extends TestOptions {
  /**
   * - `pearson`: the product-moment coefficient, for a linear relation
   * - `spearman`: that of the ranks, for a monotone one
   * - `kendall`: the share of pairs that both order alike, less the share that they do not
   *
   * Default `"pearson"`.
   */
  readonly method?: CorrelationMethod;
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
 * The correlation of two measurements in the same participants, with a test against zero and an interval.
 *
 * Use Pearson's for a linear relation between two continuous measurements, as a change in a biomarker and a change in function;
 * Spearman's or Kendall's for a monotone one, for ordinal scores or outliers. Input is two lists, one value for each participant in
 * the same order, or, for Pearson's, a published `{ r, n }`; of a published R² from a regression on one predictor, r is the square
 * root with the sign of the slope. Every value must be finite: a participant who lacks one of the two is left out before. The
 * p-value follows the declared `alternative` (`"greater"`: above 0).
 *
 * Pearson: Student's t, and Fisher's interval. Spearman: exact to 10 pairs without ties, else Student's t; the interval is
 * Fisher's with Bonett and Wright's variance (1 + ρ²/2)/(n − 3). Kendall: exact to 100 pairs without ties, else normal with the
 * variance that the ties leave, uncorrected for continuity; the interval is Fisher's with Fieller's variance 0.437/(n − 4). The
 * intervals of ρ and τ hold for continuous measurements and coefficients within ±0.95 and ±0.8, the others roughly. Values that
 * differ by no more than rounding (2e-15 of the largest) are tied, share their mean rank, and make Kendall's the τ-b.
 *
 * An interval needs 4 pairs, Kendall's 5; with fewer its limits are `null` (`"too-few-values"`). Where the coefficient is ±1, the
 * limits, t and its p-value are `null` (`"perfect-correlation"`). Points within rounding of a line (1 − |r| below 1e-15) count as on it.
 *
 * R: `cor.test()`, which gives p = 0 for a perfect Pearson correlation, is exact for Spearman's below 10 pairs and approximates by
 * Edgeworth's series above, and for Kendall's below 50; SAS: PROC CORR with FISHER, whose p comes from artanh r where R's and ours
 * come from t.
 *
 * @throws TrialwiseError `too-few-values` below 3 pairs; `no-variance` when all values of x or of y are equal; `too-much-work`
 *   for Kendall's beyond 20 000 pairs
 * @throws RangeError, TypeError for lists of unequal length, values that are not finite, r outside −1 to 1, a level outside (0, 1)
 *
 * Source: Fisher 1915 (https://doi.org/10.1093/biomet/10.4.507); Fisher 1921, Metron 1, 3–32; Spearman 1904
 * (https://doi.org/10.2307/1412159); Bonett & Wright 2000 (https://doi.org/10.1007/BF02294183); Kendall 1938
 * (https://doi.org/10.1093/biomet/30.1-2.81); Fieller, Hartley & Pearson 1957 (https://doi.org/10.1093/biomet/44.3-4.470).
 *
 * @example R² = 0.259 of 20 good responders in Oh 2018 (https://doi.org/10.1002/ana.25302), whose p-values are one-sided
 * ```ts
 * import { correlation } from "trialwise";
 *
 * const result = correlation({ r: Math.sqrt(0.259), n: 20 }, { alternative: "greater" });
 * result.statistic; // => 2.508286
 * result.pValue; // => 0.01096345
 * ```
 *
 * @example Colour and quality of canned tuna: Hollander & Wolfe 1973, page 187, as in R's help page of cor.test
 * ```ts
 * import { correlation } from "trialwise";
 *
 * const x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
 * const y = [2.6, 3.1, 2.5, 5, 3.6, 4, 5.2, 2.8, 3.8];
 * const result = correlation({ x, y }, { method: "kendall", alternative: "greater" });
 * result.estimate; // => 0.4444444
 * result.pValue; // => 0.05972
 * ```
 */
export function correlation(input: CorrelationInput, options?: CorrelationOptions<"pearson">): CorrelationResult;
export function correlation(input: PairedColumns, options: CorrelationOptions<"spearman" | "kendall"> & { readonly method: "spearman" | "kendall" }): RankCorrelationResult;
export function correlation(input: PairedColumns, options: CorrelationOptions): CorrelationResult | RankCorrelationResult;
export function correlation(input: CorrelationInput, options: CorrelationOptions = {}): CorrelationResult | RankCorrelationResult {
  checkOptionKeys("correlation", options, ["method", "level", "alternative"]);
  const { method = "pearson", ...testOptions } = options;
  checkChoice("correlation", "method", method, ["pearson", "spearman", "kendall"]);
  const resolved = resolveTestOptions("correlation", testOptions);
  return method === "pearson" ? pearson(readCoefficient(input), resolved) : rankCorrelation(readColumns(input), method, resolved);
}

function pearson(coefficient: Coefficient, resolved: ResolvedTestOptions): CorrelationResult {
  const { r, n } = coefficient;
  const tested = studentTest(coefficient, resolved.alternative);
  return {
    estimate: r,
    ...tested,
    degreesOfFreedom: n - 2,
    ...correlationInterval(coefficient, [1, n - 3], tested.statistic !== null, resolved),
    alternative: resolved.alternative,
    counts: { pairs: n },
    method: {
      name: "pearson-correlation",
      options: { method: "pearson", ...resolved },
      reference: "Fisher 1915, doi:10.1093/biomet/10.4.507; Fisher 1921, Metron 1, 3-32",
    },
  };
}

function readCoefficient(input: CorrelationInput): Coefficient {
  const isPublished = typeof input === "object" && input !== null && input.r !== undefined && input.x === undefined && input.y === undefined;
  return isPublished ? publishedCoefficient(input) : sampleCoefficient(readColumns(input));
}

function readColumns(input: CorrelationInput): PairedColumns {
  checkParts("correlation", "the input", input, ["x", "y"]);
  if (input.r !== undefined || input.n !== undefined) throw new TypeError("correlation: give x and y, or r and n, not both");
  checkColumns(input);
  return input;
}

function publishedCoefficient({ r, n }: { readonly r: number; readonly n: number }): Coefficient {
  checkFinite("correlation", "r", r);
  checkCount("correlation", "n", n);
  if (Math.abs(r) > 1) throw new RangeError(`correlation: r must be between -1 and 1; received ${show(r)}`);
  checkPairs(n);
  return coefficientFrom(r, 1 - r, 1 + r, n);
}
