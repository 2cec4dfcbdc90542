import { describe, expect, it } from "vitest";
import { cycleResponders, type CycleSlopesOptions, cycleSlopes, defineTrial, type KeysOf, readTrialData } from "trialwise";
import { type ExampleParticipant, readExample, type trial } from "./exampleTrial.ts";

type ScoreOptions = CycleSlopesOptions<KeysOf<typeof trial>>;
const options = { measure: "alsfrsR", method: "two-visit", per: "day", lastCycle: { days: 90 } } as const;
const slopesOf = (participants: { readonly [id: string]: ExampleParticipant }, extra: Partial<ScoreOptions> = {}) => cycleSlopes(readExample(participants), { ...options, ...extra });
const improved = { classes: { improved: { moreThan: 25 } } } as const;

/** Lead-in of 240 days, doses at 0, 60 and 160; a value at each dose but the second, where it is 10 days before. */
const steady: ExampleParticipant = {
  at: { R2: [-240, 48], R4: [-90, 42], V0: [0, 36], V1: [30, 36], V2: [50, 35], D2m2: [120, 32], D3: [160, 30], end: [250, 21] },
  doses: [0, 60, 160],
};

describe("a dose that a participant never had", () => {
  it("is no-dose, whatever is known of the last one", () => {
    const { cycles } = slopesOf({ a: steady, b: { at: { R4: [-90, 40], V0: [0, 38], V1: [30, 36] }, doses: ["2020-02"] } });
    expect(cycles.map(({ excluded }) => excluded.map(({ reason }) => reason))).toEqual([["no-date"], ["no-dose"], ["no-dose"]]);
    expect(cycleResponders(cycles[1]!, improved).counts.dosed).toBe(1);
  });
});

describe("a dose that is not on record before a later one", () => {
  const { leadIn, cycles, treatment } = slopesOf({ a: steady, b: { ...steady, doses: [0, null, 160] }, c: { ...steady, doses: [null, 60] } });

  it("was given on a day that is not known", () => {
    expect(cycles.map(({ excluded }) => excluded.map(({ participant, reason }) => [participant, reason]))).toEqual([
      [["b", "no-date"], ["c", "no-date"]],
      [["b", "no-date"], ["c", "no-date"]],
      [["c", "no-dose"]],
    ]);
    expect(leadIn.excluded).toEqual([{ participant: "c", arm: "msc", reason: "no-date" }]);
  });

  it("is among the doses had, in the slopes and in the classes", () => {
    for (const period of [...cycles, treatment]) {
      const { counts } = cycleResponders(period, improved);
      expect(counts.dosed).toBe(period.counts.dosed);
      expect(period.byArm.msc.dosed).toBe(period.counts.dosed);
    }
    expect(cycles.map(({ counts }) => counts.dosed)).toEqual([3, 3, 2]);
  });
});

describe("a death within a cycle", () => {
  /** 0.1 a day before, and nothing lost after: 100 % better, until day 70 of 90. */
  const dead: ExampleParticipant = { at: { R4: [-90, 45], V0: [0, 36], V1: [30, 36] }, doses: [0], deathDay: 70 };

  it("is no response, even with a slope from before", () => {
    for (const extra of [{ method: "least-squares" }, { closing: "last-value" }] as const) {
      const { cycles, treatment } = slopesOf({ a: dead, b: { ...dead, deathDay: 95 } }, extra);
      for (const period of [cycles[0]!, treatment]) {
        expect(period.rows.map(({ participant, died, percentImprovement }) => [participant, died, percentImprovement])).toEqual([["a", true, 100], ["b", false, 100]]);
        const response = cycleResponders(period, improved);
        expect(response.rows.map(({ participant, reason, classes }) => [participant, reason, classes])).toEqual([["a", "died", []], ["b", "classified", ["improved"]]]);
        expect(response.counts).toEqual({ dosed: 2, died: 1, missing: 0, noLeadInDecline: 0 });
        expect(response.byClass.improved.byArm.msc).toMatchObject({ n: 2, responders: 1 });
        expect(cycleResponders(period, { ...improved, deaths: "excluded" }).byClass.improved.byArm.msc).toMatchObject({ n: 1, responders: 1 });
      }
    }
  });

  it("is none where a value stands at the end", () => {
    const { cycles } = slopesOf({ a: { ...dead, at: { ...dead.at, V2: [65, 36] } } }, { lastCycle: { days: 80 } });
    expect(cycles[0]!.rows[0]).toMatchObject({ died: false });
  });

  it("cannot be why a value is missing before a dose that was given later", () => {
    // Dose 2 came early: the visit planned for its time was never due before the death.
    const { cycles } = slopesOf({ a: { at: { R4: [-90, 45], V0: [0, 36] }, doses: [0, 56], deathDay: 58 } }, { window: { before: { days: 3 }, after: { days: 10 } } });
    expect(cycles[0]!.excluded[0]?.reason).toBe("no-observation");
  });
});

