import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareCrossover, crossoverBinaryTest, crossoverChange, crossoverResponders } from "trialwise/crossover";
import { absoluteImprovement, defineTrial, readTrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";

/** A simulated trial with what R makes of it, as test/reference/crossover/designs.R writes it. */
interface DesignCase {
  readonly sequences: readonly string[];
  readonly better: "higher" | "lower";
  /** One digit for each participant: the place of their sequence, from 1. */
  readonly arms: string;
  /** By participant: start and end of each period. */
  readonly scores: readonly (readonly (number | null)[])[];
  readonly mixed?: {
    readonly of: "change" | "improvement" | "percentImprovement" | "value";
    readonly level: number;
    /** Estimate, standard error, degrees of freedom, statistic, p-value, limits. */
    readonly numbers: readonly number[];
    /** Estimate and standard error of period 2. */
    readonly period: readonly [number, number];
    readonly singular: boolean;
    readonly participants: number;
    readonly observations: number;
  };
  readonly binary?: {
    readonly bound: number;
    readonly test: "prescott" | "mainland-gart" | "mcnemar";
    readonly pValueMethod: "exact" | "normal";
    readonly alternative: "two-sided" | "greater" | "less";
    readonly estimate: number;
    readonly standardError: number;
    /** Statistic and p-value. */
    readonly tested: readonly [number | null, number];
    /** Estimate and p-value. */
    readonly period: readonly [number, number];
    /** With treatment first, with control first, and with one period. */
    readonly counts: readonly [number, number, number];
  };
}

const { cases }: { readonly cases: readonly DesignCase[] } = JSON.parse(readFileSync(new URL("../reference/crossover/designs.json", import.meta.url), "utf8"));
const ofThreePeriods = cases.flatMap(({ mixed, ...each }) => (mixed === undefined ? [] : { ...each, mixed }));
const ofResponders = cases.flatMap(({ binary, ...each }) => (binary === undefined ? [] : { ...each, binary }));
const visits = ["start1", "end1", "start2", "end2", "start3", "end3"] as const;
const windows = [{ from: "start1", to: "end1" }, { from: "start2", to: "end2" }, { from: "start3", to: "end3" }] as const;

function readDesign({ sequences, better, arms, scores }: DesignCase) {
  const letters = ["A", "B", "C"] as const;
  const trial = defineTrial({
    id: "simulated",
    treatments: { A: { label: "A" }, B: { label: "B" }, C: { label: "C" } },
    arms: Object.fromEntries(
      sequences.map((sequence) => [
        sequence,
        {
          label: sequence,
          role: "experimental" as const,
          periods: [...sequence].map((letter, index) => ({ treatment: letters.find((each) => each === letter)!, ...(index > 0 && { start: { months: 9 * index } }) })),
        },
      ]),
    ),
    visits: { start1: { at: { months: 0 }, baseline: true }, end1: { at: { months: 6 } }, start2: { at: { months: 9 } }, end2: { at: { months: 15 } }, start3: { at: { months: 18 } }, end3: { at: { months: 24 } } },
    measures: { score: { label: "Score", unit: "points", better } },
  });
  return readTrialData(trial, {
    participants: [...arms].map((place, index) => ({ id: `${index + 1}`, arm: sequences[Number(place) - 1]! })),
    observations: scores.flatMap((row, index) => row.flatMap((value, place) => (value === null ? [] : [{ participant: `${index + 1}`, visit: visits[place]!, measure: "score" as const, value }]))),
  });
}

describe("R on 150 simulated crossover trials of other designs", () => {
  it("has the same mixed models of three periods, with two treatments or three, also where participants do not differ", () => {
    const worst = new WorstErrors();
    ofThreePeriods.forEach((each, at) => {
      const { of, level, numbers, period, participants, observations } = each.mixed;
      const change = crossoverChange(deepFreeze(readDesign(each)), { measure: "score", periods: windows });
      const result = compareCrossover(change, { treatment: "A", control: "B", analysis: "mixed-model", of, level });
      expectPlain(result);
      expect(result.counts).toEqual({ participants, observations });
      const found = [result.estimate, result.standardError, result.degreesOfFreedom, result.statistic, result.pValue, result.interval.lower, result.interval.upper];
      found.forEach((number, index) => worst.add(at, { [`number ${index + 1}`]: errorOf(number, numbers[index]!, Math.max(1, Math.abs(numbers[index]!))) }));
      worst.add(at, { period: errorOf(result.periodEffect?.estimate, period[0], 1), "period's standard error": errorOf(result.periodEffect?.standardError, period[1]) });
    });
    expect(ofThreePeriods.length).toBe(60);
    expect(ofThreePeriods.filter(({ mixed }) => mixed.singular).length).toBeGreaterThan(10);
    // lmerTest's degrees of freedom come from numerical derivatives.
    worst.expectBelow(1e-6);
  });

  it("has the same tests of who responded in each period, without those who lack one", () => {
    const worst = new WorstErrors();
    ofResponders.forEach((each, at) => {
      const { bound, test, pValueMethod, alternative, estimate, standardError, tested, period, counts } = each.binary;
      const rules = windows.slice(0, 2).map(({ from, to }) => absoluteImprovement({ of: { kind: "change", measure: "score", from, to } as const, atLeast: bound }));
      const { columns } = crossoverResponders(deepFreeze(readDesign(each)), { rules, missing: "excluded" });
      const result = crossoverBinaryTest(columns, { treatment: "A", control: "B", test, pValueMethod, alternative });
      expectPlain(result);
      expect(Object.values(result.counts)).toEqual(counts);
      worst.add(at, {
        estimate: errorOf(result.estimate, estimate, 1),
        standardError: errorOf(result.standardError, standardError, 1),
        [`${test} statistic`]: errorOf(result.statistic, tested[0], 1),
        [`${test} p ${pValueMethod} ${alternative}`]: errorOf(result.pValue, tested[1]),
        period: errorOf(result.periodEffect.estimate, period[0], 1),
        [`${test} period p`]: errorOf(result.periodEffect.pValue, period[1]),
      });
    });
    expect(ofResponders.length).toBe(90);
    // R's numbers have 11 digits.
    worst.expectBelow(1e-10);
  });
});
