import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { tallyAdverseEvents } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent, AdverseEventOutcome, Answer, Grade } from "trialwise/trial";

// Real data that lie beside the repository on some machines and are not part of it: ADSL, ADAE and ADTTE of the CDISC pilot study
// CDISCPILOT01 (xanomeline against placebo in Alzheimer's disease) as Dataset-JSON.
const folder = fileURLToPath(new URL("../../../shared/data/cdisc-pilot/", import.meta.url));
const present = existsSync(`${folder}adae.json`);
const where = present ? "" : " (skipped: ../shared/data/cdisc-pilot is not on this machine)";

type Row = Readonly<Record<string, string | number | null>>;

function readRows(name: string): readonly Row[] {
  const { columns, rows } = JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as {
    readonly columns: readonly { readonly name: string }[];
    readonly rows: readonly (readonly (string | number | null)[])[];
  };
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]!])));
}

const trial = defineTrial({
  id: "CDISCPILOT01",
  arms: {
    placebo: { label: "Placebo", role: "control" },
    low: { label: "Xanomeline Low Dose", role: "experimental" },
    high: { label: "Xanomeline High Dose", role: "experimental" },
  },
  populations: { safety: { label: "Safety set", rule: { kind: "dosed" } } },
});

const arms = ["placebo", "low", "high"] as const;
const armOf = (label: unknown) => arms.find((arm) => trial.arms[arm].label === label)!;
const text = (cell: unknown) => String(cell ?? "");

const grades: Readonly<Record<string, Grade>> = { MILD: 1, MODERATE: 2, SEVERE: 3 };
const related: Readonly<Record<string, Answer>> = { PROBABLE: "yes", POSSIBLE: "yes", REMOTE: "no", NONE: "no", "": "unstated" };
const outcomes: Readonly<Record<string, AdverseEventOutcome>> = {
  "RECOVERED/RESOLVED": "recovered", "NOT RECOVERED/NOT RESOLVED": "not-recovered", FATAL: "fatal",
};

/** A date whose day the sponsor imputed is known to the month. */
const startOf = (row: Row) => (row["ASTDT"] ? { start: { date: text(row["ASTDT"]).slice(0, row["ASTDTF"] === "D" ? 7 : 10) } } : {});

const eventOf = (row: Row): AdverseEvent => ({
  participant: text(row["USUBJID"]),
  systemOrganClass: text(row["AEBODSYS"]),
  preferredTerm: text(row["AEDECOD"]),
  grade: grades[text(row["AESEV"])]!,
  serious: row["AESER"] === "Y",
  related: { product: related[text(row["AEREL"])]! },
  outcome: outcomes[text(row["AEOUT"])]!,
  ...startOf(row),
  ...(row["AENDT"] && { end: { date: text(row["AENDT"]) } }),
});

function dataOf(subjects: readonly Row[], events: readonly Row[]) {
  return readTrialData(trial, {
    participants: subjects.map((row) => ({ id: text(row["USUBJID"]), arm: armOf(row["TRT01A"]), baselineDate: text(row["TRTSDT"]) })),
    doses: subjects.filter((row) => row["SAFFL"] === "Y").map((row) => ({ participant: text(row["USUBJID"]), number: 1, at: { days: 0 } })),
    dispositions: subjects.map((row) => {
      const status = row["DCDECOD"] === "DEATH" ? "died" : row["EOSSTT"] === "COMPLETED" ? "completed" : "withdrew";
      return { participant: text(row["USUBJID"]), status, at: { date: text(row["RFENDT"]) } };
    }),
    adverseEvents: events.map(eventOf),
  });
}

const windows = { treated: { start: { days: 0, from: "dose:1" }, end: "end-of-follow-up" } } as const;

