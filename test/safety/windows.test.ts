import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { tallyAdverseEvents } from "trialwise/safety";
import type { AdverseEventWindow, TallyAdverseEventsOptions } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent, ClinicalEvent, Dose, KeysOf } from "trialwise/trial";

const trial = defineTrial({
  id: "windows",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: {
    V1: { at: { months: -3 } },
    V5: { at: { months: 0 }, baseline: true },
    V7: { at: { weeks: 2 }, from: "dose:2" },
    V9: { at: { months: 4 } },
  },
  populations: { safety: { label: "Safety", rule: { kind: "everyone" } } },
});

const baselineDate = "2012-03-01";

type Times = Omit<AdverseEvent, "participant" | "systemOrganClass" | "preferredTerm">;

interface Scene {
  readonly arm?: "msc" | "control";
  readonly doses?: readonly Dose["at"][];
  readonly clinicalEvents?: readonly Omit<ClinicalEvent, "participant">[];
  readonly timeZero?: "baseline" | "V1";
}

/** What becomes of one event in one window: `tallied`, with the ground where there is one, or the reason why not. */
function verdict(window: AdverseEventWindow<KeysOf<typeof trial>>, times: Times, { arm = "msc", doses = [], clinicalEvents = [], timeZero = "baseline" }: Scene = {}): string {
  const data = readTrialData(trial, {
    // A second participant of the MSC arm is always dosed, so that the arm is.
    participants: [{ id: "P", arm, baselineDate }, { id: "Q", arm: "msc", baselineDate }],
    doses: [{ participant: "Q", number: 1, at: { days: 0 } }, ...doses.map((at, index) => ({ participant: "P", number: index + 1, at }))],
    clinicalEvents: clinicalEvents.map((event) => ({ participant: "P", ...event })),
    adverseEvents: [{ participant: "P", systemOrganClass: "S", preferredTerm: "T", ...times }],
  });
  const { counts, notTallied } = tallyAdverseEvents(data, { population: "safety", windows: { w: window }, timeZero }).windows.w;
  if (notTallied.length > 0) return notTallied[0]!.reason;
  const ground = (["missingOnset", "uncertainOnset", "worsened"] as const).find((name) => counts[name] === 1);
  return ground === undefined ? "tallied" : `tallied (${ground})`;
}

const months4 = { start: { days: 0 }, end: { months: 4 } } as const;

