import { hypot } from "../numeric/elementary/hypot.ts";
import { normalQuantile, normalTails } from "../numeric/normal.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkMagnitude, checkVariance } from "./groupMoments.ts";
import { studentDistribution } from "./studentDistribution.ts";
import type { ReferenceDistribution, TestOfEstimate } from "./testOfEstimate.ts";
import { testOfEstimate } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

/** An estimate of one group, published or from a model of that group alone. */
export interface GroupEstimate {
  readonly estimate: number;
  readonly standardError: number;
}

/** Two estimates that are independent of each other. */
export interface TwoEstimates {
  readonly treatment: GroupEstimate;
  readonly control: GroupEstimate;
}

export interface CompareEstimatesOptions extends TestOptions {
  /** Degrees of freedom of Student's t, whole or not, at least 1. Without them the normal distribution is used. */
  readonly degreesOfFreedom?: number;
}

/** The estimate is that of treatment − that of control. */
export interface CompareEstimatesResult extends TestOfEstimate {
  /** Absent when the normal distribution was used. */
  readonly degreesOfFreedom?: number;
  /** What was compared: enough to repeat the test. */
  readonly groups: TwoEstimates;
  readonly method: Method<"wald-z-test" | "wald-t-test", ResolvedTestOptions & { readonly degreesOfFreedom?: number }>;
}

/**
 * Wald's test of the difference between two independent estimates, each given with its standard error.
 *
 * Use it for figures that come as an estimate and its error: the slopes of two arms printed in a paper, two fits of a mixed
 * model. The standard error of the difference is √(SE² + SE²), which holds only if the two are independent; two terms of
 * one model are not, and their covariance is needed. The reference distribution is normal, or Student's t with the degrees
 * of freedom given. The p-value follows the declared `alternative`; a one-sided interval has a `null` limit with the
 * reason `"unbounded"`.
 *
 * @throws TrialwiseError `no-variance` when the standard error is zero or no larger than the rounding error of the
 *   estimates
 * @throws RangeError, TypeError for values that are not finite, a negative standard error, degrees of freedom below
 *   1, a level outside (0, 1)
 *
 * Source: Wald 1943 (https://doi.org/10.1090/S0002-9947-1943-0012401-3).
 *
 * @example The slopes of ALSFRS-R after baseline in Oh 2018 (https://doi.org/10.1002/ana.25302)
 * ```ts
 * import { compareEstimates } from "trialwise";
 *
 * const slopes = { treatment: { estimate: -0.55, standardError: 0.11 }, control: { estimate: -1.13, standardError: 0.15 } };
 * compareEstimates(slopes).statistic; // => 3.118099
 * compareEstimates(slopes).pValue; // => 0.001820215
 * compareEstimates(slopes, { degreesOfFreedom: 57 }).pValue; // => 0.002852242
 * ```
 */
export function compareEstimates(input: TwoEstimates, options: CompareEstimatesOptions = {}): CompareEstimatesResult {
  checkOptionKeys("compareEstimates", options, ["level", "alternative", "degreesOfFreedom"]);
  const { degreesOfFreedom, ...testOptions } = options;
  const resolved = resolveTestOptions("compareEstimates", testOptions);
  const distribution = referenceDistribution(degreesOfFreedom);
  checkParts("compareEstimates", "the input", input, ["treatment", "control"]);
  const treatment = readEstimate("treatment", input.treatment);
  const control = readEstimate("control", input.control);
  const estimate = treatment.estimate - control.estimate;
  const standardError = hypot(treatment.standardError, control.standardError);
  checkVariance("compareEstimates", standardError, [treatment.estimate, control.estimate]);
  const given = degreesOfFreedom === undefined ? {} : { degreesOfFreedom };
  return {
    ...testOfEstimate({ estimate, standardError }, distribution, resolved),
    ...given,
    groups: { treatment, control },
    method: {
      name: degreesOfFreedom === undefined ? "wald-z-test" : "wald-t-test",
      options: { ...resolved, ...given },
      reference: "Wald 1943, doi:10.1090/S0002-9947-1943-0012401-3",
    },
  };
}

function referenceDistribution(degreesOfFreedom: number | undefined): ReferenceDistribution {
  if (degreesOfFreedom === undefined) {
    return { tails: normalTails, upperQuantile: (probability) => normalQuantile(probability, "upper") };
  }
  checkFinite("compareEstimates", "degreesOfFreedom", degreesOfFreedom);
  if (degreesOfFreedom >= 1) return studentDistribution(degreesOfFreedom);
  throw new RangeError(`compareEstimates: degreesOfFreedom must be at least 1; received ${show(degreesOfFreedom)}`);
}

function readEstimate(name: string, group: GroupEstimate): GroupEstimate {
  checkParts("compareEstimates", name, group, ["estimate", "standardError"]);
  const { estimate, standardError } = group;
  checkMagnitude("compareEstimates", `${name}.estimate`, estimate);
  checkMagnitude("compareEstimates", `${name}.standardError`, standardError);
  if (standardError >= 0) return { estimate: withoutNegativeZero(estimate), standardError: withoutNegativeZero(standardError) };
  throw new RangeError(`compareEstimates: ${name}.standardError must not be negative; received ${show(standardError)}`);
}
