import { kingsStage, type KingsStageEvents, mitosStage } from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveKings, naiveMitos } from "../naive/instruments.ts";
import { type Case, cases, itemsOf, normalBut } from "./fixtures.ts";

type Changes = Readonly<Record<number, number | null>>;

/** Items by number, the others 4; what the record says; the stage and, where it is open, the stages possible. Balendra et al. 2014. */
const kingsByHand: readonly (readonly [Changes, KingsStageEvents, number | null, (readonly [number, number])?])[] = [
  [{}, {}, 0],
  [{ 1: 3 }, {}, 1],
  [{ 2: 3 }, {}, 1],
  [{ 3: 0 }, {}, 1],
  [{ 1: 3, 2: 2, 3: 1 }, {}, 1],
  [{ 4: 3 }, {}, 1],
  [{ 5: 3 }, {}, 1],
  [{ 4: 0, 5: 0 }, {}, 1],
  [{ 8: 3 }, {}, 1],
  [{ 6: 0, 7: 0, 9: 0, 11: 0 }, {}, 0],
  [{ 10: 1 }, {}, 0],
  [{ 1: 3, 4: 3 }, {}, 2],
  [{ 3: 3, 8: 3 }, {}, 2],
  [{ 5: 3, 8: 3 }, {}, 2],
  [{ 2: 3, 5: 3, 8: 0 }, {}, 3],
  [{ 10: 0 }, {}, 4],
  [{ 12: 3 }, {}, 4],
  [{}, { gastrostomy: true }, 4],
  [{}, { ventilation: true }, 4],
  [{ 10: 0 }, { gastrostomy: true }, 4],
  [{ 12: 0 }, { died: true }, 5],
  [{}, { died: true }, 5],
  [{ 1: null, 2: 3 }, {}, 1],
  [{ 1: null }, {}, null, [0, 1]],
  [{ 1: null, 4: null, 8: null }, {}, null, [0, 3]],
  [{ 8: null, 1: 3, 4: 3 }, {}, null, [2, 3]],
  [{ 6: null, 7: null, 9: null, 11: null }, {}, 0],
  [{ 12: null }, {}, null, [0, 4]],
  [{ 10: null, 1: 3, 4: 3, 8: 3 }, {}, null, [3, 4]],
  [{ 10: null, 12: 2 }, {}, 4],
  [{ 5: null }, {}, null, [0, 4]],
  [{ 5: null }, { gastrostomy: false }, null, [0, 1]],
  [{ 5: null, 4: 3 }, { gastrostomy: false }, 1],
  [{ 1: null, 8: null, 10: null }, { gastrostomy: true }, 4],
  [{ 1: null, 12: null }, { died: true }, 5],
];

/** As above, with the domains of Chiò et al. 2015, Table 1. */
const mitosByHand: readonly (readonly [Changes, number | null, (readonly [number, number])?])[] = [
  [{}, 0],
  [{ 8: 2 }, 0],
  [{ 8: 1 }, 1],
  [{ 6: 2 }, 0],
  [{ 6: 1 }, 1],
  [{ 6: 0, 8: 0 }, 1],
  [{ 3: 2 }, 0],
  [{ 3: 1 }, 1],
  [{ 1: 0 }, 0],
  [{ 4: 0 }, 0],
  [{ 1: 1, 4: 2 }, 0],
  [{ 1: 2, 4: 1 }, 0],
  [{ 1: 1, 4: 1 }, 1],
  [{ 10: 2 }, 0],
  [{ 10: 1 }, 1],
  [{ 12: 3 }, 0],
  [{ 12: 2 }, 1],
  [{ 10: 0, 12: 0 }, 1],
  [{ 8: 1, 3: 1 }, 2],
  [{ 8: 1, 3: 1, 12: 2 }, 3],
  [{ 6: 1, 3: 0, 1: 1, 4: 0, 10: 1 }, 4],
  [{ 2: 0, 5: 0, 7: 0, 9: 0, 11: 0 }, 0],
  [{ 2: null, 5: null, 7: null, 9: null, 11: null }, 0],
  [{ 8: null, 6: 1 }, 1],
  [{ 8: null }, null, [0, 1]],
  [{ 1: null, 4: 2 }, 0],
  [{ 1: null, 4: 1 }, null, [0, 1]],
  [{ 1: 1, 4: null }, null, [0, 1]],
  [{ 10: null, 12: 2 }, 1],
  [{ 12: null, 10: 2 }, null, [0, 1]],
  [{ 3: null, 8: null, 10: null, 1: 0, 4: 0 }, null, [1, 4]],
];

function eventsOf({ gastrostomy, ventilation, died }: Case["staging"]): KingsStageEvents {
  return { ...(gastrostomy === "unsaid" ? {} : { gastrostomy: gastrostomy === "yes" }), ventilation, died };
}

function stageOf([from, to]: readonly [number, number]): number | null {
  return from === to ? from : null;
}

