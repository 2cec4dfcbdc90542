import { describe, expect, it } from "vitest";
import { tallyAdverseEvents } from "trialwise/safety";
import { alsfrsR } from "trialwise/instruments";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { TrialRecords } from "trialwise/trial";

const trial = defineTrial({
  id: "deaths",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
  measures: { alsfrsR },
  populations: { randomised: { label: "Randomised", rule: { kind: "disposition", status: "randomised" } } },
});

const ids = { msc: ["m1", "m2"], control: ["c1", "c2", "c3", "c4", "c5", "c6"] };
const participants = [...ids.msc.map((id) => ({ id, arm: "msc" })), ...ids.control.map((id) => ({ id, arm: "control" })), { id: "screened", arm: "control" }];

function tallyOf(records: Omit<TrialRecords, "participants">) {
  const dispositions = [...[...ids.msc, ...ids.control].map((participant) => ({ participant, status: "randomised" }) as const), ...(records.dispositions ?? [])];
  return tallyAdverseEvents(readTrialData(trial, { participants, ...records, dispositions }), {
    population: "randomised",
    windows: { enrolled: { start: { days: 0, from: "V1" }, end: { months: 4 } }, treated: { start: { days: 0 }, end: { months: 6 } } },
    categories: { all: {} },
  });
}

