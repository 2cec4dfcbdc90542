import { defineTrial, safeReadTrialData, type Trial, type TrialKeys, type TrialRecords } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { trial } from "./exampleTrial.ts";

const participants = [{ id: "001", arm: "msc", baselineDate: "2012-03-05" }, { id: "002", arm: "control" }];
const late = { participant: "001", visit: "V9", measure: "alsfrsR", value: 30 };
const event = { participant: "001", systemOrganClass: "Infections", preferredTerm: "Pneumonia" };

/** Records come from outside, so a test may hand over anything. */
function issuesOf<Keys extends TrialKeys>(of: Trial<Keys>, records: object) {
  const untyped: TrialRecords = JSON.parse("{}");
  const result = safeReadTrialData(of, Object.assign(untyped, { participants }, records));
  return result.ok ? [] : result.issues;
}

const problemsOf = (records: object) => issuesOf(trial, records).map(({ path, code }) => `${path.join(".")} ${code}`);
const messagesOf = (records: object) => issuesOf(trial, records).map(({ message }) => message);

describe("what was refused already", () => {
  it("does not make strangers of the participants, where their list is none or an id is a number", () => {
    expect(problemsOf({ participants: { id: "001" }, observations: [late] })).toEqual(["participants invalid-type"]);
    expect(problemsOf({ participants: [{ id: 1, arm: "msc" }], observations: [{ ...late, participant: "1" }] })).toEqual(["participants.0.id invalid-type"]);
    const untyped: TrialRecords = JSON.parse(JSON.stringify({ participant: participants, observations: [late] }));
    const misnamed = safeReadTrialData(trial, untyped);
    expect(misnamed.ok ? [] : misnamed.issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^records have no list "participant"; .*Did you mean "participants"\?$/),
      "participants is missing: a list is needed",
    ]);
  });

  it("does not make a dose one that was never given", () => {
    const later = { participant: "001", number: 2, at: { days: 26, from: "dose:1" } };
    const first = { participant: "001", number: 1, at: { days: 0 } };
    const unknownUnit = { ...event, start: { days: 1, from: "dose:7" } };
    expect(problemsOf({ doses: [{ ...first, at: { date: "2012-02-30" } }, later] })).toEqual(["doses.0.at.date invalid-date"]);
    expect(problemsOf({ doses: [{ ...first, number: "1" }, later] })).toEqual(["doses.0.number invalid-type"]);
    expect(problemsOf({ doses: [{ ...first, number: 0 }, later] })).toEqual(["doses.0.number out-of-range"]);
    expect(problemsOf({ doses: [{ ...first, at: null }, later], adverseEvents: [unknownUnit] })).toEqual(["doses.0.at invalid-value", "adverseEvents.0.start.from unknown-key"]);
    expect(problemsOf({ doses: {}, adverseEvents: [unknownUnit] })).toEqual(["doses invalid-type"]);
    const undated = [{ participant: "002", number: 1, at: { date: "2012-03-01" } }, { ...later, participant: "002" }];
    expect(problemsOf({ doses: undated })).toEqual(["doses.0.at.date missing-field"]);
  });

  it("does not let a lesser record of a death count for the better", () => {
    const dispositions = [{ participant: "001", status: "died", at: { days: 30 } }];
    const values = { observations: [{ ...late, day: 120 }], dispositions };
    expect(problemsOf(values)).toEqual(["observations.0 after-death"]);
    expect(problemsOf({ ...values, clinicalEvents: [{ participant: "001", kind: "death", at: { date: "2012-13" } }] })).toEqual(["clinicalEvents.0.at.date invalid-date"]);
    expect(problemsOf({ ...values, clinicalEvents: [{ participant: "001", kind: "Death", at: { days: 200 } }] })).toEqual(["clinicalEvents.0.kind invalid-value"]);
    expect(problemsOf({ ...values, clinicalEvents: {} })).toEqual(["clinicalEvents invalid-type"]);
    expect(problemsOf({ ...values, clinicalEvents: [{ participant: "001", kind: "relapse", at: { days: "2" } }] })).toEqual([
      "clinicalEvents.0.at.days invalid-type",
      "observations.0 after-death",
    ]);
  });

  it("is no second record of an event", () => {
    const relapse = { participant: "001", kind: "relapse", at: { days: 5 } };
    for (const clinicalEvents of [[{ ...relapse, description: 5 }, relapse], [relapse, { ...relapse, description: 5 }]]) {
      expect(problemsOf({ clinicalEvents }).map((problem) => problem.split(" ")[1])).toEqual(["invalid-type"]);
    }
  });

  it("accuses the second of two rows of a participant, whichever of them is refused", () => {
    expect(problemsOf({ participants: [participants[0], { id: "001", arm: 5 }] })).toEqual(["participants.1.arm invalid-type", "participants.1.id duplicate"]);
    expect(problemsOf({ participants: [{ id: "001", arm: 5 }, participants[0]] })).toEqual(["participants.0.arm invalid-type", "participants.1.id duplicate"]);
  });

  it("leaves in place what does not follow from it", () => {
    // The baseline date was never there, whatever became of the covariates.
    expect(problemsOf({ participants: [{ id: "001", arm: "msc", covariates: { age: null } }], observations: [{ ...late, date: "2012-07-01" }] })).toEqual([
      "participants.0.covariates.age invalid-value",
      "observations.0.date missing-field",
    ]);
    // A date that is there is none that was misspelt.
    expect(problemsOf({ participants: [{ ...participants[0], colour: 1 }], observations: [{ ...late, date: "2011-07-01" }] })).toEqual(["participants.0.colour unknown-field", "observations.0.date impossible-order"]);
    const death = { clinicalEvents: [{ participant: "001", kind: "death", at: { days: 50 } }] };
    expect(problemsOf({ ...death, observations: [{ ...late, day: 60, colour: 1 }] })).toEqual(["observations.0.colour unknown-field", "observations.0 after-death"]);
    const text = { ...late, value: "30" };
    expect(problemsOf({ observations: [{ ...text, day: -100 }, late] })).toEqual(["observations.0.value invalid-type", "observations.0.day impossible-order", "observations.1 duplicate"]);
    expect(problemsOf({ observations: [{ participant: "001", visit: "V9", measure: "alsfrsR", day: -100 }] })).toEqual(["observations.0 invalid-value", "observations.0.day impossible-order"]);
    expect(problemsOf({ biomarkerSamples: [{ participant: "001", visit: "V9", biomarker: "tgfb1", unit: "ng/mL", value: "<5" }] })).toEqual([
      "biomarkerSamples.0.value invalid-type",
      "biomarkerSamples.0.unit conflict",
    ]);
    expect(problemsOf({ observations: [{ ...late, measure: "alsfrs", day: -100 }] })).toEqual(["observations.0.measure unknown-key", "observations.0.day impossible-order"]);
    expect(problemsOf({ biomarkerSamples: [{ participant: "001", visit: "V8", biomarker: "tgfb1", unit: "ng/mL", value: -5 }] })).toEqual([
      "biomarkerSamples.0.visit unknown-key",
      "biomarkerSamples.0.unit conflict",
      "biomarkerSamples.0.value out-of-range",
    ]);
    expect(problemsOf({ adverseEvents: [{ ...event, preferredTerm: 5, start: { days: 9 }, end: { days: 5 } }] })).toEqual(["adverseEvents.0.preferredTerm invalid-type", "adverseEvents.0.end impossible-order"]);
    expect(problemsOf({ dispositions: [{ participant: "001", status: "gone", at: { days: 1, from: "V8" } }] })).toEqual(["dispositions.0.status invalid-value", "dispositions.0.at.from unknown-key"]);
    expect(problemsOf({ participants: [{ id: "001", arm: "mcs", covariates: { agee: 5 } }, { id: "001", arm: "mcs", covariates: { agee: 5 } }] })).toEqual([
      "participants.0.covariates.agee unknown-key",
      "participants.0.arm unknown-key",
      "participants.1.id duplicate",
      "participants.1.covariates.agee unknown-key",
      "participants.1.arm unknown-key",
    ]);
  });
});

