import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { checkTable } from "./checkTable.ts";
import { printable } from "./displayText.ts";
import { fullLabel, plainText } from "./footnoteMarks.ts";
import type { Table } from "./Table.ts";

export interface RenderCsvOptions {
  /** What separates cells: a comma, a semicolon (spreadsheets where the comma is the decimal point) or a tab. Default `","`. */
  readonly separator?: "," | ";" | "\t";
}

/**
 * A table as CSV (RFC 4180): a line of column labels and a line for each row, ended by CR LF, cells quoted where they must be. Where
 * a group has a label, a first column `Group` holds it. Title, footnotes and their marks are left out: a program would take a footnote for
 * a row, and a number with a mark for text. The other formats have them, and `table.footnotes` is a list of texts. Indentation is
 * kept as two spaces a level. A heading over several columns stands before the label of each. Line breaks and control characters inside a cell become spaces.
 *
 * A spreadsheet runs what begins with `=`, `+`, `-` or `@` as a formula, in some locales also their full-width forms. A cell that does, and is more than a figure such as `-1.69 (2.51)`,
 * gets an apostrophe before it, so that a term such as `=HYPERLINK(…)` is text there. For figures to compute with, `toRows` has the
 * unrounded numbers of any result.
 *
 * @throws RangeError when a row does not have one cell for each column, an alignment is none of the three, an unknown separator
 * @throws TypeError when a part of the table is missing, misspelt or no text, for an unknown option
 *
 * Source: RFC 4180 (https://doi.org/10.17487/RFC4180).
 *
 * @example
 * ```ts
 * import { renderCsv } from "trialwise";
 *
 * renderCsv({
 *   title: "Adverse events",
 *   columns: [{ label: "Term", align: "left" }, { label: "n", align: "right" }],
 *   groups: [{ rows: [{ cells: ["Pain, back", "2"] }, { cells: ["=1+1", "1"] }] }],
 *   footnotes: [],
 * }); // => "Term,n\r\n\"Pain, back\",2\r\n'=1+1,1\r\n"
 * ```
 */
export function renderCsv(table: Table, options: RenderCsvOptions = {}): string {
  checkOptionKeys("renderCsv", options, ["separator"]);
  const { separator = "," } = options;
  checkChoice("renderCsv", "separator", separator, [",", ";", "\t"]);
  checkTable("renderCsv", table);
  const isGrouped = table.groups.some(({ label }) => label !== undefined);
  const labels = table.columns.map((column) => fullLabel(column));
  const rows = table.groups.flatMap(({ label = "", rows: inGroup }) =>
    inGroup.map(({ cells, indent = 0 }) => {
      const written = cells.map((text, index) => (index === 0 ? "  ".repeat(indent) : "") + harmless(plainText(text)));
      return isGrouped ? [harmless(plainText(label)), ...written] : written;
    }),
  );
  const header = (isGrouped ? ["Group", ...labels] : labels).map((label) => harmless(plainText(label)));
  return [header, ...rows].map((cells) => `${record(cells, separator)}\r\n`).join("");
}

/** Text without control characters that no spreadsheet takes for a formula. */
function harmless(text: string): string {
  const plain = printable(text);
  return /^[=+\-@＝＋－＠]/u.test(plain) && !figure.test(plain) ? `'${plain}` : plain;
}

/** A dash, or numbers: `-1.69 (2.51)`, `-5.57 to 4.51`, `-1.2e-7`, `-7.18 (-12.71, -1.64)`. No hyphen follows a number: a spreadsheet would subtract. */
const figure = /^(-|[-+]?[\d.,](?:(?:[(,;] ?| to )-|[\d\s.,;()%–−]|[eE][-+]?\d| to )*)$/u;

/** A record of one empty field would be an empty line, which readers skip. */
function record(cells: readonly string[], separator: string): string {
  return cells.length === 1 && cells[0] === "" ? '""' : cells.map((text) => quote(text, separator)).join(separator);
}

function quote(text: string, separator: string): string {
  return text.includes(separator) || text.includes('"') || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
