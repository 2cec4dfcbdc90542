import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TwoByTwoCounts } from "trialwise/inference";
import { binomialTest, cochranMantelHaenszelTest, mcNemarTest, pearsonChiSquareTest, signTest } from "trialwise/inference";
import { alternative, eventCount, level } from "./arbitraries.ts";
import { errorOf } from "./closeness.ts";
import { expectPlain } from "./robustness.ts";

const near = (actual: number | null, expected: number | null) => expect(errorOf(actual, expected, Math.max(1, Math.abs(expected ?? 0)))).toBeLessThan(1e-9);
const opposite = { "two-sided": "two-sided", greater: "less", less: "greater" } as const;
const count = fc.integer({ min: 0, max: 20 });
const table: fc.Arbitrary<TwoByTwoCounts> = fc.tuple(fc.tuple(count, count), fc.tuple(count, count));
const changed = table.filter(([[, outOf], [into]]) => outOf + into > 0);

describe("binomialTest", () => {
  it("counting the others in place of the events mirrors the interval and keeps the p-value", () => {
    fc.assert(
      fc.property(eventCount, alternative, level, fc.integer({ min: 1, max: 99 }), ({ events, n }, alternative, level, percent) => {
        const result = binomialTest({ events, n }, { alternative, level, probability: percent / 100 });
        const others = binomialTest({ events: n - events, n }, { alternative: opposite[alternative], level, probability: (100 - percent) / 100 });
        near(others.pValue, result.pValue);
        near(others.interval.lower, 1 - result.interval.upper!);
      }),
    );
  });

  it("a one-sided interval excludes the probability exactly when its p-value is below 1 − level", () => {
    fc.assert(
      fc.property(eventCount, level, fc.integer({ min: 1, max: 99 }), (count, level, percent) => {
        const { interval, pValue } = binomialTest(count, { alternative: "greater", level, probability: percent / 100 });
        if (Math.abs(pValue - (1 - level)) > 1e-9) expect(interval.lower! > percent / 100).toBe(pValue < 1 - level);
      }),
    );
  });
});

describe("signTest", () => {
  const differences = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 30 }).filter((values) => values.some((value) => value !== 0));

  it("depends on the signs alone, and turning them turns the median and its interval", () => {
    fc.assert(
      fc.property(differences, alternative, level, (given, alternative, level) => {
        const result = signTest({ differences: given }, { alternative, level });
        expect(signTest({ differences: given.map((each) => each ** 3) }, { alternative, level }).pValue).toBe(result.pValue);
        const turned = signTest({ differences: given.map((each) => -each) }, { alternative: opposite[alternative], level });
        near(turned.pValue, result.pValue);
        expect(turned.estimate).toBe(0 - result.estimate);
        expect(turned.interval.lower).toBe(result.interval.upper === null ? null : 0 - result.interval.upper);
        expectPlain((frozen: readonly number[]) => signTest({ differences: frozen }, { alternative, level }), given);
      }),
    );
  });
});

describe("mcNemarTest", () => {
  const options = fc.record({ alternative, level, pValueMethod: fc.constantFrom("exact", "mid-p", "normal", "auto"), continuityCorrection: fc.boolean() });

  it("swapping the categories inverts the odds ratio and keeps the p-value; those who stayed do not matter", () => {
    fc.assert(
      fc.property(changed, options, ([[a, b], [c, d]], given) => {
        const result = mcNemarTest([[a, b], [c, d]], given);
        const swapped = mcNemarTest([[d, c], [b, a]], { ...given, alternative: opposite[given.alternative] });
        near(swapped.pValue, result.pValue);
        if (b > 0 && c > 0) near(swapped.estimate! * result.estimate!, 1);
        if (result.interval.upper !== null) near(swapped.interval.lower! * result.interval.upper, 1);
        expect(mcNemarTest([[a + 5, b], [c, d + 1]], given).pValue).toBe(result.pValue);
        expectPlain((frozen: TwoByTwoCounts) => mcNemarTest(frozen, given), [[a, b], [c, d]]);
      }),
    );
  });

  it("the mid-p-value is between zero and the exact one, and the exact interval agrees with the exact test", () => {
    fc.assert(
      fc.property(changed, level, (counts, level) => {
        const exact = mcNemarTest(counts, { pValueMethod: "exact", level });
        expect(mcNemarTest(counts, { pValueMethod: "mid-p" }).pValue).toBeLessThanOrEqual(exact.pValue * (1 + 1e-12));
        const isExcluded = exact.interval.lower! > 1 || (exact.interval.upper !== null && exact.interval.upper < 1);
        if (Math.abs(exact.pValue - (1 - level)) > 1e-9) expect(isExcluded).toBe(exact.pValue < 1 - level);
      }),
    );
  });
});

describe("cochranMantelHaenszelTest", () => {
  const strata = fc.array(table, { minLength: 1, maxLength: 6 }).filter((tables) => tables.some(([[a, b], [c, d]]) => a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0));

  it("swapping the groups inverts the odds ratio and its interval, and keeps the p-values", () => {
    fc.assert(
      fc.property(strata, alternative, level, fc.boolean(), (tables, alternative, level, continuityCorrection) => {
        const result = cochranMantelHaenszelTest(tables, { alternative, level, continuityCorrection });
        const swapped = cochranMantelHaenszelTest(
          tables.map(([first, second]) => [second, first] as const),
          { alternative: opposite[alternative], level, continuityCorrection },
        );
        near(swapped.pValue, result.pValue);
        if (result.estimate !== null && swapped.estimate !== null) near(swapped.estimate * result.estimate, 1);
        near(swapped.standardErrorOfLog, result.standardErrorOfLog);
        near(swapped.homogeneity.tarone.statistic, result.homogeneity.tarone.statistic);
        expectPlain((frozen: readonly TwoByTwoCounts[]) => cochranMantelHaenszelTest(frozen, { alternative, level, continuityCorrection }), tables);
      }),
    );
  });

  it("of one stratum is Pearson's test with n − 1 for n, and the sample odds ratio", () => {
    fc.assert(
      fc.property(table.filter(([[a, b], [c, d]]) => a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0), ([[a, b], [c, d]]) => {
        const result = cochranMantelHaenszelTest([[[a, b], [c, d]]]);
        const n = a + b + c + d;
        near(result.statistic, (pearsonChiSquareTest([[a, b], [c, d]]).statistic * (n - 1)) / n);
        if (b * c > 0) near(result.estimate, (a * d) / (b * c));
        if (a * b * c * d > 0) near(result.standardErrorOfLog! ** 2, 1 / a + 1 / b + 1 / c + 1 / d);
      }),
    );
  });
});
