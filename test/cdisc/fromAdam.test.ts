import { readFileSync } from "node:fs";
import { type AdamDataset, type AdamMapping, fromAdam, type FromAdamResult, readDatasetJson, toDatasetJson } from "trialwise/cdisc";
import { tallyAdverseEvents } from "trialwise/safety";
import { kaplanMeier } from "trialwise/survival";
import { defineTrial, evaluatePopulation, readTrialData } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/repository.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { hasPilot, readPilot } from "./pilot.ts";

interface Counts {
  readonly participants: { readonly [arm: string]: number };
  /** `class / term | arm`: participants and events. */
  readonly tables: { readonly [category: string]: { readonly [cell: string]: readonly [number, number] } };
  /** Participants, events and the sum of times. */
  readonly timeToEvent: { readonly [arm: string]: readonly [number, number, number] };
  readonly startDays: { readonly n: number; readonly sum: number; readonly smallest: number; readonly largest: number };
}

const fixture = (name: string) => JSON.parse(readFileSync(`${repositoryRoot}test/reference/cdisc/${name}.json`, "utf8"));
const madeUp: { readonly datasets: { readonly [name: string]: unknown }; readonly counts: Counts & { readonly scores: { readonly [visit: string]: readonly [number, number] } } } = fixture("madeUp");
const pilotCounts: Counts = fixture("pilot").counts;

/** Tallies of treatment-emergent events, in the form of the reference counts. */
function countsOf(result: FromAdamResult, arms: { readonly [treatment: string]: string }): Counts {
  const labels = new Map(Object.entries(arms).map(([label, arm]) => [arm, label]));
  const trial = defineTrial({
    id: "adam",
    arms: Object.fromEntries([...labels].map(([arm, label]) => [arm, { label, role: "experimental" as const }])),
    visits: { baseline: { at: { days: 0 }, baseline: true }, week8: { at: { weeks: 8 } }, week16: { at: { weeks: 16 } } },
    measures: { alsfrsR: { label: "ALSFRS-R", unit: "points", better: "higher", range: { from: 0, to: 48 }, step: 1 } },
    covariates: { SAFFL: { kind: "category", label: "Safety population", levels: ["Y", "N"] } },
    populations: { safety: { label: "Safety", rule: { kind: "level", covariate: "SAFFL", levels: ["Y"] } } },
  });
  const data = readTrialData(trial, result.records);
  const tally = tallyAdverseEvents(data, {
    population: "safety",
    windows: { all: { start: { days: -10_000 }, end: "end-of-follow-up" } },
    categories: {
      all: {}, mild: { grade: { from: 1, to: 1 } }, moderate: { grade: { from: 2, to: 2 } }, severe: { grade: { from: 3, to: 3 } },
      serious: { serious: true }, related: { relatedTo: "product" },
    },
  });
  const tables = Object.fromEntries(
    Object.entries(tally.windows.all.categories).map(([category, table]) => {
      const rows = [
        { name: "", byArm: table.overall.byArm },
        ...table.systemOrganClasses.flatMap((row) => [
          { name: row.systemOrganClass, byArm: row.byArm },
          ...row.preferredTerms.map((term) => ({ name: `${row.systemOrganClass} / ${term.preferredTerm}`, byArm: term.byArm })),
        ]),
      ];
      const cells = rows.flatMap(({ name, byArm }) =>
        Object.entries(byArm).map(([arm, { participants, events }]) => [`${name} | ${labels.get(arm)}`, [participants, events]] as const),
      );
      return [category, Object.fromEntries(cells.filter(([, [, events]]) => events > 0))];
    }),
  );
  const [times] = result.timeToEvent;
  const armTimes = (arm: string) => {
    const members = (times?.group ?? []).flatMap((group, index) => (group === arm ? [index] : []));
    return { time: members.map((index) => times!.time[index]!), event: members.map((index) => times!.event[index]!) };
  };
  const timeToEvent = Object.fromEntries(
    [...labels].map(([arm, label]) => {
      const { participants, events } = kaplanMeier(armTimes(arm)).counts;
      return [label, [participants, events, armTimes(arm).time.reduce((sum, time) => sum + time, 0)] as const];
    }),
  );
  const days = data.adverseEvents.flatMap(({ start }) => (start === undefined ? [] : [start.earliest]));
  return {
    participants: Object.fromEntries([...labels].map(([arm, label]) => [label, tally.denominators[arm]!])),
    tables: JSON.parse(JSON.stringify(tables)),
    timeToEvent: JSON.parse(JSON.stringify(timeToEvent)),
    startDays: { n: days.length, sum: days.reduce((sum, day) => sum + day, 0), smallest: Math.min(...days), largest: Math.max(...days) },
  };
}

