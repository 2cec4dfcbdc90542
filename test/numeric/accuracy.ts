import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Tail, Tails } from "../../src/numeric/Tails.ts";

/** Reads what a script in test/reference/numeric wrote. The type is what the script says. */
export function readFixture<Fixture>(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../reference/numeric/${name}.json`, import.meta.url), "utf8"));
}

/** A point and its parameters; P(X ≤ x) and P(X ≥ x). */
export type TailsRow = readonly [point: readonly number[], tails: readonly [number, number]];

/** A probability and the parameters; the tail it is in; the quantile. */
export type QuantileRow = readonly [point: readonly number[], tail: Tail, quantile: number];

export interface DistributionFixture {
  readonly tails: readonly TailsRow[];
  readonly quantiles: readonly QuantileRow[];
}

/** Infinite unless both are numbers of the same sign or both exactly zero. */
export function relativeError(actual: number, expected: number): number {
  if (actual === expected) return 0;
  const error = Math.abs(actual / expected - 1);
  return Number.isNaN(error) ? Infinity : error;
}

/** Fails with every case that is further from what it should be than `tolerance`, relatively. */
export function expectAccurate(cases: readonly { readonly of: unknown; readonly actual: number; readonly expected: number }[], tolerance: number): void {
  const worst = Math.max(0, ...cases.map(({ actual, expected }) => relativeError(actual, expected)));
  if (process.env["SHOW_ERRORS"] !== undefined) console.log(expect.getState().currentTestName, cases.length, worst.toExponential(1));
  expect(cases.filter(({ actual, expected }) => !(relativeError(actual, expected) <= tolerance))).toEqual([]);
  expect(worst).toBeLessThanOrEqual(tolerance);
}

export function expectTails(rows: readonly TailsRow[], compute: (point: readonly number[]) => Tails, tolerance: number): void {
  const cases = rows.flatMap(([point, [lower, upper]]) => {
    const tails = compute(point);
    return [
      { of: ["lower", ...point], actual: tails.lower, expected: lower },
      { of: ["upper", ...point], actual: tails.upper, expected: upper },
    ];
  });
  expectAccurate(cases, tolerance);
}

export function expectQuantiles(
  rows: readonly QuantileRow[],
  compute: (point: readonly number[], tail: Tail) => number,
  tolerance: number,
): void {
  expectAccurate(
    rows.map(([point, tail, quantile]) => ({ of: [tail, ...point], actual: compute(point, tail), expected: quantile })),
    tolerance,
  );
}

/** Arguments; the double nearest to the exact value; how far above it the exact value lies, in units of its last place. */
export type UlpRow = readonly number[];

/** The distance between a number and its neighbours, in its binade; the smallest double for 0 and subnormals. */
export function ulpOf(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const exponent = (bits.getUint16(0) >>> 4) & 2047;
  return 2 ** (Math.max(exponent, 1) - 1075);
}

/** Fails with every row where the value is further from the exact one than `tolerance` units of the last place. */
export function expectUlps(rows: readonly UlpRow[], compute: (...point: readonly number[]) => number, tolerance: number): void {
  const cases = rows.map((row) => {
    const [point, nearest, above] = [row.slice(0, -2), row.at(-2)!, row.at(-1)!];
    const actual = compute(...point);
    return { of: point, actual, nearest, ulps: Math.abs((actual - nearest) / ulpOf(nearest) - above) };
  });
  const worst = Math.max(0, ...cases.map(({ ulps }) => ulps));
  const isNearest = cases.filter(({ actual, nearest }) => actual === nearest).length / cases.length;
  if (process.env["SHOW_ERRORS"] !== undefined) console.log(expect.getState().currentTestName, cases.length, `${worst.toFixed(2)} ulp, ${(100 * isNearest).toFixed(0)} % correctly rounded`);
  expect(cases.filter(({ ulps }) => !(ulps <= tolerance))).toEqual([]);
  expect(rows.length).toBeGreaterThan(150);
}
