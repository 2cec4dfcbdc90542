import { utc } from "@date-fns/utc";
import { getDaysInMonth } from "date-fns/getDaysInMonth";
import { parseISO } from "date-fns/parseISO";

/** What is known of a date; `null` for a part that is not. */
export interface PartialDate {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/**
 * The known parts of a date as SDTM writes it: parts may be left out at the end or stand as `-`. `null` where no day of any calendar fits.
 */
export function readPartialDate(text: string): PartialDate | null {
  const parts = /^(?:(\d{4}|-)(?:-(\d{2}|-)(?:-(\d{2}|-))?)?)?$/.exec(text);
  if (parts === null) return null;
  const [year = null, month = null, day = null] = [1, 2, 3].map((part) => (parts[part] === undefined || parts[part] === "-" ? null : Number(parts[part])));
  const date = { year, month, day };
  // 2000 has a 29 February, which a date of an unknown year may be.
  return daysIn(date, year ?? 2000).length > 0 ? date : null;
}

/** The days of a year that a date may mean, as full ISO dates in order. */
export function daysIn({ month, day }: PartialDate, year: number): string[] {
  const months = month === null ? Array.from({ length: 12 }, (_, index) => index + 1) : [month];
  return months.flatMap((candidate) => {
    const prefix = `${digits(year, 4)}-${digits(candidate, 2)}`;
    const first = parseISO(`${prefix}-01`, { in: utc });
    if (Number.isNaN(first.getTime())) return [];
    const length = getDaysInMonth(first, { in: utc });
    const days = day === null ? Array.from({ length }, (_, index) => index + 1) : [day];
    return days.filter((one) => one >= 1 && one <= length).map((one) => `${prefix}-${digits(one, 2)}`);
  });
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, "0");
}
