import { alsfrsR } from "trialwise/instruments";
import { changeFromBaseline } from "trialwise/change";
import { classifyResponders } from "trialwise/response";
import { defineTrial, noWorsening, readTrialData, safeReadTrialData, type TrialRecords } from "trialwise/trial";
import { describe, expect, it } from "vitest";

const trial = defineTrial({
  id: "deaths",
  arms: { a: { label: "A", role: "experimental" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { alsfrsR },
  biomarkers: { nfl: { label: "NfL", matrix: "CSF", unit: "pg/mL" } },
  endpoints: { change4: { kind: "change", measure: "alsfrsR", to: "V9" } },
});

const baseline = { participant: "1", visit: "V5", measure: "alsfrsR", value: 30 };
const participants = [{ id: "1", arm: "a", baselineDate: "2012-01-01" }];
const fatal = { participant: "1", systemOrganClass: "Respiratory disorders", preferredTerm: "Respiratory failure", grade: 5 } as const;

/** However little is recorded of a death, a value that is missing after it is missing because of it. */
const deaths: readonly (readonly [string, Partial<TrialRecords>])[] = [
  ["a death on a day", { clinicalEvents: [{ participant: "1", kind: "death", at: { months: 2 } }] }],
  [
    "a death on a day, with a blank cell at the visit,",
    {
      clinicalEvents: [{ participant: "1", kind: "death", at: { months: 2 } }],
      observations: [baseline, { participant: "1", visit: "V9", measure: "alsfrsR", missing: "unknown" }],
    },
  ],
  ["a death in a month", { clinicalEvents: [{ participant: "1", kind: "death", at: { date: "2012-05" } }] }],
  ["a death in the year of baseline", { clinicalEvents: [{ participant: "1", kind: "death", at: { date: "2012" } }] }],
  ["a disposition on a day", { dispositions: [{ participant: "1", status: "died", at: { months: 2 } }] }],
  ["a disposition without a day", { dispositions: [{ participant: "1", status: "died" }] }],
  ["a fatal adverse event", { adverseEvents: [{ ...fatal, start: { months: 2 }, end: { months: 2 } }] }],
  ["a fatal adverse event without an end", { adverseEvents: [{ ...fatal, start: { months: 2 } }] }],
  ["a value missing for death", { observations: [baseline, { participant: "1", visit: "V9", measure: "alsfrsR", missing: "died" }] }],
];

describe("a participant who died before the visit", () => {
  it.each(deaths)("%s is the reason of the missing value", (_, records) => {
    const data = readTrialData(trial, { participants, observations: [baseline], ...records });
    expect(changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }).excluded).toEqual([{ participant: "1", arm: "a", reason: "died", visit: "V9" }]);
    // The dead count as non-responders even where other missing values are excluded.
    const responders = classifyResponders(data, { rule: noWorsening({ of: "change4" }), missing: "excluded" });
    expect(responders.byArm.a.n).toBe(1);
  });

  it.each([
    ["the visit says so", { missing: "died" }],
    ["the visit says so, with its day", { missing: "died", day: 130 }],
    ["the visit was held after the death", { missing: "unknown", day: 130 }],
  ] as const)("counts as dead also after the visit's planned day, where %s", (_, found) => {
    const observations = [baseline, { participant: "1", visit: "V9", measure: "alsfrsR", ...found }];
    const data = readTrialData(trial, { participants, observations, clinicalEvents: [{ participant: "1", kind: "death", at: { days: 125 } }] });
    const [row] = classifyResponders(data, { rule: noWorsening({ of: "change4" }), missing: "excluded" }).rows;
    expect([row?.status, row?.reason]).toEqual(["non-responder", "died"]);
  });

  it("is not dead at a visit with a value, however early the death may have been", () => {
    const data = readTrialData(trial, {
      participants,
      observations: [baseline, { ...baseline, visit: "V9", value: 31 }],
      clinicalEvents: [{ participant: "1", kind: "death", at: { date: "2012" } }],
    });
    expect(classifyResponders(data, { rule: noWorsening({ of: "change4" }) }).rows[0]?.status).toBe("responder");
  });

  it("died where the first of several fatal events ended, in whatever order they are recorded", () => {
    const ended = { ...fatal, preferredTerm: "Pneumonia", start: { months: 1 }, end: { months: 2 } };
    for (const other of [fatal, { ...fatal, start: { months: 1 } }, { ...fatal, start: { months: 1 }, end: { months: 5 } }, { ...fatal, end: { months: 5 } }]) {
      const reasons = [[ended, other], [other, ended]].map((adverseEvents) => {
        const data = readTrialData(trial, { participants, observations: [baseline], adverseEvents });
        return changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }).excluded[0]?.reason;
      });
      expect(reasons).toEqual(["died", "died"]);
    }
  });

  it.each<readonly [string, string, Partial<TrialRecords>]>([
    // V9 is on day 121.75; the month of May is days 121 to 151, the year days 0 to 365.
    ["no-observation", "the fatal event began later in the month of death", { adverseEvents: [{ ...fatal, start: { date: "2012-05-20" } }] }],
    ["no-observation", "the fatal event ended later in the month of death", { adverseEvents: [{ ...fatal, end: { date: "2012-05-20" } }] }],
    ["no-observation", "a disposition has the day", { dispositions: [{ participant: "1", status: "died", at: { date: "2012-05-20" } }] }],
    ["died", "a lesser record contradicts the month", { dispositions: [{ participant: "1", status: "died", at: { date: "2012-03-20" } }] }],
    ["died", "a fatal event is said to have ended the month after", { adverseEvents: [{ ...fatal, end: { date: "2012-06-20" } }] }],
  ])("is %s in the month of the visit where %s", (reason, _, records) => {
    const clinicalEvents = [{ participant: "1", kind: "death", at: { date: "2012-05" } }] as const;
    const data = readTrialData(trial, { participants, observations: [baseline], clinicalEvents, ...records });
    expect(changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }).excluded[0]?.reason).toBe(reason);
  });

  it("is merely missing where the death came later", () => {
    const data = readTrialData(trial, { participants, observations: [baseline], clinicalEvents: [{ participant: "1", kind: "death", at: { months: 5 } }] });
    expect(changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }).excluded[0]?.reason).toBe("no-observation");
  });
});