const madeUpArms = { Placebo: "placebo", "Low dose": "low", "High dose": "high" };
const madeUpDatasets = () => ({
  adsl: readDatasetJson(madeUp.datasets["adsl"]),
  adae: readDatasetJson(madeUp.datasets["adae"]),
  adtte: readDatasetJson(madeUp.datasets["adtte"]),
  adqs: readDatasetJson(madeUp.datasets["adqs"]),
});
const madeUpMapping = {
  adsl: { arms: madeUpArms, flags: { SAFFL: "SAFFL" } },
  adae: { where: { TRTEMFL: ["Y"] } },
  bds: { adqs: { measures: { ALSFRST: "alsfrsR" }, visits: { Baseline: "baseline", "Week 8": "week8", "Week 16": "week16" } } },
} as const satisfies AdamMapping;

const table = (names: string, ...rows: readonly (readonly (string | number | null)[])[]): AdamDataset => {
  const columns = names.split(" ").map((name) => ({ name }));
  return { columns, rows: rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null]))) };
};
const adsl = table("USUBJID TRT01P TRTSDT", ["01", "Active", "2014-01-02"], ["02", "Placebo", null]);
const mapping = { adsl: { arms: { Active: "active", Placebo: "placebo" } } };
const reasons = ({ notPlaced }: FromAdamResult) => notPlaced.map(({ dataset, row, reason, column }) => `${dataset} ${row} ${reason} ${column}`);
const changes = ({ changed }: FromAdamResult) => changed.map(({ dataset, row, reason, column }) => `${dataset} ${row} ${reason} ${column}`);

describe("fromAdam", () => {
  it("gives the counts of made-up datasets that plain loops give", () => {
    const result = fromAdam(madeUpDatasets(), madeUpMapping);
    const { scores, ...counts } = madeUp.counts;
    expect(countsOf(result, madeUpArms)).toEqual(counts);
    const observed = (result.records.observations ?? []).flatMap((observation) => (observation.value === undefined ? [] : [observation]));
    const visits = Object.entries(madeUpMapping.bds.adqs.visits).map(([name, visit]) => {
      const values = observed.filter((observation) => observation.visit === visit).map(({ value }) => value);
      return [name, [values.length, values.reduce((sum, value) => sum + value, 0)]];
    });
    expect(Object.fromEntries(visits)).toEqual(scores);
    // Every event of the file is a record or listed.
    const { adae } = madeUpDatasets();
    expect(result.notPlaced.every(({ dataset, reason }) => dataset === "adae" && reason === "not-chosen")).toBe(true);
    expect(result.records.adverseEvents!.length + result.notPlaced.length).toBe(adae.rows.length);
    expect(result.changed).toEqual([]);
  });

  it("gives the made-up datasets back to the letter", () => {
    for (const dataset of Object.values(madeUp.datasets)) expect(JSON.stringify(toDatasetJson(readDatasetJson(dataset)))).toBe(JSON.stringify(dataset));
  });

  it.skipIf(!hasPilot)("gives the counts of the CDISC pilot study that plain loops give", () => {
    const arms = { Placebo: "placebo", "Xanomeline Low Dose": "low", "Xanomeline High Dose": "high" };
    const datasets = { adsl: readDatasetJson(readPilot("adsl")), adae: readDatasetJson(readPilot("adae")), adtte: readDatasetJson(readPilot("adtte")) };
    const result = fromAdam(datasets, { adsl: { arms, flags: { SAFFL: "SAFFL" } }, adae: { where: { TRTEMFL: ["Y"] } } });
    expect(countsOf(result, arms)).toEqual(pilotCounts);
    expect(result.notPlaced).toHaveLength(1191 - 1126);
    expect(result.changed).toEqual([]);
    // ADSL flags three deaths and dates none: the end of the study does, whose reason they are.
    const deaths = result.records.dispositions?.filter(({ status }) => status === "died");
    expect([result.records.clinicalEvents, deaths?.map(({ at }) => at !== undefined)]).toEqual([undefined, [true, true, true]]);
    // The arms by number, and all 1191 events.
    const all = fromAdam(datasets, { adsl: { arm: "TRT01PN", arms: { 0: "placebo", 54: "low", 81: "high" }, flags: { SAFFL: "SAFFL" } } });
    expect(all.records.adverseEvents).toHaveLength(1191);
    expect([all.notPlaced, all.changed]).toEqual([[], []]);
    expect(all.records.participants.map(({ arm }) => arm)).toEqual(result.records.participants.map(({ arm }) => arm));
  });

  it("leaves deep-frozen input as it is, and its result survives JSON", () => {
    const result = fromAdam(deepFreeze(madeUpDatasets()), deepFreeze(structuredClone(madeUpMapping)));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });
});

