import { utc } from "@date-fns/utc";
import { getDaysInMonth } from "date-fns/getDaysInMonth";
import { parseISO } from "date-fns/parseISO";

/** What is known of a date; `null` for a part that is not. */
export interface PartialDate {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/** The days of a year that a date may mean, as full ISO dates in order. */
export type DaysIn = (date: PartialDate, year: number) => readonly string[];

/**
 * The known parts of a date as SDTM writes it: parts may be left out at the end or stand as `-`. `null` where no day of any calendar fits.
 */
export function readPartialDate(text: string): PartialDate | null {
  const parts = /^(?:(\d{4}|-)(?:-(\d{2}|-)(?:-(\d{2}|-))?)?)?$/.exec(text);
  if (parts === null) return null;
  const [year = null, month = null, day = null] = [1, 2, 3].map((part) => (parts[part] === undefined || parts[part] === "-" ? null : Number(parts[part])));
  // 2000 has a 29 February, which a date of an unknown year may be.
  return isReal(day, month === null ? 31 : lengthOfMonth(year ?? 2000, month)) ? { year, month, day } : null;
}

/** Lists days. A column of dates names few years and months, so that what was listed once is kept for the column. */
export function listsOfDays(): DaysIn {
  const lists = new Map<string, readonly string[]>();
  return ({ month, day }, year) => {
    const key = `${year} ${month} ${day}`;
    const known = lists.get(key) ?? listDays(month, day, year);
    lists.set(key, known);
    return known;
  };
}

function listDays(known: number | null, day: number | null, year: number): readonly string[] {
  const months = known === null ? Array.from({ length: 12 }, (_, index) => index + 1) : [known];
  return months.flatMap((month) => {
    const length = lengthOfMonth(year, month);
    const days = day === null ? Array.from({ length }, (_, index) => index + 1) : [day];
    return days.filter((one) => isReal(one, length)).map((one) => `${startOf(year, month)}-${digits(one, 2)}`);
  });
}

function isReal(day: number | null, lengthOfItsMonth: number): boolean {
  return lengthOfItsMonth > 0 && (day === null || (day >= 1 && day <= lengthOfItsMonth));
}

/** In days; 0 for a month that does not exist. */
function lengthOfMonth(year: number, month: number): number {
  const first = parseISO(`${startOf(year, month)}-01`, { in: utc });
  return Number.isNaN(first.getTime()) ? 0 : getDaysInMonth(first, { in: utc });
}

function startOf(year: number, month: number): string {
  return `${digits(year, 4)}-${digits(month, 2)}`;
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, "0");
}
