import { describe, expect, it } from "vitest";
import { compareCrossover, crossoverBinaryTest, crossoverChange, crossoverMixedModel, crossoverRankTest, crossoverTTest } from "trialwise/crossover";
import { defineTrial, readTrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { columnsOf, type Pair, sennChildren } from "./referenceCases.ts";

const children = deepFreeze(columnsOf(sennChildren.formoterolFirst, sennChildren.salbutamolFirst));
const pair = { treatment: "A", control: "B" } as const;

/** Twenty-four people by the period that they prefer: Senn 2002, chapter 4. */
const repeat = (count: number, responses: Pair) => Array.from({ length: count }, () => responses);
const preferences = columnsOf([...repeat(9, [1, 0]), ...repeat(3, [1, 1])], [...repeat(1, [1, 0]), ...repeat(5, [0, 0]), ...repeat(6, [0, 1])]);

describe("crossoverTTest", () => {
  it("repeats Senn's trial of formoterol in 13 children: 46.6 l/min, 95 % from 22.9 to 70.3", () => {
    const result = crossoverTTest(children, pair);
    expectPlain(result);
    // Means of half differences are 107.5/7 and −187.5/6; the sums of squares about them are integers over 28 and 24.
    expect(result.estimate).toBeCloseTo(107.5 / 7 + 187.5 / 6, 10);
    expect(result.periodEffect!.estimate).toBeCloseTo((187.5 / 6 - 107.5 / 7), 10);
    expect([result.interval.lower!.toFixed(1), result.interval.upper!.toFixed(1)]).toEqual(["22.9", "70.3"]);
    expect(result.degreesOfFreedom).toBe(11);
    expect(result.carryOver).toMatchObject({ caution: "not-for-choosing-the-analysis" });
    expect(result.cells.map(({ sequence, period, treatment, n }) => [sequence, period, treatment, n])).toEqual([["AB", 1, "A", 7], ["AB", 2, "B", 7], ["BA", 1, "B", 6], ["BA", 2, "A", 6]]);
    expect(result.cells[0]!.mean).toBeCloseTo(2360 / 7, 10);
  });

  it("names who lacks a period, and counts them in the first period if they have it", () => {
    const columns = columnsOf([[1, 2], [3, 5], [4, null]], [[2, 2], [null, 3], [1, 4]]);
    const both = crossoverTTest(columns, pair);
    expect(both.excluded).toEqual([
      { participant: "AB2", sequence: "AB", reason: "missing-period", period: 2 },
      { participant: "BA1", sequence: "BA", reason: "missing-period", period: 1 },
    ]);
    expect(both.counts).toEqual({ treatmentFirst: 2, controlFirst: 2, excluded: 2 });
    const first = crossoverTTest(columns, { ...pair, periods: "first" });
    expect(first.counts).toEqual({ treatmentFirst: 3, controlFirst: 2, excluded: 1 });
    expect(first.estimate).toBeCloseTo(8 / 3 - 1.5, 12);
    expect(first.reasons).toEqual({ periodEffect: "not-estimable", carryOver: "not-estimable" });
  });

  it("keeps the treatment effect where nothing is left of the sums", () => {
    const result = crossoverTTest(columnsOf([[5, 1], [4, 2]], [[2, 4], [3, 3]]), pair);
    expect(result.carryOver).toBe(null);
    expect(result.reasons).toEqual({ carryOver: "no-variance" });
    expectPlain(result);
  });

  it("refuses what is no trial of two treatments in two periods, and says why", () => {
    const columns = columnsOf([[1, 2], [3, 5]], [[2, 2], [1, 4]]);
    const run = (change: object, options: object = {}) => () => crossoverTTest({ ...columns, ...change }, { ...pair, ...options });
    expect(run({ response: [1] })).toThrow("response must be as long as participant (8); received 1");
    expect(run({ response: columns.participant.map(() => NaN) })).toThrow("response[0] must be a finite number; received NaN");
    expect(run({ treatment: ["A", "B", "A", "C", "B", "A", "B", "A"] })).toThrow('"AB" has "B" and "C" in period 2');
    expect(run({ treatment: ["A", "A", "A", "A", "B", "B", "B", "B"] })).toThrow("has one of them twice");
    expect(run({ treatment: ["A", "C", "A", "C", "C", "A", "C", "A"] })).toThrow('is for two treatments, "A" and "B"; received "C" too');
    expect(run({ period: columns.period.map((period) => period + 1) })).toThrow("is for periods 1 and 2; received period 3");
    expect(run({ period: columns.period.map((period) => period / 2) })).toThrow("period[0] must be a whole number of at least 1; received 0.5");
    expect(run({ participant: columns.participant.map(() => "x") })).toThrow("has two in period 1");
    expect(run({ participant: [1, 1, 2, 2, 3, 3, 1, 1] })).toThrow('1 has "AB" and "BA"');
    expect(run({ sequence: ["x", "x", "y", "y", "BA", "BA", "BA", "BA"] })).toThrow('must have one name; received "x" and "y"');
    expect(run({ sequence: [1, 1, 1, 1, 2, 2, 2, 2] })).toThrow("sequence[0] must be a string; received 1");
    expect(run({ response: undefined })).toThrow("response must be an array; received undefined");
    expect(run({ visit: [] })).toThrow('the input must not have "visit"');
    expect(run({}, { control: "A" })).toThrow('treatment and control must be two treatments; received "A" for both');
    expect(run({}, { test: "Student" })).toThrow('Did you mean "student"?');
    expect(run({}, { period: "first" })).toThrow('Did you mean "periods"?');
    expect(() => crossoverTTest(columnsOf([[1, 2]], [[2, 2], [1, 4]]), pair)).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(() => crossoverTTest(columnsOf([], []), pair)).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(() => crossoverTTest(columnsOf([[1, 2], [2, 3]], [[2, 2], [1, 1]]), pair)).toThrow(expect.objectContaining({ code: "no-variance" }));
  });
});

describe("crossoverRankTest", () => {
  it("counts pairs of half differences by hand", () => {
    // Half differences 2, 0.5, 3 and −0.5, −2.5, −1.5: every one of the first above every one of the second, one way in twenty.
    const result = crossoverRankTest(columnsOf([[14, 10], [12, 11], [17, 11]], [[9, 10], [8, 13], [10, 13]]), pair);
    expectPlain(result);
    expect(result).toMatchObject({ statistic: 9, pValue: 0.1, estimate: 3.5, pValueMethodUsed: "exact" });
    // Turned round in the first sequence: −2, −0.5, −3 against −0.5, −2.5, −1.5.
    expect(result.periodEffect).toMatchObject({ statistic: 3.5, estimate: -0.5 });
    expect(crossoverRankTest(columnsOf([[14, 10], [12, 11], [17, 11]], [[9, 10], [8, 13], [10, 13]]), { ...pair, alternative: "greater" }).pValue).toBeCloseTo(0.05, 12);
  });
});

describe("crossoverBinaryTest", () => {
  it("repeats Senn's preferences of 24 participants by hand", () => {
    const prescott = crossoverBinaryTest(preferences, { ...pair, pValueMethod: "normal" });
    expectPlain(prescott);
    // The sum of scores is 9, expected 12 × 4/24 = 2, its variance 12 × 12/(24 × 23) × (16 − 16/24) = 4.
    expect(prescott.statistic).toBeCloseTo((9 - 2) / 2, 12);
    expect(prescott.estimate).toBeCloseTo((9 / 12 + 5 / 12) / 2, 12);
    expect(prescott.sequences.controlFirst).toEqual({ sequence: "BA", n: 12, firstOnly: 1, secondOnly: 6, both: 0, neither: 5 });
    // Mainland and Gart: 10 tables of 11440 have nobody of the first sequence preferring the second period, and none is as unlikely.
    const gart = crossoverBinaryTest(preferences, { ...pair, test: "mainland-gart" });
    expectPlain(gart);
    expect(gart.pValue).toBeCloseTo(10 / 11440, 12);
    expect(gart.reasons).toMatchObject({ "oddsRatio.estimate": "unbounded" });
    // McNemar: 15 prefer treatment, 1 control.
    const mcNemar = crossoverBinaryTest(preferences, { ...pair, test: "mcnemar" });
    expectPlain(mcNemar);
    expect(mcNemar.oddsRatio!.estimate).toBe(15);
    expect(mcNemar.pValue).toBeCloseTo((2 * 17) / 2 ** 16, 12);
  });

  it("has an answer where nobody prefers a period, or all the same one", () => {
    for (const test of ["prescott", "mainland-gart", "mcnemar"] as const) {
      const none = crossoverBinaryTest(columnsOf(repeat(3, [1, 1]), repeat(2, [0, 0])), { ...pair, test });
      expectPlain(none);
      expect(none).toMatchObject({ estimate: 0, statistic: null, pValue: 1 });
      expectPlain(crossoverBinaryTest(columnsOf(repeat(3, [1, 0]), repeat(2, [1, 0])), { ...pair, test, alternative: "greater" }));
      expectPlain(crossoverBinaryTest(columnsOf(repeat(1, [1, 0]), repeat(1, [0, 1])), { ...pair, test, alternative: "less" }));
    }
  });

  it("refuses responses other than 0 and 1, and a sequence without anyone", () => {
    expect(() => crossoverBinaryTest(columnsOf([[2, 1]], [[0, 1]]), pair)).toThrow("a response must be 1 or 0; received 2");
    expect(() => crossoverBinaryTest(columnsOf([[1, 1]], [[null, 1]]), pair)).toThrow(expect.objectContaining({ code: "too-few-values" }));
  });
});

describe("crossoverMixedModel", () => {
  it("is the t test of Senn's trial where nobody lacks a period", () => {
    const [model, test] = [crossoverMixedModel(children, pair), crossoverTTest(children, pair)];
    expectPlain(model);
    for (const field of ["estimate", "standardError", "degreesOfFreedom", "pValue"] as const) expect(model[field]).toBeCloseTo(test[field], 7);
    expect(model.periodEffects[0]!.estimate).toBeCloseTo(test.periodEffect!.estimate, 9);
    expect(crossoverMixedModel(children, { ...pair, sequences: "fixed" }).sequenceEffects[0]!.estimate).toBeCloseTo(-test.carryOver!.estimate / 2, 9);
    expect(model.counts).toEqual({ participants: 13, observations: 26, complete: 13 });
  });

  it("refuses treatments that nobody had, and options that do not exist", () => {
    expect(() => crossoverMixedModel(children, { treatment: "A", control: "C" })).toThrow('nobody has a response to "C"');
    expect(() => crossoverMixedModel(columnsOf([], []), pair)).toThrow(expect.objectContaining({ code: "too-few-values" }));
    // Two differences and two effects: they fit exactly.
    expect(() => crossoverMixedModel(columnsOf([[1, 2], [3, null]], [[4, 2], [null, 6]]), pair)).toThrow("2 responses beyond each participant's first");
    expect(() => crossoverMixedModel(columnsOf([[1, 2], [3, 5], [2, 2]], []), pair)).toThrow(expect.objectContaining({ code: "singular-design" }));
  });
});

const visits = { start1: { at: { months: 0 }, baseline: true }, end1: { at: { months: 12 } }, start2: { at: { months: 15 } }, end2: { at: { months: 27 } } } as const;
const trial = defineTrial({
  id: "example",
  treatments: { cells: { label: "Cells" }, saline: { label: "Saline" } },
  arms: {
    cellsFirst: { label: "Cells first", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: { months: 15 } }] },
    salineFirst: { label: "Saline first", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: { months: 15 } }] },
  },
  visits,
  measures: { time: { label: "Time", unit: "s", better: "lower" } },
  populations: { first: { label: "Cells first", rule: { kind: "arm", arms: ["cellsFirst"] } } },
});
const seconds = {
  a: ["cellsFirst", 10, 8, 8, 9], b: ["cellsFirst", 20, 19, 20, 24], c: ["cellsFirst", 0, 3, 5, null],
  d: ["salineFirst", 10, 12, 12, 12], e: ["salineFirst", 16, 17, 18, 15], f: ["salineFirst", null, 9, 10, 9],
} as const;
const data = deepFreeze(
  readTrialData(trial, {
    participants: Object.entries(seconds).map(([id, [arm]]) => ({ id, arm })),
    observations: Object.entries(seconds).flatMap(([participant, [, ...values]]) =>
      (["start1", "end1", "start2", "end2"] as const).map((visit, index) => {
        const value = values[index]!;
        return { participant, visit, measure: "time" as const, ...(value === null ? { missing: "withdrew" as const } : { value }) };
      }),
    ),
  }),
);
const periods = [{ from: "start1", to: "end1" }, { from: "start2", to: "end2" }] as const;
const change = crossoverChange(data, { measure: "time", periods });