describe("deaths", () => {
  const tally = tallyOf({
    clinicalEvents: [
      { participant: "m1", kind: "death", at: { months: 5 }, description: "Respiratory failure" },
      { participant: "c1", kind: "death", at: { months: -2 } },
      { participant: "c1", kind: "gastrostomy", at: { months: -2.5 } },
      { participant: "screened", kind: "death", at: { days: -100 } },
    ],
    dispositions: [
      { participant: "c1", status: "died", at: { months: -2 }, reason: "Sudden cardiac arrest" },
      { participant: "c2", status: "died", at: { days: 130 }, reason: "Respiratory failure" },
      { participant: "c2", status: "withdrew", at: { days: 100 } },
      { participant: "c6", status: "died" },
    ],
    adverseEvents: [
      { participant: "c3", systemOrganClass: "Respiratory", preferredTerm: "Respiratory failure", start: { days: 90 }, end: { days: 110 }, outcome: "fatal" },
      { participant: "c3", systemOrganClass: "Infections", preferredTerm: "Pneumonia", start: { days: 80 }, grade: 5 },
      { participant: "c4", systemOrganClass: "Cardiac", preferredTerm: "Cardiac arrest", start: { days: 150 }, outcome: "fatal" },
      { participant: "m1", systemOrganClass: "Respiratory", preferredTerm: "Respiratory failure", start: { months: 5 }, outcome: "fatal" },
      { participant: "m2", systemOrganClass: "Nervous", preferredTerm: "Headache", outcome: "recovered" },
    ],
    observations: [{ participant: "c5", visit: "V9", measure: "alsfrsR", missing: "died" }],
  });

  it("are found in every record that knows of one, each participant once, the best record first", () => {
    expect(tally.deaths).toEqual([
      { participant: "m1", arm: "msc", day: { earliest: 152.1875, latest: 152.1875 }, cause: "Respiratory failure", fatalEvents: ["Respiratory failure"], source: "clinical-event" },
      { participant: "c1", arm: "control", day: { earliest: -60.875, latest: -60.875 }, cause: "Sudden cardiac arrest", fatalEvents: [], source: "clinical-event" },
      { participant: "c2", arm: "control", day: { earliest: 130, latest: 130 }, cause: "Respiratory failure", fatalEvents: [], source: "disposition" },
      { participant: "c3", arm: "control", day: { earliest: 110, latest: 110 }, cause: "Pneumonia; Respiratory failure", fatalEvents: ["Pneumonia", "Respiratory failure"], source: "adverse-event" },
      { participant: "c4", arm: "control", cause: "Cardiac arrest", fatalEvents: ["Cardiac arrest"], source: "adverse-event" },
      { participant: "c5", arm: "control", fatalEvents: [], source: "observation" },
      { participant: "c6", arm: "control", fatalEvents: [], source: "disposition" },
    ]);
  });

  it("belong to the windows that they may lie in, by arm and by cause", () => {
    const { enrolled, treated } = tally.windows;
    expect(enrolled.deaths.byArm.msc).toEqual({ participants: 0, proportion: 0, participantIds: [] });
    // c1 before baseline, c3 on day 110, c5 by month 4, c6 on no day that is known; c4 not before its fatal event began on day 150.
    expect(enrolled.deaths.byArm.control).toEqual({ participants: 4, proportion: 4 / 6, participantIds: ["c1", "c3", "c5", "c6"] });
    expect(treated.deaths.byArm.msc.participantIds).toEqual(["m1"]);
    expect(treated.deaths.byArm.control.participantIds).toEqual(["c2", "c3", "c4", "c5", "c6"]);
    expect(treated.deaths.byCause.map(({ cause, byArm }) => [cause, byArm.msc.participants, byArm.control.participants])).toEqual([
      // Two each: of no recorded cause, and of respiratory failure.
      [undefined, 0, 2], ["Respiratory failure", 1, 1], ["Cardiac arrest", 0, 1], ["Pneumonia; Respiratory failure", 0, 1],
    ]);
  });

  it("whose day is open lie after the last value and by the first visit that was missing for death", () => {
    const { enrolled, treated } = tallyOf({
      dispositions: [{ participant: "c2", status: "died" }],
      // Both were seen at month 4, the end of the first window; of c2 nothing more is known, c1 was dead at month 6.
      observations: [
        { participant: "c1", visit: "V9", measure: "alsfrsR", value: 30 },
        { participant: "c1", visit: "V10", measure: "alsfrsR", missing: "died" },
        { participant: "c2", visit: "V9", measure: "alsfrsR", value: 31 },
        // Dead by baseline, where the second window opens, and before it.
        { participant: "c3", visit: "V5", measure: "alsfrsR", missing: "died" },
        { participant: "c4", visit: "V1", measure: "alsfrsR", missing: "died" },
      ],
    }).windows;
    expect(enrolled.deaths.byArm.control.participantIds).toEqual(["c3", "c4"]);
    expect(treated.deaths.byArm.control.participantIds).toEqual(["c1", "c2", "c3"]);
  });

  it("with a partial date lie after the last value, too", () => {
    const { windows, deaths } = tallyAdverseEvents(
      readTrialData(trial, {
        participants: [{ id: "m1", arm: "msc", baselineDate: "2012-01-01" }],
        dispositions: [{ participant: "m1", status: "randomised" }],
        clinicalEvents: [{ participant: "m1", kind: "death", at: { date: "2012" } }],
        observations: [{ participant: "m1", visit: "V9", measure: "alsfrsR", value: 30 }],
      }),
      { population: "randomised", windows: { before: { start: { days: 0 }, end: { months: 4 } }, after: { start: { months: 4 }, end: { months: 6 } } }, categories: { all: {} } },
    );
    expect(deaths).toMatchObject([{ day: { earliest: 0, latest: 365 } }]);
    // Seen at month 4, the last day of the first window.
    expect([windows.before, windows.after].map(({ deaths }) => deaths.byArm.msc.participants)).toEqual([0, 1]);
  });

  it("are on the first day on which a fatal event ended", () => {
    const fatal = (preferredTerm: string, day: number) => ({
      participant: "c1", systemOrganClass: "Respiratory", preferredTerm, start: { days: 80 }, end: { days: day }, outcome: "fatal" as const,
    });
    for (const adverseEvents of [[fatal("Pneumonia", 120), fatal("Respiratory failure", 110)], [fatal("Respiratory failure", 110), fatal("Pneumonia", 120)]]) {
      expect(tallyOf({ adverseEvents }).deaths).toMatchObject([{ participant: "c1", day: { earliest: 110, latest: 110 } }]);
    }
  });

  it("survive JSON, causes named like an object's own fields included", () => {
    const hostile = tallyOf({ clinicalEvents: [{ participant: "m1", kind: "death", at: { days: 1 }, description: "__proto__" }] });
    expect(hostile.windows.treated.deaths.byCause.map(({ cause }) => cause)).toEqual(["__proto__"]);
    expect(JSON.parse(JSON.stringify(hostile))).toStrictEqual(hostile);
    expect(JSON.parse(JSON.stringify(tally))).toStrictEqual(tally);
  });
});