describe("planned times from a dose whose day is not known", () => {
  it("are not known either", () => {
    const { treatment } = slopesOf({ a: { at: { R4: 45, V0: 36, D2: 34, D2m2: 33, D3: 30, end: 28 }, doses: [0, "2020-04", 160] } }, { time: "nominal", method: "least-squares" });
    expect(treatment.excluded).toEqual([{ participant: "a", arm: "msc", reason: "no-date", visit: "D2" }]);
  });
});

describe("cycleResponders refuses", () => {
  const { leadIn, cycles, treatment } = slopesOf({ a: steady });
  it.each([
    ["no options", () => cycleResponders(treatment, undefined as never), "cycleResponders: the options must be an object; received undefined"],
    ["classes that are no object", () => cycleResponders(treatment, { classes: null } as never), "cycleResponders: classes must be an object of ranges; received null"],
    ["the whole result", () => cycleResponders({ leadIn, cycles, treatment } as never, improved), "cycleResponders: the period must have rows"],
    ["nothing", () => cycleResponders(cycles[7] as never, improved), "cycleResponders: the period must be an object; received undefined"],
    ["the lead-in", () => cycleResponders(leadIn as never, improved), 'cycleResponders: quantity "percentImprovement" is not declared'],
  ])("%s", (_, run, message) => {
    expect(run).toThrow(message);
  });
});

describe("changes of slope that are equal but for rounding", () => {
  const walks = defineTrial({
    id: "walks",
    arms: { cells: { label: "Cells", role: "experimental" } },
    visits: { entry: { at: { days: -70 } }, dose: { at: { days: 0 }, baseline: true }, end: { at: { days: 70 } } },
    measures: { walk: { label: "Walk", unit: "m", better: "higher" } },
  });
  /** Metres at −70, 0 and 70 days. */
  const testsOf = (metres: readonly (readonly [number, number, number])[]) => {
    const data = readTrialData(walks, {
      participants: metres.map((_, index) => ({ id: `${index}`, arm: "cells" })),
      observations: metres.flatMap((values, index) => (["entry", "dose", "end"] as const).map((visit, place) => ({ participant: `${index}`, visit, measure: "walk" as const, value: values[place]! }))),
      doses: metres.map((_, index) => ({ participant: `${index}`, number: 1, at: { days: 0 } })),
    });
    return cycleSlopes(data, { measure: "walk", method: "two-visit", lastCycle: { days: 70 }, time: "nominal" }).cycles[0]!.byArm.cells;
  };

  it("have no t test, and are ties and zeros of the rank test", () => {
    // All of them change by 0.1 in 70 days.
    const alike = testsOf([[450.3, 448.2, 446.2], [349.1, 348.8, 348.6], [241.7, 240.2, 238.8]]);
    expect(alike.tTest).toBe(null);
    expect(alike.reasons).toEqual({ tTest: "no-variance" });
    // By 0, 0, 0.1 and −0.1.
    const some = testsOf([[450.3, 448.2, 446.1], [349.1, 348.8, 348.5], [241.7, 240.2, 238.8], [331.4, 330.2, 328.9]]);
    expect(some.signedRankTest?.counts).toMatchObject({ pairs: 4, zeros: 2, tied: 2 });
    expect(some.signedRankTest?.pValue).toBe(1);
  });
});

describe("a length that is no length", () => {
  it("is refused with the number that was received", () => {
    const wrong = (extra: object) => () => slopesOf({ a: steady }, extra as never);
    expect(wrong({ lastCycle: { months: "6" } })).toThrow(/^cycleSlopes: lastCycle\.months must be a finite number; received "6"$/);
    expect(wrong({ lastCycle: { days: 0 } })).toThrow(/^cycleSlopes: lastCycle\.days must be above 0; received 0$/);
    expect(wrong({ longestLeadIn: { weeks: -2 } })).toThrow(/^cycleSlopes: longestLeadIn\.weeks must be above 0; received -2$/);
    expect(wrong({ window: { before: { days: -1 }, after: { days: 0 } } })).toThrow(/^cycleSlopes: window\.before\.days must not be below 0; received -1$/);
    expect(wrong({ lastCycle: {} })).toThrow(/lastCycle must be \{ months \}, \{ weeks \} or \{ days \}/);
    expect(wrong({ lastCycle: { months: 6, days: 1 } })).toThrow(/lastCycle must be \{ months \}, \{ weeks \} or \{ days \}/);
  });
});

describe("a class that nobody could be in", () => {
  const { treatment } = slopesOf({ a: steady });
  const classify = (range: object) => () => cycleResponders(treatment, { classes: { some: range } });

  it("is refused", () => {
    for (const range of [{ atLeast: 50, atMost: 25 }, { moreThan: 25, lessThan: 25 }, { moreThan: 25, atMost: 25 }, { atLeast: 25, lessThan: 25 }, { moreThan: 0, lessThan: 0 }]) {
      expect(classify(range)).toThrow(/^cycleResponders: classes\.some must leave room between its bounds; received/);
    }
    for (const range of [{ atLeast: 25, atMost: 25 }, { atLeast: 0, lessThan: 25 }, { moreThan: 25 }, { lessThan: 0 }]) expect(classify(range)).not.toThrow();
  });
});
