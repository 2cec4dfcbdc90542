// Adverse events
export { tallyAdverseEvents } from "./tallyAdverseEvents.ts";
export type { ResolvedTallyOptions, TallyAdverseEventsOptions } from "./tallyOptions.ts";
export type { AdverseEventWindow, ResolvedBound, ResolvedWindow, WindowAnchor, WindowBound } from "./AdverseEventWindow.ts";
export { outcomeCategories, standardCategories } from "./AdverseEventFilter.ts";
export type { AdverseEventFilter, OutcomeCategory, StandardCategory } from "./AdverseEventFilter.ts";
export type { ExposureOptions, ResolvedExposureOptions } from "./exposure.ts";
export type {
  AdverseEventCell,
  AdverseEventIncidence,
  AdverseEventRow,
  AdverseEventTable,
  AdverseEventTally,
  AdverseEventWindowTally,
  ArmExposure,
  GradeCounts,
  NotTalliedReason,
  PreferredTermRow,
  SystemOrganClassRow,
} from "./AdverseEventTally.ts";
export type { ParticipantCell } from "../trial/ParticipantCell.ts";
export type { Death, DeathCauseRow, DeathTable } from "./DeathTable.ts";

// From a tally
export { commonAdverseEvents } from "./commonAdverseEvents.ts";
export type { CommonAdverseEvent, CommonAdverseEventsOptions } from "./commonAdverseEvents.ts";
export { compareAdverseEvents } from "./compareAdverseEvents.ts";
export type {
  AdverseEventComparison,
  AdverseEventComparisonRow,
  AdverseEventComparisonTable,
  CompareAdverseEventsOptions,
} from "./compareAdverseEvents.ts";

// Rates
export { incidenceRate } from "./incidenceRate.ts";
export type { EventsInTime, IncidenceRateOptions, IncidenceRateResult } from "./incidenceRate.ts";
