/** What is known of a moment that stands as ISO 8601 text: parts that are left out or `-` are unknown. */
export type MomentKind = "date" | "time" | "datetime";

/**
 * Whether text is a date, a time or a date with an optional time. Parts may be unknown as SDTM writes them (`2003-12`,
 * `2003---15`, `--12-15`), and two moments joined by `/` are the ends of a period.
 */
export function isMoment(text: string, kind: MomentKind): boolean {
  // The longest period of two moments with fractions of a second is far shorter.
  if (text.length > 200) return false;
  return text.split("/").length <= 2 && text.split("/").every((moment) => isSingleMoment(moment, kind));
}

/** Whether a moment is known to the day, a time to the minute: what can be turned into a number. */
export function isCompleteMoment(text: string, kind: MomentKind): boolean {
  if (text.length > 200 || !isSingleMoment(text, kind)) return false;
  const [date, time] = kind === "time" ? ["", text] : [text.split("T")[0]!, text.split("T")[1]];
  const isCompleteDate = kind === "time" || /^\d{4}-\d{2}-\d{2}$/.test(date);
  return isCompleteDate && (kind === "date" || /^\d{2}:\d{2}(?!:-)/.test(time ?? ""));
}

function isSingleMoment(text: string, kind: MomentKind): boolean {
  if (kind === "time") return isTime(text);
  const [date, time, ...others] = text.split("T");
  if (others.length > 0 || date === undefined) return false;
  if (time === undefined) return isDate(date) && /\d/.test(date);
  return kind === "datetime" && isDate(date) && isTime(time);
}

function isDate(text: string): boolean {
  const parts = /^(\d{4}|-)(?:-(\d{2}|-)(?:-(\d{2}|-))?)?$/.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [1, 2, 3].map((part) => Number(parts[part] ?? "-"));
  if (month! < 1 || month! > 12 || day! < 1) return false;
  // February of an unknown year may have 29 days; Date counts day 0 as the last of the month before.
  const lastDay = Number.isNaN(month) ? 31 : new Date(Date.UTC(Number.isNaN(year) ? 2000 : year! + 400, month!, 0)).getUTCDate();
  return Number.isNaN(day) || day! <= lastDay;
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]|-)(:([0-5]\d|-)(:([0-5]\d(\.\d+)?|-))?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/.test(text) && /\d/.test(text);
}
