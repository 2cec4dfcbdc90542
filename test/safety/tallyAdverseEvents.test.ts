import { describe, expect, it } from "vitest";
import { outcomeCategories, tallyAdverseEvents } from "trialwise/safety";
import type { AdverseEventFilter, AdverseEventTable } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent, TrialRecords } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";

const trial = defineTrial({
  id: "hand",
  arms: {
    msc: { label: "MSC", role: "experimental" },
    control: { label: "Control", role: "control" },
    extension: { label: "Extension", role: "observational" },
  },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  populations: {
    randomised: { label: "All randomised", rule: { kind: "disposition", status: "randomised" } },
    everyone: { label: "Everyone", rule: { kind: "everyone" } },
  },
});

const nervous = "Nervous system disorders";
const general = "General disorders";
const cardiac = "Cardiac disorders";

const event = (participant: string, systemOrganClass: string, preferredTerm: string, rest: Partial<AdverseEvent> = {}): AdverseEvent => ({
  participant, systemOrganClass, preferredTerm, ...rest,
});

const adverseEvents: readonly AdverseEvent[] = [
  event("m1", nervous, "Headache", { start: { days: 1 }, grade: 1, related: { product: "yes" } }),
  event("m1", nervous, "Headache", { start: { days: 27 }, grade: 2, related: { product: "yes", procedure: "no" } }),
  event("m1", nervous, "Dizziness", { start: { days: 27 }, grade: 1, related: { product: "no", procedure: "yes" } }),
  event("m2", general, "Pyrexia", { start: { days: 2 }, grade: 1, related: { product: "unstated" }, serious: false }),
  event("m2", cardiac, "Palpitations", { start: { days: 150 }, grade: 3, serious: true, outcome: "recovered" }),
  event("c1", cardiac, "Cardiac arrest", { start: { days: -60 }, grade: 5, serious: true, outcome: "fatal" }),
  event("c2", nervous, "Headache", { start: { days: 200 }, grade: 1 }),
  event("c3", nervous, "Headache", { start: { days: 5 }, grade: 1 }),
  event("c2", general, "Pyrexia"),
];

const randomised = ["m1", "m2", "m3", "c1", "c2"];

const records: TrialRecords = {
  participants: [...randomised, "c3"].map((id) => ({ id, arm: id.startsWith("m") ? "msc" : "control" })),
  dispositions: randomised.map((participant) => ({ participant, status: "randomised" })),
  clinicalEvents: [{ participant: "c1", kind: "death", at: { days: -60 }, description: "Sudden cardiac arrest" }],
  adverseEvents,
};

const data = deepFreeze(readTrialData(trial, records));

const windows = {
  months4: { start: { days: 0, from: "V1" }, end: { months: 4 } },
  months6: { start: { days: 0, from: "V1" }, end: { months: 6 } },
} as const;

const tally = tallyAdverseEvents(data, { population: "randomised", windows, grading: "CTCAE 3.0" });

/** Rows as `name: events/participants` for MSC, control and extension. */
function rowsOf<Arm extends string>({ overall, systemOrganClasses }: AdverseEventTable<Arm>) {
  type Row = typeof overall;
  const text = (name: string, { byArm }: Row) =>
    `${name}: ${(["msc", "control", "extension"] as Arm[]).map((arm) => `${byArm[arm].events}/${byArm[arm].participants}`).join(" ")}`;
  return [
    text("any", overall),
    ...systemOrganClasses.flatMap((row) => [text(row.systemOrganClass, row), ...row.preferredTerms.map((term) => text(`- ${term.preferredTerm}`, term))]),
  ];
}

