import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareStratifiedProportions } from "trialwise/inference";

const count = fc.integer({ min: 1, max: 30 }).chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
const strata = fc.array(fc.record({ treatment: count, control: count }), { minLength: 1, maxLength: 5 });
const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(1e-8);
const bounds = ({ interval }: { readonly interval: { readonly lower: number | null; readonly upper: number | null } }) => [interval.lower!, interval.upper!] as const;

describe("compareStratifiedProportions", () => {
  it("turns with the groups and with the outcome, and does not mind the order of strata", () => {
    fc.assert(
      fc.property(strata, (given) => {
        const { riskDifference, pValue } = compareStratifiedProportions(given);
        const exchanged = compareStratifiedProportions(given.map(({ treatment, control }) => ({ treatment: control, control: treatment }))).riskDifference;
        const without = (each: { events: number; n: number }) => ({ events: each.n - each.events, n: each.n });
        const failures = compareStratifiedProportions(given.map(({ treatment, control }) => ({ treatment: without(treatment), control: without(control) }))).riskDifference;
        for (const turned of [exchanged, failures]) {
          near(turned.estimate, -riskDifference.estimate);
          near(bounds(turned)[0], -bounds(riskDifference)[1]);
          near(bounds(turned)[1], -bounds(riskDifference)[0]);
        }
        const reversed = compareStratifiedProportions([...given].reverse());
        near(bounds(reversed.riskDifference)[0], bounds(riskDifference)[0]);
        near(reversed.pValue ?? 1, pValue ?? 1);
      }),
    );
  });

  it("interval and test agree about no difference, and the estimate lies between those of the strata", () => {
    fc.assert(
      fc.property(strata, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (given, level) => {
        const { riskDifference, pValue, strata: each } = compareStratifiedProportions(given, { level });
        const [lower, upper] = bounds(riskDifference);
        expect(lower).toBeLessThanOrEqual(riskDifference.estimate);
        expect(upper).toBeGreaterThanOrEqual(riskDifference.estimate);
        const estimates = each.map(({ estimate }) => estimate);
        expect(riskDifference.estimate).toBeGreaterThanOrEqual(Math.min(...estimates) - 1e-12);
        expect(riskDifference.estimate).toBeLessThanOrEqual(Math.max(...estimates) + 1e-12);
        if (pValue === null || Math.abs(pValue - (1 - level)) < 1e-9) return;
        expect(lower > 0 || upper < 0).toBe(pValue < 1 - level);
      }),
    );
  });
});
