import { type AdamLoss, type AdamMapping, type Dataset, fromAdam, readDatasetJson, toAdam, toDatasetJson } from "trialwise/cdisc";
import { kaplanMeier, timeToEvent } from "trialwise/survival";
import { defineTrial, readTrial, readTrialData, type TrialRecords } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { trial } from "./arbitraryTrialData.ts";
import { hasPilot, readPilot } from "./pilot.ts";

const created = "2026-01-31T12:00:00";
const people: TrialRecords["participants"] = [
  { id: "01", arm: "msc", baselineDate: "2014-01-02", covariates: { age: 54, site: "01" } },
  { id: "02", arm: "control", baselineDate: "2014-03-11" },
  { id: "03", arm: "control" },
];
const dataOf = (records: Omit<TrialRecords, "participants">) => readTrialData(trial, { participants: people, ...records });
const write = (records: Omit<TrialRecords, "participants">) => toAdam(dataOf(records), { created });
const rowsOf = (dataset: Dataset | undefined) => (dataset === undefined ? undefined : dataset.rows.map((row) => Object.values(row).slice(1)));
const namesOf = (dataset: Dataset | undefined) => dataset?.columns.map(({ name }) => name).slice(1);
const losses = (lost: readonly AdamLoss[]) => lost.map(({ records, index, field, kind }) => `${records} ${index} ${field} ${kind}`);

