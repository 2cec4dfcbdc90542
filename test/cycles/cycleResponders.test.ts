import { describe, expect, it } from "vitest";
import { compareResponders, cycleResponders, cycleSlopes } from "trialwise";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { naiveShareOfDecline } from "../naive/cycles.ts";
import { type ExampleParticipant, readExample } from "./exampleTrial.ts";
import { analyseCase, cases } from "./referenceTrial.ts";

const classes = { responder: { moreThan: 25 }, half: { atLeast: 50 }, slight: { atLeast: 0, atMost: 25 }, worse: { lessThan: 0 } } as const;
/** A lead-in from `start` to 36 in 60 days, and a cycle from 36 to `end` in 60 days. */
const course = (start: number, end: number, more: Partial<ExampleParticipant> = {}): ExampleParticipant => ({ at: { R4: [-60, start], V0: [0, 36], V2: [60, end] }, doses: [0], ...more });
const treatmentOf = (participants: { readonly [id: string]: ExampleParticipant }) =>
  cycleSlopes(readExample(participants), { measure: "alsfrsR", method: "two-visit", lastCycle: { days: 60 }, window: { before: { days: 10 }, after: { days: 0 } } }).treatment;

describe("classes of response in a cycle", () => {
  // A loss of 4 points before; of 2, 3, 4 and 5 after: improved by 50, 25, 0 and −25 %.
  const four = { a: course(40, 34), b: course(40, 33), c: course(40, 32), d: course(40, 31) };

  it("are right by hand: more than 25 %, exactly 25 %, none and worse", () => {
    const { byClass, rows } = cycleResponders(treatmentOf(four), { classes });
    expect(rows.map((row) => [row.participant, row.classes])).toEqual([["a", ["responder", "half"]], ["b", ["slight"]], ["c", ["slight"]], ["d", ["worse"]]]);
    expect(byClass.responder.byArm.msc).toEqual({ n: 4, responders: 1, participants: 1, proportion: 0.25, participantIds: ["a"] });
    expect(byClass.responder.byArm.control).toEqual({ n: 0, responders: 0, participants: 0, proportion: null, participantIds: [], reasons: { proportion: "zero-denominator" } });
  });

  it("hold at ties that floating point misses", () => {
    // Losses of up to 12 points before and an exact half of them after.
    const losses = [2, 4, 6, 8, 10, 12];
    const data = readExample(Object.fromEntries(losses.map((loss) => [`p${loss}`, { at: { R4: [-70, 36 + loss], V0: [0, 36], V2: [70, 36 - loss / 2] }, doses: [0] }])));
    const { treatment } = cycleSlopes(data, { measure: "alsfrsR", method: "two-visit", lastCycle: { days: 70 } });
    const { byClass } = cycleResponders(treatment, { classes: { half: { atLeast: 50 }, beyond: { moreThan: 50 }, below: { lessThan: 50 } } });
    expect([byClass.half, byClass.beyond, byClass.below].map(({ byArm }) => byArm.msc.responders)).toEqual([losses.length, 0, 0]);
  });

  it("can be of the improvement itself, and follow the direction of the measure", () => {
    const points = cycleResponders(treatmentOf(four), { classes: { responder: { atLeast: (30.4375 * 1) / 60 } }, of: "improvement" });
    expect(points.byClass.responder.byArm.msc.participantIds).toEqual(["a", "b"]);
    const rising = readExample({ a: { measure: "aals", at: { R4: [-60, 60], V0: [0, 64], V2: [60, 66] }, doses: [0] }, b: { measure: "aals", at: { R4: [-60, 60], V0: [0, 64], V2: [60, 68] }, doses: [0] } });
    const { treatment } = cycleSlopes(rising, { measure: "aals", method: "two-visit", lastCycle: { days: 60 } });
    expect(cycleResponders(treatment, { classes }).rows.map((row) => row.classes)).toEqual([["responder", "half"], ["slight"]]);
  });

  it("keep who died, is missing or had no decline in the denominator, unless told otherwise", () => {
    const period = treatmentOf({
      ...four,
      died: { at: { R4: [-60, 40], V0: [0, 36] }, doses: [0], deathDay: 50 },
      missing: { at: { R4: [-60, 40], V0: [0, 36], V2: "withdrew" }, doses: [0] },
      level: course(36, 36),
      undosed: { at: { R4: [-60, 40], V0: [0, 36] } },
    });
    const all = cycleResponders(period, { classes });
    expect(all.counts).toEqual({ dosed: 7, died: 1, missing: 1, noLeadInDecline: 1 });
    expect(all.byClass.responder.byArm.msc).toMatchObject({ n: 7, responders: 1 });
    expect(all.rows.map(({ participant, reason }) => [participant, reason]).slice(4)).toEqual([["level", "no-lead-in-decline"], ["died", "died"], ["missing", "missing"]]);
    for (const policy of ["deaths", "missing", "noLeadInDecline"]) expect(cycleResponders(period, { classes, [policy]: "excluded" }).byClass.worse.byArm.msc.n).toBe(6);
  });

  it("can be compared between arms", () => {
    const period = treatmentOf({ ...four, e: course(40, 32, { arm: "control" }), f: course(40, 31, { arm: "control" }) });
    const { riskDifference } = compareResponders(cycleResponders(period, { classes }).byClass.responder, { treatment: "msc", control: "control" });
    expect(riskDifference.estimate).toBe(0.25);
  });

  it("frozen data go in, plain data come out", () => {
    expectPlain(cycleResponders(deepFreeze(treatmentOf(four)), deepFreeze({ classes })));
  });

  it.each([
    [{}, /classes is missing/],
    [{ classes: {} }, /classes must name at least one range/],
    [{ classes: { toString: { atLeast: 1 } } }, /a class cannot be named "toString"/],
    [{ classes: { a: {} } }, /classes.a must have one of atLeast and moreThan/],
    [{ classes: { a: { atLeast: 1, moreThan: 1 } } }, /classes.a must have one of/],
    [{ classes: { a: { atLeast: Number.NaN } } }, /classes.a.atLeast must be a finite number/],
    [{ classes: { a: { atleast: 1 } } }, /classes.a must not have "atleast". Did you mean "atLeast"/],
    [{ classes, of: "percent" }, /of must be one of/],
    [{ classes, deaths: "as-observed" }, /deaths must be one of/],
    [{ classes, mising: "excluded" }, /Did you mean "missing"/],
  ])("%j is refused", (wrong, message) => {
    expect(() => cycleResponders(treatmentOf(four), wrong as never)).toThrow(message);
  });
});

