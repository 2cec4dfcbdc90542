import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustPValues, rankSumTest, signedRankTest } from "trialwise/inference";
import type { RankTestOptions } from "trialwise/inference";
import { alternative, level } from "./arbitraries.ts";
import { expectPlain } from "./robustness.ts";

// Few values, so that most samples have ties and zeros, in quarters, so that sums are exact.
const quarters = fc.integer({ min: -12, max: 12 }).map((quarter) => quarter / 4);
const group = fc.array(quarters, { minLength: 1, maxLength: 12 });
const groups = fc.record({ treatment: group, control: group }).filter(({ treatment, control }) => new Set([...treatment, ...control]).size > 1);
const differences = fc.array(quarters, { minLength: 1, maxLength: 14 }).filter((values) => values.some((value) => value !== 0));
const zeros = fc.constantFrom("pratt", "wilcoxon");
const options = fc.record({ alternative, level, pValueMethod: fc.constantFrom("exact", "normal", "auto"), continuityCorrection: fc.boolean() });
const opposite = { "two-sided": "two-sided", greater: "less", less: "greater" } as const;
const turned = (given: Required<RankTestOptions>) => ({ ...given, alternative: opposite[given.alternative] });
const anyLevel = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const negative = (value: number | null) => (value === null ? null : 0 - value);

describe("rankSumTest", () => {
  it("swapping the groups turns the shift and its interval, and keeps the p-value", () => {
    fc.assert(
      fc.property(groups, options, ({ treatment, control }, given) => {
        const result = rankSumTest({ treatment, control }, given);
        const swapped = rankSumTest({ treatment: control, control: treatment }, turned(given));
        expect(swapped.pValue).toBeCloseTo(result.pValue, 12);
        expect(swapped.statistic).toBe(treatment.length * control.length - result.statistic);
        expect(swapped.estimate).toBe(0 - result.estimate);
        expect([negative(swapped.interval.upper), negative(swapped.interval.lower)]).toEqual([result.interval.lower, result.interval.upper]);
      }),
    );
  });

  it("depends on the order of the values alone, and the shift follows the values", () => {
    fc.assert(
      fc.property(groups, quarters, ({ treatment, control }, shift) => {
        const result = rankSumTest({ treatment, control });
        const cubed = rankSumTest({ treatment: treatment.map((each) => each ** 3), control: control.map((each) => each ** 3) });
        expect([cubed.pValue, cubed.statistic]).toEqual([result.pValue, result.statistic]);
        const moved = rankSumTest({ treatment: treatment.map((each) => each + shift).reverse(), control: control.map((each) => each + shift) });
        expect([moved.pValue, moved.estimate, moved.interval]).toEqual([result.pValue, result.estimate, result.interval]);
      }),
    );
  });

  it("a one-sided interval excludes zero if and only if its p-value is at most 1 − level", () => {
    fc.assert(
      fc.property(groups, anyLevel, fc.constantFrom("exact", "normal"), fc.boolean(), (input, level, pValueMethod, continuityCorrection) => {
        const { pValue, interval, statistic } = rankSumTest(input, { level, pValueMethod, continuityCorrection, alternative: "greater" });
        if (interval.lower !== null && interval.lower > 0) expect(pValue).toBeLessThanOrEqual((1 - level) * (1 + 1e-8));
        if (interval.lower !== null && interval.lower >= 0) return;
        // The normal p-value of a statistic of 0 is below 1, so that a low level rejects even that: no shift is left, and the limit
        // stays at the largest difference.
        const isEmpty = pValueMethod === "normal" && level < 0.5 && statistic === 0 && pValue <= 1 - level;
        if (isEmpty) expect(interval.lower).toBe(Math.max(...input.treatment) - Math.min(...input.control));
        else expect(pValue).toBeGreaterThan((1 - level) * (1 - 1e-8));
      }),
      { numRuns: 1000 },
    );
  });

  it("has a p-value between 0 and 1, an estimate within a wide interval, and plain data from frozen input", () => {
    fc.assert(
      fc.property(groups, options, (input, given) => {
        const { pValue } = rankSumTest(input, given);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        const { estimate, interval } = rankSumTest(input, { level: 0.95 });
        expect(interval.lower ?? -Infinity).toBeLessThanOrEqual(estimate);
        expect(interval.upper ?? Infinity).toBeGreaterThanOrEqual(estimate);
        expectPlain((frozen: typeof input) => rankSumTest(frozen, given), input);
      }),
    );
  });
});

