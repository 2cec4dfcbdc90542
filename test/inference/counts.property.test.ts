import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareProportions, fisherExactTest, pearsonChiSquareTest, proportion } from "trialwise/inference";
import { alternative, eventCount, level, table } from "./arbitraries.ts";
import { errorOf } from "./closeness.ts";
import { expectPlain } from "./robustness.ts";

const near = (actual: number | null | undefined, expected: number | null, scale = Math.max(1, Math.abs(expected ?? 0))) => expect(errorOf(actual, expected, scale)).toBeLessThan(1e-9);
const transposed = (counts: readonly (readonly number[])[]) => counts[0]!.map((_, j) => counts.map((row) => row[j]!));
const two = fc.constant(2);

describe("pearsonChiSquareTest", () => {
  const counts = table(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }), 50);

  it("the order of rows and columns, and which is which, do not matter", () => {
    fc.assert(
      fc.property(counts, (counts) => {
        const { statistic, pValue, degreesOfFreedom } = pearsonChiSquareTest(counts);
        for (const same of [[...counts].reverse(), counts.map((row) => [...row].reverse()), transposed(counts)]) {
          const result = pearsonChiSquareTest(same);
          near(result.statistic, statistic);
          near(result.pValue, pValue);
          expect(result.degreesOfFreedom).toBe(degreesOfFreedom);
        }
        expectPlain((given: number[][]) => pearsonChiSquareTest(given), counts);
      }),
    );
  });

  it("k times the counts have k times the statistic, and a correction lowers it", () => {
    fc.assert(
      fc.property(table(two, two, 50), fc.integer({ min: 2, max: 9 }), (counts, k) => {
        const { statistic } = pearsonChiSquareTest(counts);
        near(pearsonChiSquareTest(counts.map((row) => row.map((count) => k * count))).statistic, k * statistic);
        expect(pearsonChiSquareTest(counts, { continuityCorrection: true }).statistic).toBeLessThanOrEqual(statistic);
      }),
    );
  });
});

describe("fisherExactTest", () => {
  const counts = table(two, two, 25).map((rows) => rows as [[number, number], [number, number]]);

  it("swapping the rows inverts the odds ratio and its interval, and keeps the p-value", () => {
    fc.assert(
      fc.property(counts, level, ([first, second], level) => {
        const [one, other] = [fisherExactTest([first, second], { level }), fisherExactTest([second, first], { level })];
        near(other.pValue, one.pValue);
        const inverse = (number: number | null) => (number === null ? 0 : number === 0 ? null : 1 / number);
        near(other.estimate, inverse(one.estimate));
        near(other.interval.lower, inverse(one.interval.upper));
        near(other.interval.upper, inverse(one.interval.lower));
      }),
    );
  });

  it("the one-sided p-values share the observed table, and the interval holds the estimate", () => {
    fc.assert(
      fc.property(counts, alternative, (given, alternative) => {
        const [greater, less] = [fisherExactTest(given, { alternative: "greater" }).pValue, fisherExactTest(given, { alternative: "less" }).pValue];
        const { pValue, estimate, interval } = fisherExactTest(given);
        expect(greater + less).toBeGreaterThan(1 - 1e-12);
        expect(pValue).toBeGreaterThanOrEqual(Math.min(greater, less) * (1 - 1e-9));
        expect(pValue).toBeLessThanOrEqual(1);
        expect(interval.lower!).toBeLessThanOrEqual(estimate ?? Infinity);
        expect(interval.upper ?? Infinity).toBeGreaterThanOrEqual(estimate ?? 0);
        expectPlain((table: typeof given) => fisherExactTest(table, { alternative }), given);
      }),
    );
  });

  it("an exact limit excludes 1 exactly when the one-sided test on its side rejects", () => {
    fc.assert(
      fc.property(counts, level, (given, level) => {
        const { pValue, interval } = fisherExactTest(given, { level, alternative: "greater" });
        fc.pre(Math.abs(pValue - (1 - level)) > 1e-9);
        expect(interval.lower! > 1).toBe(pValue < 1 - level);
      }),
    );
  });

  it("a larger table with an empty row has the p-value of the 2 × 2 table in it", () => {
    fc.assert(
      fc.property(counts, ([first, second]) => {
        near(fisherExactTest([first, [0, 0], second]).pValue, fisherExactTest([first, second]).pValue);
      }),
    );
  });

  it("the order of rows and columns of a larger table, and which is which, do not matter", () => {
    fc.assert(
      fc.property(table(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 3, max: 4 }), 4), (given) => {
        const { pValue } = fisherExactTest(given);
        for (const same of [[...given].reverse(), given.map((row) => [...row].reverse()), transposed(given)]) near(fisherExactTest(same).pValue, pValue);
      }),
      { numRuns: 50 },
    );
  });
});

