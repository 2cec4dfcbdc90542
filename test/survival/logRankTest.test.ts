import { describe, expect, it } from "vitest";
import { coxRegression, logRankTest } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveLogRank, people } from "../naive/survival.ts";
import { aml } from "./aml.ts";
import type { FixtureTimes } from "./fixtures.ts";
import { columnsOf, floored, readFixture } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface LogRankCase extends FixtureTimes {
  readonly group: readonly number[];
  readonly rho: number;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly observed?: readonly number[];
  readonly expected?: readonly number[];
  readonly variance?: readonly number[];
  readonly trend?: number;
}

const { cases } = readFixture<LogRankCase>("logRank");
const inputOf = (each: LogRankCase) => ({ ...columnsOf(each), group: each.group });
/** χ² is a sum of squares of differences that may cancel; near zero its digits are those of its distance from zero. */
const chiSquareError = (actual: number, expected: number) => errorOf(actual, expected, floored(expected, 1e-3));

describe("logRankTest", () => {
  it("has χ² of 3.396 for the leukaemia data, between those of Cox's score tests", () => {
    // 3.396 by hand from the 2 × 2 tables; the score test is 3.417 with Efron's ties and 3.323 with Breslow's.
    const { statistic, pValue, groups } = logRankTest(aml);
    expect(statistic).toBeCloseTo(3.396, 3);
    expect(pValue).toBeCloseTo(0.0653, 4);
    expect(groups.map(({ group, observed }) => [group, observed])).toEqual([["maintained", 7], ["nonmaintained", 11]]);
    expect(groups.map(({ expected }) => Number(expected.toFixed(2)))).toEqual([10.69, 7.31]);
    const covariates = { maintained: aml.group.map((group) => (group === "maintained" ? 1 : 0)) };
    const score = (ties: "efron" | "breslow") => coxRegression({ time: aml.time, event: aml.event, covariates }, { ties }).scoreTest.statistic;
    expect([score("efron"), score("breslow")].map((value) => Number(value.toFixed(3)))).toEqual([3.417, 3.323]);
  });

  it("is right by hand for four participants", () => {
    // Events at 1 (of 2 and 2) and 2 (of 1 and 2): O − E of the first group is 1 − 1/2 + 0 − 1/3, its variance 1/4 + 2/9. At 3 one group is left.
    const { statistic, groups } = logRankTest({ time: [1, 4, 2, 3], event: [1, 0, 1, 1], group: ["a", "a", "b", "b"] });
    // At 3: one of each group at risk, so E is 1/2 and the variance 1/4.
    const difference = 1 - (1 / 2 + 1 / 3 + 1 / 2);
    expect(groups[0]!.expected).toBeCloseTo(4 / 3, 15);
    expect(statistic).toBeCloseTo(difference ** 2 / (1 / 4 + 2 / 9 + 1 / 4), 14);
  });

  it("agrees with R's survdiff() on 220 random samples, and with its exact Cox score test on 60 with delayed entry", () => {
    expect(cases.length).toBeGreaterThanOrEqual(280);
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const result = logRankTest(inputOf(each), { rho: each.rho });
      expect(result.degreesOfFreedom).toBe(each.degreesOfFreedom);
      worst.add(at, {
        statistic: chiSquareError(result.statistic, each.statistic),
        pValue: errorOf(result.pValue, each.pValue),
      });
      each.observed?.forEach((value, index) => worst.add(at, { observed: errorOf(result.groups[index]!.observed, value, 1) }));
      each.expected?.forEach((value, index) => worst.add(at, { expected: errorOf(result.groups[index]!.expected, value) }));
      each.variance?.forEach((value, index) => worst.add(at, { variance: errorOf(result.covariance[index]![index]!, value) }));
      if (each.trend === undefined) return;
      const trend = logRankTest(inputOf(each), { rho: each.rho, test: "trend" });
      expect(trend.degreesOfFreedom).toBe(1);
      worst.add(at, { trend: chiSquareError(trend.statistic, each.trend) });
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation by 2 × k tables, Cramer's rule and an integral", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const labels = [...new Set(each.group)].sort();
      const members = people(each).map((person, row) => ({ ...person, group: labels.indexOf(each.group[row]!), stratum: each.stratum?.[row] ?? 0 }));
      const result = logRankTest(inputOf(each), { rho: each.rho });
      const naive = naiveLogRank(members, labels.length, each.rho);
      worst.add(at, {
        statistic: chiSquareError(result.statistic, naive.statistic),
        // Moved by the statistic's own rounding, which an integral near 0 shows as its square root.
        pValue: errorOf(result.pValue, naive.pValue),
        trend: chiSquareError(logRankTest({ ...inputOf(each), group: members.map(({ group }) => group) }, { rho: each.rho, test: "trend" }).statistic, naive.trend),
      });
      result.groups.forEach((group, index) => {
        worst.add(at, { observed: errorOf(group.observed, naive.observed[index]!, 1), expected: errorOf(group.expected, naive.expected[index]!) });
      });
    });
    worst.expectBelow(1e-10);
  });

  it("takes 0.1 + 0.2 and 0.3 for a tie", () => {
    const group = ["a", "b", "a", "b"];
    const exact = logRankTest({ time: [0.3, 0.3, 1, 2], event: [1, 1, 1, 1], group });
    expect(logRankTest({ time: [0.3, 0.1 + 0.2, 1, 2], event: [1, 1, 1, 1], group })).toEqual(exact);
  });

  it("loses a degree of freedom for a group that is at risk at no event, and for strata that share no groups", () => {
    const early = logRankTest({ time: [5, 6, 7, 8, 1, 2], event: [1, 1, 1, 0, 0, 0], group: [1, 2, 1, 2, 3, 3] });
    expect(early.degreesOfFreedom).toBe(1);
    expect(early.groups[2]).toEqual({ group: 3, participants: 2, events: 0, observed: 0, expected: 0 });
    const apart = { time: [1, 2, 3, 4, 1, 3, 2, 5], event: [1, 1, 1, 0, 1, 1, 1, 1], group: ["a", "b", "a", "b", "c", "d", "c", "d"], stratum: [1, 1, 1, 1, 2, 2, 2, 2] };
    const part = (stratum: number) => {
      const keep = (_: unknown, row: number) => apart.stratum[row] === stratum;
      return logRankTest({ time: apart.time.filter(keep), event: apart.event.filter(keep), group: apart.group.filter(keep) }).statistic;
    };
    const both = logRankTest(apart);
    expect(both.degreesOfFreedom).toBe(2);
    expect(both.statistic).toBeCloseTo(part(1) + part(2), 13);
  });

  it("has a trend that does not depend on where the scores begin", () => {
    const input = { time: [1, 2, 3, 4, 5, 6, 7, 8], event: [1, 1, 0, 1, 1, 1, 1, 0], group: [0, 2, 1, 0, 1, 2, 2, 1] };
    const shifted = { ...input, group: input.group.map((dose) => 1e9 + dose) };
    const [one, other] = [input, shifted].map((each) => logRankTest(each, { test: "trend" }).statistic);
    expect(other! / one!).toBeCloseTo(1, 12);
    expect(() => logRankTest(aml, { test: "trend" })).toThrow('needs groups that are numbers; received "maintained"');
  });

  it("lists numbers before text, ascending, and tells 1 from \"1\"", () => {
    const { groups } = logRankTest<string | number>({ time: [1, 2, 3, 4], event: [1, 1, 1, 1], group: ["b", "1", 10, 1] });
    expect(groups.map(({ group }) => group)).toEqual([1, 10, "1", "b"]);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(logRankTest, aml);
    expectPlain((input) => logRankTest(input, { rho: -0, test: "trend" }), { time: [1, 2, 2, 3], event: [1, 0, 1, 1], group: [-0, 1, 1, 0] });
    expectPlain(logRankTest, { time: [1, 1, 2, 2], event: [1, 1, 1, 1], group: ["__proto__", "constructor", "__proto__", "constructor"] });
  });

  it("says in its method what it did", () => {
    expect(logRankTest(aml).method).toMatchObject({ name: "log-rank-test", options: { rho: 0, test: "heterogeneity" } });
    expect(logRankTest(aml, { rho: 1 }).method.name).toBe("g-rho-test");
  });

  it("refuses what cannot be tested, with a code", () => {
    expect(codeOf(() => logRankTest({ time: [1, 2], event: [1, 1], group: ["a", "a"] }))).toBe("too-few-values");
    expect(codeOf(() => logRankTest({ time: [1, 2], event: [0, 0], group: ["a", "b"] }))).toBe("no-events");
    expect(codeOf(() => logRankTest({ time: [1, 1], event: [1, 1], group: ["a", "b"] }))).toBe("no-variance");
    expect(codeOf(() => logRankTest({ time: [1, 2, 1, 2], event: [1, 1, 1, 1], group: ["a", "a", "b", "b"], stratum: [1, 1, 2, 2] }))).toBe("no-variance");
    expect(codeOf(() => logRankTest({ time: [1, 2, 1, 2], event: [1, 1, 1, 1], group: [1, 1, 2, 2], stratum: [1, 1, 2, 2] }, { test: "trend" }))).toBe("no-variance");
  });
});
