// On numbers: slopes and their improvement
export { twoVisitSlope } from "./twoVisitSlope.ts";
export type { TwoVisitSlopeResult } from "./twoVisitSlope.ts";
export { leastSquaresSlope } from "./leastSquaresSlope.ts";
export type { LeastSquaresSlopeOptions, LeastSquaresSlopeResult } from "./leastSquaresSlope.ts";
export { slopeImprovement } from "./slopeImprovement.ts";
export type { SlopeImprovementOptions, SlopeImprovementResult, TwoSlopes } from "./slopeImprovement.ts";
export { percentSlowing } from "./percentSlowing.ts";
export type { PercentSlowingOptions, PercentSlowingResult } from "./percentSlowing.ts";
export { progressionRate } from "./progressionRate.ts";
export type { ProgressionRateOptions, ProgressionRateResult, ScoreSinceOnset } from "./progressionRate.ts";
export type { Direction } from "./direction.ts";

// On a trial's data
export { changeFromBaseline } from "./changeFromBaseline.ts";
export type { ChangeByVisitResult, ChangeFromBaselineOptions } from "./changeFromBaseline.ts";
export type { ChangeInArm, ChangeMethodOptions, ChangeResult, ParticipantChange } from "./changeResult.ts";
export type { ChangeNumbers } from "./changeReader.ts";
export { slopes } from "./slopes.ts";
export type { SlopeInArm, SlopeInPlace, SlopeMethodOptions, ParticipantSlope, SlopesResult } from "./slopes.ts";
export type { ResolvedSlopeOptions } from "./slopeReader.ts";
export { slopeChange } from "./slopeChange.ts";
export type {
  SlopeChangeInArm,
  SlopeChangeInPlace,
  SlopeChangeMethodOptions,
  SlopeChangeResult,
  ParticipantSlopeChange,
} from "./slopeChange.ts";
export type { SlopeChangeNumbers } from "./slopeChangeReader.ts";
export { progressionRates } from "./progressionRates.ts";
export type {
  ProgressionRateInArm,
  ParticipantProgressionRate,
  ProgressionRatesMethodOptions,
  ProgressionRatesOptions,
  ProgressionRatesResult,
} from "./progressionRates.ts";
export type { ChangeAnalysisOptions } from "./analysis.ts";
export type { ArmSummary } from "../summary/ArmSummary.ts";
