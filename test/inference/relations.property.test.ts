import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlation, powerTTest } from "trialwise/inference";
import { alternative, level, value } from "./arbitraries.ts";
import { errorOf } from "./closeness.ts";
import { expectPlain } from "./robustness.ts";

const near = (actual: number | null, expected: number | null, scale = Math.max(1, Math.abs(expected ?? 0))) => expect(errorOf(actual, expected, scale)).toBeLessThan(1e-9);

describe("correlation", () => {
  const pairs = fc
    .array(fc.tuple(value, value), { minLength: 4, maxLength: 25 })
    .filter((all) => new Set(all.map(([x]) => x)).size > 1 && new Set(all.map(([, y]) => y)).size > 1)
    .map((all) => ({ x: all.map(([x]) => x), y: all.map(([, y]) => y) }))
    .filter((input) => Math.abs(correlation(input).estimate) < 1 - 1e-6);

  it("x and y are alike, and turning one of them turns the sign", () => {
    fc.assert(
      fc.property(pairs, level, ({ x, y }, level) => {
        const result = correlation({ x, y }, { level });
        const swapped = correlation({ x: y, y: x }, { level });
        near(swapped.estimate, result.estimate);
        near(swapped.pValue, result.pValue);
        const turned = correlation({ x, y: y.map((each) => -each) }, { level });
        near(turned.estimate, -result.estimate);
        near(turned.interval.lower, -result.interval.upper!);
      }),
    );
  });

  it("unit, origin and order do not matter", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 64 }), fc.integer({ min: -100, max: 100 }), ({ x, y }, factor, shift) => {
        const changed = correlation({ x: x.map((each) => factor * each + shift).reverse(), y: [...y].reverse() });
        near(changed.estimate, correlation({ x, y }).estimate, 1);
      }),
    );
  });

  it("stays between −1 and 1 with its interval around it, and gives the same from r and n", () => {
    fc.assert(
      fc.property(pairs, alternative, level, (input, alternative, level) => {
        const result = correlation(input, { alternative, level });
        expect(Math.abs(result.estimate)).toBeLessThanOrEqual(1);
        const published = correlation({ r: result.estimate, n: input.x.length }, { alternative, level });
        near(published.statistic, result.statistic);
        near(published.interval.lower, result.interval.lower);
        if (alternative === "two-sided") {
          expect(result.interval.lower!).toBeLessThanOrEqual(result.estimate);
          expect(result.interval.upper!).toBeGreaterThanOrEqual(result.estimate);
        }
        expectPlain((given: typeof input) => correlation(given, { alternative, level }), input);
      }),
    );
  });
});

describe("correlation of ranks", () => {
  const grade = fc.integer({ min: 0, max: 12 });
  const pairs = fc
    .array(fc.tuple(grade, grade), { minLength: 3, maxLength: 20 })
    .filter((all) => new Set(all.map(([x]) => x)).size > 1 && new Set(all.map(([, y]) => y)).size > 1)
    .map((all) => ({ x: all.map(([x]) => x), y: all.map(([, y]) => y) }));
  const method = fc.constantFrom("spearman", "kendall");

  it("x and y are alike, turning one turns the sign, and only the order of values counts", () => {
    fc.assert(
      fc.property(pairs, method, level, ({ x, y }, method, level) => {
        const result = correlation({ x, y }, { method, level });
        const swapped = correlation({ x: y, y: x }, { method, level });
        near(swapped.estimate, result.estimate);
        near(swapped.pValue, result.pValue);
        const turned = correlation({ x, y: y.map((each) => -(each ** 3)) }, { method, level });
        near(turned.estimate, -result.estimate);
        near(turned.pValue, result.pValue);
        near(turned.interval.lower, result.interval.upper === null ? null : -result.interval.upper);
        expect(Math.abs(result.estimate)).toBeLessThanOrEqual(1);
        expectPlain((input: typeof pairs extends fc.Arbitrary<infer Pairs> ? Pairs : never) => correlation(input, { method, level }), { x, y });
      }),
    );
  });
});

describe("powerTTest", () => {
  const formula = fc.constantFrom("normal", "noncentral-t");
  // Designs that groups of two are too small for: below, the smallest groups already exceed the power, and nothing is solved.
  const design = fc
    .record({
      difference: fc.double({ min: 0.1, max: 3, noNaN: true }),
      standardDeviation: fc.double({ min: 0.5, max: 4, noNaN: true }),
      power: fc.double({ min: 0.3, max: 0.99, noNaN: true }),
      significanceLevel: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    })
    .filter(({ power, ...given }) => powerTTest({ ...given, nPerGroup: 2 }, { alternative: "greater" }).power < power);

  it("the solved group size has the power asked for, and one participant less has not", () => {
    fc.assert(
      fc.property(design, formula, fc.integer({ min: 1, max: 3 }), (given, formula, ratio) => {
        const { difference, standardDeviation, significanceLevel } = given;
        const { n } = powerTTest(given, { formula, allocation: { treatment: ratio, control: 1 } });
        fc.pre(n.control > 3);
        const powerOf = (size: number) =>
          powerTTest({ n: { treatment: size * ratio, control: size }, difference, standardDeviation, significanceLevel }, { formula }).power;
        near(powerOf(n.control), given.power);
        expect(powerOf(n.control - 1)).toBeLessThan(given.power);
      }),
    );
  });

  it("the normal formula needs fewer than the noncentral t, and a one-sided test at half the level as many as a two-sided one", () => {
    fc.assert(
      fc.property(design, (given) => {
        const student = powerTTest(given);
        expect(powerTTest(given, { formula: "normal" }).n.control).toBeLessThan(student.n.control);
        const oneSided = powerTTest({ ...given, significanceLevel: given.significanceLevel / 2 }, { alternative: "greater" });
        near(oneSided.n.control, student.n.control);
      }),
    );
  });

  it("only the ratio of difference and standard deviation matters, and its sign turns with the alternative", () => {
    fc.assert(
      fc.property(design, formula, fc.double({ min: 0.01, max: 100, noNaN: true }), (given, formula, unit) => {
        const { n } = powerTTest(given, { formula, alternative: "greater" });
        const changed = { ...given, difference: -given.difference * unit, standardDeviation: given.standardDeviation * unit };
        near(powerTTest(changed, { formula, alternative: "less" }).n.control, n.control);
        expectPlain((input: typeof given) => powerTTest(input, { formula, dropout: 0.15 }), given);
      }),
    );
  });

  it("enrolls enough that those who remain are as many as needed", () => {
    fc.assert(
      fc.property(design, fc.double({ min: 0, max: 0.9, noNaN: true }), (given, dropout) => {
        const { n, nAnalysed, nEnrolled } = powerTTest(given, { formula: "normal", dropout });
        expect(nAnalysed.control).toBeGreaterThanOrEqual(n.control - 1e-6);
        expect(nEnrolled.control * (1 - dropout)).toBeGreaterThanOrEqual(nAnalysed.control - 1e-6);
        expect((nEnrolled.control - 1) * (1 - dropout)).toBeLessThan(nAnalysed.control);
      }),
    );
  });
});