describe("one problem", () => {
  it("is reported once", () => {
    expect(problemsOf({ adverseEvents: [{ ...event, participant: "009", start: { days: 1 }, end: { days: 2 }, worsenedAt: { days: 2 } }] })).toEqual(["adverseEvents.0.participant unknown-key"]);
    const doses = [5, 9, 0].map((days, index) => ({ participant: "001", number: index + 1, at: { days } }));
    expect(problemsOf({ doses })).toEqual(["doses.2.at impossible-order"]);
    const clinicalEvents = [{ participant: "001", kind: "death", at: { days: 50 } }];
    expect(problemsOf({ clinicalEvents, observations: [{ ...late, visit: "V1", day: 100 }] })).toEqual(["observations.0.day impossible-order"]);
    expect(problemsOf({ clinicalEvents, observations: [{ ...late, date: "2012-06-05", day: 3 }] })).toEqual(["observations.0.day conflict"]);
    expect(problemsOf({ participants: [{ id: [], arm: "msc" }] })).toEqual(["participants.0.id invalid-type"]);
  });

  it("is the same in whatever order two records stand that contradict each other", () => {
    const deaths = [100, 200].map((days) => ({ participant: "001", kind: "death", at: { days } }));
    const steps = [100, 200].map((days) => ({ participant: "001", status: "died", at: { days } }));
    const doses = [0, 50].map((days) => ({ participant: "001", number: 1, at: { days } }));
    const dated = [participants[0], { id: "001", arm: "msc", baselineDate: "2011-03-05" }];
    const turned = (rows: readonly unknown[]) => [rows, [...rows].reverse()];
    const observations = [{ ...late, day: 150 }];
    for (const clinicalEvents of turned(deaths)) expect(problemsOf({ clinicalEvents, observations })).toEqual(["clinicalEvents.1 duplicate"]);
    for (const dispositions of turned(steps)) expect(problemsOf({ dispositions, observations })).toEqual(["dispositions.1 duplicate"]);
    for (const first of turned(doses)) expect(problemsOf({ doses: [...first, { participant: "001", number: 2, at: { days: 26 } }] })).toEqual(["doses.1.number duplicate"]);
    for (const rows of turned(dated)) expect(problemsOf({ participants: rows, observations: [{ ...late, date: "2012-01-01" }] })).toEqual(["participants.1.id duplicate"]);
  });
});

