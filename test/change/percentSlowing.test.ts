import { describe, expect, it } from "vitest";
import { percentSlowing } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naivePercentSlowing } from "../naive/change.ts";
import { readCases } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface Case {
  readonly treatment: number;
  readonly control: number;
  readonly errors: readonly [number, number];
  readonly degreesOfFreedom: number | null;
  readonly level: number;
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

const cases = readCases<{ readonly slowing: Case }>("numbers").map(({ slowing }) => slowing);

function slowingOf({ treatment, control, errors, degreesOfFreedom, level }: Case) {
  return percentSlowing(
    { treatment: { estimate: treatment, standardError: errors[0] }, control: { estimate: control, standardError: errors[1] } },
    { better: "higher", level, ...(degreesOfFreedom !== null && { degreesOfFreedom }) },
  );
}

describe("percentSlowing", () => {
  it("is T/(C ± 1.96 SE) by hand where the treatment slope is known without error", () => {
    const result = percentSlowing({ treatment: { estimate: -0.5, standardError: 0 }, control: { estimate: -1, standardError: 0.1 } }, { better: "higher" });
    expect(result.estimate).toBe(50);
    expect(result.interval.lower).toBeCloseTo(100 * (1 - 0.5 / (1 - 0.1959963984540054)), 10);
    expect(result.interval.upper).toBeCloseTo(100 * (1 - 0.5 / (1 + 0.1959963984540054)), 10);
  });

  it("is symmetric, as Wald's, where the control slope is known without error", () => {
    const result = percentSlowing({ treatment: { estimate: -0.5, standardError: 0.1 }, control: { estimate: -1, standardError: 0 } }, { better: "higher" });
    expect(result.interval.lower).toBeCloseTo(50 - 19.59963984540054, 10);
    expect(result.interval.upper).toBeCloseTo(50 + 19.59963984540054, 10);
  });

  it("agrees with R's search for the ratios that are not rejected, 240 random cases", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const { estimate, interval } = slowingOf(each);
      const width = each.upper === null || each.lower === null ? 1 : each.upper - each.lower;
      worst.add(at, { estimate: errorOf(estimate, each.estimate, 100), lower: errorOf(interval.lower, each.lower, width), upper: errorOf(interval.upper, each.upper, width) });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    expect(cases.filter(({ lower }) => lower === null).length).toBeGreaterThan(20);
    // uniroot() ends within 1e-15 of a ratio, 1e-13 of a percentage.
    worst.expectBelow(1e-13);
  });

  it("agrees with a second implementation that walks out from the estimate", () => {
    const worst = new WorstErrors();
    cases.slice(0, 60).forEach((each, at) => {
      const naive = naivePercentSlowing(
        { estimate: each.treatment, standardError: each.errors[0] },
        { estimate: each.control, standardError: each.errors[1] },
        each.level,
        each.degreesOfFreedom,
      );
      const { interval } = slowingOf(each);
      const width = naive === null ? 1 : naive.upper - naive.lower;
      worst.add(at, { lower: errorOf(interval.lower, naive?.lower ?? null, width), upper: errorOf(interval.upper, naive?.upper ?? null, width) });
    });
    worst.expectBelow(1e-13);
  });

  it("has no bounds where the control slope may be zero, and says so", () => {
    const result = percentSlowing({ treatment: { estimate: -0.2, standardError: 0.3 }, control: { estimate: -0.5, standardError: 0.3 } }, { better: "higher" });
    expect(result.estimate).toBeCloseTo(60, 12);
    expect(result.interval).toEqual({ lower: null, upper: null, level: 0.95 });
    expect(result.reasons).toEqual({ "interval.lower": "unbounded", "interval.upper": "unbounded" });
    expectPlain(result);
  });

  it("is not defined where the control group does not decline, whichever way the measure goes", () => {
    const slopes = { treatment: { estimate: 1, standardError: 0.1 }, control: { estimate: 2, standardError: 0.1 } };
    expect(percentSlowing(slopes, { better: "higher" }).reasons).toEqual({ estimate: "not-defined", "interval.lower": "not-defined", "interval.upper": "not-defined" });
    expect(percentSlowing(slopes, { better: "lower" }).estimate).toBe(50);
    expectPlain(percentSlowing(slopes, { better: "higher" }));
    expectPlain(percentSlowing({ ...slopes, control: { estimate: 0, standardError: 0 } }, { better: "lower" }));
  });

  it("is plain data from frozen input, and echoes what it was given", () => {
    const slopes = deepFreeze({ treatment: { estimate: -0.55, standardError: 0.11 }, control: { estimate: -1.13, standardError: 0.15 } });
    const result = percentSlowing(slopes, deepFreeze({ better: "higher", degreesOfFreedom: 57 }));
    expectPlain(result);
    expect(result.degreesOfFreedom).toBe(57);
    expect(result.groups).toEqual(slopes);
    expect(result.method.options).toEqual({ better: "higher", level: 0.95, degreesOfFreedom: 57 });
  });

  it("refuses what is no estimate and options out of range", () => {
    const slopes = { treatment: { estimate: -0.5, standardError: 0.1 }, control: { estimate: -1, standardError: 0.1 } };
    expect(() => percentSlowing({ ...slopes, control: { estimate: -1, standardError: -0.1 } }, { better: "higher" })).toThrow(/control.standardError must not be negative/);
    expect(() => percentSlowing(slopes, { better: "higher", level: 95 })).toThrow(RangeError);
    expect(() => percentSlowing(slopes, { better: "higher", degreesOfFreedom: 0 })).toThrow(/at least 1; received 0/);
    // @ts-expect-error the direction is needed
    expect(() => percentSlowing(slopes, {})).toThrow(/better must be one of "higher", "lower"; received undefined/);
    // @ts-expect-error both groups are needed
    expect(() => percentSlowing({ treatment: slopes.treatment }, { better: "higher" })).toThrow(/control is missing/);
  });
});
