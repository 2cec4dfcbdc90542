import { describe, expect, it } from "vitest";
import { studentTTest, summarise } from "trialwise/inference";
import { naiveStudent } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";
import { sleepAfter, sleepBefore } from "./sleep.ts";
import type { TTestCase } from "./tTestCase.ts";
import { tTestErrors } from "./tTestCase.ts";

describe("studentTTest", () => {
  it("repeats the sleep data of Student 1908 as every textbook has them", () => {
    // t = 1.8608 on 18 degrees of freedom, p = 0.0792, interval −0.2038740 to 3.3638740: R's help page of `sleep`.
    const result = studentTTest({ treatment: sleepAfter, control: sleepBefore });
    expect(result.estimate).toBeCloseTo(1.58, 14);
    expect(result.statistic).toBeCloseTo(1.8608, 4);
    expect(result.degreesOfFreedom).toBe(18);
    expect(result.pValue).toBeCloseTo(0.0791867142159, 12);
    expect(result.interval.lower).toBeCloseTo(-0.203874, 6);
    expect(result.interval.upper).toBeCloseTo(3.363874, 6);
    expect(result.counts).toEqual({ treatment: 10, control: 10 });
  });

  it("is right by hand for four values", () => {
    // Means 5 and 1, both variances 2, so the pooled standard deviation is √2, the standard error √2 and t = 4/√2 on 2 degrees of
    // freedom, where P(T > t) = ½ − t/(2√(2 + t²)) exactly.
    const result = studentTTest({ treatment: [4, 6], control: [0, 2] });
    const t = 4 / Math.SQRT2;
    expect(result).toMatchObject({ estimate: 4, degreesOfFreedom: 2 });
    expect(result.pooledStandardDeviation).toBeCloseTo(Math.SQRT2, 15);
    expect(result.statistic).toBeCloseTo(t, 14);
    expect(result.pValue).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 15);
  });

  it("agrees with R's t.test(var.equal = TRUE) on 240 random cases", () => {
    const { cases } = readFixture<TTestCase>("tTests");
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    cases.forEach(({ treatment, control, alternative, level, student, pooledStandardDeviation }, at) => {
      const result = studentTTest({ treatment, control }, { alternative, level });
      worst.add(at, tTestErrors(result, student));
      worst.add(at, { pooled: errorOf(result.pooledStandardDeviation, pooledStandardDeviation) });
    });
    // R subtracts rounded means, which costs it three digits where values near 40 differ by 0.01.
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by integrals and pairs", () => {
    const worst = new WorstErrors();
    readFixture<TTestCase>("tTests").cases.slice(0, 60).forEach(({ treatment, control, level }, at) => {
      const naive = naiveStudent(treatment, control, level);
      const result = studentTTest({ treatment, control }, { level });
      const pValueOf = (alternative: FixtureAlternative) => studentTTest({ treatment, control }, { alternative }).pValue;
      worst.add(at, tTestErrors(result, { ...naive, pValue: naive.twoSided }));
      worst.add(at, { greater: errorOf(pValueOf("greater"), naive.greater), less: errorOf(pValueOf("less"), naive.less) });
    });
    worst.expectBelow(1e-12);
  });

  it("takes summaries in place of values, and its own groups", () => {
    const [treatment, control] = [summarise(sleepAfter), summarise(sleepBefore)];
    const fromValues = studentTTest({ treatment: sleepAfter, control: sleepBefore });
    for (const input of [{ treatment, control }, { treatment, control: sleepBefore }, { treatment: Float64Array.from(sleepAfter), control }, fromValues.groups]) {
      const result = studentTTest(input);
      expect(result.estimate).toBeCloseTo(fromValues.estimate, 14);
      expect(result.pValue).toBeCloseTo(fromValues.pValue, 14);
      expect(result.groups).toEqual(fromValues.groups);
    }
  });

  it("keeps its digits for values near 1e9, where the means alone would lose seven", () => {
    // Multiples of 1/1024 stay exact when 1e9 is added, so the shifted data have the same test.
    const treatment = [3, 7, -2, 11, 5, 0].map((value) => value / 1024);
    const control = [1, 4, -6, 2, 3].map((value) => value / 1024);
    const near = studentTTest({ treatment, control });
    const far = studentTTest({ treatment: treatment.map((value) => value + 1e9), control: control.map((value) => value + 1e9) });
    expect(far.estimate / near.estimate).toBeCloseTo(1, 14);
    expect(far.standardError / near.standardError).toBeCloseTo(1, 14);
    expect(far.pValue / near.pValue).toBeCloseTo(1, 14);
  });

  it("gives the same test in any unit, from 1e-200 to 1e140", () => {
    const expected = studentTTest({ treatment: sleepAfter, control: sleepBefore });
    for (const unit of [1e-200, 1e-20, 1e20, 1e140]) {
      const scaled = studentTTest({ treatment: sleepAfter.map((value) => value * unit), control: sleepBefore.map((value) => value * unit) });
      expect(scaled.pValue / expected.pValue).toBeCloseTo(1, 13);
      expect(scaled.standardError / unit / expected.standardError).toBeCloseTo(1, 13);
    }
  });

  it("leaves the open limit of a one-sided interval null, and says so", () => {
    const greater = studentTTest({ treatment: sleepAfter, control: sleepBefore }, { alternative: "greater" });
    expect(greater.interval.upper).toBeNull();
    expect(greater.reasons).toEqual({ "interval.upper": "unbounded" });
    const less = studentTTest({ treatment: sleepAfter, control: sleepBefore }, { alternative: "less" });
    expect(less.interval.lower).toBeNull();
    expect(less.reasons).toEqual({ "interval.lower": "unbounded" });
    expect(studentTTest({ treatment: sleepAfter, control: sleepBefore })).not.toHaveProperty("reasons");
  });

  it("says in its method what it did", () => {
    expect(studentTTest({ treatment: [1, 2], control: [3, 5] }).method).toMatchObject({
      name: "student-t-test",
      options: { level: 0.95, alternative: "two-sided" },
    });
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(studentTTest, { treatment: [0, -0, 1], control: { n: 3, mean: -0, standardDeviation: 1 } });
    expectPlain(studentTTest, { treatment: [1, 2], control: [2, 1] });
    expectPlain((input) => studentTTest(input, { alternative: "less" }), { treatment: [1, 2], control: [3, 5] });
  });

  it("pools what one group says where the other has a single value, as R and a second implementation do", () => {
    const { cases } = readFixture<Omit<TTestCase, "before" | "after" | "welch" | "paired">>("tTestsOfOneValue");
    expect(cases.length).toBe(60);
    const worst = new WorstErrors();
    cases.forEach(({ treatment, control, alternative, level, student, pooledStandardDeviation }, at) => {
      const result = studentTTest({ treatment, control }, { alternative, level });
      worst.add(at, tTestErrors(result, student));
      worst.add(at, { pooled: errorOf(result.pooledStandardDeviation, pooledStandardDeviation) });
      const single = treatment.length === 1 ? "treatment" : "control";
      expect(result.groups[single]).toEqual({ n: 1, mean: single === "treatment" ? treatment[0] : control[0], standardDeviation: null });
      expect(result.reasons).toMatchObject({ [`groups.${single}.standardDeviation`]: "too-few-values" });
      expect(studentTTest(result.groups, { alternative, level }).pValue / result.pValue).toBeCloseTo(1, 9);
      if (alternative === "two-sided") {
        const naive = naiveStudent(treatment, control, level);
        worst.add(at, tTestErrors(result, { ...naive, pValue: naive.twoSided }));
      }
    });
    worst.expectBelow(1e-11);
  });

  it("of one value and two is right by hand, from values and from a summary", () => {
    // Mean 1 and variance 2 of 0 and 2; 4 lies 3 above. With one degree of freedom P(T > t) = ½ − arctan(t)/π.
    const t = 3 / Math.sqrt(2 * (1 + 1 / 2));
    for (const treatment of [[4], { n: 1, mean: 4, standardDeviation: null }]) {
      const result = studentTTest({ treatment, control: [0, 2] });
      expect(result).toMatchObject({ estimate: 3, degreesOfFreedom: 1, counts: { treatment: 1, control: 2 } });
      expect(result.pooledStandardDeviation).toBeCloseTo(Math.SQRT2, 15);
      expect(result.statistic).toBeCloseTo(t, 14);
      expect(result.pValue).toBeCloseTo(1 - (2 * Math.atan(t)) / Math.PI, 14);
      expect(result.reasons).toEqual({ "groups.treatment.standardDeviation": "too-few-values" });
    }
    expectPlain((input) => studentTTest(input, { alternative: "less" }), { treatment: [1, 2], control: [-0] });
  });

  it("refuses what cannot be estimated, with a code", () => {
    expect(codeOf(() => studentTTest({ treatment: [1], control: [2] }))).toBe("too-few-values");
    expect(codeOf(() => studentTTest({ treatment: [1, 2], control: [] }))).toBe("too-few-values");
    expect(codeOf(() => studentTTest({ treatment: [], control: [1, 2] }))).toBe("too-few-values");
    expect(codeOf(() => studentTTest({ treatment: { n: 1, mean: 3, standardDeviation: null }, control: [1] }))).toBe("too-few-values");
    expect(codeOf(() => studentTTest({ treatment: { n: 1, mean: 3, standardDeviation: 2 }, control: [1, 2] }))).toBe("too-few-values");
    expect(codeOf(() => studentTTest({ treatment: [1], control: [2, 2] }))).toBe("no-variance");
    expect(() => studentTTest({ treatment: { n: 1, mean: NaN, standardDeviation: null }, control: [1, 2] })).toThrow("studentTTest: treatment.mean must be a finite number; received NaN");
    expect(codeOf(() => studentTTest({ treatment: { n: 0, mean: 0, standardDeviation: null }, control: [1, 2] }))).toBe("too-few-values");
    expect(codeOf(() => studentTTest({ treatment: [3, 3, 3], control: [4, 4] }))).toBe("no-variance");
    expect(codeOf(() => studentTTest({ treatment: [0.1 + 0.2, 0.3], control: [0.3, 0.3] }))).toBe("no-variance");
    expect(codeOf(() => studentTTest({ treatment: [0, 0], control: [0, 0] }))).toBe("no-variance");
  });
});
