import { checkOptionKeys } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkTable } from "./checkTable.ts";
import { lineBreaks, printable } from "./displayText.ts";
import type { Table, TableColumn, TableRow } from "./Table.ts";

export interface RenderHtmlOptions {
  /** The `class` of the table element, for the page's own style. Default: none. */
  readonly className?: string;
}

/**
 * A table as one HTML `table` element that assistive technology can read: the title is its caption, column headings, group headings and
 * the first cell of each row are header cells with their scope, footnotes stand in its foot. Every cell is text: markup in a title, a
 * term or a footnote appears as it was recorded, and control characters and direction marks become spaces. Alignment and indentation are
 * inline styles; there is no other styling and no script. A line break in a text becomes `<br>`. An empty first cell is no header.
 *
 * @throws RangeError when a row does not have one cell for each column, or an alignment is none of the three
 * @throws TypeError when a part of the table is missing, misspelt or no text, for an unknown option
 *
 * @example
 * ```ts
 * import { renderHtml } from "trialwise";
 *
 * const html = renderHtml({
 *   title: "Adverse events",
 *   columns: [{ label: "Term", align: "left" }, { label: "n", align: "right" }],
 *   groups: [{ rows: [{ cells: ["<b>Headache</b>", "2"] }] }],
 *   footnotes: [],
 * });
 * html.includes("<caption>Adverse events</caption>"); // => true
 * html.includes("&lt;b&gt;Headache&lt;/b&gt;"); // => true
 * ```
 */
export function renderHtml(table: Table, options: RenderHtmlOptions = {}): string {
  checkOptionKeys("renderHtml", options, ["className"]);
  const { className } = options;
  if (className !== undefined && typeof className !== "string") throw new TypeError(`renderHtml: className must be text; received ${show(className)}`);
  checkTable("renderHtml", table);
  const { columns } = table;
  const bodies = table.groups.map(({ label, rows }) => [
    "<tbody>",
    ...(label === undefined ? [] : [`<tr><th scope="rowgroup" colspan="${columns.length}" style="text-align:left">${escape(label)}</th></tr>`]),
    ...rows.map((row) => bodyRow(row, columns, label === undefined ? 0 : 1)),
    "</tbody>",
  ]);
  const footnotes = table.footnotes.map((footnote) => `<tr><td colspan="${columns.length}" style="text-align:left">${escape(footnote)}</td></tr>`);
  return [
    className === undefined ? "<table>" : `<table class="${escape(className)}">`,
    ...(table.title === "" ? [] : [`<caption>${escape(table.title)}</caption>`]),
    "<thead>",
    `<tr>${columns.map(({ label, align }) => cell(label === "" ? "td" : "th", label, align, ' scope="col"')).join("")}</tr>`,
    "</thead>",
    ...bodies.flat(),
    ...(footnotes.length === 0 ? [] : ["<tfoot>", ...footnotes, "</tfoot>"]),
    "</table>",
  ].join("\n");
}

function bodyRow({ cells, indent = 0 }: TableRow, columns: readonly TableColumn[], outerIndent: number): string {
  const depth = indent + outerIndent;
  const written = cells.map((text, index) => {
    const { align } = columns[index]!;
    if (index > 0) return cell("td", text, align);
    return cell(text === "" ? "td" : "th", text, align, ' scope="row"', depth === 0 ? "" : `;padding-left:${1.5 * depth}em`);
  });
  return `<tr>${written.join("")}</tr>`;
}

/** A header cell has its scope, any other has none. */
function cell(element: "th" | "td", text: string, align: TableColumn["align"], scope = "", indent = ""): string {
  return `<${element}${element === "th" ? scope : ""} style="text-align:${align}${indent}">${escape(text)}</${element}>`;
}

const entities: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"], ["'", "&#39;"]]);

function escape(text: string): string {
  return text
    .split(lineBreaks)
    .map((line) => printable(line).replace(/[&<>"']/gu, (character) => entities.get(character) ?? character))
    .join("<br>");
}