describe("toAdam", () => {
  it("writes the columns that some row has a value for", () => {
    const { datasets, lost } = write({
      observations: [{ participant: "01", visit: "V5", measure: "alsfrsR", date: "2014-01-02", value: 36 }, { participant: "01", visit: "V9", measure: "slowVitalCapacitySitting", date: "2014-05-05", missing: "unknown" }, { participant: "01", visit: "V9", measure: "alsfrsR", day: 123, value: 33 }],
      doses: [{ participant: "01", number: 1, at: { date: "2014-01-02" }, treatment: "cells", routes: ["intrathecal"], amount: { value: 1e8, unit: "cells" } }],
      adverseEvents: [
        { participant: "01", systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", grade: 2, serious: false, related: { product: "yes" }, start: { date: "2014-01-01" }, end: { date: "2014-02" }, outcome: "recovered" },
        { participant: "01", systemOrganClass: "Injury", preferredTerm: "Fall", related: { product: "unstated" } },
      ],
      dispositions: [{ participant: "01", status: "randomised", at: { date: "2013-12-30" } }, { participant: "02", status: "withdrew", at: { days: 40 }, reason: "Travel" }, { participant: "03", status: "completed" }],
      clinicalEvents: [{ participant: "01", kind: "death", at: { date: "2015-01" }, description: "Respiratory failure" }],
    });
    expect(lost).toEqual([]);
    expect(namesOf(datasets.adsl)).toEqual([
      "USUBJID", "TRT01P", "TRT01PN", "RFSTDT", "TRTSDT", "AGE", "SITE", "RANDDT", "RANDDY", "EOSSTT", "EOSDY", "DCSREAS", "DCSREASP", "DTHFL", "DTHDTC", "DTHCAUS",
    ]);
    expect(rowsOf(datasets.adsl)).toEqual([
      ["01", "BM-MSC", 1, "2014-01-02", "2014-01-02", 54, "01", "2013-12-30", -3, "", null, "", "", "Y", "2015-01", "Respiratory failure"],
      ["02", "Placebo", 2, "2014-03-11", null, null, null, null, null, "DISCONTINUED", 41, "WITHDRAWAL BY SUBJECT", "Travel", "", "", ""],
      ["03", "Placebo", 2, null, null, null, null, null, null, "COMPLETED", null, "", "", "", "", ""],
    ]);
    expect(namesOf(datasets.adae)).toEqual(["USUBJID", "AESEQ", "AEDECOD", "AEBODSYS", "ASTDT", "ASTDY", "AEENDTC", "AETOXGR", "AESER", "AEREL", "AEOUT"]);
    expect(rowsOf(datasets.adae)).toEqual([
      ["01", 1, "Headache", "Nervous system disorders", "2014-01-01", -1, "2014-02", "2", "N", "Y", "RECOVERED/RESOLVED"],
      ["01", 2, "Fall", "Injury", null, null, "", "", "", "UNSTATED", ""],
    ]);
    expect(rowsOf(datasets.adex)).toEqual([["01", 1, "Cells", 1e8, "cells", "intrathecal", "2014-01-02", 1]]);
    // V1 has no label, V5 is called baseline; 5 May is day 124 when 2 January is day 1.
    expect(rowsOf(datasets.adobs)).toEqual([
      ["01", "ALSFRSR", "ALSFRS-R (points)", "Baseline", 2, 36, "2014-01-02", 1, "Y"],
      ["01", "SLOWVIT2", "Slow vital capacity, sitting (%)", "Month 4", 3, null, "2014-05-05", 124, ""],
      ["01", "ALSFRSR", "ALSFRS-R (points)", "Month 4", 3, 33, null, 124, ""],
    ]);
    expect(datasets.adtte).toBeUndefined();
    for (const dataset of Object.values(datasets)) expect(readDatasetJson(JSON.parse(JSON.stringify(toDatasetJson(dataset))))).toStrictEqual(dataset);
  });

  it("names codes, columns and flags as it is told", () => {
    const data = dataOf({ doses: [{ participant: "02", number: 1, at: { days: 0 } }], observations: [{ participant: "01", visit: "V5", measure: "alsfrsR", value: 1 }] });
    const { datasets, mapping } = toAdam(data, { created, study: "X-1", parameters: { alsfrsR: "ALSFRST" }, covariates: { age: "AGEYRS" }, flags: { safety: "SAFFL" } });
    expect(datasets.adsl.rows.map((row) => [row["STUDYID"], row["AGEYRS"], row["SAFFL"]])).toEqual([["X-1", 54, "N"], ["X-1", null, "Y"], ["X-1", null, "N"]]);
    expect(datasets.adsl.columns.find(({ name }) => name === "SAFFL")?.label).toBe("Safety population Flag");
    expect(datasets.adobs?.rows[0]?.["PARAMCD"]).toBe("ALSFRST");
    expect(mapping.bds?.["adobs"]?.measures["ALSFRST"]).toBe("alsfrsR");
    expect(mapping.adsl.covariates).toEqual({ age: "AGEYRS", site: "SITE" });
    expect(datasets.adsl.studyOID).toBe("X-1");
  });

  it("writes times to events, which come back as they were", () => {
    const data = dataOf({ clinicalEvents: [{ participant: "01", kind: "death", at: { days: 310 } }], dispositions: [{ participant: "02", status: "completed", at: { days: 365 } }] });
    const { rows, unit } = timeToEvent(data, { kind: "time-to-event", events: ["death"] }, { unit: "day" });
    const times = { parameter: "OS", label: "Overall survival", unit, participant: rows.map(({ participant }) => participant), time: rows.map(({ time }) => time), event: rows.map(({ outcome }) => outcome === "event") };
    const { datasets, mapping } = toAdam(data, { created, timeToEvent: [times] });
    const read = fromAdam(datasets, mapping).timeToEvent;
    expect(read).toStrictEqual([{ ...times, group: rows.map(({ arm }) => (arm === "msc" ? "msc" : "control")) }]);
    expect(kaplanMeier({ time: read[0]!.time, event: read[0]!.event }).counts.events).toBe(1);
  });

  it("survives JSON", () => {
    const result = write({ adverseEvents: [{ participant: "01", systemOrganClass: "C", preferredTerm: "T", priorGrade: 1 }] });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });

  it("writes no participants as no rows", () => {
    const empty = toAdam(readTrialData(trial, { participants: [] }), { created });
    expect(empty.datasets.adsl.rows).toEqual([]);
    expect(fromAdam(empty.datasets, empty.mapping).records.participants).toEqual([]);
  });

  it.skipIf(!hasPilot)("gives the CDISC pilot study's records again", () => {
    const arms = { Placebo: "placebo", "Xanomeline Low Dose": "low", "Xanomeline High Dose": "high" };
    const mapping: AdamMapping = { adsl: { arms, flags: { SAFFL: "SAFFL", EFFFL: "EFFFL" }, covariates: { age: "AGE", bmi: "BMIBL" }, doses: { first: "TRTSDT", last: "TRTEDT" } } };
    const first = fromAdam({ adsl: readDatasetJson(readPilot("adsl")), adae: readDatasetJson(readPilot("adae")), adtte: readDatasetJson(readPilot("adtte")) }, mapping);
    const flag = { kind: "category" as const, label: "Flag", levels: ["Y", "N"] };
    const pilot = readTrial({
      id: "CDISCPILOT01",
      arms: Object.fromEntries(Object.entries(arms).map(([label, arm]) => [arm, { label, role: "experimental" }])),
      covariates: { SAFFL: flag, EFFFL: flag, age: { kind: "number", label: "Age" }, bmi: { kind: "number", label: "Body-mass index" } },
    });
    const data = readTrialData(pilot, first.records);
    const written = toAdam(data, { created, timeToEvent: first.timeToEvent });
    expect(written.lost).toEqual([]);
    const second = fromAdam(written.datasets, written.mapping);
    expect(readTrialData(pilot, second.records)).toEqual(data);
    expect(second.timeToEvent).toEqual(first.timeToEvent);
    expect([second.notPlaced, second.changed]).toEqual([[], []]);
  });
});

describe("what is lost", () => {
  it("is listed record by record", () => {
    const { lost, datasets, mapping } = write({
      observations: [{ participant: "01", visit: "V9", measure: "alsfrsR", missing: "not-done" }],
      biomarkerSamples: [{ participant: "01", visit: "V5", biomarker: "nfl", unit: "pg/mL", value: 3 }],
      doses: [{ participant: "03", number: 1, at: { weeks: 2 }, routes: ["a;b"] }],
      adverseEvents: [
        { participant: "01", systemOrganClass: " ", preferredTerm: "T" },
        { participant: "01", systemOrganClass: "C", preferredTerm: "T ", priorGrade: 1, worsenedAt: { days: 40 }, related: { procedure: "yes" }, start: { months: 1 } },
        { participant: "01", systemOrganClass: "C", preferredTerm: "T", related: { product: "no" } },
      ],
      clinicalEvents: [{ participant: "01", kind: "relapse", at: { days: 5 } }],
      dispositions: [
        { participant: "01", status: "screened" }, { participant: "01", status: "randomised" }, { participant: "01", status: "completed", reason: "As planned", at: { days: 100 } },
        { participant: "01", status: "withdrew" }, { participant: "01", status: "died", at: { days: 400 }, reason: "Fall" },
      ],
    });
    expect(losses(lost)).toEqual([
      "dispositions 0 null not-written", "dispositions 3 null not-written", "clinicalEvents 0 null not-written", "dispositions 1 null not-written", "dispositions 2 reason not-written",
      "dispositions 4 null reads-otherwise",
      "adverseEvents 0 null not-written", "adverseEvents 1 priorGrade not-written", "adverseEvents 1 worsenedAt not-written", "adverseEvents 1 related.procedure not-written",
      "adverseEvents 1 related.product reads-otherwise", "adverseEvents 1 start reads-otherwise", "adverseEvents 1 preferredTerm reads-otherwise",
      "doses 0 at reads-otherwise", "doses 0 routes reads-otherwise", "observations 0 missing reads-otherwise", "biomarkerSamples 0 null not-written",
    ]);
    const { records } = fromAdam(datasets, mapping);
    // A month is 30.4375 days, the nearest whole day is 30.
    expect(records.adverseEvents?.[0]).toStrictEqual({ participant: "01", systemOrganClass: "C", preferredTerm: "T", related: { product: "unstated" }, start: { days: 30 } });
    expect(records.clinicalEvents).toStrictEqual([{ participant: "01", kind: "death", at: { days: 400 }, description: "Fall" }]);
    expect(records.dispositions).toStrictEqual([{ participant: "01", status: "completed", at: { days: 100 } }]);
    expect(records.doses).toStrictEqual([{ participant: "03", number: 1, at: { days: 14 }, routes: ["a", "b"] }]);
  });

  it("is a time that no whole number can say", () => {
    const { lost } = write({ doses: [{ participant: "03", number: 1, at: { days: 1e300 } }] });
    expect(losses(lost)).toEqual(["doses 0 at not-written"]);
  });

  it("are no words: labels that are not told apart give way to keys", () => {
    const twins = defineTrial({ id: "x", arms: { a: { label: "Same", role: "experimental" }, b: { label: "Same", role: "control" } }, visits: { V0: { label: " Baseline", at: { days: 0 }, baseline: true }, " V1": { label: "Later", at: { days: 1 } } } });
    const data = readTrialData(twins, { participants: [{ id: "1", arm: "b" }] });
    expect(toAdam(data, { created }).datasets.adsl.rows[0]?.["TRT01P"]).toBe("b");
    const measured = defineTrial({ ...twins, measures: { m: { label: "M", unit: "", better: "higher" } } });
    const observed = readTrialData(measured, { participants: [{ id: "1", arm: "b" }], observations: [{ participant: "1", visit: " V1", measure: "m", value: 1 }] });
    const { datasets, mapping } = toAdam(observed, { created });
    expect(datasets.adobs?.rows[0]?.["AVISIT"]).toBe("Visit 2");
    expect(fromAdam(datasets, mapping).records.observations?.[0]?.visit).toBe(" V1");
  });
});

describe("what the caller gets wrong", () => {
  const times = { parameter: "OS", participant: ["01"], time: [1], event: [true] };

  it.each([
    ["no date of writing", {}, "toAdam: options must have created; created is missing"],
    ["a date that is none", { created: "today" }, "the dataset has 1 problem"],
    ["an option that does not exist", { created, flag: {} }, 'toAdam: options must not have "flag". Did you mean "flags"?'],
    ["a measure that does not exist", { created, parameters: { alsfrs: "A" } }, 'toAdam: parameters must not have "alsfrs". Did you mean "alsfrsR"?'],
    ["a population that does not exist", { created, flags: { safe: "SAFFL" } }, 'toAdam: flags must not have "safe". Did you mean "safety"?'],
    ["a code that is too long", { created, parameters: { alsfrsR: "ALSFRSREVISED" } }, "at most 8 capitals, digits and underscores, no digit first"],
    ["a code given twice", { created, parameters: { alsfrsR: "A", slowVitalCapacity: "A" } }, 'toAdam: parameters "A" is taken'],
    ["a column that is ADaM's own", { created, covariates: { age: "USUBJID" } }, 'toAdam: covariates "USUBJID" is taken'],
    ["a flag that is a covariate", { created, flags: { safety: "AGE" } }, 'toAdam: flags "AGE" is taken'],
    ["times of somebody else", { created, timeToEvent: [{ ...times, participant: ["09"] }] }, "must be among the data's participants; received \"09\""],
    ["times given twice", { created, timeToEvent: [times, times] }, 'timeToEvent[1].parameter "OS" is that of earlier times'],
    ["somebody's times twice", { created, timeToEvent: [{ ...times, participant: ["01", "01"], time: [1, 2], event: [true, true] }] }, "is listed twice"],
    ["lists of different lengths", { created, timeToEvent: [{ ...times, time: [] }] }, "must have a participant, a time and an event for each row"],
    ["a time that is none", { created, timeToEvent: [{ ...times, time: [Number.NaN] }] }, "must be a finite number; received NaN"],
    ["a time before the origin", { created, timeToEvent: [{ ...times, time: [-1] }] }, "must not be negative; received -1"],
    ["an event that is none", { created, timeToEvent: [{ ...times, event: [1] }] }, "must be true or false; received 1"],
    ["a parameter that is none", { created, timeToEvent: [{ ...times, parameter: "" }] }, "must be text without blanks at its ends"],
  ])("%s", (_, options, message) => expect(() => Reflect.apply(toAdam, undefined, [dataOf({}), options])).toThrow(message));

  it.each([[["01", "01 "]], [[" "]]])("ids that blanks alone tell apart, %j", (ids) => {
    const data = readTrialData(trial, { participants: ids.map((id) => ({ id, arm: "msc" })) });
    expect(() => toAdam(data, { created })).toThrow("must be told apart without the blanks at the ends of their ids");
  });
});
