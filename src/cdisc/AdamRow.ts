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
 * - `no-time`, `no-censoring`: a time that is missing or negative, a dose without one, a censoring that is missing or no whole number from 0 on
 * - `other-unit`: the parameter's earlier rows are in another unit
 * - `no-number`: the dose's number is no whole number from 1 on
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
  | "no-censoring"
  | "other-unit"
  | "no-number";

/**
 * What a placed record does not say as its row does. Not among it are times of day, and what a date has after its first unknown part
 * (the day of `2003---15`, the month of a date without a year): records have no place for them.
 *
 * - `not-mapped`: the word in this column is not in the mapping, and the record is without the field
 * - `not-a-date`, `not-a-day`: the baseline date of ADSL is not a full calendar date, or another of its dates or study days none, and the record is without one
 * - `no-baseline-date`: a date of ADSL whose participant has no baseline to count from; the record stands without it
 * - `day-differs-from-date`: date and study day are not the same day from baseline; the date counts
 * - `not-a-value`, `no-unit`: the amount of a dose is no number or has no unit, and the dose is without one
 */
export type ChangedReason = "not-mapped" | "not-a-date" | "not-a-day" | "no-baseline-date" | "day-differs-from-date" | "not-a-value" | "no-unit";

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
