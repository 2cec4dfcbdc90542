import { utc } from "@date-fns/utc";
import { addDays } from "date-fns/addDays";
import { parseISO } from "date-fns/parseISO";
import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { type Path, problem } from "../trial/problem.ts";

/** The day that a full ISO date names, counted in UTC so that no time zone can shift it; `null` where there is no such day. */
export function dayOf(text: string): Date | null {
  // parseISO alone would also take times, weeks and dates without hyphens.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = parseISO(text, { in: utc });
  return Number.isNaN(day.getTime()) ? null : day;
}

/** A day as a full ISO date; `null` outside the years 0 to 9999, which ISO dates of four digits can name. */
export function isoDateOf(day: Date): string | null {
  const year = day.getUTCFullYear();
  return year >= 0 && year <= 9999 ? day.toISOString().slice(0, 10) : null;
}

/** The day that lies so many days after another, or before it. */
export function daysAfter(day: Date, days: number): Date {
  return addDays(day, days, { in: utc });
}

/** The day that a field names; an issue where it names none. */
export function readDay(issues: DataIssue[], path: Path, received: unknown): Date | null {
  const day = typeof received === "string" ? dayOf(received) : null;
  if (day === null) issues.push(dateProblem(path, received, "is not a full calendar date (YYYY-MM-DD)"));
  return day;
}

export function dateProblem(path: Path, received: unknown, sentence: string): DataIssue {
  if (received === undefined || received === null) return problem(path, "missing-field", received, `${where(path)} is missing`);
  return problem(path, typeof received === "string" ? "invalid-date" : "invalid-type", received, `${where(path)}: ${show(received)} ${sentence}`);
}

/** `events[3].onset` */
export function where(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

/** Throws every problem found, if there is one. */
export function refuse(caller: string, issues: readonly DataIssue[]): void {
  if (issues.length === 0) return;
  const count = `${issues.length} problem${issues.length === 1 ? "" : "s"}`;
  throw new TrialwiseError({
    code: "invalid-records",
    message: `${caller}: the input has ${count}: ${issues.slice(0, 5).map(({ message }) => message).join("; ")}${issues.length > 5 ? "; …" : ""}`,
    required: "dates and days without problems",
    observed: count,
    issues,
  });
}
