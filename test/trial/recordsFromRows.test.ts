import { attempt } from "trialwise/result";
import { readTrialData, recordsFromRows, type RowMapping } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { trial } from "./exampleTrial.ts";

const participants = {
  rows: [
    { SUBJID: "001", ARM: "BM-MSC", AGE: "54", SITE: "limb" },
    { SUBJID: 2, ARM: "Riluzole", AGE: "", SITE: "NA" },
  ],
  id: "SUBJID",
  arm: "ARM",
  covariates: { age: "AGE", onset: "SITE" },
  recode: { arm: { "BM-MSC": "msc", Riluzole: "control" } },
};

function problemsOf(mapping: RowMapping): string[] {
  const result = attempt(() => recordsFromRows(mapping));
  return result.ok ? [] : result.issue.issues.map(({ path, code, message }) => `${path.join(".")} ${code}: ${message}`);
}

describe("recordsFromRows", () => {
  it("reads wide and long rows to the same records", () => {
    const wide = recordsFromRows({
      participants,
      observations: [
        {
          shape: "wide",
          rows: [{ SUBJID: "001", V1: "40", V5: " 36 " }, { SUBJID: "2", V1: "41", V5: null }],
          participant: "SUBJID",
          columns: [{ column: "V1", measure: "alsfrsR", visit: "V1" }, { column: "V5", measure: "alsfrsR", visit: "V5" }],
        },
      ],
    });
    const long = recordsFromRows({
      participants,
      observations: [
        {
          shape: "long",
          rows: [
            { USUBJID: "001", AVISIT: "Screening", AVAL: 40 },
            { USUBJID: "001", AVISIT: "Baseline", AVAL: 36 },
            { USUBJID: "2", AVISIT: "Screening", AVAL: 41 },
            { USUBJID: "2", AVISIT: "Baseline", AVAL: "." },
          ],
          participant: "USUBJID",
          visit: "AVISIT",
          measure: { constant: "alsfrsR" },
          value: "AVAL",
          recode: { visit: { Screening: "V1", Baseline: "V5" } },
        },
      ],
    });
    expect(long).toStrictEqual(wide);
    expect(wide.participants).toEqual([
      { id: "001", arm: "msc", covariates: { age: "54", onset: "limb" } },
      { id: "2", arm: "control", covariates: {} },
    ]);
    expect(wide.observations).toEqual([
      { participant: "001", visit: "V1", measure: "alsfrsR", value: 40 },
      { participant: "001", visit: "V5", measure: "alsfrsR", value: 36 },
      { participant: "2", visit: "V1", measure: "alsfrsR", value: 41 },
      { participant: "2", visit: "V5", measure: "alsfrsR", missing: "unknown" },
    ]);
    expect(readTrialData(trial, wide).observations).toHaveLength(4);
  });

  it("reads adverse and clinical events", () => {
    const records = recordsFromRows(
      deepFreeze({
        participants,
        adverseEvents: {
          rows: [
            { ID: "001", SOC: "Nervous system disorders", PT: "Headache", GRADE: "2", BEFORE: "1", REL: "Y", LP: "unstated", SER: "N", START: "2012-03-06", END: "2012-03" },
            { ID: "001", SOC: "Investigations", PT: "__proto__", GRADE: null, SER: true, START: null, END: undefined },
          ],
          participant: "ID",
          systemOrganClass: "SOC",
          preferredTerm: "PT",
          grade: "GRADE",
          priorGrade: "BEFORE",
          relatedToProduct: "REL",
          relatedToProcedure: "LP",
          recode: { relatedToProduct: { Y: "yes", N: "no" } },
          serious: "SER",
          start: "START",
          end: "END",
        },
        clinicalEvents: {
          rows: [{ ID: "001", EVENT: "Died", DATE: "2012-08-01", CAUSE: "Respiratory failure" }],
          participant: "ID",
          kind: "EVENT",
          at: "DATE",
          description: "CAUSE",
          recode: { kind: { Died: "death" } },
        },
      }),
    );
    expect(records.adverseEvents).toEqual([
      {
        participant: "001",
        systemOrganClass: "Nervous system disorders",
        preferredTerm: "Headache",
        grade: 2,
        priorGrade: 1,
        related: { product: "yes", procedure: "unstated" },
        serious: false,
        start: { date: "2012-03-06" },
        end: { date: "2012-03" },
      },
      { participant: "001", systemOrganClass: "Investigations", preferredTerm: "__proto__", serious: true },
    ]);
    expect(records.clinicalEvents).toEqual([
      { participant: "001", kind: "death", at: { date: "2012-08-01" }, description: "Respiratory failure" },
    ]);
  });

  it("reports every problem at once: absent columns once, bad cells one by one", () => {
    expect(
      problemsOf({
        participants: { ...participants, arm: "ARMM" },
        observations: [
          {
            shape: "long",
            rows: [{ ID: "001", V: "V1", X: "4o" }, { ID: "", V: "V1", X: "0x10" }, { ID: "001", V: "V5", X: "1,5" }],
            participant: "ID",
            visit: "V",
            measure: { constant: "alsfrsR" },
            value: "X",
          },
        ],
        adverseEvents: {
          rows: [{ ID: "001", SOC: "a", PT: "b", GRADE: "6", SER: "Perhaps" }],
          participant: "ID",
          systemOrganClass: "SOC",
          preferredTerm: "PT",
          grade: "GRADE",
          serious: "SER",
        },
      }),
    ).toEqual([
      'participants.ARMM unknown-key: participants has no column "ARMM" (it has "SUBJID", "ARM", "AGE", "SITE"). Did you mean "ARM"?',
      'observations[0].0.X invalid-type: observations[0][0].X must be a number; received "4o". If it stands for no value, list it in missing or missingReasons',
      "observations[0].1.ID missing-field: observations[0][1].ID has no value, and every row needs the field \"participant\"",
      'observations[0].1.X invalid-type: observations[0][1].X must be a number; received "0x10". If it stands for no value, list it in missing or missingReasons',
      'observations[0].2.X invalid-type: observations[0][2].X must be a number; received "1,5". If its comma is a decimal one, write a point',
      'adverseEvents.0.GRADE invalid-value: adverseEvents[0].GRADE must be one of 1, 2, 3, 4, 5; received "6". If that is the table\'s word for one of them, say so by recode.grade',
      'adverseEvents.0.SER invalid-value: adverseEvents[0].SER must be yes or no; received "Perhaps". If that is the table\'s word for one of them, say so by recode.serious',
    ]);
  });

  it("keeps codes as they are written, and takes NaN for a missing value", () => {
    const rows = [{ ID: "007", ARM: "a", SITE: "01", X: Number.NaN }];
    const records = recordsFromRows({
      participants: { rows, id: "ID", arm: "ARM", covariates: { site: "SITE" } },
      observations: [{ shape: "wide", rows, participant: "ID", columns: [{ column: "X", measure: "alsfrsR", visit: "V1" }] }],
    });
    expect(records.participants).toEqual([{ id: "007", arm: "a", covariates: { site: "01" } }]);
    expect(records.observations?.[0]?.missing).toBe("unknown");
  });

  it("refuses a mapping with a misspelt field", () => {
    const misspelt: RowMapping = Object.assign(JSON.parse('{ "observation": [] }'), { participants });
    expect(() => recordsFromRows(misspelt)).toThrow(/must not have "observation". Did you mean "observations"\?/);
    // @ts-expect-error the field is called arm
    expect(() => recordsFromRows({ participants: { ...participants, recode: { arms: { x: "msc" } } } })).toThrow(/recode must not have "arms"/);
    const noRows: RowMapping = Object.assign(JSON.parse("{}"), { participants: { ...participants, rows: [null] } });
    expect(() => recordsFromRows(noRows)).toThrow(/rows must be a list of rows/);
    const lists: object = { participants: { rows: [["1", "msc"]], id: "ID", arm: "ARM" } };
    expect(() => recordsFromRows(lists as RowMapping)).toThrow("participants.rows must be a list of rows, each an object of cells by column");
  });

  it("reads doses, dispositions and biomarker samples", () => {
    const records = recordsFromRows(
      deepFreeze({
        participants,
        doses: {
          rows: [
            { ID: "001", DATE: "05MAR2012", DRUG: "msc", CELLS: "1e6", UNIT: "cells/kg", HOW: "intrathecal" },
            { ID: "2", DATE: "6 mar 2012", DRUG: "", CELLS: "", UNIT: "cells/kg", HOW: "." },
            { ID: "001", DATE: "02-Apr-2012", DRUG: "msc", CELLS: "2e6", UNIT: "cells/kg", HOW: "intrathecal" },
          ],
          participant: "ID",
          at: "DATE",
          treatment: "DRUG",
          route: "HOW",
          amount: "CELLS",
          unit: "UNIT",
          dateOrder: "day-month-year",
        },
        dispositions: {
          rows: [{ ID: "001", END: "D", DAY: 300, WHY: "moved" }, { ID: "2", END: "C", DAY: null, WHY: null }],
          participant: "ID",
          status: "END",
          at: { days: "DAY", from: "dose:1" },
          reason: "WHY",
          recode: { status: { D: "withdrew", C: "completed" } },
        },
        biomarkerSamples: {
          rows: [
            { ID: "001", VISIT: "V5", RESULT: "<5.0", DAY: "-0" },
            { ID: "001", VISIT: "V9", RESULT: "> 1000", DAY: "121" },
            { ID: "2", VISIT: "V5", RESULT: "37.5", DAY: "" },
            { ID: "2", VISIT: "V9", RESULT: "QNS", DAY: "" },
          ],
          participant: "ID",
          visit: "VISIT",
          biomarker: { constant: "vegf" },
          unit: { constant: "pg/mL" },
          value: "RESULT",
          day: "DAY",
        },
        missingReasons: { QNS: "not-done" },
      }),
    );
    const amount = (value: number) => ({ treatment: "msc", routes: ["intrathecal"], amount: { value, unit: "cells/kg" } });
    expect(records.doses).toEqual([
      { participant: "001", number: 1, at: { date: "2012-03-05" }, ...amount(1e6) },
      { participant: "2", number: 1, at: { date: "2012-03-06" } },
      { participant: "001", number: 2, at: { date: "2012-04-02" }, ...amount(2e6) },
    ]);
    expect(records.dispositions).toEqual([
      { participant: "001", status: "withdrew", at: { days: 300, from: "dose:1" }, reason: "moved" },
      { participant: "2", status: "completed" },
    ]);
    const where = { biomarker: "vegf", unit: "pg/mL" };
    expect(records.biomarkerSamples).toEqual([
      { participant: "001", visit: "V5", ...where, day: 0, below: 5 },
      { participant: "001", visit: "V9", ...where, day: 121, above: 1000 },
      { participant: "2", visit: "V5", ...where, value: 37.5 },
      { participant: "2", visit: "V9", ...where, missing: "not-done" },
    ]);
  });

  it("reads why a score is missing, from its cell or from a column, and days in place of dates", () => {
    const records = recordsFromRows({
      participants,
      observations: [
        {
          shape: "wide",
          rows: [{ ID: "001", V1: "ND", V5: "36", WHEN: "3/5/2012", V9: "+", DAY9: "122" }],
          participant: "ID",
          columns: [
            { column: "V1", measure: "alsfrsR", visit: "V1" },
            { column: "V5", measure: "alsfrsR", visit: "V5", date: "WHEN" },
            { column: "V9", measure: "alsfrsR", visit: "V9", day: "DAY9" },
          ],
          dateOrder: "month-day-year",
        },
        {
          shape: "long",
          rows: [{ ID: "2", V: "V1", X: "", WHY: "refused" }, { ID: "2", V: "V5", X: "", WHY: "" }, { ID: "2", V: "V9", X: "30", WHY: "" }],
          participant: "ID",
          visit: "V",
          measure: { constant: "alsfrsR" },
          value: "X",
          reason: "WHY",
          recode: { reason: { refused: "not-done" } },
        },
      ],
      missingReasons: { ND: "not-done", "+": "died" },
    });
    expect(records.observations).toEqual([
      { participant: "001", visit: "V1", measure: "alsfrsR", missing: "not-done" },
      { participant: "001", visit: "V5", measure: "alsfrsR", date: "2012-03-05", value: 36 },
      { participant: "001", visit: "V9", measure: "alsfrsR", day: 122, missing: "died" },
      { participant: "2", visit: "V1", measure: "alsfrsR", missing: "not-done" },
      { participant: "2", visit: "V5", measure: "alsfrsR", missing: "unknown" },
      { participant: "2", visit: "V9", measure: "alsfrsR", value: 30 },
    ]);
  });

  it.each([
    ["05/03/2012", "day-month-year", "2012-03-05"],
    ["5.3.2012", "day-month-year", "2012-03-05"],
    ["5-March-2012", "day-month-year", "2012-03-05"],
    ["March 5, 2012", "month-day-year", "2012-03-05"],
    ["03/05/2012", "month-day-year", "2012-03-05"],
    ["2012-03", "year-month-day", "2012-03"],
    ["3/2012", "day-month-year", "2012-03"],
    ["MAR2012", "day-month-year", "2012-03"],
    ["March 2012", "month-day-year", "2012-03"],
    ["2012", "month-day-year", "2012"],
    ["5 Sept. 2012", "day-month-year", "2012-09-05"],
    ["05MAR2012", "day-month-year", "2012-03-05"],
    ["mar05 2012", "month-day-year", "2012-03-05"],
    ["29/02/2020", "day-month-year", "2020-02-29"],
  ] as const)("%s read as %s is %s", (text, dateOrder, iso) => {
    const { baselineDate } = recordsFromRows({ participants: { rows: [{ ID: "1", ARM: "msc", D: text }], id: "ID", arm: "ARM", baselineDate: "D", dateOrder } }).participants[0]!;
    expect(baselineDate).toBe(iso);
  });

  it.each(["05032012", "5/Mrz/2012", "5//2012", "032012", "Mrz 2012", "/2012", "5 marmalade 2012", "ma 2012"])("%s is no date as day-month-year", (text) => {
    const rows = [{ ID: "1", ARM: "msc", D: text }];
    expect(problemsOf({ participants: { rows, id: "ID", arm: "ARM", baselineDate: "D", dateOrder: "day-month-year" } })).toEqual([
      `participants.0.D invalid-date: participants[0].D must be a date as day-month-year; received ${JSON.stringify(text)}`,
    ]);
  });

  it.each([
    ["31/04/2020", "day-month-year"],
    ["29feb2019", "day-month-year"],
    ["13/2012", "day-month-year"],
    ["2/30/2012", "month-day-year"],
    ["2020-04-31", "year-month-day"],
    ["2012-00", "year-month-day"],
  ] as const)("%s, which there is not, is reported as it was written and with its column (%s)", (text, dateOrder) => {
    const rows = [{ ID: "1", ARM: "msc", D: ` ${text} ` }];
    const [problem, ...others] = problemsOf({ participants: { rows, id: "ID", arm: "ARM", baselineDate: "D", dateOrder } });
    expect(problem).toContain(`participants.0.D invalid-date: participants[0].D must be a date as ${dateOrder}; received ${JSON.stringify(text)}`);
    expect(others).toEqual([]);
  });

  it("says how to name another order where dates do not begin with the year", () => {
    const rows = [{ ID: "1", ARM: "msc", D: "05/03/2012" }];
    expect(problemsOf({ participants: { rows, id: "ID", arm: "ARM", baselineDate: "D" } })).toEqual([
      'participants.0.D invalid-date: participants[0].D must be a date as year-month-day; received "05/03/2012". If the table writes dates in another order, say so by its dateOrder',
    ]);
  });

  const score = { shape: "long", participant: "ID", visit: { constant: "V1" }, measure: { constant: "alsfrsR" }, value: "X" } as const;
  const result = { participant: "ID", visit: { constant: "V5" }, biomarker: { constant: "tgfb1" }, unit: { constant: "pg/mL" }, value: "X" } as const;

  const missingHint = "If it stands for no date, list it in missing";
  const partialHint = "Leave out the day or the month that is not known, if the date may be known in part";
  const yearHint = "Its year has two digits, and must have four";
  const numberHint = "It looks like a spreadsheet's number of a day: export dates as text";
  const orderHint = "If the table writes dates in another order, say so by its dateOrder";
  it.each([
    ["UNK", "year-month-day", missingHint],
    ["not done", "day-month-year", missingHint],
    ["?", "month-day-year", missingHint],
    ["UN-APR-2022", "day-month-year", partialHint],
    ["UNK/2022", "day-month-year", partialHint],
    ["??/04/2022", "day-month-year", partialHint],
    ["2022-04-UN", "year-month-day", partialHint],
    ["2022-04-00", "year-month-day", partialHint],
    ["23-APR-22", "day-month-year", yearHint],
    ["23APR22", "day-month-year", yearHint],
    ["5/3/12", "day-month-year", yearHint],
    ["23-APR-22", "year-month-day", yearHint],
    ["44501", "year-month-day", numberHint],
    ["44501.5", "day-month-year", numberHint],
    ["5.3.2012", "year-month-day", orderHint],
    ["2012-03-05", "day-month-year", orderHint],
    ["March 25, 2012", "day-month-year", orderHint],
    ["03/25/2012", "day-month-year", orderHint],
  ] as const)("says of %s, read as %s, what it looks like", (text, dateOrder, hint) => {
    const rows = [{ ID: "1", ARM: "msc", D: text }];
    expect(problemsOf({ participants: { rows, id: "ID", arm: "ARM", baselineDate: "D", dateOrder } })).toEqual([
      `participants.0.D invalid-date: participants[0].D must be a date as ${dateOrder}; received ${JSON.stringify(text)}. ${hint}`,
    ]);
  });

  it.each(["20120305", "2012/03/05", "2012-03-05T10:30", "2012-04-31"])("does not say of %s that it is in another order", (text) => {
    const rows = [{ ID: "1", ARM: "msc", D: text }];
    expect(problemsOf({ participants: { rows, id: "ID", arm: "ARM", baselineDate: "D" } })).toEqual([
      `participants.0.D invalid-date: participants[0].D must be a date as year-month-day; received ${JSON.stringify(text)}`,
    ]);
  });

  it("reports a cell once, however many measures it dates", () => {
    const columns = [
      { column: "A", measure: "alsfrsR", visit: "V1", date: "WHEN" },
      { column: "B", measure: "fvc", visit: "V1", date: "WHEN", day: "DAY" },
      { column: "A", measure: "aals", visit: "V1", day: "DAY" },
    ];
    const rows = [{ ID: "1", A: "4o", B: "88", WHEN: "UNK", DAY: "first" }, { ID: "2", A: "40", B: "88", WHEN: "UNK", DAY: "1" }];
    expect(problemsOf({ participants, observations: [{ shape: "wide", rows, participant: "ID", columns }] }).map((problem) => problem.split(":")[0])).toEqual([
      "observations[0].0.WHEN invalid-date",
      "observations[0].0.A invalid-type",
      "observations[0].0.DAY invalid-type",
      "observations[0].1.WHEN invalid-date",
    ]);
  });

  it.each([
    ["35,5", "must be a number, or a limit such as <5.0 or >1000; received \"35,5\". If its comma is a decimal one, write a point"],
    ["<15,4", "must be a number, or a limit such as <5.0 or >1000; received \"<15,4\". If its comma is a decimal one, write a point"],
    ["1.234,5", "must be a number, or a limit such as <5.0 or >1000; received \"1.234,5\". If its comma is a decimal one, write a point"],
    ["a,5", "must be a number, or a limit such as <5.0 or >1000; received \"a,5\". If it stands for no value, list it in missing or missingReasons"],
  ])("says of %s what may mend it", (text, sentence) => {
    const rows = [{ ID: "2", X: text }];
    expect(problemsOf({ participants, biomarkerSamples: { ...result, rows } })).toEqual([`biomarkerSamples.0.X invalid-type: biomarkerSamples[0].X ${sentence}`]);
    const [problem] = problemsOf({ participants, doses: { rows: [{ ID: "2", X: "1,5" }], participant: "ID", at: { days: "X" } } });
    expect(problem).toBe('doses.0.X invalid-type: doses[0].X must be a number; received "1,5". If its comma is a decimal one, write a point');
  });

  it("reports needed fields without a value, and a value with a reason to have none", () => {
    expect(
      problemsOf({
        participants,
        observations: [
          { shape: "long", rows: [{ ID: "2", X: "30", WHY: "died" }, { ID: "2", X: "", WHY: "dead" }], participant: "ID", visit: { constant: "V1" }, measure: { constant: "alsfrsR" }, value: "X", reason: "WHY" },
        ],
        clinicalEvents: { rows: [{ ID: "2", WHAT: "", AT: "" }], participant: "ID", kind: "WHAT", at: { months: "AT" } },
        dispositions: { rows: [{ ID: "2", WHAT: "gone" }], participant: "ID", status: "WHAT" },
        doses: { rows: [{ ID: "2", N: "first" }], participant: "ID", number: "N", at: "DAY" },
      }),
    ).toEqual([
      'observations[0].0.X conflict: observations[0][0].X has a value, and the row says why it has none ("died")',
      'observations[0].1.WHY invalid-value: observations[0][1].WHY must be one of "died", "withdrew", "not-done", "not-applicable", "unknown"; received "dead". If that is the table\'s word for one of them, say so by recode.reason',
      "clinicalEvents.0.WHAT missing-field: clinicalEvents[0].WHAT has no value, and every row needs the field \"kind\"",
      "clinicalEvents.0.AT missing-field: clinicalEvents[0].AT has no value, and every row needs the field \"at\"",
      'doses.0.N invalid-type: doses[0].N must be a number; received "first"',
      'doses.DAY unknown-key: doses has no column "DAY" (it has "ID", "N")',
      expect.stringMatching(/^dispositions\.0\.WHAT invalid-value: .*received "gone"\. If that is the table's word for one of them, say so by recode\.status$/),
    ]);
  });

  it("refuses times and amounts that are half said", () => {
    const rows = [{ ID: "2", AT: "3" }];
    const doses = { rows, participant: "ID", at: { days: "AT", weeks: "AT" } };
    expect(() => recordsFromRows({ participants, doses })).toThrow("doses.at must be a column, { constant }, or one of { days }, { weeks } and { months }; received 2 of them");
    const misspelt: RowMapping = { participants, doses: { ...doses, at: JSON.parse('{ "day": "AT" }') } };
    expect(() => recordsFromRows(misspelt)).toThrow(/doses\.at must not have "day". Did you mean "days"\?/);
    expect(() => recordsFromRows({ participants, doses: { rows, participant: "ID", at: "AT", amount: "AT" } })).toThrow("doses must have both amount and unit, or neither");
    const reasons: RowMapping = { participants, missingReasons: JSON.parse('{ "ND": "not done" }') };
    expect(() => recordsFromRows(reasons)).toThrow(/missingReasons\["ND"\] must be one of .*Did you mean "not-done"/);
  });

  it("takes the caller's own words for a missing value", () => {
    const rows = [{ ID: "001", X: "missing" }];
    const columns = [{ column: "X", measure: "alsfrsR", visit: "V1" }];
    const observations = [{ shape: "wide" as const, rows, participant: "ID", columns }];
    expect(recordsFromRows({ participants, observations, missing: ["missing", "NA"] }).observations?.[0]?.missing).toBe("unknown");
    expect(problemsOf({ participants, observations })).toHaveLength(1);
  });

  it.each(["40973", "20120305", "2012-3-5", "2012-03-05T00:00:00", "2012/03/05"])("%s is no ISO date", (text) => {
    const rows = [{ ID: "1", ARM: "msc", D: text }];
    expect(problemsOf({ participants: { rows, id: "ID", arm: "ARM", baselineDate: "D" } })).toEqual([expect.stringMatching(/^participants\.0\.D invalid-date: .* must be a date as year-month-day; received/)]);
  });

  it("lets what is said of a word go before the words that stand for no value", () => {
    const records = recordsFromRows({
      participants,
      observations: [
        { ...score, rows: [{ ID: "001", X: "NA" }, { ID: "2", X: null }] },
        { ...score, rows: [{ ID: "001", X: ".", WHY: "." }], reason: "WHY", recode: { reason: { ".": "died" } } },
      ],
      missingReasons: { NA: "died", "": "withdrew" },
    });
    expect(records.observations?.map(({ missing }) => missing)).toEqual(["died", "withdrew", "died"]);
  });

  it("reports a reason beside a result outside a limit, and two reasons that differ", () => {
    expect(
      problemsOf({
        participants,
        observations: [{ ...score, rows: [{ ID: "2", X: "ND", WHY: "died" }, { ID: "2", X: "ND", WHY: "not-done" }], reason: "WHY" }],
        biomarkerSamples: { ...result, rows: [{ ID: "2", X: "<15.4", WHY: "died" }, { ID: "2", X: "<=5", WHY: "" }], reason: "WHY" },
        missingReasons: { ND: "not-done" },
      }),
    ).toEqual([
      'observations[0].0.X conflict: observations[0][0].X has no value as "not-done" by missingReasons, and as "died" by the row',
      'biomarkerSamples.0.X conflict: biomarkerSamples[0].X has a value, and the row says why it has none ("died")',
      'biomarkerSamples.1.X invalid-type: biomarkerSamples[1].X must be a number, or a limit such as <5.0 or >1000; received "<=5". If it is a limit, write it with its number as <5.0 or >1000 is',
    ]);
  });

  it("reports a cell that holds an object once, whatever is read from it", () => {
    const rows: object = [{ ID: new Date(0), ARM: "msc", X: [3] }];
    const table = { rows: rows as RowMapping["participants"]["rows"] };
    expect(problemsOf({ participants: { ...table, id: "ID", arm: "ARM" }, biomarkerSamples: { ...result, ...table } })).toEqual([
      "participants.0.ID invalid-type: participants[0].ID must be text, a number or true or false (a date as YYYY-MM-DD); received an object",
      "biomarkerSamples.0.ID invalid-type: biomarkerSamples[0].ID must be text, a number or true or false (a date as YYYY-MM-DD); received an object",
      "biomarkerSamples.0.X invalid-type: biomarkerSamples[0].X must be text, a number or true or false (a date as YYYY-MM-DD); received an array of 1",
    ]);
  });

  it("finds columns whose names have white space or a byte order mark round them, unless two do", () => {
    const rows = [{ "\uFEFFID": "1", " ARM ": "x", ARM: "msc", " D": "2012-03-05" }, { "\uFEFFID": "2", ARM: "msc" }];
    expect(recordsFromRows({ participants: { rows, id: "ID", arm: "ARM", baselineDate: "D" } }).participants).toEqual([
      { id: "1", arm: "msc", baselineDate: "2012-03-05" },
      { id: "2", arm: "msc" },
    ]);
  });

  it("recodes covariates, and the cells of a wide table", () => {
    const records = recordsFromRows({
      participants: { rows: [{ ID: "1", ARM: "msc", SITE: "B" }], id: "ID", arm: "ARM", covariates: { onset: "SITE" }, recode: { onset: { B: "bulbar" } } },
      observations: [{ shape: "wide", rows: [{ ID: "1", A: "worst" }], participant: "ID", columns: [{ column: "A", measure: "alsfrsR", visit: "V1" }], recode: { value: { worst: "0" } } }],
    });
    expect(records.participants[0]?.covariates).toEqual({ onset: "bulbar" });
    expect(records.observations?.[0]?.value).toBe(0);
  });

  it("knows names of an object's own machinery from columns, cells and words", () => {
    const row = JSON.parse('{ "__proto__": "toString", "constructor": "__proto__", "age": "constructor" }');
    const covariates = JSON.parse('{ "__proto__": "age", "hasOwnProperty": "age" }');
    const [participant] = recordsFromRows({ participants: { rows: [row], id: "__proto__", arm: "constructor", covariates, recode: { arm: {} } } }).participants;
    expect(participant).toMatchObject({ id: "toString", arm: "__proto__" });
    expect(Object.entries(participant?.covariates ?? {})).toEqual([["__proto__", "constructor"], ["hasOwnProperty", "constructor"]]);
    expect(problemsOf({ participants: { rows: [{ ID: "1" }], id: "ID", arm: "valueOf" } })).toEqual(['participants.valueOf unknown-key: participants has no column "valueOf" (it has "ID")']);
  });

  it.each([
    ["null", "the mapping must be an object; received null"],
    ["[]", "the mapping must be an object; received an array of 0"],
    ['{ "participants": null }', "participants must be an object; received null"],
    ['{ "observations": {} }', "observations must be a list; received an object"],
    ['{ "observations": null }', "observations must be a list; received null"],
    ['{ "observations": [null] }', "observations[0] must be an object; received null"],
    ['{ "observations": [{ "shape": "wide", "rows": [], "participant": "ID", "columns": {} }] }', "observations[0].columns must be a list; received an object"],
    ['{ "observations": [{ "shape": "wide", "rows": [], "participant": "ID", "columns": [null] }] }', "observations[0].columns[0] must be an object; received null"],
    ['{ "observations": [{ "shape": "wide", "rows": [], "participant": "ID", "columns": [{ "column": 5, "measure": "a", "visit": "b" }] }] }', "observations[0].columns[0].column must be text; received 5"],
    ['{ "observations": [{ "shape": "long", "rows": [], "participant": "ID", "visit": "V", "measure": "M", "value": null }] }', "observations[0].value must be text; received null"],
    ['{ "participants": { "rows": [], "id": 5, "arm": "ARM" } }', "participants.id must be a column or { constant }; received 5"],
    ['{ "participants": { "rows": [], "id": "ID", "arm": null } }', "participants.arm must be a column or { constant }; received null"],
    ['{ "participants": { "rows": [], "id": "ID", "arm": { "constnat": "msc" } } }', 'participants.arm must have constant; constant is missing. Is it "constnat"?'],
    ['{ "participants": { "rows": [], "id": "ID", "arm": { "constant": 5 } } }', "participants.arm.constant must be text; received 5"],
    ['{ "participants": { "rows": [], "id": "ID", "arm": { "constant": "" } } }', "participants.arm.constant must not be empty"],
    ['{ "participants": { "rows": [], "id": "ID", "arm": "ARM", "covariates": "AGE" } }', 'participants.covariates must be an object; received "AGE"'],
    ['{ "participants": { "rows": [], "id": "ID", "arm": "ARM", "covariates": { "age": 5 } } }', "participants.covariates.age must be text; received 5"],
    ['{ "participants": { "rows": [], "id": "ID", "arm": "ARM", "recode": { "arm": "msc" } } }', 'participants.recode.arm must be an object; received "msc"'],
    ['{ "participants": { "rows": [], "id": "ID", "arm": "ARM", "recode": { "arm": { "x": 5 } } } }', 'participants.recode.arm["x"] must be text; received 5'],
    ['{ "participants": { "rows": [], "id": "ID", "arm": "ARM", "recode": { "covariates": {} } } }', 'participants.recode must not have "covariates"'],
    ['{ "doses": { "rows": [], "participant": "ID", "at": null } }', "doses.at must be a column, { constant }, or one of { days }, { weeks } and { months }; received null"],
    ['{ "doses": { "rows": [], "participant": "ID", "at": { "days": 5 } } }', "doses.at.days must be text; received 5"],
    ['{ "doses": { "rows": [], "participant": "ID", "at": { "days": "D", "from": 5 } } }', "doses.at.from must be text; received 5"],
    ['{ "doses": { "rows": [], "participant": "ID", "at": { "days": "D", "constant": "2012" } } }', "doses.at must be a column, { constant }, or one of { days }, { weeks } and { months }; received 2 of them"],
    ['{ "missing": "NA" }', 'missing must be a list; received "NA"'],
    ['{ "missing": [-9] }', "missing[0] must be text; received -9"],
    ['{ "missingReasons": null }', "missingReasons must be an object; received null"],
    ['{ "missingReasons": ["died"] }', "missingReasons must be an object; received an array of 1"],
  ])("refuses the mapping %s", (json, message) => {
    const part: Partial<RowMapping> | null = JSON.parse(json);
    const mapping: RowMapping = part === null || Array.isArray(part) ? JSON.parse(json) : { participants, ...part };
    expect(() => recordsFromRows(mapping)).toThrow(`recordsFromRows: ${message}`);
  });

  it("reports a constant that is none of the words once, however many rows there are", () => {
    const rows = [{ ID: "001", AT: "1" }, { ID: "2", AT: "2" }];
    expect(problemsOf({ participants, clinicalEvents: { rows, participant: "ID", kind: { constant: "deth" }, at: { days: "AT" } } })).toEqual([
      // Which recode does not reach.
      expect.stringMatching(/^clinicalEvents\.0\.constant invalid-value: .*received "deth"$/),
    ]);
  });

  it("names the columns there are, the first twenty of them", () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [` C${index} `, "x"]));
    const [none, some] = [{}, many].map((row) => problemsOf({ participants: { rows: [row], id: { constant: "1" }, arm: "ARM" } })[0]);
    expect(none).toBe('participants.ARM unknown-key: participants has no column "ARM" (it has none)');
    expect(some).toMatch(/\(it has "C0", "C1", .*"C19", …\)/);
  });

  it("refuses a list of rows with holes, and cells that are neither text nor numbers", () => {
    const sparse = Array.from({ length: 3 }, () => ({ ID: "1", ARM: "msc" }));
    delete sparse[1];
    expect(() => recordsFromRows({ participants: { rows: sparse, id: "ID", arm: "ARM" } })).toThrow("recordsFromRows: participants.rows must be a list of rows");
    const cells: object = { ID: () => 1, ARM: Symbol("msc") };
    expect(problemsOf({ participants: { rows: [{ ...cells }], id: "ID", arm: "ARM" } })).toEqual([
      "participants.0.ID invalid-type: participants[0].ID must be text, a number or true or false (a date as YYYY-MM-DD); received a function",
      "participants.0.ARM invalid-type: participants[0].ARM must be text, a number or true or false (a date as YYYY-MM-DD); received Symbol(msc)",
    ]);
  });

  it("takes fields that are there and undefined as left out", () => {
    const rows = [{ ID: "1", ARM: "msc" }];
    const left: object = { baselineDate: undefined, covariates: undefined, recode: undefined, dateOrder: undefined };
    const others: object = { observations: undefined, doses: undefined, missing: undefined, missingReasons: undefined };
    const records = recordsFromRows({ participants: { rows, id: "ID", arm: "ARM", ...left }, ...others });
    expect(records).toStrictEqual({ participants: [{ id: "1", arm: "msc" }] });
  });
});