describe("participants", () => {
  it("have arm, baseline date, covariates and flags; blank covariates are unknown, blank flags N", () => {
    const people = table("USUBJID TRT01A TRTSDT AGE SEX ITTFL", ["01", "Active", "2014-01-02T10:30", 54, "F", "Y"], ["02", "Placebo", null, null, "", ""]);
    const result = fromAdam({ adsl: people }, { adsl: { ...mapping.adsl, arm: "TRT01A", covariates: { age: "AGE", sex: "SEX" }, flags: { intentToTreat: "ITTFL" } } });
    expect(result).toStrictEqual({
      records: {
        participants: [
          { id: "01", arm: "active", baselineDate: "2014-01-02", covariates: { age: "54", sex: "F", intentToTreat: "Y" } },
          { id: "02", arm: "placebo", covariates: { intentToTreat: "N" } },
        ],
      },
      timeToEvent: [],
      notPlaced: [],
      changed: [],
    });
  });

  it("who died have the day of death, or a disposition without one", () => {
    const people = table(
      "USUBJID TRT01P TRTSDT DTHDT DTHFL",
      ["01", "Active", "2014-01-02", "2014-03", "Y"], ["02", "Active", "2014-01-02", null, "Y"], ["03", "Active", null, "2014-05-01", "Y"], ["04", "Active", "2014-01-02", "unknown", ""],
      ["05", "Active", "2014-01-02", null, "N"], ["06", "Active", "2014-01-02", null, ""], ["07", "Active", "2014-01-02", null, "?"],
    );
    const result = fromAdam({ adsl: people }, mapping);
    expect(result.records.clinicalEvents).toEqual([{ participant: "01", kind: "death", at: { date: "2014-03" } }]);
    expect(result.records.dispositions).toEqual(["02", "03", "04"].map((participant) => ({ participant, status: "died" })));
    expect(changes(result)).toEqual(["adsl 2 no-baseline-date DTHDT", "adsl 3 not-a-date DTHDT", "adsl 6 not-mapped DTHFL"]);
  });

  it("who ended the study have the disposition that its reason stands for", () => {
    const people = table(
      "USUBJID TRT01P TRTSDT EOSSTT EOSDT DCSREAS DCSREASP RANDDT",
      ["01", "Active", "2014-01-02", "COMPLETED", "2015-01-02", "", "", "2013-12-30"], ["02", "Active", "2014-01-02", "DISCONTINUED", "2014-03-02", "Adverse Event", "Headache", ""],
      ["03", "Active", "2014-01-02", "Discontinued", "", "Lost to Follow-up", "", ""], ["04", "Active", "2014-01-02", "DISCONTINUED", "2014-05-01", "Physician Decision", "", ""],
      ["05", "Active", "2014-01-02", "DISCONTINUED", null, "", "", ""], ["06", "Active", "2014-01-02", "ONGOING", "2014-06-01", "", "", ""], ["07", "Active", null, "COMPLETED", "2014-06-01", "", "", ""],
      ["08", "Active", "2014-01-02", "STOPPED", "2014-06-01", "", "", ""], ["09", "Active", "2014-01-02", "DISCONTINUED", "2014-06-01", "Protocol Violation", "", "soon"],
    );
    const result = fromAdam({ adsl: people }, mapping);
    expect(result.records.dispositions).toStrictEqual([
      { participant: "01", status: "randomised", at: { date: "2013-12-30" } },
      { participant: "01", status: "completed", at: { date: "2015-01-02" } },
      { participant: "02", status: "stopped-for-adverse-event", at: { date: "2014-03-02" }, reason: "Headache" },
      { participant: "03", status: "lost-to-follow-up" },
      { participant: "04", status: "withdrew", at: { date: "2014-05-01" }, reason: "Physician Decision" },
      { participant: "05", status: "withdrew" },
      { participant: "07", status: "completed" },
      { participant: "09", status: "excluded", at: { date: "2014-06-01" }, reason: "Protocol Violation" },
    ]);
    expect(changes(result)).toEqual(["adsl 6 no-baseline-date EOSDT", "adsl 7 not-mapped EOSSTT", "adsl 8 not-a-date RANDDT"]);
    const own = fromAdam({ adsl: people }, { adsl: { ...mapping.adsl, endDate: "TRTSDT", endReasons: { "Physician Decision": "excluded" } } });
    expect(own.records.dispositions?.find(({ participant }) => participant === "04")).toEqual({ participant: "04", status: "excluded", at: { date: "2014-01-02" }, reason: "Physician Decision" });
  });

  it("who died are told once, by the best record", () => {
    const people = table(
      "USUBJID TRT01P TRTSDT EOSSTT RFENDTC DCSREAS DTHFL DTHDTC DTHADY DTHCAUS",
      ["01", "Active", "2014-01-02", "DISCONTINUED", "2014-06", "Death", "Y", "", null, "Respiratory failure"], ["02", "Active", "2014-01-02", "COMPLETED", "2014-06-01", "", "Y", "2014---09", null, "Fall"],
      ["03", "Active", null, "COMPLETED", "", "", "Y", "", 30, ""], ["04", "Active", "2014-01-02", "COMPLETED", "", "", "Y", "", null, "Fall"], ["05", "Active", "2014-01-02", "COMPLETED", "", "", "", "", 0, ""],
    );
    const result = fromAdam({ adsl: people }, mapping);
    expect(result.records.clinicalEvents).toStrictEqual([
      { participant: "02", kind: "death", at: { date: "2014" }, description: "Fall" },
      { participant: "03", kind: "death", at: { days: 29 } },
    ]);
    expect(result.records.dispositions?.filter(({ status }) => status === "died")).toStrictEqual([
      { participant: "01", status: "died", at: { date: "2014-06" } },
      { participant: "04", status: "died", reason: "Fall" },
      { participant: "05", status: "died" },
    ]);
    expect(changes(result)).toEqual(["adsl 4 not-a-day DTHADY"]);
  });

  it("have a first and a last dose where the mapping says so", () => {
    const people = table(
      "USUBJID TRT01P TRTSDT TRTEDT",
      ["01", "Active", "2014-01-02", "2014-03-02"], ["02", "Active", "2014-01-02", "2014-01-02"], ["03", "Active", "2014-01-02", null], ["04", "Active", null, null],
    );
    const doses = fromAdam({ adsl: people }, { adsl: { ...mapping.adsl, doses: { first: "TRTSDT", last: "TRTEDT" } } }).records.doses;
    expect(doses?.map(({ participant, number, at }) => [participant, number, at.date])).toEqual([["01", 1, "2014-01-02"], ["01", 2, "2014-03-02"], ["02", 1, "2014-01-02"], ["03", 1, "2014-01-02"]]);
    expect(fromAdam({ adsl: people }, mapping).records.doses).toBeUndefined();
  });

  it("flags make a population", () => {
    const trial = defineTrial({
      id: "x",
      arms: { active: { label: "A", role: "experimental" }, placebo: { label: "P", role: "control" } },
      covariates: { ITTFL: { kind: "category", label: "Intention to treat", levels: ["Y", "N"] } },
      populations: { itt: { label: "ITT", rule: { kind: "level", covariate: "ITTFL", levels: ["Y"] } } },
    });
    const people = table("USUBJID TRT01P ITTFL", ["01", "Active", "Y"], ["02", "Placebo", "N"], ["03", "Placebo", null]);
    const { records } = fromAdam({ adsl: people }, { adsl: { ...mapping.adsl, flags: { ITTFL: "ITTFL" } } });
    expect(evaluatePopulation(readTrialData(trial, records), "itt").members).toEqual(["01"]);
  });

  it("that cannot be placed are listed", () => {
    const people = table("USUBJID TRT01P TRTSDT X", ["01", "Active", "2014", "Z"], [null, "Active"], ["01", "Placebo"], ["02", ""], ["03", "Screen failure"], ["04", "active"]);
    const result = fromAdam({ adsl: people }, { adsl: { ...mapping.adsl, flags: { x: "X" } } });
    expect(reasons(result)).toEqual([
      "adsl 1 no-participant USUBJID", "adsl 2 duplicate-participant USUBJID", "adsl 3 no-arm TRT01P", "adsl 4 arm-not-mapped TRT01P", "adsl 5 arm-not-mapped TRT01P",
    ]);
    expect(changes(result)).toEqual(["adsl 0 not-a-date TRTSDT", "adsl 0 not-mapped X"]);
    expect(result.records.participants).toEqual([{ id: "01", arm: "active" }]);
  });
});

