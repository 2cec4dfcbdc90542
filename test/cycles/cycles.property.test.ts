import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cycleResponders, cycleSlopes, readTrialData } from "trialwise";
import { expectPlain } from "../change/plain.ts";
import { type ExampleParticipant, isoDate, recordsOf, trial } from "./exampleTrial.ts";

const before = ["R1", "R2", "R3", "R4"] as const;
const after = ["V1", "V2", "D2", "D2m2", "D3", "end"] as const;
const missing = fc.constantFrom("withdrew" as const, "not-done" as const, "died" as const);
const seen = (from: number, to: number) =>
  fc.oneof({ weight: 8, arbitrary: fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: 48 })) }, { weight: 1, arbitrary: missing });

/** What is on record of a dose: its day, its month, nothing. */
const known = fc.oneof({ weight: 8, arbitrary: fc.constant("day" as const) }, { weight: 1, arbitrary: fc.constantFrom("month" as const, "nothing" as const) });

/** Courses with gaps, any order of dates, any doses, some of them under hostile names. */
const participant: fc.Arbitrary<ExampleParticipant> = fc
  .record({
    arm: fc.constantFrom("msc" as const, "control" as const),
    lead: fc.record(Object.fromEntries(before.map((visit) => [visit, seen(-400, -1)])), { requiredKeys: [] }),
    follow: fc.record(Object.fromEntries(after.map((visit) => [visit, seen(1, 500)])), { requiredKeys: [] }),
    baseline: fc.option(fc.integer({ min: 0, max: 48 })),
    doses: fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), known), { maxLength: 4 }),
  })
  .map(({ arm, lead, follow, baseline, doses }) => ({
    arm,
    at: { ...lead, ...follow, ...(baseline !== null && { V0: [0, baseline] as const }) },
    doses: doses.map(([, how], index) => {
      const day = doses.slice(0, index + 1).reduce((total, [gap]) => total + gap, -20);
      return how === "day" ? day : how === "month" ? isoDate(day).slice(0, 7) : null;
    }),
  }));
const participants = fc
  .uniqueArray(fc.oneof(fc.constantFrom("__proto__", "constructor", "a", "b"), fc.string({ minLength: 1, maxLength: 3 })), { maxLength: 6 })
  .chain((ids) => fc.tuple(...ids.map((id) => participant.map((course) => [id, course] as const))));

const settings = fc.record({
  method: fc.constantFrom("two-visit" as const, "least-squares" as const),
  against: fc.constantFrom("lead-in" as const, "previous-cycle" as const),
  atDose: fc.constantFrom("last-before" as const, "nearest" as const),
  closing: fc.constantFrom("at-end" as const, "last-value" as const),
  neverDosed: fc.constantFrom("excluded" as const, "whole-course" as const),
  time: fc.constantFrom("actual" as const, "nominal" as const),
  window: fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 30 })).map(([days, later]) => ({ before: { days }, after: { days: later } })),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

const analyse = (entries: readonly (readonly [string, ExampleParticipant])[], options: Partial<Settings> = {}) =>
  cycleSlopes(readTrialData(trial, recordsOf(entries)), { measure: "alsfrsR", method: "two-visit", lastCycle: { days: 100 }, per: "day", ...options });