describe("a value after a death", () => {
  it.each([
    ["a clinical event", { clinicalEvents: [{ participant: "1", kind: "death", at: { months: 1 } }] }],
    ["a disposition", { dispositions: [{ participant: "1", status: "died", at: { months: 1 } }] }],
  ] as const)("told of by %s is refused, and the message says that its day is the planned one", (_, records) => {
    const result = safeReadTrialData(trial, { participants, observations: [{ ...baseline, visit: "V9" }], ...records });
    expect(result.ok ? [] : result.issues.map(({ message }) => message)).toEqual([
      'alsfrsR has a value without a date at V9, planned on day 121.8, after the death of participant "1" on day 30.4; give its date, or a window to the visit, if it was taken earlier than planned',
    ]);
  });

  it("is refused as a sample too, dated or planned", () => {
    const sample = { participant: "1", visit: "V9", biomarker: "nfl", unit: "pg/mL", value: 5 };
    const clinicalEvents = [{ participant: "1", kind: "death", at: { months: 1 } }] as const;
    for (const biomarkerSamples of [[sample], [{ ...sample, day: 100 }]]) {
      const result = safeReadTrialData(trial, { participants, biomarkerSamples, clinicalEvents });
      expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["after-death"]);
    }
    expect(safeReadTrialData(trial, { participants, biomarkerSamples: [{ ...sample, day: 20 }], clinicalEvents }).ok).toBe(true);
  });

  it("a death recorded twice is refused", () => {
    const result = safeReadTrialData(trial, { participants, dispositions: [{ participant: "1", status: "died" }, { participant: "1", status: "died" }] });
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["duplicate"]);
  });
});
