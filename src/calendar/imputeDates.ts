import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { type Path, problem } from "../trial/problem.ts";
import { dateProblem, dayOf, isoDateOf, readDay, refuse, where } from "./calendarDay.ts";
import { type DaysIn, listsOfDays, type PartialDate, readPartialDate } from "./partialDate.ts";

/** A date as recorded, and the days that it cannot lie beyond. */
export interface DateToImpute {
  /** `2019-03-05`, or as much as is known: `2019-03`, `2019`, `2019---15`, `--03-15`, or nothing (`""`, `null`). */
  readonly date: string | null;
  /** An imputed date is not put before this day (a first dose); `null` or left out: no such day. */
  readonly notBefore?: string | null;
  /** An imputed date is not put after this day (a death, a data cut-off). */
  readonly notAfter?: string | null;
}

export interface ImputeDatesOptions {
  /**
   * Which of the days that a date may mean stands for it.
   *
   * - `first`: the first, as for the start of an adverse event
   * - `last`: the last, as for its end
   * - `middle`: the 15th of the month, 30 June of the year; of a known day in an unknown month, that of June (31: of July)
   */
  readonly rule: "first" | "middle" | "last";
  /**
   * What becomes of a date of an unknown year. `leave` (default): no date. `bound`: the first such day from `notBefore` on under
   * `first`, the last up to `notAfter` under `last`; no date without that bound, or under `middle`. Beyond the other bound it is marked.
   */
  readonly unknownYear?: "leave" | "bound";
}

/** One date, and what was imputed of it. */
export interface ImputedDate {
  /** As given; `""` for `null`. */
  readonly recorded: string;
  /** A full ISO date; `null` where nothing may be imputed, and `reasons` say why. */
  readonly date: string | null;
  /** ADaM's date imputation flag (`ASTDTF`): the highest part that was imputed, day, month or year. Left out for a full date. */
  readonly flag?: "D" | "M" | "Y";
  /** The bound that moved the date from where the rule had put it. */
  readonly movedTo?: "not-before" | "not-after";
  /** The date lies beyond a bound, since no day that it may mean (of an unknown year, not the one nearest its bound) lies within: the record needs a query. */
  readonly outsideBounds?: true;
  /** `no-values`: nothing is known. `partial-date`: the year is unknown. */
  readonly reasons?: { readonly date: "no-values" | "partial-date" };
}

export interface ImputeDatesResult {
  /** In the order given. */
  readonly dates: readonly ImputedDate[];
  readonly counts: {
    readonly dates: number;
    readonly complete: number;
    readonly imputed: { readonly D: number; readonly M: number; readonly Y: number };
    readonly notImputed: number;
    readonly moved: number;
    readonly outsideBounds: number;
  };
  readonly method: Method<"date-imputation", Required<ImputeDatesOptions>>;
}

const caller = "imputeDates";

/**
 * Completes partial dates by a named rule, within bounds, and says for each what was imputed.
 *
 * Use it where a table must stand on full dates, such as ADaM's `ASTDT` with its flag `ASTDTF`. The library's own calculators do not need it:
 * they keep a partial date as the span it may mean. Under `first` with the first dose as `notBefore`, an adverse event of the month
 * or year of that dose starts on it, so that it counts as treatment-emergent: the usual conservative convention. A death or a
 * cut-off as `notAfter` does the same for ends. An event that ended before the first dose did not start on it: give its end as `notAfter`
 * in place of `notBefore`, or the imputed start lies after the end.
 *
 * Bounds choose among the days that a date may mean, and never move it to another: `2019-03` not before 2019-03-20 is that day, and not
 * before 2019-05-01 it stays in March, marked `outsideBounds`. Of `2019---15`, not before 2019-03-20, it is 15 April. Full dates are
 * never changed; one beyond a bound is marked too.
 *
 * R: admiral's `derive_vars_dt()` has the rules with `highest_imputation`, `date_imputation`, `min_dates` and `max_dates`. It gives up the
 * known day of `2019---15` unless `preserve = TRUE`, and considers a bound only where the date's own days reach round it.
 *
 * @throws TrialwiseError `invalid-records`, with every problem in `issues`: text that is no date, also not in part (`2019-02-30`), a time
 *   of day, bounds that are not full dates or exclude each other
 * @throws RangeError, TypeError for a rule that does not exist
 *
 * Source: CDISC 2021, Analysis Data Model Implementation Guide 1.3, section 3.1 (date imputation flags).
 *
 * @example
 * ```ts
 * import { imputeDates } from "trialwise/calendar";
 *
 * const { dates } = imputeDates([{ date: "2019-03", notBefore: "2019-03-20" }, { date: "2019" }, { date: "2019---15" }], { rule: "first" });
 * dates[0]; // => { "recorded": "2019-03", "date": "2019-03-20", "flag": "D", "movedTo": "not-before" }
 * dates[1]; // => { "recorded": "2019", "date": "2019-01-01", "flag": "M" }
 * dates[2]; // => { "recorded": "2019---15", "date": "2019-01-15", "flag": "M" }
 * ```
 */
