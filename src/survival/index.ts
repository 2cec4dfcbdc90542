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
