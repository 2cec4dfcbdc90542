import { describe, expect, it } from "vitest";
import { pearsonChiSquareTest } from "trialwise/inference";
import { naiveChiSquare } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface ChiSquareCase {
  readonly counts: readonly (readonly number[])[];
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly smallestExpectedCount: number;
  readonly corrected?: { readonly statistic: number; readonly pValue: number };
}

// A statistic may vanish, as an expected count may be met exactly, so it is measured by 1 where it is small.
const statisticError = (actual: number, expected: number) => errorOf(actual, expected, Math.max(1, expected));

describe("pearsonChiSquareTest", () => {
  it("repeats gender and party identification of Agresti 2007", () => {
    // Agresti, An Introduction to Categorical Data Analysis, 2nd edition, page 38: X² = 30.1 on 2 degrees of freedom, and the
    // expected 703.7, 319.6, 533.7, 542.3, 246.4, 411.3.
    const result = pearsonChiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    expect(result.statistic).toBeCloseTo(30.1, 1);
    expect(result.degreesOfFreedom).toBe(2);
    expect(result.pValue).toBeCloseTo(2.954e-7, 10);
    const printed = [703.7, 319.6, 533.7, 542.3, 246.4, 411.3];
    result.expected.flat().forEach((count, index) => expect(count).toBeCloseTo(printed[index]!, 1));
    expect(result.smallestExpectedCount).toBeCloseTo(246.4, 1);
    expect(result.counts).toEqual({ total: 2757, rows: [1557, 1200], columns: [1246, 566, 945] });
  });

  it("is right by hand for a 2 × 2 table, with and without correction", () => {
    // n(ad − bc)²/(product of margins) with ad − bc = 13 × 12 − 7 × 8 = 100; with the correction |ad − bc| − n/2 = 80.
    const counts = [[13, 7], [8, 12]] as const;
    expect(pearsonChiSquareTest(counts).statistic).toBeCloseTo((40 * 100 ** 2) / (20 * 20 * 21 * 19), 14);
    expect(pearsonChiSquareTest(counts, { continuityCorrection: true }).statistic).toBeCloseTo((40 * 80 ** 2) / (20 * 20 * 21 * 19), 14);
  });

  it("agrees with R's chisq.test() on 240 random tables, corrected and not", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<ChiSquareCase>("chiSquare");
    cases.forEach(({ counts, corrected, ...expected }, at) => {
      const result = pearsonChiSquareTest(counts);
      worst.add(at, {
        statistic: statisticError(result.statistic, expected.statistic),
        degreesOfFreedom: errorOf(result.degreesOfFreedom, expected.degreesOfFreedom),
        pValue: errorOf(result.pValue, expected.pValue),
        smallestExpectedCount: errorOf(result.smallestExpectedCount, expected.smallestExpectedCount),
      });
      if (corrected === undefined) return;
      const yates = pearsonChiSquareTest(counts, { continuityCorrection: true });
      worst.add(at, { yates: statisticError(yates.statistic, corrected.statistic), yatesPValue: errorOf(yates.pValue, corrected.pValue) });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    expect(cases.filter(({ corrected }) => corrected !== undefined).length).toBeGreaterThan(100);
    worst.expectBelow(1e-12);
  });

  it("agrees with a second implementation by Σo²/e − n and an integral", () => {
    const worst = new WorstErrors();
    readFixture<ChiSquareCase>("chiSquare").cases.slice(0, 120).forEach(({ counts }, at) => {
      const isTwoByTwo = counts.length === 2 && counts[0]!.length === 2;
      for (const continuityCorrection of isTwoByTwo ? [false, true] : [false]) {
        const [result, naive] = [pearsonChiSquareTest(counts, { continuityCorrection }), naiveChiSquare(counts, continuityCorrection)];
        worst.add(at, { statistic: statisticError(result.statistic, naive.statistic), pValue: errorOf(result.pValue, naive.pValue) });
      }
    });
    // The other statistic loses digits to the subtraction of n.
    worst.expectBelow(1e-11);
  });

  it("keeps its digits for counts near 1e14, whose products no double holds", () => {
    // All expected counts are 1e14 and all deviations 1, so the statistic is 4/1e14.
    const [more, less] = [1e14 + 1, 1e14 - 1];
    expect(pearsonChiSquareTest([[more, less], [less, more]]).statistic * 1e14).toBeCloseTo(4, 13);
  });

  it("never corrects a deviation below zero", () => {
    expect(pearsonChiSquareTest([[5, 5], [5, 6]], { continuityCorrection: true })).toMatchObject({ statistic: 0, pValue: 1 });
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(pearsonChiSquareTest, [[1, 2, -0], [3, 4, 5]]);
    expectPlain((counts) => pearsonChiSquareTest(counts, { continuityCorrection: true }), [[1, 2], [2, 4]]);
  });

  it("refuses tables that hold no information, with a code", () => {
    expect(codeOf(() => pearsonChiSquareTest([[0, 0], [0, 0]]))).toBe("empty-table");
    expect(codeOf(() => pearsonChiSquareTest([[3, 0], [4, 0]]))).toBe("empty-table");
    expect(() => pearsonChiSquareTest([[1, 2], [0, 0]])).toThrow("row 1 of counts adds up to zero");
  });

  it("refuses a continuity correction of a larger table", () => {
    expect(() => pearsonChiSquareTest([[1, 2, 3], [4, 5, 6]], { continuityCorrection: true })).toThrow("2 × 3");
    // @ts-expect-error: true or false
    expect(() => pearsonChiSquareTest([[1, 2], [4, 5]], { continuityCorrection: "yates" })).toThrow(TypeError);
  });
});
