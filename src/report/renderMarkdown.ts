import { checkTable } from "./checkTable.ts";
import { lineBreaks, printable } from "./displayText.ts";
import { footnoteMarks, fullLabel, marksOf, plainText } from "./footnoteMarks.ts";
import type { Table, TableColumn, TableRow, TableText } from "./Table.ts";

/**
 * A table as GitHub-flavoured Markdown. Every character that Markdown or HTML reads as markup is escaped, also at the start of a
 * footnote, so that a preferred term such as `__proto__` or `<b>`, or a footnote such as `1. One`, appears as it was recorded.
 * A line break in a cell becomes `<br>`, elsewhere a space, as does any other control character. An empty title, group label or
 * footnote leaves nothing behind. Marks of footnotes are superscripts, and a heading over several columns stands before the label of
 * each. An address such as `https://…` or `www.…` is no link.
 *
 * Not escaped, since Markdown has no means to, is what GitHub itself links or replaces: `@names`, mail addresses, commit
 * hashes, `:emoji:` names. Text that nobody has looked through may hold any of them.
 *
 * @throws RangeError when a row does not have one cell for each column, or an alignment is none of the three
 * @throws TypeError when a part of the table is missing, misspelt or no text
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
  const marks = footnoteMarks(table);
  const superscript = (text: TableText): string => marksOf(text, marks).map((mark) => `<sup>${mark}</sup>`).join("");
  const marked = (text: TableText): string => inCell(plainText(text)) + superscript(text);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rowLine = ({ cells, indent = 0 }: TableRow, outerIndent: number): string =>
    line(cells.map((cell, index) => (index === 0 ? "&emsp;".repeat(outerIndent + indent) : "") + marked(cell)));
  const groups = table.groups.flatMap(({ label, rows }) => [
    ...(label === undefined ? [] : [line([bold(plainText(label)) + superscript(label), ...table.columns.slice(1).map(() => "")])]),
    ...rows.map((row) => rowLine(row, label === undefined ? 0 : 1)),
  ]);
  const body = [line(table.columns.map((column) => marked(fullLabel(column)))), line(table.columns.map(ruleOf)), ...groups].join("\n");
  const footnotes = table.footnotes.map((footnote, index) =>
    marks[index] === undefined ? withoutBlock(paragraph(footnote)) : `<sup>${marks[index]}</sup> ${paragraph(footnote)}`,
  );
  return `${[bold(table.title), body, ...footnotes].filter((block) => block !== "").join("\n\n")}\n`;
}

function ruleOf({ align }: TableColumn): string {
  return { left: ":--", right: "--:", center: ":-:" }[align];
}

function inCell(text: string): string {
  return text.split(lineBreaks).map(escape).join("<br>");
}

function paragraph(text: string): string {
  return text
    .split(lineBreaks)
    .map(escape)
    .filter((line) => line !== "")
    .join(" ");
}

function bold(text: string): string {
  const escaped = paragraph(text);
  return escaped === "" ? "" : `**${escaped}**`;
}

/** Numbers, dashes and pluses that would begin a list, and dashes alone, which would be a rule. */
function withoutBlock(text: string): string {
  return text.replace(/^(\d{1,9})(?=[.)](?:\s|$))/u, "$1\\").replace(/^(?=[-+](?:\s|$)|-[-\s]*$)/u, "\\");
}

function escape(text: string): string {
  return printable(text)
    .replace(/[\\|`*_{}[\]#~$]|:(?=\/\/)/gu, "\\$&")
    .replace(/(www)\./giu, "$1\\.")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
