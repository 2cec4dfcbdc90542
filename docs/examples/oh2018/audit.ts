import { auditTable, daysPerMonth, powerTTest } from "trialwise";
import type { AuditedFigure, MeansRow, ProportionsRow, PublishedTable, RecomputedRow, TableAudit } from "trialwise";
import * as published from "./published.ts";
import type { Table2 } from "./published.ts";
import { table2EventTotals, table2FromBaseline, table2Percentages, table2Tallied } from "./table2.ts";

/** What is audited. A copy with a figure changed is audited in the same way. */
export interface Paper {
  readonly flow: PublishedTable;
  readonly table1: PublishedTable;
  readonly table2: Table2;
  readonly adverseEventIncidence: PublishedTable;
  readonly deathsInFollowUp: typeof published.deathsInFollowUp;
  readonly table3: PublishedTable;
  readonly table3WholeNumbers: PublishedTable;
  readonly aalsFromPrintedDifference: PublishedTable;
  readonly slopeChangeFootnotes: PublishedTable;
  readonly responders: PublishedTable;
  readonly respondersInText: PublishedTable;
  readonly correlations: PublishedTable;
  readonly mixedModel: PublishedTable;
  readonly sampleSize: typeof published.sampleSizeStatement;
  readonly schedule: typeof published.schedule;
  readonly injected: typeof published.injected;
  readonly withoutDeclineElsewhere: typeof published.withoutDeclineElsewhere;
  readonly notDerivable: PublishedTable;
}

export const paper: Paper = { ...published, sampleSize: published.sampleSizeStatement };

/** The paper's tables as printed, and the statements of its text. */
export function statedTables(of: Paper) {
  return {
    flow: { ...of.flow, rows: [...of.flow.rows, longestFollowUp(of.schedule)] },
    table1: of.table1,
    table2: table2Percentages(of.table2),
    table2Tallied: table2Tallied(of.table2),
    adverseEventIncidence: of.adverseEventIncidence,
    table3: of.table3,
    responders: of.responders,
    respondersInText: of.respondersInText,
    slopeChangeFootnotes: of.slopeChangeFootnotes,
    correlations: of.correlations,
    mixedModel: of.mixedModel,
    sampleSize: sampleSize(of.sampleSize),
    notDerivable: of.notDerivable,
  } satisfies Record<string, PublishedTable>;
}

/** The same figures read in other ways, which explain what does not reproduce. */
export function otherReadings(of: Paper) {
  return {
    table2EventTotals: table2EventTotals(of.table2),
    table2FromBaseline: table2FromBaseline(of.table2, of.deathsInFollowUp.deaths),
    table3WholeNumbers: of.table3WholeNumbers,
    aalsFromPrintedDifference: of.aalsFromPrintedDifference,
    aalsTotal345: aalsTotal345(of.table3),
    fvcLeadInSlopeOfTable3: fvcLeadInSlopeOfTable3(of.table1, of.table3),
    correlationsTwoSided: twoSided(of.correlations),
  } satisfies Record<string, PublishedTable>;
}

/** The names of the tables as printed, in the order of the paper. */
export type StatedTable = keyof ReturnType<typeof statedTables>;

export type AuditedTable = StatedTable | keyof ReturnType<typeof otherReadings>;

export interface PaperAudit {
  readonly paper: Paper;
  readonly table: (name: AuditedTable) => PublishedTable;
  readonly audit: (name: AuditedTable) => TableAudit;
  /** A figure by table, row and quantity: `table3/sf36Change4.standardError`. */
  readonly figure: (id: `${AuditedTable}/${string}`) => AuditedFigure;
}

export function auditPaper(of: Paper): PaperAudit {
  const tables = new Map<string, PublishedTable>(Object.entries({ ...statedTables(of), ...otherReadings(of) }));
  const audits = new Map<string, TableAudit>();
  const figures = new Map<string, AuditedFigure>();
  for (const [name, table] of tables) {
    // The paper prints <0.001 only where 0.000 would stand: 0.00068 is printed 0.001.
    const audit = auditTable(table, { pValueStyle: "paper" });
    audits.set(name, audit);
    for (const figure of audit.figures) figures.set(`${name}/${figure.id}`, figure);
  }
  return { paper: of, table: (name) => found(tables, name), audit: (name) => found(audits, name), figure: (id) => found(figures, id) };
}

function found<Value>(values: ReadonlyMap<string, Value>, key: string): Value {
  const value = values.get(key);
  if (value === undefined) throw new RangeError(`nothing was audited under ${key}`);
  return value;
}

/** 32 per arm, from the stated design with the textbook's normal formula and a standard deviation of 3. */
function sampleSize({ source, difference, power, oneSidedError, dropout, assumedStandardDeviation, perArm }: Paper["sampleSize"]): PublishedTable {
  const design = { difference, standardDeviation: assumedStandardDeviation, power, significanceLevel: oneSidedError };
  const { nEnrolled } = powerTTest(design, { formula: "normal", alternative: "greater", dropout });
  return {
    title: "Text. Sample size",
    source,
    rows: [{ kind: "recomputed", id: "perArm", label: `Participants per arm, SD ${assumedStandardDeviation} assumed`, value: nEnrolled.treatment, printed: { value: perArm } }],
  };
}

/** From the first screening to the day to which survival was followed, in months of 365.25 / 12 days. */
function longestFollowUp({ firstScreening, survivalFollowedTo, longestFollowUp: printed }: Paper["schedule"]): RecomputedRow {
  const days = (Date.parse(survivalFollowedTo) - Date.parse(firstScreening)) / 86_400_000;
  return { kind: "recomputed", id: "longestFollowUp", label: "Longest follow-up of survival, mo", value: days / daysPerMonth, printed: { value: printed } };
}

function twoSided(table: PublishedTable): PublishedTable {
  return {
    ...table,
    title: `${table.title}, read as two-sided`,
    rows: table.rows.map((row) => (row.kind === "correlation" ? { ...row, alternative: "two-sided" } : row)),
  };
}

/** Table 1's lead-in slope of FVC with the participants of Table 3's slope change: 25 controls instead of 27. */
function fvcLeadInSlopeOfTable3(table1: PublishedTable, table3: PublishedTable): PublishedTable {
  const slope = meansRow(table1, "fvcLeadInSlope");
  const { n } = meansRow(table3, "fvcSlopeChange4").control;
  return { title: `Table 1. FVC slope, lead-in, with ${n} controls`, rows: [{ ...slope, control: { ...slope.control, n } }] };
}

/** The AALS total of 345 in the MSC arm, to which the slope change and the printed difference both point. */
function aalsTotal345(table3: PublishedTable): PublishedTable {
  const { label, printed } = meansRow(table3, "aalsChange4");
  return {
    title: "Table 3. AALS change, from totals 345 and 449",
    rows: [{ kind: "recomputed", id: "difference", label, value: 345 / 32 - 449 / 25, printed: { value: printed.difference ?? "" } }],
  };
}

export function meansRow(table: PublishedTable, id: string): MeansRow {
  const row = table.rows.find((each) => each.id === id);
  if (row?.kind !== "means") throw new RangeError(`${table.title} has no row of means ${id}`);
  return row;
}

export function proportionsRow(table: PublishedTable, id: string): ProportionsRow {
  const row = table.rows.find((each) => each.id === id);
  if (row?.kind !== "proportions") throw new RangeError(`${table.title} has no row of proportions ${id}`);
  return row;
}
