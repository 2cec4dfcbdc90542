import { describe, expect, it } from "vitest";
import { leastSquaresSlope, twoVisitSlope } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveLeastSquaresSlope } from "../naive/change.ts";
import { readCases } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface Case {
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly level: number;
  readonly estimate: number;
  readonly intercept: number;
  readonly standardError?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly residual?: number;
}

const cases = readCases<{ readonly leastSquares: Case }>("numbers").map(({ leastSquares }) => leastSquares);

/** Errors of a result, each by the error or the value it comes with. */
function errorsOf({ time, value, level }: Case, expected: Omit<Case, "time" | "value" | "level">): Record<string, number> {
  const result = leastSquaresSlope({ time, value }, { level });
  const scale = expected.standardError ?? Math.abs(expected.estimate);
  const width = expected.upper! - expected.lower!;
  return {
    estimate: errorOf(result.estimate, expected.estimate, scale),
    intercept: errorOf(result.intercept, expected.intercept),
    ...(expected.standardError !== undefined && {
      standardError: errorOf(result.standardError, expected.standardError),
      lower: errorOf(result.interval.lower, expected.lower ?? null, width),
      upper: errorOf(result.interval.upper, expected.upper ?? null, width),
      residual: errorOf(result.residualStandardDeviation, expected.residual ?? null),
    }),
  };
}

describe("leastSquaresSlope", () => {
  it("repeats the 25 months of steam use of Draper and Smith, Applied Regression Analysis, Appendix 1A", () => {
    // Pounds of steam against the mean temperature; fitted in section 1.2 as 13.623 − 0.0798 X, s² = 0.7923, se(b1) = 0.0105.
    const value = [10.98, 11.13, 12.51, 8.4, 9.27, 8.73, 6.36, 8.5, 7.82, 9.14, 8.24, 12.19, 11.88, 9.57, 10.94, 9.58, 10.09, 8.11, 6.83, 8.88, 7.68, 8.47, 8.86, 10.36, 11.08];
    const time = [35.3, 29.7, 30.8, 58.8, 61.4, 71.3, 74.4, 76.7, 70.7, 57.5, 46.4, 28.9, 28.1, 39.1, 46.8, 48.5, 59.3, 70, 70, 74.5, 72.1, 58.1, 44.6, 33.4, 28.6];
    const result = leastSquaresSlope({ time, value });
    expect(result.estimate).toBeCloseTo(-0.0798, 4);
    expect(result.intercept).toBeCloseTo(13.623, 3);
    expect(result.standardError).toBeCloseTo(0.0105, 4);
    expect(result.residualStandardDeviation! ** 2).toBeCloseTo(0.7923, 4);
    expect(result.degreesOfFreedom).toBe(23);
  });

  it("agrees with R's lm() and confint() on 240 random cases", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => worst.add(at, errorsOf(each, each)));
    expect(cases.length).toBeGreaterThanOrEqual(200);
    // R does not centre the times, some of which start at 1000: that costs it up to four digits.
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by all pairs of visits", () => {
    const worst = new WorstErrors();
    cases.slice(0, 80).forEach((each, at) => worst.add(at, errorsOf(each, naiveLeastSquaresSlope(each.time, each.value, each.level))));
    worst.expectBelow(1e-12);
  });

  it("of two visits is the two-visit slope, without an error", () => {
    const visits = { time: [-3, 0], value: [40, 36] };
    const result = leastSquaresSlope(visits);
    expect(result.estimate).toBeCloseTo(twoVisitSlope(visits).estimate, 15);
    expect(result.standardError).toBeNull();
    expect(result.residualStandardDeviation).toBeNull();
    expect(result.interval).toEqual({ lower: null, upper: null, level: 0.95 });
    expect(new Set(Object.values(result.reasons ?? {}))).toEqual(new Set(["no-residual-degrees-of-freedom"]));
    expectPlain(result);
  });

  it.each([
    [[1, 2, 3, 4], [0.1, 0.2, 0.3, 0.4]],
    [[-3, -1, 0], [1 / 3, 1, 4 / 3]],
    [[0, 1, 2], [36, 36, 36]],
    [[1e9, 1e9 + 1, 1e9 + 2], [3, 1, -1]],
  ])("of points on a line (%j, %j) has an error of exactly 0", (time, value) => {
    const result = leastSquaresSlope({ time, value });
    expect([result.standardError, result.residualStandardDeviation]).toEqual([0, 0]);
    expect(result.interval).toEqual({ lower: result.estimate, upper: result.estimate, level: 0.95 });
    expectPlain(result);
  });

  it("keeps its digits for times near 1e9 and near 1e-200", () => {
    const value = [36, 35, 31, 32];
    const near = leastSquaresSlope({ time: [0, 1, 2, 5], value });
    const far = leastSquaresSlope({ time: [1e9, 1e9 + 1, 1e9 + 2, 1e9 + 5], value });
    const tiny = leastSquaresSlope({ time: [0, 1e-200, 2e-200, 5e-200], value: value.map((score) => score * 1e-60) });
    expect(far.estimate).toBe(near.estimate);
    expect(far.standardError).toBe(near.standardError);
    expect(tiny.estimate / (near.estimate * 1e140)).toBeCloseTo(1, 13);
    expect(tiny.standardError! / (near.standardError! * 1e140)).toBeCloseTo(1, 13);
  });

  it("is plain data from frozen input and from a Float64Array", () => {
    const input = deepFreeze({ time: [-3, -2, -1, 0], value: [41, 40, 37, 36] });
    expectPlain(leastSquaresSlope(input));
    expect(leastSquaresSlope({ time: Float64Array.from(input.time), value: Float64Array.from(input.value) })).toEqual(leastSquaresSlope(input));
  });

  it("refuses one visit, visits at one time, and options that do not exist", () => {
    expect(codeOf(() => leastSquaresSlope({ time: [0], value: [36] }))).toBe("too-few-values");
    expect(codeOf(() => leastSquaresSlope({ time: [2, 2, 2], value: [36, 35, 30] }))).toBe("singular-design");
    expect(codeOf(() => leastSquaresSlope({ time: [0, 0, 5e-324], value: [36, 35, 30] }))).toBe("singular-design");
    expect(() => leastSquaresSlope({ time: [0, 1], value: [36, 30] }, { level: 95 })).toThrow(/level must be between 0 and 1/);
    // @ts-expect-error the option is called level
    expect(() => leastSquaresSlope({ time: [0, 1], value: [36, 30] }, { confidence: 0.95 })).toThrow(TypeError);
    expect(() => leastSquaresSlope({ time: [0, 1, 2], value: [36, 30] })).toThrow(/same length; received 3 and 2/);
  });
});
