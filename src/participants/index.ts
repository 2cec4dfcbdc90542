// Baseline characteristics
export { baselineCharacteristics } from "./baselineCharacteristics.ts";
export type { BaselineCharacteristicsResult } from "./baselineCharacteristics.ts";
export type { BaselineCharacteristicsOptions, BaselineComparison, Characteristic, ResolvedBaselineOptions } from "./baselineOptions.ts";
export type {
  BaselineLevel,
  BaselineRow,
  CategoricalBaseline,
  CategoricalBaselineRow,
  LevelCount,
  NumericBaseline,
  NumericBaselineRow,
} from "./BaselineRow.ts";
export type { BaselineTest, CategoricalBaselineTest, NumericBaselineTest } from "./baselineTest.ts";
export type { StandardisedDifference } from "./standardisedDifference.ts";

// The way through the trial
export { participantFlow } from "./participantFlow.ts";
export type { OutcomeFlow, OutcomeReason, ParticipantFlowOptions, ParticipantFlowResult, Screening } from "./participantFlow.ts";
export type { ArmCells } from "./flowCells.ts";
export type { NotAnalysed, PopulationFlow } from "./populationFlow.ts";
export type { TrialOutcome } from "./trialOutcome.ts";
export type { VisitFlow } from "./visitFlow.ts";

// Doses
export { exposure } from "./exposure.ts";
export type {
  AtLeastDoses,
  ExposureResult,
  ExposureSummary,
  ExposureToTreatmentOptions,
  IntervalSummary,
  ParticipantExposure,
  TotalSummary,
} from "./exposure.ts";
export type { DoseHistory, DoseInterval, DoseTotal } from "./doseHistory.ts";