describe("adverse events", () => {
  const names = "USUBJID AEBODSYS AEDECOD ASTDT ASTDY ASTDTF AENDT AENDY AESEV AESER AEREL AEOUT";

  it("have every field", () => {
    const adae = table(names, ["01", "CARDIAC DISORDERS", "SYNCOPE", "2014-01-05", 4, "", "2014-01-09", 8, "SEVERE", "Y", "Probable", "RECOVERED/RESOLVED WITH SEQUELAE"]);
    expect(fromAdam({ adsl, adae }, mapping).records.adverseEvents).toStrictEqual([
      {
        participant: "01", systemOrganClass: "CARDIAC DISORDERS", preferredTerm: "SYNCOPE", grade: 3, serious: true, related: { product: "yes" },
        start: { date: "2014-01-05" }, end: { date: "2014-01-09" }, outcome: "recovered-with-sequelae",
      },
    ]);
  });

  it.each([[1, 0], [2, 1], [-1, -1], [-7, -7], [180, 179]])("study day %i is day %i", (studyDay, days) => {
    const adae = table("USUBJID AEBODSYS AEDECOD ASTDY", ["02", "C", "T", studyDay]);
    expect(fromAdam({ adsl, adae }, mapping).records.adverseEvents).toStrictEqual([{ participant: "02", systemOrganClass: "C", preferredTerm: "T", start: { days } }]);
  });

  it("a grade comes before a severity, and words can be given", () => {
    const adae = table("USUBJID AEBODSYS AEDECOD AESEV AETOXGR AEREL", ["01", "C", "T", "MILD", "4", "QUITE"], ["01", "C", "T", "MILD", null, null]);
    const events = fromAdam({ adsl, adae }, { ...mapping, adae: { relations: { QUITE: "yes" } } }).records.adverseEvents;
    expect(events?.map(({ grade, related }) => [grade, related?.product])).toEqual([[4, "yes"], [undefined, "unstated"]]);
    expect(fromAdam({ adsl, adae }, { ...mapping, adae: { grade: "AESEV" } }).records.adverseEvents?.map(({ grade }) => grade)).toEqual([1, 1]);
    expect(changes(fromAdam({ adsl, adae }, mapping))).toEqual(["adae 0 not-mapped AEREL"]);
  });

  it("a class may stand under AESOC, a date known in part under AESTDTC", () => {
    const adae = table(
      "USUBJID AESOC AEDECOD ASTDT AESTDTC AEENDTC",
      ["01", "C", "T", null, "2014-03", "2014-04-01T10:00"], ["01", "C", "T", "2014-02-01", "2014-02", "--12"], ["01", "C", "T", null, "2014---15", ""], ["01", "C", "T", null, "15MAR2014", ""],
    );
    const result = fromAdam({ adsl, adae }, mapping);
    expect(result.records.adverseEvents?.map(({ start, end }) => [start?.date, end?.date])).toEqual([["2014-03", "2014-04-01"], ["2014-02-01", undefined], ["2014", undefined]]);
    expect(reasons(result)).toEqual(["adae 3 not-a-date AESTDTC"]);
  });

  it("a completed date is kept, or cut to what was known", () => {
    const adae = table("USUBJID AEBODSYS AEDECOD ASTDT ASTDTF", ["01", "C", "T", "2014-03-15", "D"], ["01", "C", "T", "2014-07-01", "M"], ["01", "C", "T", "2014-01-02", "Y"], ["01", "C", "T", "2014-01-04", ""]);
    const starts = (imputedDates: "as-given" | "known-part") => fromAdam({ adsl, adae }, { ...mapping, adae: { imputedDates } }).records.adverseEvents?.map(({ start }) => start?.date);
    expect(starts("as-given")).toEqual(["2014-03-15", "2014-07-01", "2014-01-02", "2014-01-04"]);
    expect(starts("known-part")).toEqual(["2014-03", "2014", undefined, "2014-01-04"]);
  });

  it("a flag of completion that is none takes no date away, and is listed", () => {
    const adae = table("USUBJID AEBODSYS AEDECOD ASTDT ASTDTF", ["01", "C", "T", "2014-03-15", "d"], ["01", "C", "T", "2014-03-15", "N"], ["01", "C", "T", "2014-03-15", "Y"]);
    const result = fromAdam({ adsl, adae }, { ...mapping, adae: { imputedDates: "known-part" } });
    expect(result.records.adverseEvents?.map(({ start }) => start?.date)).toEqual(["2014-03", "2014-03-15", undefined]);
    expect(changes(result)).toEqual(["adae 1 not-mapped ASTDTF"]);
    expect(changes(fromAdam({ adsl, adae }, mapping))).toEqual([]);
  });

  it("text after a date that is no time of day is no date", () => {
    const starts = ["2014-01-05T07:15", "2014-01-05T07:15:00+02:00", "2014-01-05Tsoon", "2014-01-05T24:00", "2014-01-05t07:15"];
    const result = fromAdam({ adsl, adae: table("USUBJID AEBODSYS AEDECOD ASTDT", ...starts.map((start) => ["01", "C", "T", start])) }, mapping);
    expect(result.records.adverseEvents?.map(({ start }) => start?.date)).toEqual(["2014-01-05", "2014-01-05"]);
    expect(reasons(result)).toEqual([2, 3, 4].map((row) => `adae ${row} not-a-date ASTDT`));
  });

  it("that cannot be placed are listed, and so is what they lack", () => {
    const adae = table(
      names,
      ["01", "C", "T", "2014-01-05", 5], [null, "C", "T"], ["09", "C", "T"], ["01", "", "T"], ["01", "C", null],
      ["02", "C", "T", "2014-01-05"], ["01", "C", "T", "05JAN2014"], ["01", "C", "T", null, 0], ["01", "C", "T", null, 1.5], ["01", "C", "T", "2014-01-05", 4, "", "x"],
      ["01", "C", "T", "2014-01-05", 99, "", "", "soon"], ["01", "C", "T", null, null, null, null, null, "AWFUL", "?", "?", "?"],
    );
    const result = fromAdam({ adsl, adae }, mapping);
    expect(reasons(result)).toEqual([
      "adae 1 no-participant USUBJID", "adae 2 unknown-participant USUBJID", "adae 3 no-term AEBODSYS", "adae 4 no-term AEDECOD", "adae 5 no-baseline-date ASTDT",
      "adae 6 not-a-date ASTDT", "adae 7 not-a-day ASTDY", "adae 8 not-a-day ASTDY", "adae 9 not-a-date AENDT", "adae 10 not-a-day AENDY",
    ]);
    // Row 10 is not placed, so that what differs there changes no record.
    expect(changes(result)).toEqual([
      "adae 0 day-differs-from-date ASTDY", "adae 11 not-mapped AESEV", "adae 11 not-mapped AESER", "adae 11 not-mapped AEREL", "adae 11 not-mapped AEOUT",
    ]);
    expect(result.records.adverseEvents).toHaveLength(2);
  });
});

