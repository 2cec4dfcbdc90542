import { checkOptionKeys } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkTable } from "./checkTable.ts";
import { lineBreaks, printable } from "./displayText.ts";
import { footnoteMarks, marksOf, plainText } from "./footnoteMarks.ts";
import type { Table, TableColumn, TableRow, TableText } from "./Table.ts";

export interface RenderHtmlOptions {
  /** The `class` of the table element, for the page's own style. Default: none. */
  readonly className?: string;
  /**
   * What ids begin with: letters, digits, hyphens and underscores, another one for each table of a page. With it every cell names its
   * headings in `headers`, and marks of footnotes are links. Default: no ids, and headings are known by their scope alone.
   */
  readonly id?: string;
}

/**
 * A table as one HTML `table` element that assistive technology can read: the title is its caption, column headings, group headings and
 * the first cell of each row are header cells with their scope, columns under a common heading are a column group, footnotes stand in
 * its foot. Every cell is text: markup in a title, a term or a footnote appears as it was recorded, and control characters and direction
 * marks become spaces. Alignment and indentation are inline styles; there is no other styling and no script. A line break in a text
 * becomes `<br>`. An empty first cell is no header.
 *
 * @throws RangeError when a row does not have one cell for each column, an alignment is none of the three, an id has other characters
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
  checkOptionKeys("renderHtml", options, ["className", "id"]);
  const { className, id } = options;
  for (const [name, value] of [["className", className], ["id", id]] as const) {
    if (value !== undefined && typeof value !== "string") throw new TypeError(`renderHtml: ${name} must be text; received ${show(value)}`);
  }
  if (id !== undefined && !/^[A-Za-z][\w-]*$/u.test(id)) {
    throw new RangeError(`renderHtml: id must be a letter and then letters, digits, hyphens or underscores; received ${show(id)}`);
  }
  checkTable("renderHtml", table);
  const parts = writer(table, id);
  const footnotes = table.footnotes.map(parts.footnote);
  return [
    className === undefined ? "<table>" : `<table class="${escape(className)}">`,
    ...(table.title === "" ? [] : [`<caption>${escape(table.title)}</caption>`]),
    ...parts.columnGroups(),
    "<thead>",
    ...parts.heading(),
    "</thead>",
    ...table.groups.flatMap(({ label, rows }, group) => [
      "<tbody>",
      ...(label === undefined ? [] : [parts.groupRow(label, group)]),
      ...rows.map((row, index) => parts.row(row, { group, index, isLabelled: label !== undefined })),
      "</tbody>",
    ]),
    ...(footnotes.length === 0 ? [] : ["<tfoot>", ...footnotes, "</tfoot>"]),
    "</table>",
  ].join("\n");
}

interface Span {
  readonly label: string | undefined;
  readonly from: number;
  readonly columns: number;
}

/** The pieces of one table, which share its columns, marks and ids. */
function writer(table: Table, id: string | undefined) {
  const { columns } = table;
  const marks = footnoteMarks(table);
  const spans = spansOf(columns);
  const hasSpanners = spans.some(({ label }) => label !== undefined);
  const spanOf = columns.map((_, column) => spans.findIndex(({ from, columns: wide }) => from <= column && column < from + wide));
  const idOf = (part: string): string => (id === undefined ? "" : ` id="${id}-${part}"`);
  const headers = (parts: readonly string[]): string => (id === undefined || parts.length === 0 ? "" : ` headers="${parts.map((part) => `${id}-${part}`).join(" ")}"`);
  const superscript = (text: TableText): string =>
    marksOf(text, marks).map((mark) => `<sup>${id === undefined ? mark : `<a href="#${id}-note-${mark}">${mark}</a>`}</sup>`).join("");
  const written = (text: TableText): string => escape(plainText(text)) + superscript(text);
  /** The headings of a column that have text. */
  const above = (column: number): readonly string[] => [
    ...(hasSpanners && columns[column]!.spanner !== undefined ? [`s${spanOf[column]}`] : []),
    ...(plainText(columns[column]!.label) === "" ? [] : [`c${column}`]),
  ];
  const columnCell = (column: number, rows: number): string => {
    const { label, align } = columns[column]!;
    const span = rows > 1 ? ` rowspan="${rows}"` : "";
    const style = ` style="text-align:${align}"`;
    if (plainText(label) === "") return `<td${span}${style}>${superscript(label)}</td>`;
    const under = columns[column]!.spanner === undefined ? "" : headers([`s${spanOf[column]}`]);
    return `<th scope="col"${span}${idOf(`c${column}`)}${under}${style}>${written(label)}</th>`;
  };
  return {
    columnGroups: (): readonly string[] => (hasSpanners ? spans.map(({ columns: wide }) => `<colgroup span="${wide}"></colgroup>`) : []),
    heading(): readonly string[] {
      if (!hasSpanners) return [`<tr>${columns.map((_, column) => columnCell(column, 1)).join("")}</tr>`];
      const first = spans.map(({ label, from, columns: wide }, index) =>
        label === undefined
          ? columns.slice(from, from + wide).map((_, offset) => columnCell(from + offset, 2)).join("")
          : `<th scope="colgroup" colspan="${wide}"${idOf(`s${index}`)} style="text-align:center">${escape(label)}</th>`,
      );
      const second = columns.flatMap(({ spanner }, column) => (spanner === undefined ? [] : [columnCell(column, 1)]));
      return [`<tr>${first.join("")}</tr>`, `<tr>${second.join("")}</tr>`];
    },
    groupRow: (label: TableText, group: number): string =>
      `<tr><th scope="rowgroup" colspan="${columns.length}"${idOf(`g${group}`)} style="text-align:left">${written(label)}</th></tr>`,
    row({ cells, indent = 0 }: TableRow, { group, index, isLabelled }: { readonly group: number; readonly index: number; readonly isLabelled: boolean }): string {
      const row = `r${group}-${index}`;
      const isHeader = plainText(cells[0]!) !== "";
      const depth = indent + (isLabelled ? 1 : 0);
      const inGroup = isLabelled ? [`g${group}`] : [];
      const parts = cells.map((text, column) => {
        const style = ` style="text-align:${columns[column]!.align}${column === 0 && depth > 0 ? `;padding-left:${1.5 * depth}em` : ""}"`;
        if (column === 0 && isHeader) return `<th scope="row"${idOf(row)}${headers([...inGroup, ...above(0)])}${style}>${written(text)}</th>`;
        return `<td${headers([...inGroup, ...(isHeader ? [row] : []), ...above(column)])}${style}>${written(text)}</td>`;
      });
      return `<tr>${parts.join("")}</tr>`;
    },
    footnote(text: string, index: number): string {
      const mark = marks[index];
      const own = mark === undefined ? "" : idOf(`note-${mark}`);
      return `<tr><td colspan="${columns.length}"${own} style="text-align:left">${mark === undefined ? "" : `<sup>${mark}</sup> `}${escape(text)}</td></tr>`;
    },
  };
}

/** Neighbouring columns with one heading over them, or with none. */
function spansOf(columns: readonly TableColumn[]): readonly Span[] {
  const spans: { label: string | undefined; from: number; columns: number }[] = [];
  for (const [from, { spanner: label }] of columns.entries()) {
    const last = spans.at(-1);
    if (last !== undefined && last.label === label) last.columns++;
    else spans.push({ label, from, columns: 1 });
  }
  return spans;
}

const entities: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"], ["'", "&#39;"]]);

function escape(text: string): string {
  return text
    .split(lineBreaks)
    .map((line) => printable(line).replace(/[&<>"']/gu, (character) => entities.get(character) ?? character))
    .join("<br>");
}
