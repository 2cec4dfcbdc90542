import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { type AdverseEvent, adverseEventOutcomes, type Answer, type Grade } from "./AdverseEvent.ts";
import { type ClinicalEvent, clinicalEventKinds } from "./ClinicalEvent.ts";
import { keysOf } from "./keysOf.ts";
import type { Observation } from "./Observation.ts";
import type { Participant } from "./Participant.ts";
import { readRow, type RowReader, tableContext } from "./readRow.ts";
import type { AdverseEventRows, ClinicalEventRows, LongRows, ParticipantRows, RowMapping, TableRows, WideRows } from "./RowMapping.ts";
import type { TrialRecords } from "./TrialRecords.ts";

/**
 * A trial's records from rows, as a CSV parser or a data frame gives them.
 *
 * Use it where data come as tables: long (one row for each value) or wide (one column for each visit). A mapping names
 * the column of each field; `recode` turns the table's words into the trial's keys. Numbers may be text (`"35"`). Empty
 * cells and those listed in `missing` are no value: an observation without one is kept, as missing for an unknown reason.
 * Covariates stay text, so that a site called `01` keeps its name; reading turns those declared as numbers into numbers.
 * Whether keys, scores and dates are possible is for {@link readTrialData} to check.
 *
 * @throws TrialwiseError `invalid-rows`, with every problem in `issues`: a column that no row has (naming the nearest), a
 * cell that should be a number and is not, a key field that is empty. Paths are table, row and column.
 * @throws RangeError, TypeError for a mapping with a field that it cannot have, or without one that it needs.
 *
 * @example
 * ```ts
 * import { recordsFromRows } from "trialwise";
 *
 * const records = recordsFromRows({
 *   participants: {
 *     rows: [{ SUBJID: "001", ARM: "BM-MSC", AGE: "54" }],
 *     id: "SUBJID", arm: "ARM", covariates: { age: "AGE" }, recode: { arm: { "BM-MSC": "msc" } },
 *   },
 *   observations: [
 *     {
 *       shape: "wide", participant: "SUBJID",
 *       rows: [{ SUBJID: "001", ALSFRS_V5: "36", ALSFRS_V9: "NA" }],
 *       columns: [
 *         { column: "ALSFRS_V5", measure: "alsfrsR", visit: "V5" },
 *         { column: "ALSFRS_V9", measure: "alsfrsR", visit: "V9" },
 *       ],
 *     },
 *   ],
 * });
 *
 * records.participants[0]; // => { id: "001", arm: "msc", covariates: { age: "54" } }
 * records.observations?.[1]; // => { participant: "001", visit: "V9", measure: "alsfrsR", missing: "unknown" }
 * ```
 */
export function recordsFromRows(mapping: RowMapping): TrialRecords {
  checkMapping(mapping);
  const issues: DataIssue[] = [];
  const { participants, observations, adverseEvents, clinicalEvents, missing = ["NA", "."] } = mapping;
  const readersOf = (name: string, { rows, recode }: TableRows) => {
    const table = tableContext(name, rows, recode, missing, issues);
    return rows.map((row, index) => readRow(table, row, index));
  };

  const records: TrialRecords = {
    participants: readParticipants(participants, readersOf("participants", participants)),
    ...(observations && {
      observations: observations.flatMap((table, index) => {
        const rows = readersOf(`observations[${index}]`, table);
        return table.shape === "long" ? readLong(table, rows) : readWide(table, rows);
      }),
    }),
    ...(adverseEvents && { adverseEvents: readAdverseEvents(adverseEvents, readersOf("adverseEvents", adverseEvents)) }),
    ...(clinicalEvents && { clinicalEvents: readClinicalEvents(clinicalEvents, readersOf("clinicalEvents", clinicalEvents)) }),
  };
  if (issues.length === 0) return records;
  const count = `${issues.length} problem${issues.length === 1 ? "" : "s"}`;
  throw new TrialwiseError({
    code: "invalid-rows",
    message: `the rows have ${count}: ${issues.slice(0, 5).map((issue) => issue.message).join("; ")}${issues.length > 5 ? "; …" : ""}`,
    required: "rows that the mapping fits",
    observed: count,
    issues,
  });
}

const fieldsOf = {
  participants: { needed: ["id", "arm"], others: ["baselineDate", "covariates"] },
  long: { needed: ["participant", "visit", "measure", "value"], others: ["shape", "date"] },
  wide: { needed: ["participant", "columns"], others: ["shape"] },
  adverseEvents: {
    needed: ["participant", "systemOrganClass", "preferredTerm"],
    others: ["grade", "priorGrade", "relatedToProduct", "relatedToProcedure", "serious", "start", "end", "outcome"],
  },
  clinicalEvents: { needed: ["participant", "kind", "date"], others: ["description"] },
} as const;