describe("times", () => {
  it("that differ in their last digits only are one", () => {
    // 29 / 7 weeks are 29.000000000000004 days.
    const at = { weeks: 29 / 7 };
    expect(problemsOf({ doses: [{ participant: "001", number: 1, at }, { participant: "001", number: 2, at: { days: 29 } }] })).toEqual([]);
    expect(problemsOf({ adverseEvents: [{ ...event, start: at, end: { days: 29 }, worsenedAt: { days: 29 } }] })).toEqual([]);
    expect(problemsOf({ clinicalEvents: [{ participant: "001", kind: "death", at: { days: 29 } }], adverseEvents: [{ ...event, start: at }] })).toEqual([]);
  });

  it("are so many days that their number is finite", () => {
    expect(messagesOf({ clinicalEvents: [{ participant: "001", kind: "relapse", at: { months: 1e308 } }] })).toEqual(["clinicalEvents[0]: at.months must be at most 1e+300; received 1e+308"]);
  });

  it("of doses are counted from earlier doses only", () => {
    const doses = [{ participant: "001", number: 1, at: { days: -26, from: "dose:2" } }, { participant: "001", number: 2, at: { days: 26 } }];
    expect(messagesOf({ doses })).toEqual(['dose 1 of participant "001" can be counted from an earlier dose only; received "dose:2"']);
  });

  it("of undated values are planned also where visits are counted from a dose", () => {
    const cycles = defineTrial({
      id: "cycles",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { base: { at: { days: 0 }, baseline: true }, after: { at: { days: 14 }, from: "dose:2", window: { before: { days: 4 }, after: { days: 4 } } } },
      measures: { grip: { label: "Grip", unit: "kg", better: "higher" } },
    });
    const read = (died: number) =>
      issuesOf(cycles, {
        participants: [{ id: "1", arm: "msc" }],
        doses: [{ participant: "1", number: 2, at: { days: 100 } }],
        observations: [{ participant: "1", visit: "after", measure: "grip", value: 20 }],
        clinicalEvents: [{ participant: "1", kind: "death", at: { days: died } }],
      }).map(({ message }) => message);
    expect(read(110)).toEqual([]);
    expect(read(109)).toEqual([expect.stringMatching(/^grip has a value without a date at after, planned on day 110, after the death of participant "1" on day 109; give its date/)]);
  });
});

