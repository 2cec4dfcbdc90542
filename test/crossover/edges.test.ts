import { describe, expect, it } from "vitest";
import { compareCrossover, crossoverBinaryTest, crossoverChange, crossoverMixedModel, crossoverRankTest, crossoverTTest } from "trialwise/crossover";
import { defineTrial, readTrialData } from "trialwise/trial";
import { expectPlain } from "../change/plain.ts";
import { columnsOf, type Pair } from "./referenceCases.ts";

const pair = { treatment: "A", control: "B" } as const;

/** Differences of 0.2 that floating point does not find equal: 305.3 − 305.1 is 0.19999999999998863. */
const tenths: readonly [readonly Pair[], readonly Pair[]] = [
  [[305.3, 305.1], [6.3, 6.1], [7.5, 7], [8.9, 8.1]],
  [[305.7, 305.5], [9.9, 9.7], [4.1, 4.4], [5.2, 5.7]],
];
const inWholes = (pairs: readonly Pair[]) => pairs.map(([first, second]): Pair => [Math.round(10 * first!), Math.round(10 * second!)]);

describe("differences that are equal but for their rounding", () => {
  it("are tied", () => {
    const [given, whole] = [crossoverRankTest(columnsOf(...tenths), pair), crossoverRankTest(columnsOf(inWholes(tenths[0]), inWholes(tenths[1])), pair)];
    for (const field of ["pValue", "statistic", "pValueMethodUsed"] as const) expect(given[field]).toBe(whole[field]);
    expect(given.periodEffect!.pValue).toBe(whole.periodEffect!.pValue);
    expect(given.carryOver!.pValue).toBe(whole.carryOver!.pValue);
    expect(given.estimate).toBeCloseTo(whole.estimate / 10, 12);
  });

  it("do not vary", () => {
    const columns = columnsOf([[305.3, 305.1], [6.3, 6.1], [7.5, 7.3]], [[305.7, 305.6], [9.9, 9.8], [4.1, 4]]);
    for (const test of ["student", "welch"] as const) {
      expect(() => crossoverTTest(columns, { ...pair, test })).toThrow(expect.objectContaining({ code: "no-variance" }));
    }
    const same = columnsOf([[305.3, 305.1], [6.3, 6.1], [7.5, 7.3]], [[305.7, 305.5], [9.9, 9.7], [4.1, 3.9]]);
    expect(() => crossoverRankTest(same, pair)).toThrow(expect.objectContaining({ code: "no-variance" }));
    expect(() => crossoverMixedModel(columns, pair)).toThrow(expect.objectContaining({ code: "no-variance" }));
  });

  it("are so in the first period too, whose responses may be changes", () => {
    const first = (treatment: readonly number[], control: readonly number[]) => ({
      participant: [...treatment, ...control].map((_, index) => index),
      sequence: [...treatment.map(() => "AB"), ...control.map(() => "BA")],
      period: [...treatment, ...control].map(() => 1),
      treatment: [...treatment.map(() => "A"), ...control.map(() => "B")],
      response: [...treatment, ...control],
    });
    const changes = (pairs: readonly Pair[]) => pairs.map(([before, after]) => before! - after!);
    const alone = { ...pair, periods: "first" } as const;
    const [given, whole] = [crossoverRankTest(first(changes(tenths[0]), changes(tenths[1])), alone), crossoverRankTest(first([2, 2, 5, 8], [2, 2, -3, -5]), alone)];
    expect([given.pValue, given.statistic, given.counts.tied]).toEqual([whole.pValue, whole.statistic, 4]);
    for (const test of ["student", "welch"] as const) {
      const constant = first(changes([[305.3, 305.1], [6.3, 6.1], [7.5, 7.3]]), changes([[305.7, 305.6], [9.9, 9.8], [4.1, 4]]));
      expect(() => crossoverTTest(constant, { ...alone, test })).toThrow(expect.objectContaining({ code: "no-variance" }));
    }
  });

  it("are so for sums too", () => {
    const result = crossoverTTest(columnsOf([[0.3, 0.6], [0.1, 0.8]], [[0.2, 0.7], [0.5, 0.4]]), pair);
    expect(result.carryOver).toBe(null);
    expect(result.reasons).toEqual({ carryOver: "no-variance" });
  });
});

describe("crossoverBinaryTest", () => {
  it("has no interval where nobody differs within either sequence", () => {
    const all = crossoverBinaryTest(columnsOf([[1, 0], [1, 0], [1, 0]], [[0, 1], [0, 1], [0, 1]]), pair);
    expectPlain(all);
    expect(all).toMatchObject({ estimate: 1, standardError: 0, interval: { lower: null, upper: null }, pValue: 0.1 });
    expect(all.reasons).toMatchObject({ "interval.lower": "no-variance", "interval.upper": "no-variance" });
  });
});

