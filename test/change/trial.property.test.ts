import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeFromBaseline, progressionRates, slopeChange, slopes } from "trialwise/change";
import { type ExampleParticipant, readEntries } from "./exampleTrial.ts";
import { expectPlain } from "./plain.ts";

const visits = ["V1", "V3", "V5", "V6", "V9", "V10"] as const;
const found = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 48 }) }, { weight: 1, arbitrary: fc.constantFrom("withdrew", "not-done", "died") });

/** Participants with scores, gaps and dates, some of them under hostile names. */
const participants: fc.Arbitrary<readonly (readonly [string, ExampleParticipant])[]> = fc
  .uniqueArray(fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "a", "b"), fc.string({ minLength: 1, maxLength: 4 })), { maxLength: 8 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .record({
            arm: fc.constantFrom("msc", "control"),
            at: fc.record(Object.fromEntries(visits.map((visit) => [visit, found])), { requiredKeys: [] }),
            onset: fc.integer({ min: 0, max: 60 }),
          })
          .map((participant) => [id, participant] as const),
      ),
    ),
  );

const calculations = {
  change: (data: ReturnType<typeof readEntries>) => changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }),
  slope: (data: ReturnType<typeof readEntries>) => slopes(data, { measure: "alsfrsR", from: "V1", to: "V10", method: "least-squares" }),
  slopeChange: (data: ReturnType<typeof readEntries>) => slopeChange(data, "slope4"),
  rates: (data: ReturnType<typeof readEntries>) => progressionRates(data, { measure: "alsfrsR", monthsSinceOnset: "onset" }),
};

describe("every calculator on trial data", () => {
  it("accounts for every participant once, analysed or excluded, and returns plain data", () => {
    fc.assert(
      fc.property(participants, (entries) => {
        const data = readEntries(entries);
        for (const calculate of Object.values(calculations)) {
          const { rows, excluded, counts, byArm } = calculate(data);
          const ids = [...rows, ...excluded].map(({ participant }) => participant);
          expect(ids.sort()).toEqual(entries.map(([id]) => id).sort());
          expect(counts).toEqual({ participants: entries.length, analysed: rows.length, excluded: excluded.length });
          expect(byArm.msc.n + byArm.control.n).toBe(rows.length);
          expectPlain(calculate(data));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("does not depend on the order of participants", () => {
    fc.assert(
      fc.property(participants, (entries) => {
        const sorted = (rows: readonly { readonly participant: string }[]) => [...rows].sort((a, b) => (a.participant < b.participant ? -1 : 1));
        for (const calculate of Object.values(calculations)) {
          const [forward, backward] = [calculate(readEntries(entries)), calculate(readEntries([...entries].reverse()))];
          expect(sorted(backward.rows)).toEqual(sorted(forward.rows));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has change and improvement of one size, and swapping the visits' scores turns their sign", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 48 }), (before, after) => {
        const [there] = calculations.change(readEntries([["a", { arm: "msc", at: { V5: before, V9: after } }]])).rows;
        const [back] = calculations.change(readEntries([["a", { arm: "msc", at: { V5: after, V9: before } }]])).rows;
        expect(there!.change + back!.change).toBe(0);
        expect(there!.improvement).toBe(there!.change);
      }),
    );
  });

  it("a constant added to every score changes no slope", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 6 }), fc.integer({ min: 1, max: 28 }), (scores, shift) => {
        const read = (extra: number) => readEntries([["a", { arm: "msc", at: Object.fromEntries(visits.map((visit, index) => [visit, scores[index]! + extra])) }]]);
        for (const method of ["two-visit", "least-squares"] as const) {
          const endpoint = { measure: "alsfrsR", method, leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V10" } } as const;
          const [here] = slopeChange(read(0), endpoint).rows;
          const [there] = slopeChange(read(shift), endpoint).rows;
          expect(there!.leadInSlope).toBeCloseTo(here!.leadInSlope, 12);
          expect(there!.followUpSlope).toBeCloseTo(here!.followUpSlope, 12);
        }
      }),
    );
  });

  it("the rate of progression times the months since onset is what was lost", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 1, max: 60 }), (score, onset) => {
        const [row] = calculations.rates(readEntries([["a", { arm: "msc", at: { V5: score }, onset }]])).rows;
        expect(row!.progressionRate * onset + score).toBeCloseTo(48, 10);
      }),
    );
  });
});
