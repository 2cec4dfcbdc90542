import * as z from "zod";
import { show } from "../result/show.ts";

/** A calendar date, full (`2012-03-05`) or partial (`2012-03`, `2012`). */
export const CalendarDate: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().refine((text) => isDate(text) || isDate(`${text}-01`) || isDate(`${text}-01-01`), {
    params: { code: "invalid-date" },
    error: (issue) => `${show(issue.input)} is not a calendar date (YYYY-MM-DD, YYYY-MM or YYYY)`,
  }))();

/** A calendar date to the day (`2012-03-05`). */
export const FullDate: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().refine(isDate, {
    params: { code: "invalid-date" },
    error: (issue) => `${show(issue.input)} is not a full calendar date (YYYY-MM-DD)`,
  }))();

/** zod's own pattern knows the length of every month and the leap years. */
function isDate(text: string): boolean {
  return z.regexes.date.test(text);
}
