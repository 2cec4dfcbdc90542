export { cycleResponders } from "./cycleResponders.ts";
export type { CycleRespondersInArm, CycleRespondersOptions, CycleRespondersResult, ImprovementRange, ParticipantCycleResponse } from "./cycleResponders.ts";
export { cycleSlopes } from "./cycleSlopes.ts";
export type { CycleSlopesOptions, CycleWindow, ResolvedCycleOptions } from "./cycleOptions.ts";
export type {
  CycleInArm,
  CycleSlopes,
  CycleSlopesResult,
  LeadInInArm,
  LeadInSlopes,
  ParticipantCycle,
  ParticipantLeadIn,
  ParticipantPeriod,
  ParticipantTreatment,
  TreatmentInArm,
  TreatmentSlopes,
} from "./CycleSlopesResult.ts";
export type { PeriodSummary } from "./describePeriod.ts";
