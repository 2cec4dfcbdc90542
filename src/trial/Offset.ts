import * as z from "zod";
import { finiteNumber } from "./finiteNumber.ts";

/** A nominal time in the unit it was declared in; it is never converted silently. Negative is before the anchor. */
export type Offset =
  | { readonly months: number; readonly weeks?: never; readonly days?: never }
  | { readonly weeks: number; readonly months?: never; readonly days?: never }
  | { readonly days: number; readonly months?: never; readonly weeks?: never };

export const Offset: z.ZodType<Offset> = /* @__PURE__ */ (() =>
  z.union(
    [
      z.strictObject({ months: finiteNumber }).readonly(),
      z.strictObject({ weeks: finiteNumber }).readonly(),
      z.strictObject({ days: finiteNumber }).readonly(),
    ],
    { error: "a time is { months }, { weeks } or { days } with a finite number" },
  ))();

export type TimeUnit = "month" | "week" | "day";

/** Days in a month unless said otherwise: 365.25 / 12, the Julian year's twelfth. */
export const daysPerMonth = 30.4375;

/** The unit an offset was declared in, and how many of it. */
export function offsetParts(offset: Offset): { readonly unit: TimeUnit; readonly amount: number } {
  if (offset.months !== undefined) return { unit: "month", amount: offset.months };
  if (offset.weeks !== undefined) return { unit: "week", amount: offset.weeks };
  return { unit: "day", amount: offset.days };
}

/** An amount of one unit in another. Same unit: the number itself, untouched; months go by the convention given. */
export function convertTime(amount: number, from: TimeUnit, to: TimeUnit, monthLength: number): number {
  if (from === to) return amount;
  const days = { day: 1, week: 7, month: monthLength };
  return (amount * days[from]) / days[to];
}

/** An offset in days. */
export function offsetInDays(offset: Offset, monthLength: number): number {
  const { unit, amount } = offsetParts(offset);
  return convertTime(amount, unit, "day", monthLength);
}
