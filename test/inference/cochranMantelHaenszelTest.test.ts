import { describe, expect, it } from "vitest";
import type { TwoByTwoCounts } from "trialwise/inference";
import { cochranMantelHaenszelTest } from "trialwise/inference";
import { naiveMantelHaenszelTest } from "../naive/changes.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface StratifiedCase {
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly counts: readonly TwoByTwoCounts[];
  readonly informative: number;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number | null;
  readonly statistic: number;
  readonly pValue: number;
  readonly corrected: number;
  readonly correctedP: number;
  readonly breslowDay: number | null;
  readonly breslowDayP: number | null;
  readonly tarone: number | null;
  readonly taroneP: number | null;
}

const { cases } = readFixture<StratifiedCase>("mantelHaenszel");

/** Penicillin and rabbits: Agresti 1990, page 234. */
const rabbits: readonly TwoByTwoCounts[] = [[[0, 6], [0, 5]], [[3, 3], [0, 6]], [[6, 0], [2, 4]], [[5, 1], [6, 0]], [[2, 0], [5, 0]]];

describe("cochranMantelHaenszelTest", () => {
  it("repeats the rabbits of Agresti as R's help page of mantelhaen.test has them", () => {
    // Mantel-Haenszel X-squared = 3.9286, df = 1, p-value = 0.04747, common odds ratio 7, interval 1.026713 to 47.725133.
    const result = cochranMantelHaenszelTest(rabbits, { continuityCorrection: true });
    expect(result.statistic).toBeCloseTo(3.9286, 4);
    expect(result.pValue).toBeCloseTo(0.04747, 5);
    expect(result.estimate).toBeCloseTo(7, 12);
    expect(result.interval.lower).toBeCloseTo(1.026713, 6);
    expect(result.interval.upper).toBeCloseTo(47.725133, 6);
    expect(result.counts).toEqual({ total: 54, strata: 5, informative: 3 });
  });

  it("agrees with R's mantelhaen.test() on 240 random cases, and with Breslow and Day's test by uniroot()", () => {
    const worst = new WorstErrors();
    cases.forEach(({ counts, alternative, level, ...expected }, at) => {
      const result = cochranMantelHaenszelTest(counts, { alternative, level });
      const corrected = cochranMantelHaenszelTest(counts, { alternative, level, continuityCorrection: true });
      // The statistics may vanish, where their rounding is that of the counts.
      const scale = (value: number | null) => Math.max(1, value ?? 1);
      worst.add(at, {
        informative: errorOf(result.counts.informative, expected.informative),
        estimate: errorOf(result.estimate, expected.estimate),
        lower: errorOf(result.interval.lower, expected.lower),
        upper: errorOf(result.interval.upper, expected.upper),
        statistic: errorOf(result.statistic, expected.statistic, scale(expected.statistic)),
        pValue: errorOf(result.pValue, expected.pValue),
        correctedStatistic: errorOf(corrected.statistic, expected.corrected, scale(expected.corrected)),
        corrected: errorOf(corrected.pValue, expected.correctedP),
        breslowDay: errorOf(result.homogeneity.breslowDay.statistic, expected.breslowDay, scale(expected.breslowDay)),
        breslowDayP: errorOf(result.homogeneity.breslowDay.pValue, expected.breslowDayP),
        tarone: errorOf(result.homogeneity.tarone.statistic, expected.tarone, scale(expected.tarone)),
        taroneP: errorOf(result.homogeneity.tarone.pValue, expected.taroneP),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that goes through every table and bisects", () => {
    const worst = new WorstErrors();
    cases.filter(({ counts, informative }) => informative === counts.length && informative > 1).forEach(({ counts }, at) => {
      const naive = naiveMantelHaenszelTest(counts);
      const result = cochranMantelHaenszelTest(counts);
      worst.add(at, {
        estimate: errorOf(result.estimate, naive.estimate),
        standardErrorOfLog: errorOf(result.standardErrorOfLog, naive.standardErrorOfLog),
        statistic: errorOf(result.statistic, naive.statistic, Math.max(1, naive.statistic)),
        pValue: errorOf(result.pValue, naive.pValue),
        breslowDay: errorOf(result.homogeneity.breslowDay.statistic, naive.breslowDay, Math.max(1, naive.breslowDay)),
        tarone: errorOf(result.homogeneity.tarone.statistic, naive.tarone, Math.max(1, naive.tarone)),
      });
    });
    worst.expectBelow(1e-10);
  });

  it("finds one odds ratio where every stratum has it", () => {
    // Each table has the odds ratio 2.
    const result = cochranMantelHaenszelTest([[[2, 2], [3, 6]], [[40, 10], [20, 10]], [[1, 4], [1, 8]]]);
    expect(result.estimate).toBeCloseTo(2, 14);
    expect(result.homogeneity.breslowDay.statistic).toBeCloseTo(0, 12);
    expect(result.homogeneity.tarone.pValue).toBeCloseTo(1, 12);
  });

  it("says what is missing with one stratum, or zeros on one diagonal of them all", () => {
    const one = cochranMantelHaenszelTest([[[3, 1], [1, 3]]]);
    expect(one.homogeneity).toEqual({ degreesOfFreedom: 0, breslowDay: { statistic: null, pValue: null }, tarone: { statistic: null, pValue: null } });
    expect(one.reasons?.["homogeneity.tarone.pValue"]).toBe("too-few-values");
    const separated = cochranMantelHaenszelTest([[[3, 0], [1, 3]], [[2, 0], [1, 1]]]);
    expect(separated.estimate).toBeNull();
    expect(separated.reasons).toMatchObject({ estimate: "unbounded", "interval.lower": "zero-cell", "homogeneity.breslowDay.statistic": "zero-cell" });
    const other = cochranMantelHaenszelTest([[[0, 3], [1, 3]], [[0, 2], [1, 1]]]);
    expect(other).toMatchObject({ estimate: 0, interval: { lower: null, upper: null } });
    expect(other.pValue).toBeGreaterThan(0);
  });

  it("counts out strata without both groups and both outcomes", () => {
    const { counts, ...with5 } = cochranMantelHaenszelTest(rabbits);
    const { counts: fewer, ...with3 } = cochranMantelHaenszelTest(rabbits.slice(1, 4));
    expect(with3).toEqual(with5);
    expect([counts.informative, fewer.informative]).toEqual([3, 3]);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(cochranMantelHaenszelTest, [...rabbits]);
    expectPlain((input: readonly TwoByTwoCounts[]) => cochranMantelHaenszelTest(input, { alternative: "greater" }), [[[1, 2], [3, 4]]]);
    expectPlain((input: readonly TwoByTwoCounts[]) => cochranMantelHaenszelTest(input, { alternative: "less" }), [[[0, 2], [3, 4]], [[0, 0], [0, 0]], [[2, 2], [2, 2]]]);
  });

  it("refuses wrong input by name", () => {
    expect(codeOf(() => cochranMantelHaenszelTest([[[0, 0], [2, 3]], [[1, 0], [1, 0]]]))).toBe("empty-table");
    expect(() => cochranMantelHaenszelTest([])).toThrow("counts must be a list of 2 × 2 tables; received an array of 0");
    expect(() => cochranMantelHaenszelTest([[[1, 2], [3, 4]], [[1, 2], [3, -4]]])).toThrow("counts[1][1][1] must be a whole number of at least 0; received -4");
    // @ts-expect-error: one table is no list of tables
    expect(() => cochranMantelHaenszelTest([[1, 2], [3, 4]])).toThrow(TypeError);
    // @ts-expect-error: three columns
    expect(() => cochranMantelHaenszelTest([[[1, 2, 3], [4, 5, 6]]])).toThrow("counts[0][0] must have two counts; received 3");
  });
});
