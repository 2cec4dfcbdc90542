import { describe, expect, it } from "vitest";
import { compareEstimates } from "trialwise/inference";
import type { GroupEstimate } from "trialwise/inference";
import { naiveCompareEstimates } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface EstimateCase {
  readonly treatment: GroupEstimate;
  readonly control: GroupEstimate;
  readonly degreesOfFreedom: number | null;
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

function compare({ treatment, control, degreesOfFreedom, alternative, level }: EstimateCase) {
  return compareEstimates({ treatment, control }, { alternative, level, ...(degreesOfFreedom !== null && { degreesOfFreedom }) });
}

function errorsOf(result: ReturnType<typeof compareEstimates>, expected: Omit<EstimateCase, "treatment" | "control" | "level" | "degreesOfFreedom" | "alternative">) {
  return {
    estimate: errorOf(result.estimate, expected.estimate, expected.standardError),
    standardError: errorOf(result.standardError, expected.standardError),
    statistic: errorOf(result.statistic, expected.statistic, Math.max(1, Math.abs(expected.statistic))),
    pValue: errorOf(result.pValue, expected.pValue),
    lower: errorOf(result.interval.lower, expected.lower, expected.standardError),
    upper: errorOf(result.interval.upper, expected.upper, expected.standardError),
  };
}

describe("compareEstimates", () => {
  it("is right by hand for a difference of 1.96 standard errors", () => {
    // SE = √(3² + 4²) = 5 and difference 9.8 = 1.96 × 5, so p = 0.05 to the digits of 1.96 and the interval touches 0.
    const result = compareEstimates({ treatment: { estimate: 10, standardError: 3 }, control: { estimate: 0.2, standardError: 4 } });
    expect(result.standardError).toBe(5);
    expect(result.statistic).toBeCloseTo(1.96, 14);
    expect(result.pValue).toBeCloseTo(0.04999579, 8);
    expect(result.interval.lower).toBeCloseTo(0.00018, 5);
    expect(result.method.name).toBe("wald-z-test");
  });

  it("agrees with R's normal and t distributions on 220 random cases", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<EstimateCase>("estimates");
    cases.forEach((expected, at) => worst.add(at, errorsOf(compare(expected), expected)));
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by integrals", () => {
    const worst = new WorstErrors();
    readFixture<EstimateCase>("estimates").cases.slice(0, 60).forEach(({ treatment, control, degreesOfFreedom, level }, at) => {
      const naive = naiveCompareEstimates(treatment, control, degreesOfFreedom ?? Infinity, level);
      const result = compareEstimates({ treatment, control }, { level, ...(degreesOfFreedom !== null && { degreesOfFreedom }) });
      worst.add(at, errorsOf(result, { ...naive, pValue: naive.twoSided }));
    });
    worst.expectBelow(1e-11);
  });

  it("says which distribution it used", () => {
    const input = { treatment: { estimate: 1, standardError: 1 }, control: { estimate: 0, standardError: 0 } };
    expect(compareEstimates(input)).not.toHaveProperty("degreesOfFreedom");
    const withDegrees = compareEstimates(input, { degreesOfFreedom: 12.5 });
    expect(withDegrees.degreesOfFreedom).toBe(12.5);
    expect(withDegrees.method).toMatchObject({ name: "wald-t-test", options: { degreesOfFreedom: 12.5 } });
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(compareEstimates, { treatment: { estimate: -0, standardError: -0 }, control: { estimate: 0, standardError: 1 } });
    expectPlain((input) => compareEstimates(input, { alternative: "greater", degreesOfFreedom: 3 }), {
      treatment: { estimate: 1, standardError: 2 },
      control: { estimate: 1, standardError: 2 },
    });
  });

  it("refuses estimates without error, negative errors and impossible degrees of freedom", () => {
    const exact = { estimate: 1, standardError: 0 };
    expect(codeOf(() => compareEstimates({ treatment: exact, control: exact }))).toBe("no-variance");
    expect(() => compareEstimates({ treatment: { estimate: 1, standardError: -1 }, control: exact })).toThrow(RangeError);
    expect(() => compareEstimates({ treatment: { estimate: 1, standardError: 1 }, control: exact }, { degreesOfFreedom: 0 })).toThrow(
      "degreesOfFreedom must be at least 1; received 0",
    );
    expect(() => compareEstimates({ treatment: { estimate: 1, standardError: 1 }, control: exact }, { degreesOfFreedom: Infinity })).toThrow(RangeError);
  });
});
