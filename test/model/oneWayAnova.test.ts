import { describe, expect, it } from "vitest";
import { studentTTest, summarise, welchTTest } from "trialwise/inference";
import { fitLinearModel, leastSquaresMeans, oneWayAnova, termTests } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { expectClose, readCases } from "./linearModelCases.ts";

interface TestByR {
  readonly statistic: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly pValue: number;
}

interface GroupsCase {
  readonly groups: Readonly<Record<string, readonly number[]>>;
  readonly equal: TestByR;
  readonly unequal: TestByR;
  readonly pooled: readonly number[];
  readonly separate: readonly number[];
}

const cases = readCases<GroupsCase>("groups");
const groups = { placebo: [3, 5, 4, 6], low: [5, 7, 6, 8], high: [9, 8, 11, 10] };
// The fixture has 11 digits.
const close = 1e-9;

describe("oneWayAnova", () => {
  it("reproduces an analysis of variance worked by hand", () => {
    // Means 4.5, 6.5, 9.5, each variance 5/3; between 4 × (7/3)² + 4 × (1/3)² + 4 × (8/3)² = 152/3, within 15.
    const fisher = oneWayAnova({ groups }, { variances: "equal" });
    expect(fisher.sumsOfSquares!.between).toBeCloseTo(152 / 3, 12);
    expect(fisher.sumsOfSquares!.within).toBeCloseTo(15, 12);
    expect(fisher.statistic).toBeCloseTo(15.2, 12);
    expect(fisher.degreesOfFreedom).toEqual({ numerator: 2, denominator: 9 });
    expect(fisher.differences[2]).toMatchObject({ group: "high", versus: "low", estimate: 3, standardError: expect.closeTo(Math.sqrt(5 / 6), 12) as number });
    // Welch with equal n and variances: weights 12/5 each, spread 3 × (4/9)/3 = 4/9.
    const welch = oneWayAnova({ groups });
    expect(welch.statistic).toBeCloseTo((2.4 * (38 / 3)) / 2 / (1 + (2 * (4 / 9)) / 8), 12);
    expect(welch.degreesOfFreedom).toEqual({ numerator: 2, denominator: expect.closeTo(6, 12) as number });
  });

  it("agrees with oneway.test() and pairwise.t.test() of R on random groups", () => {
    for (const one of cases) {
      for (const variances of ["equal", "unequal"] as const) {
        const result = oneWayAnova({ groups: one.groups }, { variances });
        const expected = one[variances];
        expectClose(result.statistic, expected.statistic, close, 1e-3);
        expect(result.degreesOfFreedom.numerator).toBe(expected.numerator);
        expectClose(result.degreesOfFreedom.denominator, expected.denominator, close);
        expectClose(result.pValue, expected.pValue, close);
        const pValues = variances === "equal" ? one.pooled : one.separate;
        expect(result.differences).toHaveLength(pValues.length);
        result.differences.forEach(({ pValue }, index) => expectClose(pValue, pValues[index]!, close));
      }
    }
    expect(cases.length).toBeGreaterThanOrEqual(200);
  });

  it("is the linear model of one factor, and with two groups the t test", () => {
    for (const one of cases.slice(0, 40)) {
      const names = Object.keys(one.groups);
      const result = oneWayAnova({ groups: one.groups }, { variances: "equal", adjustment: "holm" });
      const fit = fitLinearModel({
        response: names.flatMap((name) => one.groups[name]!),
        terms: ["group"],
        data: { group: names.flatMap((name) => one.groups[name]!.map(() => name)) },
      });
      expectClose(result.statistic, termTests(fit).tests[0]!.statistic!, 1e-10, 1e-3);
      const { differences } = leastSquaresMeans(fit, { of: ["group"], differences: { of: "group" }, adjustment: "holm" });
      differences.forEach(({ estimate, standardError, adjustedPValue }, index) => {
        expectClose(result.differences[index]!.estimate, estimate!, 1e-10, 1);
        expectClose(result.differences[index]!.standardError, standardError!, 1e-10);
        expectClose(result.differences[index]!.adjustedPValue, adjustedPValue!, 1e-9);
      });
      const [control, treatment] = names.map((name) => one.groups[name]!);
      const two = { groups: { control: control!, treatment: treatment! } };
      expectClose(oneWayAnova(two, { variances: "equal" }).pValue, studentTTest({ treatment: treatment!, control: control! }).pValue, 1e-9);
      const welch = oneWayAnova(two);
      const tested = welchTTest({ treatment: treatment!, control: control! });
      expectClose(welch.pValue, tested.pValue, 1e-9);
      expectClose(welch.differences[0]!.interval.lower, tested.interval.lower!, 1e-9);
    }
  });

  it("takes summaries, and frozen input, and gives plain data", () => {
    const described = { placebo: summarise(groups.placebo), low: groups.low, high: summarise(groups.high) };
    for (const variances of ["equal", "unequal"] as const) {
      const result = oneWayAnova(deepFreeze({ groups }), { variances, adjustment: "bonferroni" });
      expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
      expect(oneWayAnova({ groups: described }, { variances }).statistic).toBeCloseTo(result.statistic, 12);
    }
  });

  it("refuses what cannot be estimated, and a caller's mistakes", () => {
    const untyped = (input: object, options: object = {}) => () => oneWayAnova(input as { groups: { a: number[] } }, options);
    expect(untyped({ groups: { a: [1, 2] } })).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(untyped({ groups: { a: [1, 2], b: [3] } })).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(untyped({ groups: { a: [1, 1], b: [3, 3] } }, { variances: "equal" })).toThrow(expect.objectContaining({ code: "no-variance" }));
    expect(untyped({ groups: { a: [1, 1], b: [3, 4] } })).toThrow(expect.objectContaining({ code: "no-variance" }));
    expect(untyped({ groups: [[1, 2], [3, 4]] })).toThrow(TypeError);
    expect(untyped({ groups }, { variances: "pooled" })).toThrow(RangeError);
    expect(untyped({ groups }, { adjustment: "tukey" })).toThrow(RangeError);
    expect(untyped({ groups }, { level: 2 })).toThrow(RangeError);
    expect(untyped({ groups }, { equal: true })).toThrow(TypeError);
    expect(untyped({ group: groups })).toThrow(TypeError);
    expect(untyped({ groups, variances: "equal" })).toThrow(/must not have "variances"/);
  });
});
