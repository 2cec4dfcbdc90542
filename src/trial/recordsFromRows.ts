import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { keysOf } from "./keysOf.ts";
import { missingReasons as reasonsKnown } from "./Observation.ts";
import { readAdverseEvents, readBiomarkerSamples, readClinicalEvents, readDispositions, readDoses, readLong, readParticipants, readWide } from "./readRecords.ts";
import { readRow, type RowReader, tableContext } from "./readRow.ts";
import type { RowMapping, TableRows, TimeSource, WideColumn } from "./RowMapping.ts";
import type { TrialRecords } from "./TrialRecords.ts";

/**
 * A trial's records from rows, as a CSV parser or a data frame gives them.
 *
 * Use it where data come as tables: long (one row for each value) or wide (one column for each visit). A mapping names
 * the column of each field; `recode` turns the table's words into the trial's keys. Numbers may be text (`"35"`). Empty
 * cells and those listed in `missing` are no value: an observation without one is kept, as missing for the reason that its `reason`
 * column or `missingReasons` gives, or for an unknown one. Times are ISO dates, dates in another order (`dateOrder`), or days, weeks or
 * months since baseline. Results of a laboratory may be `<5.0` or `>1000`. A dose has one route and an amount in one unit.
 * Covariates stay text, so that a site called `01` keeps its name; reading turns those declared as numbers into numbers.
 * Whether keys, scores and dates are possible is for {@link readTrialData} to check.
 *
 * @throws TrialwiseError `invalid-rows`, with every problem in `issues`: a column that no row has (naming the nearest), a
 * cell that should be a number, a date or one of certain words and is not, a needed field that is empty. Paths are table, row and column.
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
  const { missing = ["NA", "."], missingReasons = {} } = mapping;
  const readersOf = (name: string, tableRows: TableRows): readonly RowReader[] => {
    const table = tableContext(name, tableRows, missing, issues);
    return tableRows.rows.map((row, index) => readRow(table, row, index));
  };

  const { participants, observations, adverseEvents, clinicalEvents, doses, dispositions, biomarkerSamples } = mapping;
  const records: TrialRecords = {
    participants: readParticipants(participants, readersOf("participants", participants)),
    ...(observations && {
      observations: observations.flatMap((table, index) => {
        const rows = readersOf(`observations[${index}]`, table);
        return table.shape === "long" ? readLong(table, rows, missingReasons) : readWide(table, rows, missingReasons);
      }),
    }),
    ...(adverseEvents && { adverseEvents: readAdverseEvents(adverseEvents, readersOf("adverseEvents", adverseEvents)) }),
    ...(clinicalEvents && { clinicalEvents: readClinicalEvents(clinicalEvents, readersOf("clinicalEvents", clinicalEvents)) }),
    ...(doses && { doses: readDoses(doses, readersOf("doses", doses)) }),
    ...(dispositions && { dispositions: readDispositions(dispositions, readersOf("dispositions", dispositions)) }),
    ...(biomarkerSamples && { biomarkerSamples: readBiomarkerSamples(biomarkerSamples, readersOf("biomarkerSamples", biomarkerSamples), missingReasons) }),
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

const caller = "recordsFromRows";

const fieldsOf = {
  participants: { needed: ["id", "arm"], others: ["baselineDate", "covariates"] },
  long: { needed: ["participant", "visit", "measure", "value"], others: ["shape", "date", "day", "reason"] },
  wide: { needed: ["participant", "columns"], others: ["shape"] },
  adverseEvents: {
    needed: ["participant", "systemOrganClass", "preferredTerm"],
    others: ["grade", "priorGrade", "relatedToProduct", "relatedToProcedure", "serious", "start", "end", "outcome"],
  },
  clinicalEvents: { needed: ["participant", "kind", "at"], others: ["description"] },
  doses: { needed: ["participant", "at"], others: ["number", "treatment", "route", "amount", "unit"] },
  dispositions: { needed: ["participant", "status"], others: ["at", "reason"] },
  biomarkerSamples: { needed: ["participant", "visit", "biomarker", "unit", "value"], others: ["date", "day", "reason"] },
} as const;

const singleTables = ["participants", "adverseEvents", "clinicalEvents", "doses", "dispositions", "biomarkerSamples"] as const;

/** A mapping is the caller's own: a field that it misspells must not be ignored. */
function checkMapping(mapping: RowMapping): void {
  checkParts(caller, "the mapping", mapping, ["participants"]);
  checkOptionKeys(caller, mapping, [...singleTables, "observations", "missing", "missingReasons"]);
  for (const family of singleTables) {
    const table = mapping[family];
    if (table !== undefined) checkTable(family, table, family);
  }
  mapping.observations?.forEach((table, index) => {
    const name = `observations[${index}]`;
    checkChoice(caller, `${name}.shape`, table.shape, ["long", "wide"]);
    checkTable(name, table, table.shape);
    if (table.shape === "wide") table.columns.forEach((column, at) => checkColumn(`${name}.columns[${at}]`, column));
  });
  checkTimes(mapping);
  if ((mapping.doses?.amount === undefined) !== (mapping.doses?.unit === undefined)) throw new TypeError(`${caller}: doses must have both amount and unit, or neither`);
  for (const cell of keysOf(mapping.missingReasons ?? {})) checkChoice(caller, `missingReasons[${show(cell)}]`, mapping.missingReasons![cell]!, reasonsKnown);
}

function checkTable(name: string, table: TableRows, kind: keyof typeof fieldsOf): void {
  const { needed, others } = fieldsOf[kind];
  const fields = [...needed, ...others];
  checkParts(caller, name, table, ["rows", ...needed]);
  checkKnownKeys(caller, name, table, ["rows", "recode", "dateOrder", ...fields]);
  if (table.recode !== undefined) checkKnownKeys(caller, `${name}.recode`, table.recode, fields);
  if (table.dateOrder !== undefined) checkChoice(caller, `${name}.dateOrder`, table.dateOrder, ["year-month-day", "day-month-year", "month-day-year"]);
  if (!Array.isArray(table.rows) || table.rows.some((row) => typeof row !== "object" || row === null)) {
    throw new TypeError(`${caller}: ${name}.rows must be a list of rows, each an object of cells by column`);
  }
}

function checkTimes({ adverseEvents, clinicalEvents, doses, dispositions }: RowMapping): void {
  const times = { "adverseEvents.start": adverseEvents?.start, "adverseEvents.end": adverseEvents?.end, "clinicalEvents.at": clinicalEvents?.at, "doses.at": doses?.at, "dispositions.at": dispositions?.at };
  for (const [name, source] of Object.entries(times)) if (source !== undefined) checkTime(name, source);
}

/** A time is the column of a date, or of one unit of time. */
function checkTime(name: string, source: TimeSource): void {
  if (typeof source !== "object" || "constant" in source) return;
  checkKnownKeys(caller, name, source, ["constant", "days", "weeks", "months", "from"]);
  const units = keysOf(source).filter((key) => key !== "from");
  if (units.length !== 1) throw new TypeError(`${caller}: ${name} must be a column, { constant }, or one of { days }, { weeks } and { months }; received ${units.length} of them`);
}

function checkColumn(name: string, column: WideColumn): void {
  checkParts(caller, name, column, ["column", "measure", "visit"]);
  checkKnownKeys(caller, name, column, ["column", "measure", "visit", "date", "day"]);
}