describe("slopes in cycles", () => {
  it("account for every participant in every period, under every option, and are plain data", () => {
    fc.assert(
      fc.property(participants, settings, (entries, options) => {
        const result = analyse(entries, options);
        expectPlain(result);
        for (const { rows, excluded, counts, byArm } of [result.leadIn, ...result.cycles, result.treatment]) {
          expect([...rows, ...excluded].map((row) => row.participant).sort()).toEqual(entries.map(([id]) => id).sort());
          expect(counts).toMatchObject({ participants: entries.length, analysed: rows.length, excluded: excluded.length });
          expect(byArm.msc.n + byArm.control.n).toBe(rows.length);
        }
        expect(result.cycles).toHaveLength(Math.max(0, ...entries.map(([, { doses = [] }]) => Math.max(0, ...doses.map((dose, index) => (dose === null ? 0 : index + 1))))));
        const dosed = result.cycles.map(({ counts }) => counts.dosed);
        expect([...dosed].sort((left, right) => right - left)).toEqual(dosed);
      }),
      { numRuns: 120 },
    );
  });

  it("do not depend on the order of participants", () => {
    fc.assert(
      fc.property(participants, settings, (entries, options) => {
        const [there, back] = [analyse(entries, options), analyse([...entries].reverse(), options)];
        const sorted = (rows: readonly { readonly participant: string }[]) => [...rows].sort((a, b) => (a.participant < b.participant ? -1 : 1));
        for (const [index, cycle] of there.cycles.entries()) expect(sorted(back.cycles[index]!.rows)).toEqual(sorted(cycle.rows));
      }),
      { numRuns: 40 },
    );
  });

  it("of a straight course are the line's slope in every period, however it is cut: no change against any period before", () => {
    const onLine = (from: number, to: number) => fc.integer({ min: from, max: to }).map((step): readonly [number, number] => [25 * step, 24 + step]);
    const line = fc.record({
      ...Object.fromEntries(before.map((visit) => [visit, onLine(-16, -1)])),
      V0: fc.constant([0, 24] as const),
      ...Object.fromEntries(after.map((visit) => [visit, onLine(1, 20)])),
    });
    fc.assert(
      fc.property(line, participant, settings, (at, { doses = [] }, options) => {
        const { leadIn, cycles, treatment } = analyse([["a", { at, doses }]], { ...options, time: "actual" });
        for (const { slope } of [...leadIn.rows, ...treatment.rows, ...cycles.flatMap(({ rows }) => rows)]) expect(slope).toBeCloseTo(1 / 25, 12);
        for (const { change } of [...treatment.rows, ...cycles.flatMap(({ rows }) => rows)]) expect(change).toBeCloseTo(0, 12);
      }),
      { numRuns: 120 },
    );
  });

  it("by two visits add up: slope × length over the cycles is that over the whole treatment", () => {
    fc.assert(
      fc.property(participants, settings, (entries, options) => {
        const { cycles, treatment } = analyse(entries, { ...options, method: "two-visit", closing: "at-end" });
        for (const { participant: id, slope, length, doses, values } of treatment.rows) {
          expect(slope * length).toBeCloseTo(values.to - values.from, 9);
          const own = cycles.flatMap(({ rows }) => rows.filter((row) => row.participant === id));
          if (own.length < doses) continue;
          expect(own.reduce((total, row) => total + row.slope * row.length, 0)).toBeCloseTo(slope * length, 9);
          expect(own.reduce((total, row) => total + row.length, 0)).toBeCloseTo(length, 9);
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe("responders in cycles", () => {
  it("classes that share a bound split those with a decline, and everyone who had the dose is accounted for", () => {
    fc.assert(
      fc.property(participants, settings, fc.integer({ min: -100, max: 150 }), (entries, options, bound) => {
        const { cycles, treatment } = analyse(entries, options);
        for (const period of [...cycles, treatment]) {
          const result = cycleResponders(period, { classes: { above: { moreThan: bound }, below: { atMost: bound } }, deaths: "excluded", missing: "excluded", noLeadInDecline: "excluded" });
          expectPlain(result);
          expect(result.counts.dosed).toBe(period.counts.dosed);
          const declined = period.rows.filter(({ died, percentImprovement }) => !died && percentImprovement !== null);
          const inClass = (name: "above" | "below") => (["msc", "control"] as const).reduce((total, arm) => total + result.byClass[name].byArm[arm].responders, 0);
          expect(inClass("above") + inClass("below")).toBe(declined.length);
          expect(result.byClass.above.byArm.msc.n + result.byClass.above.byArm.control.n).toBe(declined.length);
        }
      }),
      { numRuns: 80 },
    );
  });
});
