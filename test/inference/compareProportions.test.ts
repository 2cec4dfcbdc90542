import { describe, expect, it } from "vitest";
import { compareProportions } from "trialwise/inference";
import type { CompareProportionsOptions, EventCount, RatioEstimate } from "trialwise/inference";
import { naiveChiSquare, naiveFisherTwoByTwo, naiveMiettinenNurminen, naiveNewcombe, naiveRatio } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

type Limits = readonly [number, number];

interface ExpectedRatio {
  readonly estimate: number | null;
  readonly standardErrorOfLog: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface TwoProportionsCase {
  readonly treatment: EventCount;
  readonly control: EventCount;
  readonly level: number;
  readonly difference: number;
  readonly standardError: number;
  readonly newcombe: Limits;
  readonly miettinenNurminen: Limits;
  readonly wald: Limits;
  readonly riskRatio: ExpectedRatio;
  readonly oddsRatio: ExpectedRatio;
  readonly smallestExpectedCount: number;
  readonly statistic: number | null;
  readonly pearson: number | null;
  readonly fisher: number;
}

const compare = (a: number, n: number, c: number, m: number, options?: CompareProportionsOptions) =>
  compareProportions({ treatment: { events: a, n }, control: { events: c, n: m } }, options);

function ratioErrors(name: string, { estimate, standardErrorOfLog, interval }: RatioEstimate, expected: ExpectedRatio) {
  return {
    [`${name}.estimate`]: errorOf(estimate, expected.estimate),
    [`${name}.standardErrorOfLog`]: errorOf(standardErrorOfLog, expected.standardErrorOfLog),
    [`${name}.lower`]: errorOf(interval.lower, expected.lower),
    [`${name}.upper`]: errorOf(interval.upper, expected.upper),
  };
}

describe("compareProportions", () => {
  it("repeats the eight examples of Newcombe 1998, Table II, by both score methods", () => {
    // Methods 10 (hybrid score) and 6 (Miettinen–Nurminen), to the four digits printed.
    const table: readonly (readonly [number, number, number, number, Limits, Limits])[] = [
      [56, 70, 48, 80, [0.0524, 0.3339], [0.0528, 0.3382]],
      [9, 10, 3, 10, [0.1705, 0.809], [0.17, 0.8406]],
      [6, 7, 2, 7, [0.0582, 0.8062], [0.0342, 0.8534]],
      [5, 56, 0, 29, [-0.0381, 0.1926], [-0.0326, 0.1933]],
      [0, 10, 0, 20, [-0.1611, 0.2775], [-0.1658, 0.2844]],
      [0, 10, 0, 10, [-0.2775, 0.2775], [-0.2879, 0.2879]],
      [10, 10, 0, 20, [0.6791, 1], [0.7156, 1]],
      [10, 10, 0, 10, [0.6075, 1], [0.6636, 1]],
    ];
    for (const [a, n, c, m, newcombe, miettinenNurminen] of table) {
      for (const [intervalMethod, [lower, upper]] of [["newcombe", newcombe], ["miettinen-nurminen", miettinenNurminen]] as const) {
        const { interval } = compare(a, n, c, m, { intervalMethod }).riskDifference;
        expect(interval.lower, `${a}/${n} - ${c}/${m}`).toBeCloseTo(lower, 4);
        expect(interval.upper, `${a}/${n} - ${c}/${m}`).toBeCloseTo(upper, 4);
      }
    }
  });

  it("agrees with R on 240 random pairs", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<TwoProportionsCase>("twoProportions");
    cases.forEach((expected, at) => {
      const { treatment, control, level } = expected;
      for (const [intervalMethod, [lower, upper]] of [["newcombe", expected.newcombe], ["miettinen-nurminen", expected.miettinenNurminen], ["wald", expected.wald]] as const) {
        const { interval } = compareProportions({ treatment, control }, { intervalMethod, level }).riskDifference;
        // Limits of a difference may be near zero, so their errors are absolute.
        worst.add(at, { [`${intervalMethod}.lower`]: errorOf(interval.lower, lower, 1), [`${intervalMethod}.upper`]: errorOf(interval.upper, upper, 1) });
      }
      const pearson = compareProportions({ treatment, control }, { test: "pearson", level });
      const fisher = compareProportions({ treatment, control }, { test: "fisher", level });
      worst.add(at, {
        difference: errorOf(pearson.riskDifference.estimate, expected.difference, 1),
        standardError: errorOf(pearson.riskDifference.standardError, expected.standardError),
        ...ratioErrors("riskRatio", pearson.riskRatio, expected.riskRatio),
        ...ratioErrors("oddsRatio", pearson.oddsRatio, expected.oddsRatio),
        statistic: errorOf(pearson.statistic, expected.statistic, Math.max(1, expected.statistic ?? 1)),
        pearson: errorOf(pearson.pValue, expected.pearson),
        fisher: errorOf(fisher.pValue, expected.fisher),
        smallestExpectedCount: errorOf(fisher.smallestExpectedCount, expected.smallestExpectedCount),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation by search and whole numbers", () => {
    const [worst, worstScore] = [new WorstErrors(), new WorstErrors()];
    const small = readFixture<TwoProportionsCase>("twoProportions").cases.filter(({ treatment, control }) => treatment.n + control.n <= 120).slice(0, 40);
    small.forEach(({ treatment, control, level }, at) => {
      const [a, c] = [treatment.events, control.events];
      const [b, d] = [treatment.n - a, control.n - c];
      const newcombe = compareProportions({ treatment, control }, { level, test: "fisher" });
      const score = compareProportions({ treatment, control }, { level, intervalMethod: "miettinen-nurminen", test: "pearson" });
      const limits = (name: string, result: typeof score, [lower, upper]: Limits) => ({
        [`${name}.lower`]: errorOf(result.riskDifference.interval.lower, lower, 1),
        [`${name}.upper`]: errorOf(result.riskDifference.interval.upper, upper, 1),
      });
      worst.add(at, limits("newcombe", newcombe, naiveNewcombe(treatment, control, level)));
      worst.add(at, { fisher: errorOf(newcombe.pValue, naiveFisherTwoByTwo([[a, b], [c, d]], level).twoSided) });
      if (a + c > 0 && b + d > 0) worst.add(at, { pearson: errorOf(score.pValue, naiveChiSquare([[a, b], [c, d]]).pValue) });
      if (at % 5 === 0) worstScore.add(at, limits("miettinen-nurminen", score, naiveMiettinenNurminen(treatment, control, level)));
      if (Math.min(a, b, c, d) === 0) return;
      const [low, high] = naiveRatio((a * d) / (b * c), 1 / a + 1 / b + 1 / c + 1 / d, level);
      const [lowRisk, highRisk] = naiveRatio(a / treatment.n / (c / control.n), 1 / a - 1 / treatment.n + 1 / c - 1 / control.n, level);
      worst.add(at, {
        "oddsRatio.lower": errorOf(score.oddsRatio.interval.lower, low),
        "oddsRatio.upper": errorOf(score.oddsRatio.interval.upper, high),
        "riskRatio.lower": errorOf(score.riskRatio.interval.lower, lowRisk),
        "riskRatio.upper": errorOf(score.riskRatio.interval.upper, highRisk),
      });
    });
    worst.expectBelow(1e-11);
    // The ternary search ends at √ε: the likelihood is flat at its top, which costs these limits half of their digits.
    worstScore.expectBelow(1e-7);
  });
});

describe("the number needed to treat", () => {
  it("runs through infinity as Altman 1998 has it when the interval crosses zero", () => {
    // His example: an absolute risk reduction of 10 % (-5 % to 25 %) is NNTB 10 (NNTH 20 to ∞ to NNTB 4). Wald's interval of these counts
    // has a standard error of 0.07, so it is ±0.15 at the level 2Φ(0.15/0.07) − 1.
    const level = 0.967875428792343;
    const result = compare(50, 100, 40, 100, { intervalMethod: "wald", level });
    const { lower, upper } = result.riskDifference.interval;
    expect(lower).toBeCloseTo(-0.05, 12);
    expect(upper).toBeCloseTo(0.25, 12);
    const { estimate, direction, interval, throughInfinity } = result.numberNeededToTreat;
    expect(estimate).toBeCloseTo(10, 12);
    expect(direction).toBe("benefit");
    expect(interval).toEqual({ lower: null, upper: null, level });
    expect(throughInfinity!.benefit).toBeCloseTo(4, 10);
    expect(throughInfinity!.harm).toBeCloseTo(20, 10);
    expect(result.reasons).toMatchObject({ "numberNeededToTreat.interval.lower": "interval-crosses-zero", "numberNeededToTreat.interval.upper": "interval-crosses-zero" });
  });

  it("has the inverted limits, the smaller first, when the interval does not cross zero", () => {
    const { riskDifference, numberNeededToTreat } = compare(22, 32, 5, 27);
    expect(numberNeededToTreat).toMatchObject({ direction: "benefit" });
    expect(numberNeededToTreat.interval.lower).toBe(1 / riskDifference.interval.upper!);
    expect(numberNeededToTreat.interval.upper).toBe(1 / riskDifference.interval.lower!);
    expect(numberNeededToTreat).not.toHaveProperty("throughInfinity");
  });

  it("turns its direction, and nothing else, with the meaning of events", () => {
    const [responses, relapses] = [compare(22, 32, 5, 27), compare(22, 32, 5, 27, { events: "harmful" })];
    expect(relapses.numberNeededToTreat).toEqual({ ...responses.numberNeededToTreat, direction: "harm" });
    expect(relapses.riskDifference).toEqual(responses.riskDifference);
    const fewer = compare(5, 32, 22, 27, { events: "harmful" }).numberNeededToTreat;
    expect(fewer.direction).toBe("benefit");
    const crossing = compare(3, 33, 6, 31, { events: "harmful" });
    expect(crossing.numberNeededToTreat.throughInfinity!.benefit).toBe(1 / -crossing.riskDifference.interval.lower!);
    expect(crossing.numberNeededToTreat.throughInfinity!.harm).toBe(1 / crossing.riskDifference.interval.upper!);
  });

  it("has no estimate for a difference of zero", () => {
    const result = compare(5, 10, 10, 20);
    expect(result.numberNeededToTreat).toMatchObject({ estimate: null, direction: "none" });
    expect(result.reasons).toMatchObject({ "numberNeededToTreat.estimate": "zero-denominator" });
    const noEvents = compare(0, 10, 0, 20, { intervalMethod: "wald" });
    expect(noEvents.numberNeededToTreat.interval).toEqual({ lower: null, upper: null, level: 0.95 });
    expect(noEvents.reasons).toMatchObject({ "numberNeededToTreat.interval.lower": "unbounded", "numberNeededToTreat.interval.upper": "unbounded" });
  });
});

describe("zero counts", () => {
  it("leave ratios null where they are undefined, with a reason", () => {
    const result = compare(3, 33, 0, 31);
    expect(result.riskRatio).toEqual({ estimate: null, standardErrorOfLog: null, interval: { lower: null, upper: null, level: 0.95 } });
    expect(result.reasons).toMatchObject({ "riskRatio.estimate": "zero-cell", "oddsRatio.estimate": "zero-cell", "oddsRatio.interval.upper": "zero-cell" });
    const none = compare(0, 33, 3, 31);
    expect(none.riskRatio).toMatchObject({ estimate: 0, standardErrorOfLog: null, interval: { lower: null } });
    expect(none.oddsRatio).toMatchObject({ estimate: 0, interval: { upper: null } });
    const all = compare(10, 10, 20, 20);
    expect(all.riskRatio).toMatchObject({ estimate: 1, standardErrorOfLog: null });
    // Everyone of one group alone leaves the risk ratio defined.
    expect(compare(10, 10, 15, 20).riskRatio.interval.lower).toBeGreaterThan(1);
  });

  it("give Fisher's test where Pearson's does not exist", () => {
    expect(compare(0, 10, 0, 20)).toMatchObject({ testUsed: "fisher", pValue: 1, disagreement: false });
    const pearson = compare(0, 10, 0, 20, { test: "pearson" });
    expect(pearson).toMatchObject({ testUsed: "pearson", statistic: null, pValue: null, disagreement: false });
    expect(pearson.reasons).toMatchObject({ statistic: "no-variance", pValue: "no-variance" });
  });
});

describe("the test of two proportions", () => {
  it("is Pearson's unless an expected count is below 5, and says which", () => {
    expect(compare(22, 32, 5, 27)).toMatchObject({ testUsed: "pearson", degreesOfFreedom: 1 });
    expect(compare(8, 32, 1, 27)).toMatchObject({ testUsed: "fisher" });
    expect(compare(8, 32, 1, 27)).not.toHaveProperty("statistic");
    // Expected counts of exactly 5 are not below 5.
    expect(compare(5, 10, 5, 10)).toMatchObject({ testUsed: "pearson", smallestExpectedCount: 5 });
  });

  it("says when it disagrees with the interval about zero", () => {
    // 7/34 and 1/34: Newcombe's interval excludes zero, Fisher's p is above 0.05 (the trial of Perondi 2004).
    const perondi = compare(7, 34, 1, 34);
    expect(perondi.riskDifference.interval.lower).toBeGreaterThan(0);
    expect(perondi).toMatchObject({ testUsed: "fisher", disagreement: true });
    expect(perondi.pValue).toBeGreaterThan(0.05);
    expect(compare(7, 34, 1, 34, { test: "pearson" }).disagreement).toBe(false);
  });

  it("says in its method what it did", () => {
    expect(compare(1, 4, 2, 4, { intervalMethod: "wald", events: "harmful" }).method).toMatchObject({
      name: "two-proportions",
      options: { intervalMethod: "wald", test: "auto", events: "harmful", level: 0.95 },
    });
  });

  it("is plain data and leaves frozen input alone", () => {
    const corners = [[0, 5], [5, 5], [2, 5]].map(([events, n]) => ({ events: events!, n: n! }));
    for (const treatment of corners) {
      for (const control of corners) {
        for (const intervalMethod of ["newcombe", "miettinen-nurminen", "wald"] as const) {
          expectPlain((input) => compareProportions(input, { intervalMethod }), { treatment, control });
          expectPlain((input) => compareProportions(input, { intervalMethod, test: "pearson", events: "harmful" }), { treatment, control });
        }
      }
    }
    expectPlain(compareProportions, { treatment: { events: 1, n: 1 }, control: { events: 0, n: 1 } });
    expectPlain((input) => compareProportions(input, { intervalMethod: "miettinen-nurminen", test: "pearson" }), { treatment: { events: 5e14, n: 1e15 }, control: { events: 4e14, n: 1e15 } });
  });

  it("refuses an empty group with a code", () => {
    expect(codeOf(() => compare(0, 0, 1, 2))).toBe("too-few-values");
    expect(codeOf(() => compare(1, 2, 0, 0))).toBe("too-few-values");
    expect(codeOf(() => compare(5e14, 1e15, 4e14, 1e15, { test: "fisher" }))).toBe("too-much-work");
  });
});
