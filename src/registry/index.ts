// A study record and its results
export { readRegistryRecord, safeReadRegistryRecord } from "./readRegistryRecord.ts";
export type { ReadRegistryResult } from "./readRegistryRecord.ts";
export type {
  RegistryArm,
  RegistryDate,
  RegistryDateType,
  RegistryDates,
  RegistryDeclaredOutcome,
  RegistryDesign,
  RegistryEligibility,
  RegistryIntervention,
  RegistryMeshTerm,
  RegistryRecord,
} from "./RegistryRecord.ts";
export type {
  RegistryAdverseEvents,
  RegistryAnalysis,
  RegistryAnalysisFigure,
  RegistryBaseline,
  RegistryCategory,
  RegistryDenominator,
  RegistryDispersion,
  RegistryEvent,
  RegistryEventCount,
  RegistryEventGroup,
  RegistryFlow,
  RegistryFlowCount,
  RegistryGroup,
  RegistryMeasure,
  RegistryMeasureClass,
  RegistryMeasurement,
  RegistryMilestone,
  RegistryOrganSystem,
  RegistryOutcome,
  RegistryPeriod,
  RegistryResults,
  RegistryWithdrawal,
} from "./RegistryResults.ts";
export type { RegistryEstimate, RegistryFigures, RegistryNotRead, RegistryNotReadReason, RegistryProportion } from "./RegistryFigures.ts";
export type {
  RegistryAllocation,
  RegistryArmGroupType,
  RegistryAssessmentType,
  RegistryInterventionModel,
  RegistryInterventionType,
  RegistryMasking,
  RegistryMeasureParameter,
  RegistryNonInferiorityType,
  RegistryObservationalModel,
  RegistryOutcomeType,
  RegistryPhase,
  RegistrySex,
  RegistryStudyType,
  RegistryTimePerspective,
  RegistryWhoMasked,
} from "./codes.ts";

// Time frames
export { readTimeFrame } from "./readTimeFrame.ts";
export type { TimeFrame } from "./readTimeFrame.ts";

// Posted results as tables to audit
export { registryBaselineTable } from "./registryBaselineTable.ts";
export { registryFlowTable } from "./registryFlowTable.ts";
export { registryOutcomeTable } from "./registryOutcomeTable.ts";
export type { RegistryOutcomeTableOptions } from "./registryOutcomeTable.ts";
