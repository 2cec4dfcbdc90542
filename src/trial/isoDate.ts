import type { DateOrder } from "./RowMapping.ts";

export const dateOrders: readonly DateOrder[] = ["year-month-day", "day-month-year", "month-day-year"];

const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/** A date in ISO form, as much of it as there is; `undefined` if its parts are not those, or there is no such day: no 31 April. */
export function isoDate(text: string, order: DateOrder): string | undefined {
  const iso = inIsoForm(text, order);
  // A day too many is none to JSON, or runs over into the next month.
  return iso !== undefined && String(new Date(iso).toJSON()).startsWith(iso) ? iso : undefined;
}

function inIsoForm(text: string, order: DateOrder): string | undefined {
  if (order === "year-month-day") return /^\d{4}(-\d{2}){0,2}$/u.test(text) ? text : undefined;
  const [, number, name, yearAlone] = /^(?:(\d{1,2})[\s./-]|([a-z]+)[\s./-]?)?(\d{4})$/u.exec(text.toLowerCase()) ?? [];
  if (yearAlone !== undefined) return joined(yearAlone, number ?? name);
  const parts = datePartsOf(text);
  const [day = "", month = "", year = ""] = order === "day-month-year" ? parts : [parts[1], parts[0], ...parts.slice(2)];
  return parts.length === 3 && /^\d{1,2}$/u.test(day) && /^\d{4}$/u.test(year) ? joined(year, month, day) : undefined;
}

/** In lower case, split also between a number and a name: 05MAR2012. */
export function datePartsOf(text: string): string[] {
  return text.toLowerCase().replaceAll(/\d(?=[a-z])|[a-z](?=\d)/gu, "$& ").split(/[\s./,-]+/u);
}

function joined(year: string, month?: string, day?: string): string | undefined {
  if (month === undefined) return year;
  const number = /^\d{1,2}$/u.test(month) ? month : String(months.findIndex((name) => month.length >= 3 && name.startsWith(month)) + 1);
  if (number === "0") return undefined;
  return [year, number.padStart(2, "0"), ...(day === undefined ? [] : [day.padStart(2, "0")])].join("-");
}