describe("an event and a window", () => {
  it.each<[string, Times, string]>([
    ["on the first day", { start: { days: 0 } }, "tallied"],
    ["the day before", { start: { days: -1 } }, "before-window"],
    ["at the very end", { start: { months: 4 } }, "tallied"],
    ["the day after month 4 (121.75 days)", { start: { days: 122 } }, "after-window"],
    ["at an end reached by another sum", { start: { months: 0.1, from: "V9" } }, "after-window"],
    ["without any date", {}, "tallied (missingOnset)"],
    ["without an onset, over on the first day", { end: { days: 0 } }, "tallied (missingOnset)"],
    ["without an onset, over the day before", { end: { days: -1 } }, "before-window"],
    ["without an onset, over after the window", { end: { days: 300 } }, "tallied (missingOnset)"],
    ["in the month that the window opens on the first of", { start: { date: "2012-03" } }, "tallied"],
    ["in the month before", { start: { date: "2012-02" } }, "before-window"],
    ["in the year of the start", { start: { date: "2012" } }, "tallied (uncertainOnset)"],
    ["in that year, but over before the start", { start: { date: "2012" }, end: { date: "2012-02-20" } }, "before-window"],
    ["in that year, over in a month that ends before the start", { start: { date: "2012" }, end: { date: "2012-02" } }, "before-window"],
    ["in the year before", { start: { date: "2011" } }, "before-window"],
    ["in the last month of it", { start: { date: "2012-06" } }, "tallied"],
    ["in the month after", { start: { date: "2012-07" } }, "after-window"],
    ["before, and unchanged", { start: { days: -9 }, grade: 2, priorGrade: 2 }, "before-window"],
    ["before, and better", { start: { days: -9 }, grade: 1, priorGrade: 2 }, "before-window"],
    ["before, and worse", { start: { days: -9 }, grade: 3, priorGrade: 2 }, "tallied (worsened)"],
    ["before, of unknown grade before", { start: { days: -9 }, grade: 3 }, "before-window"],
    ["before, of unknown grade now", { start: { days: -9 }, priorGrade: 1 }, "before-window"],
    ["before and worse, but over before", { start: { days: -9 }, end: { days: -1 }, grade: 3, priorGrade: 2 }, "before-window"],
    ["before and worse before the window", { start: { days: -9 }, worsenedAt: { days: -2 }, grade: 3, priorGrade: 2 }, "before-window"],
    ["before and worse on the first day", { start: { days: -9 }, worsenedAt: { days: 0 }, grade: 3, priorGrade: 2 }, "tallied (worsened)"],
    ["before and worse after the window", { start: { days: -9 }, worsenedAt: { days: 150 }, grade: 3, priorGrade: 2 }, "before-window"],
    ["before and worse in a month across the start", { start: { days: -60 }, worsenedAt: { date: "2012" }, grade: 3, priorGrade: 2 }, "tallied (worsened)"],
    ["inside, whatever its grade before", { start: { days: 9 }, grade: 2, priorGrade: 2 }, "tallied"],
    ["after, and worse", { start: { days: 150 }, grade: 3, priorGrade: 2 }, "after-window"],
  ])("%s", (_, times, expected) => {
    expect(verdict(months4, times)).toBe(expected);
  });

  it("an event that worsens before it starts is no record", () => {
    expect(() => verdict(months4, { start: { days: 5 }, worsenedAt: { days: 4 } })).toThrow('"T" of participant "P" worsens before it starts');
    expect(() => verdict(months4, { start: { days: 5 }, worsenedAt: { days: "4" } as never })).toThrow("worsenedAt");
  });

  it("an event of somebody who died before the window cannot have started in it", () => {
    const death = (day: number): Scene => ({ clinicalEvents: [{ kind: "death", at: { days: day } }] });
    expect(verdict(months4, {}, death(-20))).toBe("before-window");
    expect(verdict(months4, { start: { date: "2012" } }, death(-20))).toBe("before-window");
    expect(verdict(months4, { start: { days: -40 }, grade: 5, priorGrade: 3 }, death(-20))).toBe("before-window");
    expect(verdict(months4, {}, death(0))).toBe("tallied (missingOnset)");
    expect(verdict({ start: { days: 0, from: "V1" }, end: { months: 4 } }, {}, death(-60))).toBe("tallied (missingOnset)");
  });

  it("an onset that can only lie in the window, since the event was over or the participant dead by its end, is certain", () => {
    // March is day 0 to 30.
    const days10 = { start: { days: 0 }, end: { days: 10 } } as const;
    expect(verdict(days10, { start: { date: "2012-03" } })).toBe("tallied (uncertainOnset)");
    expect(verdict(days10, { start: { date: "2012-03" }, end: { days: 11 } })).toBe("tallied (uncertainOnset)");
    expect(verdict(days10, { start: { date: "2012-03" }, end: { days: 10 } })).toBe("tallied");
    expect(verdict(days10, { start: { date: "2012-03" } }, { clinicalEvents: [{ kind: "death", at: { days: 8 } }] })).toBe("tallied");
  });

  it("a window of one time is one, however its bounds are counted", () => {
    const [fromV9, fromBaseline] = [{ months: 0.1, from: "V9" }, { months: 4.1 }] as const;
    for (const window of [{ start: fromV9, end: fromBaseline }, { start: fromBaseline, end: fromV9 }]) {
      expect(verdict(window, { start: fromV9 })).toBe("tallied");
      expect(verdict(window, { start: fromBaseline })).toBe("tallied");
    }
    const doses: Scene = { doses: [{ months: 4 }] };
    for (const end of [fromV9, fromBaseline]) expect(verdict({ start: { months: 0.1, from: "dose:1" }, end }, { start: fromV9 }, doses)).toBe("tallied");
  });

  it("bounds that are the same time are one, whatever they are counted from", () => {
    // 4.1 × 30.4375 and 4 × 30.4375 + 0.1 × 30.4375 differ in their last digit.
    const window = { start: { days: 0 }, end: { months: 4.1 } } as const;
    expect(verdict(window, { start: { months: 0.1, from: "V9" } })).toBe("tallied");
    expect(verdict({ start: { months: 4.1 }, end: { months: 6 } }, { start: { months: 0.1, from: "V9" } })).toBe("tallied");
  });
});

