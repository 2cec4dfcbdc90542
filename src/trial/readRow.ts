import type { DataIssue } from "../result/Issue.ts";
import { didYouMean } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { dateHint } from "./dateHint.ts";
import { decimalCommaHint } from "./decimalCommaHint.ts";
import { isNumeric } from "./isNumeric.ts";
import { problem } from "./problem.ts";
import type { DateOrder, Recode, Row, Source, TableRows, TimeSource } from "./RowMapping.ts";
import { isoDate } from "./isoDate.ts";
import type { TimePoint } from "./TimePoint.ts";

/** One table while it is read: its name for messages, how its cells are recoded, and the problems found so far. */
export interface TableContext {
  readonly name: string;
  readonly recode: Recode;
  readonly dateOrder: DateOrder;
  readonly missing: readonly string[];
  readonly issues: DataIssue[];
  /** Every column that some row has, also by its name without the white space or the byte order mark round it. */
  readonly columns: ReadonlyMap<string, string>;
  /** Columns already reported as absent, and constants reported as impossible: said once, not once a row. */
  readonly absent: Set<string>;
  readonly impossible: Set<Source>;
}

/** Reads the fields of one row. A field that was not mapped and a cell without a value are `undefined`. */
export interface RowReader {
  /** A field that every row needs. */
  readonly key: (field: string, source: Source) => string;
  readonly text: (field: string, source: Source | undefined) => string | undefined;
  /** What a cell says, also where that stands for no value; empty if it says nothing. */
  readonly word: (field: string, column: string) => string;
  /** The hint ends the sentence about a cell that is none, the alternatives say what else it may be. */
  readonly number: (field: string, source: Source | undefined, hint?: string, alternatives?: string) => number | undefined;
  readonly report: (source: Source, code: DataIssue["code"], value: unknown, sentence: string) => void;
  /** Reports a field without a value that every row needs; what stands in for it is never seen, since the rows are refused. */
  readonly needed: <Value>(field: string, source: TimeSource, standIn: Value) => Value;
  /** As an ISO date. */
  readonly date: (field: string, source: Source | undefined) => string | undefined;
  readonly time: (field: string, source: TimeSource | undefined) => TimePoint | undefined;
  readonly yesOrNo: (field: string, source: Source | undefined) => boolean | undefined;
  readonly oneOf: <Choice extends string | number>(
    field: string,
    source: Source | undefined,
    choices: readonly Choice[],
  ) => Choice | undefined;
}

export function tableContext(name: string, { rows, recode = {}, dateOrder = "year-month-day" }: TableRows, missing: readonly string[], issues: DataIssue[]): TableContext {
  return { name, recode, dateOrder, missing, issues, columns: columnsOf(rows), absent: new Set(), impossible: new Set() };
}

