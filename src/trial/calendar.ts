import { utc } from "@date-fns/utc";
import { differenceInCalendarDays } from "date-fns/differenceInCalendarDays";
import { isValid } from "date-fns/isValid";
import { lastDayOfMonth } from "date-fns/lastDayOfMonth";
import { lastDayOfYear } from "date-fns/lastDayOfYear";
import { parseISO } from "date-fns/parseISO";

/** The days that a calendar date may mean: one for a full date, a month or a year for a partial one. */
export interface CalendarSpan {
  readonly first: Date;
  readonly last: Date;
}

/**
 * An ISO date, full (`2012-03-05`) or partial (`2012-03`, `2012`); `null` for anything else, the 30th of February
 * included. Everything is counted in UTC, so that no time zone can shift a day.
 */
export function readDate(text: string): CalendarSpan | null {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(text)) return null;
  const first = parseISO(text, { in: utc });
  if (!isValid(first)) return null;
  if (text.length === 4) return { first, last: lastDayOfYear(first, { in: utc }) };
  if (text.length === 7) return { first, last: lastDayOfMonth(first, { in: utc }) };
  return { first, last: first };
}

/** A full ISO date, which a baseline or a visit needs; `null` for a partial or impossible one. */
export function readFullDate(text: string): Date | null {
  return text.length === 10 ? (readDate(text)?.first ?? null) : null;
}

/** Whole calendar days from one date to another. */
export function daysBetween(from: Date, to: Date): number {
  return differenceInCalendarDays(to, from, { in: utc });
}