describe("proportion", () => {
  const methods = fc.constantFrom("wilson", "clopper-pearson", "agresti-coull", "jeffreys", "wald");

  it("counting the others in place of the events mirrors the interval", () => {
    fc.assert(
      fc.property(eventCount, methods, level, ({ events, n }, intervalMethod, level) => {
        const [one, other] = [proportion({ events, n }, { intervalMethod, level }), proportion({ events: n - events, n }, { intervalMethod, level })];
        near(other.interval.lower, 1 - one.interval.upper!);
        near(other.interval.upper, 1 - one.interval.lower!);
      }),
    );
  });

  it("the interval lies between 0 and 1, holds the estimate and rises with the events", () => {
    fc.assert(
      fc.property(eventCount, methods, fc.constantFrom(0.8, 0.9, 0.95, 0.99), ({ events, n }, intervalMethod, level) => {
        const { estimate, interval } = proportion({ events, n }, { intervalMethod, level });
        expect(interval.lower!).toBeGreaterThanOrEqual(0);
        expect(interval.upper!).toBeLessThanOrEqual(1);
        expect(interval.lower!).toBeLessThanOrEqual(estimate + 1e-12);
        expect(interval.upper!).toBeGreaterThanOrEqual(estimate - 1e-12);
        expectPlain((input: { events: number; n: number }) => proportion(input, { intervalMethod, level }), { events, n });
        if (events === n || intervalMethod === "wald") return;
        const more = proportion({ events: events + 1, n }, { intervalMethod, level }).interval;
        expect(more.lower!).toBeGreaterThanOrEqual(interval.lower!);
        expect(more.upper!).toBeGreaterThanOrEqual(interval.upper!);
      }),
    );
  });

  it("an exact limit leaves (1 − level)/2 in the tail beyond the events", () => {
    fc.assert(
      fc.property(eventCount, fc.constantFrom(0.8, 0.95, 0.99), ({ events, n }, level) => {
        const { lower, upper } = proportion({ events, n }, { intervalMethod: "clopper-pearson", level }).interval;
        if (events > 0) near(binomial(n, lower!).slice(events).reduce((a, b) => a + b), (1 - level) / 2);
        if (events < n) near(binomial(n, upper!).slice(0, events + 1).reduce((a, b) => a + b), (1 - level) / 2);
      }),
    );
  });
});

/** P(X = 0 … n), by adding one participant at a time. */
function binomial(n: number, p: number): number[] {
  let probabilities = [1];
  for (let i = 0; i < n; i++) {
    probabilities = Array.from({ length: i + 2 }, (_, x) => (probabilities[x] ?? 0) * (1 - p) + (probabilities[x - 1] ?? 0) * p);
  }
  return probabilities;
}