describe("sequences with too few participants", () => {
  const three: readonly Pair[] = [[1, 0], [0, 1], [1, 1]];

  it("are counted in words of the trial", () => {
    expect(() => crossoverTTest(columnsOf([[1, 0]], three), pair)).toThrow(/^crossoverTTest: needs at least 2 in each sequence with both periods; with treatment first there is 1$/);
    expect(() => crossoverTTest(columnsOf([[1, 0]], three), { ...pair, periods: "first" })).toThrow(/^crossoverTTest: needs at least 2 in each sequence with a first period; with treatment first there is 1$/);
    expect(() => crossoverRankTest(columnsOf(three, []), pair)).toThrow(/^crossoverRankTest: needs at least 1 in each sequence with both periods; with control first there is nobody$/);
    expect(() => crossoverBinaryTest(columnsOf(three, []), pair)).toThrow(/^crossoverBinaryTest: needs at least 1 in each sequence with both periods; with control first there is nobody$/);
  });

  it("are too few also where the other sequence does not vary", () => {
    expect(() => crossoverTTest(columnsOf([[3, 1]], [[2, 1], [4, 3]]), pair)).toThrow(expect.objectContaining({ code: "too-few-values", observed: 1 }));
  });
});

describe("sequences that begin alike", () => {
  it("are refused in the first period by what they are", () => {
    const columns = { participant: [1, 2, 3], sequence: ["AA", "AB", "BA"], period: [1, 1, 1], treatment: ["A", "A", "B"], response: [1, 2, 3] };
    for (const run of [crossoverTTest, crossoverRankTest]) {
      expect(() => run(columns, { ...pair, periods: "first" })).toThrow('sequences that begin with the same treatment must have one name; received "AA" and "AB". crossoverMixedModel takes more');
    }
  });
});

describe("a mistake in the options", () => {
  const columns = columnsOf([[1, 0], [0, 0], [1, 1]], [[0, 1], [0, 0], [0, 1]]);
  const functions: readonly ((input: typeof columns, options: never) => unknown)[] = [crossoverTTest, crossoverRankTest, crossoverBinaryTest, crossoverMixedModel];

  it("is named: a treatment that is missing, none or misspelt", () => {
    for (const run of functions) {
      const wrong = (options: object) => () => run(columns, options as never);
      expect(wrong({ treatment: "A" })).toThrow("must have treatment and control; control is missing");
      expect(wrong({})).toThrow("must have treatment and control; treatment is missing");
      expect(wrong({ treatment: 1, control: "B" })).toThrow("treatment must be a string; received 1");
    }
    // What is handed on is checked by the function that was called.
    expect(() => crossoverMixedModel(columns, { ...pair, level: 95 })).toThrow("crossoverMixedModel: level must be between 0 and 1");
    expect(() => crossoverMixedModel(columns, { ...pair, degreesOfFreedomMethod: "kr" as never })).toThrow("crossoverMixedModel: degreesOfFreedomMethod must be one of");
    for (const run of functions.slice(0, 3)) {
      expect(() => run(columnsOf([[1, 0], [0, 0]], [[0, 1]]), { treatment: "a", control: "B" } as never)).toThrow('Nobody has a response to "a". Did you mean "A"?');
    }
  });
});

const measures = { score: { label: "Score", unit: "points", better: "higher" } } as const;
const trial = defineTrial({
  id: "edges",
  treatments: { A: { label: "A" }, B: { label: "B" } },
  arms: {
    AB: { label: "A, then B", role: "experimental", periods: [{ treatment: "A" }, { treatment: "B", start: { days: 0, from: "dose:2" } }] },
    BA: { label: "B, then A", role: "control", periods: [{ treatment: "B" }, { treatment: "A", start: { days: 0, from: "dose:2" } }] },
  },
  visits: { start1: { at: { months: 0 }, baseline: true }, end1: { at: { months: 4 } }, start2: { at: { months: 6 } }, end2: { at: { months: 10 } } },
  measures,
});

describe("crossoverChange", () => {
  const data = readTrialData(trial, { participants: [{ id: "a", arm: "AB" }], observations: [] });
  const [one, two] = [{ from: "start1", to: "end1" }, { from: "start2", to: "end2" }] as const;

  it("refuses periods in the wrong order, which would turn the sign of every comparison", () => {
    const run = (...periods: readonly { readonly from: keyof typeof trial.visits; readonly to: keyof typeof trial.visits }[]) => () => crossoverChange(data, { measure: "score", periods });
    expect(run(two, one)).toThrow('period 2 must not begin before the end of period 1: "start1" is earlier than "end2"');
    expect(run(one, one)).toThrow('"start1" is earlier than "end1"');
    expect(run(one, two)).not.toThrow();
    expect(run(one, { from: "end1", to: "end2" })).not.toThrow();
  });
});