describe("a value after a death that is known by two records", () => {
  const month = [{ participant: "001", kind: "death", at: { date: "2012-05" } }];
  // The month of May is days 57 to 87; the 10th is day 66.
  const observations = [{ ...late, day: 76 }];
  it("is after it where the disposition says which day of the month it was", () => {
    expect(problemsOf({ clinicalEvents: month, observations })).toEqual([]);
    expect(problemsOf({ clinicalEvents: month, observations, dispositions: [{ participant: "001", status: "died", at: { date: "2012-05-10" } }] })).toEqual(["observations.0 after-death"]);
  });

  it("is not where the disposition contradicts the event", () => {
    expect(problemsOf({ clinicalEvents: month, observations, dispositions: [{ participant: "001", status: "died", at: { date: "2012-04-10" } }] })).toEqual([]);
  });
});

describe("what was meant", () => {
  it("is named for fields, words and anchors", () => {
    expect(messagesOf({ participants: [{ id: "001", arm: "msc", baselinedate: "2012-03-05" }] })).toEqual(['participants[0]: "baselinedate" is no field of it. Did you mean "baselineDate"?']);
    expect(messagesOf({ observations: [{ participant: "001", visit: "V9", measure: "alsfrsR", valeu: 30 }] })).toEqual([
      'observations[0]: it is not valid: an observation has either a value or a reason why it is missing; "valeu" is no field of it. Did you mean "value"?',
    ]);
    expect(messagesOf({ clinicalEvents: [{ participant: "001", kind: "deth", at: { day: 5 } }] })).toEqual([
      expect.stringMatching(/^clinicalEvents\[0\]: kind must be one of .*; received "deth"\. Did you mean "death"\?$/),
      'clinicalEvents[0]: at is not valid: a time is { date }, { months }, { weeks } or { days }, the last three optionally with { from }; "day" is no field of it. Did you mean "days"?',
    ]);
    expect(messagesOf({ adverseEvents: [{ ...event, start: { days: 1, from: "Baseline" } }] })).toEqual([
      'anchor "Baseline" is not declared (declared: "baseline", "V1", "V5", "V9", "V10"). Did you mean "baseline"?',
    ]);
  });

  it("is named for a participant where only the way of writing differs, never another who is merely near", () => {
    const rows = ["001", "P-07", "AB 1", "5", "05", "00 5"].map((id) => ({ id, arm: "msc" }));
    const hints = (participant: string) => messagesOf({ participants: rows, observations: [{ ...late, participant }] }).map((message) => message.replace(/^.*participants/u, ""));
    expect(["1", "01", " 001", "p-7", "ab1"].map(hints)).toEqual([[`. Did you mean "001"?`], [`. Did you mean "001"?`], [`. Did you mean "001"?`], [`. Did you mean "P-07"?`], [`. Did you mean "AB 1"?`]]);
    expect(["002", "0010", "P-70", "0", "005"].map(hints)).toEqual([[""], [""], [""], [""], [""]]);
  });

  it("is not misled where fields of two forms stand together", () => {
    expect(messagesOf({ observations: [{ participant: "001", visit: "V9", measure: "alsfrsR", value: null, missing: "died" }] })).toEqual([
      "observations[0]: it is not valid: an observation has either a value or a reason why it is missing",
    ]);
    expect(messagesOf({ biomarkerSamples: [{ participant: "001", visit: "V9", biomarker: "tgfb1", unit: "pg/mL", value: null, below: 15.4 }] })).toEqual([
      "biomarkerSamples[0]: it is not valid: a sample has a value, a limit it lies below or above, or a reason why it is missing",
    ]);
  });

  it("is said as it is", () => {
    expect(messagesOf({ participants: [{ id: Number.NaN, arm: "msc" }] })).toEqual(["participants[0]: id must be a string; received NaN"]);
    expect(messagesOf({ doses: [{ participant: "001", number: 1.5, at: { days: 0 } }] })).toEqual(["doses[0]: number must be a whole number; received 1.5"]);
    expect(messagesOf({ observations: [{ ...late, value: 30n, date: new Date(0) }] })).toEqual([
      "observations[0]: date must be a string; received a Date object: write dates as text (2012-03-05)",
      "observations[0]: value must be a number; received 30n",
    ]);
    expect(messagesOf({ observations: [{ ...late, day: -1 }] })).toEqual([
      'alsfrsR of participant "001" at V9 is dated 1 day before baseline, and the visit is planned for after it',
    ]);
    expect(messagesOf({ observations: [{ ...late, measure: "alsfrs", visit: "V1", date: "2012-04-02" }] }).at(-1)).toBe(
      'alsfrs of participant "001" at V1 is dated 28 days after baseline, and the visit is planned for before it',
    );
    expect(messagesOf({ participants: [{ ...participants[0], covariates: { age: "54,5" } }] })).toEqual(['age must be a number; received "54,5". If its comma is a decimal one, write a point']);
  });
});

