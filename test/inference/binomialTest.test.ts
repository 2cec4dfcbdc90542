import { describe, expect, it } from "vitest";
import { binomialTest, signedRankTest, signTest } from "trialwise/inference";
import { naiveBinomialTest, shareOfSequences } from "../naive/changes.ts";
import type { BinomialCase } from "./binomialCase.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

const { cases } = readFixture<BinomialCase>("binomial");

describe("binomialTest", () => {
  it("repeats Mendel's peas of Conover", () => {
    // As in R's help page of binom.test: p-value = 0.3825, interval 0.7076683 to 0.7654066.
    const result = binomialTest({ events: 682, n: 925 }, { probability: 0.75 });
    expect(result.pValue).toBeCloseTo(0.3825, 4);
    expect(result.interval.lower).toBeCloseTo(0.7076683, 7);
    expect(result.interval.upper).toBeCloseTo(0.7654066, 7);
  });

  it("agrees with R's binom.test() on 240 random cases", () => {
    const worst = new WorstErrors();
    cases.forEach(({ events, n, probability, alternative, level, ...expected }, at) => {
      const result = binomialTest({ events, n }, { probability, alternative, level });
      worst.add(at, {
        pValue: errorOf(result.pValue, expected.pValue),
        lower: errorOf(result.interval.lower, expected.lower),
        upper: errorOf(result.interval.upper, expected.upper),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that adds one trial after the other", () => {
    const worst = new WorstErrors();
    cases.filter(({ n }) => n < 60).forEach(({ events, n, probability }, at) => {
      const naive = naiveBinomialTest(events, n, probability);
      const pValue = (alternative: "two-sided" | "greater" | "less") => binomialTest({ events, n }, { probability, alternative }).pValue;
      worst.add(at, {
        twoSided: errorOf(pValue("two-sided"), naive.twoSided),
        greater: errorOf(pValue("greater"), naive.greater),
        less: errorOf(pValue("less"), naive.less),
      });
    });
    worst.expectBelow(1e-11);
  });

  it("has an answer for a million participants", () => {
    expect(binomialTest({ events: 500_500, n: 1_000_000 }).pValue).toBeCloseTo(0.3178, 3);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(binomialTest, { events: 0, n: 3 });
    expectPlain((input) => binomialTest(input, { alternative: "less", probability: 0.1 }), { events: 3, n: 3 });
  });

  it("refuses wrong input by name", () => {
    expect(codeOf(() => binomialTest({ events: 0, n: 0 }))).toBe("too-few-values");
    expect(() => binomialTest({ events: 4, n: 3 })).toThrow("binomialTest: events must not be more than n, which is 3; received 4");
    for (const probability of [0, 1, NaN, 50]) expect(() => binomialTest({ events: 1, n: 3 }, { probability })).toThrow("binomialTest: probability must be between 0 and 1");
  });
});

describe("signTest", () => {
  it("repeats the depression scores of Hollander and Wolfe: 2 of 9 up, p = 2(1 + 9 + 36)/512", () => {
    const result = signTest({
      before: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
      after: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    });
    expect(result.statistic).toBe(2);
    expect(result.pValue).toBeCloseTo(92 / 512, 14);
    expect(result.estimate).toBeCloseTo(-0.49, 12);
    // The second smallest and the second largest: P(X ≤ 1) = 10/512.
    expect(result.interval.lower).toBeCloseTo(-0.952, 12);
    expect(result.interval.upper).toBeCloseTo(0.08, 12);
  });

  it("agrees with R's binom.test() of the signs on 240 random cases", () => {
    const worst = new WorstErrors();
    cases.forEach(({ differences, alternative, level, ...expected }, at) => {
      const result = signTest({ differences }, { alternative, level });
      worst.add(at, {
        statistic: errorOf(result.statistic, expected.positive, 1),
        estimate: errorOf(result.estimate, expected.median, 1),
        pValue: errorOf(result.pValue, expected.signP),
        lower: errorOf(result.interval.lower, expected.medianLower, 1),
        upper: errorOf(result.interval.upper, expected.medianUpper, 1),
      });
    });
    worst.expectBelow(1e-12);
  });

  it("agrees with a second implementation that lists every sequence of signs", () => {
    const worst = new WorstErrors();
    cases.slice(0, 60).forEach(({ differences }, at) => {
      const signs = differences.filter((difference) => difference !== 0);
      const positive = signs.filter((difference) => difference > 0).length;
      const greater = shareOfSequences(positive, signs.length);
      const less = shareOfSequences(signs.length - positive, signs.length);
      worst.add(at, {
        greater: errorOf(signTest({ differences }, { alternative: "greater" }).pValue, greater),
        less: errorOf(signTest({ differences }, { alternative: "less" }).pValue, less),
        twoSided: errorOf(signTest({ differences }).pValue, Math.min(1, 2 * Math.min(greater, less))),
      });
    });
    worst.expectBelow(1e-12);
  });

  it("is plain data, leaves frozen input alone and refuses what has no signs", () => {
    expectPlain(signTest, { differences: [-0, 1, 0, -1] });
    expectPlain((input) => signTest(input, { alternative: "greater" }), { before: [1, 2, 3, 4, 5, 6], after: [2, 2, 4, 5, 6, 7] });
    expect(codeOf(() => signTest({ differences: [] }))).toBe("too-few-values");
    expect(codeOf(() => signTest({ before: [0.1 + 0.2], after: [0.3] }))).toBe("no-variance");
  });

  it("has a median of zero where differences are zero but for rounding, as the test counts them", () => {
    const before = [0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2, 1];
    const after = [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0];
    expect(signTest({ before, after })).toMatchObject({ pValue: expect.closeTo(1, 12), estimate: 0, interval: { lower: -1, upper: 0 }, counts: { zeros: 6 } });
    expect(signedRankTest({ before, after })).toMatchObject({ estimate: 0, interval: { upper: 0 }, counts: { zeros: 6 } });
  });
});
