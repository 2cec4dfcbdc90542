import { attempt, isTrialwiseError } from "trialwise/result";
import { readTrialData, safeReadTrialData, type TrialRecords } from "trialwise/trial";
import { afterEach, describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { trial } from "./exampleTrial.ts";

const participants = [
  { id: "001", arm: "msc", baselineDate: "2012-03-05", covariates: { age: 54, onset: "limb" } },
  { id: "002", arm: "control" },
];
const score = (participant: string, visit: string, value: number) => ({ participant, visit, measure: "alsfrsR", value });

/** `path code` of each problem. Records come from outside, so a test may hand over anything. */
function problemsOf(records: object): string[] {
  const untyped: TrialRecords = JSON.parse("{}");
  const result = safeReadTrialData(trial, Object.assign(untyped, { participants }, records));
  return result.ok ? [] : result.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`);
}

function messagesOf(records: object): string[] {
  const untyped: TrialRecords = JSON.parse("{}");
  const result = safeReadTrialData(trial, Object.assign(untyped, { participants }, records));
  return result.ok ? [] : result.issues.map((issue) => issue.message);
}

describe("readTrialData", () => {
  it("refuses rows that contain themselves or have no end, instead of walking in circles", () => {
    const extra: Record<string, unknown> = { id: "003", arm: "control" };
    extra["self"] = extra;
    const arm: Record<string, unknown> = { id: "004" };
    arm["arm"] = [arm, arm];
    const deep = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`) as unknown;
    const problems = problemsOf({ participants: [extra, arm, deep, { id: deep, arm: "msc" }] });
    expect(problems).toEqual(["participants.0.self unknown-field", "participants.1.arm invalid-type", "participants.2 invalid-type", "participants.3.id invalid-type"]);
  });

  it("returns the records under the trial's keys, times placed in days from baseline", () => {
    const data = readTrialData(trial, {
      participants,
      observations: [{ ...score("001", "V9", 34), date: "2012-07-03" }],
      doses: [
        { participant: "001", number: 2, at: { days: 26, from: "dose:1" } },
        { participant: "001", number: 1, at: { days: 0 } },
      ],
      adverseEvents: [
        { participant: "001", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { date: "2012-03" } },
        { participant: "002", systemOrganClass: "Cardiac disorders", preferredTerm: "Cardiac arrest", start: { months: 2, from: "V1" } },
      ],
      clinicalEvents: [{ participant: "001", kind: "death", at: { date: "2013" } }],
      dispositions: [{ participant: "002", status: "withdrew", at: { days: 3, from: "baseline" } }],
    });
    expect(data.observations).toEqual([{ ...score("001", "V9", 34), date: "2012-07-03", day: 120 }]);
    // Dose 2 is counted from dose 1, whatever the order of the rows.
    expect(data.doses.map(({ number, at }) => [number, at.earliest])).toEqual([[1, 0], [2, 26]]);
    expect(data.adverseEvents.map(({ start }) => [start?.earliest, start?.latest])).toEqual([[-4, 26], [-30.4375, -30.4375]]);
    expect(data.clinicalEvents[0]?.at).toEqual({ earliest: 302, latest: 666, recorded: { date: "2013" } });
    expect(data.dispositions[0]?.at?.earliest).toBe(3);
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
  });

  it("leaves deep-frozen records as they are", () => {
    const records = deepFreeze({ participants, observations: [score("001", "V1", 40)], doses: [] });
    const before = JSON.stringify(records);
    readTrialData(trial, records);
    expect(JSON.stringify(records)).toBe(before);
  });

  it("throws one error that lists every problem", () => {
    const result = attempt(() => readTrialData(trial, { participants, observations: [score("001", "V1", 49), score("003", "V2", 1.5)] }));
    expect(result.ok ? [] : result.issue.issues.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["observations.0.value", "out-of-range"],
      ["observations.1.participant", "unknown-key"],
      ["observations.1.visit", "unknown-key"],
      ["observations.1.value", "off-step"],
    ]);
    expect(result.ok ? "" : result.issue.code).toBe("invalid-records");
    expect(result.ok ? "" : result.issue.message).toContain('4 problems: alsfrsR of participant "001" at V1 must be 0 to 48; received 49;');
  });
});

