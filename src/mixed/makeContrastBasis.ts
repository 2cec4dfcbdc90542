import type { ContrastBasis } from "../model/ContrastBasis.ts";
import { kenwardRogerAdjustment } from "../model/kenwardRogerAdjustment.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { CovarianceEstimate } from "./estimateCovariance.ts";
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
  const { directions, sensitivities, covariance } = parameters;
  const shape = { size: patterns.randomCount, fixedCount: size, patterns: patterns.patterns };
  const group = { shape, patternLeverage: evaluation.sums.patternLeverage, blocks: evaluation.sums.blocks, directions, first: 0 };
  // V is linear in variances and covariances; the terms of the residual variance, the last parameter, cancel.
  const adjustment = kenwardRogerAdjustment(size, [group], sensitivities.slice(0, -1), covariance, directions.length + 1);
  return { ...shared, adjustment: toRows(adjustment, size) };
}

function toRows(values: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from(values.subarray(row * size, (row + 1) * size), withoutNegativeZero));
}