describe("a tally worked by hand", () => {
  it("counts events and participants of every row, arm and window", () => {
    expect(rowsOf(tally.windows.months4.categories.all)).toEqual([
      "any: 4/2 2/2 0/0",
      "Cardiac disorders: 0/0 1/1 0/0",
      "- Cardiac arrest: 0/0 1/1 0/0",
      "- Palpitations: 0/0 0/0 0/0",
      "General disorders: 1/1 1/1 0/0",
      "- Pyrexia: 1/1 1/1 0/0",
      "Nervous system disorders: 3/1 0/0 0/0",
      "- Headache: 2/1 0/0 0/0",
      "- Dizziness: 1/1 0/0 0/0",
    ]);
    expect(rowsOf(tally.windows.months6.categories.all).slice(0, 4)).toEqual([
      "any: 5/2 2/2 0/0",
      "Cardiac disorders: 1/1 1/1 0/0",
      "- Cardiac arrest: 0/0 1/1 0/0",
      "- Palpitations: 1/1 0/0 0/0",
    ]);
    expect(tally.denominators).toEqual({ msc: 3, control: 2, extension: 0 });
  });

  it("names the participants of a cell, its proportion, and each at the highest grade of that cell", () => {
    const none = { events: 0, participants: 0, participantIds: [] };
    const [headache, dizziness] = tally.windows.months4.categories.all.systemOrganClasses[2]!.preferredTerms;
    expect(headache!.byArm.msc).toEqual({
      events: 2,
      participants: 1,
      proportion: 1 / 3,
      participantIds: ["m1"],
      byGrade: {
        1: { events: 1, participants: 0, participantIds: [] },
        2: { events: 1, participants: 1, participantIds: ["m1"] },
        3: none, 4: none, 5: none, ungraded: none,
      },
    });
    expect(dizziness!.byArm.msc.byGrade![1].participantIds).toEqual(["m1"]);
    expect(tally.windows.months4.categories.all.overall.byArm.msc.byGrade![2].participantIds).toEqual(["m1"]);
    expect(tally.windows.months4.categories.all.overall.byArm.control.byGrade!.ungraded).toEqual({ events: 1, participants: 1, participantIds: ["c2"] });
  });

  it("keeps the column of an arm without participants, its proportions null with the reason", () => {
    expect(tally.windows.months6.categories.serious.overall.byArm.extension).toMatchObject({
      events: 0, participants: 0, proportion: null, participantIds: [], reasons: { proportion: "zero-denominator" },
    });
  });

  it("has serious, related and fatal events apart, and says how many could not be judged", () => {
    const { serious, relatedToProduct, relatedToProcedure, fatal } = tally.windows.months6.categories;
    expect(rowsOf(serious)).toEqual([
      "any: 1/1 1/1 0/0", "Cardiac disorders: 1/1 1/1 0/0", "- Cardiac arrest: 0/0 1/1 0/0", "- Palpitations: 1/1 0/0 0/0",
    ]);
    expect(rowsOf(relatedToProduct)).toEqual(["any: 2/1 0/0 0/0", "Nervous system disorders: 2/1 0/0 0/0", "- Headache: 2/1 0/0 0/0"]);
    expect(rowsOf(relatedToProcedure)).toEqual(["any: 1/1 0/0 0/0", "Nervous system disorders: 1/1 0/0 0/0", "- Dizziness: 1/1 0/0 0/0"]);
    expect(rowsOf(fatal)).toEqual(["any: 0/0 1/1 0/0", "Cardiac disorders: 0/0 1/1 0/0", "- Cardiac arrest: 0/0 1/1 0/0"]);
    expect([serious, relatedToProduct, relatedToProcedure, fatal].map(({ counts }) => counts.unstated)).toEqual([4, 4, 5, 5]);
  });

  it("lists what is in no window or outside the population, with the reason", () => {
    expect(tally.windows.months4.notTallied).toEqual([
      { participant: "m2", event: 4, reason: "after-window" },
      { participant: "c2", event: 6, reason: "after-window" },
      { participant: "c3", event: 7, reason: "not-in-population" },
    ]);
    expect(tally.windows.months4.counts).toEqual({
      tallied: 6, missingOnset: 1, uncertainOnset: 0, worsened: 0,
      notTallied: { "not-in-population": 1, "before-window": 0, "after-window": 2, "window-not-open": 0 },
    });
    expect(tally.counts).toEqual({ events: 9, tallied: 7, outsideEveryWindow: 1, outsidePopulation: 1, exactDuplicates: 0 });
    expect(tally.excluded).toEqual([{ participant: "c3", arm: "control", reason: "not-in-population" }]);
  });

  it("echoes every option as it was understood", () => {
    expect(tally.method).toEqual({
      name: "adverse-event-tally",
      options: {
        population: "randomised",
        windows: {
          months4: { start: { days: 0, from: "V1" }, end: [{ months: 4, from: "baseline" }] },
          months6: { start: { days: 0, from: "V1" }, end: [{ months: 6, from: "baseline" }] },
        },
        timeZero: "baseline",
        categories: {
          all: { unstated: "leave-out" },
          serious: { serious: true, unstated: "leave-out" },
          relatedToProduct: { relatedTo: "product", unstated: "leave-out" },
          relatedToProcedure: { relatedTo: "procedure", unstated: "leave-out" },
          fatal: { fatal: true, unstated: "leave-out" },
        },
        order: "frequency",
        grading: "CTCAE 3.0",
        level: 0.95,
      },
      reference: expect.stringContaining("ICH E9 1998"),
    });
  });

  it("survives JSON unchanged", () => {
    expect(JSON.parse(JSON.stringify(tally))).toStrictEqual(tally);
  });
});