describe("doses", () => {
  const names = "USUBJID EXTRT EXDOSE EXDOSU EXROUTE ASTDT EXSTDTC EXSEQ";

  it("are numbered by their dates", () => {
    const adex = table(
      names,
      ["01", "Cells", 5, "mL", "INTRATHECAL; INTRAVENOUS", "2014-03-05", "", 1], ["01", "Cells", "1,000", "cells", "", "2014-01-02", "", 2], ["01", "Sham", 0, "mL", "INTRATHECAL", null, "2014-02-01T10:00", 3],
      ["02", "Cells", 5, "mL", "", null, "", 1], ["01", "Cells", 5, "", "", null, "2014-04", 4], ["01", "Cells", "much", "mL", "", "2014-05-05", "", 5],
    );
    const result = fromAdam({ adsl, adex }, { ...mapping, adex: { treatments: { Cells: "cells" } } });
    expect(result.records.doses).toStrictEqual([
      { participant: "01", number: 1, at: { date: "2014-01-02" }, treatment: "cells", amount: { value: 1000, unit: "cells" } },
      { participant: "01", number: 2, at: { date: "2014-02-01" }, routes: ["INTRATHECAL"], amount: { value: 0, unit: "mL" } },
      { participant: "01", number: 3, at: { date: "2014-03-05" }, treatment: "cells", routes: ["INTRATHECAL", "INTRAVENOUS"], amount: { value: 5, unit: "mL" } },
      { participant: "01", number: 4, at: { date: "2014-04" }, treatment: "cells" },
      { participant: "01", number: 5, at: { date: "2014-05-05" }, treatment: "cells" },
    ]);
    expect(reasons(result)).toEqual(["adex 3 no-time ASTDT"]);
    expect(changes(result)).toEqual(["adex 2 not-mapped EXTRT", "adex 4 no-unit EXDOSU", "adex 5 not-a-value EXDOSE"]);
  });

  it("have the numbers of a column where one is named", () => {
    const adex = table(names, ["01", "", null, "", "", "2014-03-05", "", 2], ["01", "", null, "", "", "2014-02-02", "", 1], ["01", "", null, "", "", "2014-04-02", "", 2], ["01", "", null, "", "", "2014-04-02", "", 0], ["01", "", null, "", "", "2014-04-02", "", null]);
    const result = fromAdam({ adsl, adex }, { ...mapping, adex: { number: "EXSEQ" } });
    expect(result.records.doses?.map(({ number, at }) => [number, at.date])).toEqual([[2, "2014-03-05"], [1, "2014-02-02"]]);
    expect(reasons(result)).toEqual(["adex 3 no-number EXSEQ", "adex 4 no-number EXSEQ", "adex 2 repeats-earlier-row EXSEQ"]);
  });
});

