import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCrossover, crossoverBinaryTest, crossoverChange, crossoverMixedModel, crossoverRankTest, crossoverResponders, crossoverTTest } from "trialwise/crossover";
import { absoluteImprovement, defineTrial, readTrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { naiveLeastSquares, naiveMainlandGart, naiveMixedModel, naivePermutation, naiveRanks, naiveResponses } from "../naive/crossover.ts";
import { columnsOf, columnsOfRows, type Pair } from "./referenceCases.ts";

const pair = { treatment: "A", control: "B" } as const;
const swapped = { treatment: "B", control: "A" } as const;
const value = fc.integer({ min: -60, max: 60 });
const pairs = (of: fc.Arbitrary<number>, maxLength: number) => fc.array(fc.tuple(of, of), { minLength: 2, maxLength });
const trials = (of = value, maxLength = 6) => fc.tuple(pairs(of, maxLength), pairs(of, maxLength));
/** Differences that are not all equal within the sequences. */
const varies = ([one, two]: readonly [readonly Pair[], readonly Pair[]]) => [one, two].some((list) => list.some(([a, b]) => a! - b! !== list[0]![0]! - list[0]![1]!));
const yesNo = fc.integer({ min: 0, max: 1 });

function expectClose(received: number | null | undefined, expected: number, tolerance = 1e-9): void {
  expect(Math.abs((received ?? NaN) - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe("crossoverTTest", () => {
  it("agrees with least squares in which every participant has a level", () => {
    fc.assert(
      fc.property(trials().filter(varies), ([one, two]) => {
        const columns = deepFreeze(columnsOf(one, two));
        const result = crossoverTTest(columns, pair);
        expectPlain(result);
        const naive = naiveLeastSquares(columns, "A");
        for (const [received, expected] of [[result, naive.treatment], [result.periodEffect!, naive.period]] as const) {
          expectClose(received.estimate, expected.estimate);
          expectClose(received.standardError, expected.standardError);
          expect(received.degreesOfFreedom).toBe(naive.degreesOfFreedom);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("swapping the treatments turns their difference and keeps all else; a shift of one period moves the period effect alone", () => {
    fc.assert(
      fc.property(trials().filter(varies), value, ([one, two], shift) => {
        const [here, there] = [crossoverTTest(columnsOf(one, two), pair), crossoverTTest(columnsOf(one, two), swapped)];
        expectClose(there.estimate, -here.estimate);
        expectClose(there.pValue, here.pValue);
        expectClose(there.periodEffect!.estimate, here.periodEffect!.estimate);
        const later = (list: readonly Pair[]) => list.map(([first, second]): Pair => [first, second! + shift]);
        const moved = crossoverTTest(columnsOf(later(one), later(two)), pair);
        expectClose(moved.estimate, here.estimate);
        expectClose(moved.standardError, here.standardError);
        expectClose(moved.periodEffect!.estimate, here.periodEffect!.estimate + shift);
      }),
    );
  });
});

describe("crossoverRankTest", () => {
  it("agrees with ranks in every way to divide the participants", () => {
    fc.assert(
      fc.property(trials(fc.integer({ min: 0, max: 8 }), 5).filter(([one, two]) => new Set([...one, ...two].map(([a, b]) => a - b)).size > 1), ([one, two]) => {
        const columns = deepFreeze(columnsOf(one, two));
        const result = crossoverRankTest(columns, pair);
        expectPlain(result);
        expectClose(result.pValue, naivePermutation(columns, "A", naiveRanks));
      }),
      { numRuns: 60 },
    );
  });

  it("swapping the treatments turns the shift, and a rising line keeps the p-value", () => {
    fc.assert(
      fc.property(trials().filter(([one, two]) => new Set([...one, ...two].map(([a, b]) => a - b)).size > 1), ([one, two]) => {
        const here = crossoverRankTest(columnsOf(one, two), pair);
        const there = crossoverRankTest(columnsOf(one, two), swapped);
        expectClose(there.estimate, -here.estimate);
        expectClose(there.pValue, here.pValue);
        const scaled = (list: readonly Pair[]) => list.map(([first, second]): Pair => [4 * first! + 7, 4 * second! + 7]);
        expectClose(crossoverRankTest(columnsOf(scaled(one), scaled(two)), pair).pValue, here.pValue);
      }),
    );
  });
});

describe("crossoverBinaryTest", () => {
  it("agrees with scores in every way to divide the participants, and with every table of preferences", () => {
    fc.assert(
      fc.property(trials(yesNo, 7), ([one, two]) => {
        const columns = deepFreeze(columnsOf(one, two));
        const prescott = crossoverBinaryTest(columns, pair);
        expectPlain(prescott);
        expectClose(prescott.pValue, naivePermutation(columns, "A", (differences) => differences));
        expectClose(crossoverBinaryTest(columns, { ...pair, test: "mainland-gart" }).pValue, naiveMainlandGart(columns, "A"));
      }),
      { numRuns: 60 },
    );
  });

  it("swapping the treatments turns the risk difference, and no p-value depends on those who respond alike to both", () => {
    fc.assert(
      fc.property(trials(yesNo, 12), fc.constantFrom("prescott", "mainland-gart", "mcnemar"), fc.constantFrom("exact", "normal"), ([one, two], test, pValueMethod) => {
        const options = { test, pValueMethod } as const;
        const here = crossoverBinaryTest(columnsOf(one, two), { ...pair, ...options });
        const there = crossoverBinaryTest(columnsOf(one, two), { ...swapped, ...options });
        expectPlain(here);
        expectClose(there.estimate, -here.estimate);
        expectClose(there.pValue, here.pValue);
        expectClose(there.periodEffect.pValue, here.periodEffect.pValue);
        expect(here.pValue).toBeLessThanOrEqual(1);
        const turned = (list: readonly Pair[]) => list.map(([first, second]): Pair => (first === second ? [1 - first!, 1 - second!] : [first, second]));
        expectClose(crossoverBinaryTest(columnsOf(turned(one), turned(two)), { ...pair, ...options }).pValue, here.pValue);
      }),
    );
  });
});

describe("crossoverMixedModel", () => {
  const missing = fc.option(value, { freq: 5 });
  const some = fc.array(fc.tuple(missing, missing).filter(([a, b]) => a !== null || b !== null), { minLength: 3, maxLength: 8 });

  it("agrees with generalised least squares at the best of many ratios of variances", () => {
    fc.assert(
      fc.property(some, some, fc.integer({ min: 0, max: 1e6 }), (one, two, seed) => {
        // Levels that differ, so that there is a ratio to find.
        const level = (index: number) => ((seed * (index + 1)) % 97) - 48;
        const lifted = (list: readonly Pair[], from: number) => list.map((pairOf, index) => pairOf.map((response) => (response === null ? null : response + 2 * level(from + index))) as unknown as Pair);
        const columns = deepFreeze(columnsOf(lifted(one, 0), lifted(two, one.length)));
        fc.pre(columns.participant.length > 6);
        let result;
        try {
          result = crossoverMixedModel(columns, pair);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/singular-design|no-variance|too-few-values/) });
          return;
        }
        expectPlain(result);
        const naive = naiveMixedModel(columns, "A");
        // Of several optima ours need not be the highest; where it is, they agree.
        if (naive.logLikelihood > result.logLikelihood + 1e-6) return;
        expectClose(result.logLikelihood, naive.logLikelihood, 1e-7);
        expectClose(result.estimate, naive.estimate, 1e-4);
        expectClose(result.standardError, naive.standardError, 1e-4);
      }),
      { numRuns: 60 },
    );
  });

  it("the order of the rows does not matter, and swapping the treatments turns the estimate", () => {
    const rows = fc.tuple(some, some).map(([one, two]) => {
      const columns = columnsOf(one, two);
      return columns.participant.map((participant, row) => ({ participant, sequence: columns.sequence[row]!, period: columns.period[row]!, treatment: columns.treatment[row]!, response: columns.response[row]! }));
    });
    fc.assert(
      fc.property(rows.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, other]) => {
        const run = (some: typeof list, options: typeof pair | typeof swapped) => {
          try {
            return crossoverMixedModel(columnsOfRows(some), options);
          } catch {
            return null;
          }
        };
        const here = run(list, pair);
        expectClose(run(other, pair)?.estimate ?? 0, here?.estimate ?? 0, 1e-6);
        expectClose(run(list, swapped)?.estimate ?? 0, -(here?.estimate ?? 0), 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});

describe("one-sided tests", () => {
  it("of one treatment above the other are those of the other below the one", () => {
    fc.assert(
      fc.property(trials().filter(varies), trials(yesNo, 10), fc.constantFrom("prescott", "mainland-gart", "mcnemar"), fc.constantFrom("exact", "normal"), ([one, two], [yes, no], test, pValueMethod) => {
        const [above, below] = [{ ...pair, alternative: "greater" }, { ...swapped, alternative: "less" }] as const;
        const numbers = columnsOf(one, two);
        const answers = columnsOf(yes, no);
        expectClose(crossoverTTest(numbers, above).pValue, crossoverTTest(numbers, below).pValue);
        expectClose(crossoverRankTest(numbers, above).pValue, crossoverRankTest(numbers, below).pValue);
        const options = { test, pValueMethod } as const;
        const [here, there] = [crossoverBinaryTest(answers, { ...above, ...options }), crossoverBinaryTest(answers, { ...below, ...options })];
        expectClose(here.pValue, there.pValue);
        expectClose(here.interval.lower ?? 0, -(there.interval.upper ?? 0));
      }),
    );
  });
});

const trial = defineTrial({
  id: "properties",
  treatments: { A: { label: "A" }, B: { label: "B" } },
  arms: {
    AB: { label: "A, then B", role: "experimental", periods: [{ treatment: "A" }, { treatment: "B", start: { months: 6 } }] },
    BA: { label: "B, then A", role: "control", periods: [{ treatment: "B" }, { treatment: "A", start: { months: 6 } }] },
  },
  visits: { start1: { at: { months: 0 }, baseline: true }, end1: { at: { months: 4 } }, start2: { at: { months: 6 } }, end2: { at: { months: 10 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
});
const visits = ["start1", "end1", "start2", "end2"] as const;
const score = fc.option(fc.integer({ min: -20, max: 60 }), { freq: 9 });
const people = fc.array(fc.tuple(fc.constantFrom("AB", "BA"), fc.tuple(score, score, score, score)), { maxLength: 16 });
const dataOf = (list: readonly (readonly ["AB" | "BA" | string, readonly (number | null)[]])[]) =>
  readTrialData(trial, {
    participants: list.map(([arm], index) => ({ id: `p${index}`, arm: arm === "AB" ? ("AB" as const) : ("BA" as const) })),
    observations: list.flatMap(([, values], index) =>
      visits.flatMap((visit, place) => (values[place] === null ? [] : [{ participant: `p${index}`, visit, measure: "score" as const, value: values[place]! }])),
    ),
  });
const periods = [{ from: "start1", to: "end1" }, { from: "start2", to: "end2" }] as const;

describe("crossoverChange", () => {
  it("agrees with lists of differences, and puts every participant and period in a row or among the excluded", () => {
    fc.assert(
      fc.property(people, (list) => {
        const result = crossoverChange(deepFreeze(dataOf(list)), { measure: "score", periods });
        expectPlain(result);
        expect(result.rows.length + result.excluded.length).toBe(2 * list.length);
        const cells = list.flatMap(([arm, [a, b, c, d]]) => [[arm[0], a, b] as const, [arm[1], c, d] as const]);
        for (const treatment of ["A", "B"] as const) {
          const own = cells.flatMap(([given, from, to]) => (given === treatment && from !== null && to !== null ? [to - from] : []));
          expect(result.byTreatment[treatment].n).toBe(own.length);
          if (own.length > 0) expectClose(result.byTreatment[treatment].change.mean, own.reduce((sum, one) => sum + one, 0) / own.length);
        }
        expect(result.byPeriod[0]!.n + result.byPeriod[1]!.n).toBe(result.rows.length);
      }),
    );
  });
});

describe("crossoverResponders", () => {
  it("agrees with a list of who rose by so much, and puts every participant and period in a row", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: -5, max: 10 }), fc.constantFrom("non-responder", "excluded"), (list, atLeast, missing) => {
        const rule = (from: (typeof visits)[number], to: (typeof visits)[number]) => absoluteImprovement({ of: { kind: "change", measure: "score", from, to } as const, atLeast });
        const result = crossoverResponders(deepFreeze(dataOf(list)), { rules: [rule("start1", "end1"), rule("start2", "end2")], missing });
        expectPlain(result);
        const naive = naiveResponses(list.map(([order, values]) => ({ order, values })), atLeast, missing);
        expect(result.columns.participant).toEqual(naive.map(({ person }) => `p${person}`));
        for (const column of ["period", "treatment", "response"] as const) expect(result.columns[column]).toEqual(naive.map((row) => row[column]));
        expect(result.rows).toHaveLength(2 * list.length);
        expect(result.columns.response.length + result.excluded.length).toBe(2 * list.length);
        expect(result.counts.complete + result.counts.partial + result.counts.without).toBe(list.length);
        for (const groups of [Object.values(result.byTreatment), result.byPeriod, Object.values(result.byArm).flat()]) {
          expect(groups.reduce((sum, { n, excluded }) => sum + n + excluded, 0)).toBe(2 * list.length);
          expect(groups.reduce((sum, { responders }) => sum + responders, 0)).toBe(naive.filter(({ response }) => response === 1).length);
        }
      }),
    );
  });
});

describe("compareCrossover", () => {
  it("agrees with least squares on the changes, and swapping the treatments turns what it finds", () => {
    fc.assert(
      fc.property(people, fc.constantFrom("t-test", "rank-test", "mixed-model", "first-period"), (list, analysis) => {
        const change = crossoverChange(deepFreeze(dataOf(list)), { measure: "score", periods });
        const here = compareCrossover(change, { ...pair, analysis });
        const there = compareCrossover(change, { ...swapped, analysis });
        expectPlain(here);
        expect(here.estimate === null).toBe(there.estimate === null);
        if (here.estimate !== null) expectClose(there.estimate, -here.estimate, 1e-6);
        if (analysis !== "t-test" || here.estimate === null) return;
        const naive = naiveLeastSquares(
          columnsOfRows(change.rows.map(({ participant, arm, period, treatment, change: response }) => ({ participant, sequence: arm, period, treatment, response }))),
          "A",
        );
        expectClose(here.estimate, naive.treatment.estimate);
        expectClose(here.standardError, naive.treatment.standardError);
      }),
      { numRuns: 80 },
    );
  });
});