/** Participants by sequence, with the values at the start and the end of each period: as far as they have them. */
function changeOf(people: readonly (readonly ["AB" | "BA", ...(number | null)[]])[]) {
  const data = readTrialData(trial, {
    participants: people.map(([arm], index) => ({ id: `${index}`, arm })),
    observations: people.flatMap(([, ...values], index) =>
      (["start1", "end1", "start2", "end2"] as const).flatMap((visit, place) => {
        const value = values[place] ?? null;
        return value === null ? [] : [{ participant: `${index}`, visit, measure: "score" as const, value }];
      }),
    ),
  });
  return crossoverChange(data, { measure: "score", periods: [{ from: "start1", to: "end1" }, { from: "start2", to: "end2" }] });
}

describe("compareCrossover", () => {
  it("favours neither treatment where changes of tenths cancel on paper", () => {
    // Half differences of 0.1, −0.25 and −0.15, 0: both means are −0.075.
    const change = changeOf([["AB", 9, 9, 9.3, 9.1], ["AB", 10, 9.7, 8.8, 9], ["BA", 8, 8, 8.2, 8.5], ["BA", 6.5, 6.2, 7.1, 6.8]]);
    for (const analysis of ["t-test", "mixed-model"] as const) {
      const { estimate, favours } = compareCrossover(change, { ...pair, analysis });
      expect(estimate).toBeCloseTo(0, 13);
      expect(favours).toBe("neither");
    }
    // A difference of a hundredth is one.
    expect(compareCrossover(changeOf([["AB", 9, 9, 9.3, 9.1], ["AB", 10, 9.7, 8.8, 9], ["BA", 8, 8.01, 8.2, 8.5], ["BA", 6.5, 6.2, 7.1, 6.8]]), pair).favours).toBe("control");
  });

  it("calls a sequence of one too few, whether or not the other varies", () => {
    const single = [["AB", 5, 6, 4, 5], ["AB", 3, 3, null, null]] as const;
    const alike = [...single, ["BA", 2, 3, 1, 3], ["BA", 4, 5, 2, 4]] as const;
    for (const test of ["student", "welch"] as const) {
      expect(compareCrossover(changeOf(alike), { ...pair, test }).reasons?.estimate).toBe("too-few-values");
      expect(compareCrossover(changeOf([["AB", 5, 6], ["BA", 2, 3], ["BA", 4, 5]]), { ...pair, test, analysis: "first-period" }).reasons?.estimate).toBe("too-few-values");
    }
  });

  it("does not blame the number of values for a likelihood without a maximum", () => {
    // Participants differ by millions of times as much as their own values do.
    const ends = [["AB", -257686046, -257685859], ["BA", -94166259, -94166782], ["AB", 406690853, null], ["BA", 108688776, 108689023]] as const;
    const change = changeOf(ends.map(([arm, first, second]) => [arm, 0, first, 0, second] as const));
    const result = compareCrossover(change, { ...pair, analysis: "mixed-model", of: "value" });
    expect(result.reasons).toMatchObject({ estimate: "not-estimable", pValue: "not-estimable" });
  });

  it("ties changes of decimals", () => {
    const seconds = [
      ["AB", 400.5, 430.7, 300.1, 330.2], ["AB", 350.3, 360.6, 400.2, 410.4], ["AB", 310.1, 330.3, 300.3, 315.4],
      ["BA", 400.1, 430.5, 310.2, 340.5], ["BA", 390.4, 398.6, 402.2, 410.3], ["BA", 330.1, 335.3, 340.4, 345.7],
    ] as const;
    const result = (factor: number) => {
      const data = readTrialData(trial, {
        participants: seconds.map(([arm], index) => ({ id: `${index}`, arm })),
        observations: seconds.flatMap(([, ...values], index) =>
          (["start1", "end1", "start2", "end2"] as const).map((visit, place) => ({
            participant: `${index}`,
            visit,
            measure: "score" as const,
            value: factor === 1 ? values[place]! : Math.round(factor * values[place]!),
          })),
        ),
      });
      const periods = [{ from: "start1", to: "end1" }, { from: "start2", to: "end2" }] as const;
      return compareCrossover(crossoverChange(data, { measure: "score", periods }), { ...pair, analysis: "rank-test" });
    };
    expect(result(1).pValue).toBe(result(10).pValue);
    expect(result(1).statistic).toBe(result(10).statistic);
  });
});
