import { recordsFromRows, type RowMapping } from "trialwise/trial";
import { it } from "vitest";

const participants = { rows: [], id: "ID", arm: "ARM" } as const;

it("recode names fields of the table, and covariates that were mapped", () => {
  recordsFromRows({ participants: { ...participants, covariates: { sex: "SEX" }, recode: { arm: { MSC: "msc" }, sex: { "1": "M" } } } });
  // @ts-expect-error: the field is called arm
  recordsFromRows({ participants: { ...participants, covariates: { sex: "SEX" }, recode: { arms: { MSC: "msc" } } } });
  // @ts-expect-error: the covariate is called sex
  recordsFromRows({ participants: { ...participants, covariates: { sex: "SEX" }, recode: { gender: { "1": "M" } } } });
  // @ts-expect-error: no covariate was mapped
  recordsFromRows({ participants: { ...participants, recode: { sex: { "1": "M" } } } });
});

it("recode of a long table is not that of a wide one", () => {
  const long = { shape: "long", rows: [], participant: "ID", visit: "VISIT", measure: "MEASURE", value: "X" } as const;
  const wide = { shape: "wide", rows: [], participant: "ID", columns: [{ column: "X", measure: "alsfrsR", visit: "V5" }] } as const;
  recordsFromRows({ participants, observations: [{ ...long, recode: { visit: { "Month 4": "V9" } } }, { ...wide, recode: { value: { none: "NA" } } }] });
  // @ts-expect-error: the field is called visit
  recordsFromRows({ participants, observations: [{ ...long, recode: { visits: { "Month 4": "V9" } } }] });
  // @ts-expect-error: a wide table names its visits itself
  recordsFromRows({ participants, observations: [{ ...wide, recode: { visit: { "Month 4": "V9" } } }] });
});

it("recode of every other table has its fields", () => {
  recordsFromRows({ participants, doses: { rows: [], participant: "ID", at: "DATE", recode: { route: { IT: "intrathecal" } } } });
  // @ts-expect-error: the field is called route
  recordsFromRows({ participants, doses: { rows: [], participant: "ID", at: "DATE", recode: { routes: { IT: "intrathecal" } } } });
  recordsFromRows({ participants, adverseEvents: { rows: [], participant: "ID", systemOrganClass: "SOC", preferredTerm: "PT", recode: { outcome: { DEAD: "fatal" } } } });
  // @ts-expect-error: the field is called outcome
  recordsFromRows({ participants, adverseEvents: { rows: [], participant: "ID", systemOrganClass: "SOC", preferredTerm: "PT", recode: { outcomes: { DEAD: "fatal" } } } });
});

it("a mapping may be declared before it is used", () => {
  const mapping: RowMapping = { participants: { ...participants, covariates: { sex: "SEX" }, recode: { sex: { "1": "M" } } } };
  recordsFromRows(mapping);
});
