import { describe, expect, it } from "vitest";
import { classifyResponders } from "trialwise";
import { compareResponders } from "trialwise/comparison";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveCompareResponders } from "../naive/comparison.ts";
import { type Estimated, responderCases, shapedRule } from "../response/fixtures.ts";
import { readScores, ruleOf } from "../response/scoreTrial.ts";

const oh = (msc: number, control: number) => ({ byArm: { msc: { responders: msc, n: 32 }, control: { responders: control, n: 27 } } });
const pair = { treatment: "msc", control: "control" } as const;

describe("compareResponders", () => {
  it("repeats the p-values of Oh 2018, Table 3, with the test that its rule chooses", () => {
    const rows = [[22, 5], [18, 2], [13, 1], [20, 6], [17, 3], [8, 1]] as const;
    const found = rows.map(([msc, control]) => compareResponders(oh(msc, control), pair));
    // Printed: < 0.001, < 0.001, 0.001, 0.002, 0.001, 0.031.
    expect(found.map(({ pValue }) => pValue?.toFixed(3))).toEqual(["0.000", "0.000", "0.001", "0.002", "0.001", "0.031"]);
    expect(found.map(({ testUsed }) => testUsed)).toEqual(["pearson", "pearson", "pearson", "pearson", "pearson", "fisher"]);
    expect(found[0]?.riskDifference.estimate).toBeCloseTo(22 / 32 - 5 / 27, 15);
  });

  it("agrees with R on the counts of 200 simulated trials, cells of 0 and single responders among them", () => {
    const worst = new WorstErrors();
    const seen = { pearson: 0, fisher: 0, zeroCell: 0, noEvent: 0, singleEvent: 0 };
    expect(responderCases.length).toBeGreaterThanOrEqual(200);
    responderCases.forEach((each, at) => {
      const { compared, counts, level, policies } = each;
      const result = classifyResponders(readScores(each.better, each.participants), { rule: ruleOf(shapedRule(each)), ...policies });
      const ours = compareResponders(result, { treatment: "a", control: "b", level, ...(compared !== null && { test: compared.asked }) });
      expectPlain(ours);
      if (compared === null) {
        expect(ours.pValue).toBeNull();
        return;
      }
      const responders = counts.map(([events]) => events);
      const cells = counts.flatMap(([events, n]) => [events, n - events]);
      seen[compared.test]++;
      if (cells.includes(0)) seen.zeroCell++;
      if (Math.max(...responders) === 0) seen.noEvent++;
      if (counts[0]![0] + counts[1]![0] === 1) seen.singleEvent++;
      expect(ours.testUsed).toBe(compared.test);
      const errors = (name: string, received: Pick<typeof ours.riskDifference, "estimate" | "interval">, expected: Estimated, scale?: number) => {
        const numbers = [received.estimate, received.interval.lower, received.interval.upper];
        worst.add(at, Object.fromEntries(numbers.map((number, index) => [`${name} ${index}`, errorOf(number, expected[index]!, scale)])));
      };
      errors("riskDifference", ours.riskDifference, compared.riskDifference, 1);
      errors("oddsRatio", ours.oddsRatio, compared.oddsRatio);
      errors("riskRatio", ours.riskRatio, compared.riskRatio);
      worst.add(at, { pValue: errorOf(ours.pValue, compared.pValue) });
    });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(15);
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation that counts participants one by one", () => {
    const worst = new WorstErrors();
    responderCases.slice(0, 30).forEach((each, at) => {
      const result = classifyResponders(readScores(each.better, each.participants), { rule: ruleOf(shapedRule(each)), ...each.policies });
      const statuses = result.rows.map(({ arm, status }) => ({ arm, responds: status === "excluded" ? null : status === "responder" }));
      const ours = compareResponders(result, { treatment: "b", control: "a", level: 0.9 });
      const naive = naiveCompareResponders(statuses, "b", "a", 0.9);
      worst.add(at, {
        riskDifference: errorOf(ours.riskDifference.estimate, naive?.riskDifference ?? null, 1),
        lower: errorOf(ours.riskDifference.interval.lower, naive?.lower ?? null, 1),
        upper: errorOf(ours.riskDifference.interval.upper, naive?.upper ?? null, 1),
        pValue: errorOf(ours.pValue, naive?.pValue ?? null),
      });
    });
    worst.expectBelow(1e-9);
  });

  it("is null throughout, with the reason, where an arm has no denominator", () => {
    const result = { byArm: { msc: { responders: 0, n: 0 }, control: { responders: 3, n: 27 } } };
    const comparison = compareResponders(result, pair);
    expect([comparison.riskDifference.estimate, comparison.pValue, comparison.testUsed, comparison.oddsRatio.estimate]).toEqual([null, null, null, null]);
    expect(new Set(Object.values(comparison.reasons ?? {}))).toEqual(new Set(["no-values"]));
    expect(comparison.counts).toEqual({ treatment: { arm: "msc", events: 0, n: 0 }, control: { arm: "control", events: 3, n: 27 } });
    expectPlain(comparison);
    expect(() => compareResponders(result, { ...pair, level: 95 })).toThrow(RangeError);
  });

  it("turns the number needed to treat for a class that is bad to be in", () => {
    expect(compareResponders(oh(22, 5), pair).numberNeededToTreat.direction).toBe("benefit");
    expect(compareResponders(oh(10, 22), { ...pair, events: "harmful" }).numberNeededToTreat.direction).toBe("benefit");
    expect(compareResponders(oh(10, 22), pair).numberNeededToTreat.direction).toBe("harm");
  });

  it("passes options on, echoes them, and is plain data from frozen input", () => {
    const comparison = compareResponders(deepFreeze(oh(22, 5)), deepFreeze({ ...pair, intervalMethod: "miettinen-nurminen", test: "fisher", level: 0.9 } as const));
    expect(comparison.method.options).toEqual({ ...pair, intervalMethod: "miettinen-nurminen", test: "fisher", events: "beneficial", level: 0.9 });
    expect(comparison.testUsed).toBe("fisher");
    expectPlain(comparison);
    expectPlain(compareResponders(oh(0, 0), { ...pair, test: "pearson" }));
  });

  it("refuses arms that are not there, an arm against itself, and options that are none", () => {
    // @ts-expect-error placebo is no arm
    expect(() => compareResponders(oh(22, 5), { treatment: "placebo", control: "control" })).toThrow(/arm "placebo" is not declared/);
    expect(() => compareResponders(oh(22, 5), { treatment: "msc", control: "msc" })).toThrow(/two arms/);
    // @ts-expect-error the option is called test
    expect(() => compareResponders(oh(22, 5), { ...pair, tests: "fisher" })).toThrow(/Did you mean "test"/);
    // @ts-expect-error classes are compared one by one
    expect(() => compareResponders({ byClass: { good: oh(22, 5) } }, pair)).toThrow(/byArm is missing/);
  });
});
