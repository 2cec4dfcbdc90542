// The trial and its vocabulary
export { defineTrial } from "./defineTrial.ts";
export { readTrial } from "./readTrial.ts";
export { Trial } from "./Trial.ts";
export type { KeysOf, TrialDefinition, TrialDescription } from "./Trial.ts";
export type { TrialKeys } from "./TrialKeys.ts";
export { Arm, Period, Treatment } from "./Arm.ts";
export { Visit } from "./Visit.ts";
export { daysPerMonth, Offset } from "./Offset.ts";
export type { TimeUnit } from "./Offset.ts";
export { TimePoint } from "./TimePoint.ts";
export type { PlacedTime } from "./TimePoint.ts";
export { Measure } from "./Measure.ts";
export { Biomarker } from "./Biomarker.ts";
export { Covariate } from "./Covariate.ts";
export { Population, PopulationRule } from "./Population.ts";
export { keysOf } from "./keysOf.ts";

// Endpoints
export { Endpoint } from "./Endpoint.ts";
export type {
  BiomarkerChangeEndpoint,
  EndpointReference,
  ResponseEndpoint,
  SlopeEndpoint,
  TimeToEventEndpoint,
} from "./Endpoint.ts";
export { MeasureEndpoint } from "./MeasureEndpoint.ts";
export type {
  ChangeEndpoint,
  PercentChangeEndpoint,
  SlopeChangeEndpoint,
  SlopeOptions,
  VisitRange,
} from "./MeasureEndpoint.ts";

// Responder rules
export { ResponderRule } from "./ResponderRule.ts";
export type {
  AbsoluteImprovement,
  AllOf,
  AnyOf,
  Bound,
  Confirmed,
  NoWorsening,
  Not,
  PercentImprovement,
  StartingWithin,
} from "./ResponderRule.ts";
export type { ReferencesOf, RuleReference } from "./responderRules.ts";
export { absoluteImprovement, allOf, anyOf, confirmed, not, noWorsening, percentImprovement, startingWithin } from "./responderRules.ts";

// Records
export { TrialRecords } from "./TrialRecords.ts";
export { Participant } from "./Participant.ts";
export { missingReasons, Observation } from "./Observation.ts";
export type { MissingReason, PlacedObservation } from "./Observation.ts";
export { BiomarkerSample } from "./BiomarkerSample.ts";
export type { BiomarkerResult, PlacedBiomarkerSample } from "./BiomarkerSample.ts";
export { Dose } from "./Dose.ts";
export type { PlacedDose } from "./Dose.ts";
export { AdverseEvent, adverseEventOutcomes } from "./AdverseEvent.ts";
export type { AdverseEventOutcome, Answer, Grade, PlacedAdverseEvent } from "./AdverseEvent.ts";
export { ClinicalEvent, clinicalEventKinds } from "./ClinicalEvent.ts";
export type { ClinicalEventKind, PlacedClinicalEvent } from "./ClinicalEvent.ts";
export { Disposition, dispositionStatuses } from "./Disposition.ts";
export type { DispositionStatus, PlacedDisposition } from "./Disposition.ts";

// Reading and selecting data
export { readTrialData, safeReadTrialData } from "./readTrialData.ts";
export type { ReadResult } from "./readTrialData.ts";
export { recordsFromRows } from "./recordsFromRows.ts";
export type {
  AdverseEventRows,
  ClinicalEventRows,
  LongRows,
  ParticipantRows,
  Recode,
  Row,
  RowMapping,
  Source,
  TableRows,
  WideRows,
} from "./RowMapping.ts";
export type { TrialData } from "./TrialData.ts";
export { evaluatePopulation } from "./evaluatePopulation.ts";
export type { PopulationMembership } from "./evaluatePopulation.ts";
export { filterParticipants } from "./filterParticipants.ts";
export type { Exclusion, ExclusionReason } from "./Exclusion.ts";
export type { ParticipantCounts } from "./analyseParticipants.ts";
