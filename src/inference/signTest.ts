import { binomialTails } from "../numeric/binomial.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { PairedValues } from "./pairedDifferences.ts";
import { readPairedValues } from "./pairedDifferences.ts";
import { quantile } from "./quantile.ts";
import { pValueOf } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

export type SignTestOptions = TestOptions;

export interface SignTestResult {
  /** The median of all differences, zeros among them, in their units. */
  readonly estimate: number;
  /** How many differences are positive. */
  readonly statistic: number;
  readonly pValue: number;
  /** Of the median: differences in their order, chosen by the binomial distribution. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  readonly counts: { readonly pairs: number; readonly positive: number; readonly negative: number; readonly zeros: number };
  readonly method: Method<"sign-test", ResolvedTestOptions>;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

/**
 * The exact sign test of changes within participants, with the median change.
 *
 * Use it for two measurements of the same participants where only the direction of a change can be trusted; it assumes no
 * symmetry, and `signedRankTest` is more powerful where there is some. `before` and `after` hold one value for each participant
 * in the same order, or `differences` holds after − before. Every value must be finite: a participant who lacks one of the
 * two is left out before. Differences of zero (within rounding, 2e-15 of the largest value) are left out of the test and
 * counted; the median and its interval keep them, so that the two can disagree.
 *
 * The p-value is that of a binomial distribution with probability ½, two-sided twice the smaller tail. `"greater"`: after above
 * before. The interval covers the median at least as often as its level says; a limit that too few pairs leave open is
 * `null` (`"unbounded"`). R: `binom.test()` of the positive among the nonzero; SAS: PROC UNIVARIATE, whose M is the count less
 * half of the nonzero, and CIPCTLDF for the interval.
 *
 * @throws TrialwiseError `too-few-values` without pairs; `no-variance` when every difference is zero
 * @throws RangeError, TypeError for lists of unequal length, values that are not finite, a level outside (0, 1), an unknown option
 *
 * Source: Dixon & Mood 1946 (https://doi.org/10.1080/01621459.1946.10501898); interval: Thompson 1936
 * (https://doi.org/10.1214/aoms/1177732502).
 *
 * @example Depression before and after a tranquillizer: Hollander & Wolfe 1973, page 29
 * ```ts
 * import { signTest } from "trialwise";
 *
 * const result = signTest({
 *   before: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
 *   after: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
 * });
 * result.statistic; // => 2
 * result.pValue; // => 0.1796875
 * result.estimate; // => -0.49
 * ```
 */
export function signTest(input: PairedValues, options: SignTestOptions = {}): SignTestResult {
  const resolved = resolveTestOptions("signTest", options);
  const { differences, nonzero } = readPairedValues("signTest", input);
  const positive = nonzero.filter((difference) => difference > 0).length;
  const ascending = differences.slice().sort();
  return {
    estimate: withoutNegativeZero(quantile(ascending, 0.5, 2)),
    statistic: positive,
    pValue: pValueOf(binomialTails(positive, nonzero.length, 0.5), resolved.alternative),
    ...medianInterval(ascending, resolved),
    alternative: resolved.alternative,
    counts: { pairs: differences.length, positive, negative: nonzero.length - positive, zeros: differences.length - nonzero.length },
    method: { name: "sign-test", options: resolved, reference: "Dixon & Mood 1946, doi:10.1080/01621459.1946.10501898; Thompson 1936, doi:10.1214/aoms/1177732502" },
  };
}

/** From the k-th smallest to the k-th largest value, with the largest k for which fewer than k below the median are rare enough. */
function medianInterval(ascending: Float64Array, { level, alternative }: ResolvedTestOptions): Pick<SignTestResult, "interval" | "reasons"> {
  const n = ascending.length;
  const tail = (alternative === "two-sided" ? (1 - level) / 2 : 1 - level) * (1 + 1e-9);
  let [k, above] = [0, n + 1];
  while (above - k > 1) {
    const middle = Math.floor((k + above) / 2);
    if (binomialTails(middle - 1, n, 0.5).lower <= tail) k = middle;
    else above = middle;
  }
  const lower = alternative === "less" || k === 0 ? null : withoutNegativeZero(ascending[k - 1]!);
  const upper = alternative === "greater" || k === 0 ? null : withoutNegativeZero(ascending[n - k]!);
  const reasons = { ...(lower === null && { "interval.lower": "unbounded" } as const), ...(upper === null && { "interval.upper": "unbounded" } as const) };
  return { interval: { lower, upper, level }, ...((lower === null || upper === null) && { reasons }) };
}
