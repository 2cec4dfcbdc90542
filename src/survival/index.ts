// Survival curves
export { kaplanMeier } from "./kaplanMeier.ts";
export type { KaplanMeierOptions, KaplanMeierResult, SurvivalAtTime, SurvivalStep } from "./kaplanMeier.ts";
export type { SurvivalEstimate, SurvivalIntervalMethod } from "./survivalInterval.ts";
export type { QuantileRule, SurvivalQuantile } from "./survivalQuantile.ts";
export type { SurvivalCounts, SurvivalTimes } from "./survivalTimes.ts";

// Restricted means
export { restrictedMeanSurvival } from "./restrictedMeanSurvival.ts";
export type { RestrictedMeanSurvivalOptions, RestrictedMeanSurvivalResult, VarianceCorrection } from "./restrictedMeanSurvival.ts";
export { compareRestrictedMeanSurvival } from "./compareRestrictedMeanSurvival.ts";
export type {
  CompareRestrictedMeanSurvivalOptions,
  CompareRestrictedMeanSurvivalResult,
  RestrictedMeanOfGroup,
  RestrictedMeanRatio,
} from "./compareRestrictedMeanSurvival.ts";

// Comparing curves
export { logRankTest } from "./logRankTest.ts";
export type { GroupedSurvivalTimes, LogRankGroup, LogRankTestOptions, LogRankTestResult } from "./logRankTest.ts";

// Regression
export { coxRegression } from "./coxRegression.ts";
export type { CoxCoefficient, CoxRegressionOptions, CoxRegressionResult, CoxTest } from "./coxRegression.ts";
export type { Concordance } from "./concordance.ts";
export type { CovarianceMethod } from "./coxCovariance.ts";
export type { CoxCounts, CoxRegressionInput } from "./coxFit.ts";
export type { TiesMethod } from "./partialLikelihood.ts";
export { proportionalHazardsTest } from "./proportionalHazardsTest.ts";
export type { ProportionalHazardsComponent, ProportionalHazardsTestOptions, ProportionalHazardsTestResult } from "./proportionalHazardsTest.ts";
