import * as z from "zod";
import { show } from "../result/show.ts";
import { readDate, readFullDate } from "./calendar.ts";

/** A calendar date, full (`2012-03-05`) or partial (`2012-03`, `2012`). */
export const CalendarDate: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().refine((text) => readDate(text) !== null, {
    params: { code: "invalid-date" },
    error: (issue) => `${show(issue.input)} is not a calendar date (YYYY-MM-DD, YYYY-MM or YYYY)`,
  }))();

/** A calendar date to the day (`2012-03-05`). */
export const FullDate: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().refine((text) => readFullDate(text) !== null, {
    params: { code: "invalid-date" },
    error: (issue) => `${show(issue.input)} is not a full calendar date (YYYY-MM-DD)`,
  }))();