describe("the emergent events of admiral's own tests", () => {
  // derive_var_trtemfl(), tests 2 and 4 of its test file, in whole days: treatment on day 0 to 119, and a window of 10 days after it.
  const window = { start: { days: 0, from: "dose:1" }, end: { days: 129, from: "dose:1" } } as const;
  const dosed: Scene = { doses: [{ days: 0 }] };
  const times = (start: number | null, end: number | null, priorGrade: 1 | 2 | 3, grade: 1 | 2 | 3 | 4): Times => ({
    priorGrade, grade, ...(start !== null && { start: { days: start } }), ...(end !== null && { end: { days: end } }),
  });

  it("have the flags that it gives", () => {
    const flags: readonly (readonly [Times, boolean])[] = [
      [times(-19, -17, 1, 1), false], [times(-18, -18, 1, 3), false],
      [times(-2, 13, 1, 3), true], [times(-1, 0, 1, 1), false],
      [times(0, 1, 3, 4), true],
      [times(129, 129, 2, 2), true], [times(130, 130, 2, 2), false],
      [times(null, null, 3, 4), true], [times(-2, null, 3, 4), true], [times(-2, null, 3, 3), false],
      [times(null, 3, 3, 4), true], [times(null, -8, 3, 4), false], [times(null, 154, 3, 4), true],
    ];
    expect(flags.map(([event]) => verdict(window, event, dosed).startsWith("tallied"))).toEqual(flags.map(([, flag]) => flag));
    // Without treatment, in an arm that is treated, it gives none.
    for (const event of [times(null, -29, 1, 2), times(-31, -29, 1, 2), times(-26, null, 1, 2)]) expect(verdict(window, event)).toBe("window-not-open");
  });
});

describe("a window counted from doses", () => {
  const cycle1 = { start: { days: 0, from: "dose:1" }, end: [{ days: -1, from: "dose:2" }, { months: 6, from: "dose:1" }] } as const;

  it("goes by each participant's own doses, and its end is the first to come", () => {
    const twice: Scene = { doses: [{ days: 5 }, { days: 31 }] };
    expect(verdict(cycle1, { start: { days: 4 } }, twice)).toBe("before-window");
    expect(verdict(cycle1, { start: { days: 5 } }, twice)).toBe("tallied");
    expect(verdict(cycle1, { start: { days: 30 } }, twice)).toBe("tallied");
    expect(verdict(cycle1, { start: { days: 31 } }, twice)).toBe("after-window");
    const once: Scene = { doses: [{ days: 5 }] };
    expect(verdict(cycle1, { start: { days: 31 } }, once)).toBe("tallied");
    expect(verdict(cycle1, { start: { days: 188 } }, once)).toBe("after-window");
  });

  it("is as wide as a partly known dose allows", () => {
    const inMarch: Scene = { doses: [{ date: "2012-03" }] };
    const week = { start: { days: 0, from: "dose:1" }, end: { days: 7, from: "dose:1" } } as const;
    expect(verdict(week, { start: { days: 0 } }, inMarch)).toBe("tallied");
    expect(verdict(week, { start: { days: 37 } }, inMarch)).toBe("tallied");
    expect(verdict(week, { start: { days: 38 } }, inMarch)).toBe("after-window");
  });

  it("opens at time zero in an arm without doses, and never for the undosed of a dosed arm", () => {
    const days = (day: number): Times => ({ start: { days: day } });
    expect(verdict(cycle1, days(10))).toBe("window-not-open");
    expect(verdict(cycle1, days(10), { arm: "control" })).toBe("tallied");
    expect(verdict(cycle1, days(-10), { arm: "control" })).toBe("before-window");
    expect(verdict(cycle1, days(-10), { arm: "control", timeZero: "V1" })).toBe("tallied");
    expect(verdict({ start: { days: 0, from: "dose:2" }, end: { months: 6 } }, days(10), { arm: "control" })).toBe("window-not-open");
  });

  it("may hang on a visit that hangs on a dose", () => {
    const fromV7 = { start: { days: 0, from: "V7" }, end: "end-of-follow-up" } as const;
    const twice: Scene = { doses: [{ days: 5 }, { days: 31 }] };
    expect(verdict(fromV7, { start: { days: 44 } }, twice)).toBe("before-window");
    expect(verdict(fromV7, { start: { days: 45 } }, twice)).toBe("tallied");
    expect(verdict(fromV7, { start: { days: 4500 } }, twice)).toBe("tallied");
    expect(verdict(fromV7, { start: { days: 45 } }, { doses: [{ days: 5 }] })).toBe("window-not-open");
  });

  it("that closes before it opens was never open", () => {
    expect(verdict({ start: { days: 0, from: "dose:1" }, end: { days: 3 } }, { start: { days: 4 } }, { doses: [{ days: 5 }] })).toBe("window-not-open");
  });
});

