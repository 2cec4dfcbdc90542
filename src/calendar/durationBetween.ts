import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { daysBetween } from "../trial/calendar.ts";
import { problem } from "../trial/problem.ts";
import { daysAfter, refuse } from "./calendarDay.ts";
import { countMonths, type DatePair, type MonthConvention, monthConventions, readPair } from "./monthsBetween.ts";

export type DurationOptions = DurationInDays | DurationInMonths;

export interface DurationInDays {
  readonly unit: "day" | "week";
  /** Whether the last day belongs to the duration. */
  readonly end: "inclusive" | "exclusive";
}

export interface DurationInMonths {
  readonly unit: "month" | "year";
  readonly end: "inclusive" | "exclusive";
  /** Default `"julian"`. A year is twelve such months: 365.25 days, 360 days, or the year from one anniversary to the next. */
  readonly convention?: MonthConvention;
}

export interface DurationResult {
  /** In the unit asked for. */
  readonly amount: number;
  readonly unit: "day" | "week" | "month" | "year";
  /** In days, with the last one where `end` is inclusive. */
  readonly days: number;
  readonly method: Method<"calendar-duration", DurationInDays | Required<DurationInMonths>>;
}

const caller = "durationBetween";

/**
 * How long something lasted that began on one date and ended on another: in days, weeks, months or years, with the last day or without.
 *
 * Use it for the duration of an adverse event, which counts both its days (`end: "inclusive"`, end − start + 1), or for the time between
 * two visits, which does not (`"exclusive"`). There is no default, because the two are a day apart. With the last day included a duration
 * runs to the day after it, whatever the unit: 1 to 31 January is 1 calendar month. A week is 7 days; months and years go by a
 * convention of {@link monthsBetween}, and `boundaries` of years are changes of the calendar year. A person born on 29 February
 * completes a year on 28 February where there is no 29th.
 *
 * SAS: `end - start + 1`; `INTCK('YEAR', …)` counts `boundaries`, with `'C'` completed years; `YRDIF(…, 'ACT/ACT')` divides the days in leap
 * years by 366 and the others by 365, which none of these conventions does. R: admiral's `compute_duration()` includes the last day unless
 * `add_one = FALSE`; in months it adds 1/30.4375 for it.
 *
 * @throws TrialwiseError `invalid-records` for dates that are not full or not real, or an end before the start
 * @throws RangeError, TypeError for an option that does not exist, such as a convention for days
 *
 * Source: CDISC 2021, Study Data Tabulation Model Implementation Guide 3.4, section 4.4 (timing); SAS Institute, Functions and CALL
 * Routines: Reference, INTCK and YRDIF.
 *
 * @example
 * ```ts
 * import { durationBetween } from "trialwise/calendar";
 *
 * const headache = { from: "2014-02-27", to: "2014-03-02" };
 * durationBetween(headache, { unit: "day", end: "inclusive" }).amount; // => 4
 * durationBetween(headache, { unit: "day", end: "exclusive" }).amount; // => 3
 * durationBetween({ from: "1960-02-29", to: "2014-02-28" }, { unit: "year", end: "exclusive", convention: "completed" }).amount; // => 54
 * ```
 */
export function durationBetween(dates: DatePair, options: DurationOptions): DurationResult {
  checkOptionKeys(caller, options, ["unit", "end", "convention"]);
  if (isInDays(options)) checkOptionKeys(caller, options, ["unit", "end"]);
  checkChoice(caller, "unit", options.unit, ["day", "week", "month", "year"]);
  checkChoice(caller, "end", options.end, ["inclusive", "exclusive"]);
  const [from, to] = readPair(caller, dates);
  if (daysBetween(from, to) < 0) {
    refuse(caller, [problem(["to"], "impossible-order", dates.to, `the end, ${dates.to}, lies before the start, ${dates.from}`)]);
  }
  const end = options.end === "inclusive" ? daysAfter(to, 1) : to;
  const days = daysBetween(from, end);
  const resolved = resolve(options);
  const { unit } = resolved;
  const amount = isInDays(resolved) ? days / (resolved.unit === "week" ? 7 : 1) : countMonths(from, end, resolved.convention, resolved.unit === "month" ? 1 : 12);
  return {
    amount,
    unit,
    days,
    method: { name: "calendar-duration", options: resolved, reference: "CDISC 2021, SDTMIG 3.4, section 4.4; SAS Institute, Functions and CALL Routines: Reference (INTCK)" },
  };
}

function resolve(options: DurationOptions): DurationInDays | Required<DurationInMonths> {
  if (isInDays(options)) return { unit: options.unit, end: options.end };
  const { unit, end, convention = "julian" } = options;
  checkChoice(caller, "convention", convention, monthConventions);
  return { unit, end, convention };
}

function isInDays(options: DurationOptions): options is DurationInDays {
  return options.unit === "day" || options.unit === "week";
}