describe("categories", () => {
  const tallied = <Category extends string>(filters: { readonly [C in Category]: AdverseEventFilter }) =>
    tallyAdverseEvents(data, { population: "randomised", windows: { all: { start: { days: -365 }, end: { days: 365 } } }, categories: filters }).windows.all.categories;

  it("count an event that cannot be judged where the filter says so", () => {
    const { judged, both } = tallied({ judged: { relatedTo: "product" }, both: { relatedTo: "product", unstated: "count" } });
    expect(rowsOf(judged)[0]).toBe("any: 2/1 0/0 0/0");
    // All but the dizziness, which was judged unrelated.
    expect(rowsOf(both)[0]).toBe("any: 4/2 3/2 0/0");
    expect([judged.counts.unstated, both.counts.unstated]).toEqual([5, 0]);
  });

  it("leave out, and do not count as unstated, an event that one condition rules out whatever another would have said", () => {
    const { judged, severeRelated } = tallied({ judged: { relatedTo: "product" }, severeRelated: { relatedTo: "product", grade: { from: 3 } } });
    // Of the five never judged, the palpitations, of grade 3, and the cardiac arrest, of 5, could be severe; c2's pyrexia has no grade.
    expect([judged.counts.unstated, severeRelated.counts.unstated]).toEqual([5, 3]);
    expect(rowsOf(severeRelated)).toEqual(["any: 0/0 0/0 0/0"]);
  });

  it("take every condition they name", () => {
    const { severe, mildUnrelated, recovered, notSerious } = tallied({
      severe: { grade: { from: 3 } }, mildUnrelated: { grade: { to: 1 }, relatedTo: "procedure" }, recovered: { outcomes: ["recovered", "recovering"] }, notSerious: { serious: false },
    });
    expect(rowsOf(severe)[0]).toBe("any: 1/1 1/1 0/0");
    expect(rowsOf(mildUnrelated)[0]).toBe("any: 1/1 0/0 0/0");
    expect(rowsOf(recovered)[0]).toBe("any: 1/1 0/0 0/0");
    expect(rowsOf(notSerious)[0]).toBe("any: 1/1 0/0 0/0");
  });

  it("may be one for each outcome", () => {
    const counts = Object.entries(tallied(outcomeCategories)).map(([name, { overall }]) => [name, overall.byArm.msc.events, overall.byArm.control.events]);
    expect(counts).toEqual([
      ["recovered", 1, 0], ["recovering", 0, 0], ["recoveredWithSequelae", 0, 0], ["notRecovered", 0, 0], ["fatal", 0, 1], ["unknown", 0, 0],
    ]);
  });
});

