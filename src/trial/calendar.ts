import { utc } from "@date-fns/utc";
import { lastDayOfMonth } from "date-fns/lastDayOfMonth";
import { lastDayOfYear } from "date-fns/lastDayOfYear";
import { parseISO } from "date-fns/parseISO";

/** The days that a calendar date may mean: one for a full date, a month or a year for a partial one. */
export interface CalendarSpan {
  readonly first: Date;
  readonly last: Date;
}

/**
 * The span of a calendar date that the schema found to be real. Everything is counted in UTC, so that no time zone can
 * shift a day.
 */
export function spanOf(date: string): CalendarSpan {
  const first = parseISO(date, { in: utc });
  if (date.length === 4) return { first, last: lastDayOfYear(first, { in: utc }) };
  if (date.length === 7) return { first, last: lastDayOfMonth(first, { in: utc }) };
  return { first, last: first };
}

/** Whole calendar days from one date to another. Both are midnights in UTC, where every day has 24 hours. */
export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 86_400_000;
}