export function imputeDates(dates: readonly DateToImpute[], options: ImputeDatesOptions): ImputeDatesResult {
  checkOptionKeys(caller, options, ["rule", "unknownYear"]);
  const { rule, unknownYear = "leave" } = options;
  checkChoice(caller, "rule", rule, ["first", "middle", "last"]);
  checkChoice(caller, "unknownYear", unknownYear, ["leave", "bound"]);
  if (!Array.isArray(dates)) throw new TypeError(`${caller}: dates must be an array; received ${show(dates)}`);
  const issues: DataIssue[] = [];
  const rows = Array.from(dates, (row, index) => readRow(issues, index, row));
  refuse(caller, issues);
  const daysIn = listsOfDays();
  const imputed = rows.flatMap((row) => (row === null ? [] : [imputeDate(row, { rule, unknownYear }, daysIn)]));
  const count = (counts: (date: ImputedDate) => boolean) => imputed.filter(counts).length;
  return {
    dates: imputed,
    counts: {
      dates: imputed.length,
      complete: count(({ date, flag }) => date !== null && flag === undefined),
      imputed: { D: count(({ flag }) => flag === "D"), M: count(({ flag }) => flag === "M"), Y: count(({ flag }) => flag === "Y") },
      notImputed: count(({ date }) => date === null),
      moved: count(({ movedTo }) => movedTo !== undefined),
      outsideBounds: count(({ outsideBounds }) => outsideBounds === true),
    },
    method: { name: "date-imputation", options: { rule, unknownYear }, reference: "CDISC 2021, ADaMIG 1.3, section 3.1" },
  };
}

interface Row {
  readonly recorded: string;
  readonly parts: PartialDate;
  readonly floor: string | null;
  readonly ceiling: string | null;
}

function readRow(issues: DataIssue[], index: number, row: DateToImpute | undefined): Row | null {
  if (typeof row !== "object" || row === null) {
    issues.push(problem(["dates", index], "invalid-type", row, `dates[${index}] must be an object with a date; received ${show(row)}`));
    return null;
  }
  for (const key of Object.keys(row)) {
    if (!["date", "notBefore", "notAfter"].includes(key)) issues.push(problem(["dates", index, key], "unknown-field", key, `${show(key)} is no field of dates[${index}]`));
  }
  const parts = readParts(issues, ["dates", index, "date"], row.date);
  const [floor, ceiling] = [readBound(issues, ["dates", index, "notBefore"], row.notBefore), readBound(issues, ["dates", index, "notAfter"], row.notAfter)];
  if (floor !== null && ceiling !== null && floor > ceiling) {
    issues.push(problem(["dates", index, "notAfter"], "impossible-order", ceiling, `dates[${index}]: notAfter, ${ceiling}, lies before notBefore, ${floor}`));
  }
  return parts && { recorded: row.date ?? "", parts, floor, ceiling };
}

/** The known parts of a date that may be partial or absent; an issue where it is no date. */
export function readParts(issues: DataIssue[], path: Path, received: unknown): PartialDate | null {
  if (received === null) return { year: null, month: null, day: null };
  const parts = typeof received === "string" ? readPartialDate(received) : null;
  if (parts !== null) return parts;
  const isTime = typeof received === "string" && dayOf(received.slice(0, 10)) !== null && received[10] === "T";
  issues.push(
    received === undefined
      ? problem(path, "missing-field", received, `${where(path)} is missing: give null where nothing is known`)
      : dateProblem(path, received, isTime ? "has a time of day: give the date alone" : "is not a calendar date (YYYY-MM-DD, its parts left out or - where unknown)"),
  );
  return null;
}

function readBound(issues: DataIssue[], path: Path, received: string | null | undefined): string | null {
  if (received === undefined || received === null) return null;
  const day = readDay(issues, path, received);
  return day && isoDateOf(day);
}

function imputeDate({ recorded, parts, floor, ceiling }: Row, { rule, unknownYear }: Required<ImputeDatesOptions>, daysIn: DaysIn): ImputedDate {
  const { year, month, day } = parts;
  if (year === null) {
    const date = unknownYear === "bound" ? nearestToBound(parts, daysIn, rule === "first" ? floor : null, rule === "last" ? ceiling : null) : null;
    if (date === null) return { recorded, date, reasons: { date: month === null && day === null ? "no-values" : "partial-date" } };
    return { recorded, date, flag: "Y", ...(!isWithin(date, floor, ceiling) && { outsideBounds: true as const }) };
  }
  const candidates = daysIn(parts, year);
  const chosen = rule === "first" ? candidates[0]! : rule === "last" ? candidates.at(-1)! : middleOf(parts, candidates);
  const flag = month === null ? { flag: "M" as const } : day === null ? { flag: "D" as const } : {};
  if (isWithin(chosen, floor, ceiling)) return { recorded, date: chosen, ...flag };
  const within = candidates.filter((candidate) => isWithin(candidate, floor, ceiling));
  if (within.length === 0) return { recorded, date: chosen, ...flag, outsideBounds: true };
  const isEarly = floor !== null && chosen < floor;
  return { recorded, date: isEarly ? within[0]! : within.at(-1)!, ...flag, movedTo: isEarly ? "not-before" : "not-after" };
}

/** The first such day of any year from a floor on, or the last up to a ceiling; leap days are up to eight years apart. */
function nearestToBound(parts: PartialDate, daysIn: DaysIn, floor: string | null, ceiling: string | null): string | null {
  const bound = floor ?? ceiling;
  if (bound === null) return null;
  const year = Number(bound.slice(0, 4));
  for (let away = 0; away <= 8; away++) {
    const candidate = floor === null ? year - away : year + away;
    if (candidate < 0 || candidate > 9999) return null;
    const days = daysIn(parts, candidate);
    const day = floor === null ? days.filter((one) => one <= bound).at(-1) : days.find((one) => one >= bound);
    if (day !== undefined) return day;
  }
  return null;
}

function isWithin(date: string, floor: string | null, ceiling: string | null): boolean {
  return (floor === null || date >= floor) && (ceiling === null || date <= ceiling);
}

function middleOf({ month, day }: PartialDate, candidates: readonly string[]): string {
  if (month !== null) return day === null ? candidates[14]! : candidates[0]!;
  const ending = day === null ? "06-30" : `06-${String(day).padStart(2, "0")}`;
  return candidates.find((candidate) => candidate.slice(5) >= ending) ?? candidates.at(-1)!;
}
