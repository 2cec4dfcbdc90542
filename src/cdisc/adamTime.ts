import { daysBetween, spanOf } from "../trial/calendar.ts";
import { CalendarDate } from "../trial/CalendarDate.ts";
import type { TimePoint } from "../trial/TimePoint.ts";
import { type AdamReader, toNumber } from "./adamReader.ts";
import { isMoment } from "./momentText.ts";

/** The columns that say when something happened; `undefined` where there is none. */
export interface TimeColumns {
  readonly date: string | undefined;
  readonly day: string | undefined;
  /** A date as SDTM has it, known in part or not at all, for rows without one in `date`. */
  readonly text?: string | undefined;
}

interface TimeProblem {
  readonly reason: "not-a-date" | "not-a-day" | "no-baseline-date";
  readonly column: string;
}

/**
 * When something happened: by its date, or its study day where it has none. `undefined` where neither is known, `null`
 * where what stands there cannot be placed, for which the row is listed as left out.
 */
export function readTime(reader: AdamReader, baselineDate: string | undefined, columns: TimeColumns): TimePoint | null | undefined {
  const read = timeOf(reader, baselineDate, columns);
  if (!("reason" in read)) return read.time;
  reader.leaveOut(read.reason, read.column);
  return null;
}

/** The same where the record can stand without its time: `null` where what stands there is listed and left out. */
export function readTimeIfPossible(reader: AdamReader, baselineDate: string | undefined, columns: TimeColumns): TimePoint | null | undefined {
  const read = timeOf(reader, baselineDate, columns);
  if (!("reason" in read)) return read.time;
  reader.note(read.reason, read.column);
  return null;
}

function timeOf(reader: AdamReader, baselineDate: string | undefined, columns: TimeColumns): { readonly time: TimePoint | undefined } | TimeProblem {
  const dayText = reader.text(columns.day);
  const days = dayText === undefined ? undefined : daysFromBaseline(dayText);
  if (days === null) return { reason: "not-a-day", column: columns.day ?? "" };
  const hasDate = reader.text(columns.date) !== undefined;
  const column = hasDate ? columns.date : columns.text;
  const text = reader.text(column);
  const date = text === undefined ? undefined : hasDate ? toDate(text) : knownDate(text);
  if (date === undefined) return { time: days === undefined ? undefined : { days } };
  if (date === null || baselineDate === undefined) return { reason: date === null ? "not-a-date" : "no-baseline-date", column: column ?? "" };
  const differs = days !== undefined && isFullDate(date) && daysBetween(spanOf(baselineDate).first, spanOf(date).first) !== days;
  if (differs) reader.note("day-differs-from-date", columns.day ?? "");
  return { time: { date } };
}

/** A date without its time of day; `null` where it is no calendar date. */
export function toDate(text: string): string | null {
  const hasTime = text.includes("T");
  if (text.length > 40 || (hasTime && (text.includes("/") || !isMoment(text, "datetime")))) return null;
  const date = text.split("T")[0]!;
  return CalendarDate.safeParse(date).success ? date : null;
}

export function isFullDate(date: string): boolean {
  return date.length === 10;
}

/** What is known of a date before its first unknown part: `2003` of `2003---15`; `undefined` where the year is unknown. */
function knownDate(text: string): string | null | undefined {
  if (text.includes("/") || !isMoment(text, "datetime")) return null;
  const known = /^\d{4}(-\d{2}(-\d{2})?)?/.exec(text)?.[0];
  return known === undefined ? undefined : toDate(known);
}

/** ADaM counts the day of baseline as 1 and the day before as −1; `null` for what is no study day. */
export function daysFromBaseline(studyDay: string): number | null {
  const day = toNumber(studyDay);
  if (day === null || !Number.isSafeInteger(day) || day === 0) return null;
  return day > 0 ? day - 1 : day;
}

/** The study day of a whole number of days from baseline. */
export function studyDayOf(days: number): number {
  return days >= 0 ? days + 1 : days;
}
