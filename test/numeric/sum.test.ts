import { describe, expect, it } from "vitest";
import { mean, sum, sumOfSquaredDeviations } from "../../src/numeric/sum.ts";

describe("sum", () => {
  it("keeps what plain addition loses", () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
    expect(sum(Float64Array.of(1e16, 1, 1, 1, 1))).toBe(1e16 + 4);
  });

  it("of nothing is 0", () => {
    expect(sum([])).toBe(0);
  });
});

describe("mean", () => {
  it("of equal values is that value", () => {
    for (const value of [0.1, 1 / 3, 1e300, -7.3e-12]) {
      for (const n of [1, 3, 7, 1000]) expect(mean(Array.from({ length: n }, () => value))).toBe(value);
    }
  });

  it("of nothing is NaN", () => {
    expect(mean([])).toBeNaN();
  });
});

describe("sum of squared deviations", () => {
  it("is exact for the data that break the textbook formula (Chan, Golub & LeVeque 1983)", () => {
    expect(sumOfSquaredDeviations([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(90);
    expect(sumOfSquaredDeviations([10_000_000.1, 10_000_000.3, 10_000_000.2])).toBeCloseTo(0.02, 8);
  });

  it("is exactly 0 for equal values and never for others", () => {
    expect(sumOfSquaredDeviations([0.1, 0.1, 0.1])).toBe(0);
    expect(sumOfSquaredDeviations([1, 1 + Number.EPSILON])).toBe(Number.EPSILON ** 2 / 2);
  });

  it("NIST's NumAcc4: a standard deviation of 0.1 beside a mean of ten million", () => {
    const values = [10_000_000.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 10_000_000.1 : 10_000_000.3))];
    expect(mean(values)).toBe(10_000_000.2);
    // The data themselves are rounded to 2e-9.
    expect(Math.sqrt(sumOfSquaredDeviations(values) / 1000)).toBeCloseTo(0.1, 7);
  });
});
