import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareEstimates, pairedTTest, studentTTest, summarise, welchTTest } from "trialwise/inference";
import { alternative, level, sample, value } from "./arbitraries.ts";
import { errorOf } from "./closeness.ts";
import { expectPlain } from "./robustness.ts";

const near = (actual: number | null, expected: number | null, scale = Math.max(1, Math.abs(expected ?? 0))) => expect(errorOf(actual, expected, scale)).toBeLessThan(1e-9);
const negative = (number: number | null) => (number === null ? null : -number);

describe.each([
  ["studentTTest", studentTTest],
  ["welchTTest", welchTTest],
] as const)("%s", (_name, test) => {
  const groups = fc.record({ treatment: sample, control: sample });

  it("swapping the groups turns the sign and keeps the p-value", () => {
    fc.assert(
      fc.property(groups, level, ({ treatment, control }, level) => {
        const [one, other] = [test({ treatment, control }, { level }), test({ treatment: control, control: treatment }, { level })];
        near(other.estimate, -one.estimate);
        near(other.pValue, one.pValue);
        near(other.interval.lower, negative(one.interval.upper));
        near(other.interval.upper, negative(one.interval.lower));
      }),
    );
  });

  it("the order of values, their unit and their origin do not matter", () => {
    fc.assert(
      fc.property(groups, value, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), ({ treatment, control }, shift, unit) => {
        const expected = test({ treatment, control });
        const change = (values: readonly number[]) => values.map((each) => (each + shift) * unit).reverse();
        const changed = test({ treatment: change(treatment), control: change(control) });
        // Rounding of the changed values is relative to the largest of them.
        const noise = Math.max(1, (2000 * Number.EPSILON) / expected.standardError / 1e-9);
        expect(errorOf(changed.statistic, expected.statistic, Math.max(1, Math.abs(expected.statistic)))).toBeLessThan(1e-9 * noise);
        expect(errorOf(changed.standardError / unit, expected.standardError)).toBeLessThan(1e-9 * noise);
      }),
    );
  });

  it("one-sided p-values add up to 1, and the two-sided one doubles the smaller", () => {
    fc.assert(
      fc.property(groups, (input) => {
        const [greater, less, twoSided] = (["greater", "less", "two-sided"] as const).map((alternative) => test(input, { alternative }).pValue);
        near(greater! + less!, 1);
        near(twoSided!, 2 * Math.min(greater!, less!));
      }),
    );
  });

  it("the interval excludes zero exactly when p is below 1 − level", () => {
    fc.assert(
      fc.property(groups, level, alternative, (input, level, alternative) => {
        const { pValue, interval } = test(input, { level, alternative });
        fc.pre(Math.abs(pValue - (1 - level)) > 1e-9);
        const excludes = (interval.lower !== null && interval.lower > 0) || (interval.upper !== null && interval.upper < 0);
        expect(excludes).toBe(pValue < 1 - level);
      }),
    );
  });

  it("a higher level has the wider interval around the same estimate", () => {
    fc.assert(
      fc.property(groups, level, level, (input, one, other) => {
        fc.pre(one !== other);
        const [narrow, wide] = [Math.min(one, other), Math.max(one, other)].map((level) => test(input, { level }));
        expect(wide!.interval.lower!).toBeLessThan(narrow!.interval.lower!);
        expect(wide!.interval.upper!).toBeGreaterThan(narrow!.interval.upper!);
        expect(narrow!.interval.lower!).toBeLessThanOrEqual(narrow!.estimate);
      }),
    );
  });

  it("summaries give the test of their values, and any result is plain data", () => {
    fc.assert(
      fc.property(groups, alternative, (input, alternative) => {
        const fromValues = test(input, { alternative });
        const fromSummaries = test({ treatment: summarise(input.treatment), control: summarise(input.control) }, { alternative });
        near(fromSummaries.statistic, fromValues.statistic);
        expectPlain((values: typeof input) => test(values, { alternative }), input);
      }),
    );
  });
});

describe("the degrees of freedom", () => {
  it("of Welch lie between those of the smaller group and of Student", () => {
    fc.assert(
      fc.property(sample, sample, (treatment, control) => {
        const welch = welchTTest({ treatment, control });
        expect(welch.degreesOfFreedom).toBeGreaterThanOrEqual(Math.min(treatment.length, control.length) - 1 - 1e-9);
        expect(welch.degreesOfFreedom).toBeLessThanOrEqual(studentTTest({ treatment, control }).degreesOfFreedom + 1e-9);
      }),
    );
  });
});

describe("pairedTTest", () => {
  const pairs = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 25 }).filter((all) => new Set(all.map(([before, after]) => after - before)).size > 1 && summarise(all.map(([before, after]) => after - before)).standardDeviation! > 1e-6);

  it("swapping before and after turns the sign and keeps the p-value", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const [before, after] = [all.map(([first]) => first), all.map(([, second]) => second)];
        const [forward, backward] = [pairedTTest({ before, after }), pairedTTest({ before: after, after: before })];
        near(backward.estimate, -forward.estimate);
        near(backward.pValue, forward.pValue);
      }),
    );
  });

  it("depends on the differences alone", () => {
    fc.assert(
      fc.property(pairs, alternative, (all, alternative) => {
        const [before, after] = [all.map(([first]) => first), all.map(([, second]) => second)];
        const result = pairedTTest({ before, after }, { alternative });
        expect(pairedTTest({ differences: all.map(([first, second]) => second - first) }, { alternative })).toEqual(result);
        near(pairedTTest({ differences: result.differences }, { alternative }).statistic, result.statistic);
      }),
    );
  });
});

describe("summarise", () => {
  it("has its order statistics in order", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.constantFrom(7, 2), (values, quantileType) => {
        const { minimum, quartiles, median, maximum, mean } = summarise(values, { quantileType });
        const ascending = [minimum, quartiles.lower, median, quartiles.upper, maximum];
        expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
        expect(mean).toBeGreaterThanOrEqual(minimum - 1e-9);
        expect(mean).toBeLessThanOrEqual(maximum + 1e-9);
      }),
    );
  });

  it("follows a change of unit, sign and order", () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(7, 2), fc.integer({ min: 1, max: 64 }), (values, quantileType, factor) => {
        const [one, other] = [summarise(values, { quantileType }), summarise(values.map((each) => -each * factor).reverse(), { quantileType })];
        near(other.standardDeviation, factor * one.standardDeviation!);
        near(other.mean, -factor * one.mean);
        near(other.median, -factor * one.median);
        near(other.quartiles.lower, -factor * one.quartiles.upper);
        expect(other.minimum).toBe(-factor * one.maximum === 0 ? 0 : -factor * one.maximum);
      }),
    );
  });
});

describe("compareEstimates", () => {
  const estimate = fc.record({ estimate: value, standardError: fc.double({ min: 0.001, max: 1000, noNaN: true }) });

  it("swapping the groups turns the sign, and more degrees of freedom lower the p-value", () => {
    fc.assert(
      fc.property(estimate, estimate, fc.double({ min: 1, max: 200, noNaN: true }), (treatment, control, degreesOfFreedom) => {
        const normal = compareEstimates({ treatment, control });
        const t = compareEstimates({ treatment, control }, { degreesOfFreedom });
        near(compareEstimates({ treatment: control, control: treatment }).statistic, -normal.statistic);
        expect(t.statistic).toBe(normal.statistic);
        expect(t.pValue).toBeGreaterThanOrEqual(normal.pValue);
        expectPlain(compareEstimates, { treatment, control });
      }),
    );
  });
});