describe("what reading refuses", () => {
  it("unknown keys, with the nearest declared one", () => {
    expect(messagesOf({ observations: [{ participant: "001", visit: "V11", measure: "alsfrs", value: 1 }] })).toEqual([
      'visit "V11" is not declared (declared: "V1", "V5", "V9", "V10"). Did you mean "V1"?',
      'measure "alsfrs" is not declared (declared: "alsfrsR", "aals", "fvc"). Did you mean "alsfrsR"?',
    ]);
    expect(messagesOf({ observations: [{ participant: "001", visit: "V1", measure: "alsfrs", value: 1 }] })).toEqual([
      'measure "alsfrs" is not declared (declared: "alsfrsR", "aals", "fvc"). Did you mean "alsfrsR"?',
    ]);
    expect(problemsOf({ participants: [{ id: "001", arm: "placebo", covariates: { agee: 5, onset: "limbs", age: "old" } }] })).toEqual([
      "participants.0.covariates.agee unknown-key",
      "participants.0.covariates.onset unknown-key",
      "participants.0.covariates.age invalid-type",
      "participants.0.arm unknown-key",
    ]);
  });

  it.each([
    ["a score above its range", 49, "out-of-range"],
    ["a score below its range", -1, "out-of-range"],
    ["a score off its step", 35.5, "off-step"],
    ["NaN", Number.NaN, "not-finite"],
    ["Infinity", Number.POSITIVE_INFINITY, "not-finite"],
    ["text", "35", "invalid-type"],
    ["null", null, "invalid-type"],
  ])("%s", (_, value, code) => {
    expect(problemsOf({ observations: [{ participant: "001", visit: "V1", measure: "alsfrsR", value }] })).toEqual([`observations.0.value ${code}`]);
  });

  it("everything that is wrong with one row, at once", () => {
    const row = { participant: "009", visit: "V6", measure: "alsfrs", value: 1 };
    const keys = ["observations.0.participant unknown-key", "observations.0.visit unknown-key", "observations.0.measure unknown-key"];
    expect(problemsOf({ observations: [row] })).toEqual(keys);
    expect(problemsOf({ biomarkerSamples: [{ participant: "009", visit: "V6", biomarker: "tgf", unit: "pg/mL", value: 1 }] })).toEqual([
      "biomarkerSamples.0.participant unknown-key",
      "biomarkerSamples.0.visit unknown-key",
      "biomarkerSamples.0.biomarker unknown-key",
    ]);
    const known = { participant: "001", visit: "V1", measure: "alsfrsR" };
    expect(problemsOf({ observations: [{ ...known, value: Number.NaN, valu: 1 }] })).toEqual(["observations.0.value not-finite", "observations.0.valu unknown-field"]);
    expect(problemsOf({ observations: [{ ...known, missing: "lost", valu: 1 }] })).toEqual(["observations.0.missing invalid-value", "observations.0.valu unknown-field"]);
    expect(problemsOf({ observations: [{ ...known, value: 49, valu: 1 }, { ...known, value: 35.5 }] })).toEqual([
      "observations.0.valu unknown-field",
      "observations.0.value out-of-range",
      "observations.1.value off-step",
      "observations.1 duplicate",
    ]);
    const event = { participant: "001", systemOrganClass: "Infections", preferredTerm: "Pneumonia", grade: 6, start: { days: 9 }, end: { days: 5 } };
    expect(problemsOf({ adverseEvents: [event] })).toEqual(["adverseEvents.0.grade invalid-value", "adverseEvents.0.end impossible-order"]);
    expect(problemsOf({ doses: [{ participant: "009", number: 1, treatment: "mcs", at: { days: 0 } }] })).toEqual(["doses.0.participant unknown-key", "doses.0.treatment unknown-key"]);
    expect(problemsOf({ participants: [{ id: "001", arm: "msc", baselineDate: "soon", covariates: { agee: 3 } }], observations: [{ ...known, value: 1, date: "2012-01-01" }] })).toEqual([
      "participants.0.baselineDate invalid-date",
      "participants.0.covariates.agee unknown-key",
    ]);
    expect(problemsOf({ observations: [{ ...known, value: 1, missing: "died" }, known] })).toEqual(["observations.0 invalid-value", "observations.1 invalid-value"]);
  });

  it("nothing that only follows from a field that was refused", () => {
    const death = { participant: "001", kind: "death", at: { days: 50 } } as const;
    const late = { participant: "001", visit: "V9", measure: "alsfrsR", value: 30 };
    expect(problemsOf({ clinicalEvents: [death], observations: [{ ...late, dat: "2012-04-01" }] })).toEqual(["observations.0.dat unknown-field"]);
    expect(problemsOf({ clinicalEvents: [death], observations: [{ ...late, day: "40" }] })).toEqual(["observations.0.day invalid-type"]);
    const relapse = { participant: "001", kind: "relapse", at: { days: 5 } } as const;
    expect(problemsOf({ clinicalEvents: [1, 2].map((description) => ({ ...relapse, description })) })).toEqual(["clinicalEvents.0.description invalid-type", "clinicalEvents.1.description invalid-type"]);
    const doses = [{ participant: "001", number: 1, treatment: "mcs", at: { days: 0 } }, { participant: "001", number: 2, at: { days: 7, from: "dose:1" } }];
    expect(problemsOf({ doses })).toEqual(["doses.0.treatment unknown-key"]);
  });

  it("gives the received value in a form that survives JSON", () => {
    const result = safeReadTrialData(trial, { participants, observations: [score("001", "V1", Number.NaN)] });
    expect(result.ok ? null : result.issues[0]?.received).toBe("NaN");
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });

  it("steps that have no exact binary form are still met", () => {
    const values = Array.from({ length: 101 }, (_, index) => index * 0.1);
    expect(values.filter((value) => problemsOf({ observations: [{ participant: "001", visit: "V1", measure: "fvc", value }] }).length > 0)).toEqual([]);
  });

  it("duplicates", () => {
    expect(problemsOf({ participants: [...participants, { id: "001", arm: "msc" }] })).toEqual(["participants.2.id duplicate"]);
    expect(problemsOf({ observations: [score("001", "V1", 40), score("001", "V1", 40)] })).toEqual(["observations.1 duplicate"]);
    expect(
      problemsOf({
        doses: [1, 1].map((number) => ({ participant: "001", number, at: { days: 0 } })),
        clinicalEvents: [5, 5].map((months) => ({ participant: "001", kind: "death", at: { months } })),
      }),
    ).toEqual(["doses.1.number duplicate", "clinicalEvents.1 duplicate"]);
  });

  it.each(["2012-02-30", "2011-02-29", "2012-13-01", "2012-3-5", "05/03/2012", "yesterday", "2012-03-05T10:00", ""])("the impossible date %j", (date) => {
    expect(problemsOf({ observations: [{ ...score("001", "V9", 30), date }] })).toEqual(["observations.0.date invalid-date"]);
  });

  it("a date of a participant without a baseline date, but nothing that only follows from it", () => {
    expect(problemsOf({ observations: [{ ...score("002", "V9", 30), date: "2012-07-01" }] })).toEqual(["observations.0.date missing-field"]);
  });

  it("values and events after a death", () => {
    const clinicalEvents = [{ participant: "001", kind: "death", at: { months: 5 } }];
    expect(problemsOf({ clinicalEvents, observations: [score("001", "V9", 20), score("001", "V10", 18)] })).toEqual(["observations.1 after-death"]);
    expect(problemsOf({ clinicalEvents, observations: [{ participant: "001", visit: "V10", measure: "alsfrsR", missing: "died" }] })).toEqual([]);
    expect(
      problemsOf({
        clinicalEvents: [...clinicalEvents, { participant: "001", kind: "gastrostomy", at: { months: 5.1 } }],
        adverseEvents: [{ participant: "001", systemOrganClass: "a", preferredTerm: "b", start: { days: 160 } }],
      }),
    ).toEqual(["clinicalEvents.1 after-death", "adverseEvents.0.start after-death"]);
  });

  it("an undated value counts as early as its visit's window allows", () => {
    const deathOn = (days: number) => [{ participant: "001", kind: "death", at: { days } }];
    // V9 is planned for day 121.75 and may be held 14 days earlier.
    expect(problemsOf({ clinicalEvents: deathOn(108), observations: [score("001", "V9", 20)] })).toEqual([]);
    expect(problemsOf({ clinicalEvents: deathOn(107), observations: [score("001", "V9", 20)] })).toEqual(["observations.0 after-death"]);
  });

  it("events that end before they start, and doses out of order", () => {
    expect(
      problemsOf({
        doses: [{ participant: "001", number: 1, at: { days: 5 } }, { participant: "001", number: 2, at: { days: 0 } }],
        adverseEvents: [
          { participant: "001", systemOrganClass: "a", preferredTerm: "b", start: { days: 5 }, end: { days: 4 } },
          // A partial date may still be right.
          { participant: "001", systemOrganClass: "a", preferredTerm: "b", start: { date: "2012-03-20" }, end: { date: "2012-03" } },
        ],
      }),
    ).toEqual(["doses.1.at impossible-order", "adverseEvents.0.end impossible-order"]);
  });

  it("a grade of 6, and the bad date beside it", () => {
    expect(
      problemsOf({ adverseEvents: [{ participant: "009", systemOrganClass: "a", preferredTerm: "b", grade: 6, start: { date: "2012-00" } }] }),
    ).toEqual(["adverseEvents.0.grade invalid-value", "adverseEvents.0.start.date invalid-date", "adverseEvents.0.participant unknown-key"]);
  });

  it("a biomarker in another unit, twice, or below nothing", () => {
    const sample = { participant: "001", visit: "V5", biomarker: "tgfb1" };
    expect(
      problemsOf({
        biomarkerSamples: [
          { ...sample, unit: "ng/mL", value: 3 },
          { ...sample, unit: "pg/mL", below: 15.4 },
          { ...sample, visit: "V9", unit: "pg/mL", value: -1 },
          { ...sample, visit: "V1", unit: "pg/mL" },
        ],
      }),
    ).toEqual([
      "biomarkerSamples.3 invalid-value",
      "biomarkerSamples.0.unit conflict",
      "biomarkerSamples.1 duplicate",
      "biomarkerSamples.2.value out-of-range",
    ]);
  });

  it("times counted from what is not there", () => {
    expect(
      problemsOf({
        adverseEvents: ["dose:1", "V99", "V9"].map((from) => ({ participant: "001", systemOrganClass: "a", preferredTerm: "b", start: { days: 1, from } })),
      }),
    ).toEqual(["adverseEvents.0.start.from unknown-key", "adverseEvents.1.start.from unknown-key"]);
  });

  it.each([[null], [7], ["records"], [[]], [{ participants: {} }], [{}], [{ participants: [], observation: [] }]])("records that are %j", (records) => {
    const untyped: TrialRecords = JSON.parse(JSON.stringify(records));
    const result = safeReadTrialData(trial, untyped);
    expect(result.ok).toBe(false);
  });

  it("a day on the wrong side of baseline, or other than its date", () => {
    expect(problemsOf({ observations: [{ ...score("001", "V9", 30), day: -20 }] })).toEqual(["observations.0.day impossible-order"]);
    expect(problemsOf({ observations: [{ ...score("001", "V9", 30), date: "2012-07-03", day: 121 }] })).toEqual(["observations.0.day conflict"]);
    expect(problemsOf({ observations: [{ ...score("001", "V9", 30), date: "2012-07-03", day: 120 }] })).toEqual([]);
    expect(problemsOf({ observations: [{ ...score("001", "V9", 30), day: Number.NaN }] })).toEqual(["observations.0.day not-finite"]);
    // 002 has no baseline date, and needs none.
    expect(problemsOf({ observations: [{ ...score("002", "V9", 30), day: 118 }] })).toEqual([]);
  });

  it("a value on a day after the death", () => {
    const records = { observations: [{ ...score("002", "V9", 30), day: 118 }], clinicalEvents: [{ participant: "002", kind: "death", at: { days: 90 } }] };
    expect(problemsOf(records)).toEqual(["observations.0 after-death"]);
  });

  it("a date on the wrong side of baseline", () => {
    expect(problemsOf({ observations: [{ ...score("001", "V9", 30), date: "2011-07-01" }] })).toEqual(["observations.0.date impossible-order"]);
    expect(problemsOf({ observations: [{ ...score("001", "V9", 30), date: "2012-09-01" }] })).toEqual([]);
  });

  it("but not a field that is undefined, which is no field", () => {
    const observations = [{ ...score("001", "V9", 30), date: undefined, missing: undefined }];
    expect(problemsOf({ participants: [{ id: "001", arm: "msc", baselineDate: undefined, covariates: { age: undefined } }], observations })).toEqual([]);
  });

  it("but not a number in text where the covariate is a number, nor a code that looks like one", () => {
    const data = readTrialData(trial, { participants: [{ id: "001", arm: "msc", covariates: { age: "54.5" } }] });
    expect(data.participants[0]?.covariates).toEqual({ age: 54.5 });
    const zero = readTrialData(trial, { participants: [{ id: "001", arm: "msc", covariates: { age: "-0" } }] });
    expect(zero.participants[0]?.covariates).toStrictEqual({ age: 0 });
  });

  it("and reads minus zero as zero", () => {
    const data = readTrialData(trial, { participants, observations: [score("001", "V9", -0)], doses: [{ participant: "001", number: 1, at: { days: -0 } }] });
    expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
  });

  it("holes in a sparse array", () => {
    const rows = [score("001", "V1", 40)];
    rows.length = 3;
    expect(problemsOf({ observations: rows })).toEqual(["observations.1 missing-field", "observations.2 missing-field"]);
  });
});

