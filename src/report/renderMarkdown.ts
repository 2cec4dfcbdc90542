import { printable } from "./displayText.ts";
import { checkTable } from "./Table.ts";
import type { TableColumn, TableRow, Table } from "./Table.ts";

/**
 * A table as GitHub-flavoured Markdown. Text stays text: every character that Markdown or HTML would read as markup is escaped,
 * so that a preferred term such as `__proto__` or `<b>` appears as it was recorded; a line break in a cell becomes `<br>`, any
 * other control character a space.
 *
 * @throws RangeError when a row does not have one cell for each column
 *
 * @example
 * ```ts
 * import { renderMarkdown } from "trialwise";
 *
 * renderMarkdown({
 *   title: "Adverse events",
 *   columns: [{ label: "Term", align: "left" }, { label: "n", align: "right" }],
 *   groups: [{ rows: [{ cells: ["Headache|migraine", "2"] }] }],
 *   footnotes: [],
 * }); // => "**Adverse events**\n\n| Term | n |\n| :-- | --: |\n| Headache\\|migraine | 2 |\n"
 * ```
 */
export function renderMarkdown(table: Table): string {
  checkTable("renderMarkdown", table);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const groups = table.groups.flatMap(({ label, rows }) => [
    ...(label === undefined ? [] : [line([`**${paragraph(label)}**`, ...table.columns.slice(1).map(() => "")])]),
    ...rows.map((row) => line(cellsOf(row, label === undefined ? 0 : 1))),
  ]);
  const body = [line(table.columns.map((column) => inCell(column.label))), line(table.columns.map(ruleOf)), ...groups].join("\n");
  return `${[`**${paragraph(table.title)}**`, body, ...table.footnotes.map(paragraph)].join("\n\n")}\n`;
}

function cellsOf(row: TableRow, outerIndent: number): string[] {
  const indent = "&emsp;".repeat(outerIndent + (row.indent ?? 0));
  return row.cells.map((cell, index) => (index === 0 ? indent : "") + inCell(cell));
}

function ruleOf({ align }: TableColumn): string {
  return { left: ":--", right: "--:", center: ":-:" }[align];
}

function inCell(text: string): string {
  return text.split(lineBreaks).map(escape).join("<br>");
}

function paragraph(text: string): string {
  return text.split(lineBreaks).map(escape).join(" ");
}

const lineBreaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;

function escape(text: string): string {
  return printable(text).replace(/[\\|`*_{}[\]#~$]/gu, "\\$&").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
