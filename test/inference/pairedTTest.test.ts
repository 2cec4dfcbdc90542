import { describe, expect, it } from "vitest";
import { pairedTTest, summarise } from "trialwise/inference";
import { naivePaired } from "../naive/inference.ts";
import { WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";
import { sleepAfter, sleepBefore } from "./sleep.ts";
import type { TTestCase } from "./tTestCase.ts";
import { tTestErrors } from "./tTestCase.ts";

describe("pairedTTest", () => {
  it("repeats the test of Student 1908 on his sleep data", () => {
    // R's help page: t = -4.0621, df = 9, p-value = 0.002833, interval -2.4598858 to -0.7001142, there before − after.
    const result = pairedTTest({ before: sleepBefore, after: sleepAfter });
    expect(result.estimate).toBeCloseTo(1.58, 14);
    expect(result.statistic).toBeCloseTo(4.0621, 4);
    expect(result.degreesOfFreedom).toBe(9);
    expect(result.pValue).toBeCloseTo(0.002833, 6);
    expect(result.interval.lower).toBeCloseTo(0.7001142, 7);
    expect(result.interval.upper).toBeCloseTo(2.4598858, 7);
    expect(result.counts).toEqual({ pairs: 10 });
  });

  it("agrees with R's t.test(paired = TRUE) on 240 random cases", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<TTestCase>("tTests");
    cases.forEach(({ before, after, alternative, level, paired }, at) => {
      worst.add(at, tTestErrors(pairedTTest({ before, after }, { alternative, level }), paired));
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by integrals and pairs", () => {
    const worst = new WorstErrors();
    readFixture<TTestCase>("tTests").cases.slice(0, 60).forEach(({ before, after, level }, at) => {
      const naive = naivePaired(before, after, level);
      worst.add(at, tTestErrors(pairedTTest({ before, after }, { level }), { ...naive, pValue: naive.twoSided }));
    });
    worst.expectBelow(1e-12);
  });

  it("takes the differences, or a summary of them, instead", () => {
    const differences = sleepAfter.map((value, index) => value - sleepBefore[index]!);
    const expected = pairedTTest({ before: sleepBefore, after: sleepAfter });
    expect(pairedTTest({ differences })).toEqual(expected);
    expect(pairedTTest({ differences: Float64Array.from(differences) })).toEqual(expected);
    expect(pairedTTest({ differences: summarise(differences) }).pValue).toBeCloseTo(expected.pValue, 14);
    expect(pairedTTest({ differences: expected.differences }).statistic).toBeCloseTo(expected.statistic, 13);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(pairedTTest, { before: [1, 2, -0], after: [2, 2, -0] });
    expectPlain((input) => pairedTTest(input, { alternative: "less" }), { differences: [1, -1] });
  });

  it("refuses what cannot be estimated, with a code", () => {
    expect(codeOf(() => pairedTTest({ before: [1], after: [2] }))).toBe("too-few-values");
    expect(codeOf(() => pairedTTest({ before: [1, 2, 3], after: [2, 3, 4] }))).toBe("no-variance");
    // Differences of 0.2 whose roundings differ.
    expect(codeOf(() => pairedTTest({ before: [305.1, 6.1, 7.3], after: [305.3, 6.3, 7.5] }))).toBe("no-variance");
  });

  it("refuses lists of unequal length, and both forms at once", () => {
    expect(() => pairedTTest({ before: [1, 2, 3], after: [2, 3] })).toThrow("before and after must have the same length; received 3 and 2");
    // @ts-expect-error: one form or the other
    expect(() => pairedTTest({ before: [1, 2], after: [2, 4], differences: [1, 2] })).toThrow("not both");
    // @ts-expect-error: after is missing
    expect(() => pairedTTest({ before: [1, 2] })).toThrow("after is missing");
  });
});
