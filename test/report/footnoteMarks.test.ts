import { describe, expect, it } from "vitest";
import { renderCsv, renderHtml, renderMarkdown, renderText } from "trialwise/report";
import type { Table } from "trialwise/report";
import { deepFreeze } from "../deepFreeze.ts";

const table: Table = deepFreeze({
  title: "Events",
  columns: [
    { label: "Term", align: "left" },
    { label: "n (%)", align: "right", spanner: "MSC (N = 3)" },
    { label: { text: "Events", notes: [1] }, align: "right", spanner: "MSC (N = 3)" },
  ],
  groups: [{ label: "Nervous", rows: [{ cells: [{ text: "Headache", notes: [2, 1] }, "-1 (33)", { text: "–", notes: [2] }] }] }],
  footnotes: ["On the whole table.", "First.", "Second."],
});
const single = (cell: string): Table => ({ title: "", columns: [{ label: "x", align: "left" }], groups: [{ rows: [{ cells: [cell] }] }], footnotes: [] });

describe("footnotes and headings over several columns", () => {
  it("HTML: column groups, ids, headers and marks that are links", () => {
    expect(renderHtml(table, { id: "ae" })).toBe(
      [
        "<table>",
        "<caption>Events</caption>",
        '<colgroup span="1"></colgroup>',
        '<colgroup span="2"></colgroup>',
        "<thead>",
        '<tr><th scope="col" rowspan="2" id="ae-c0" style="text-align:left">Term</th><th scope="colgroup" colspan="2" id="ae-s1" style="text-align:center">MSC (N = 3)</th></tr>',
        '<tr><th scope="col" id="ae-c1" headers="ae-s1" style="text-align:right">n (%)</th><th scope="col" id="ae-c2" headers="ae-s1" style="text-align:right">Events<sup><a href="#ae-note-a">a</a></sup></th></tr>',
        "</thead>",
        "<tbody>",
        '<tr><th scope="rowgroup" colspan="3" id="ae-g0" style="text-align:left">Nervous</th></tr>',
        '<tr><th scope="row" id="ae-r0-0" headers="ae-g0 ae-c0" style="text-align:left;padding-left:1.5em">Headache<sup><a href="#ae-note-a">a</a></sup><sup><a href="#ae-note-b">b</a></sup></th>' +
          '<td headers="ae-g0 ae-r0-0 ae-s1 ae-c1" style="text-align:right">-1 (33)</td><td headers="ae-g0 ae-r0-0 ae-s1 ae-c2" style="text-align:right">–<sup><a href="#ae-note-b">b</a></sup></td></tr>',
        "</tbody>",
        "<tfoot>",
        '<tr><td colspan="3" style="text-align:left">On the whole table.</td></tr>',
        '<tr><td colspan="3" id="ae-note-a" style="text-align:left"><sup>a</sup> First.</td></tr>',
        '<tr><td colspan="3" id="ae-note-b" style="text-align:left"><sup>b</sup> Second.</td></tr>',
        "</tfoot>",
        "</table>",
      ].join("\n"),
    );
    expect(renderHtml(table)).not.toMatch(/ id=| headers=|<a /);
    expect(() => renderHtml(table, { id: "a b" })).toThrow('renderHtml: id must be a letter and then letters, digits, hyphens or underscores; received "a b"');
  });

  it("text and Markdown: marks in brackets or raised, headings before the labels; CSV without marks, since it has no footnotes", () => {
    expect(renderText(table).split("\n").filter((line) => /MSC|Headache|First/.test(line))).toEqual([
      "Term              MSC (N = 3): n (%)  MSC (N = 3): Events[a]",
      "  Headache[a][b]             -1 (33)                    –[b]",
      "[a] First.",
    ]);
    expect(renderCsv(table)).toBe("Group,Term,MSC (N = 3): n (%),MSC (N = 3): Events\r\nNervous,Headache,-1 (33),–\r\n");
    expect(renderMarkdown(table)).toContain("| &emsp;Headache<sup>a</sup><sup>b</sup> | -1 (33) | –<sup>b</sup> |");
    expect(renderMarkdown(table)).toContain("\n\n<sup>a</sup> First.\n");
  });

  it("refuses notes that point nowhere, and texts that are none", () => {
    const cell = (text: unknown): Table => ({ ...table, groups: [{ rows: [{ cells: [text as string, "", ""] }] }] });
    expect(() => renderText(cell({ text: "x", notes: [3] }))).toThrow("renderText: groups[0].rows[0].cells[0].notes must be positions in footnotes, from 0 to 2; received 3");
    expect(() => renderText(cell({ text: 3, notes: [] }))).toThrow("groups[0].rows[0].cells[0].text must be text; received 3");
    expect(() => renderText(cell({ text: "x" }))).toThrow("must have text and notes; notes is missing");
    expect(() => renderText(cell(["x"]))).toThrow("must be text; received an array of 1");
  });

  it("has marks for more footnotes than letters", () => {
    const footnotes = Array.from({ length: 28 }, (_, index) => `Note ${index}`);
    const many: Table = { ...single("x"), groups: [{ rows: [{ cells: [{ text: "x", notes: footnotes.map((_, index) => index) }] }] }], footnotes };
    expect(renderText(many, { width: 200 })).toContain("[y][z][aa][ab]");
  });
});

describe("what the renderers got wrong before", () => {
  it("East Asian punctuation, kana marks and half-width forms have their width", () => {
    const widthOf = (text: string) => renderText(single(text)).split("\n")[0 + 1]!.length;
    expect([widthOf("頭痛、発熱"), widthOf("センター"), widthOf("ｶﾅ"), widthOf("（注）"), widthOf("한글"), widthOf("￥100")]).toEqual([10, 8, 2, 6, 4, 5]);
  });

  it("CSV keeps intervals as figures, takes full-width formulas for formulas, and never writes an empty line", () => {
    const written = (cell: string) => renderCsv(single(cell)).split("\r\n")[1];
    expect(written("-5.57 to 4.51")).toBe("-5.57 to 4.51");
    expect(written("-1 to cmd()")).toBe("'-1 to cmd()");
    expect(written("＝1+1")).toBe("'＝1+1");
    expect(written("")).toBe('""');
  });

  it("a half of a surrogate pair is written as the replacement character", () => {
    expect(renderHtml(single("a\uD800b"))).toContain("a\uFFFDb");
    expect(renderCsv(single("a\uDC00"))).toContain("a\uFFFD");
  });

  it("Markdown makes no link of an address", () => {
    expect(renderMarkdown(single("https://example.org or www.example.org"))).toContain(String.raw`https\://example.org or www\.example.org`);
  });
});