describe.skipIf(!present)(`the CDISC pilot study${where}`, () => {
  const subjects = present ? readRows("adsl") : [];
  const events = present ? readRows("adae") : [];
  const times = present ? readRows("adtte") : [];
  const tallyOf = (rows: readonly Row[]) => tallyAdverseEvents(dataOf(subjects, rows), { population: "safety", windows, grading: "mild, moderate, severe", exposure: {} });

  it("every event flagged treatment-emergent is tallied, and besides these only events without an onset", () => {
    const { counts, notTallied } = tallyOf(events).windows.treated;
    const left = new Set(notTallied.map(({ event }) => event));
    const differing = events.filter((row, index) => (row["TRTEMFL"] === "Y") === left.has(index));
    // The sponsor left events without a start date out. Here they count, because nothing shows that they were over before treatment.
    expect(differing.every((row) => !row["ASTDT"] && !row["AENDT"])).toBe(true);
    expect(differing).toHaveLength(11);
    expect(counts).toEqual({
      tallied: 1126 + 11, missingOnset: 11, uncertainOnset: 0, worsened: 0,
      notTallied: { "not-in-population": 0, "before-window": 54, "after-window": 0, "window-not-open": 0 },
    });
  });

  it("has the participants and events by arm that the data's flags give: 65 (281), 77 (412) and 76 (433)", () => {
    const dated = events.filter((row) => row["ASTDT"]);
    const { overall } = tallyOf(dated).windows.treated.categories.all;
    expect(arms.map((arm) => [overall.byArm[arm].participants, overall.byArm[arm].events])).toEqual([[65, 281], [77, 412], [76, 433]]);
    expect(arms.map((arm) => overall.byArm[arm].proportion)).toEqual([65 / 86, 77 / 84, 76 / 84]);
  });

  it("every row and grade is what a bare loop over the flagged events counts", () => {
    const dated = events.filter((row) => row["ASTDT"]);
    const { all, serious, relatedToProduct } = tallyOf(dated).windows.treated.categories;
    for (const [table, belongs] of [
      [all, () => true],
      [serious, (row: Row) => row["AESER"] === "Y"],
      [relatedToProduct, (row: Row) => row["AEREL"] === "PROBABLE" || row["AEREL"] === "POSSIBLE"],
    ] as const) {
      const counted = new Map<string, { events: number; highest: Map<string, number> }>();
      for (const row of dated) {
        if (row["TRTEMFL"] !== "Y" || !belongs(row)) continue;
        for (const key of ["", text(row["AEBODSYS"]), `${text(row["AEBODSYS"])}/${text(row["AEDECOD"])}`]) {
          const cell = counted.get(`${armOf(row["TRTA"])} ${key}`) ?? { events: 0, highest: new Map<string, number>() };
          counted.set(`${armOf(row["TRTA"])} ${key}`, cell);
          cell.events += 1;
          cell.highest.set(text(row["USUBJID"]), Math.max(grades[text(row["AESEV"])]!, cell.highest.get(text(row["USUBJID"])) ?? 0));
        }
      }
      const tallied = new Map<string, unknown>();
      const rows = [
        ["", table.overall] as const,
        ...table.systemOrganClasses.flatMap((row) => [
          [row.systemOrganClass, row] as const,
          ...row.preferredTerms.map((term) => [`${row.systemOrganClass}/${term.preferredTerm}`, term] as const),
        ]),
      ];
      for (const [key, { byArm }] of rows) {
        for (const arm of arms) {
          const { events: count, byGrade } = byArm[arm];
          const highest = ([1, 2, 3] as const).flatMap((grade) => byGrade![grade].participantIds.map((id) => [id, grade] as const));
          if (count > 0) tallied.set(`${arm} ${key}`, { events: count, highest: new Map(highest) });
        }
      }
      expect(tallied).toEqual(counted);
    }
  });

  it("time to the first dermatologic event adds up to the sponsor's own, and so does the incidence", () => {
    const dermatologic = events.filter((row) => row["CQ01NAM"] && row["TRTEMFL"] === "Y");
    const { overall } = tallyOf(dermatologic).windows.treated.categories.all;
    for (const arm of arms) {
      const own = times.filter((row) => armOf(row["TRTA"]) === arm);
      const days = own.reduce((sum, row) => sum + Number(row["AVAL"]), 0);
      const first = own.filter((row) => row["CNSR"] === 0).length;
      expect(overall.byArm[arm].incidence).toMatchObject({ events: first, days, estimate: first / (days / 365.25), prevalent: 0 });
    }
    expect(arms.map((arm) => overall.byArm[arm].incidence!.days)).toEqual([9855, 3945, 3053]);
  });

  it("has the three deaths, their causes from the fatal events", () => {
    const { deaths } = tallyOf(events);
    expect(deaths.map(({ participant, cause }) => [participant, cause]).sort()).toEqual([
      ["01-701-1211", "SUDDEN DEATH"], ["01-704-1445", "COMPLETED SUICIDE"], ["01-710-1083", "MYOCARDIAL INFARCTION"],
    ]);
  });

  it("finds the one event that is recorded twice", () => {
    const { duplicates } = tallyOf(events);
    const described = (index: number) => [events[index]!["USUBJID"], events[index]!["AEDECOD"], text(events[index]!["ASTDT"])].join(" ");
    for (const { event, duplicateOf } of duplicates) expect(described(event)).toBe(described(duplicateOf));
    const keys = events.map((row) => JSON.stringify(eventOf(row)));
    expect(duplicates.map(({ event }) => event)).toEqual(keys.flatMap((key, index) => (keys.indexOf(key) < index ? [index] : [])));
  });
});