describe("against other implementations", () => {
  const periodsOf = (each: (typeof cases)[number]) => {
    const { cycles, treatment } = analyseCase(each);
    return [...cycles.map((cycle, index) => ({ period: cycle, expected: each.cycles[index]!.classes })), { period: treatment, expected: each.treatment.classes }];
  };

  it("agrees with R's counts in 200 random trials", () => {
    let classified = 0;
    for (const { period, expected } of cases.flatMap(periodsOf)) {
      const { byClass, counts } = cycleResponders(period, { classes });
      const { responder, half, slight, worse } = byClass;
      expect([...[responder, half, slight, worse].map(({ byArm }) => byArm.cells.responders), counts.noLeadInDecline]).toEqual(expected);
      classified += responder.byArm.cells.responders;
    }
    expect(classified).toBeGreaterThan(150);
  });

  it("agrees with a second implementation by what is left of the decline", () => {
    for (const { period } of cases.flatMap(periodsOf)) {
      const slopes = period.rows.map(({ slopeBefore, slope }) => ({ before: slopeBefore, after: slope }));
      const { half, slight } = cycleResponders(period, { classes }).byClass;
      expect(half.byArm.cells.responders).toBe(naiveShareOfDecline(slopes, 50, Infinity));
      expect(slight.byArm.cells.responders).toBe(naiveShareOfDecline(slopes, 0, 25));
    }
  });
});
