import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** An exponential may overflow, and JSON has no infinity. */
const largest = 1e300;

interface Scale {
  readonly range?: { readonly from?: number; readonly to?: number };
  readonly step?: number;
  readonly gaps?: readonly number[];
}

/** A value as the measure can have it: within its range, on the nearest step, and otherwise with twelve significant digits. */
export function recordedValue(value: number, { range = {}, step, gaps = [] }: Scale): number {
  const { from = -largest, to = largest } = range;
  const possible = Math.min(Math.max(value, from), to);
  if (step === undefined) return significant(Math.min(Math.max(significant(possible), from), to));
  const origin = range.from ?? 0;
  const highest = Math.floor((to - origin) / step + 1e-9);
  const nearest = significant(origin + Math.min(Math.round((possible - origin) / step), highest) * step);
  return gaps.includes(nearest) ? significant(possible < nearest ? nearest - step : nearest + step) : nearest;
}

/** Engines differ in the last digits of a logarithm; what is recorded should not. */
export function significant(value: number): number {
  return withoutNegativeZero(Number(Math.min(Math.max(value, -largest), largest).toPrecision(12)));
}