describe("a synonym of a biomarker", () => {
  const csf = { matrix: "CSF", unit: "pg/mL" };
  const panel = defineTrial({
    id: "panel",
    arms: { msc: { label: "MSC", role: "experimental" } },
    visits: { V5: { at: { months: 0 }, baseline: true } },
    biomarkers: {
      nfl: { ...csf, label: "NfL", synonyms: ["NF-L", "neurofilament light"] },
      nflSerum: { ...csf, matrix: "serum", label: "NfL", synonyms: ["NF-L"] },
      ccl2: { ...csf, label: "CCL2" },
    },
  });
  const messageOf = (biomarker: string, fields: object = { value: 5 }) =>
    issuesOf(panel, { participants: [participants[0]], biomarkerSamples: [{ participant: "001", visit: "V5", unit: "pg/mL", biomarker, ...fields }] }).map(({ message }) => message).at(-1);

  it("is refused as what it is", () => {
    expect(messageOf("Neurofilament Light")).toBe('biomarker "Neurofilament Light" is not declared; it is a synonym of "nfl": give it by that key');
    expect(messageOf("NF-L")).toBe('biomarker "NF-L" is not declared; it is a synonym of "nfl" or "nflSerum": give it by that key');
    expect(messageOf("NF-L", { value: [] })).toMatch(/is a synonym of "nfl" or "nflSerum"/);
    expect(messageOf("nlf")).toMatch(/is not declared \(declared: .*Did you mean "nfl"\?$/);
  });
});

describe("whatever stands in place of a row or a field", () => {
  it.each([["bytes", new Uint8Array(3)], ["a class's own object", new (class Own { id = 5 })()], ["a map", new Map()], ["a function", () => 1], ["a symbol", Symbol("s")], ["a big integer", 3n]])(
    "%s is refused with its place",
    (_, value) => {
      expect(problemsOf({ participants: [value] }).length).toBeGreaterThan(0);
      const records = { doses: [{ participant: "001", number: 1, at: value }], observations: [value], adverseEvents: [{ ...event, related: value, preferredTerm: value }] };
      const places = new Set(issuesOf(trial, records).map(({ path }) => path.join(".").split(".").slice(0, 2).join(".")));
      expect([...places].sort()).toEqual(["adverseEvents.0", "doses.0", "observations.0"]);
    },
  );

  it("a row without a prototype, as some parsers make them, is a row, and its undefined fields are none", () => {
    expect(problemsOf({ participants: [Object.assign(Object.create(null), { id: "001", arm: "msc", baselineDate: undefined })] })).toEqual([]);
  });

  it("lists of lists that are one object are read once, not as often as they could be counted", () => {
    let lists: unknown = [];
    for (let level = 0; level < 60; level++) lists = [lists, lists];
    expect(problemsOf({ participants: [lists, { id: "001", arm: lists }] })).toEqual(["participants.0 invalid-type", "participants.1.arm invalid-type"]);
  });

  it("a definition that was not read is a mistake of the caller", () => {
    const raw: typeof trial = JSON.parse('{ "id": "T", "arms": { "msc": { "label": "MSC", "role": "experimental" } } }');
    expect(() => safeReadTrialData(raw, { participants })).toThrow("safeReadTrialData: trial must come from defineTrial or readTrial; received an object");
  });
});