describe("kingsStage", () => {
  it("is right by hand for every branch of Balendra 2014, and null where a missing item could change it", () => {
    for (const [changes, events, stage, [from, to] = [stage!, stage!]] of kingsByHand) {
      expect([changes, events, kingsStage(normalBut(changes), events)]).toMatchObject([changes, events, { stage, possible: { from, to } }]);
    }
    expect(kingsByHand.length).toBeGreaterThanOrEqual(20);
  });

  it("knows a gastrostomy from the form of item 5, and both failures of stage 4", () => {
    expect(kingsStage(normalBut({}, "5b"))).toMatchObject({ stage: 4, failures: { nutritional: true, respiratory: false } });
    expect(kingsStage(normalBut({ 12: 3 }, "5b"))).toMatchObject({ stage: 4, failures: { nutritional: true, respiratory: true } });
    expect(kingsStage(normalBut({ 12: 3, 10: null }))).toMatchObject({ stage: 4, failures: { nutritional: false, respiratory: true } });
    expect(kingsStage(normalBut({ 10: null }), { gastrostomy: true })).toMatchObject({ stage: 4, failures: { nutritional: true, respiratory: null }, reasons: { "failures.respiratory": "missing-item" } });
    expect(kingsStage(normalBut({}), { gastrostomy: true }).failures.nutritional).toBe(true);
  });

  it("agrees with R, which tries every value of the missing items, on 240 random visits", () => {
    for (const { staging } of cases) {
      const result = kingsStage(itemsOf(staging.items, staging.form), eventsOf(staging));
      expect([result.stage, result.possible.from, result.possible.to]).toEqual([stageOf(staging.kings), ...staging.kings]);
    }
    const stages = cases.map(({ staging }) => stageOf(staging.kings));
    for (const stage of [0, 1, 2, 3, 4, 5, null]) expect(stages.filter((each) => each === stage).length).toBeGreaterThan(2);
  });

  it("agrees with a second implementation that fills in the best and the worst", () => {
    for (const { staging } of cases) {
      const gastrostomy = staging.gastrostomy === "unsaid" ? (staging.form === "none" ? null : staging.form === "5b") : staging.gastrostomy === "yes";
      const { possible } = kingsStage(itemsOf(staging.items, staging.form), eventsOf(staging));
      expect([possible.from, possible.to]).toEqual(naiveKings(staging.items, { ...staging, gastrostomy }));
    }
  });

  it("is plain data from frozen input", () => {
    for (const { staging } of cases.slice(0, 60)) expectPlain(kingsStage(deepFreeze(itemsOf(staging.items, staging.form)), deepFreeze(eventsOf(staging))));
    expectPlain(kingsStage({}));
  });

  it("refuses a gastrostomy that the form of item 5 contradicts, and unknown events", () => {
    expect(() => kingsStage(normalBut({}, "5b"), { gastrostomy: false })).toThrow(/^kingsStage: gastrostomy must not be false/);
    expect(() => kingsStage(normalBut({ 8: 9 }))).toThrow(/^kingsStage: walking must be 0, 1, 2, 3 or 4/);
    // @ts-expect-error the event is called died
    expect(() => kingsStage({}, { dead: true })).toThrow(TypeError);
    // @ts-expect-error an event is true or false
    expect(() => kingsStage({}, { died: "yes" })).toThrow(/^kingsStage: died must be true or false; received "yes"$/);
  });
});

describe("mitosStage", () => {
  it("is right by hand for every branch of Chiò 2015, Table 1, and null where a missing item could change it", () => {
    for (const [changes, stage, [from, to] = [stage!, stage!]] of mitosByHand) {
      expect([changes, mitosStage(normalBut(changes))]).toMatchObject([changes, { stage, possible: { from, to } }]);
      expect(mitosStage(normalBut(changes), { died: true }).stage).toBe(5);
    }
    expect(mitosByHand.length).toBeGreaterThanOrEqual(20);
  });

  it("agrees with R, which tries every value of the missing items, on 240 random visits", () => {
    for (const { staging } of cases) {
      const result = mitosStage(itemsOf(staging.items, staging.form), { died: staging.died });
      expect([result.stage, result.possible.from, result.possible.to]).toEqual([stageOf(staging.mitos), ...staging.mitos]);
    }
    const stages = cases.map(({ staging }) => stageOf(staging.mitos));
    for (const stage of [0, 1, 2, 3, 4, 5, null]) expect(stages.filter((each) => each === stage).length).toBeGreaterThan(2);
  });

  it("agrees with a second implementation that fills in the best and the worst", () => {
    for (const { staging } of cases) {
      const { possible } = mitosStage(itemsOf(staging.items, staging.form), { died: staging.died });
      expect([possible.from, possible.to]).toEqual(naiveMitos(staging.items, staging.died));
    }
  });

  it("is plain data from frozen input, and refuses unknown events", () => {
    for (const { staging } of cases.slice(0, 60)) expectPlain(mitosStage(deepFreeze(itemsOf(staging.items, staging.form)), deepFreeze({ died: staging.died })));
    // @ts-expect-error MiToS has no event but death
    expect(() => mitosStage({}, { gastrostomy: true })).toThrow(TypeError);
  });
});
