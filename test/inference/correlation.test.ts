import { describe, expect, it } from "vitest";
import { correlation } from "trialwise/inference";
import { naiveCorrelation } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface CorrelationCase {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly estimate: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
}

type Expected = Pick<CorrelationCase, "estimate" | "statistic" | "pValue" | "lower" | "upper">;

// The coefficient and its limits lie between −1 and 1, so their errors are absolute.
function errorsOf(result: ReturnType<typeof correlation>, expected: Expected): Record<string, number> {
  return {
    estimate: errorOf(result.estimate, expected.estimate, 1),
    statistic: errorOf(result.statistic, expected.statistic, Math.max(1, Math.abs(expected.statistic))),
    pValue: errorOf(result.pValue, expected.pValue),
    lower: errorOf(result.interval.lower, expected.lower, 1),
    upper: errorOf(result.interval.upper, expected.upper, 1),
  };
}

/** Colour and quality of canned tuna: Hollander & Wolfe 1973, page 187, as in R's help page of cor.test. */
const colour = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
const quality = [2.6, 3.1, 2.5, 5, 3.6, 4, 5.2, 2.8, 3.8];

describe("correlation", () => {
  it("repeats the tuna data of Hollander and Wolfe", () => {
    // t = 1.8411, df = 7, p-value = 0.1082, r = 0.5711816, interval -0.1497426 to 0.8955795.
    const result = correlation({ x: colour, y: quality });
    expect(result.estimate).toBeCloseTo(0.5711816, 7);
    expect(result.statistic).toBeCloseTo(1.8411, 4);
    expect(result.degreesOfFreedom).toBe(7);
    expect(result.pValue).toBeCloseTo(0.1082, 4);
    expect(result.interval.lower).toBeCloseTo(-0.1497426, 7);
    expect(result.interval.upper).toBeCloseTo(0.8955795, 7);
  });

  it("agrees with R's cor.test() on 220 random cases", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<CorrelationCase>("correlations");
    cases.forEach((expected, at) => {
      const { x, y, alternative, level } = expected;
      worst.add(at, errorsOf(correlation({ x, y }, { alternative, level }), expected));
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation by least squares and integrals", () => {
    const worst = new WorstErrors();
    readFixture<CorrelationCase>("correlations").cases.slice(0, 80).forEach(({ x, y, alternative, level }, at) => {
      const naive = naiveCorrelation(x, y, level);
      const pValue = { "two-sided": naive.twoSided, greater: naive.greater, less: naive.less }[alternative];
      const twoSided = correlation({ x, y }, { level });
      worst.add(at, { ...errorsOf(twoSided, { ...naive, pValue: naive.twoSided }), pValue: errorOf(correlation({ x, y }, { alternative }).pValue, pValue) });
    });
    worst.expectBelow(1e-11);
  });

  it("takes a published coefficient with its number of pairs", () => {
    const fromValues = correlation({ x: colour, y: quality });
    const published = correlation({ r: fromValues.estimate, n: 9 });
    expect(published.pValue).toBeCloseTo(fromValues.pValue!, 14);
    expect(published.interval.lower).toBeCloseTo(fromValues.interval.lower!, 14);
    expect(published.counts).toEqual({ pairs: 9 });
  });

  it("keeps the digits of 1 − r near a perfect correlation", () => {
    // y = x + δ with δ orthogonal to x: Σx² = 10, Σδ² = 10e², so 1/(1 − r²) = 1 + 1/e² and t = √3/e exactly. Computed from r itself, 1 − r²
    // would keep four digits; from the deviations it keeps ten, as many as y − x has.
    const e = 2 ** -20;
    const x = [-2, -1, 0, 1, 2];
    const y = [-2 + e, -1 - 2 * e, 0, 1 + 2 * e, 2 - e];
    expect(correlation({ x, y }).statistic! / (Math.sqrt(3) / e)).toBeCloseTo(1, 10);
  });

  it("has neither test nor interval for points on a line, and says so", () => {
    for (const input of [{ x: [1, 2, 3, 4], y: [0.1, 0.2, 0.3, 0.4] }, { x: [1, 2, 3, 4], y: [3, 2, 1, 0] }, { r: 1, n: 12 }]) {
      const result = correlation(input);
      expect(Math.abs(result.estimate)).toBe(1);
      expect(result).toMatchObject({ statistic: null, pValue: null, interval: { lower: null, upper: null }, standardError: 0 });
      expect(result.reasons).toEqual({
        statistic: "perfect-correlation",
        pValue: "perfect-correlation",
        "interval.lower": "perfect-correlation",
        "interval.upper": "perfect-correlation",
      });
    }
  });

  it("has no interval for three pairs", () => {
    const result = correlation({ x: [1, 2, 4], y: [1, 3, 2] });
    expect(result.interval).toEqual({ lower: null, upper: null, level: 0.95 });
    expect(result.reasons).toEqual({ "interval.lower": "too-few-values", "interval.upper": "too-few-values" });
    expect(result.pValue).toBeGreaterThan(0);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(correlation, { x: [1, -1, 0, 2], y: [-0, 0, 5, 0] });
    expectPlain(correlation, { x: [-1, 0, 1, 0], y: [0, 1, 0, -1] });
    expectPlain((input) => correlation(input), { r: -1, n: 5 });
    expectPlain((input) => correlation(input, { alternative: "less" }), { r: 0, n: 4 });
  });

  it("refuses what has no correlation, with a code", () => {
    expect(codeOf(() => correlation({ x: [1, 2], y: [2, 1] }))).toBe("too-few-values");
    expect(codeOf(() => correlation({ r: 0.5, n: 2 }))).toBe("too-few-values");
    expect(codeOf(() => correlation({ x: [1, 1, 1], y: [2, 1, 3] }))).toBe("no-variance");
  });

  it("refuses wrong input by name", () => {
    expect(() => correlation({ x: [1, 2, 3], y: [2, 1] })).toThrow("x and y must have the same length; received 3 and 2");
    expect(() => correlation({ r: 1.2, n: 10 })).toThrow("r must be between -1 and 1; received 1.2");
    const both = { x: [1, 2, 3], y: [2, 1, 3], r: 0.5, n: 3 };
    // @ts-expect-error: one form or the other
    expect(() => correlation(both)).toThrow("not both");
    // @ts-expect-error: misspelt
    expect(() => correlation({ x: colour, y: quality }, { method: "spearmann" })).toThrow('method must be one of "pearson", "spearman", "kendall"; received "spearmann". Did you mean "spearman"?');
  });
});
