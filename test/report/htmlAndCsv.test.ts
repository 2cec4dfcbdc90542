import { describe, expect, it } from "vitest";
import { renderCsv, renderHtml } from "trialwise/report";
import type { Table } from "trialwise/report";
import { deepFreeze } from "../deepFreeze.ts";

const events: Table = deepFreeze({
  title: "Adverse events",
  columns: [{ label: "Term", align: "left" }, { label: "MSC", align: "right" }, { label: "", align: "center" }],
  groups: [
    { label: "Nervous <system>", rows: [{ cells: ["Headache", "12 (36)", "<0.001"] }, { cells: ["of which severe", "1 (3)", ""], indent: 1 }] },
    { rows: [{ cells: ["", "3", "x"] }] },
  ],
  footnotes: ["n (%)", "a & b"],
});
const single = (cell: string): Table => ({ title: cell, columns: [{ label: cell, align: "left" }], groups: [{ label: cell, rows: [{ cells: [cell] }] }], footnotes: [cell] });

describe("renderHtml", () => {
  it("has a caption, scopes, alignment, indentation and a foot", () => {
    expect(renderHtml(events, { className: 'events "wide"' })).toBe(
      [
        '<table class="events &quot;wide&quot;">',
        "<caption>Adverse events</caption>",
        "<thead>",
        '<tr><th scope="col" style="text-align:left">Term</th><th scope="col" style="text-align:right">MSC</th><td style="text-align:center"></td></tr>',
        "</thead>",
        "<tbody>",
        '<tr><th scope="rowgroup" colspan="3" style="text-align:left">Nervous &lt;system&gt;</th></tr>',
        '<tr><th scope="row" style="text-align:left;padding-left:1.5em">Headache</th><td style="text-align:right">12 (36)</td><td style="text-align:center">&lt;0.001</td></tr>',
        '<tr><th scope="row" style="text-align:left;padding-left:3em">of which severe</th><td style="text-align:right">1 (3)</td><td style="text-align:center"></td></tr>',
        "</tbody>",
        "<tbody>",
        '<tr><td style="text-align:left"></td><td style="text-align:right">3</td><td style="text-align:center">x</td></tr>',
        "</tbody>",
        "<tfoot>",
        '<tr><td colspan="3" style="text-align:left">n (%)</td></tr>',
        '<tr><td colspan="3" style="text-align:left">a &amp; b</td></tr>',
        "</tfoot>",
        "</table>",
      ].join("\n"),
    );
  });

  it.each(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "a\u0000b\u202Ec", "' onload='x"])("%j is text wherever it stands", (hostile) => {
    const html = renderHtml(single(hostile), { className: hostile });
    // What is left after the elements that the function writes itself holds no markup.
    const text = html.replace(/<\/?(table|caption|thead|tbody|tfoot|tr|th|td|br)( (class|scope|colspan|style)="[^"<>]*")*>/gu, "");
    expect(text).not.toMatch(/[<>"]|\u0000|\u202E/u);
    expect(text.replaceAll(/&(amp|lt|gt|quot|#39);/gu, "")).not.toContain("&");
  });

  it("breaks lines, and refuses what is no table", () => {
    expect(renderHtml(single("one\r\ntwo"))).toContain("<caption>one<br>two</caption>");
    expect(renderHtml({ ...events, title: "" })).not.toContain("caption");
    expect(() => renderHtml({ ...events, groups: [{ rows: [{ cells: ["one"] }] }] })).toThrow("renderHtml: groups[0].rows[0] must have 3 cells");
    expect(() => renderHtml(events, { className: 3 as never })).toThrow("renderHtml: className must be text; received 3");
    expect(() => renderHtml(events, { class: "x" } as never)).toThrow('Did you mean "className"?');
  });
});

describe("renderCsv", () => {
  it("has a line for each row, the group before it, quoted where needed", () => {
    expect(renderCsv(events)).toBe(
      ["Group,Term,MSC,", "Nervous <system>,Headache,12 (36),<0.001", 'Nervous <system>,"  of which severe",1 (3),', ",,3,x", ""].join("\r\n"),
    );
    expect(renderCsv({ ...events, groups: [{ rows: [{ cells: ['say "hi"', "1,5", "a;b"] }] }] })).toBe('Term,MSC,\r\n"say ""hi""","1,5",a;b\r\n');
    expect(renderCsv({ ...events, groups: [{ rows: [{ cells: ["a", "1,5", "a;b"] }] }] }, { separator: ";" })).toBe('Term;MSC;\r\na;1,5;"a;b"\r\n');
  });

  it("no cell is a formula, and figures stay figures", () => {
    const written = (cell: string) => renderCsv({ title: "", columns: [{ label: "x", align: "left" }], groups: [{ rows: [{ cells: [cell] }] }], footnotes: [] }).split("\r\n")[1];
    for (const formula of ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "+1-2", "-3-4", "-1 -2", "-1:5", "-1e-7-2", "-1e-", "@SUM(A1)", "\t=1", "-A1", "+"]) expect(written(formula)).toMatch(/^"?'[=+\-@]/u);
    for (const figure of ["-1.69", "-1.2e-7", "-3E+21", "-1.69 (2.51)", "-13.10 to -1.94", "-5.57 to 4.51", "+1.13", "−1.69", "-", "5 %"]) {
      expect(written(figure)).toBe(figure);
    }
    expect(written("-7.18 (-12.71, -1.64)")).toBe('"-7.18 (-12.71, -1.64)"');
  });

  it("keeps a row on one line, and refuses an unknown separator", () => {
    expect(renderCsv(single("a\nb"))).toBe("Group,a b\r\na b,a b\r\n");
    expect(() => renderCsv(events, { separator: "|" as never })).toThrow("separator must be one of");
    expect(() => renderCsv({ ...events, columns: [] })).toThrow("renderCsv: a table needs at least one column");
  });
});
