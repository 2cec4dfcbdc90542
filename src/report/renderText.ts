import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkCount } from "../result/checkOption.ts";
import { checkTable } from "./checkTable.ts";
import { displayWidth, printable, wrapText } from "./displayText.ts";
import { bracketed, bracketedFootnote, footnoteMarks, fullLabel } from "./footnoteMarks.ts";
import type { Table, TableColumn, TableText } from "./Table.ts";

export interface RenderTextOptions {
  /** Columns of the terminal; no line is wider. Default 80. */
  readonly width?: number;
}

const gap = 2;

/** A row as it is printed. */
interface Line {
  readonly cells: readonly string[];
  readonly indent: number;
}

/**
 * A table as lines of plain text for a terminal, wrapped to its width. The widest columns give way first, words stay whole
 * where they can, and control characters in a cell are shown as spaces. Marks of footnotes stand in brackets, and a heading over
 * several columns before the label of each. There is no trailing line break.
 *
 * @throws RangeError when a row does not have one cell for each column, or the width leaves a column without room
 * @throws TypeError when a part of the table is missing, misspelt or no text
 *
 * @example
 * ```ts
 * import { renderText } from "trialwise";
 *
 * renderText({
 *   title: "Responders",
 *   columns: [{ label: "Improvement", align: "left" }, { label: "n (%)", align: "right" }],
 *   groups: [{ rows: [{ cells: ["≥ 50 %", "22 (69)"] }] }],
 *   footnotes: [],
 * }); // => "Responders\n────────────────────\nImprovement    n (%)\n────────────────────\n≥ 50 %       22 (69)\n────────────────────"
 * ```
 */
export function renderText(table: Table, options: RenderTextOptions = {}): string {
  checkOptionKeys("renderText", options, ["width"]);
  const { width = 80 } = options;
  checkTable("renderText", table);
  // A wide character takes two columns, and no line can hold less than one character.
  checkCount("renderText", "width", width, table.columns.length * 2 + gap * (table.columns.length - 1));

  const marks = footnoteMarks(table);
  const marked = (text: TableText): string => bracketed(text, marks);
  const heading: Line = { cells: table.columns.map((column) => marked(fullLabel(column))), indent: 0 };
  const groups = table.groups.map(({ label, rows }) => ({
    label: label === undefined ? undefined : marked(label),
    rows: rows.map(({ cells, indent = 0 }): Line => ({ cells: cells.map(marked), indent: label === undefined ? indent : indent + 1 })),
  }));
  const widths = columnWidths([heading, ...groups.flatMap((group) => group.rows)], width);
  const rule = "─".repeat(widths.reduce((total, column) => total + column + gap, -gap));
  return [
    ...wrapText(table.title, width),
    rule,
    ...rowLines(heading, table.columns, widths),
    rule,
    ...groups.flatMap(({ label, rows }) =>
      (label === undefined ? [] : wrapText(label, width)).concat(rows.flatMap((row) => rowLines(row, table.columns, widths))),
    ),
    rule,
    ...table.footnotes.flatMap((footnote, index) => wrapText(bracketedFootnote(footnote, marks[index]), width)),
  ].join("\n");
}

/** Natural widths, capped at the largest common width that lets the row fit; columns keep their longest words, and where not all can, the longest words break. */
function columnWidths(rows: readonly Line[], width: number): number[] {
  const columns = rows[0]!.cells.map((_, column) => column);
  const available = width - gap * (columns.length - 1);
  const widest = (measure: (text: string) => number) =>
    columns.map((column) => largest(rows.map((row) => measure(printable(row.cells[column]!)) + indentOf(row, column, available))));
  const natural = widest(displayWidth);
  const words = widest((text) => largest(text.split(/ +/u).map(displayWidth)));
  const least = cappedToFit(words, columns.map(() => 0), available);
  return cappedToFit(natural, least, available);
}

/** Widths that are cut at the largest common width with which they are available, none below its least. */
function cappedToFit(wanted: readonly number[], least: readonly number[], available: number): number[] {
  const capped = (cap: number): number[] => wanted.map((width, column) => Math.max(least[column]!, Math.min(width, cap)));
  let cap = Math.min(largest(wanted), available);
  while (cap > 2 && total(capped(cap)) > available) cap--;
  return capped(cap);
}

function rowLines(row: Line, columns: readonly TableColumn[], widths: readonly number[]): string[] {
  const cells = row.cells.map((cell, column) => {
    const indent = indentOf(row, column, widths[column]!);
    return wrapText(cell, widths[column]! - indent).map((line) => " ".repeat(indent) + line);
  });
  const height = largest(cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    columns.map(({ align }, column) => pad(cells[column]![index] ?? "", widths[column]!, align)).join(" ".repeat(gap)).trimEnd(),
  );
}

/** Two columns a level, for the first cell only, as far as the column leaves room for text. */
function indentOf(row: Line, column: number, width: number): number {
  return column === 0 ? Math.max(0, Math.min(2 * row.indent, width - 2)) : 0;
}

function pad(text: string, width: number, align: TableColumn["align"]): string {
  const missing = Math.max(0, width - displayWidth(text));
  const before = { left: 0, right: missing, center: Math.floor(missing / 2) }[align];
  return " ".repeat(before) + text + " ".repeat(missing - before);
}

/** Of any number of values: a call of `Math.max` holds only so many. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}
