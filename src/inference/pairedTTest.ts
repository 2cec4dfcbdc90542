import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import type { Summary } from "../result/Summary.ts";
import type { GroupMoments, GroupSummary } from "./groupMoments.ts";
import { checkVariance, groupMoments, groupSummary } from "./groupMoments.ts";
import { hasDifferences, subtractPairs } from "./pairedDifferences.ts";
import { studentDistribution } from "./studentDistribution.ts";
import type { TestOfEstimate } from "./testOfEstimate.ts";
import { testOfEstimate } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

/**
 * Two measurements of the same participants in the same order, or their differences (after − before) as values or as a
 * summary.
 */
export type PairedSamples =
  | { readonly before: Sample; readonly after: Sample; readonly differences?: never }
  | { readonly differences: Sample | Summary; readonly before?: never; readonly after?: never };

export type PairedTTestOptions = TestOptions;

/** The estimate is the mean of after − before. */
export interface PairedTTestResult extends TestOfEstimate {
  readonly degreesOfFreedom: number;
  /** What was tested: enough to repeat the test. */
  readonly differences: GroupSummary;
  readonly counts: { readonly pairs: number };
  readonly method: Method<"paired-t-test", ResolvedTestOptions>;
}

/**
 * Student's paired t test: the mean change within participants, its standard error, interval and p-value.
 *
 * Use it for two measurements of the same participants, before and after. It says nothing about a treatment without a
 * control group. The estimate is the mean of after − before in the units of the values; degrees of freedom: pairs − 1.
 * The p-value follows the declared `alternative` (`"greater"`: after above before); a one-sided interval has a `null` limit
 * with the reason `"unbounded"`.
 *
 * `before` and `after` hold one value for each participant in the same order; or `differences` holds after − before, as
 * values or as a `Summary` (`{ n, mean, standardDeviation }` of the differences, not of the two visits). Every value must
 * be finite: a participant who lacks one of the two is left out before, and counted there. R: `t.test(paired = TRUE)`;
 * SAS: PROC TTEST with PAIRED.
 *
 * @throws TrialwiseError `too-few-values` when there are fewer than 2 pairs; `no-variance` when all differences are equal
 * @throws RangeError, TypeError for lists of unequal length, values that are not finite, a level outside (0, 1)
 *
 * Source: Student 1908 (https://doi.org/10.1093/biomet/6.1.1).
 *
 * @example The additional hours of sleep of Student 1908, from his own paper
 * ```ts
 * import { pairedTTest } from "trialwise";
 *
 * const result = pairedTTest({
 *   before: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
 *   after: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
 * });
 * result.estimate; // => 1.58
 * result.statistic; // => 4.0621
 * result.pValue; // => 0.002833
 * ```
 */
export function pairedTTest(input: PairedSamples, options: PairedTTestOptions = {}): PairedTTestResult {
  const resolved = resolveTestOptions("pairedTTest", options);
  const { differences, magnitude } = readDifferences(input);
  const estimate = differences.mean + differences.meanRemainder;
  const standardError = differences.standardDeviation / Math.sqrt(differences.n);
  const degreesOfFreedom = differences.n - 1;
  checkVariance("pairedTTest", standardError, [magnitude]);
  return {
    ...testOfEstimate({ estimate, standardError }, studentDistribution(degreesOfFreedom), resolved),
    degreesOfFreedom,
    differences: groupSummary(differences),
    counts: { pairs: differences.n },
    method: { name: "paired-t-test", options: resolved, reference: "Student 1908, doi:10.1093/biomet/6.1.1" },
  };
}

/** The differences, with the size of the values that their rounding errors come from: 305.3 − 305.1 and 6.3 − 6.1 are one difference. */
function readDifferences(input: PairedSamples): { readonly differences: GroupMoments; readonly magnitude: number } {
  if (hasDifferences("pairedTTest", input)) {
    const differences = groupMoments("pairedTTest", "differences", input.differences);
    return { differences, magnitude: differences.mean };
  }
  const differences = groupMoments("pairedTTest", "the differences", subtractPairs("pairedTTest", input));
  return { differences, magnitude: Math.max(largestMagnitude(input.before), largestMagnitude(input.after)) };
}
