import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkCount } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { Table, TableColumn, TableRow, TableText } from "./Table.ts";

const alignments: readonly TableColumn["align"][] = ["left", "right", "center"];

/** Refuses what is no table: parts that are missing, misspelt or no text, rows that do not have one cell for each column. */
export function checkTable(caller: string, table: Table): void {
  const parts = ["title", "columns", "groups", "footnotes"];
  checkParts(caller, "the table", table, parts);
  checkKnownKeys(caller, "the table", table, parts);
  checkText(caller, "title", table.title);
  checkList(caller, "footnotes", table.footnotes);
  for (const [index, footnote] of table.footnotes.entries()) checkText(caller, `footnotes[${index}]`, footnote);
  const notes = table.footnotes.length;
  checkList(caller, "columns", table.columns);
  if (table.columns.length === 0) throw new RangeError(`${caller}: a table needs at least one column`);
  for (const [index, column] of table.columns.entries()) checkColumn(caller, `columns[${index}]`, column, notes);
  checkList(caller, "groups", table.groups);
  for (const [groupIndex, group] of table.groups.entries()) {
    const where = `groups[${groupIndex}]`;
    checkParts(caller, where, group, ["rows"]);
    checkKnownKeys(caller, where, group, ["label", "rows"]);
    if (group.label !== undefined) checkMarkedText(caller, `${where}.label`, group.label, notes);
    checkList(caller, `${where}.rows`, group.rows);
    for (const [rowIndex, row] of group.rows.entries()) checkRow(caller, `${where}.rows[${rowIndex}]`, row, table.columns.length, notes);
  }
}

function checkColumn(caller: string, where: string, column: TableColumn, notes: number): void {
  checkParts(caller, where, column, ["label", "align"]);
  checkKnownKeys(caller, where, column, ["label", "align", "spanner"]);
  checkMarkedText(caller, `${where}.label`, column.label, notes);
  if (column.spanner !== undefined) checkText(caller, `${where}.spanner`, column.spanner);
  checkChoice(caller, `${where}.align`, column.align, alignments);
}

function checkRow(caller: string, where: string, row: TableRow, columns: number, notes: number): void {
  checkParts(caller, where, row, ["cells"]);
  checkKnownKeys(caller, where, row, ["cells", "indent"]);
  checkCount(caller, `${where}.indent`, row.indent ?? 0);
  checkList(caller, `${where}.cells`, row.cells);
  if (row.cells.length !== columns) {
    throw new RangeError(`${caller}: ${where} must have ${columns} cells, one for each column; received ${row.cells.length}`);
  }
  for (const [index, cell] of row.cells.entries()) checkMarkedText(caller, `${where}.cells[${index}]`, cell, notes);
}

function checkMarkedText(caller: string, where: string, text: TableText, footnotes: number): void {
  if (typeof text !== "object" || text === null || Array.isArray(text)) return checkText(caller, where, text);
  checkParts(caller, where, text, ["text", "notes"]);
  checkKnownKeys(caller, where, text, ["text", "notes"]);
  checkText(caller, `${where}.text`, text.text);
  checkList(caller, `${where}.notes`, text.notes);
  for (const note of text.notes) {
    if (Number.isInteger(note) && note >= 0 && note < footnotes) continue;
    throw new RangeError(`${caller}: ${where}.notes must be positions in footnotes, from 0 to ${footnotes - 1}; received ${show(note)}`);
  }
}

function checkText(caller: string, where: string, text: unknown): void {
  if (typeof text !== "string") throw new TypeError(`${caller}: ${where} must be text; received ${show(text)}`);
}

function checkList(caller: string, where: string, list: readonly unknown[]): void {
  if (!Array.isArray(list)) throw new TypeError(`${caller}: ${where} must be a list; received ${show(list)}`);
}