export function readRow(table: TableContext, row: Row, index: number): RowReader {
  // Several fields may come from one cell, as the dates of two measures.
  const reported = new Set<string>();
  const report: RowReader["report"] = (source, code, value, sentence) => {
    if (typeof source !== "string") {
      if (table.impossible.has(source)) return;
      table.impossible.add(source);
    }
    const column = typeof source === "string" ? source : "constant";
    const message = `${table.name}[${index}].${column} ${sentence}`;
    if (!reported.has(message)) table.issues.push(problem([table.name, index, column], code, value, message));
    reported.add(message);
  };

  const unreadable = new Set<string>();
  const word: RowReader["word"] = (field, column) => {
    const cell = cellOf(table, row, column);
    if ((typeof cell === "object" && cell !== null) || typeof cell === "function" || typeof cell === "symbol") {
      report(column, "invalid-type", cell, `must be text, a number or true or false (a date as YYYY-MM-DD); received ${show(cell)}`);
      unreadable.add(column);
      return "";
    }
    const written = cell === null || cell === undefined || Number.isNaN(cell) ? "" : String(cell).trim();
    const words = Object.hasOwn(table.recode, field) ? table.recode[field] : undefined;
    return words !== undefined && Object.hasOwn(words, written) ? words[written]! : written;
  };

  const text = (field: string, source: Source | undefined): string | undefined => {
    if (source === undefined) return undefined;
    if (typeof source !== "string") return source.constant;
    const value = word(field, source);
    return value === "" || table.missing.includes(value) ? undefined : value;
  };

  const number = (field: string, source: Source | undefined, hint = "", alternatives = ""): number | undefined => {
    const value = text(field, source);
    if (value === undefined || source === undefined) return undefined;
    if (isNumeric(value)) return withoutNegativeZero(Number(value));
    report(source, "invalid-type", value, `must be a number${alternatives}; received ${show(value)}${decimalCommaHint(value) || hint}`);
    return undefined;
  };

  const date = (field: string, source: Source | undefined): string | undefined => {
    const value = text(field, source);
    if (value === undefined || source === undefined) return undefined;
    const iso = isoDate(value, table.dateOrder);
    if (iso === undefined) report(source, "invalid-date", value, `must be a date as ${table.dateOrder}; received ${show(value)}${dateHint(value)}`);
    return iso;
  };

  const time = (field: string, source: TimeSource | undefined): TimePoint | undefined => {
    if (source === undefined) return undefined;
    if (isSource(source)) {
      const day = date(field, source);
      return day === undefined ? undefined : { date: day };
    }
    const amount = number(field, columnOf(source));
    return amount === undefined ? undefined : timeSince(source, amount);
  };

  const needed = <Value>(field: string, source: TimeSource, standIn: Value): Value => {
    const column = columnOf(source);
    const isReported = typeof column === "string" && (table.absent.has(column) || unreadable.has(column));
    if (text(field, column) === undefined && !isReported) report(column, "missing-field", null, `has no value, and every row needs the field ${show(field)}`);
    return standIn;
  };

  return {
    text,
    word,
    number,
    date,
    time,
    report,
    needed,
    key: (field, source) => text(field, source) ?? needed(field, source, ""),
    yesOrNo: (field, source) => {
      const value = text(field, source);
      if (value === undefined || source === undefined) return undefined;
      if (["true", "1", "y", "yes"].includes(value.toLowerCase())) return true;
      if (["false", "0", "n", "no"].includes(value.toLowerCase())) return false;
      report(source, "invalid-value", value, `must be yes or no; received ${show(value)}${recodeHint(field, source)}`);
      return undefined;
    },
    oneOf: (field, source, choices) => {
      const value = text(field, source);
      if (value === undefined || source === undefined) return undefined;
      const choice = choices.find((candidate) => String(candidate) === value);
      if (choice === undefined) report(source, "invalid-value", value, `must be one of ${choices.map(show).join(", ")}; received ${show(value)}${recodeHint(field, source)}`);
      return choice;
    },
  };
}

/** How to say what a word of the table means. A constant is the mapping's own word. */
function recodeHint(field: string, source: Source): string {
  return typeof source === "string" ? `. If that is the table's word for one of them, say so by recode.${field}` : "";
}

function isSource(source: TimeSource): source is Source {
  return typeof source === "string" || "constant" in source;
}

function columnOf(source: TimeSource): Source {
  if (isSource(source)) return source;
  return "days" in source ? source.days : "weeks" in source ? source.weeks : source.months;
}

function timeSince(source: Exclude<TimeSource, Source>, amount: number): TimePoint {
  const from = source.from === undefined ? {} : { from: source.from };
  if ("days" in source) return { days: amount, ...from };
  return "weeks" in source ? { weeks: amount, ...from } : { months: amount, ...from };
}

function columnsOf(rows: readonly Row[]): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const row of rows) for (const column of Object.keys(row)) columns.set(column, column);
  for (const column of columns.keys()) if (!columns.has(column.trim())) columns.set(column.trim(), column);
  return columns;
}

function cellOf(table: TableContext, row: Row, column: string): Row[string] {
  const key = table.columns.get(column);
  if (key !== undefined) return Object.hasOwn(row, key) ? row[key] : undefined;
  if (!table.absent.has(column)) {
    table.absent.add(column);
    const columns = [...table.columns.keys()].filter((name) => name === name.trim());
    const shown = (columns.slice(0, 20).map(show).join(", ") || "none") + (columns.length > 20 ? ", …" : "");
    const sentence = `${table.name} has no column ${show(column)} (it has ${shown})${didYouMean(column, columns)}`;
    table.issues.push(problem([table.name, column], "unknown-key", column, sentence));
  }
  return undefined;
}
