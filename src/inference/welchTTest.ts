import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { GroupSummary } from "./groupMoments.ts";
import { checkVariance, groupSummary } from "./groupMoments.ts";
import { studentDistribution } from "./studentDistribution.ts";
import { testOfEstimate } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";
import type { TwoSampleMoments, TwoSamples, TwoSampleTTestResult } from "./twoSamples.ts";
import { readTwoSamples } from "./twoSamples.ts";
import { welchError } from "./welchError.ts";

export type WelchTTestOptions = TestOptions;

export interface WelchTTestResult extends TwoSampleTTestResult {
  readonly groups: { readonly treatment: GroupSummary; readonly control: GroupSummary };
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
  readonly method: Method<"welch-t-test", ResolvedTestOptions>;
}

/**
 * Welch's t test for two independent groups with variances of their own: the difference of two means, its standard error,
 * interval and p-value.
 *
 * Use it by default for two groups; `studentTTest` is for repeating an analysis that pooled the variances. The estimate is
 * mean(treatment) − mean(control) in the units of the values. The degrees of freedom are Satterthwaite's, a fraction
 * between the smaller n − 1 and the sum of n − 2. The p-value follows the declared `alternative` (`"greater"`: treatment
 * above control); a one-sided interval has a `null` limit with the reason `"unbounded"`.
 *
 * Each group is a list of values or a `Summary` of them (`{ n, mean, standardDeviation }`), mixed as needed. Every value
 * must be finite: missing values are decided on before. Ties play no part. R: `t.test()`; SAS: PROC TTEST, method
 * "Satterthwaite".
 *
 * @throws TrialwiseError `too-few-values` when a group has fewer than 2 values; `no-variance` when the standard error is
 *   zero or no larger than the rounding error of the means
 * @throws RangeError, TypeError for values that are not finite, a level outside (0, 1), an unknown option
 *
 * Source: Welch 1947 (https://doi.org/10.1093/biomet/34.1-2.28); Satterthwaite 1946 (https://doi.org/10.2307/3002019).
 *
 * @example The additional hours of sleep of Student 1908
 * ```ts
 * import { welchTTest } from "trialwise";
 *
 * const result = welchTTest({
 *   treatment: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
 *   control: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
 * });
 * result.estimate; // => 1.58
 * result.statistic; // => 1.8608
 * result.degreesOfFreedom; // => 17.776
 * result.pValue; // => 0.07939
 * ```
 */
export function welchTTest(input: TwoSamples, options: WelchTTestOptions = {}): WelchTTestResult {
  const resolved = resolveTestOptions("welchTTest", options);
  return welchTTestOf(readTwoSamples("welchTTest", input), resolved);
}

/** {@link welchTTest} of two groups that were read. */
export function welchTTestOf(samples: TwoSampleMoments, resolved: ResolvedTestOptions): WelchTTestResult {
  const { treatment, control, difference } = samples;
  const { standardError, degreesOfFreedom } = welchError(treatment, control);
  checkVariance("welchTTest", standardError, [treatment.mean, control.mean]);
  return {
    ...testOfEstimate({ estimate: difference, standardError }, studentDistribution(degreesOfFreedom), resolved),
    degreesOfFreedom,
    groups: { treatment: groupSummary(treatment), control: groupSummary(control) },
    counts: { treatment: treatment.n, control: control.n },
    method: { name: "welch-t-test", options: resolved, reference: "Welch 1947, doi:10.1093/biomet/34.1-2.28" },
  };
}
