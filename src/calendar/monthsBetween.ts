import { utc } from "@date-fns/utc";
import { addMonths } from "date-fns/addMonths";
import { differenceInCalendarMonths } from "date-fns/differenceInCalendarMonths";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { daysBetween } from "../trial/calendar.ts";
import { daysPerMonth } from "../trial/Offset.ts";
import { readDay, refuse } from "./calendarDay.ts";

/** Two full ISO dates. */
export interface DatePair {
  readonly from: string;
  readonly to: string;
}

/**
 * What a month is when dates are months apart.
 *
 * - `julian`: 365.25/12 = 30.4375 days
 * - `thirty-day`: 30 days
 * - `calendar`: completed months, and the fraction of the one under way
 * - `completed`: completed months alone
 * - `boundaries`: how often a month began
 */
export type MonthConvention = "julian" | "thirty-day" | "calendar" | "completed" | "boundaries";

export const monthConventions: readonly MonthConvention[] = ["julian", "thirty-day", "calendar", "completed", "boundaries"];

export interface MonthsBetweenOptions {
  /** Default `"julian"`, as everywhere in the library. */
  readonly convention?: MonthConvention;
}

/**
 * Months from one date to another, under a convention that is named.
 *
 * Use it for times such as months since symptom onset. The conventions give different numbers: 31 January to 28 February 2014 are 28 days,
 * 0.92 `julian` and 0.933 `thirty-day` months, 1 `calendar` month, 1 `completed` month and 1 of the `boundaries`; 31 January to 1 February
 * are 0.033, 0.033, 0.036, 0 and 1.
 *
 * A month is completed on the day of the month that it began on or, in a month that is too short to have it, on the last. These days are all
 * counted from `from`: after 31 January come 28 February and 31 March. Negative where `to` lies before `from`: minus the months from
 * the earlier date to the later.
 *
 * SAS: `(to - from)/30.4375`, `(to - from)/30`; `INTCK('MONTH', from, to)` counts `boundaries`, with `'C'` as its fourth argument months of
 * the starting date, as `completed`. R: `as.numeric(to - from)/30.4375`; lubridate's `time_length(interval(from, to), "month")` has the
 * fraction of the month under way, as `calendar`, but `time_length(as.duration(…), "month")` is `julian`. Here every rule is as written
 * above; in the last days of months programs differ.
 *
 * @throws TrialwiseError `invalid-records` for dates that are not full or not real; `issues` has both, where both are wrong
 * @throws RangeError, TypeError for a convention that does not exist
 *
 * Source: SAS Institute, Functions and CALL Routines: Reference, INTCK.
 *
 * @example
 * ```ts
 * import { monthsBetween } from "trialwise/calendar";
 *
 * const dates = { from: "2014-01-31", to: "2014-03-15" };
 * monthsBetween(dates); // => 1.412731
 * monthsBetween(dates, { convention: "calendar" }); // => 1.483871
 * monthsBetween(dates, { convention: "completed" }); // => 1
 * monthsBetween(dates, { convention: "boundaries" }); // => 2
 * ```
 */
export function monthsBetween(dates: DatePair, options: MonthsBetweenOptions = {}): number {
  checkOptionKeys("monthsBetween", options, ["convention"]);
  const { convention = "julian" } = options;
  checkChoice("monthsBetween", "convention", convention, monthConventions);
  const [from, to] = readPair("monthsBetween", dates);
  return countMonths(from, to, convention, 1);
}

/** Both dates, or every problem with them. */
export function readPair(caller: string, dates: DatePair): readonly [Date, Date] {
  checkParts(caller, "dates", dates, ["from", "to"]);
  const issues: DataIssue[] = [];
  const [from, to] = [readDay(issues, ["from"], dates.from), readDay(issues, ["to"], dates.to)];
  refuse(caller, issues);
  return [from!, to!];
}

/** How many units of so many months lie between two days: 1 for months, 12 for years. */
export function countMonths(from: Date, to: Date, convention: MonthConvention, monthsPerUnit: 1 | 12): number {
  const days = daysBetween(from, to);
  if (convention === "julian") return days / (daysPerMonth * monthsPerUnit);
  if (convention === "thirty-day") return days / (30 * monthsPerUnit);
  if (days < 0) return withoutNegativeZero(-countMonths(to, from, convention, monthsPerUnit));
  const boundaries = monthsPerUnit === 1 ? differenceInCalendarMonths(to, from, { in: utc }) : to.getUTCFullYear() - from.getUTCFullYear();
  if (convention === "boundaries") return boundaries;
  const anniversary = (count: number) => addMonths(from, count * monthsPerUnit, { in: utc });
  const completed = daysBetween(anniversary(boundaries), to) >= 0 ? boundaries : boundaries - 1;
  if (convention === "completed") return completed;
  const [last, next] = [anniversary(completed), anniversary(completed + 1)];
  return completed + daysBetween(last, to) / daysBetween(last, next);
}