describe("observations", () => {
  const bds = { adqs: { measures: { T: "total" }, visits: { Baseline: "V0", "Week 8": "V8" } } };
  const names = "USUBJID PARAMCD AVISIT AVAL ADT ADY ANL01FL";

  it("are dated by date, else counted by study day, and missing for an unknown reason", () => {
    const adqs = table(names, ["01", "T", "Baseline", "1,036.5", null, 1], ["01", "T", "Week 8", null, "2014-02-27", 57], ["02", "T", "Baseline", 3, null, 1]);
    expect(fromAdam({ adsl, adqs }, { ...mapping, bds }).records.observations).toStrictEqual([
      { participant: "01", visit: "V0", measure: "total", day: 0, value: 1036.5 },
      { participant: "01", visit: "V8", measure: "total", date: "2014-02-27", missing: "unknown" },
      { participant: "02", visit: "V0", measure: "total", day: 0, value: 3 },
    ]);
  });

  it("flagged as baseline are the baseline visit's, whatever their visit", () => {
    const adlb = table("USUBJID PARAMCD AVISIT AVAL ABLFL", ["01", "T", "Baseline", 1, ""], ["01", "T", "Screening", 2, "Y"], ["01", "T", "Week 8", 3, ""], ["02", "T", "Baseline", 4, "Y"]);
    const result = fromAdam({ adsl, adlb }, { ...mapping, bds: { adlb: { ...bds.adqs, baselineVisit: "V0" } } });
    expect(result.records.observations?.map(({ participant, visit, value }) => [participant, visit, value])).toEqual([["01", "V0", 2], ["01", "V8", 3], ["02", "V0", 4]]);
    expect(reasons(result)).toEqual(["adlb 0 not-chosen ABLFL"]);
  });

  it("on days that are none are listed", () => {
    const adqs = table(names, ["01", "T", "Baseline", 1, null, 1e300], ["01", "T", "Week 8", 2, null, 0], ["02", "T", "Baseline", 3, null, -2]);
    const result = fromAdam({ adsl, adqs }, { ...mapping, bds });
    expect(result.records.observations?.map(({ value, day }) => [value, day])).toEqual([[3, -2]]);
    expect(reasons(result)).toEqual(["adqs 0 not-a-day ADY", "adqs 1 not-a-day ADY"]);
  });

  it("have no comma but between thousands", () => {
    const adqs = table(names, ["01", "T", "Baseline", "3,5"], ["01", "T", "Week 8", "12,345.5"], ["02", "T", "Baseline", "1,2345"], ["02", "T", "Week 8", "-0"]);
    const result = fromAdam({ adsl, adqs }, { ...mapping, bds });
    expect(result.records.observations?.map(({ value }) => value)).toEqual([12345.5, 0]);
    expect(reasons(result)).toEqual(["adqs 0 not-a-value AVAL", "adqs 2 not-a-value AVAL"]);
  });

  it("that cannot be placed are listed", () => {
    const adqs = table(
      names,
      ["01", "T", "Baseline", 5, null, null, "Y"], ["01", "U", "Baseline", 5], ["01", "T", "Week 9", 5], ["01", "T", null, 5], ["01", "T", "Week 8", "five"],
      ["01", "T", "Baseline", 6], ["01", "T", "Week 8", 6, "2014-02"], ["09", "T", "Week 8", 6], ["02", "T", "Week 8", 6, "2014-02-02"],
    );
    expect(reasons(fromAdam({ adsl, adqs }, { ...mapping, bds }))).toEqual([
      "adqs 1 parameter-not-mapped PARAMCD", "adqs 2 visit-not-mapped AVISIT", "adqs 3 visit-not-mapped AVISIT", "adqs 4 not-a-value AVAL",
      "adqs 5 repeats-earlier-row AVISIT", "adqs 6 not-a-date ADT", "adqs 7 unknown-participant USUBJID", "adqs 8 no-baseline-date ADT",
    ]);
    const chosen = fromAdam({ adsl, adqs }, { ...mapping, bds: { adqs: { ...bds.adqs, where: { ANL01FL: ["Y"] } } } });
    expect(chosen.notPlaced.map(({ reason }) => reason)).toEqual(Array.from({ length: 8 }, () => "not-chosen"));
  });
});