describe("order, terms and copies", () => {
  const all = { start: { days: -365 }, end: { days: 365 } };
  const tallyOf = (events: readonly AdverseEvent[], order: "frequency" | "alphabetical" = "frequency") =>
    tallyAdverseEvents(readTrialData(trial, { ...records, adverseEvents: events }), { population: "everyone", windows: { all }, categories: { all: {} }, order });
  const classes = (tallied: ReturnType<typeof tallyOf>) => tallied.windows.all.categories.all.systemOrganClasses;

  it("goes by participants, then events, then code units; or by code units alone, capitals first, in every locale", () => {
    const events = [
      event("m1", "b", "x"), event("m2", "b", "x"),
      event("m1", "Ä", "x"), event("m1", "a", "x"), event("m1", "Z", "x"), event("m1", "z", "x"), event("m1", "z", "x"),
    ];
    expect(classes(tallyOf(events)).map((row) => row.systemOrganClass)).toEqual(["b", "z", "Z", "a", "Ä"]);
    expect(classes(tallyOf(events, "alphabetical")).map((row) => row.systemOrganClass)).toEqual(["Z", "a", "b", "z", "Ä"]);
  });

  it("a term of two classes is two rows, and a participant counts in both", () => {
    const found = classes(tallyOf([event("m1", "A", "Pain"), event("m1", "B", "Pain")]));
    expect(found.map((row) => [row.systemOrganClass, row.preferredTerms.map((term) => [term.preferredTerm, term.byArm.msc.participants])])).toEqual([
      ["A", [["Pain", 1]]], ["B", [["Pain", 1]]],
    ]);
  });

  it("terms that every object answers to are terms like any other", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "then"];
    const found = tallyOf(names.flatMap((name) => names.map((term) => event("m1", name, term))));
    expect(found.windows.all.categories.all.overall.byArm.msc).toMatchObject({ events: 25, participants: 1 });
    expect(classes(found).map((row) => row.systemOrganClass)).toEqual([...names].sort());
    expect(classes(found).every((row) => row.preferredTerms.length === 5)).toBe(true);
    expect(JSON.parse(JSON.stringify(found))).toStrictEqual(found);
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });

  it("terms of a million characters are told apart", () => {
    const long = "x".repeat(1_000_000);
    const found = classes(tallyOf([event("m1", `${long}a`, long), event("m1", `${long}b`, long), event("m1", `${long}a`, long)]));
    expect(found.map((row) => [row.systemOrganClass.at(-1), row.byArm.msc.events])).toEqual([["a", 2], ["b", 1]]);
  });

  it("an event recorded twice counts twice and is found; one that differs in anything is no copy", () => {
    const base = event("m1", nervous, "Headache", { start: { days: 1 }, end: { days: 3 }, grade: 2, serious: false, related: { product: "yes" }, outcome: "recovered" });
    const others: AdverseEvent[] = [
      { ...base, participant: "m2" }, { ...base, preferredTerm: "Pain" }, { ...base, systemOrganClass: general }, { ...base, grade: 3 }, { ...base, priorGrade: 1 },
      { ...base, serious: true }, { ...base, related: { product: "no" } }, { ...base, related: { product: "yes", procedure: "no" } },
      { ...base, outcome: "recovering" }, { ...base, start: { days: 2 } }, { ...base, start: { days: 1.5 } }, { ...base, end: { days: 4 } }, { ...base, worsenedAt: { days: 2 } },
      event("m1", nervous, "Headache"),
    ];
    const found = tallyOf([base, ...others, { ...base }, { ...base }]);
    expect(found.duplicates).toEqual([
      { participant: "m1", event: 15, duplicateOf: 0 },
      { participant: "m1", event: 16, duplicateOf: 0 },
    ]);
    expect(found.windows.all.categories.all.overall.byArm.msc.events).toBe(17);
    expect(found.counts.exactDuplicates).toBe(2);
  });

  it("times of 0 and −0 are one", () => {
    const found = tallyOf([0, -0].map((days) => event("m1", nervous, "Headache", { start: { days } })));
    expect(found.duplicates).toEqual([{ participant: "m1", event: 1, duplicateOf: 0 }]);
  });

  it.each([1e-3, 1e-9])("many events of one participant that end %d days apart take no more than their number", (step) => {
    const many = Array.from({ length: 40_000 }, (_, index) => event("m1", nervous, "Headache", { start: { days: 0 }, end: { days: (index % 20_000) * step } }));
    const data = readTrialData(trial, { ...records, adverseEvents: many });
    const from = performance.now();
    const found = tallyAdverseEvents(data, { population: "everyone", windows: { all }, categories: { all: {} } });
    expect(found.counts.exactDuplicates).toBe(20_000);
    // Compared each with each, they would take minutes.
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});

describe("no events, no participants", () => {
  it("gives empty tables, not an error", () => {
    const empty = tallyAdverseEvents(readTrialData(trial, { participants: [] }), { population: "everyone", windows });
    expect(empty.windows.months4.categories.all).toEqual({
      overall: { byArm: Object.fromEntries(["msc", "control", "extension"].map((arm) => [arm, { events: 0, participants: 0, proportion: null, participantIds: [], reasons: { proportion: "zero-denominator" } }])) },
      systemOrganClasses: [],
      counts: { unstated: 0 },
    });
    expect(JSON.parse(JSON.stringify(empty))).toStrictEqual(empty);
  });
});
