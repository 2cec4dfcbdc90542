import { expect } from "vitest";

/**
 * How far a number is from what it should be, in units of `scale`: of the expected value itself, unless the number is a difference
 * that may vanish (an estimate, a limit), which is measured by the standard error or the width it comes with.
 */
export function errorOf(actual: number | null | undefined, expected: number | null, scale = Math.abs(expected ?? 1)): number {
  if (actual === null || expected === null) return actual === expected ? 0 : Infinity;
  if (actual === undefined || Number.isNaN(actual)) return Infinity;
  if (actual === expected) return 0;
  return Math.abs(actual - expected) / scale;
}

/** Largest error over all cases, by quantity, so that a failure says which quantity it was. */
export class WorstErrors {
  private readonly worst = new Map<string, { error: number; at: number }>();

  add(at: number, quantities: Readonly<Record<string, number>>): void {
    for (const [quantity, error] of Object.entries(quantities)) {
      if (!(error <= (this.worst.get(quantity)?.error ?? -1))) this.worst.set(quantity, { error, at });
    }
  }

  /** Fails for every quantity above its tolerance, naming the case. */
  expectBelow(tolerance: number): void {
    if (process.env["SHOW_ERRORS"] !== undefined) console.log(expect.getState().currentTestName, Object.fromEntries(this.worst));
    expect([...this.worst].filter(([, { error }]) => !(error <= tolerance))).toEqual([]);
    // The same again as one number, which docs/validation.md reports.
    expect(Math.max(0, ...[...this.worst.values()].map(({ error }) => error))).toBeLessThanOrEqual(tolerance);
  }
}
