import { checkOptionKeys } from "../inference/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import { checkIdentifiable, checkVaryingWithin } from "./checkIdentifiable.ts";
import type { ContrastBasis, DegreesOfFreedomMethod } from "./contrastBasis.ts";
import { coefficientCovariance, contrastError } from "./contrastError.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import { describeRandomEffects } from "./describeRandomEffects.ts";
import type { Estimator } from "./criterion.ts";
import type { CovarianceEstimate } from "./estimateCovariance.ts";
import { estimateCovariance } from "./estimateCovariance.ts";
import { estimateFixedEffects } from "./estimateFixedEffects.ts";
import { fixedEffectOf } from "./fixedEffectOf.ts";
import type { InformationCriteria } from "./informationCriteria.ts";
import { aicAndBic, informationCriteriaChoices } from "./informationCriteria.ts";
import { kenwardRogerAdjustment } from "./kenwardRogerAdjustment.ts";
import type { LinearMixedModelFit, LinearMixedModelSettings } from "./LinearMixedModelFit.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";
import { participantPatterns } from "./participantPatterns.ts";
import { predictRandomEffects } from "./randomEffects.ts";
import type { LinearMixedModelInput, ModelInput } from "./readModelInput.ts";
import { readModelInput } from "./readModelInput.ts";
import { singularFit } from "./singularFit.ts";
import { standardiseColumns } from "./standardiseColumns.ts";
import type { VarianceInformation } from "./varianceInformation.ts";
import { varianceParameters } from "./varianceInformation.ts";