describe("windows that cannot be meant", () => {
  const data = readTrialData(trial, { participants: [{ id: "P", arm: "msc" }] });
  type Options = TallyAdverseEventsOptions<KeysOf<typeof trial>>;
  // As untyped code would call it.
  const run = (options: unknown) => () => tallyAdverseEvents(data, options as Options);
  const withWindow = (window: unknown) => run({ population: "safety", windows: { w: window } });

  it.each<[string, () => unknown, string | RegExp]>([
    ["no population", run({ windows: { w: months4 } }), 'population must be named, since it gives the denominators (declared: "safety")'],
    ["an unknown population", run({ population: "safty", windows: { w: months4 } }), 'Did you mean "safety"?'],
    ["no windows", run({ population: "safety", windows: {} }), "windows must have at least one entry"],
    ["windows in a list", run({ population: "safety", windows: [months4] }), "windows must be an object"],
    ["no windows at all", run({ population: "safety" }), "windows must be an object with an entry for each, such as { months6: { start: { days: 0 }, end: { months: 6 } } }"],
    ["a window in place of windows", run({ population: "safety", windows: months4 }), "windows.start must have start and end; start is missing"],
    ["no options", run(undefined), 'population must be named, since it gives the denominators (declared: "safety")'],
    ["null for options", run(null), "options must be an object; received null"],
    ["a window named as objects are", run({ population: "safety", windows: JSON.parse('{"__proto__":{"start":{"days":0},"end":{"days":1}}}') }), 'windows cannot have the key "__proto__"'],
    ["a window named in the prototype", run({ population: "safety", windows: { __proto__: months4 } }), 'and none called "__proto__"; received an object'],
    ["windows in a Map", run({ population: "safety", windows: new Map([["w", months4]]) }), "windows must be an object with an entry for each, such as { months6: "],
    ["a category named as objects are", run({ population: "safety", windows: { w: months4 }, categories: { constructor: {} } }), 'categories cannot have the key "constructor"'],
    ["null for categories", run({ population: "safety", windows: { w: months4 }, categories: null }), "categories must be an object"],
    ["no start", withWindow({ strat: { days: 0 }, end: { months: 4 } }), 'windows.w must have start and end; start is missing. Is it "strat"?'],
    ["no end", withWindow({ start: { days: 0 } }), "windows.w must have start and end; end is missing"],
    ["null for an anchor", withWindow({ start: { days: 0, from: null }, end: { months: 4 } }), 'windows.w.start.from must be "baseline", a visit or a dose ("dose:1")'],
    ["an anchor that no text can be made of", withWindow({ start: { days: 0, from: Object.create(null) }, end: { months: 4 } }), "visit an object is not declared"],
    ["an end before the start", withWindow({ start: { months: 4 }, end: { days: 0 } }), "windows.w must end after it starts; it starts 4 months from baseline and ends 0 days from baseline"],
    ["an end before the start, from visits", withWindow({ start: { days: 0, from: "V9" }, end: { days: 0, from: "V1" } }), "must end after it starts"],
    ["an end before the start, from one dose", withWindow({ start: { days: 2, from: "dose:2" }, end: { days: 1, from: "dose:2" } }), "must end after it starts"],
    ["an unknown visit", withWindow({ start: { days: 0, from: "V11" }, end: { months: 4 } }), 'Did you mean "V1"?'],
    ["dose zero", withWindow({ start: { days: 0, from: "dose:0" }, end: { months: 4 } }), 'a dose ("dose:1")'],
    ["two units", withWindow({ start: { days: 0, months: 1 }, end: { months: 4 } }), "one of them; received days and months"],
    ["no unit", withWindow({ start: {}, end: { months: 4 } }), "received none"],
    ["an unknown unit", withWindow({ start: { year: 0 }, end: { months: 4 } }), 'windows.w.start must not have "year"'],
    ["a time that is no number", withWindow({ start: { days: NaN }, end: { months: 4 } }), "windows.w.start.days must be a finite number; received NaN"],
    ["a text for a number", withWindow({ start: { days: "0" }, end: { months: 4 } }), "must be a finite number"],
    ["no ends", withWindow({ start: { days: 0 }, end: [] }), "windows.w.end must name at least one time"],
    ["a misspelt end", withWindow({ start: { days: 0 }, end: "end-of-followup" }), 'windows.w.end, where it is no time, must be one of "end-of-follow-up"; received "end-of-followup". Did you mean "end-of-follow-up"?'],
    ["a misspelt option", run({ population: "safety", windows: { w: months4 }, categorys: {} }), 'Did you mean "categories"?'],
    ["a misspelt condition", run({ population: "safety", windows: { w: months4 }, categories: { c: { serius: true } } }), 'Did you mean "serious"?'],
    ["a condition that is no truth", run({ population: "safety", windows: { w: months4 }, categories: { c: { serious: "yes" } } }), "categories.c.serious must be true or false"],
    ["an unknown relation", run({ population: "safety", windows: { w: months4 }, categories: { c: { relatedTo: "produkt" } } }), 'Did you mean "product"?'],
    ["an unknown outcome", run({ population: "safety", windows: { w: months4 }, categories: { c: { outcomes: ["fatl"] } } }), 'Did you mean "fatal"?'],
    ["no outcomes", run({ population: "safety", windows: { w: months4 }, categories: { c: { outcomes: [] } } }), "categories.c.outcomes must be a list"],
    ["a grade 6", run({ population: "safety", windows: { w: months4 }, categories: { c: { grade: { from: 6 } } } }), "between the grades 1 and 5; received 6"],
    ["grades downwards", run({ population: "safety", windows: { w: months4 }, categories: { c: { grade: { from: 3, to: 2 } } } }), "must run upwards; received from 3 to 2"],
    ["an unknown order", run({ population: "safety", windows: { w: months4 }, order: "alphabetic" }), 'Did you mean "alphabetical"?'],
    ["a grading without a name", run({ population: "safety", windows: { w: months4 }, grading: "" }), "grading must name the grading and its version"],
    ["a level of 95", run({ population: "safety", windows: { w: months4 }, level: 95 }), "level must be between 0 and 1"],
    ["a time zero that is no visit", run({ population: "safety", windows: { w: months4 }, timeZero: "V2" }), 'visit "V2" is not declared'],
    ["a time zero that hangs on a dose", run({ population: "safety", windows: { w: months4 }, timeZero: "V7" }), 'timeZero must be a visit counted from baseline; "V7" is counted from "dose:2"'],
    ["an unknown disposition", run({ population: "safety", windows: { w: months4 }, exposure: { followUpEnds: ["withdrawn"] } }), 'Did you mean "withdrew"?'],
    ["dispositions in no list", run({ population: "safety", windows: { w: months4 }, exposure: { followUpEnds: "withdrew" } }), "must be a list of dispositions"],
    ["an unknown rule for partial dates", run({ population: "safety", windows: { w: months4 }, exposure: { partialDates: "middle" } }), "exposure.partialDates must be one of"],
    ["null for the data", () => tallyAdverseEvents(null as never, { population: "safety", windows: { w: months4 } }), "data must come from readTrialData; received null"],
    ["a trial for the data", () => tallyAdverseEvents(trial as never, { population: "safety", windows: { w: months4 } }), "data must come from readTrialData; received an object"],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(/^tallyAdverseEvents: /);
  });

  it("objects of another window or worker, and without a prototype, are objects", () => {
    const elsewhere: unknown = runInNewContext("({ w: { start: { days: 0 }, end: { months: 4 } } })");
    for (const windows of [elsewhere, Object.assign(Object.create(null), { w: months4 })]) {
      expect(run({ population: "safety", windows })).not.toThrow();
    }
  });
});
