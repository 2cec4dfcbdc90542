import type { MissingReason } from "./Observation.ts";

/** A row as a CSV parser or a data frame gives it: cells by column name. */
export interface Row {
  readonly [column: string]: string | number | boolean | null | undefined;
}

/** Where a field comes from: a column, or the same value for every row. */
export type Source = string | { readonly constant: string };

/**
 * When something happened: the column of its date, or of the time since baseline, or since what `from` names (a visit, or a
 * dose: `dose:1`), in days, weeks or months. A study day without a day 0 is one too many from day 1 on.
 */
export type TimeSource =
  | Source
  | { readonly days: string; readonly from?: string }
  | { readonly weeks: string; readonly from?: string }
  | { readonly months: string; readonly from?: string };

/** The order of the parts of a date: `05/03/2012`, `5.3.2012` and `05MAR2012` are day, month, year. */
export type DateOrder = "year-month-day" | "day-month-year" | "month-day-year";

/** What the cells of a field, or of a covariate, are called in the trial: `{ arm: { "BM-MSC": "msc" } }`. Other cells stay as they are. */
export type Recode<Field extends string = string> = { readonly [F in Field]?: { readonly [cell: string]: string } };

/** How the columns of some tables become the records of a trial. */
export interface RowMapping<Covariate extends string = string> {
  readonly participants: ParticipantRows<Covariate>;
  /** Any number of tables, each in long or wide shape. */
  readonly observations?: readonly (LongRows | WideRows)[];
  readonly adverseEvents?: AdverseEventRows;
  readonly clinicalEvents?: ClinicalEventRows;
  readonly doses?: DoseRows;
  readonly dispositions?: DispositionRows;
  readonly biomarkerSamples?: BiomarkerSampleRows;
  /** Cells that stand for no value, besides empty ones, null and NaN. `NA` and `.` if left out. */
  readonly missing?: readonly string[];
  /** Cells in place of a score or a result that say why there is none: `{ ND: "not-done", DIED: "died" }`, also among the `missing` or empty. */
  readonly missingReasons?: { readonly [cell: string]: MissingReason };
}

/** The rows of a table, and what its words are called in the trial. */
export interface TableRows<Field extends string = string> {
  readonly rows: readonly Row[];
  readonly recode?: Recode<Field>;
  /** ISO dates (`2012-03-05`) if left out. Dates may be partial in any order (`2012-03`, `03/2012`); years have four digits. */
  readonly dateOrder?: DateOrder;
}

export interface ParticipantRows<Covariate extends string = string> extends TableRows<"id" | "arm" | "baselineDate" | NoInfer<Covariate>> {
  readonly id: Source;
  readonly arm: Source;
  readonly baselineDate?: Source;
  /** The column of each covariate, by the covariate's key. */
  readonly covariates?: { readonly [C in Covariate]: string };
}

/** One row for each value. */
export interface LongRows extends TableRows<"participant" | "visit" | "measure" | "value" | "reason" | "date" | "day"> {
  readonly shape: "long";
  readonly participant: Source;
  readonly visit: Source;
  readonly measure: Source;
  readonly value: string;
  /** Why a value is missing: `died`, `withdrew`, `not-done`, `not-applicable` or `unknown`. */
  readonly reason?: Source;
  readonly date?: Source;
  /** Days from baseline, where there are no dates. */
  readonly day?: string;
}

/** One row for each participant, one column for each measure at each visit. */
export interface WideRows extends TableRows<"participant" | "value" | "date" | "day"> {
  readonly shape: "wide";
  readonly participant: Source;
  readonly columns: readonly WideColumn[];
}

export interface WideColumn {
  readonly column: string;
  readonly measure: string;
  readonly visit: string;
  /** The column of the visit's date. */
  readonly date?: string;
  /** The column of the visit's days from baseline, where there are no dates. */
  readonly day?: string;
}

export interface AdverseEventRows extends TableRows<"participant" | "systemOrganClass" | "preferredTerm" | "grade" | "priorGrade" | "relatedToProduct" | "relatedToProcedure" | "serious" | "start" | "end" | "outcome"> {
  readonly participant: Source;
  readonly systemOrganClass: Source;
  readonly preferredTerm: Source;
  readonly grade?: Source;
  /** The grade an event had before the window it is tallied in. */
  readonly priorGrade?: Source;
  /** `yes`, `no` or `unstated`, for the product and for the procedure that delivers it. */
  readonly relatedToProduct?: Source;
  readonly relatedToProcedure?: Source;
  /** `true`, `1`, `Y` and `yes` are serious, `false`, `0`, `N` and `no` are not. */
  readonly serious?: Source;
  readonly start?: TimeSource;
  readonly end?: TimeSource;
  readonly outcome?: Source;
}

export interface ClinicalEventRows extends TableRows<"participant" | "kind" | "at" | "description"> {
  readonly participant: Source;
  readonly kind: Source;
  readonly at: TimeSource;
  readonly description?: Source;
}

export interface DoseRows extends TableRows<"participant" | "number" | "at" | "treatment" | "route" | "amount" | "unit"> {
  readonly participant: Source;
  /** Which dose it was, from 1. If left out, a participant's doses are numbered in the order of their rows. */
  readonly number?: string;
  readonly at: TimeSource;
  readonly treatment?: Source;
  /** One route. */
  readonly route?: Source;
  readonly amount?: string;
  /** Of the amount. */
  readonly unit?: Source;
}

export interface DispositionRows extends TableRows<"participant" | "status" | "at" | "reason"> {
  readonly participant: Source;
  readonly status: Source;
  readonly at?: TimeSource;
  readonly reason?: Source;
}

/** One row for each result. `<5.0` and `>1000` are results outside a limit of quantification. */
export interface BiomarkerSampleRows extends TableRows<"participant" | "visit" | "biomarker" | "unit" | "value" | "reason" | "date" | "day"> {
  readonly participant: Source;
  readonly visit: Source;
  readonly biomarker: Source;
  readonly unit: Source;
  readonly value: string;
  /** Why a result is missing: `died`, `withdrew`, `not-done`, `not-applicable` or `unknown`. */
  readonly reason?: Source;
  readonly date?: Source;
  /** Days from baseline, where there are no dates. */
  readonly day?: string;
}