/** A mapping is the caller's own: a field that it misspells must not be ignored. */
function checkMapping(mapping: RowMapping): void {
  const caller = "recordsFromRows";
  checkParts(caller, "the mapping", mapping, ["participants"]);
  checkOptionKeys(caller, mapping, ["participants", "observations", "adverseEvents", "clinicalEvents", "missing"]);
  checkTable("participants", mapping.participants, "participants");
  mapping.observations?.forEach((table, index) => {
    checkChoice(caller, `observations[${index}].shape`, table.shape, ["long", "wide"]);
    checkTable(`observations[${index}]`, table, table.shape);
  });
  if (mapping.adverseEvents !== undefined) checkTable("adverseEvents", mapping.adverseEvents, "adverseEvents");
  if (mapping.clinicalEvents !== undefined) checkTable("clinicalEvents", mapping.clinicalEvents, "clinicalEvents");
}

function checkTable(name: string, table: TableRows, kind: keyof typeof fieldsOf): void {
  const { needed, others } = fieldsOf[kind];
  const fields = [...needed, ...others];
  checkParts("recordsFromRows", name, table, ["rows", ...needed]);
  checkKnownKeys("recordsFromRows", name, table, ["rows", "recode", ...fields]);
  if (table.recode !== undefined) checkKnownKeys("recordsFromRows", `${name}.recode`, table.recode, fields);
  if (!Array.isArray(table.rows) || table.rows.some((row) => typeof row !== "object" || row === null)) {
    throw new TypeError(`recordsFromRows: ${name}.rows must be a list of rows, each an object of cells by column`);
  }
}

function readParticipants(mapping: ParticipantRows, rows: readonly RowReader[]): Participant[] {
  return rows.map((row) => {
    const baselineDate = row.text("baselineDate", mapping.baselineDate);
    const covariates: { [covariate: string]: string } = {};
    for (const key of keysOf(mapping.covariates ?? {})) {
      const value = row.text(key, mapping.covariates?.[key]);
      if (value !== undefined) covariates[key] = value;
    }
    return {
      id: row.key("id", mapping.id),
      arm: row.key("arm", mapping.arm),
      ...(baselineDate !== undefined && { baselineDate }),
      ...(mapping.covariates && { covariates }),
    };
  });
}

function readLong(mapping: LongRows, rows: readonly RowReader[]): Observation[] {
  return rows.map((row) => {
    const date = row.text("date", mapping.date);
    return {
      participant: row.key("participant", mapping.participant),
      visit: row.key("visit", mapping.visit),
      measure: row.key("measure", mapping.measure),
      ...(date !== undefined && { date }),
      ...valueOrUnknown(row.number("value", mapping.value)),
    };
  });
}

function readWide(mapping: WideRows, rows: readonly RowReader[]): Observation[] {
  return rows.flatMap((row) => {
    const participant = row.key("participant", mapping.participant);
    return mapping.columns.map(({ column, measure, visit }) => ({ participant, visit, measure, ...valueOrUnknown(row.number("value", column)) }));
  });
}

/** A cell without a value is an observation that is missing, not one that was never planned. */
function valueOrUnknown(value: number | undefined): { readonly value: number } | { readonly missing: "unknown" } {
  return value === undefined ? { missing: "unknown" } : { value };
}

function readAdverseEvents(mapping: AdverseEventRows, rows: readonly RowReader[]): AdverseEvent[] {
  const grades: readonly Grade[] = [1, 2, 3, 4, 5];
  const answers: readonly Answer[] = ["yes", "no", "unstated"];
  return rows.map((row) => {
    const grade = row.oneOf("grade", mapping.grade, grades);
    const priorGrade = row.oneOf("priorGrade", mapping.priorGrade, grades);
    const product = row.oneOf("relatedToProduct", mapping.relatedToProduct, answers);
    const procedure = row.oneOf("relatedToProcedure", mapping.relatedToProcedure, answers);
    const serious = row.yesOrNo("serious", mapping.serious);
    const start = row.text("start", mapping.start);
    const end = row.text("end", mapping.end);
    const outcome = row.oneOf("outcome", mapping.outcome, adverseEventOutcomes);
    return {
      participant: row.key("participant", mapping.participant),
      systemOrganClass: row.key("systemOrganClass", mapping.systemOrganClass),
      preferredTerm: row.key("preferredTerm", mapping.preferredTerm),
      ...(grade !== undefined && { grade }),
      ...(priorGrade !== undefined && { priorGrade }),
      ...((product ?? procedure) !== undefined && {
        related: { ...(product !== undefined && { product }), ...(procedure !== undefined && { procedure }) },
      }),
      ...(serious !== undefined && { serious }),
      ...(start !== undefined && { start: { date: start } }),
      ...(end !== undefined && { end: { date: end } }),
      ...(outcome !== undefined && { outcome }),
    };
  });
}

function readClinicalEvents(mapping: ClinicalEventRows, rows: readonly RowReader[]): ClinicalEvent[] {
  return rows.map((row) => {
    const description = row.text("description", mapping.description);
    return {
      participant: row.key("participant", mapping.participant),
      kind: row.oneOf("kind", mapping.kind, clinicalEventKinds) ?? "other",
      at: { date: row.key("date", mapping.date) },
      ...(description !== undefined && { description }),
    };
  });
}
