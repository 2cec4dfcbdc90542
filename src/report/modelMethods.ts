import type { AnalysisOfCovarianceResult } from "../comparison/analysisOfCovariance.ts";
import type { CompareFitsResult } from "../mixed/compareFits.ts";
import type { LinearMixedModelFit, SingularFit } from "../mixed/LinearMixedModelFit.ts";
import type { FitPiecewiseMixedModelResult, RandomPartReport } from "../mixed/PiecewiseMixedModel.ts";
import type { PiecewiseRandomPart, PiecewiseTerm } from "../mixed/piecewiseRandomPart.ts";
import type { PredictMeansResult } from "../mixed/predictMeans.ts";
import type { MmrmFit } from "../mmrm/MmrmFit.ts";
import type { TrialMmrmResult } from "../mmrm/TrialMmrm.ts";
import type { VisitCovarianceStructure } from "../mmrm/VisitCovarianceStructure.ts";
import type { ContrastsResult } from "../model/contrast.ts";
import type { LinearModelFit } from "../model/fitLinearModel.ts";
import type { LeastSquaresMeansResult } from "../model/leastSquaresMeans.ts";
import type { LinearRegressionResult } from "../model/linearRegression.ts";
import type { OneWayAnovaResult } from "../model/oneWayAnova.ts";
import type { TermTestsResult } from "../model/termTests.ts";
import type { SubgroupModelResult } from "../subgroup/fitSubgroupModel.ts";
import type { SubgroupAnalysisResult } from "../subgroup/subgroupAnalysis.ts";
import type { FitPiecewiseLinearResult } from "../trajectory/fitPiecewiseLinear.ts";
import type { FitPiecewiseLinearByParticipantResult } from "../trajectory/fitPiecewiseLinearByParticipant.ts";
import type { FitSegmentedResult } from "../trajectory/fitSegmented.ts";
import type { PredictPiecewiseLinearResult } from "../trajectory/predictPiecewiseLinear.ts";
import { adjusted, degreesOfFreedomTexts, estimatorTexts, informationText, inPopulation, intervals, knotsText, listed, quantityWords, quartiles, timeAxis } from "./methodsPhrases.ts";
import { keysIn } from "./tableArms.ts";