describe("hostile names", () => {
  it.each(["__proto__", "constructor", "hasOwnProperty", "toString"])("a participant called %s is a participant like any other", (id) => {
    const data = readTrialData(trial, {
      participants: [{ id, arm: "msc" }],
      observations: [score(id, "V5", 30)],
      doses: [{ participant: id, number: 1, at: { days: 0 } }],
      adverseEvents: [{ participant: id, systemOrganClass: id, preferredTerm: id, start: { days: 1, from: "dose:1" } }],
    });
    expect(data.participants[0]?.id).toBe(id);
    expect(data.adverseEvents[0]?.start?.earliest).toBe(1);
  });

  it("an undeclared covariate called __proto__ is refused, not inherited", () => {
    const covariates = JSON.parse('{ "constructor": 1 }');
    expect(problemsOf({ participants: [{ id: "001", arm: "msc", covariates }] })).toEqual(["participants.0.covariates.constructor unknown-key"]);
    expect(messagesOf({ participants: [{ id: "001", arm: "msc", covariates: JSON.parse('{ "__proto__": 1 }') }] })).toEqual([
      'participants[0]: covariates is not valid: no entry can be called "__proto__"',
    ]);
  });
});

describe("time zones", () => {
  const zone = process.env["TZ"];
  afterEach(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  });

  it.each(["UTC", "Pacific/Auckland", "America/Los_Angeles", "Pacific/Apia"])("cannot shift a day: %s", (name) => {
    process.env["TZ"] = name;
    // Apia had no 30 December 2011; both hemispheres change their clocks between these dates.
    const data = readTrialData(trial, {
      participants: [{ id: "001", arm: "msc", baselineDate: "2011-12-29" }],
      observations: [
        { ...score("001", "V9", 30), date: "2011-12-31" },
        { ...score("001", "V10", 30), date: "2012-06-29" },
      ],
    });
    expect(data.observations.map(({ day }) => day)).toEqual([2, 183]);
  });
});

it("isTrialwiseError recognises the error of a reader", () => {
  try {
    readTrialData(trial, { participants: [{ id: "", arm: "msc" }] });
    expect.unreachable();
  } catch (error) {
    expect(isTrialwiseError(error) && error.code).toBe("invalid-records");
  }
});
