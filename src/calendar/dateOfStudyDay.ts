import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import { daysAfter, isoDateOf, readDay, refuse } from "./calendarDay.ts";
import { daysFromReference, type StudyDayOptions } from "./studyDay.ts";

/**
 * The date of a study day as CDISC counts it: the inverse of {@link studyDay}.
 *
 * Use it where a dataset gives days and its reference date alone. Day 0 does not exist and is refused.
 *
 * @throws TrialwiseError `invalid-records` for a reference that is not a full and real date
 * @throws RangeError, TypeError for a day that is 0 or not whole, or whose date lies outside the years 0000 to 9999
 *
 * Source: CDISC 2021, Study Data Tabulation Model Implementation Guide 3.4, section 4.4.4.
 *
 * @example
 * ```ts
 * import { dateOfStudyDay } from "trialwise/calendar";
 *
 * dateOfStudyDay(1, { reference: "2014-01-02" }); // => "2014-01-02"
 * dateOfStudyDay(-1, { reference: "2014-01-02" }); // => "2014-01-01"
 * ```
 */
export function dateOfStudyDay(day: number, options: StudyDayOptions): string {
  checkOptionKeys("dateOfStudyDay", options, ["reference"]);
  checkFinite("dateOfStudyDay", "day", day);
  if (!Number.isInteger(day)) throw new RangeError(`dateOfStudyDay: day must be a whole number; received ${day}`);
  if (day === 0) throw new RangeError("dateOfStudyDay: day must not be 0: the day before day 1 is day -1");
  const issues: DataIssue[] = [];
  const reference = readDay(issues, ["reference"], options.reference);
  refuse("dateOfStudyDay", issues);
  const date = isoDateOf(daysAfter(reference!, daysFromReference(day)));
  if (date === null) throw new RangeError(`dateOfStudyDay: day must lie in the years 0000 to 9999; received ${day}`);
  return date;
}
