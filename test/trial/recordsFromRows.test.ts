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
          date: "DATE",
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
          rows: [{ ID: "001", SOC: "a", PT: "b", GRADE: "6", SER: "perhaps" }],
          participant: "ID",
          systemOrganClass: "SOC",
          preferredTerm: "PT",
          grade: "GRADE",
          serious: "SER",
        },
      }),
    ).toEqual([
      'participants.ARMM unknown-key: participants has no column "ARMM". Did you mean "ARM"?',
      'observations[0].0.X invalid-type: observations[0][0].X must be a number; received "4o"',
      "observations[0].1.ID missing-field: observations[0][1].ID has no value, and every row needs its participant",
      'observations[0].1.X invalid-type: observations[0][1].X must be a number; received "0x10"',
      'observations[0].2.X invalid-type: observations[0][2].X must be a number; received "1,5"',
      'adverseEvents.0.GRADE invalid-value: adverseEvents[0].GRADE must be one of 1, 2, 3, 4, 5; received "6"',
      'adverseEvents.0.SER invalid-value: adverseEvents[0].SER must be yes or no; received "perhaps"',
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
    expect(() => recordsFromRows({ participants: { ...participants, recode: { arms: { x: "msc" } } } })).toThrow(/recode must not have "arms"/);
    const noRows: RowMapping = Object.assign(JSON.parse("{}"), { participants: { ...participants, rows: [null] } });
    expect(() => recordsFromRows(noRows)).toThrow(/rows must be a list of rows/);
  });

  it("takes the caller's own words for a missing value", () => {
    const rows = [{ ID: "001", X: "missing" }];
    const columns = [{ column: "X", measure: "alsfrsR", visit: "V1" }];
    const observations = [{ shape: "wide" as const, rows, participant: "ID", columns }];
    expect(recordsFromRows({ participants, observations, missing: ["missing", "NA"] }).observations?.[0]?.missing).toBe("unknown");
    expect(problemsOf({ participants, observations })).toHaveLength(1);
  });
});
