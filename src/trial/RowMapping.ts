/** A row as a CSV parser or a data frame gives it: cells by column name. */
export interface Row {
  readonly [column: string]: string | number | boolean | null | undefined;
}

/** Where a field comes from: a column, or the same value for every row. */
export type Source = string | { readonly constant: string };

/** What the cells of a field are called in the trial: `{ arm: { "BM-MSC": "msc" } }`. Other cells stay as they are. */
export interface Recode {
  readonly [field: string]: { readonly [cell: string]: string };
}

/** How the columns of some tables become the records of a trial. */
export interface RowMapping {
  readonly participants: ParticipantRows;
  /** Any number of tables, each in long or wide shape. */
  readonly observations?: readonly (LongRows | WideRows)[];
  readonly adverseEvents?: AdverseEventRows;
  readonly clinicalEvents?: ClinicalEventRows;
  /** Cells that stand for no value, besides empty and null ones. `NA` and `.` if left out. */
  readonly missing?: readonly string[];
}

/** The rows of a table, and what its words are called in the trial. */
export interface TableRows {
  readonly rows: readonly Row[];
  readonly recode?: Recode;
}

export interface ParticipantRows extends TableRows {
  readonly id: Source;
  readonly arm: Source;
  readonly baselineDate?: Source;
  /** The column of each covariate, by the covariate's key. */
  readonly covariates?: { readonly [covariate: string]: string };
}

/** One row for each value. */
export interface LongRows extends TableRows {
  readonly shape: "long";
  readonly participant: Source;
  readonly visit: Source;
  readonly measure: Source;
  readonly value: string;
  readonly date?: Source;
}

/** One row for each participant, one column for each measure at each visit. */
export interface WideRows extends TableRows {
  readonly shape: "wide";
  readonly participant: Source;
  readonly columns: readonly { readonly column: string; readonly measure: string; readonly visit: string }[];
}

export interface AdverseEventRows extends TableRows {
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
  /** ISO dates, full or partial. */
  readonly start?: Source;
  readonly end?: Source;
  readonly outcome?: Source;
}

export interface ClinicalEventRows extends TableRows {
  readonly participant: Source;
  readonly kind: Source;
  /** ISO dates, full or partial. */
  readonly date: Source;
  readonly description?: Source;
}
