import { describe, expect, it } from "vitest";
import { correlation } from "trialwise/inference";
import { naiveRankCorrelation } from "../naive/ranks.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface Expected {
  readonly estimate: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface RankCorrelationCase {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly spearman: Expected;
  readonly kendall: Expected;
}

const methods = ["spearman", "kendall"] as const;

/** Colour and quality of canned tuna: Hollander & Wolfe 1973, page 187, as in R's help page of cor.test. */
const tuna = { x: [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1], y: [2.6, 3.1, 2.5, 5, 3.6, 4, 5.2, 2.8, 3.8] };

describe("correlation of ranks", () => {
  it("repeats the tuna data of Hollander and Wolfe by Kendall's and Spearman's methods", () => {
    // R's help page: T = 26, p-value = 0.05972 (greater), tau 0.4444444; Spearman there: S = 48, p-value = 0.0968, rho 0.6.
    const kendall = correlation(tuna, { method: "kendall", alternative: "greater" });
    expect(kendall.statistic).toBe(26);
    expect(kendall.pValue).toBeCloseTo(0.05972, 5);
    expect(kendall.estimate).toBeCloseTo(4 / 9, 14);
    const spearman = correlation(tuna, { method: "spearman" });
    expect(spearman.statistic).toBe(48);
    expect(spearman.pValue).toBeCloseTo(0.0968, 4);
    expect(spearman.estimate).toBeCloseTo(0.6, 14);
  });

  it("agrees with R's cor.test() on 240 random cases, exact without ties and approximate with them", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<RankCorrelationCase>("rankCorrelations");
    cases.forEach((expected, at) => {
      const { x, y, alternative, level } = expected;
      for (const method of methods) {
        const result = correlation({ x, y }, { method, alternative, level });
        worst.add(at, {
          [`${method} estimate`]: errorOf(result.estimate, expected[method].estimate, 1),
          [`${method} statistic`]: errorOf(result.statistic, expected[method].statistic, Math.max(1, Math.abs(expected[method].statistic))),
          [`${method} pValue`]: errorOf(result.pValue, expected[method].pValue),
          [`${method} lower`]: errorOf(result.interval.lower, expected[method].lower, 1),
          [`${method} upper`]: errorOf(result.interval.upper, expected[method].upper, 1),
        });
      }
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that goes through every order, and by signs of pairs", () => {
    const worst = new WorstErrors();
    readFixture<RankCorrelationCase>("rankCorrelations")
      .cases.filter(({ x }) => x.length <= 6)
      .forEach(({ x, y }, at) => {
        const naive = naiveRankCorrelation(x, y);
        for (const method of methods) {
          worst.add(at, { [`${method} estimate`]: errorOf(correlation({ x, y }, { method }).estimate, naive[method], 1) });
          for (const alternative of ["greater", "less"] as const) {
            const { pValue, pValueMethodUsed } = correlation({ x, y }, { method, alternative });
            if (pValueMethodUsed === "exact") worst.add(at, { [`${method} ${alternative}`]: errorOf(pValue, naive[`${method}Tails`][alternative]) });
          }
        }
      });
    worst.expectBelow(1e-12);
  });

  it("is exact by Spearman's method to 10 pairs, over all 3628800 orders", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const y = [3, 1, 4, 10, 5, 9, 2, 6, 8, 7];
    const { spearmanTails, kendallTails } = naiveRankCorrelation(x, y);
    expect(correlation({ x, y }, { method: "spearman", alternative: "greater" }).pValue).toBeCloseTo(spearmanTails.greater, 13);
    expect(correlation({ x, y }, { method: "kendall", alternative: "less" }).pValue).toBeCloseTo(kendallTails.less, 13);
    expect(correlation({ x: [...x, 11], y: [...y, 0] }, { method: "spearman" }).pValueMethodUsed).toBe("student-t");
  });

  it("is exact by Kendall's method to 100 pairs: one order of 100! has every pair concordant", () => {
    const x = Array.from({ length: 100 }, (_, index) => index);
    const result = correlation({ x, y: x }, { method: "kendall", alternative: "greater" });
    expect(result).toMatchObject({ estimate: 1, statistic: 4950, pValueMethodUsed: "exact", reasons: { "interval.lower": "perfect-correlation" } });
    // log₁₀ 100! is 157.97000365471578.
    expect(Math.log10(result.pValue!)).toBeCloseTo(-157.97000365471578, 10);
    expect(correlation({ x: [...x, 100], y: [...x, 50.5] }, { method: "kendall" }).pValueMethodUsed).toBe("normal");
  });

  it("says what is missing with few pairs, or with pairs all in one order", () => {
    const three = correlation({ x: [1, 2, 3], y: [1, 3, 2] }, { method: "kendall" });
    expect(three).toMatchObject({ pValue: 1, interval: { lower: null, upper: null }, reasons: { "interval.upper": "too-few-values" } });
    const tied = correlation({ x: [1, 1, 2, 3], y: [2, 2, 5, 9] }, { method: "spearman" });
    expect(tied).toMatchObject({ estimate: 1, statistic: null, pValue: null, pValueMethodUsed: "student-t", reasons: { pValue: "perfect-correlation" } });
    expect(tied.counts).toEqual({ pairs: 4, tiedX: 2, tiedY: 2 });
  });

  it("takes values that differ by rounding alone for ties", () => {
    for (const method of methods) expect(correlation({ x: [0.1 + 0.2, 0.3, 1, 2], y: [1, 2, 3, 4] }, { method }).counts.tiedX).toBe(2);
  });

  it("is plain data and leaves frozen input alone", () => {
    for (const method of methods) {
      for (const alternative of ["two-sided", "greater", "less"] as const) {
        expectPlain((input: typeof tuna) => correlation(input, { method, alternative }), tuna);
        expectPlain((input: typeof tuna) => correlation(input, { method, alternative }), { x: [1, 2, 3], y: [1, 2, 3] });
        expectPlain((input: typeof tuna) => correlation(input, { method, alternative }), { x: [0, -0, 1, 1, 0], y: [1, 0, 1, 0, 0.5] });
      }
    }
  });

  it("refuses what has no ranks, and a published coefficient, by name", () => {
    for (const method of methods) {
      expect(codeOf(() => correlation({ x: [1, 2], y: [2, 1] }, { method }))).toBe("too-few-values");
      expect(codeOf(() => correlation({ x: [1, 1, 1], y: [2, 1, 3] }, { method }))).toBe("no-variance");
      expect(() => correlation({ x: [1, 2, NaN], y: [2, 1, 3] }, { method })).toThrow("correlation: x[2] must be a finite number");
    }
    expect(codeOf(() => correlation({ x: new Float64Array(20_001).map((_, i) => i), y: new Float64Array(20_001).map((_, i) => i) }, { method: "kendall" }))).toBe("too-much-work");
    // @ts-expect-error: only Pearson's coefficient says enough
    expect(() => correlation({ r: 0.5, n: 10 }, { method: "spearman" })).toThrow("x is missing");
  });
});