describe("times to events", () => {
  it("stand by parameter, and rows without a time or a censoring are listed", () => {
    const adtte = table(
      "USUBJID PARAMCD AVAL CNSR",
      ["01", "OS", 12, 0], ["02", "OS", 7.5, 2], ["01", "PFS", 3, 1], ["01", "OS", 4, 0], ["02", "PFS", null, 0], ["02", "PFS", -1, 0], ["02", "PFS", 4, null], ["02", "PFS", 4, -1], ["09", "OS", 1, 1], ["02", "", 1, 1],
    );
    const result = fromAdam({ adsl, adtte }, mapping);
    expect(result.timeToEvent).toStrictEqual([
      { parameter: "OS", participant: ["01", "02"], group: ["active", "placebo"], time: [12, 7.5], event: [true, false] },
      { parameter: "PFS", participant: ["01"], group: ["active"], time: [3], event: [false] },
    ]);
    expect(reasons(result)).toEqual([
      "adtte 3 repeats-earlier-row PARAMCD", "adtte 4 no-time AVAL", "adtte 5 no-time AVAL", "adtte 6 no-censoring CNSR", "adtte 7 no-censoring CNSR",
      "adtte 8 unknown-participant USUBJID", "adtte 9 parameter-not-mapped PARAMCD",
    ]);
  });
});

describe("labels and units of times to events", () => {
  it("are those of the first row, and rows in another unit are listed", () => {
    const adtte = table("USUBJID PARAMCD PARAM AVAL AVALU CNSR", ["01", "OS", "Overall survival", 12, "MONTHS", 0], ["02", "OS", "Overall survival", 300, "DAYS", 0]);
    const result = fromAdam({ adsl, adtte }, mapping);
    expect(result.timeToEvent).toStrictEqual([{ parameter: "OS", label: "Overall survival", unit: "MONTHS", participant: ["01"], group: ["active"], time: [12], event: [true] }]);
    expect(reasons(result)).toEqual(["adtte 1 other-unit AVALU"]);
  });
});

