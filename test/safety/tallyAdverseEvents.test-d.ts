import {
  type AdverseEventCell,
  type AdverseEventTally,
  commonAdverseEvents,
  compareAdverseEvents,
  outcomeCategories,
  type StandardCategory,
  standardCategories,
  tallyAdverseEvents,
} from "trialwise/safety";
import { defineTrial, type KeysOf, type TrialData } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";

const trial = defineTrial({
  id: "types",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true } },
  populations: { safety: { label: "Safety", rule: { kind: "everyone" } } },
});

declare const data: TrialData<KeysOf<typeof trial>>;

const months4 = { start: { days: 0, from: "V1" }, end: { months: 4 } } as const;
const windows = { months4, months6: { start: { days: 0, from: "V1" }, end: { months: 6 } } } as const;
const tally = tallyAdverseEvents(data, { population: "safety", windows });

describe("a tally's keys", () => {
  it("are the windows, categories and arms that were named, each there for certain", () => {
    expectTypeOf(tally.windows).toHaveProperty("months4");
    expectTypeOf(tally.windows.months4.categories.serious.overall.byArm.msc).toEqualTypeOf<AdverseEventCell>();
    expectTypeOf(tally.denominators).toEqualTypeOf<{ readonly msc: number; readonly control: number }>();
    expectTypeOf(tally).toEqualTypeOf<AdverseEventTally<KeysOf<typeof trial>, "months4" | "months6", StandardCategory>>();
    expectTypeOf(tally.method.options.windows.months6.start.from).toEqualTypeOf<"baseline" | "V1" | "V5" | `dose:${number}`>();
  });

  it("are no others", () => {
    expectTypeOf(tally.windows.months4.categories.all.overall.byArm.control);
    expectTypeOf(tally.windows.months4);
    // @ts-expect-error: no such window
    expectTypeOf(tally.windows.months5);
    expectTypeOf(tally.windows.months4.categories.serious);
    // @ts-expect-error: no such category
    expectTypeOf(tally.windows.months4.categories.series);
    // @ts-expect-error: no such arm
    expectTypeOf(tally.windows.months4.categories.all.overall.byArm.placebo);
    expectTypeOf(tally.denominators.msc);
    // @ts-expect-error: no such arm
    expectTypeOf(tally.denominators.placebo);
    expectTypeOf(tally.windows.months4.deaths.byArm.msc);
    // @ts-expect-error: no such arm
    expectTypeOf(tally.windows.months4.deaths.byArm.placebo);
  });

  it("are the caller's own categories where there are some", () => {
    const own = tallyAdverseEvents(data, { population: "safety", windows: { months4 }, categories: { ADR: { relatedTo: "product" }, SAE: { serious: true } } });
    expectTypeOf(own.windows.months4.categories.ADR);
    // @ts-expect-error: the standard categories were replaced
    expectTypeOf(own.windows.months4.categories.serious);
    const both = tallyAdverseEvents(data, { population: "safety", windows: { months4 }, categories: { ...standardCategories, ...outcomeCategories } });
    expectTypeOf(both.windows.months4.categories.serious);
    expectTypeOf(both.windows.months4.categories.notRecovered);
    // @ts-expect-error: no such category
    expectTypeOf(both.windows.months4.categories.notrecovered);
  });
});

describe("what a tally is asked for", () => {
  it("are the trial's own population, visits and doses", () => {
    tallyAdverseEvents(data, { population: "safety", windows: { months4 } });
    // @ts-expect-error: no such population
    tallyAdverseEvents(data, { population: "safty", windows: { months4 } });
    // @ts-expect-error: the population must be named
    tallyAdverseEvents(data, { windows: { months4 } });
    // @ts-expect-error: windows must be named
    tallyAdverseEvents(data, { population: "safety" });

    tallyAdverseEvents(data, { population: "safety", windows: { w: { start: { days: 0, from: "V5" }, end: { months: 4 } } } });
    // @ts-expect-error: no such visit
    tallyAdverseEvents(data, { population: "safety", windows: { w: { start: { days: 0, from: "V4" }, end: { months: 4 } } } });
    tallyAdverseEvents(data, { population: "safety", windows: { w: { start: { days: 0, from: "dose:1" }, end: "end-of-follow-up" } } });
    // @ts-expect-error: no such anchor
    tallyAdverseEvents(data, { population: "safety", windows: { w: { start: { days: 0, from: "dose:first" }, end: "end-of-follow-up" } } });
    // @ts-expect-error: an end must be given
    tallyAdverseEvents(data, { population: "safety", windows: { w: { start: { days: 0 } } } });
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, timeZero: "V1" });
    // @ts-expect-error: no such visit
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, timeZero: "V2" });
  });

  it("are conditions that events can meet", () => {
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, categories: { c: { grade: { from: 3 } } } });
    // @ts-expect-error: there is no grade 6
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, categories: { c: { grade: { from: 6 } } } });
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, categories: { c: { serious: true } } });
    // @ts-expect-error: no such condition
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, categories: { c: { serius: true } } });
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, order: "alphabetical" });
    // @ts-expect-error: no such order
    tallyAdverseEvents(data, { population: "safety", windows: { months4 }, order: "alphabetic" });
  });
});

describe("what is made from a tally", () => {
  it("takes its arms, windows and categories and no others", () => {
    const comparison = compareAdverseEvents(tally, { treatment: "msc", control: "control" });
    expectTypeOf(comparison.windows.months6.categories.serious.overall.pValue);
    expectTypeOf(comparison.windows.months4);
    // @ts-expect-error: no such window
    expectTypeOf(comparison.windows.months5);
    compareAdverseEvents(tally, { treatment: "msc", control: "control" });
    // @ts-expect-error: no such arm
    compareAdverseEvents(tally, { treatment: "msc", control: "placebo" });

    commonAdverseEvents(tally, { window: "months4", category: "all", arm: "msc" });
    // @ts-expect-error: no such window
    commonAdverseEvents(tally, { window: "months5", category: "all", arm: "msc" });
    // @ts-expect-error: no such category
    commonAdverseEvents(tally, { window: "months4", category: "alle", arm: "msc" });
    // @ts-expect-error: no such arm
    commonAdverseEvents(tally, { window: "months4", category: "all", arm: "placebo" });
  });
});
