import { describe, expect, it } from "vitest";
import { signedRankTest } from "trialwise/inference";
import { naiveSignedRankTest } from "../naive/ranks.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface SignedRankCase {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly estimate: number;
  readonly statistic: number;
  readonly prattStatistic: number;
  readonly wilcoxon: number;
  readonly pratt: number;
  readonly prattNormal: number;
  readonly wilcoxonCorrected: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Depression before and after a tranquillizer: Hollander & Wolfe 1973, page 29, as in R's help page of wilcox.test. */
const depression = {
  before: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
  after: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
};

describe("signedRankTest", () => {
  it("repeats the depression scores of Hollander and Wolfe", () => {
    // There, before − after: V = 40, p-value = 0.01953 (greater), estimate 0.46.
    const result = signedRankTest(depression, { alternative: "less" });
    expect(result.statistic).toBe(45 - 40);
    expect(result.pValue).toBe(10 / 512);
    expect(result.estimate).toBeCloseTo(-0.46, 12);
    expect(result.reasons).toEqual({ "interval.lower": "unbounded" });
  });

  it("is right by hand with a zero and a tie, by both rules", () => {
    // |d| = 0, 1, 1, 2. Pratt: ranks 1, 2.5, 2.5, 4; positive 2.5 + 4 of sums 0, 2.5 (2), 4, 5, 6.5 (2), 9. Mean 4.5.
    const input = { differences: [0, 1, -1, 2] };
    const pratt = signedRankTest(input);
    expect(pratt.statistic).toBe(6.5);
    expect(pratt.pValue).toBe(6 / 8);
    expect(signedRankTest(input, { alternative: "greater" }).pValue).toBe(3 / 8);
    // Wilcoxon: ranks 1.5, 1.5, 3; positive 4.5 of sums 0, 1.5 (2), 3 (2), 4.5 (2), 6. Mean 3.
    const wilcoxon = signedRankTest(input, { zeros: "wilcoxon" });
    expect(wilcoxon.statistic).toBe(4.5);
    expect(wilcoxon.pValue).toBe(6 / 8);
    // Walsh averages: 0 0.5 -0.5 1, 1 0 1.5, -1 0.5, 2.
    for (const result of [pratt, wilcoxon]) {
      expect(result.estimate).toBe(0.5);
      expect(result.counts).toEqual({ pairs: 4, zeros: 1, tied: 2 });
    }
  });

  it("agrees with R on 260 random cases, exact with ties and zeros by coin and normal by coin and wilcox.test()", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<SignedRankCase>("signedRanks");
    cases.forEach(({ before, after, alternative, level, ...expected }, at) => {
      const input = { before, after };
      const pratt = signedRankTest(input, { alternative, level });
      const wilcoxon = signedRankTest(input, { alternative, level, zeros: "wilcoxon" });
      const normal = signedRankTest(input, { alternative, level, pValueMethod: "normal", continuityCorrection: false });
      const corrected = signedRankTest(input, { alternative, level, zeros: "wilcoxon", pValueMethod: "normal" });
      worst.add(at, {
        statistic: errorOf(wilcoxon.statistic, expected.statistic, 1),
        prattStatistic: errorOf(pratt.statistic, expected.prattStatistic, 1),
        estimate: errorOf(pratt.estimate, expected.estimate, 1),
        pratt: errorOf(pratt.pValue, expected.pratt),
        wilcoxon: errorOf(wilcoxon.pValue, expected.wilcoxon),
        prattNormal: errorOf(normal.pValue, expected.prattNormal),
        wilcoxonCorrected: errorOf(corrected.pValue, expected.wilcoxonCorrected),
        lower: errorOf(pratt.interval.lower, expected.lower, 1),
        upper: errorOf(wilcoxon.interval.upper, expected.upper, 1),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-12);
  });

  it("agrees with a second implementation that lists every choice of signs", () => {
    const worst = new WorstErrors();
    readFixture<SignedRankCase>("signedRanks").cases.forEach(({ before, after, level }, at) => {
      const differences = after.map((value, index) => value - before[index]!);
      const zeros = at % 2 === 0 ? "pratt" : "wilcoxon";
      const naive = naiveSignedRankTest(differences, zeros, level);
      const result = signedRankTest({ differences }, { level, zeros });
      worst.add(at, {
        statistic: errorOf(result.statistic, naive.statistic, 1),
        twoSided: errorOf(result.pValue, naive.twoSided),
        greater: errorOf(signedRankTest({ differences }, { zeros, alternative: "greater" }).pValue, naive.greater),
        less: errorOf(signedRankTest({ differences }, { zeros, alternative: "less" }).pValue, naive.less),
        estimate: errorOf(result.estimate, naive.estimate, 1),
        lower: errorOf(result.interval.lower, naive.lower, 1),
        upper: errorOf(result.interval.upper, naive.upper, 1),
      });
    });
    worst.expectBelow(1e-12);
  });

  it("has the probability of 100 changes in one direction, 2 of 2¹⁰⁰", () => {
    const differences = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(signedRankTest({ differences }).pValue).toBe(2 ** -99);
    expect(signedRankTest({ differences: [...differences, 101] })).toMatchObject({ pValueMethodUsed: "normal" });
    expect(codeOf(() => signedRankTest({ differences: Array.from({ length: 3000 }, (_, index) => index + 1) }, { pValueMethod: "exact" }))).toBe("too-much-work");
  });

  it("takes differences that rounding alone keeps from zero, or from each other, for what they are", () => {
    // 0.3 − (0.1 + 0.2) is −5.6e-17, and 1.1 − 1 is 0.1 and 8e-17 more.
    const result = signedRankTest({ before: [0.1 + 0.2, 1, 0.5], after: [0.3, 1.1, 0.6] });
    expect(result.counts).toEqual({ pairs: 3, zeros: 1, tied: 2 });
    expect(result.statistic).toBe(5);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(signedRankTest, { before: [0, 1, -0], after: [-0, 1, 2] });
    expectPlain(signedRankTest, { differences: Float64Array.of(-1, 1, 0, -0, 2, -2) });
    expectPlain((input) => signedRankTest(input, { pValueMethod: "normal", alternative: "less" }), { differences: [1] });
  });

  it("refuses what has no ranks, and wrong options, by name", () => {
    expect(codeOf(() => signedRankTest({ differences: [] }))).toBe("too-few-values");
    expect(codeOf(() => signedRankTest({ differences: [0, -0] }))).toBe("no-variance");
    expect(() => signedRankTest({ before: [1, 2], after: [1] })).toThrow("signedRankTest: before and after must have the same length; received 2 and 1");
    // @ts-expect-error: one form or the other
    expect(() => signedRankTest({ before: [1], after: [2], differences: [1] })).toThrow("not both");
    // @ts-expect-error: a summary has no ranks
    expect(() => signedRankTest({ differences: { n: 3, mean: 1, standardDeviation: 1 } })).toThrow("must be an array of numbers");
    // @ts-expect-error: another library's name
    expect(() => signedRankTest({ differences: [1] }, { zeros: "zsplit" })).toThrow('zeros must be one of "pratt", "wilcoxon"; received "zsplit"');
  });
});