/** Methods sections of linear models, mixed models and fitted courses. */
export const modelMethods = {
  "linear-regression": ({ options }: LinearRegressionResult["method"]) =>
    `A linear regression ${options.intercept ? "with" : "without"} an intercept was fitted by least squares. ${intervals(options.level)}`,
  "linear-model": ({ options }: LinearModelFit["method"]) =>
    `A linear model ${options.intercept ? "with" : "without"} an intercept was fitted by least squares${options.aliased === "leave-out" ? ", without columns that others determine" : ""}. ${intervals(options.level)}`,
  "one-way-anova": anova,
  "welch-one-way-anova": anova,
  "least-squares-means": ({ options }: LeastSquaresMeansResult["method"]) =>
    `Least-squares means of ${listed(options.of)} were estimated from the model, ${weightTexts[options.weights]}${
      options.differences === undefined ? "" : `, and their differences, with p-values ${adjusted(options.adjustment)}`
    }. ${intervals(options.level)}`,
  "tests-of-terms": ({ options }: TermTestsResult["method"]) => `Terms of the model were tested by F tests of type ${options.type}.`,
  "wald-f-test": ({ options }: ContrastsResult["method"]) =>
    `Combinations of the model's coefficients were tested jointly by Wald's F test, with ${degreesOfFreedomTexts[options.degreesOfFreedomMethod]}${informationText(options)}. ${intervals(options.level)}`,
  "analysis-of-covariance": ({ options }: AnalysisOfCovarianceResult["method"]) =>
    `The mean ${quantityWords(options.of)} was compared between ${options.treatment} and ${options.control} by analysis of covariance, adjusted for ${
      options.adjustFor.length === 0 ? "nothing" : listed(options.adjustFor.map((variable) => ("covariate" in variable ? variable.covariate : `${variable.measure} at ${variable.visit}`)))
    }; the model was fitted to ${options.arms === "all" ? "all arms" : "the two arms"}, adjusted means being taken ${weightTexts[options.weights]}. The test was two-sided. ${intervals(options.level)}`,
  "arm-by-subgroup-model": ({ options }: SubgroupModelResult["method"]) =>
    `The difference of ${options.treatment} and ${options.control} in ${quantityWords(options.of)} was estimated in each subgroup from a linear model with arm, subgroup and their interaction; the interaction was tested by an F test. ${intervals(options.level)}`,
  "subgroup-analysis": ({ options }: SubgroupAnalysisResult["method"]) =>
    `The arms were compared in each subgroup${inPopulation(options.population)} with at least ${options.minimumPerArm} participants of each arm; the interaction of two subgroups was tested by the difference of their estimates, with ${
      options.distribution === "normal" ? "the normal distribution" : "Satterthwaite's degrees of freedom"
    }, that of more by Cochran's Q. ${intervals(options.level)}`,
  "linear-mixed-model": ({ options }: FittedLinearMixedModel) =>
    `A linear mixed model was fitted by ${estimatorTexts[options.estimator]}, with ${randomTexts[options.covarianceStructure]} and ${degreesOfFreedomTexts[options.degreesOfFreedomMethod]}${informationText(options)}; information criteria as in ${criteria[options.informationCriteria]}. ${singularText(options.singular, (name) => `of ${name}`)}${intervals(options.level)}`,
  "piecewise-linear-mixed-model": ({ options }: FittedPiecewiseMixedModel) =>
    `The course of ${options.measure} in ${listed(options.arms)}${inPopulation(options.population)} was modelled by ${options.continuity === "continuous" ? "a continuous piecewise linear course" : "separate lines"} with ${knotsText(options.knots)}${options.covariates.length === 0 ? "" : `, adjusted for ${listed(options.covariates)} with ${options.factorWeights} weights for levels`}. The linear mixed model was fitted by ${estimatorTexts[options.estimator]}, with ${degreesOfFreedomTexts[options.degreesOfFreedomMethod]}${informationText(options)}; information criteria as in ${criteria[options.informationCriteria]}. ${randomPartText(options)}${timeAxis(options)} ${intervals(options.level)}`,
  "likelihood-ratio-test": ({ options }: CompareFitsResult["method"]) => `Nested models were compared by the likelihood-ratio test, fitted by ${estimatorTexts[options.estimator]}.`,
  "mean-prediction": ({ options }: PredictMeansResult["method"]) =>
    `Means were predicted from the fixed effects of the linear mixed model, with ${keysIn(degreesOfFreedomTexts).flatMap((method) => (method === options.degreesOfFreedomMethod ? [degreesOfFreedomTexts[method]] : [])).join("")}. ${intervals(options.level)}`,
  mmrm: ({ options, covarianceStructure }: MmrmFit["method"]) => `A mixed model for repeated measures was fitted ${repeatedMeasures(options, covarianceStructure)}`,
  "trial-mmrm": ({ options, covarianceStructure }: TrialMmrmResult["method"]) =>
    `${options.outcome === "change" ? "Change from baseline" : "The value"} of ${options.measure} at ${listed(options.visits)} in ${listed(options.arms)}${inPopulation(options.population)} was analysed by a mixed model for repeated measures with arm, visit and their interaction${
      baselineTexts[options.baseline]
    }${options.covariates.length === 0 ? "" : `, adjusted for ${listed(options.covariates)}`}${options.covarianceBy === "arm" ? ", with a covariance for each arm" : ""}; means are taken ${weightTexts[options.weights]}. It was fitted ${repeatedMeasures(options, covarianceStructure)}`,
  "continuous-piecewise-linear-fit": piecewiseFit,
  "separate-lines-fit": piecewiseFit,
  "segmented-fit": ({ options }: FitSegmentedResult["method"]) =>
    `A continuous piecewise linear course was fitted by least squares, with its slopes and ${options.breakpoints} ${options.breakpoints === 1 ? "breakpoint" : "breakpoints"} estimated together; the breakpoints are those of the least residual sum of squares of all. Slopes and standard errors are those of the linearised model at the estimate, with t on the residual degrees of freedom; ${
      options.intervalMethod === "delta" ? "intervals of breakpoints are symmetric, by the delta method" : "intervals of breakpoints are the times that the F test of a breakpoint does not reject, from the profile of the residual sum of squares"
    }. That there is a breakpoint was not tested. ${intervals(options.level)}`,
  "piecewise-linear-prediction": ({ options }: PredictPiecewiseLinearResult["method"]) =>
    `Values were predicted from the piecewise linear fit, at a knot from the segment ${options.atKnot} it. ${intervals(options.level)}`,
  "piecewise-linear-fit-by-participant": ({ options }: FitPiecewiseLinearByParticipantResult["method"]) =>
    `For each participant${inPopulation(options.population)} ${options.continuity === "continuous" ? "a continuous piecewise linear course" : "separate lines"} of ${options.measure} was fitted by least squares, with ${knotsText(options.knots)}. ${timeAxis(options)} ${quartiles(options.quantileType)} ${intervals(options.level)}`,
};

interface FittedLinearMixedModel {
  readonly options: LinearMixedModelFit["method"]["options"] & { readonly singular?: false | SingularFit<string> };
}

/** The random part that the results are from may be a simpler one than that asked for. */
interface FittedPiecewiseMixedModel {
  readonly options: FitPiecewiseMixedModelResult["method"]["options"] & { readonly randomPart?: RandomPartReport };
}

