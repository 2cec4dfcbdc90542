import type { TimeUnit } from "../trial/Offset.ts";

/** Steps that people count time in; beyond them, and for everything else, 1, 2 and 5 times a power of ten. */
const timeSteps = { month: [1, 2, 3, 6, 12, 24, 36, 60, 120], week: [1, 2, 4, 8, 12, 26, 52, 104], day: [1, 2, 7, 14, 28, 56, 91, 182, 365, 730] } as const;

/** Round numbers from the first at or below the smallest value to the first at or above the largest. */
export function roundTicks(values: readonly number[], count: number, unit?: TimeUnit): number[] {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  if (finite.length === 0) return [0, 1];
  // Distances that are too small for powers of ten are as good as none.
  const width = high - low > 1e-290 ? high - low : Math.max(Math.abs(low), 1);
  if (!Number.isFinite(width)) return [low, high];
  const step = stepOf(width / Math.max(count, 1), unit);
  // A value that lies on a tick but for its rounding needs no further one.
  const from = Math.floor(low / step + 1e-9);
  const to = Math.max(Math.ceil(high / step - 1e-9), from + 1);
  return Array.from({ length: to - from + 1 }, (_, index) => rounded((from + index) * step, step));
}

/** The first and last of some ticks. */
export function endsOf(ticks: readonly number[]): [number, number] {
  return [ticks[0]!, ticks.at(-1)!];
}

/**
 * Ticks of a logarithmic axis around ratios, which lie above 0: round numbers where they are close together, otherwise 1, 2 and 5 times powers of
 * ten, and of wide ranges powers of ten alone, or some of them.
 */
export function logTicks(values: readonly number[]): number[] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!(low > 0 && high < Infinity)) return [0.5, 1, 2];
  if (high > 1.1 * low && high < 3 * low) return roundTicks(values, 5);
  const leads = high > 300 * low ? [1] : [1, 2, 5];
  const [from, to] = [decimalExponent(low), decimalExponent(high)];
  const step = Math.max(1, Math.ceil((to - from) / 8));
  const candidates: number[] = [];
  for (let power = step * (Math.floor(from / step) - 1); power <= to + 2 * step; power += step) {
    for (const lead of leads) candidates.push(Number(`${lead}e${power}`));
  }
  const first = candidates.filter((tick) => tick <= low).length - 1;
  const last = candidates.findIndex((tick) => tick >= high);
  return candidates.slice(first, Math.max(last, first + 1) + 1);
}

function stepOf(least: number, unit: TimeUnit | undefined): number {
  const steps: readonly number[] = unit === undefined ? [] : timeSteps[unit];
  if (least > 0.5 && least <= (steps.at(-1) ?? 0)) return steps.find((step) => step >= least)!;
  const power = Number(`1e${decimalExponent(least)}`);
  return [1, 2, 5, 10].map((lead) => lead * power).find((step) => step >= least * (1 - 1e-9))!;
}

/** Without the rounding of a product such as 3 × 0.1, and without −0. */
function rounded(value: number, step: number): number {
  const digits = Math.max(0, 1 - decimalExponent(step));
  return digits > 100 ? value : Number(value.toFixed(digits)) + 0;
}

/** The whole number k with 10^k ≤ value < 10^(k + 1), for a value above 0. */
function decimalExponent(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}