describe("compareProportions", () => {
  const groups = fc.record({ treatment: eventCount, control: eventCount });
  const options = fc.record({
    intervalMethod: fc.constantFrom("newcombe", "miettinen-nurminen", "wald"),
    test: fc.constantFrom("auto", "pearson", "fisher"),
    events: fc.constantFrom("beneficial", "harmful"),
    level: fc.constantFrom(0.8, 0.9, 0.95, 0.99),
  } as const);

  it("swapping the groups turns the difference, inverts the ratios and keeps the p-value", () => {
    fc.assert(
      fc.property(groups, options, ({ treatment, control }, options) => {
        const one = compareProportions({ treatment, control }, options);
        const other = compareProportions({ treatment: control, control: treatment }, options);
        near(other.riskDifference.interval.lower, -one.riskDifference.interval.upper!);
        near(other.riskDifference.interval.upper, -one.riskDifference.interval.lower!);
        near(other.pValue, one.pValue);
        if (one.riskRatio.interval.lower !== null) near(other.riskRatio.interval.upper, 1 / one.riskRatio.interval.lower);
        if (one.oddsRatio.interval.lower !== null) near(other.oddsRatio.interval.upper, 1 / one.oddsRatio.interval.lower);
        const turned = { benefit: "harm", harm: "benefit", none: "none" };
        expect(other.numberNeededToTreat.direction).toBe(turned[one.numberNeededToTreat.direction]);
        if (one.numberNeededToTreat.throughInfinity === undefined) return;
        expect(errorOf(other.numberNeededToTreat.throughInfinity!.benefit, one.numberNeededToTreat.throughInfinity.harm)).toBeLessThan(1e-6);
      }),
    );
  });

  it("counting the others in place of the events turns the difference and inverts the odds ratio", () => {
    fc.assert(
      fc.property(groups, options, ({ treatment, control }, options) => {
        const others = ({ events, n }: { events: number; n: number }) => ({ events: n - events, n });
        const one = compareProportions({ treatment, control }, options);
        const other = compareProportions({ treatment: others(treatment), control: others(control) }, options);
        near(other.riskDifference.interval.lower, -one.riskDifference.interval.upper!);
        near(other.pValue, one.pValue);
        if (one.oddsRatio.interval.lower !== null) near(other.oddsRatio.interval.upper, 1 / one.oddsRatio.interval.lower);
      }),
    );
  });

  it("the intervals hold their estimates, and any result is plain data whose nulls have reasons", () => {
    fc.assert(
      fc.property(groups, options, (input, options) => {
        const { riskDifference, riskRatio, oddsRatio } = compareProportions(input, options);
        expect(riskDifference.interval.lower!).toBeLessThanOrEqual(riskDifference.estimate + 1e-12);
        expect(riskDifference.interval.upper!).toBeGreaterThanOrEqual(riskDifference.estimate - 1e-12);
        expect(riskDifference.interval.lower!).toBeGreaterThanOrEqual(-1);
        expect(riskDifference.interval.upper!).toBeLessThanOrEqual(1);
        for (const { estimate, interval } of [riskRatio, oddsRatio]) {
          if (estimate === null || interval.lower === null) continue;
          expect(interval.lower).toBeLessThanOrEqual(estimate);
          expect(interval.upper!).toBeGreaterThanOrEqual(estimate);
        }
        expectPlain((given: typeof input) => compareProportions(given, options), input);
      }),
    );
  });

  it("the number needed to treat says what the risk difference says", () => {
    fc.assert(
      fc.property(groups, options, (input, options) => {
        const { riskDifference, numberNeededToTreat } = compareProportions(input, options);
        const { lower, upper } = riskDifference.interval;
        expect(numberNeededToTreat.throughInfinity !== undefined).toBe(lower! < 0 && upper! > 0);
        if (numberNeededToTreat.estimate === null) expect(riskDifference.estimate).toBe(0);
        else near(1 / numberNeededToTreat.estimate, Math.abs(riskDifference.estimate));
        const { interval, estimate } = numberNeededToTreat;
        if (interval.lower === null || interval.upper === null || estimate === null) return;
        expect(interval.lower).toBeLessThanOrEqual(estimate * (1 + 1e-9));
        expect(interval.upper).toBeGreaterThanOrEqual(estimate * (1 - 1e-9));
      }),
    );
  });
});
