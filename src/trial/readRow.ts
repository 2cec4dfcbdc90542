import type { DataIssue } from "../result/Issue.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { isNumeric } from "./isNumeric.ts";
import { problem } from "./problem.ts";
import type { Recode, Row, Source } from "./RowMapping.ts";

/** One table while it is read: its name for messages, how its cells are recoded, and the problems found so far. */
export interface TableContext {
  readonly name: string;
  readonly recode: Recode;
  readonly missing: readonly string[];
  readonly issues: DataIssue[];
  /** Every column that some row has. */
  readonly columns: ReadonlySet<string>;
  /** Columns already reported as absent: said once, not once a row. */
  readonly absent: Set<string>;
}

/** Reads the fields of one row. A field that was not mapped and a cell without a value are `undefined`. */
export interface RowReader {
  /** A field that every row needs. */
  readonly key: (field: string, source: Source) => string;
  readonly text: (field: string, source: Source | undefined) => string | undefined;
  readonly number: (field: string, source: Source | undefined) => number | undefined;
  readonly yesOrNo: (field: string, source: Source | undefined) => boolean | undefined;
  readonly oneOf: <Choice extends string | number>(
    field: string,
    source: Source | undefined,
    choices: readonly Choice[],
  ) => Choice | undefined;
}

export function tableContext(
  name: string,
  rows: readonly Row[],
  recode: Recode | undefined,
  missing: readonly string[],
  issues: DataIssue[],
): TableContext {
  return { name, recode: recode ?? {}, missing, issues, columns: new Set(rows.flatMap((row) => Object.keys(row))), absent: new Set() };
}

export function readRow(table: TableContext, row: Row, index: number): RowReader {
  const report = (source: Source, code: DataIssue["code"], value: unknown, sentence: string) => {
    const column = typeof source === "string" ? source : "constant";
    table.issues.push(problem([table.name, index, column], code, value, `${table.name}[${index}].${column} ${sentence}`));
  };

  const text = (field: string, source: Source | undefined): string | undefined => {
    if (source === undefined) return undefined;
    if (typeof source !== "string") return source.constant;
    const cell = cellOf(table, row, source);
    if (cell === null || cell === undefined || Number.isNaN(cell)) return undefined;
    if (typeof cell === "object") {
      report(source, "invalid-type", cell, `must be text, a number or true or false (a date as YYYY-MM-DD); received ${show(cell)}`);
      return undefined;
    }
    const value = String(cell).trim();
    if (value === "" || table.missing.includes(value)) return undefined;
    const words = table.recode[field];
    return words !== undefined && Object.hasOwn(words, value) ? words[value] : value;
  };

  const number = (field: string, source: Source | undefined): number | undefined => {
    const value = text(field, source);
    if (value === undefined || source === undefined) return undefined;
    if (isNumeric(value)) return Number(value);
    report(source, "invalid-type", value, `must be a number; received ${show(value)}`);
    return undefined;
  };

  return {
    text,
    number,
    key: (field, source) => {
      const value = text(field, source);
      const isAbsent = typeof source === "string" && table.absent.has(source);
      if (value === undefined && !isAbsent) report(source, "missing-field", null, `has no value, and every row needs its ${field}`);
      return value ?? "";
    },
    yesOrNo: (field, source) => {
      const value = text(field, source)?.toLowerCase();
      if (value === undefined || source === undefined) return undefined;
      if (["true", "1", "y", "yes"].includes(value)) return true;
      if (["false", "0", "n", "no"].includes(value)) return false;
      report(source, "invalid-value", value, `must be yes or no; received ${show(value)}`);
      return undefined;
    },
    oneOf: (field, source, choices) => {
      const value = text(field, source);
      if (value === undefined || source === undefined) return undefined;
      const choice = choices.find((candidate) => String(candidate) === value);
      if (choice === undefined) report(source, "invalid-value", value, `must be one of ${choices.map(show).join(", ")}; received ${show(value)}`);
      return choice;
    },
  };
}

function cellOf(table: TableContext, row: Row, column: string): Row[string] {
  if (Object.hasOwn(row, column)) return row[column];
  if (!table.columns.has(column) && !table.absent.has(column)) {
    table.absent.add(column);
    const nearest = nearestKey(column, [...table.columns]);
    const hint = nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`;
    table.issues.push(problem([table.name, column], "unknown-key", column, `${table.name} has no column ${show(column)}${hint}`));
  }
  return undefined;
}
