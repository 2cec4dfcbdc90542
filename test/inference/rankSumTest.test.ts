import { describe, expect, it } from "vitest";
import { rankSumTest } from "trialwise/inference";
import { naiveRankSumTest } from "../naive/ranks.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface RankSumCase {
  readonly treatment: readonly number[];
  readonly control: readonly number[];
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly estimate: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly normal: number | null;
  readonly corrected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Birth weights in kg of children of 14 heavy smokers and 15 non-smokers: Kirkwood & Sterne 2003, table 30.4. */
const birthWeights = {
  treatment: [3.18, 2.74, 2.9, 3.27, 3.65, 3.42, 3.23, 2.86, 3.6, 3.65, 3.69, 3.53, 2.38, 2.34],
  control: [3.99, 3.89, 3.6, 3.73, 3.31, 3.7, 4.08, 3.61, 3.83, 3.41, 4.13, 3.36, 3.54, 3.51, 2.71],
};

describe("rankSumTest", () => {
  it("repeats the birth weights of Kirkwood and Sterne as the CAMIS project has them from coin", () => {
    const result = rankSumTest(birthWeights);
    expect(result.statistic).toBe(45.5);
    expect(result.pValue).toBeCloseTo(0.008181, 6);
    expect(result.estimate).toBeCloseTo(-0.425, 12);
    expect(result.interval.lower).toBeCloseTo(-0.76, 12);
    expect(result.interval.upper).toBeCloseTo(-0.1, 12);
    expect(result.pValueMethodUsed).toBe("exact");
    expect(result.counts).toEqual({ treatment: 14, control: 15, tied: 4 });
    // wilcox.test() of R there: corrected, and -0.76995896 to -0.09000999 found to 1e-4.
    const normal = rankSumTest(birthWeights, { pValueMethod: "normal" });
    expect(normal.pValue).toBeCloseTo(0.01001, 5);
    expect(normal.interval.lower).toBeCloseTo(-0.77, 12);
    expect(normal.interval.upper).toBeCloseTo(-0.09, 12);
  });

  it("has three p-values for five against five with ties: normal, corrected and exact", () => {
    const input = { treatment: [1, 2, 3, 4, 5], control: [3, 4, 5, 6, 7] };
    expect(rankSumTest(input).statistic).toBe(4.5);
    expect(rankSumTest(input, { pValueMethod: "normal", continuityCorrection: false }).pValue).toBeCloseTo(0.0917, 4);
    expect(rankSumTest(input, { pValueMethod: "normal" }).pValue).toBeCloseTo(0.1138, 4);
    // 32 of the 252 ways to divide them.
    expect(rankSumTest(input).pValue).toBeCloseTo(32 / 252, 14);
  });

  it("repeats the permeability of Hollander and Wolfe", () => {
    // As in R's help page of wilcox.test: W = 35, p-value = 0.1272 (greater).
    const treatment = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const control = [1.15, 0.88, 0.9, 0.74, 1.21];
    const result = rankSumTest({ treatment, control }, { alternative: "greater" });
    expect(result.statistic).toBe(35);
    expect(result.pValue).toBeCloseTo(0.1272, 4);
    expect(result.interval.upper).toBeNull();
    expect(result.reasons).toEqual({ "interval.upper": "unbounded" });
  });

  it("agrees with R on 260 random cases, exact with ties by coin and normal by wilcox.test()", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<RankSumCase>("rankSums");
    cases.forEach(({ treatment, control, alternative, level, ...expected }, at) => {
      const exact = rankSumTest({ treatment, control }, { alternative, level });
      const normal = rankSumTest({ treatment, control }, { alternative, level, pValueMethod: "normal", continuityCorrection: false });
      const corrected = rankSumTest({ treatment, control }, { alternative, level, pValueMethod: "normal" });
      worst.add(at, {
        statistic: errorOf(exact.statistic, expected.statistic, 1),
        estimate: errorOf(exact.estimate, expected.estimate, 1),
        pValue: errorOf(exact.pValue, expected.pValue),
        normal: errorOf(normal.pValue, expected.normal),
        corrected: errorOf(corrected.pValue, expected.corrected),
        lower: errorOf(exact.interval.lower, expected.lower, 1),
        upper: errorOf(exact.interval.upper, expected.upper, 1),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-12);
  });

  it("agrees with a second implementation that lists every division of the values", () => {
    const worst = new WorstErrors();
    readFixture<RankSumCase>("rankSums")
      .cases.filter(({ treatment, control }) => treatment.length + control.length <= 11)
      .forEach(({ treatment, control, level }, at) => {
        const naive = naiveRankSumTest(treatment, control, level);
        const result = rankSumTest({ treatment, control }, { level });
        worst.add(at, {
          statistic: errorOf(result.statistic, naive.statistic, 1),
          twoSided: errorOf(result.pValue, naive.twoSided),
          greater: errorOf(rankSumTest({ treatment, control }, { alternative: "greater" }).pValue, naive.greater),
          less: errorOf(rankSumTest({ treatment, control }, { alternative: "less" }).pValue, naive.less),
          estimate: errorOf(result.estimate, naive.estimate, 1),
          lower: errorOf(result.interval.lower, naive.lower, 1),
          upper: errorOf(result.interval.upper, naive.upper, 1),
        });
      });
    worst.expectBelow(1e-12);
  });

  it("has the probability of complete separation of 50 against 50, 2 of C(100, 50), to full precision", () => {
    const treatment = Array.from({ length: 50 }, (_, index) => index);
    const result = rankSumTest({ treatment, control: treatment.map((value) => value + 100) });
    expect(result.pValueMethodUsed).toBe("exact");
    const ways = Number(100891344545564193334812497256n);
    expect((result.pValue * ways) / 2).toBeCloseTo(1, 12);
    // As wilcox.test(0:49, 100:149, exact = TRUE, conf.int = TRUE) of R has it.
    expect(result.interval).toEqual({ lower: -106, upper: -94, level: 0.95 });
  });

  it("is exact to 100 values and normal above unless asked", () => {
    const values = (n: number, step: number) => Array.from({ length: n }, (_, index) => (index * step) % 17);
    const used = (m: number, n: number) => rankSumTest({ treatment: values(m, 5), control: values(n, 7) }).pValueMethodUsed;
    expect([used(50, 50), used(99, 1), used(50, 51), used(100, 1)]).toEqual(["exact", "exact", "normal", "normal"]);
    const exact = rankSumTest({ treatment: values(60, 5), control: values(60, 7) }, { pValueMethod: "exact" });
    expect(exact.pValue).toBeCloseTo(rankSumTest({ treatment: values(60, 5), control: values(60, 7) }).pValue, 2);
    expect(codeOf(() => rankSumTest({ treatment: values(3000, 5), control: values(3000, 0.7) }, { pValueMethod: "exact" }))).toBe("too-much-work");
  });

  it("finds the median of many differences without listing them", () => {
    // Treatment is control and 0.25 more, so half of the 10⁸ differences are above 0.25.
    const control = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 10_007);
    const result = rankSumTest({ treatment: control.map((value) => value + 0.25), control });
    expect(result.estimate).toBe(0.25);
    expect(result.counts.tied).toBe(0);
  });

  it("takes values that differ by rounding alone for ties", () => {
    expect(rankSumTest({ treatment: [0.1 + 0.2, 1], control: [0.3, 0] }).statistic).toBe(3.5);
    expect(rankSumTest({ treatment: [0.1 + 0.2, 1], control: [0.3, 0] }).counts.tied).toBe(2);
    expect(codeOf(() => rankSumTest({ treatment: [0.1 + 0.2], control: [0.3] }))).toBe("no-variance");
    // A difference of −5.6e-17 would exclude the zero that the test does not reject.
    const result = rankSumTest({ treatment: [0.3, 0.3, 0.3, 0.3, 0], control: [0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2] });
    expect(result).toMatchObject({ pValue: 1, estimate: 0, interval: { upper: 0 } });
  });

  it("takes one value against another, and leaves the interval open", () => {
    expect(rankSumTest({ treatment: [2], control: [1] })).toMatchObject({
      statistic: 1,
      pValue: 1,
      estimate: 1,
      interval: { lower: null, upper: null },
      reasons: { "interval.lower": "unbounded", "interval.upper": "unbounded" },
    });
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(rankSumTest, { treatment: [-0, 0, 1], control: [0, -1, 1] });
    expectPlain((input) => rankSumTest(input, { pValueMethod: "normal", alternative: "less" }), { treatment: [1, 2], control: Float64Array.of(1, 2, 2) });
  });

  it("refuses what cannot be ranked, and wrong options, by name", () => {
    expect(codeOf(() => rankSumTest({ treatment: [], control: [1] }))).toBe("too-few-values");
    expect(codeOf(() => rankSumTest({ treatment: [2, 2], control: [2] }))).toBe("no-variance");
    const input = { treatment: [1, 2], control: [3] };
    // @ts-expect-error: R's name
    expect(() => rankSumTest(input, { pValueMethod: "asymptotic" })).toThrow('rankSumTest: pValueMethod must be one of "exact", "normal", "auto"; received "asymptotic"');
    // @ts-expect-error: R's spelling
    expect(() => rankSumTest(input, { continuityCorrection: 1 })).toThrow("continuityCorrection must be true or false; received 1");
    // @ts-expect-error: misspelt
    expect(() => rankSumTest(input, { pValueMetod: "exact" })).toThrow('options must not have "pValueMetod". Did you mean "pValueMethod"?');
  });
});