describe("signedRankTest", () => {
  it("turning the differences turns the estimate and its interval, and keeps the p-value", () => {
    fc.assert(
      fc.property(differences, options, zeros, (given, options, zeros) => {
        const result = signedRankTest({ differences: given }, { ...options, zeros });
        const other = signedRankTest({ differences: given.map((each) => -each) }, { ...turned(options), zeros });
        expect(other.pValue).toBeCloseTo(result.pValue, 12);
        expect(other.estimate).toBe(0 - result.estimate);
        expect([negative(other.interval.upper), negative(other.interval.lower)]).toEqual([result.interval.lower, result.interval.upper]);
      }),
    );
  });

  it("depends on the differences alone, and without zeros not on their rule", () => {
    fc.assert(
      fc.property(differences, quarters, zeros, (given, start, zeros) => {
        const paired = signedRankTest({ before: given.map(() => start), after: given.map((each) => start + each) }, { zeros });
        expect(paired).toEqual(signedRankTest({ differences: given }, { zeros }));
        const nonzero = given.filter((each) => each !== 0);
        const [pratt, wilcoxon] = [signedRankTest({ differences: nonzero }), signedRankTest({ differences: nonzero }, { zeros: "wilcoxon" })];
        expect([pratt.pValue, pratt.statistic]).toEqual([wilcoxon.pValue, wilcoxon.statistic]);
        expect(signedRankTest({ differences: given }, { zeros: "wilcoxon" }).pValue).toBe(wilcoxon.pValue);
      }),
    );
  });

  it("has a p-value between 0 and 1, an estimate within a wide interval, and plain data from frozen input", () => {
    fc.assert(
      fc.property(differences, options, zeros, (given, options, zeros) => {
        const { pValue } = signedRankTest({ differences: given }, { ...options, zeros });
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        const { estimate, interval } = signedRankTest({ differences: given }, { zeros });
        expect(interval.lower ?? -Infinity).toBeLessThanOrEqual(estimate);
        expect(interval.upper ?? Infinity).toBeGreaterThanOrEqual(estimate);
        expectPlain((frozen: readonly number[]) => signedRankTest({ differences: frozen }, { ...options, zeros }), given);
      }),
    );
  });
});

describe("adjustPValues", () => {
  const methods = ["bonferroni", "holm", "hochberg", "hommel", "benjamini-hochberg", "benjamini-yekutieli"] as const;
  const pValues = fc.array(fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100), { maxLength: 12 });

  it("never lowers a p-value, never goes above 1, and keeps order and ties", () => {
    fc.assert(
      fc.property(pValues, fc.constantFrom(...methods), (given, method) => {
        const adjusted = adjustPValues(given, method);
        adjusted.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(given[i]! * (1 - 1e-12));
          expect(value).toBeLessThanOrEqual(1);
          given.forEach((other, j) => {
            if (other === given[i]) expect(adjusted[j]).toBe(value);
            if (other < given[i]!) expect(adjusted[j]!).toBeLessThanOrEqual(value);
          });
        });
        expectPlain((frozen: readonly number[]) => adjustPValues(frozen, method), given);
      }),
    );
  });

  it("the methods stand in their known order, and the order of the p-values does not matter", () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const [bonferroni, holm, hochberg, hommel, hochbergFdr, yekutieli] = methods.map((method) => adjustPValues(given, method));
        const atMost = (smaller: readonly number[], larger: readonly number[]) =>
          smaller.forEach((value, index) => expect(value).toBeLessThanOrEqual(larger[index]! * (1 + 1e-12)));
        atMost(holm!, bonferroni!);
        atMost(hochberg!, holm!);
        atMost(hommel!, hochberg!);
        atMost(hochbergFdr!, hommel!);
        atMost(hochbergFdr!, yekutieli!);
        for (const method of methods) expect(adjustPValues([...given].reverse(), method)).toEqual([...adjustPValues(given, method)].reverse());
      }),
    );
  });
});
