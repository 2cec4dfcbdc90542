import { checkOptionKeys } from "../result/checkKeys.ts";
import type { DataIssue } from "../result/Issue.ts";
import { daysBetween } from "../trial/calendar.ts";
import { readDay, refuse } from "./calendarDay.ts";

export interface StudyDayOptions {
  /** The day that is day 1, usually that of the first dose, as a full ISO date. */
  readonly reference: string;
}

/**
 * The study day of a date, as CDISC counts it: the reference is day 1, the day before it day −1, and there is no day 0.
 *
 * Use it for columns such as `ASTDY` or `ADY`. The library itself counts days from baseline, day 0 (`data.observations[0].day`); a study
 * day of 1 or more is one more than that. Differences of study days across the reference are one day too long: subtract dates instead.
 *
 * SAS: `date - ref + (date >= ref)`. R: `as.integer(date - ref) + (date >= ref)`; admiral's `derive_vars_dy()` does the same.
 *
 * @throws TrialwiseError `invalid-records` for a date that is not full or not real; `issues` has both, where both are wrong
 *
 * Source: CDISC 2021, Study Data Tabulation Model Implementation Guide 3.4, section 4.4.4.
 *
 * @example
 * ```ts
 * import { studyDay } from "trialwise/calendar";
 *
 * studyDay("2014-01-02", { reference: "2014-01-02" }); // => 1
 * studyDay("2014-01-01", { reference: "2014-01-02" }); // => -1
 * studyDay("2014-03-02", { reference: "2014-01-02" }); // => 60
 * ```
 */
export function studyDay(date: string, options: StudyDayOptions): number {
  checkOptionKeys("studyDay", options, ["reference"]);
  const issues: DataIssue[] = [];
  const [day, reference] = [readDay(issues, ["date"], date), readDay(issues, ["reference"], options.reference)];
  refuse("studyDay", issues);
  return studyDayOf(daysBetween(reference!, day!));
}

/** Days from the reference as a study day. */
function studyDayOf(days: number): number {
  return days >= 0 ? days + 1 : days;
}

/** A study day as days from the reference. */
export function daysFromReference(day: number): number {
  return day >= 1 ? day - 1 : day;
}
