import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderCsv, renderHtml, renderMarkdown, renderText } from "trialwise/report";
import type { Table } from "trialwise/report";
import { parseCsv } from "./parseCsv.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom("<script>alert(1)</script>", "=cmd()|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "a|b", "`code`", "[x](y)", "https://example.org", "__proto__", '"', "'", "&amp;", "-5.57 to 4.51"),
);

/** What any format may show of a text: one line without control characters and direction marks. */
const shown = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, " ").trim();

/** As a browser shows it and Markdown means it: runs of white space, line breaks among them, are one space. */
const flowed = (text: string): string => shown(text).replace(/\s+/gu, " ");

const table = (cell: string, label: string, footnote: string): Table => ({
  title: cell,
  columns: [{ label: "Term", align: "left" }, { label, align: "right", spanner: "Arm" }],
  groups: [{ label, rows: [{ cells: [{ text: cell, notes: [0] }, "1"] }] }],
  footnotes: [footnote],
});

describe("hostile labels", () => {
  it("read back from HTML as the same text", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (cell, label, footnote) => {
        const texts = readHtml(renderHtml(table(cell, label, footnote), { id: "t" }));
        for (const text of [cell, label, footnote]) expect(texts).toContain(flowed(text));
      }),
      { numRuns: 500 },
    );
  });

  it("read back from CSV as the same text, an apostrophe before formulas aside", () => {
    fc.assert(
      fc.property(hostile, hostile, (cell, label) => {
        const [header, row] = parseCsv(renderCsv(table(cell, label, "")), ",");
        const without = (text: string) => text.replace(/^'(?=[=+\-@＝＋－＠])/u, "");
        expect(without(row![1]!)).toBe(shown(cell));
        expect(without(row![0]!)).toBe(shown(label));
        expect(header![2]).toBe(shown(label) === "" ? header![2] : shown(`Arm: ${label}`));
      }),
      { numRuns: 500 },
    );
  });

  it("read back from Markdown as the same text", () => {
    fc.assert(
      fc.property(hostile, (cell) => {
        const line = renderMarkdown(table(cell, "x", "")).split("\n").find((one) => one.startsWith("| &emsp;"))!;
        const [, first] = /^\| &emsp;(.*)<sup>a<\/sup> \| 1 \|$/.exec(line)!;
        const read = first!.replaceAll("<br>", " ").replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
        expect(flowed(read)).toBe(flowed(cell));
      }),
      { numRuns: 500 },
    );
  });

  it("keep to the width of a terminal", () => {
    fc.assert(
      fc.property(hostile, hostile, (cell, footnote) => {
        for (const line of renderText(table(cell, "x", footnote), { width: 40 }).split("\n")) expect(line).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

/** The texts of caption and cells, without marks; a line break is a space. Ids must be unique, and every one referred to must exist. */
function readHtml(html: string): readonly string[] {
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, headers] of html.matchAll(/ headers="([^"]*)"/g)) for (const id of headers!.split(" ")) expect(ids).toContain(id);
  for (const [, id] of html.matchAll(/ href="#([^"]*)"/g)) expect(ids).toContain(id);
  return [...html.matchAll(/<(caption|t[hd])(?: [^>]*)?>([^]*?)<\/\1>/g)].map(([, , content]) => {
    const text = content!.replace(/<sup>.*?<\/sup>/g, "").replaceAll("<br>", " ");
    expect(text).not.toMatch(/[<>]/);
    return flowed(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&"));
  });
}
