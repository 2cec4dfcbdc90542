import * as z from "zod";
import { timeAmount } from "./timeAmount.ts";

/** A nominal time in the unit it was declared in; it is never converted silently. Negative is before the anchor. */
export type Offset =
  | { readonly months: number; readonly weeks?: never; readonly days?: never }
  | { readonly weeks: number; readonly months?: never; readonly days?: never }
  | { readonly days: number; readonly months?: never; readonly weeks?: never };

export const Offset: z.ZodType<Offset> = /* @__PURE__ */ (() =>
  z.union(
    [
      z.strictObject({ months: timeAmount }).readonly(),
      z.strictObject({ weeks: timeAmount }).readonly(),
      z.strictObject({ days: timeAmount }).readonly(),
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

/** An offset in another unit, or untouched in its own. */
export function offsetIn(offset: Offset, to: TimeUnit, monthLength: number): number {
  const { unit, amount } = offsetParts(offset);
  return convertTime(amount, unit, to, monthLength);
}

/** An offset in days. */
export function offsetInDays(offset: Offset, monthLength: number): number {
  return offsetIn(offset, "day", monthLength);
}

/** The units that some times were declared in. A time of 0 has no unit worth the name: 0 months and 0 weeks are the same. */
export function declaredUnits(offsets: readonly Offset[]): readonly TimeUnit[] {
  const units = offsets.map(offsetParts).flatMap(({ unit, amount }) => (amount === 0 ? [] : unit));
  return [...new Set(units)];
}

/** The one unit that some times were declared in. */
export function declaredUnit(caller: string, times: string, offsets: readonly Offset[]): TimeUnit {
  const [first = "month", second] = declaredUnits(offsets);
  if (second === undefined) return first;
  throw new RangeError(`${caller}: ${unitConflict(times, first, second)}`);
}

/** The sentence for times in two units, of which one has to be chosen. */
export function unitConflict(times: string, first: TimeUnit, second: TimeUnit): string {
  return `${times} are declared in ${first}s and ${second}s; slopes need per: "${first}" or per: "${second}"`;
}
