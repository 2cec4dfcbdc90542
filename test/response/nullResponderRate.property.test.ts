import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nullResponderRate } from "trialwise/response";

const design = fc.record({
  slope: fc.record({ mean: fc.double({ min: -3, max: 1, noNaN: true }), standardDeviation: fc.double({ min: 0, max: 2, noNaN: true }) }),
  residualStandardDeviation: fc.double({ min: 0.05, max: 4, noNaN: true }),
  leadIn: fc.constantFrom([-3, 0], [-3, -1, 0], [-6, -4, -2]),
  followUp: fc.constantFrom([0, 4], [0, 1, 2, 6], [1, 3]),
});
const percent = fc.double({ min: 0, max: 200, noNaN: true });
const method = fc.constantFrom("two-visit", "least-squares");

describe("nullResponderRate", () => {
  it("falls as more is asked for, and is never above the share that declines", () => {
    fc.assert(
      fc.property(design, percent, percent, method, (given, one, other, method) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((atLeast) => nullResponderRate({ ...given, rule: { atLeast } }, { method }));
        expect(more!.estimate).toBeLessThanOrEqual(less!.estimate + 1e-12);
        expect(less!.estimate).toBeLessThanOrEqual(less!.declining + 1e-12);
        expect(more!.estimate).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("does not mind the units of values and time, nor a shift of all times", () => {
    fc.assert(
      fc.property(design, percent, method, fc.double({ min: 0.1, max: 30, noNaN: true }), fc.integer({ min: -5, max: 5 }), (given, atLeast, method, unit, shift) => {
        const plain = nullResponderRate({ ...given, rule: { atLeast } }, { method }).estimate;
        const scaled = nullResponderRate(
          { ...given, slope: { mean: given.slope.mean * unit, standardDeviation: given.slope.standardDeviation * unit }, residualStandardDeviation: given.residualStandardDeviation * unit, rule: { atLeast } },
          { method },
        ).estimate;
        const later = nullResponderRate({ ...given, leadIn: given.leadIn.map((time) => time + shift), followUp: given.followUp.map((time) => time + shift), rule: { atLeast } }, { method }).estimate;
        expect(Math.abs(scaled - plain)).toBeLessThan(1e-9);
        expect(Math.abs(later - plain)).toBeLessThan(1e-9);
      }),
    );
  });
});
