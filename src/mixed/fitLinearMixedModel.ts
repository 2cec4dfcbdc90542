import type { DegreesOfFreedomMethod } from "../model/ContrastBasis.ts";
import { coefficientCovariance, contrastError } from "../model/contrastError.ts";
import { fixedEffectOf } from "../model/fixedEffectOf.ts";
import type { VarianceInformation } from "../model/VarianceInformation.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import { checkIdentifiable, checkVaryingWithin } from "./checkIdentifiable.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import { describeRandomEffects } from "./describeRandomEffects.ts";
import type { Estimator } from "../model/Estimator.ts";
import { estimateCovariance } from "./estimateCovariance.ts";
import { estimateFixedEffects } from "./estimateFixedEffects.ts";
import type { InformationCriteria } from "../model/informationCriteria.ts";
import { aicAndBic, informationCriteriaChoices } from "../model/informationCriteria.ts";
import type { LinearMixedModelFit, LinearMixedModelSettings } from "./LinearMixedModelFit.ts";
import { makeContrastBasis } from "./makeContrastBasis.ts";
import { participantPatterns } from "./participantPatterns.ts";
import { predictRandomEffects } from "./predictRandomEffects.ts";
import type { LinearMixedModelInput, ModelInput } from "./readModelInput.ts";
import { readModelInput } from "./readModelInput.ts";
import { singularFit } from "./singularFit.ts";
import { standardiseColumns } from "./standardiseColumns.ts";

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

/**
 * A linear mixed model for repeated measurements: response = fixed effects + each participant's own random effects + residual,
 * with random effects that are normal with any (or a diagonal) covariance and independent residuals of one variance.
 *
 * Use it for courses over time: every participant has an intercept and one or several slopes of their own (before and after
 * a treatment, say), scattered about those of their arm. Participants with few visits, and with one, stay in and count for what
 * they tell; missing visits are left out as rows and are taken to be missing at random. Columns are used as they are: an
 * intercept is a column of ones, an arm a column of 0 and 1, `{ pre: min(t, 0), post: max(t, 0) }` the two slopes of a
 * hinge. Coefficients are in units of the response per unit of their column. Large columns, small columns and times far from
 * zero do no harm.
 *
 * Estimates maximise the restricted likelihood (`reml`) or the likelihood (`ml`). The optimum is checked, never assumed: its
 * gradient is zero to rounding and its Hessian positive definite, or, on the boundary, adding variance in any missing
 * direction makes the likelihood worse. A boundary estimate is legitimate: `diagnostics.singular` then names the combination
 * of random effects that does not vary, and what the degrees of freedom mean. Among several optima, which are rare, the
 * one found need not be the highest.
 *
 * Degrees of freedom: `satterthwaite` (default) with the observed information, as lmerTest; `kenward-roger` (REML only) with the
 * expected information, as pbkrtest; `information` sets the other one. Kenward–Roger is that of 1997 in variances and
 * covariances, in which V is linear, so that the standard error does not depend on a choice of parameters.
 *
 * Each participant's random effects are predicted (BLUP) with conditional standard deviations. AIC and BIC count as lme4 does
 * unless `informationCriteria` is `"sas"`.
 *
 * R: `lmer(response ~ 0 + intercept + … + (0 + intercept + … | participant))`, whose default optimiser stops early: its variances
 * are mostly good to three to five digits. SAS: PROC MIXED with RANDOM … / SUBJECT= TYPE=UN and DDFM=SATTERTHWAITE or KENWARDROGER; its
 * information is the observed one.
 *
 * @throws TrialwiseError `singular-design` for fixed or random columns that are combinations of others (named), a random
 *   column that varies within no participant, variances that the design cannot tell apart (named); `too-few-values` with fewer
 *   than two participants or no more observations than fixed columns; `no-variance` when the fixed effects fit exactly or
 *   nothing is left to the residual; `no-convergence` when no optimum can be confirmed
 * @throws RangeError, TypeError for columns of unequal length, values that are not finite, `kenward-roger` with `ml`, an
 *   unknown option or choice, a level outside (0, 1)
 *
 * Source: Laird & Ware 1982 (https://doi.org/10.2307/2529876); the criterion and its profile: Bates, Mächler, Bolker & Walker
 * 2015 (https://doi.org/10.18637/jss.v067.i01); Newton's method: Lindstrom & Bates 1988
 * (https://doi.org/10.1080/01621459.1988.10478693); degrees of freedom: Giesbrecht & Burns 1985
 * (https://doi.org/10.2307/2530872), Kenward & Roger 1997 (https://doi.org/10.2307/2533558).
 *
 * @example Two arms, random intercept and slope
 * ```ts
 * import { fitLinearMixedModel } from "trialwise";
 *
 * const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 0, 1, 2, 3, 0];
 * const participant = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6];
 * const intercept = time.map(() => 1);
 * const treatedTime = time.map((value, row) => (participant[row]! > 3 ? value : 0));
 * const fit = fitLinearMixedModel({
 *   response: [40, 38, 36, 33, 44, 43, 41, 41, 42, 40, 40, 37, 37, 36, 37, 41, 41, 40, 38, 39],
 *   fixed: { intercept, time, treatedTime },
 *   random: { intercept, time },
 *   participant,
 * });
 * fit.coefficients.time.estimate; // => -1.6635
 * fit.coefficients.time.standardError; // => 0.3495
 * fit.coefficients.time.degreesOfFreedom; // => 2.6148
 * fit.randomEffects.standardDeviations.time; // => 0.5226
 * fit.diagnostics.singular; // => false
 * fit.logLikelihood; // => -32.56090
 * ```
 */
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
  const contrastBasis = makeContrastBasis(caller, patterns, settings, estimate, fixed.root);
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