describe("what the caller gets wrong", () => {
  const run = (datasets: object, given: object) => () => Reflect.apply(fromAdam, undefined, [datasets, given]);

  it.each([
    ["no ADSL", {}, mapping, "fromAdam: the datasets must have adsl; adsl is missing"],
    ["no arms", { adsl }, { adsl: {} }, "fromAdam: mapping.adsl must have arms; arms is missing"],
    ["a misspelt field", { adsl }, { adsl: { ...mapping.adsl, flag: {} } }, 'fromAdam: mapping.adsl must not have "flag". Did you mean "flags"?'],
    ["a misspelt column", { adsl }, { adsl: { ...mapping.adsl, baselineDate: "TRTSD" } }, 'fromAdam: adsl must have the column "TRTSD". Did you mean "TRTSDT"?'],
    ["a column that is needed", { adsl: table("USUBJID TRT01A", ["01", "Active"]) }, mapping, 'fromAdam: adsl must have the column "TRT01P". Did you mean "TRT01A"?'],
    ["a dataset without a mapping", { adsl, adaes: adsl }, mapping, 'fromAdam: mapping.bds must say how "adaes" is read. Or is it "adae"?'],
    ["a dataset that is none", { adsl: { columns: 5, rows: [] } }, mapping, "fromAdam: adsl must have lists of columns and of rows by column name, as readDatasetJson gives them"],
    ["rows that are none", { adsl: { columns: [], rows: [null] } }, mapping, "fromAdam: adsl must have lists of columns and of rows by column name, as readDatasetJson gives them"],
    ["arms that are no words", { adsl }, { adsl: { arms: { Active: 1 } } }, "fromAdam: mapping.adsl.arms.Active must be text; received 1"],
    ["arms that are none", { adsl }, { adsl: { arms: null } }, "fromAdam: mapping.adsl.arms must be an object; received null"],
    ["measures that are none", { adsl, adqs: adsl }, { ...mapping, bds: { adqs: { measures: [], visits: {} } } }, "fromAdam: mapping.bds.adqs.measures must be an object; received an array of 0"],
    ["doses from two places", { adsl, adex: adsl }, { adsl: { ...mapping.adsl, doses: { first: "TRTSDT" } } }, "fromAdam: doses come from adex or from mapping.adsl.doses, not from both"],
    ["doses without a first", { adsl }, { adsl: { ...mapping.adsl, doses: { last: "TRTSDT" } } }, 'fromAdam: mapping.adsl.doses must have first; first is missing'],
    ["reasons that are no words", { adsl }, { adsl: { ...mapping.adsl, endReasons: { Death: 5 } } }, "fromAdam: mapping.adsl.endReasons.Death must be text; received 5"],
    ["no flag of the baseline", { adsl, adqs: table("USUBJID PARAMCD AVISIT AVAL") }, { ...mapping, bds: { adqs: { measures: {}, visits: {}, baselineVisit: "V0" } } }, 'fromAdam: adqs must have the column "ABLFL"'],
    ["exposure as basic data", { adsl }, { ...mapping, bds: { adex: { measures: {}, visits: {} } } }, "fromAdam: adex is no dataset in the Basic Data Structure; hand it over under another name than in mapping.bds.adex"],
    ["a filter that is no list", { adsl }, { adsl: { ...mapping.adsl, where: { TRT01P: "Active" } } }, 'fromAdam: mapping of adsl: where.TRT01P must be a list of values; received "Active"'],
    ["an option that does not exist", { adsl, adae: table("USUBJID AEBODSYS AEDECOD") }, { ...mapping, adae: { imputedDates: "drop" } }, 'fromAdam: adae.imputedDates must be one of "as-given", "known-part"; received "drop"'],
  ])("%s", (_, datasets, given, message) => expect(run(datasets, given)).toThrow(message));
});

describe("hostile input", () => {
  it("ids, terms and words may be __proto__ or constructor, and reach no prototype", () => {
    const people = table("USUBJID TRT01P", ["__proto__", "Active"], ["constructor", "Active"], ["02", "__proto__"], ["03", "constructor"]);
    const adae = table("USUBJID AEBODSYS AEDECOD AESEV AEREL", ["__proto__", "__proto__", "toString", "constructor", "__proto__"]);
    const adqs = table("USUBJID PARAMCD AVISIT AVAL", ["constructor", "constructor", "__proto__", 1]);
    const result = fromAdam({ adsl: people, adae, adqs }, { ...mapping, bds: { adqs: { measures: {}, visits: {} } } });
    expect(result.records.participants.map(({ id }) => id)).toEqual(["__proto__", "constructor"]);
    expect(result.records.adverseEvents).toStrictEqual([{ participant: "__proto__", systemOrganClass: "__proto__", preferredTerm: "toString" }]);
    expect(reasons(result)).toEqual(["adsl 2 arm-not-mapped TRT01P", "adsl 3 arm-not-mapped TRT01P", "adqs 0 parameter-not-mapped PARAMCD"]);
    expect(changes(result)).toEqual(["adae 0 not-mapped AESEV", "adae 0 not-mapped AEREL"]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("a cell that is no value is none, even where it contains itself", () => {
    const cell: unknown[] = [];
    cell.push(cell);
    const people: AdamDataset = { columns: adsl.columns, rows: [...adsl.rows, ...JSON.parse('[{"USUBJID":{},"TRT01P":"Active"}]'), Object.assign(JSON.parse("{}"), { USUBJID: cell })] };
    expect(reasons(fromAdam({ adsl: people }, mapping))).toEqual(["adsl 2 no-participant USUBJID", "adsl 3 no-participant USUBJID"]);
  });

  it("a million characters are a term, or listed at once", () => {
    const long = "9".repeat(1e6);
    const adae = table("USUBJID AEBODSYS AEDECOD ASTDT", ["01", long, long, null], ["01", "C", "T", long]);
    const adqs = table("USUBJID PARAMCD AVISIT AVAL ADY", ["01", "T", "V", long, null], ["01", "T", "V", 1, long]);
    const result = fromAdam({ adsl, adae, adqs }, { ...mapping, bds: { adqs: { measures: { T: "t" }, visits: { V: "v" } } } });
    expect(result.records.adverseEvents?.[0]?.preferredTerm).toHaveLength(1e6);
    expect(reasons(result)).toEqual(["adae 1 not-a-date ASTDT", "adqs 0 not-a-value AVAL", "adqs 1 not-a-day ADY"]);
  });
});
