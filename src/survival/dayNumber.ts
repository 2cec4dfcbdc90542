/**
 * Whole days from 1 January 1970 to a full ISO date; NaN for anything else. The reader of records checks dates with a library;
 * here one difference is all that is needed.
 */
export function dayNumber(date: string): number {
  const parts = typeof date === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) : null;
  if (parts === null) return NaN;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])];
  const moment = new Date(Date.UTC(year, month, day));
  // A date that does not exist, such as 30 February, would run over into the next month.
  return year >= 100 && moment.getUTCMonth() === month && moment.getUTCDate() === day ? moment.getTime() / 86_400_000 : NaN;
}
