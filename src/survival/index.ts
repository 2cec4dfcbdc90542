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
export type { TiesMethod } from "./riskSums.ts";
export { proportionalHazardsTest } from "./proportionalHazardsTest.ts";
export type { ProportionalHazardsComponent, ProportionalHazardsTestOptions, ProportionalHazardsTestResult } from "./proportionalHazardsTest.ts";

// A trial's participants
export { timeToEvent } from "./timeToEvent.ts";
export type { CutOff, PartialDateRule, TimeAnchor, TimeToEventInPlace, TimeToEventOptions } from "./timeToEventOptions.ts";
export type {
  CensoringReason,
  FollowUpEnd,
  ImmortalTime,
  TimeToEventExclusion,
  TimeToEventExclusionReason,
  TimeToEventInArm,
  TimeToEventMethodOptions,
  TimeToEventOutcome,
  TimeToEventResult,
  TimeToEventRow,
  UncountedEvent,
} from "./TimeToEventResult.ts";
export { survivalByArm } from "./survivalByArm.ts";
export type { ResolvedSurvivalByArmOptions, SurvivalByArmOptions, SurvivalByArmResult, SurvivalInArm } from "./survivalByArm.ts";
export { compareSurvival } from "./compareSurvival.ts";
export type { AdjustedProportionalHazards, AdjustedSurvivalRegression } from "./adjustedRegression.ts";
export type {
  ComparedSurvivalArm,
  ComparedSurvivalExclusion,
  CompareSurvivalMethodOptions,
  CompareSurvivalOptions,
  CompareSurvivalResult,
} from "./compareSurvival.ts";

// Competing events
export { cumulativeIncidence } from "./cumulativeIncidence.ts";
export type {
  CauseIncidence,
  CauseIncidenceStep,
  CompetingStep,
  CumulativeIncidenceOptions,
  CumulativeIncidenceResult,
  IncidenceAtTime,
  IncidenceEstimate,
} from "./cumulativeIncidence.ts";
export type { CompetingTimes } from "./causes.ts";
export type { IncidenceVarianceMethod } from "./incidenceCurves.ts";
export { cumulativeIncidenceByArm } from "./cumulativeIncidenceByArm.ts";
export type { CumulativeIncidenceByArmOptions, CumulativeIncidenceByArmResult, IncidenceInArm, RowCause } from "./cumulativeIncidenceByArm.ts";

// Curves from a regression
export { predictSurvival } from "./predictSurvival.ts";
export type { PredictedAtTime, PredictedCurve, PredictedStep, PredictSurvivalOptions, PredictSurvivalResult } from "./predictSurvival.ts";
export { grayTest } from "./grayTest.ts";
export type { GrayGroup, GrayTestOptions, GrayTestResult, GroupedCompetingTimes } from "./grayTest.ts";
