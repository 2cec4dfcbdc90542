import { describe, expect, it } from "vitest";
import { twoVisitSlope } from "trialwise/change";
import { naiveTwoVisitSlope } from "../naive/change.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { readCases } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface Case {
  readonly twoVisit: { readonly time: readonly number[]; readonly value: readonly number[]; readonly estimate: number };
}

const cases = readCases<Case>("numbers").map(({ twoVisit }) => twoVisit);

describe("twoVisitSlope", () => {
  it("is −2 a month for a loss of 6 points in the three months before baseline, by hand", () => {
    expect(twoVisitSlope({ time: [-3, 0], value: [42, 36] }).estimate).toBe(-2);
    expect(twoVisitSlope({ time: [0, 4], value: [36, 33] }).estimate).toBe(-0.75);
  });

  it("agrees with R on 240 random pairs", () => {
    const worst = new WorstErrors();
    cases.forEach(({ time, value, estimate }, at) => worst.add(at, { estimate: errorOf(twoVisitSlope({ time, value }).estimate, estimate) }));
    expect(cases.length).toBeGreaterThanOrEqual(200);
    // One subtraction and one division in either program.
    worst.expectBelow(1e-15);
  });

  it("agrees with a second implementation that solves for the line", () => {
    const worst = new WorstErrors();
    cases.forEach(({ time, value }, at) => {
      worst.add(at, { estimate: errorOf(twoVisitSlope({ time, value }).estimate, naiveTwoVisitSlope(time, value), 1) });
    });
    worst.expectBelow(1e-12);
  });

  it("is plain data from frozen input and from a Float64Array", () => {
    const result = twoVisitSlope(deepFreeze({ time: [-3, 0], value: [36, 36] }));
    expectPlain(result);
    expect(Object.is(result.estimate, 0)).toBe(true);
    expect(twoVisitSlope({ time: Float64Array.of(0, -3), value: Float64Array.of(30, 36) }).estimate).toBe(-2);
  });

  it("refuses fewer or more than two visits, and two at one time", () => {
    expect(codeOf(() => twoVisitSlope({ time: [], value: [] }))).toBe("too-few-values");
    expect(codeOf(() => twoVisitSlope({ time: [0], value: [36] }))).toBe("too-few-values");
    expect(codeOf(() => twoVisitSlope({ time: [1, 1], value: [36, 30] }))).toBe("singular-design");
    expect(codeOf(() => twoVisitSlope({ time: [0, 5e-324], value: [36, 30] }))).toBe("singular-design");
    expect(() => twoVisitSlope({ time: [0, 1, 2], value: [36, 35, 30] })).toThrow(/exactly 2 values; received 3. leastSquaresSlope/);
  });

  it("refuses lists that do not match and values that are no numbers", () => {
    expect(() => twoVisitSlope({ time: [0, 1], value: [36] })).toThrow(RangeError);
    expect(() => twoVisitSlope({ time: [0, 1], value: [36, Number.NaN] })).toThrow(/value\[1\] must be a finite number; received NaN/);
    expect(() => twoVisitSlope({ time: [0, Infinity], value: [36, 30] })).toThrow(RangeError);
    expect(() => twoVisitSlope({ time: [0, 1], value: [1e300, -1e300] })).toThrow(RangeError);
    // @ts-expect-error a score is a number
    expect(() => twoVisitSlope({ time: [0, 1], value: [36, "30"] })).toThrow(TypeError);
    // @ts-expect-error the field is called value
    expect(() => twoVisitSlope({ time: [0, 1], values: [36, 30] })).toThrow(/value is missing. Is it "values"\?/);
  });
});
