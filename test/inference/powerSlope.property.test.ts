import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { powerSlope } from "trialwise/inference";
import { designOf, slopeCases } from "./slopeCase.ts";

const cases = slopeCases();
const someCase = fc.constantFrom(...cases);
const relative = (actual: number, expected: number) => Math.abs(actual - expected) / Math.abs(expected);

describe("powerSlope", () => {
  it("rescales with time and with the response, and its size does not", () => {
    fc.assert(
      fc.property(someCase, fc.double({ min: 0.05, max: 40, noNaN: true }), fc.double({ min: 0.05, max: 40, noNaN: true }), (given, time, unit) => {
        const { n, difference } = given;
        const before = powerSlope({ ...designOf(given), n, difference });
        const [intercept, ...slopes] = given.variances;
        const rescaled = {
          ...given,
          times: given.times.map((value) => value * time),
          variances: [intercept! * unit ** 2, ...slopes.map((variance) => variance * (unit / time) ** 2)],
          residual: given.residual * unit ** 2,
        };
        const after = powerSlope({ ...designOf(rescaled), n, difference: (difference * unit) / time });
        expect(relative(after.standardError, (before.standardError * unit) / time)).toBeLessThan(1e-8);
        expect(Math.abs(after.power - before.power)).toBeLessThan(1e-8);
      }),
    );
  });

  it("swapping the arms swaps their sizes and nothing else", () => {
    fc.assert(
      fc.property(someCase, (given) => {
        const { n, difference, observed } = given;
        const other = { ...given, observed: { treatment: observed.control, control: observed.treatment } };
        const { standardError, power } = powerSlope({ ...designOf(given), n, difference });
        const swapped = powerSlope({ ...designOf(other), n: { treatment: n.control, control: n.treatment }, difference: -difference });
        expect(relative(swapped.standardError, standardError)).toBeLessThan(1e-9);
        expect(Math.abs(swapped.power - power)).toBeLessThan(1e-9);
      }),
    );
  });

  it("each quantity comes back from the other two", () => {
    fc.assert(
      fc.property(someCase, fc.constantFrom("normal" as const, "noncentral-t" as const), fc.double({ min: 0.6, max: 0.97, noNaN: true }), (given, formula, power) => {
        const design = designOf(given);
        const { difference } = powerSlope({ ...design, n: given.n, power }, { formula });
        expect(powerSlope({ ...design, n: given.n, difference }, { formula }).power).toBeCloseTo(power, 9);
        const sizes = powerSlope({ ...design, difference, power }, { formula, allocation: given.n }).n;
        expect(relative(sizes.treatment, given.n.treatment)).toBeLessThan(1e-7);
        expect(relative(sizes.control, given.n.control)).toBeLessThan(1e-7);
      }),
    );
  });

  it("who leaves earlier, and a coefficient of each arm's own, never helps", () => {
    fc.assert(
      fc.property(someCase, fc.double({ min: 0.5, max: 1, noNaN: true }), (given, stay) => {
        const { n } = given;
        const errorOf = (one: typeof given) => powerSlope({ ...designOf(one), n, difference: 1 }).standardError;
        const standardError = errorOf(given);
        const fewer = (proportions: readonly number[]) => proportions.map((value, visit) => (visit === proportions.length - 1 ? value * stay : value));
        expect(errorOf({ ...given, observed: { treatment: fewer(given.observed.treatment), control: given.observed.control } })).toBeGreaterThanOrEqual(standardError * (1 - 1e-9));
        expect(errorOf({ ...given, intercepts: "common" })).toBeLessThanOrEqual(errorOf({ ...given, intercepts: "by-arm" }) * (1 + 1e-9));
        const followUp = { ...given, effect: "follow-up-slope" } as const;
        expect(errorOf({ ...followUp, leadInSlopes: "common" })).toBeLessThanOrEqual(errorOf({ ...followUp, leadInSlopes: "by-arm" }) * (1 + 1e-9));
      }),
    );
  });
});
