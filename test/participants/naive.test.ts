import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineCharacteristics, exposure, participantFlow } from "trialwise/participants";
import { naiveCategoryDistance, naiveDescription, naiveDoses, naiveMeanDifference, naiveOutcome, naivePlace } from "../naive/participants.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { dataOf, randomPeople, type RandomData } from "./randomTrial.ts";

const runs = { numRuns: 150 };
const arms = ["cells", "sham", "open"] as const;
const substitutes = (data: RandomData, id: string) => {
  const sample = data.biomarkerSamples.find(({ participant }) => participant === id);
  if (sample === undefined || "missing" in sample) return [];
  return ["value" in sample ? sample.value : "below" in sample ? sample.below / 2 : sample.above];
};

function expectClose(received: number | null | undefined, expected: number): void {
  if (Number.isNaN(expected)) expect(received).toBe(null);
  else expect(Math.abs((received ?? NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

describe("a second implementation", () => {
  it("describes the same baseline, value by value and pair by pair", () => {
    fc.assert(
      fc.property(randomPeople, (people) => {
        const data = deepFreeze(dataOf(people));
        const result = baselineCharacteristics(data, { limits: "half", compare: { treatment: "cells", control: "sham" } });
        expectPlain(result);
        const [age, onset, score, nfl] = result.rows;
        const values = {
          age: (id: string) => data.participants.flatMap((person) => (person.id === id && person.covariates?.age !== undefined ? [Number(person.covariates.age)] : [])),
          score: (id: string) => data.observations.flatMap((row) => (row.participant === id && row.visit === "V5" && row.value !== undefined ? [row.value] : [])),
          nfl: (id: string) => substitutes(data, id),
        };
        for (const [row, read] of [[age, values.age], [score, values.score], [nfl, values.nfl]] as const) {
          if (row?.kind !== "number") throw new Error("a number");
          const own = (arm: string) => data.participants.filter((person) => person.arm === arm).flatMap(({ id }) => read(id));
          for (const arm of arms) {
            const expected = naiveDescription(own(arm));
            const found = row.byArm[arm];
            expect(found.n).toBe(expected.n);
            expect(found.n + found.missing).toBe(result.byArm[arm].participants);
            expectClose(found.mean, expected.mean);
            expectClose(found.standardDeviation, expected.standardDeviation);
            if (expected.n > 0) {
              expectClose(found.median, expected.median);
              expectClose(found.quartiles.lower, expected.lower);
              expectClose(found.quartiles.upper, expected.upper);
            }
          }
          const difference = naiveMeanDifference(own("cells"), own("sham"));
          expectClose(row.standardisedDifference?.estimate, Number.isFinite(difference) ? difference : NaN);
        }
        if (onset?.kind !== "category") throw new Error("a category");
        const own = (arm: string) => data.participants.flatMap((person) => (person.arm === arm && person.covariates?.onset !== undefined ? [String(person.covariates.onset)] : []));
        expectClose(onset.standardisedDifference?.estimate, own("cells").length * own("sham").length === 0 ? NaN : naiveCategoryDistance(own("cells"), own("sham")));
        for (const { level, byArm } of onset.levels) for (const arm of arms) expect(byArm[arm].participants).toBe(own(arm).filter((other) => other === level).length);
      }),
      runs,
    );
  });

  it("finds the same way through the trial, participant by participant", () => {
    fc.assert(
      fc.property(randomPeople, (people) => {
        const data = deepFreeze(dataOf(people));
        const flow = participantFlow(data);
        expectPlain(flow);
        for (const { id } of data.participants) {
          const { outcome, reason } = naiveOutcome(data, id);
          expect(flow.outcomes[outcome].overall.participantIds).toContain(id);
          const row = flow.outcomes[outcome].byReason.find((other) => other.reason === reason);
          expect(row?.overall.participantIds).toContain(id);
          for (const visit of ["V1", "V5", "V6", "V9"] as const) expect(flow.visits[visit][naivePlace(data, id, visit)].overall.participantIds).toContain(id);
        }
      }),
      runs,
    );
  });

  it("finds the same doses, dose by dose", () => {
    fc.assert(
      fc.property(randomPeople, (people) => {
        const data = deepFreeze(dataOf(people));
        const result = exposure(data);
        expectPlain(result);
        for (const row of result.rows) {
          const expected = naiveDoses(data, row.participant);
          expect(row.doses).toBe(expected.doses);
          expect(row.timeOnTreatment).toBe(expected.doses === 0 ? null : expected.time);
          expect(row.intervals.map(({ days }) => days)).toEqual(expected.intervals);
          expect(Object.fromEntries(row.totals.map(({ treatment, unit, value }) => [`${treatment}/${unit}`, value]))).toEqual(expected.totals);
        }
        for (const { doses, overall } of result.atLeast) {
          expect(overall.participantIds).toEqual(data.participants.map(({ id }) => id).filter((id) => naiveDoses(data, id).doses >= doses));
        }
      }),
      runs,
    );
  });
});
