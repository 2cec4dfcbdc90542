import { describe, expect, it } from "vitest";
import { compareProportions, compareStratifiedProportions } from "trialwise/inference";
import { naiveStratifiedDifference } from "../naive/stratified.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface Count {
  readonly events: number;
  readonly n: number;
}

interface Case {
  readonly strata: readonly { readonly treatment: Count; readonly control: Count }[];
  readonly level: number;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly statistic: number;
  readonly pValue: number;
}

const { cases } = readFixture<Case>("stratifiedProportions");
const pair = { treatment: { events: 56, n: 70 }, control: { events: 48, n: 80 } };

describe("compareStratifiedProportions", () => {
  it("of one stratum is the interval that Newcombe 1998 printed, and of two copies of it twice the statistic", () => {
    // Newcombe 1998 (https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I), Table II, 56/70 − 48/80 by method 5, Mee: 0.0533
    // to 0.3377; with N/(N − 1), method 6, Miettinen and Nurminen: 0.0528 to 0.3382.
    const one = compareStratifiedProportions([pair]);
    expect(one.riskDifference.interval.lower).toBeCloseTo(0.0528, 4);
    expect(one.riskDifference.interval.upper).toBeCloseTo(0.3382, 4);
    expect(one.riskDifference).toEqual({
      estimate: compareProportions(pair).riskDifference.estimate,
      interval: compareProportions(pair, { intervalMethod: "miettinen-nurminen" }).riskDifference.interval,
    });
    const two = compareStratifiedProportions([pair, pair]);
    expect(two.riskDifference.estimate).toBeCloseTo(0.2, 14);
    expect(two.statistic!).toBeCloseTo(2 * one.statistic!, 12);
    // By hand: pooled 104/150, variance 0.30667 · 0.69333 (1/70 + 1/80) · 150/149, and 0.2² over it.
    expect(one.statistic!).toBeCloseTo(0.2 ** 2 / ((104 / 150) * (46 / 150) * (1 / 70 + 1 / 80) * (150 / 149)), 11);
    expect(two.strata.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  });

  it("agrees with R on 220 sets of 2 to 6 strata, empty of events or full of them among them", () => {
    const worst = new WorstErrors();
    cases.forEach(({ strata, level, estimate, lower, upper, statistic, pValue }, at) => {
      const { riskDifference, ...test } = compareStratifiedProportions(strata, { level });
      const width = upper - lower;
      worst.add(at, {
        estimate: errorOf(riskDifference.estimate, estimate, width),
        lower: errorOf(riskDifference.interval.lower, lower, width),
        upper: errorOf(riskDifference.interval.upper, upper, width),
        statistic: errorOf(test.statistic, statistic, Math.max(statistic, 1)),
        pValue: errorOf(test.pValue, pValue, Math.max(pValue, 1e-6)),
      });
    });
    expect(cases.length).toBe(220);
    // The likelihood is flat at its maximum: R's proportions are good to about 1e-12.
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation on ever finer grids", () => {
    const worst = new WorstErrors();
    cases.slice(0, 25).forEach(({ strata, level }, at) => {
      const { riskDifference, pValue } = compareStratifiedProportions(strata, { level });
      const naive = naiveStratifiedDifference(strata, level);
      worst.add(at, {
        estimate: errorOf(riskDifference.estimate, naive.estimate, 1),
        lower: errorOf(riskDifference.interval.lower, naive.lower, 1),
        upper: errorOf(riskDifference.interval.upper, naive.upper, 1),
        pValue: errorOf(pValue ?? 1, naive.pValue, 1),
      });
    });
    // A grid sees the top of a likelihood to the square root of the rounding error.
    worst.expectBelow(1e-7);
  });

  it("has no test where no stratum has both outcomes", () => {
    const none = compareStratifiedProportions([{ treatment: { events: 0, n: 5 }, control: { events: 0, n: 6 } }]);
    expect(none).toMatchObject({ statistic: null, pValue: null, reasons: { statistic: "no-variance", pValue: "no-variance" } });
    expect(none.riskDifference.interval.lower).toBeLessThan(0);
    expect(none.riskDifference.interval.upper).toBeGreaterThan(0);
    const all = compareStratifiedProportions([{ treatment: { events: 5, n: 5 }, control: { events: 0, n: 6 } }]);
    expect(all.riskDifference).toMatchObject({ estimate: 1, interval: { upper: 1 } });
  });

  it("is plain data, and refuses what are no strata", () => {
    expectPlain(compareStratifiedProportions, [pair, { treatment: { events: 0, n: 4 }, control: { events: 0, n: 3 } }]);
    expectPlain(compareStratifiedProportions, [{ treatment: { events: 0, n: 4 }, control: { events: 0, n: 3 } }]);
    expect(() => compareStratifiedProportions([])).toThrow("strata must be a list of at least one pair of counts; received an array of 0");
    expect(codeOf(() => compareStratifiedProportions([pair, { treatment: { events: 0, n: 0 }, control: { events: 1, n: 3 } }]))).toBe("too-few-values");
    expect(() => compareStratifiedProportions([{ ...pair, treatment: { events: 71, n: 70 } }])).toThrow("strata[0].treatment.events must not be more than n, which is 70; received 71");
    expect(() => compareStratifiedProportions([pair], { level: 95 })).toThrow("level must be between 0 and 1");
    // @ts-expect-error: not an option
    expect(() => compareStratifiedProportions([pair], { weights: "mantel-haenszel" })).toThrow(TypeError);
  });
});
