import { describe, expect, it } from "vitest";
import { crossoverBinaryTest, crossoverMixedModel, crossoverRankTest, crossoverTTest } from "trialwise/crossover";
import type { FixedEffect } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { columnsOf, mixedCases, twoPeriodCases } from "./referenceCases.ts";

const pair = { treatment: "A", control: "B" } as const;

/** Closed forms of numbers with few digits, printed to 12 digits: 1e-10, of the number or of 1. */
function expectClose(received: number | null | undefined, expected: number, tolerance = 1e-10): void {
  expect(Math.abs((received ?? NaN) - expected) / Math.max(1, Math.abs(expected))).toBeLessThanOrEqual(tolerance);
}

function expectFields(received: object | null, expected: object, tolerance?: number): void {
  for (const [field, value] of Object.entries(expected)) expectClose(Reflect.get(received ?? {}, field), value as number, tolerance);
}

/** p-values of rare events are compared relative to themselves. */
function expectP(received: number, expected: number): void {
  expect(Math.abs(received / expected - 1)).toBeLessThanOrEqual(1e-9);
}

describe("R on 200 crossover trials of two periods", () => {
  const cases = twoPeriodCases();

  it("has the same t tests of treatment, period and carry-over, within participants and in the first period", () => {
    for (const expected of cases) {
      const columns = deepFreeze(columnsOf(expected.treatmentFirst, expected.controlFirst));
      const result = crossoverTTest(columns, pair);
      expectPlain(result);
      const { lower, upper, ...student } = expected.student;
      expectFields(result, student);
      expectFields(result.interval, { lower, upper });
      expectFields(result.periodEffect, expected.period);
      expectFields(result.carryOver, expected.carryOver);
      expectFields(crossoverTTest(columns, { ...pair, test: "welch" }), expected.welch);
      expectP(crossoverTTest(columns, { ...pair, alternative: "less" }).pValue, expected.less);
      const first = crossoverTTest(columns, { ...pair, periods: "first" });
      expectPlain(first);
      expectFields(first, expected.firstPeriod);
    }
    expect(cases.length).toBe(200);
  });

  it("has the same exact rank sum tests and shifts", () => {
    for (const expected of cases) {
      const columns = deepFreeze(columnsOf(expected.treatmentFirst, expected.controlFirst));
      const result = crossoverRankTest(columns, pair);
      expectPlain(result);
      expectFields(result, expected.rank, 1e-9);
      expectFields(result.periodEffect, expected.rankPeriod, 1e-9);
      expectFields(result.carryOver, expected.rankCarryOver, 1e-9);
      const first = crossoverRankTest(columns, { ...pair, periods: "first" });
      expectPlain(first);
      expectFields(first, expected.rankFirstPeriod, 1e-9);
    }
  });

  it("has the same tests of yes-or-no responses: Prescott's, Mainland and Gart's, McNemar's", () => {
    const seen = { prescott: 0, mainlandGart: 0, mcNemar: 0 };
    for (const { binary, ...expected } of cases) {
      const columns = deepFreeze(columnsOf(expected.binaryTreatmentFirst, expected.binaryControlFirst));
      const run = (options: object) => {
        const result = crossoverBinaryTest(columns, { ...pair, ...options });
        expectPlain(result);
        return result;
      };
      const prescott = run({});
      expectFields(prescott, { estimate: binary.estimate, standardError: binary.standardError });
      if (binary.prescott) {
        seen.prescott++;
        expectClose(prescott.statistic, binary.prescott.statistic);
        expectP(prescott.pValue, binary.prescott.exact);
        expectP(run({ alternative: "greater" }).pValue, binary.prescott.greater);
        expectP(run({ pValueMethod: "normal" }).pValue, binary.prescott.normal);
        expectFields(prescott.periodEffect, { estimate: binary.period!.estimate, pValue: binary.period!.prescott }, 1e-9);
      } else expect(prescott.pValue).toBe(1);
      if (binary.mainlandGart) {
        seen.mainlandGart++;
        expectP(run({ test: "mainland-gart" }).pValue, binary.mainlandGart.exact);
        expectP(run({ test: "mainland-gart", alternative: "greater" }).pValue, binary.mainlandGart.greater);
        expectP(run({ test: "mainland-gart", pValueMethod: "normal" }).pValue, binary.mainlandGart.normal);
      }
      if (binary.mcNemar) {
        seen.mcNemar++;
        expectP(run({ test: "mcnemar" }).pValue, binary.mcNemar.exact);
        expectP(run({ test: "mcnemar", pValueMethod: "normal" }).pValue, binary.mcNemar.normal);
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });
});

describe("R on 240 crossover trials with missing periods, 40 of them of three treatments", () => {
  // R's optimum is good to about 1e-8 of the ratio of variances: 1e-6 of estimates, errors and variances. lmerTest's degrees of freedom come from numerical derivatives: 1e-5.
  it("has the same mixed models", () => {
    for (const { rows, sequences, effects, ...expected } of mixedCases()) {
      const columns = deepFreeze({
        participant: rows.map((row) => row[0]),
        sequence: rows.map((row) => row[1]),
        period: rows.map((row) => row[2]),
        treatment: rows.map((row) => row[3]),
        response: rows.map((row) => row[4]),
      });
      const result = crossoverMixedModel(columns, { ...pair, sequences });
      expectPlain(result);
      const named = new Map<string, FixedEffect>([
        ...result.treatmentEffects.map((effect) => [`t${effect.treatment}`, effect] as const),
        ...result.periodEffects.map((effect) => [`p${effect.period}`, effect] as const),
        ...result.sequenceEffects.map((effect) => [`s${effect.sequence}`, effect] as const),
      ]);
      expect([...named.keys()].sort()).toEqual(Object.keys(effects).sort());
      for (const [name, { degreesOfFreedom, ...effect }] of Object.entries(effects)) {
        expectFields(named.get(name)!, effect, 1e-6);
        expect(Math.abs(named.get(name)!.degreesOfFreedom! / degreesOfFreedom - 1)).toBeLessThanOrEqual(1e-5);
      }
      expectClose(result.estimate, effects["tA"]!.estimate, 1e-6);
      expectFields(result.variances, { participant: expected.participant, residual: expected.residual }, 1e-6);
      expectClose(result.logLikelihood, expected.logLikelihood, 1e-8);
    }
    expect(mixedCases()).toHaveLength(240);
  });
});
