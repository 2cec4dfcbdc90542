import { checkFields, checkKnownKeys, checkObject, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { dateOrders } from "./isoDate.ts";
import { keysOf } from "./keysOf.ts";
import { missingReasons } from "./Observation.ts";
import type { RowMapping, TableRows } from "./RowMapping.ts";

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

/** A mapping is the caller's own: what it misspells must not be ignored, and mappings in JavaScript or from JSON have no types. */
export function checkRowMapping(mapping: RowMapping): void {
  checkParts(caller, "the mapping", mapping, ["participants"]);
  checkOptionKeys(caller, mapping, [...singleTables, "observations", "missing", "missingReasons"]);
  for (const family of singleTables) {
    const table = mapping[family];
    if (table !== undefined || family === "participants") checkTable(family, table!, family);
  }
  const { observations = [], doses, missing = [], missingReasons: reasons = {} } = mapping;
  checkList("observations", observations);
  observations.forEach((table, index) => {
    const name = `observations[${index}]`;
    checkObject(caller, name, table);
    checkChoice(caller, `${name}.shape`, table.shape, ["long", "wide"]);
    checkTable(name, table, table.shape);
  });
  if ((doses?.amount === undefined) !== (doses?.unit === undefined)) throw new TypeError(`${caller}: doses must have both amount and unit, or neither`);
  checkList("missing", missing);
  missing.forEach((word, index) => checkText(`missing[${index}]`, word));
  checkObject(caller, "missingReasons", reasons);
  for (const cell of keysOf(reasons)) checkChoice(caller, `missingReasons[${show(cell)}]`, reasons[cell]!, missingReasons);
}

function checkTable(name: string, table: TableRows, kind: keyof typeof fieldsOf): void {
  const { needed, others } = fieldsOf[kind];
  checkFields(caller, name, table, ["rows", ...needed], ["recode", "dateOrder", ...others]);
  const { rows, recode, dateOrder, ...fields } = table;
  // What is left out of a sparse list, `includes` takes for undefined.
  if (!Array.isArray(rows) || rows.includes(undefined) || rows.some((row) => typeof row !== "object" || row === null || Array.isArray(row))) {
    throw new TypeError(`${caller}: ${name}.rows must be a list of rows, each an object of cells by column`);
  }
  if (dateOrder !== undefined) checkChoice(caller, `${name}.dateOrder`, dateOrder, dateOrders);
  for (const [field, value] of Object.entries<unknown>(fields)) {
    if (value !== undefined || needed.some((key) => key === field)) checkField(`${name}.${field}`, field, value);
  }
  if (recode !== undefined) checkRecode(`${name}.recode`, recode, recodable(kind, table, [...needed, ...others]));
}

function checkField(name: string, field: string, value: unknown): void {
  if (field === "covariates") {
    for (const [covariate, column] of Object.entries(objectOf(name, value))) checkText(`${name}.${covariate}`, column);
  } else if (field === "columns") {
    checkList(name, value);
    value.forEach((column, index) => checkColumn(`${name}[${index}]`, column));
  } else if (["at", "start", "end"].includes(field)) checkTime(name, value);
  else if (["value", "day", "number", "amount"].includes(field)) checkText(name, value);
  else if (field !== "shape") checkSource(name, value);
}

function checkSource(name: string, source: unknown): void {
  if (typeof source === "string") return;
  const { constant } = objectOf(name, source, "a column or { constant }");
  checkFields(caller, name, Object(source), ["constant"]);
  checkText(`${name}.constant`, constant);
  if (constant === "") throw new RangeError(`${caller}: ${name}.constant must not be empty`);
}

/** A time is the column of a date, or of one unit of time. */
function checkTime(name: string, source: unknown): void {
  const sentence = "a column, { constant }, or one of { days }, { weeks } and { months }";
  const parts = typeof source === "string" ? { constant: source } : objectOf(name, source, sentence);
  checkKnownKeys(caller, name, parts, ["constant", "days", "weeks", "months", "from"]);
  const units = Object.keys(parts).filter((key) => key !== "from");
  if (units.length !== 1) throw new TypeError(`${caller}: ${name} must be ${sentence}; received ${units.length} of them`);
  if ("constant" in parts) checkSource(name, source);
  for (const [key, part] of Object.entries(parts)) if (part !== undefined) checkText(`${name}.${key}`, part);
}

function checkColumn(name: string, column: unknown): void {
  const fields = objectOf(name, column);
  checkFields(caller, name, fields, ["column", "measure", "visit"], ["date", "day"]);
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined || (field !== "date" && field !== "day")) checkText(`${name}.${field}`, value);
  }
}

/** The fields of a record whose cells `recode` may rename: of a wide table also those that each column has. */
function recodable(kind: keyof typeof fieldsOf, table: TableRows, fields: readonly string[]): readonly string[] {
  const more = kind === "wide" ? ["value", "date", "day"] : "covariates" in table ? Object.keys(Object(table.covariates)) : [];
  return [...fields.filter((field) => !["shape", "columns", "covariates"].includes(field)), ...more];
}

function checkRecode(name: string, recode: object, fields: readonly string[]): void {
  checkKnownKeys(caller, name, recode, fields);
  for (const [field, words] of Object.entries<unknown>({ ...recode })) {
    for (const [cell, word] of Object.entries(objectOf(`${name}.${field}`, words))) checkText(`${name}.${field}[${show(cell)}]`, word);
  }
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== "string") throw new TypeError(`${caller}: ${name} must be text; received ${show(value)}`);
}

function checkList(name: string, value: unknown): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${caller}: ${name} must be a list; received ${show(value)}`);
}

function objectOf(name: string, value: unknown, sentence = "an object"): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new TypeError(`${caller}: ${name} must be ${sentence}; received ${show(value)}`);
}
