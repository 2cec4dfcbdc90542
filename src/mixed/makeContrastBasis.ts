import type { ContrastBasis } from "../model/ContrastBasis.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { CovarianceEstimate } from "./estimateCovariance.ts";
import { kenwardRogerAdjustment } from "./kenwardRogerAdjustment.ts";
import type { LinearMixedModelSettings } from "./LinearMixedModelFit.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";
import { varianceParameters } from "./varianceInformation.ts";

/** What the fixed effects' tests need of the variance parameters, as plain data. */
export function makeContrastBasis(
  caller: string,
  patterns: ParticipantPatterns,
  { estimator, covarianceStructure, degreesOfFreedomMethod, information }: LinearMixedModelSettings,
  { evaluation }: CovarianceEstimate,
  rootValues: Float64Array,
): ContrastBasis {
  const size = patterns.fixedCount;
  const root = toRows(rootValues, size);
  if (degreesOfFreedomMethod === "asymptotic") return { degreesOfFreedomMethod, root };
  if (degreesOfFreedomMethod === "residual") return { degreesOfFreedomMethod, root, degreesOfFreedom: patterns.observations - size };
  const usedInformation = information ?? "observed";
  const parameters = varianceParameters(patterns, estimator, covarianceStructure, evaluation, usedInformation);
  if (parameters === undefined) {
    throw new TrialwiseError({
      code: "no-convergence",
      message: `${caller}: the ${usedInformation} information about the variances is not positive definite, so no degrees of freedom follow from it`,
      required: "a positive definite information matrix",
      observed: "an indefinite one",
    });
  }
  const shared = {
    degreesOfFreedomMethod,
    information: usedInformation,
    root,
    sensitivities: parameters.sensitivities.map((sensitivity) => toRows(sensitivity, size)),
    parameterCovariance: toRows(parameters.covariance, parameters.directions.length + 1),
  };
  if (degreesOfFreedomMethod === "satterthwaite") return shared;
  return { ...shared, adjustment: toRows(kenwardRogerAdjustment(patterns, evaluation.sums, parameters), size) };
}

function toRows(values: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from(values.subarray(row * size, (row + 1) * size), withoutNegativeZero));
}
