import { stagesByVisit, timeToProgression, type TimeToProgressionResult } from "trialwise/progression";
import type { KeysOf, TrialData } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";
import type { progressionTrial, stageTrial } from "./fixtures.ts";

declare const data: TrialData<KeysOf<typeof progressionTrial>>;
declare const staged: TrialData<KeysOf<typeof stageTrial>>;

describe("timeToProgression", () => {
  it("takes the trial's measures and populations, and no others", () => {
    const result = timeToProgression(data, { components: { edss: "edss", t25fw: "t25fw" }, weeks: 12, population: "second" });
    expectTypeOf(result).toEqualTypeOf<TimeToProgressionResult<KeysOf<typeof progressionTrial>>>();
    expectTypeOf(result.byArm.a.events).toEqualTypeOf<number>();
    timeToProgression(data, { components: { edss: "edss" }, weeks: 12 });
    // @ts-expect-error: no such measure
    timeToProgression(data, { components: { edss: "edsss" }, weeks: 12 });
    timeToProgression(data, { components: { t25fw: "edss" }, weeks: 12 });
    // @ts-expect-error: no such component
    timeToProgression(data, { components: { sdmt: "edss" }, weeks: 12 });
    // @ts-expect-error: weeks are needed
    timeToProgression(data, { components: { edss: "edss" } });
    // @ts-expect-error: what a relapse does must be said
    timeToProgression(data, { components: { edss: "edss" }, weeks: 12, relapses: {} });
  });
});

describe("stagesByVisit", () => {
  it("takes the trial's measures and visits, and no others", () => {
    const result = stagesByVisit(staged, { system: "kings", items: { walking: "walking" }, visits: ["d0"] });
    expectTypeOf(result.rows[0]!.visit).toEqualTypeOf<"d0" | "d120" | "d240" | "d360">();
    stagesByVisit(staged, { system: "kings", visits: ["d0"] });
    // @ts-expect-error: no such visit
    stagesByVisit(staged, { system: "kings", visits: ["d1"] });
    stagesByVisit(staged, { system: "kings" });
    // @ts-expect-error: no such system
    stagesByVisit(staged, { system: "king" });
    stagesByVisit(staged, { system: "kings", items: { walking: "walking" } });
    // @ts-expect-error: no such measure
    stagesByVisit(staged, { system: "kings", items: { walking: "wlaking" } });
  });
});