function randomPartText({ random, covarianceStructure, randomPart }: FittedPiecewiseMixedModel["options"]): string {
  const used = randomPart?.used ?? random;
  const isOne = used === "intercept" || used.length === 1;
  const structure = covarianceStructure === "diagonal" ? "were independent" : "had an unstructured covariance";
  const effects = isOne ? `Participants had a random effect ${effectsText(used)}.` : `Random effects of participants ${effectsText(used)} ${structure}.`;
  const [asked, ...others] = randomPart?.tried ?? [];
  const fellBack = asked !== undefined && others.some(({ outcome }) => outcome !== "not-estimable");
  const instead = fellBack ? ` ${isOne ? "It was" : "They were"} taken in place of random effects ${effectsText(random)}, ${asked.outcome === "singular" ? "whose fit was singular" : "which could not be estimated"}.` : "";
  return `${effects}${instead} ${singularText(randomPart?.singular, (term) => `on ${termText(term)}`)}`;
}

function effectsText(part: PiecewiseRandomPart): string {
  return typeof part === "string" ? randomPartTexts[part] : `on ${listed(part.map(termText))}`;
}

/** `slope2`: `the slope in segment 2` */
function termText(term: PiecewiseTerm): string {
  const [, kind, segment] = /^(intercept|slope)(\d*)$/u.exec(term) ?? [];
  if (kind === "slope") return segment === "" ? "one slope for all time" : `the slope in segment ${segment}`;
  return segment === "" ? "the level" : `the level of segment ${segment}`;
}

/** That the covariance of the random effects lies on the boundary, and how; nothing where it does not. */
function singularText<Name extends string>(singular: false | SingularFit<Name> | undefined, effectText: (name: Name) => string): string {
  if (singular === undefined || singular === false) return "";
  const found = singular.directions.map((direction) => {
    const [effect, ...others] = keysIn(direction).filter((name) => direction[name] !== 0).map(effectText);
    if (others.length === 0) return `the variance of the random effect ${effect} was estimated as 0`;
    if (others.length === 1) return `the random effects ${effect} and ${others[0]} were estimated to be perfectly correlated`;
    return `a combination of the random effects ${listed([effect!, ...others])} was estimated not to vary`;
  });
  return `The fit was singular: ${listed(found)}. `;
}

function anova({ options }: OneWayAnovaResult["method"]): string {
  const how = options.variances === "equal" ? "one-way analysis of variance" : "Welch's one-way analysis of variance, which lets variances differ";
  return `The means of groups were compared by ${how}; pairwise p-values are ${adjusted(options.adjustment)}. ${intervals(options.level)}`;
}

function piecewiseFit({ options }: FitPiecewiseLinearResult["method"]): string {
  const what = options.continuity === "continuous" ? "A continuous piecewise linear course" : "Separate lines";
  return `${what} with ${knotsText(options.knots)} ${options.continuity === "continuous" ? "was" : "were"} fitted by least squares. ${intervals(options.level)}`;
}

type RepeatedMeasures = Pick<MmrmFit["method"]["options"], "estimator" | "degreesOfFreedomMethod" | "information" | "covarianceAdjustment" | "informationCriteria" | "covarianceStructure" | "level">;

function repeatedMeasures(options: RepeatedMeasures, used: VisitCovarianceStructure): string {
  const structure = used === options.covarianceStructure ? structureTexts[used] : `${structureTexts[used]} (in place of ${structureTexts[options.covarianceStructure]}, which could not be fitted)`;
  const adjustment = options.covarianceAdjustment === undefined ? "" : `, the ${options.covarianceAdjustment} adjustment of the covariance`;
  return `by ${estimatorTexts[options.estimator]}, with ${structure} covariance within participants and ${degreesOfFreedomTexts[options.degreesOfFreedomMethod]}${informationText(options)}${adjustment}; information criteria as in ${
    criteria[options.informationCriteria]
  }. ${intervals(options.level)}`;
}

const weightTexts = { equal: "with equal weights for the levels of factors", proportional: "with weights proportional to the frequency of levels", counterfactual: "as averages over the participants' own covariates" } as const;

const randomTexts = { unstructured: "an unstructured covariance of the random effects", diagonal: "independent random effects" } as const;

const randomPartTexts = {
  continuous: "on the level and the slopes of segments that meet at the knots",
  separate: "on the levels and slopes of segments that need not meet at the knots",
  "intercept-and-slope": "on the level and one slope for all time",
  intercept: "on the level",
} as const;

const criteria = { r: "R", sas: "SAS" } as const;

const baselineTexts = { "by-visit": ", adjusted for baseline with an effect of its own at each visit", common: ", adjusted for baseline", none: "" } as const;

const structureTexts: { readonly [S in VisitCovarianceStructure]: string } = {
  unstructured: "an unstructured",
  toeplitz: "a Toeplitz",
  "heterogeneous-toeplitz": "a heterogeneous Toeplitz",
  ar1: "a first-order autoregressive",
  "heterogeneous-ar1": "a heterogeneous first-order autoregressive",
  "compound-symmetry": "a compound-symmetric",
  "heterogeneous-compound-symmetry": "a heterogeneous compound-symmetric",
  "ante-dependence": "an ante-dependent",
  "heterogeneous-ante-dependence": "a heterogeneous ante-dependent",
  diagonal: "a diagonal",
};