describe("crossoverChange", () => {
  it("reads changes within periods and describes them by treatment, period and sequence, worked by hand", () => {
    expectPlain(change);
    // Cells: a −2, b −1, c 3, d 0, e −3, f −1; saline: a 1, b 4, d 2, e 1.
    expect(change.byTreatment.cells.change).toMatchObject({ n: 6, mean: expect.closeTo(-4 / 6, 12) });
    expect(change.byTreatment.saline.change).toMatchObject({ n: 4, mean: 2 });
    expect(change.byTreatment.cells.improvement.mean).toBeCloseTo(4 / 6, 12);
    expect(change.byPeriod.map(({ period, n, change: { mean } }) => [period, n, mean])).toEqual([[1, 5, expect.closeTo(3 / 5, 12)], [2, 5, expect.closeTo(1 / 5, 12)]]);
    expect(change.byArm.salineFirst.map(({ treatment, n, value }) => [treatment, n, value.mean])).toEqual([["saline", 2, 14.5], ["cells", 3, 12]]);
    expect(change.counts).toEqual({ participants: 6, complete: 4, partial: 2, without: 0 });
    expect(change.excluded).toEqual([
      { participant: "c", arm: "cellsFirst", reason: "withdrew", visit: "end2", period: 2 },
      { participant: "f", arm: "salineFirst", reason: "withdrew", visit: "start1", period: 1 },
    ]);
    expect(change.rows.find(({ participant }) => participant === "c")).toMatchObject({ change: 3, percentChange: null, value: 3, treatment: "cells" });
    const first = crossoverChange(data, { measure: "time", periods, population: "first" });
    expect(first.counts).toEqual({ participants: 6, complete: 2, partial: 1, without: 3 });
    expectPlain(first);
  });

  it("refuses visits outside their period, arms without periods and options that do not exist", () => {
    const run = (options: object) => () => crossoverChange(data, { measure: "time", periods, ...options });
    expect(run({ periods: [{ from: "start1", to: "start2" }, { from: "start1", to: "end2" }] })).toThrow('"start1" is not in period 2 of arm "cellsFirst"');
    expect(run({ periods: [{ from: "start1", to: "end2" }, periods[1]] })).toThrow('"end2" is not in period 1 of arm "cellsFirst"');
    expect(run({ periods: [{ from: "end1", to: "start1" }, periods[1]] })).toThrow('in period 1: "start1" must be later than "end1"');
    expect(run({ periods: [periods[0]] })).toThrow("periods must be a list of at least 2; received 1");
    expect(run({ periods: [...periods, { from: "start2", to: "end2" }] })).toThrow('every arm must have 3 periods; "cellsFirst" has 2');
    expect(run({ periods: {} })).toThrow("periods must be a list of the visits of each period");
    expect(run({ measure: "tim" })).toThrow('Did you mean "time"');
    expect(run({ method: "x" })).toThrow('must not have "method"');
  });
});

