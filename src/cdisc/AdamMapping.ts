import type { Answer, AdverseEventOutcome, Grade } from "../trial/AdverseEvent.ts";
import type { DatasetRow } from "./Dataset.ts";

/** What is needed of a dataset: the names of its columns, and its rows. What `readDatasetJson` returns has both. */
export interface AdamDataset {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly DatasetRow[];
}

/** The subject-level dataset, adverse events, times to events, and any number of datasets in the Basic Data Structure. */
export interface AdamDatasets {
  readonly adsl: AdamDataset;
  readonly adae?: AdamDataset;
  readonly adtte?: AdamDataset;
  readonly [basicDataStructure: string]: AdamDataset | undefined;
}

/** How the words of the datasets are called in the trial. Columns that are left out are ADaM's own. */
export interface AdamMapping {
  readonly adsl: AdslMapping;
  readonly adae?: AdaeMapping;
  readonly adtte?: AdtteMapping;
  /** One entry for each dataset in the Basic Data Structure, by the name it is handed over under: `adqs`. */
  readonly bds?: { readonly [dataset: string]: BdsMapping };
}

/** Which rows are used: those that have one of these values in each of these columns. `""` is blank or missing. */
export interface RowFilter {
  readonly [column: string]: readonly (string | number)[];
}

export interface AdslMapping {
  /** Default `USUBJID`, in every dataset. */
  readonly id?: string;
  /** Default `TRT01P`; `TRT01A` is the treatment received, `TRT01PN` its number. */
  readonly arm?: string;
  /** The trial's arm for each value of that column. */
  readonly arms: { readonly [treatment: string]: string };
  /** The day that becomes baseline, from which study days count. Default `TRTSDT`. */
  readonly baselineDate?: string;
  /** Default `DTHDT`: a death with a date is a clinical event. */
  readonly deathDate?: string;
  /** Default `DTHFL`: with `Y` and no date, a disposition without a date says that the participant died. */
  readonly deathFlag?: string;
  /** The column of each covariate, by the covariate's key. Default none. */
  readonly covariates?: { readonly [covariate: string]: string };
  /** The column of each flag, by the key of the covariate that it becomes, with the levels `Y` and `N`. Blank is `N`. Default none. */
  readonly flags?: { readonly [covariate: string]: string };
  readonly where?: RowFilter;
}

export interface AdaeMapping {
  /** Default `AEBODSYS`. */
  readonly systemOrganClass?: string;
  /** Default `AEDECOD`. */
  readonly preferredTerm?: string;
  /** Default `AETOXGR` where there is one, else `AESEV`. */
  readonly grade?: string;
  /** Default 1 to 5 for themselves, `MILD` 1, `MODERATE` 2, `SEVERE` 3. */
  readonly grades?: { readonly [word: string]: Grade };
  /** Default `AESER`: `Y` or `N`. */
  readonly serious?: string;
  /** Default `AEREL`. */
  readonly relatedToProduct?: string;
  /** What its words mean. A word that is not here is listed, and the event has no relation. */
  readonly relations?: { readonly [word: string]: Answer };
  /** Default `AEOUT`, in CDISC's terms. */
  readonly outcome?: string;
  readonly outcomes?: { readonly [word: string]: AdverseEventOutcome };
  /** Default `ASTDT` and `ASTDY`. */
  readonly startDate?: string;
  readonly startDay?: string;
  /** Default `AENDT` and `AENDY`. */
  readonly endDate?: string;
  readonly endDay?: string;
  /**
   * What becomes of a date that was completed for the analysis (`ASTDTF`, `AENDTF`: `D` the day, `M` the month too, `Y` all).
   *
   * - `as-given`: the completed date counts
   * - `known-part`: the part that was recorded, `2013-04` or `2013`; no date where even the year was not
   *
   * Default `"as-given"`.
   */
  readonly imputedDates?: "as-given" | "known-part";
  /** `{ TRTEMFL: ["Y"] }` takes the treatment-emergent events. Default all rows. */
  readonly where?: RowFilter;
}

export interface BdsMapping {
  /** The trial's measure for each `PARAMCD`. */
  readonly measures: { readonly [parameter: string]: string };
  /** The trial's visit for each `AVISIT`. */
  readonly visits: { readonly [visit: string]: string };
  /** Default `PARAMCD`. */
  readonly parameter?: string;
  /** Default `AVISIT`; `AVISITN` is its number. */
  readonly visit?: string;
  /** Default `AVAL`. */
  readonly value?: string;
  /** Default `ADT`; a row without one is dated by its study day. */
  readonly date?: string;
  /** Default `ADY`. */
  readonly day?: string;
  /** `{ ANL01FL: ["Y"] }` takes the rows chosen for the analysis, `{ DTYPE: [""] }` those that were observed. Default all. */
  readonly where?: RowFilter;
}

export interface AdtteMapping {
  /** Default `PARAMCD`. */
  readonly parameter?: string;
  /** Default `AVAL`. */
  readonly time?: string;
  /** Default `CNSR`: 0 is an event, any number above censors. */
  readonly censoring?: string;
  readonly where?: RowFilter;
}

/**
 * Why a row became no record.
 *
 * - `not-chosen`: the mapping's `where` leaves it out
 * - `no-participant`, `unknown-participant`: it names nobody, or nobody who was placed from ADSL
 * - `duplicate-participant`: ADSL has the participant in an earlier row
 * - `no-arm`, `arm-not-mapped`: the participant's treatment is blank, or not among the mapping's `arms`
 * - `no-term`: an adverse event without class or preferred term
 * - `no-baseline-date`: it is dated, and its participant has no baseline to count from
 * - `not-a-date`, `not-a-day`: a date that is no calendar date, a study day that is no whole number or 0, which no day is
 * - `parameter-not-mapped`, `visit-not-mapped`: the mapping does not have its parameter or visit
 * - `not-a-value`: a value that is no number
 * - `repeats-earlier-row`: an earlier row has this participant, visit and measure, or participant and parameter
 * - `no-time`, `no-censoring`: a time that is missing or negative, a censoring that is missing or no whole number from 0 on
 */
export type NotPlacedReason =
  | "not-chosen"
  | "no-participant"
  | "unknown-participant"
  | "duplicate-participant"
  | "no-arm"
  | "arm-not-mapped"
  | "no-term"
  | "no-baseline-date"
  | "not-a-date"
  | "not-a-day"
  | "parameter-not-mapped"
  | "visit-not-mapped"
  | "not-a-value"
  | "repeats-earlier-row"
  | "no-time"
  | "no-censoring";

/**
 * What a placed record does not say as its row does.
 *
 * - `not-mapped`: the word in this column is not in the mapping, and the record is without the field
 * - `not-a-date`: the baseline date is not a full calendar date, or the date of death none, and the record is without one
 * - `no-baseline-date`: the death is dated, and its participant has no baseline to count from; it stands without a date
 * - `day-differs-from-date`: date and study day are not the same day from baseline; the date counts
 */
export type ChangedReason = "not-mapped" | "not-a-date" | "no-baseline-date" | "day-differs-from-date";

/** A row of a dataset, by its position. */
export interface AdamRow<Reason> {
  readonly dataset: string;
  readonly row: number;
  /** `null` where the row names nobody. */
  readonly participant: string | null;
  readonly reason: Reason;
  /** The column that the reason is about. */
  readonly column: string;
}
