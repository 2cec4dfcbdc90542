import { describe, expect, it } from "vitest";
import type { QuantileType } from "trialwise/inference";
import { quantiles } from "trialwise/inference";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveQuantile } from "../naive/quantiles.ts";
import reference from "../reference/inference/quantiles.json" with { type: "json" };

const types: readonly QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Linear between two values of size m: rounding is a few units in the last place of m. */
function near(actual: number, expected: number): void {
  expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected))).toBeLessThanOrEqual(1e-12);
}

describe("quantiles", () => {
  it("of four values at 0.3 are, by hand, what each definition says", () => {
    const sample = deepFreeze([40, 10, 30, 20]);
    const by = types.map((quantileType) => quantiles(sample, { probabilities: [0.3], quantileType }).quantiles[0]!.value);
    // np = 1.2; np − ½ = 0.7; then ranks 1.2, 1.7, 1.5, 1.9, ⅓ + 1.3 and 0.375 + 1.275.
    [20, 20, 10, 12, 17, 15, 19, 49 / 3, 16.5].forEach((value, index) => near(by[index]!, value));
  });

  it("agree with R's quantile() of all nine types on 220 random samples", () => {
    for (const { sample, probabilities, types: expected } of reference.cases) {
      for (const quantileType of types) {
        const { quantiles: found } = quantiles(sample, { probabilities, quantileType });
        found.forEach(({ value }, index) => near(value, expected[quantileType - 1]![index]!));
      }
    }
    expect(reference.cases.length).toBe(220);
  });

  it("agree with a second implementation that looks among the values", () => {
    for (const { sample, probabilities } of reference.cases) {
      for (const quantileType of types) {
        for (const { probability, value } of quantiles(sample, { probabilities, quantileType }).quantiles) near(value, naiveQuantile(sample, probability, quantileType));
      }
    }
  });

  it("take 0.07 × 100 for the whole number it is", () => {
    const sample = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(quantiles(sample, { probabilities: [0.07], quantileType: 1 }).quantiles).toEqual([{ probability: 0.07, value: 7 }]);
    expect(quantiles(sample, { probabilities: [0.07], quantileType: 2 }).quantiles).toEqual([{ probability: 0.07, value: 7.5 }]);
  });

  it("are minimum, quartiles and maximum unless asked otherwise, as plain data", () => {
    const result = quantiles(new Float64Array([3, -0, 1, 2, 4]));
    expect(result.quantiles.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4]);
    expect(result.counts).toEqual({ n: 5 });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    const negativeZero = quantiles([1, 2], { probabilities: [-0] });
    expect(JSON.parse(JSON.stringify(negativeZero))).toStrictEqual(negativeZero);
  });

  it("refuse what is no sample, probability or type", () => {
    expect(() => quantiles([])).toThrow("quantiles: the sample is empty");
    expect(() => quantiles([1, Number.NaN])).toThrow("sample[1] must be a finite number");
    expect(() => quantiles([1, 2], { probabilities: [0.5, 25] })).toThrow("probabilities[1] must be between 0 and 1 (0.25 for the lower quartile); received 25");
    // @ts-expect-error: not an array
    expect(() => quantiles([1, 2], { probabilities: 0.5 })).toThrow(TypeError);
    // @ts-expect-error: not a type
    expect(() => quantiles([1, 2], { quantileType: 10 })).toThrow("quantileType must be a whole number from 1 to 9; received 10");
    // @ts-expect-error: not an option
    expect(() => quantiles([1, 2], { type: 7 })).toThrow(TypeError);
  });
});