describe("compareCrossover", () => {
  const treatments = { treatment: "cells", control: "saline" } as const;

  it("compares treatments within participants by hand", () => {
    const result = compareCrossover(change, treatments);
    expectPlain(result);
    // Half differences −1.5, −2.5 of a and b; 1, 2 of d and e.
    expect(result).toMatchObject({ estimate: -3.5, degreesOfFreedom: 2, favours: "treatment", counts: { participants: 4, observations: 8 } });
    expect(result.standardError).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(result.periodEffect!.estimate).toBeCloseTo(0.5, 12);
    expect(result.excluded.map(({ participant, period }) => [participant, period])).toEqual([["c", 2], ["f", 1]]);
    expect(compareCrossover(change, { ...treatments, of: "improvement" })).toMatchObject({ estimate: 3.5, favours: "treatment" });
  });

  it("takes each analysis by its name", () => {
    const first = compareCrossover(change, { ...treatments, analysis: "first-period" });
    expectPlain(first);
    expect(first).toMatchObject({ estimate: -1.5, counts: { participants: 5, observations: 5 }, excluded: [{ participant: "f", period: 1 }], periodEffect: null });
    const model = compareCrossover(change, { ...treatments, analysis: "mixed-model" });
    expectPlain(model);
    expect(model.counts).toEqual({ participants: 6, observations: 10 });
    const ranks = compareCrossover(change, { ...treatments, analysis: "rank-test" });
    expectPlain(ranks);
    expect(ranks).toMatchObject({ estimate: -3.5, standardError: null, statistic: 0, reasons: { standardError: "not-defined" } });
    expectPlain(compareCrossover(change, { ...treatments, of: "percentChange" }));
    expect(compareCrossover(change, { ...treatments, of: "percentChange", analysis: "mixed-model" }).excluded).toContainEqual({ participant: "c", arm: "cellsFirst", reason: "zero-denominator", period: 1 });
  });

  it("says why where nothing can be estimated, and refuses a caller's mistake", () => {
    for (const analysis of ["t-test", "rank-test", "mixed-model", "first-period"] as const) {
      const nobody = compareCrossover(crossoverChange(data, { measure: "time", periods, population: "first" }), { ...treatments, analysis });
      expectPlain(nobody);
      expect(nobody.estimate).toBe(null);
    }
    expect(() => compareCrossover(change, { ...treatments, control: "cells" })).toThrow("must be two treatments");
    expect(() => compareCrossover(change, { ...treatments, of: "chang" as "change" })).toThrow('Did you mean "change"');
    expect(() => compareCrossover(change, { ...treatments, control: "salin" as "saline" })).toThrow('Did you mean "saline"');
    expect(() => compareCrossover(change, { ...treatments, analysis: "mixed-model", alternative: "less" })).toThrow("no one-sided test");
  });
});
