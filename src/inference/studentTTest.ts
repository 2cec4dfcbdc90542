import { hypot } from "../numeric/elementary/hypot.ts";
import type { Method } from "../result/Method.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import type { Summary } from "../result/Summary.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { GroupMoments } from "./groupMoments.ts";
import { checkMagnitude, checkVariance, differenceOfMeans, groupMoments, isSummary, sampleMoments } from "./groupMoments.ts";
import { studentDistribution } from "./studentDistribution.ts";
import { testOfEstimate } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";
import type { TwoSampleMoments, TwoSamples, TwoSampleTTestResult } from "./twoSamples.ts";

export type StudentTTestOptions = TestOptions;

export interface StudentTTestResult extends TwoSampleTTestResult {
  /** The common standard deviation, weighted by degrees of freedom. */
  readonly pooledStandardDeviation: number;
  readonly method: Method<"student-t-test", ResolvedTestOptions>;
}

/**
 * Student's t test for two independent groups, with one pooled variance: the difference of two means, its standard error,
 * interval and p-value.
 *
 * Use it to repeat an analysis that assumed equal variances, as many published ones did; otherwise `welchTTest`, which
 * does not assume them and loses little where they hold. The estimate is mean(treatment) − mean(control) in the units of
 * the values. Degrees of freedom: n of treatment + n of control − 2. The p-value follows the declared `alternative`
 * (`"greater"`: treatment above control); a one-sided interval has a `null` limit with the reason `"unbounded"`.
 *
 * Each group is a list of values or a `Summary` of them (`{ n, mean, standardDeviation }`), mixed as needed. Every value
 * must be finite: missing values are decided on before. Ties play no part. One of the groups may have a single value (as a
 * summary with `standardDeviation: null`): the pooled variance is then that of the other, as in R's `t.test(var.equal = TRUE)`
 * and SAS's PROC TTEST, method "Pooled".
 *
 * @throws TrialwiseError `too-few-values` when a group has no value, or both have one; `no-variance` when the standard error
 *   is zero or no larger than the rounding error of the means
 * @throws RangeError, TypeError for values that are not finite, a level outside (0, 1), an unknown option
 *
 * Source: Student 1908 (https://doi.org/10.1093/biomet/6.1.1); for two groups Fisher 1925, Metron 5, 90–104.
 *
 * @example The primary endpoint of Oh 2018 (https://doi.org/10.1002/ana.25302), from its printed means
 * ```ts
 * import { studentTTest } from "trialwise";
 *
 * const result = studentTTest({
 *   treatment: { n: 32, mean: -1.69, standardDeviation: 2.51 },
 *   control: { n: 27, mean: -4.67, standardDeviation: 3.25 },
 * });
 * result.estimate; // => 2.98
 * result.standardError; // => 0.7503215
 * result.interval; // => { "lower": 1.477507, "upper": 4.482493, "level": 0.95 }
 * result.pValue; // => 0.00020265759
 * ```
 */
export function studentTTest(input: TwoSamples, options: StudentTTestOptions = {}): StudentTTestResult {
  const resolved = resolveTestOptions("studentTTest", options);
  checkParts("studentTTest", "the input", input, ["treatment", "control"]);
  const [treatment, control] = [readGroup("treatment", input.treatment), readGroup("control", input.control)];
  return studentTTestOf({ treatment, control, difference: differenceOfMeans(treatment, control) }, resolved);
}

/** {@link studentTTest} of two groups that were read. */
export function studentTTestOf(samples: TwoSampleMoments, resolved: ResolvedTestOptions): StudentTTestResult {
  const { treatment, control, difference } = samples;
  const degreesOfFreedom = treatment.n + control.n - 2;
  if (degreesOfFreedom === 0) throw noSpread();
  const share = ({ n, standardDeviation }: GroupMoments) => (n === 1 ? 0 : standardDeviation * Math.sqrt((n - 1) / degreesOfFreedom));
  const pooledStandardDeviation = hypot(share(treatment), share(control));
  const standardError = pooledStandardDeviation * Math.sqrt(1 / treatment.n + 1 / control.n);
  checkVariance("studentTTest", standardError, [treatment.mean, control.mean]);
  const { reasons: bounds, ...test } = testOfEstimate({ estimate: difference, standardError }, studentDistribution(degreesOfFreedom), resolved);
  const reasons = {
    ...bounds,
    ...(treatment.n === 1 && ({ "groups.treatment.standardDeviation": "too-few-values" } as const)),
    ...(control.n === 1 && ({ "groups.control.standardDeviation": "too-few-values" } as const)),
  };
  return {
    ...test,
    degreesOfFreedom,
    pooledStandardDeviation,
    groups: { treatment: describe(treatment), control: describe(control) },
    counts: { treatment: treatment.n, control: control.n },
    method: { name: "student-t-test", options: resolved, reference: "Student 1908, doi:10.1093/biomet/6.1.1; Fisher 1925, Metron 5, 90-104" },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

/** A group of two values or more, or of one, which has a mean and no spread. */
function readGroup(name: string, group: Sample | Summary): GroupMoments {
  if (isSummary(group)) {
    if (group.n !== 1 || group.standardDeviation !== null) return groupMoments("studentTTest", name, group);
    checkMagnitude("studentTTest", `${name}.mean`, group.mean);
    return sampleMoments("studentTTest", name, [group.mean]);
  }
  checkSample("studentTTest", name, group);
  return group.length === 1 ? sampleMoments("studentTTest", name, group) : groupMoments("studentTTest", name, group);
}

function describe({ n, mean, standardDeviation }: GroupMoments): Summary {
  return { n, mean, standardDeviation: n === 1 ? null : standardDeviation };
}

function noSpread(): TrialwiseError {
  return new TrialwiseError({
    code: "too-few-values",
    message: "studentTTest: each group has one value, and a standard deviation needs two",
    required: "at least 2 values in treatment or control",
    observed: 1,
  });
}
