import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QuantileType } from "trialwise/inference";
import { quantiles, summarise } from "trialwise/inference";

const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
const type = fc.constantFrom<QuantileType>(1, 2, 3, 4, 5, 6, 7, 8, 9);
const valuesOf = (values: readonly number[], probabilities: readonly number[], quantileType: QuantileType) =>
  quantiles(values, { probabilities, quantileType }).quantiles.map(({ value }) => value);

describe("quantiles", () => {
  it("rise with the probability, within the sample, whatever its order", () => {
    fc.assert(
      fc.property(sample, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }), type, (values, probabilities, quantileType) => {
        const rising = [...probabilities].sort((a, b) => a - b);
        const found = valuesOf(values, rising, quantileType);
        found.forEach((value, index) => expect(value).toBeGreaterThanOrEqual((found[index - 1] ?? Math.min(...values)) - 1e-9));
        expect(Math.max(...found)).toBeLessThanOrEqual(Math.max(...values));
        expect(valuesOf([...values].reverse(), rising, quantileType)).toEqual(found);
      }),
    );
  });

  it("turn with the sign of the values, where the definition is symmetric", () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 0, max: 64 }), fc.constantFrom<QuantileType>(2, 5, 6, 7, 8, 9), (values, part, quantileType) => {
        const [forward] = valuesOf(values, [part / 64], quantileType);
        const [backward] = valuesOf(values.map((value) => -value), [1 - part / 64], quantileType);
        expect(Math.abs(forward! + backward!)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it("are the quartiles of summarise, whose median is always the middle", () => {
    fc.assert(
      fc.property(sample, type, (values, quantileType) => {
        const { quartiles, median } = summarise(values, { quantileType });
        expect([quartiles.lower, quartiles.upper]).toEqual(valuesOf(values, [0.25, 0.75], quantileType));
        expect([median]).toEqual(valuesOf(values, [0.5], 7));
      }),
    );
  });
});
