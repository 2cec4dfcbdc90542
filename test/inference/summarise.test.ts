import { describe, expect, it } from "vitest";
import { summarise } from "trialwise/inference";
import { naiveSummary } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";
import { sleepAfter } from "./sleep.ts";

interface SummaryCase {
  readonly sample: readonly number[];
  readonly mean: number;
  readonly standardDeviation: number;
  readonly standardError: number;
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly type7: { readonly lower: number; readonly upper: number };
  readonly type2: { readonly lower: number; readonly upper: number };
}

function errorsOf({ sample, ...expected }: SummaryCase): Record<string, number> {
  const type7 = summarise(sample);
  const type2 = summarise(sample, { quantileType: 2 });
  const scale = Math.max(...sample.map(Math.abs), 1);
  return {
    mean: errorOf(type7.mean, expected.mean, scale),
    standardDeviation: errorOf(type7.standardDeviation, expected.standardDeviation),
    standardError: errorOf(type7.standardError, expected.standardError),
    median: errorOf(type7.median, expected.median, scale),
    median2: errorOf(type2.median, expected.median, scale),
    minimum: errorOf(type7.minimum, expected.minimum),
    maximum: errorOf(type7.maximum, expected.maximum),
    lower7: errorOf(type7.quartiles.lower, expected.type7.lower, scale),
    upper7: errorOf(type7.quartiles.upper, expected.type7.upper, scale),
    lower2: errorOf(type2.quartiles.lower, expected.type2.lower, scale),
    upper2: errorOf(type2.quartiles.upper, expected.type2.upper, scale),
  };
}

describe("summarise", () => {
  it("has the mean and standard deviation that Student 1908 printed", () => {
    // Page 20: mean +2.33 and, with denominator n as he had it, standard deviation 1.90.
    const { mean, standardDeviation, n } = summarise(sleepAfter);
    expect(mean).toBeCloseTo(2.33, 12);
    expect(standardDeviation! * Math.sqrt((n - 1) / n)).toBeCloseTo(1.9, 2);
  });

  it("takes quartiles by hand as both types define them", () => {
    // Type 7 of 10, 20, 30, 40: a quarter of three steps is 0.75 of the first one. Type 2: 4/4 is whole, so the mean of two neighbours.
    expect(summarise([40, 10, 30, 20]).quartiles).toEqual({ lower: 17.5, upper: 32.5 });
    expect(summarise([40, 10, 30, 20], { quantileType: 2 }).quartiles).toEqual({ lower: 15, upper: 35 });
    expect(summarise([50, 40, 10, 30, 20], { quantileType: 2 }).quartiles).toEqual({ lower: 20, upper: 40 });
    expect(summarise([7]).quartiles).toEqual({ lower: 7, upper: 7 });
    expect(summarise([7], { quantileType: 2 }).quartiles).toEqual({ lower: 7, upper: 7 });
  });

  it("agrees with R on 220 random samples", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<SummaryCase>("summaries");
    cases.forEach((expected, at) => worst.add(at, errorsOf(expected)));
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-13);
  });

  it("agrees with a second implementation from pairs and definitions", () => {
    const worst = new WorstErrors();
    readFixture<SummaryCase>("summaries").cases.forEach(({ sample }, at) => worst.add(at, errorsOf({ sample, ...naiveSummary(sample) })));
    worst.expectBelow(1e-13);
  });

  it("keeps the standard deviation of values near 1e9", () => {
    expect(summarise([1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75]).standardDeviation).toBe(0.25);
  });

  it("has no standard deviation of one value, and says why", () => {
    const result = summarise([4]);
    expect(result).toMatchObject({ n: 1, mean: 4, standardDeviation: null, standardError: null, median: 4 });
    expect(result.reasons).toEqual({ standardDeviation: "too-few-values", standardError: "too-few-values" });
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(summarise, [-0, 0, -0]);
    expectPlain(summarise, [3]);
    expectPlain(summarise, Float64Array.of(-0, 1, 2));
  });

  it("refuses an empty sample with a code, and a quantile type it does not have", () => {
    expect(codeOf(() => summarise([]))).toBe("too-few-values");
    // @ts-expect-error: only 1 to 9
    expect(() => summarise([1, 2], { quantileType: 10 })).toThrow("quantileType must be a whole number from 1 to 9; received 10");
  });
});
