import { describe, expect, it } from "vitest";
import { summarise, welchTTest } from "trialwise/inference";
import { naiveWelch } from "../naive/inference.ts";
import { WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";
import { sleepAfter, sleepBefore } from "./sleep.ts";
import type { TTestCase } from "./tTestCase.ts";
import { tTestErrors } from "./tTestCase.ts";

describe("welchTTest", () => {
  it("repeats the sleep data of Student 1908 as R's help page of t.test has them", () => {
    // t = -1.8608, df = 17.776, p-value = 0.07939, interval -3.3654832 to 0.2054832, there with the groups the other way round.
    const result = welchTTest({ treatment: sleepBefore, control: sleepAfter });
    expect(result.statistic).toBeCloseTo(-1.8608, 4);
    expect(result.degreesOfFreedom).toBeCloseTo(17.776, 3);
    expect(result.pValue).toBeCloseTo(0.07939, 5);
    expect(result.interval.lower).toBeCloseTo(-3.3654832, 7);
    expect(result.interval.upper).toBeCloseTo(0.2054832, 7);
  });

  it("agrees with R's t.test() on 240 random cases", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<TTestCase>("tTests");
    cases.forEach(({ treatment, control, alternative, level, welch }, at) => {
      worst.add(at, tTestErrors(welchTTest({ treatment, control }, { alternative, level }), welch));
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    // R subtracts rounded means, which costs it three digits where values near 40 differ by 0.01.
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by integrals and pairs", () => {
    const worst = new WorstErrors();
    readFixture<TTestCase>("tTests").cases.slice(0, 60).forEach(({ treatment, control, level }, at) => {
      const naive = naiveWelch(treatment, control, level);
      worst.add(at, tTestErrors(welchTTest({ treatment, control }, { level }), { ...naive, pValue: naive.twoSided }));
    });
    worst.expectBelow(1e-12);
  });

  it("is Student's test when both groups have the same size and variance", () => {
    const result = welchTTest({ treatment: [1, 2, 3, 4], control: [11, 12, 13, 14] });
    expect(result.degreesOfFreedom).toBeCloseTo(6, 13);
  });

  it("takes one group without variance, whose degrees of freedom then do not count", () => {
    const result = welchTTest({ treatment: [1, 2, 4], control: [3, 3, 3, 3] });
    expect(result.degreesOfFreedom).toBeCloseTo(2, 14);
    expect(result.groups.control.standardDeviation).toBe(0);
  });

  it("keeps its digits for values near 1e9", () => {
    const treatment = [3, 7, -2, 11, 5, 0].map((value) => value / 1024);
    const control = [1, 4, -6, 2, 3].map((value) => value / 1024);
    const near = welchTTest({ treatment, control });
    const far = welchTTest({ treatment: treatment.map((value) => value + 1e9), control: control.map((value) => value + 1e9) });
    expect(far.pValue / near.pValue).toBeCloseTo(1, 14);
    expect(far.degreesOfFreedom / near.degreesOfFreedom).toBeCloseTo(1, 14);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(welchTTest, { treatment: summarise([1, 2, 4]), control: [-0, 5, 7] });
    expectPlain((input) => welchTTest(input, { alternative: "greater", level: 0.8 }), { treatment: [1, 2], control: [3, 5] });
  });

  it("refuses what cannot be estimated, with a code", () => {
    expect(codeOf(() => welchTTest({ treatment: [1], control: [1, 2] }))).toBe("too-few-values");
    expect(codeOf(() => welchTTest({ treatment: [5, 5], control: [4, 4] }))).toBe("no-variance");
  });
});
