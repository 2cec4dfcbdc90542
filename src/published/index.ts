export { auditTable } from "./auditTable.ts";
export type { AuditTableOptions, TableAudit } from "./auditTable.ts";
export type { AuditedFigure, Candidate, NotDerivableReason, Verdict } from "./auditFigure.ts";
export type { Agreement } from "./compareWithPrinted.ts";
export type { CandidateMethod, Quantity } from "./Derivation.ts";
export type { Envelope } from "./envelope.ts";
export type {
  CorrelationRow,
  EstimateRow,
  EstimatesRow,
  InputFigure,
  MeansRow,
  MeansTest,
  NotDerivableRow,
  PrintedComparison,
  PrintedEstimate,
  PrintedInterval,
  PrintedMean,
  PrintedProportion,
  ProportionsRow,
  ProportionsTest,
  PublishedRow,
  PublishedTable,
  RecomputedRow,
  SlopeChangeRow,
  SlopeSubtraction,
  TotalRow,
} from "./PublishedTable.ts";

export { readPrinted } from "./readPrinted.ts";
export type { PrintedFigure } from "./readPrinted.ts";

export { recoverCounts } from "./recoverCounts.ts";
export type { RecoverCountsInput, RecoverCountsOptions, RecoverCountsResult } from "./recoverCounts.ts";
export { recoverTotals } from "./recoverTotals.ts";
export type { RecoverTotalsInput, RecoverTotalsOptions, RecoverTotalsResult } from "./recoverTotals.ts";
export type { PrintedRounding } from "./wholeNumbers.ts";
