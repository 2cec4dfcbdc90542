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
