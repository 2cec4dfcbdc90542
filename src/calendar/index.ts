// Study days and durations
export { studyDay } from "./studyDay.ts";
export type { StudyDayOptions } from "./studyDay.ts";
export { dateOfStudyDay } from "./dateOfStudyDay.ts";
export { monthsBetween } from "./monthsBetween.ts";
export type { DatePair, MonthConvention, MonthsBetweenOptions } from "./monthsBetween.ts";
export { durationBetween } from "./durationBetween.ts";
export type { DurationInDays, DurationInMonths, DurationOptions, DurationResult } from "./durationBetween.ts";

// Visits
export { assignVisits } from "./assignVisits.ts";
export type { AssignVisitsResult, UnplacedReason, PlacedAssessment, UnplacedAssessment } from "./assignVisits.ts";
export type { Assessment } from "./Assessment.ts";
export type { AssignVisitsOptions, ResolvedAssignVisitsOptions } from "./AssignVisitsOptions.ts";

// Partial dates
export { imputeDates } from "./imputeDates.ts";
export type { DateToImpute, ImputedDate, ImputeDatesOptions, ImputeDatesResult } from "./imputeDates.ts";

// Adverse events
export { treatmentEmergence } from "./treatmentEmergence.ts";
export type {
  EmergenceVerdict,
  EventToJudge,
  JudgedEvent,
  TreatmentEmergenceOptions,
  TreatmentEmergenceResult,
} from "./treatmentEmergence.ts";
export type { EmergenceGround } from "./judgeEvent.ts";
