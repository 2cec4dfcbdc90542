import { describe, expect, it } from "vitest";
import { defineTrial, readTrialData } from "trialwise";
import { alsfrsRItemMeasures } from "trialwise/instruments";
import { stagesByVisit } from "trialwise/progression";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveStageAt } from "../naive/progression.ts";
import { arms, readStages, stageCases, stageTrial } from "./fixtures.ts";

type Items = readonly (number | null)[];
const nothing = { dead: null, tube: null, vent: null };
const normal: Items = Array.from({ length: 12 }, () => 4);
const unrated: Items = Array.from({ length: 12 }, () => null);
const but = (changes: { readonly [item: number]: number | null }): Items => normal.map((value, index) => (index + 1 in changes ? changes[index + 1]! : value));
const visits = (...items: readonly Items[]) => items.map((each) => ({ items: each, form: "5a" }));

describe("stagesByVisit", () => {
  it("is right by hand: regions counted, gastrostomy and ventilation from their day on, death, and what items leave open", () => {
    const data = readStages([
      { ...nothing, visits: visits(but({ 1: 3 }), but({ 1: 3, 4: 2, 8: 1 })) }, // one region, then three; MiToS: none, then movement
      { ...nothing, tube: 120, visits: visits(normal, normal) }, // gastrostomy on the day of the visit: 4A at day 120
      { ...nothing, vent: 121, visits: visits(normal, normal, normal) }, // ventilation on day 121: 4B at day 240, not at 120
      { ...nothing, dead: 200, visits: visits(but({ 3: 1 })) }, // swallowing lost, then gone, then dead by day 240
      { ...nothing, visits: visits(but({ 1: null }), unrated, but({ 8: null, 1: 0, 4: 0 })) }, // item 1 decides; nothing; item 8 decides
      { ...nothing, visits: visits(unrated) }, // never rated
    ]);
    const kings = stagesByVisit(data, { system: "kings" });
    const at = (result: typeof kings, participant: string) => result.rows.filter((row) => row.participant === participant).map(({ stage, reasons }) => stage ?? reasons?.stage);
    expect(kings.method.options.visits).toEqual(["d0", "d120", "d240"]);
    expect(["0", "1", "2", "3", "4"].map((id) => at(kings, id))).toEqual([
      [1, 3, "no-values"],
      [0, 4, "no-values"],
      [0, 0, 4],
      [1, "no-values", 5],
      ["missing-item", "no-values", "missing-item"],
    ]);
    const mitos = stagesByVisit(data, { system: "mitos" });
    expect(["0", "1", "2", "3", "4"].map((id) => at(mitos, id))).toEqual([
      [0, 1, "no-values"],
      [0, 0, "no-values"],
      [0, 0, 0],
      [1, "no-values", 5],
      [0, "no-values", "missing-item"],
    ]);
    expect(kings.excluded).toEqual([{ participant: "5", arm: "b", reason: "no-observation" }]);
    expect(kings.counts).toEqual({ participants: 6, analysed: 5, excluded: 1 });
    expect(kings.byArm.a[1]).toEqual({ visit: "d120", staged: 2, stages: [1, 0, 0, 1, 0, 0], unstaged: { "no-values": 1, "missing-item": 0, "not-defined": 0 } });
    expect(kings.rows.find(({ participant, visit }) => participant === "1" && visit === "d120")).toMatchObject({ stage: 4, failures: ["nutritional"] });
    expect(kings.rows.find(({ participant, visit }) => participant === "4" && visit === "d240")).toMatchObject({ possible: { from: 2, to: 3 } });
  });

  it("agrees with R, which fills in every value of a missing item, in 200 random trials", () => {
    let staged = 0;
    for (const people of stageCases) {
      const data = readStages(people);
      for (const system of ["kings", "mitos"] as const) {
        const { rows, byArm } = stagesByVisit(data, { system, visits: ["d0", "d120", "d240"] });
        for (const { participant, visit, stage, possible, reasons } of rows) {
          const [from, to] = people[Number(participant)]!.visits[Number(visit.slice(1)) / 120]![system];
          expect(possible ?? { from: null, to: null }).toEqual({ from, to });
          expect(stage).toBe(from === to ? from : null);
          if (from === null) expect(reasons).toEqual({ stage: "no-values" });
          staged += stage === null ? 0 : 1;
        }
        const counted = [...byArm.a, ...byArm.b].map(({ stages, staged: number, unstaged }) => [stages.reduce((sum, each) => sum + each, 0) - number, Object.values(unstaged).reduce((sum, each) => sum + each, number)]);
        expect(counted.every(([difference]) => difference === 0)).toBe(true);
        expect(counted.reduce((sum, [, all]) => sum + all!, 0)).toBe(rows.length);
      }
    }
    expect(staged).toBeGreaterThan(1000);
  });

  it("agrees with a second implementation that counts down tables of items", () => {
    for (const people of stageCases) {
      for (const system of ["kings", "mitos"] as const) {
        for (const { participant, visit, stage, reasons } of stagesByVisit(readStages(people), { system }).rows) {
          const person = people[Number(participant)]!;
          const day = Number(visit.slice(1));
          const expected = naiveStageAt(system, person.visits[day / 120]!, day, person);
          expect([participant, visit, reasons?.stage === "no-values" ? "none" : stage]).toEqual([participant, visit, expected]);
        }
      }
    }
  });

  it("takes other measures for items, other visits, chosen kinds of ventilation, and a population", () => {
    const data = readStages([{ ...nothing, vent: 10, visits: visits(normal, normal) }, { ...nothing, visits: visits(normal, but({ 8: 1 })) }]);
    const stagesOf = (options: object) => stagesByVisit(data, { system: "kings", ...options }).rows.map(({ stage }) => stage);
    expect(stagesOf({})).toEqual([0, 4, 0, 1]);
    expect(stagesOf({ ventilation: ["permanent-ventilation"] })).toEqual([0, 0, 0, 1]);
    expect(stagesOf({ visits: ["d120"], population: "second" })).toEqual([1]);
    expect(stagesByVisit(data, { system: "kings", visits: ["d360"] }).excluded.length).toBe(2);
    // Without the legs' item King's stage may be one higher.
    expect(stagesByVisit(data, { system: "mitos", items: { walking: "walking", dressing: "dressing" } }).rows.map(({ possible }) => possible)).toEqual([{ from: 0, to: 3 }, { from: 0, to: 3 }, { from: 0, to: 3 }, { from: 1, to: 4 }]);
  });

  it("has no stage where item 5 was rated on both forms, and stages gastrostomy by form 5b", () => {
    const both = { participants: [{ id: "1", arm: "a" }], observations: ["cutting", "cuttingWithGastrostomy"].map((measure) => ({ participant: "1", visit: "d0", measure, value: 3 })) };
    const [row] = stagesByVisit(readTrialData(stageTrial, both), { system: "kings" }).rows;
    expect(row).toEqual({ participant: "1", arm: "a", visit: "d0", stage: null, reasons: { stage: "not-defined" } });
    const tube = { ...both, observations: both.observations.slice(1) };
    expect(stagesByVisit(readTrialData(stageTrial, tube), { system: "kings" }).rows[0]).toMatchObject({ stage: 4, failures: ["nutritional"] });
  });

  it("sets gastrostomy and ventilation against the day of the ratings, and a date known to the month by its first day", () => {
    const ratedAt = (date?: string) =>
      Object.keys(alsfrsRItemMeasures).filter((item) => item !== "cuttingWithGastrostomy").map((measure) => ({ participant: "1", visit: "d120", measure, value: 4, ...(date !== undefined && { date }) }));
    const stageOf = (kind: "gastrostomy" | "tracheostomy", event: string, rated?: string) =>
      stagesByVisit(
        readTrialData(stageTrial, { participants: [{ id: "1", arm: "a", baselineDate: "2015-01-01" }], observations: ratedAt(rated), clinicalEvents: [{ participant: "1", kind, at: { date: event } }] }),
        { system: "kings" },
      ).rows[0]?.stage;
    for (const kind of ["gastrostomy", "tracheostomy"] as const) {
      // 1 May 2015 is day 120, as planned.
      expect([stageOf(kind, "2015-05-01"), stageOf(kind, "2015-05-02")]).toEqual([4, 0]);
      expect([stageOf(kind, "2015-05-02", "2015-05-02"), stageOf(kind, "2015-05-01", "2015-04-30")]).toEqual([4, 0]);
      expect([stageOf(kind, "2015-05"), stageOf(kind, "2015-05", "2015-04-30")]).toEqual([4, 0]);
    }
  });

  it("is stage 5 after a death on record, whatever reason was written down for the missing ratings", () => {
    const notDone = (visit: string) => ({ participant: "1", visit, measure: "speech", missing: "not-done" as const });
    const stagesOf = (death: { readonly days: number } | { readonly date: string }) =>
      stagesByVisit(
        readTrialData(stageTrial, {
          participants: [{ id: "1", arm: "a", baselineDate: "2015-01-01" }],
          observations: [{ participant: "1", visit: "d0", measure: "speech", value: 3 }, notDone("d120"), notDone("d240")],
          clinicalEvents: [{ participant: "1", kind: "death", at: death }],
        }),
        { system: "mitos", items: { speech: "speech" }, visits: ["d0", "d120", "d240", "d360"] },
      ).rows.map(({ stage, reasons }) => stage ?? reasons?.stage);
    expect(stagesOf({ days: 200 })).toEqual(["missing-item", "no-values", 5, 5]);
    expect(stagesOf({ days: 240 })).toEqual(["missing-item", "no-values", 5, 5]);
    // August 2015 is day 212 to 242: that the visit of day 240 was not done does not tell that there was no one to come.
    expect(stagesOf({ date: "2015-08" })).toEqual(["missing-item", "no-values", "no-values", 5]);
  });

  it("is plain data from frozen input", () => {
    for (const people of stageCases.slice(0, 20)) for (const system of ["kings", "mitos"] as const) expectPlain(stagesByVisit(deepFreeze(readStages(people)), deepFreeze({ system })));
  });

  it("refuses a trial without items, measures that are no items, and options that are none", () => {
    const data = readStages([]);
    const untyped = (options: object) => () => stagesByVisit(data, { system: "kings", ...options });
    expect(untyped({ system: "king" })).toThrow(/system must be one of "kings", "mitos".*Did you mean "kings"/);
    expect(untyped({ items: { walk: "walking" } })).toThrow(/must not have "walk"/);
    expect(untyped({ items: { walking: "wolking" } })).toThrow(/measure "wolking" is not declared/);
    expect(untyped({ items: {} })).toThrow(/items must name the measures/);
    expect(untyped({ visits: ["d1"] })).toThrow(/visit "d1" is not declared/);
    expect(untyped({ visits: ["d0", "d120", "d0"] })).toThrow(/visits must name each visit once; received "d0" twice/);
    expect(untyped({ visits: "d0" })).toThrow(/visits must be a list/);
    expect(untyped({ visits: [] })).toThrow(/visits must name at least one visit/);
    expect(untyped({ ventilation: ["gastrostomy"] })).toThrow(/ventilation must be one of/);
    expect(untyped({ ventilation: "tracheostomy" })).toThrow(/ventilation must be a list/);
    expect(untyped({ stage: "kings" })).toThrow(TypeError);
    const odd = defineTrial({ id: "odd", arms, measures: { walking: { ...alsfrsRItemMeasures.walking, range: { from: 0, to: 10 } }, other: alsfrsRItemMeasures.speech } });
    expect(() => stagesByVisit(readTrialData(odd, { participants: [] }), { system: "kings" })).toThrow(/needs a measure from 0 to 4 in steps of 1.*"walking" is declared otherwise/);
  });
});