export interface FitLinearMixedModelOptions {
  /** Default `"reml"`. */
  readonly estimator?: Estimator;
  /** Of the random effects. Default `"unstructured"`. */
  readonly covarianceStructure?: CovarianceStructure;
  /** Default `"satterthwaite"`. */
  readonly degreesOfFreedomMethod?: DegreesOfFreedomMethod;
  /** Default `"observed"` with `satterthwaite`, `"expected"` with `kenward-roger`; of no use to the other methods. */
  readonly information?: VarianceInformation;
  /** Default `"r"`. */
  readonly informationCriteria?: InformationCriteria;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

const caller = "fitLinearMixedModel";

export function fitLinearMixedModel<Fixed extends string, Random extends string, Id extends string | number>(
  input: LinearMixedModelInput<Fixed, Random, Id>,
  options: FitLinearMixedModelOptions = {},
): LinearMixedModelFit<Fixed, Random, Id> {
  const settings = resolveSettings(options);
  const { estimator, covarianceStructure, information, level } = settings;
  const model = readModelInput(caller, input);
  checkVaryingWithin(caller, model);
  const standardised = standardiseColumns(caller, model, covarianceStructure);
  const patterns = participantPatterns({ ...standardised, rows: model.rows, starts: model.starts });
  checkIdentifiable(caller, model, patterns, estimator, covarianceStructure, standardised.randomTransform);
  const estimate = estimateCovariance(caller, patterns, estimator, covarianceStructure);
  const { sums, factor } = estimate.evaluation;
  const fixed = estimateFixedEffects(patterns, estimator, standardised, sums);
  const contrastBasis = contrastBasisOf(patterns, settings, estimate, fixed.root);
  const predicted = predictRandomEffects(patterns, {
    factor,
    rank: estimate.chart.rank,
    coefficients: fixed.standardised,
    randomTransform: standardised.randomTransform,
    responseScale: standardised.responseScale,
    residualStandardDeviation: Math.sqrt(fixed.residualVariance),
  });
  const randomEffects = describeRandomEffects(model, estimate, standardised.randomTransform, fixed.residualVariance, predicted);
  const counts = {
    observations: patterns.observations,
    participants: model.participants.length,
    fixedEffects: model.fixed.length,
    covarianceParameters: (covarianceStructure === "diagonal" ? model.random.length : (model.random.length * (model.random.length + 1)) / 2) + 1,
  };
  const hasNoCorrelation = randomEffects.correlations.matrix.flat().includes(null);
  return {
    coefficients: recordOf(model.fixedNames, (name) => {
      const index = model.fixedNames.indexOf(name);
      const weights = model.fixedNames.map((_, place) => (place === index ? 1 : 0));
      return fixedEffectOf(fixed.coefficients[index]!, contrastError(contrastBasis, weights), level);
    }),
    covariance: { parameters: model.fixedNames, matrix: coefficientCovariance(contrastBasis).map((row) => row.map(withoutNegativeZero)) },
    randomEffects,
    residualVariance: fixed.residualVariance,
    logLikelihood: fixed.logLikelihood,
    ...aicAndBic(fixed.logLikelihood, counts, estimator, settings.informationCriteria),
    ...fittedAndResiduals(model, fixed.coefficients, predicted.estimates),
    diagnostics: {
      converged: true,
      iterations: estimate.iterations,
      gradientNorm: estimate.gradientNorm,
      hessian: "positive-definite",
      conditionNumber: estimate.conditionNumber,
      singular: singularFit(model.randomNames, estimate, covarianceStructure, standardised.randomTransform, information),
    },
    counts,
    contrastBasis,
    method: { name: "linear-mixed-model", options: settings, reference: "Laird & Ware 1982, doi:10.2307/2529876; Bates et al. 2015, doi:10.18637/jss.v067.i01" },
    ...(hasNoCorrelation && { reasons: { "randomEffects.correlations": "no-variance" } as const }),
  };
}

function resolveSettings(options: FitLinearMixedModelOptions): LinearMixedModelSettings {
  checkOptionKeys(caller, options, ["estimator", "covarianceStructure", "degreesOfFreedomMethod", "information", "informationCriteria", "level"]);
  const { estimator = "reml", covarianceStructure = "unstructured", degreesOfFreedomMethod = "satterthwaite", informationCriteria = "r", level = 0.95 } = options;
  checkChoice(caller, "estimator", estimator, ["reml", "ml"]);
  checkChoice(caller, "covarianceStructure", covarianceStructure, ["unstructured", "diagonal"]);
  checkChoice(caller, "degreesOfFreedomMethod", degreesOfFreedomMethod, ["satterthwaite", "kenward-roger", "residual", "asymptotic"]);
  checkChoice(caller, "informationCriteria", informationCriteria, informationCriteriaChoices);
  checkLevel(caller, level);
  if (degreesOfFreedomMethod === "kenward-roger" && estimator === "ml") {
    throw new RangeError(`${caller}: degreesOfFreedomMethod "kenward-roger" is defined for estimator "reml"; received "ml"`);
  }
  const settings = { estimator, covarianceStructure, degreesOfFreedomMethod, informationCriteria, level };
  if (degreesOfFreedomMethod === "residual" || degreesOfFreedomMethod === "asymptotic") {
    if (options.information === undefined) return settings;
    throw new RangeError(`${caller}: information is for degreesOfFreedomMethod "satterthwaite" or "kenward-roger"; received it with "${degreesOfFreedomMethod}"`);
  }
  const { information = degreesOfFreedomMethod === "satterthwaite" ? "observed" : "expected" } = options;
  checkChoice(caller, "information", information, ["observed", "expected"]);
  return { ...settings, information };
}

function contrastBasisOf(
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

function fittedAndResiduals(
  { response, fixed, random, participantOfRow }: ModelInput<string, string, string | number>,
  coefficients: Float64Array,
  effects: Float64Array,
): Pick<LinearMixedModelFit, "fitted" | "residuals"> {
  const count = random.length;
  const marginal: number[] = [];
  const conditional: number[] = [];
  const residuals: { readonly marginal: number[]; readonly conditional: number[] } = { marginal: [], conditional: [] };
  for (let row = 0; row < response.length; row++) {
    let value = 0;
    for (let j = 0; j < fixed.length; j++) value += coefficients[j]! * fixed[j]![row]!;
    marginal.push(withoutNegativeZero(value));
    residuals.marginal.push(withoutNegativeZero(response[row]! - value));
    for (let k = 0; k < count; k++) value += effects[participantOfRow[row]! * count + k]! * random[k]![row]!;
    conditional.push(withoutNegativeZero(value));
    residuals.conditional.push(withoutNegativeZero(response[row]! - value));
  }
  return { fitted: { marginal, conditional }, residuals };
}

function toRows(values: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from(values.subarray(row * size, (row + 1) * size), withoutNegativeZero));
}
