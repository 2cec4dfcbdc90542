import { describe, expect, it } from "vitest";
import { baselineCharacteristics, exposure, participantFlow } from "trialwise/participants";
import type { ArmCells, NumericBaseline } from "trialwise/participants";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { arms, cases, type Counts, dataOf, type Described, visits } from "./referenceCases.ts";

/** Closed forms of whole or decimal numbers, printed to 13 digits: 1e-10 relative. */
function expectClose(received: number | null | undefined, expected: number | null): void {
  if (expected === null) expect(received).toBe(null);
  else expect(Math.abs((received ?? NaN) - expected) / Math.max(1, Math.abs(expected))).toBeLessThanOrEqual(1e-10);
}

function expectDescribed(received: Omit<NumericBaseline, "missing">, [n, mean = null, deviation = null, median = null, q1 = null, q3 = null, sas1 = null, sas3 = null, minimum = null, maximum = null]: Described, type: 7 | 2): void {
  expect(received.n).toBe(n);
  expectClose(received.mean, mean);
  expectClose(received.standardDeviation, deviation);
  expectClose(received.median, median);
  expectClose(received.quartiles.lower, type === 7 ? q1 : sas1);
  expectClose(received.quartiles.upper, type === 7 ? q3 : sas3);
  expectClose(received.minimum, minimum);
  expectClose(received.maximum, maximum);
}

const byArmAndOverall = <Value>(row: { readonly byArm: { readonly [A in (typeof arms)[number]]: Value }; readonly overall: Value }) => [...arms.map((arm) => row.byArm[arm]), row.overall];

const counted = (cells: ArmCells<(typeof arms)[number]>): Counts => byArmAndOverall(cells).map(({ participants }) => participants);

describe("R", () => {
  it("describes the baseline of 100 simulated trials alike, with standardised differences and p-values", () => {
    for (const expected of cases) {
      const data = deepFreeze(dataOf(expected));
      const compare = { treatment: "msc", control: "control" } as const;
      for (const quantileType of [7, 2] as const) {
        const [age, sex, onset, score] = baselineCharacteristics(data, { quantileType, compare }).rows;
        for (const [row, numbers] of [[age, expected.age], [score, expected.score]] as const) {
          if (row?.kind !== "number") throw new Error("a number");
          byArmAndOverall(row).forEach((cell, index) => expectDescribed(cell, numbers[index]!, quantileType));
        }
        for (const [row, counts] of [[sex, expected.sex], [onset, expected.onset]] as const) {
          if (row?.kind !== "category") throw new Error("a category");
          expect(byArmAndOverall(row).map(({ n }) => n)).toEqual(counts.map((own) => own.reduce((total, count) => total + count, 0)));
          row.levels.forEach((level, place) => expect(byArmAndOverall(level).map(({ participants }) => participants)).toEqual(counts.map((own) => own[place])));
        }
        expectClose(age?.standardisedDifference?.estimate, expected.ageDifference);
        expectClose(sex?.standardisedDifference?.estimate, expected.sexDifference);
        expectClose(onset?.standardisedDifference?.estimate, expected.onsetDifference);
      }
      for (const [numeric, categorical] of [["welch", "pearson"], ["student", "fisher"], ["rank-sum", "auto"]] as const) {
        const result = baselineCharacteristics(data, { compare: { ...compare, standardisedDifferences: false, tests: { numeric, categorical } } });
        expectPlain(result);
        const [age, sex, onset] = result.rows.map(({ test }) => test);
        if (expected.ageTests !== null) expectClose(age?.pValue, expected.ageTests[numeric === "rank-sum" ? "rankSum" : numeric]);
        for (const [test, tests] of [[sex, expected.sexTests], [onset, expected.onsetTests]] as const) {
          expectClose(test?.pValue, tests && tests[categorical]);
          if (categorical === "auto" && tests !== null) expect(test?.test).toBe(tests.autoTest === "fisher" ? "fisher-exact-test" : "pearson-chi-square-test");
        }
      }
    }
  });

  it("counts the flow of 100 simulated trials alike", () => {
    for (const expected of cases) {
      const flow = participantFlow(deepFreeze(dataOf(expected)));
      expectPlain(flow);
      const { completed, withdrew, lost, stopped, died, none } = expected.outcomes;
      expect(counted(flow.outcomes.completed)).toEqual(completed);
      expect(counted(flow.outcomes.withdrew)).toEqual(withdrew);
      expect(counted(flow.outcomes["lost-to-follow-up"])).toEqual(lost);
      expect(counted(flow.outcomes["stopped-for-adverse-event"])).toEqual(stopped);
      expect(counted(flow.outcomes.died)).toEqual(died);
      expect(counted(flow.outcomes["not-recorded"])).toEqual(none);
      expected.withdrewFor.forEach((counts, index) => {
        const row = flow.outcomes.withdrew.byReason.find(({ reason }) => reason === `reason ${index + 1}`);
        expect(row === undefined ? [0, 0, 0, 0] : counted(row)).toEqual(counts);
      });
      expect(counted(flow.died)).toEqual(expected.everDied);
      expect(counted(flow.dosed)).toEqual(expected.dosed);
      visits.forEach((visit, index) => {
        expect(counted(flow.visits[visit].inTrial)).toEqual(expected.inTrial[index]);
        expect(counted(flow.visits[visit].died)).toEqual(expected.diedBy[index]);
        expect(counted(flow.visits[visit].observed)).toEqual(expected.observed[index]);
      });
      expect(counted(flow.populations.full.analysed)).toEqual(expected.analysed);
      expect(flow.populations.full.notAnalysed.map(counted)).toEqual([expected.notDosed, expected.notObserved]);
    }
  });

  it("describes the doses of 100 simulated trials alike", () => {
    for (const expected of cases) {
      const data = deepFreeze(dataOf(expected));
      for (const quantileType of [7, 2] as const) {
        const result = exposure(data, { quantileType });
        expectPlain(result);
        byArmAndOverall(result).forEach((summary, index) => {
          expectDescribed(summary.doses, expected.doses[index]!, quantileType);
          expectDescribed(summary.timeOnTreatment, expected.time[index]!, quantileType);
          const [total] = summary.totals;
          if (total === undefined) expect(expected.total[index]).toEqual([0]);
          else {
            expectDescribed(total.total, expected.total[index]!, quantileType);
            expect(total.incomplete).toBe(expected.incomplete[index]);
          }
          expected.intervals.forEach((interval, place) => {
            const found = summary.intervals.find(({ from }) => from === place + 1);
            if (found === undefined) expect(interval[index]).toEqual([0]);
            else expectDescribed(found.days, interval[index]!, quantileType);
          });
        });
        expect(expected.atLeast.map((_, index) => (result.atLeast[index] === undefined ? [0, 0, 0, 0] : counted(result.atLeast[index])))).toEqual(expected.atLeast);
      }
    }
  });
});
