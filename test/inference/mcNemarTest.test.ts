import { describe, expect, it } from "vitest";
import type { TwoByTwoCounts } from "trialwise/inference";
import { mcNemarTest } from "trialwise/inference";
import { naiveBinomialTest } from "../naive/changes.ts";
import { chiSquareUpperTail } from "../naive/inference.ts";
import type { BinomialCase } from "./binomialCase.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

const { cases } = readFixture<BinomialCase>("binomial");

describe("mcNemarTest", () => {
  it("repeats the airway hyper-responsiveness of Fagerland, Lydersen and Laake by all four methods", () => {
    // One change one way and seven the other: p = .034, corrected .077, exact .070, mid-p .039.
    const counts: TwoByTwoCounts = [[1, 1], [7, 12]];
    const pValue = (options: Parameters<typeof mcNemarTest>[1]) => mcNemarTest(counts, options).pValue;
    expect(pValue({ pValueMethod: "normal" })).toBeCloseTo(0.034, 3);
    expect(pValue({ pValueMethod: "normal", continuityCorrection: true })).toBeCloseTo(0.077, 3);
    expect(pValue({ pValueMethod: "exact" })).toBeCloseTo(18 / 256, 14);
    expect(pValue({ pValueMethod: "mid-p" })).toBeCloseTo(10 / 256, 14);
    expect(mcNemarTest(counts)).toMatchObject({ pValueMethodUsed: "exact", estimate: 7, statistic: 4.5, counts: { pairs: 21, into: 7, outOf: 1 } });
  });

  it("has the mid-p-value of Fagerland, Lydersen and Laake for as many changes either way", () => {
    // Their supplement, "How to calculate the McNemar mid-p test": 1 − ½ P(n₁₂), with P(2 of 4) = 6/16.
    expect(mcNemarTest([[5, 2], [2, 7]], { pValueMethod: "mid-p" }).pValue).toBeCloseTo(13 / 16, 14);
    expect(mcNemarTest([[5, 2], [2, 7]], { pValueMethod: "mid-p", alternative: "less" }).pValue).toBeCloseTo(1 / 2, 14);
    expect(mcNemarTest([[5, 0], [0, 7]], { pValueMethod: "mid-p" }).pValue).toBe(1);
  });

  it("repeats the approval ratings of Agresti", () => {
    // (|86 − 150| − 1)²/(86 + 150), by hand.
    const result = mcNemarTest([[794, 150], [86, 570]], { continuityCorrection: true });
    expect(result.statistic).toBeCloseTo(63 ** 2 / 236, 12);
    expect(result.pValueMethodUsed).toBe("normal");
  });

  it("agrees with R's mcnemar.test() and binom.test() on 240 random tables", () => {
    const worst = new WorstErrors();
    cases.forEach(({ table, alternative, level, ...expected }, at) => {
      const exact = mcNemarTest(table, { pValueMethod: "exact", alternative, level });
      const normal = mcNemarTest(table, { pValueMethod: "normal" });
      const corrected = mcNemarTest(table, { pValueMethod: "normal", continuityCorrection: true });
      worst.add(at, {
        exact: errorOf(exact.pValue, expected.exact),
        midP: errorOf(mcNemarTest(table, { pValueMethod: "mid-p", alternative }).pValue, expected.midP),
        statistic: errorOf(normal.statistic, expected.chiSquare),
        normal: errorOf(normal.pValue, expected.chiSquareP),
        correctedStatistic: errorOf(corrected.statistic, expected.corrected),
        corrected: errorOf(corrected.pValue, expected.correctedP),
        lower: errorOf(exact.interval.lower, expected.oddsLower),
        upper: errorOf(exact.interval.upper, expected.oddsUpper),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation by trials and an integral", () => {
    const worst = new WorstErrors();
    cases.slice(0, 80).forEach(({ table }, at) => {
      const [into, outOf] = [table[1][0], table[0][1]];
      const naive = naiveBinomialTest(into, into + outOf, 0.5);
      const normal = mcNemarTest(table, { pValueMethod: "normal" });
      worst.add(at, {
        exact: errorOf(mcNemarTest(table, { pValueMethod: "exact" }).pValue, naive.twoSided),
        midP: errorOf(mcNemarTest(table, { pValueMethod: "mid-p" }).pValue, naive.midP),
        normal: errorOf(normal.pValue, chiSquareUpperTail((into - outOf) ** 2 / (into + outOf), 1)),
      });
    });
    worst.expectBelow(1e-9);
  });

  it("corrects towards no change in every direction", () => {
    const counts: TwoByTwoCounts = [[20, 10], [18, 20]];
    const pValue = (alternative: "greater" | "less", continuityCorrection: boolean) => mcNemarTest(counts, { pValueMethod: "normal", alternative, continuityCorrection }).pValue;
    expect(pValue("greater", true)).toBeGreaterThan(pValue("greater", false));
    expect(pValue("less", true)).toBeGreaterThan(pValue("less", false));
    expect(mcNemarTest([[20, 10], [10, 20]], { pValueMethod: "normal", continuityCorrection: true })).toMatchObject({ statistic: 0, pValue: 1 });
  });

  it("without changes, or with changes one way only, says what is missing", () => {
    expect(mcNemarTest([[5, 0], [0, 5]])).toMatchObject({
      estimate: null,
      statistic: null,
      pValue: 1,
      interval: { lower: 0, upper: null },
      reasons: { estimate: "not-defined", statistic: "not-defined", "interval.upper": "unbounded" },
    });
    const [into, outOf] = [mcNemarTest([[5, 0], [4, 5]]), mcNemarTest([[5, 4], [0, 5]])];
    expect(into).toMatchObject({ estimate: null, reasons: { estimate: "unbounded", "interval.upper": "unbounded" } });
    expect(outOf).toMatchObject({ estimate: 0, interval: { lower: 0 } });
    for (const { pValue } of [into, outOf]) expect(pValue).toBeCloseTo(2 / 16, 14);
  });

  it("is plain data and leaves frozen input alone", () => {
    for (const counts of [[[0, 3], [-0, 2]], [[1, 0], [0, 1]], [[1, 2], [3, 4]]] as unknown as TwoByTwoCounts[]) {
      for (const alternative of ["two-sided", "greater", "less"] as const) expectPlain((given: TwoByTwoCounts) => mcNemarTest(given, { alternative }), counts);
    }
  });

  it("refuses wrong input by name", () => {
    expect(codeOf(() => mcNemarTest([[0, 0], [0, 0]]))).toBe("empty-table");
    // @ts-expect-error: three columns
    expect(() => mcNemarTest([[1, 2, 3], [4, 5, 6]])).toThrow("mcNemarTest: counts[0] must have two counts; received 3");
    // @ts-expect-error: one row
    expect(() => mcNemarTest([[1, 2]])).toThrow("mcNemarTest: counts must be a list of two rows");
    expect(() => mcNemarTest([[1, 2], [0.5, 3]])).toThrow("counts[1][0] must be a whole number of at least 0; received 0.5");
    // @ts-expect-error: another library's name
    expect(() => mcNemarTest([[1, 2], [3, 4]], { pValueMethod: "asymptotic" })).toThrow("pValueMethod must be one of");
  });
});
