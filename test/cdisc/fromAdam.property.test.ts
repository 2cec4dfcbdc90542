import fc from "fast-check";
import { type AdamDataset, type AdamMapping, type DatasetValue, fromAdam } from "trialwise/cdisc";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";

/** Cells as careless hands fill them, often enough as they should be. */
function cell(...likely: readonly DatasetValue[]): fc.Arbitrary<DatasetValue> {
  return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: fc.constantFrom<DatasetValue>(null, "", " ", "?", "__proto__", 0, -1.5, 1e300, true) });
}

const id = cell("01", "02", "03", "09");
const date = cell("2014-01-02", "2014-03", "2014-02-28T10:00", "2014-02-30");
const day = cell(1, 2, -5, 300, "7");

function tableOf(cells: { readonly [column: string]: fc.Arbitrary<DatasetValue> }): fc.Arbitrary<AdamDataset> {
  return fc.array(fc.record(cells), { maxLength: 8 }).map((rows) => ({ columns: Object.keys(cells).map((name) => ({ name })), rows }));
}

const datasets = fc.record({
  adsl: tableOf({
    USUBJID: id, TRT01P: cell("Active", "Placebo"), TRTSDT: date, TRTEDT: date, AGE: cell(54), SAFFL: cell("Y", "N"), EOSSTT: cell("COMPLETED", "DISCONTINUED", "ONGOING"),
    EOSDT: date, DCSREAS: cell("DEATH", "Adverse Event", "Travel"), DTHFL: cell("Y", ""), DTHDT: date, DTHADY: day, RANDDT: date,
  }),
  adae: tableOf({ USUBJID: id, AEBODSYS: cell("C"), AEDECOD: cell("T"), ASTDT: date, ASTDY: day, AESTDTC: date, AENDT: date, AESEV: cell("MILD", "SEVERE"), AEREL: cell("NONE", "POSSIBLE") }),
  adex: tableOf({ USUBJID: id, EXTRT: cell("Cells"), EXDOSE: cell(1, "1,000"), EXDOSU: cell("mL"), ASTDT: date, ASTDY: day }),
  adtte: tableOf({ USUBJID: id, PARAMCD: cell("OS", "PFS"), AVAL: cell(3, 4.5), AVALU: cell("DAYS"), CNSR: cell(0, 1) }),
  adqs: tableOf({ USUBJID: id, PARAMCD: cell("T"), AVISIT: cell("Baseline", "Week 8"), AVAL: cell(36, 35.5, null), ADT: date, ADY: day, ABLFL: cell("Y", "") }),
});

const mapping: AdamMapping = {
  adsl: { arms: { Active: "active", Placebo: "placebo" }, covariates: { age: "AGE" }, flags: { SAFFL: "SAFFL" } },
  adex: { treatments: { Cells: "cells" } },
  bds: { adqs: { measures: { T: "total" }, visits: { Baseline: "V0", "Week 8": "V8" }, baselineVisit: "V0" } },
};

describe("fromAdam", () => {
  it("makes a record of each row, or lists it once with its reason", () => {
    fc.assert(
      fc.property(datasets, (tables) => {
        const { records, timeToEvent, notPlaced, changed } = fromAdam(deepFreeze(tables), mapping);
        const made = {
          adsl: records.participants.length, adae: records.adverseEvents?.length, adex: records.doses?.length, adqs: records.observations?.length,
          adtte: timeToEvent.reduce((sum, { time }) => sum + time.length, 0),
        };
        for (const name of ["adsl", "adae", "adex", "adqs", "adtte"] as const) {
          const listed = notPlaced.filter(({ dataset }) => dataset === name).map(({ row }) => row);
          expect(new Set(listed).size).toBe(listed.length);
          expect((made[name] ?? 0) + listed.length).toBe(tables[name].rows.length);
          expect(changed.some(({ dataset, row }) => dataset === name && listed.includes(row))).toBe(false);
        }
        expect(JSON.parse(JSON.stringify({ records, timeToEvent, notPlaced, changed }))).toStrictEqual({ records, timeToEvent, notPlaced, changed });
      }),
      { numRuns: 300 },
    );
  });

  it("tells of each participant's death once, and numbers doses in the order of their days", () => {
    fc.assert(
      fc.property(datasets, (tables) => {
        const { clinicalEvents = [], dispositions = [], doses = [] } = fromAdam(tables, mapping).records;
        const undated = dispositions.filter(({ status, at }) => status === "died" && at === undefined).map(({ participant }) => participant);
        expect(new Set(clinicalEvents.map(({ participant }) => participant)).size).toBe(clinicalEvents.length);
        expect(new Set(undated).size).toBe(undated.length);
        for (const { id: participant } of fromAdam(tables, mapping).records.participants) {
          const numbers = doses.filter((dose) => dose.participant === participant).map(({ number }) => number);
          expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        }
      }),
    );
  });
});
