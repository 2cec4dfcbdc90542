import { describe, expect, it } from "vitest";
import { renderMarkdown, renderText } from "trialwise/report";
import type { Table } from "trialwise/report";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveRenderText } from "../naive/report.ts";

const events: Table = deepFreeze({
  title: "Serious adverse events",
  columns: [
    { label: "Term", align: "left" },
    { label: "MSC", align: "right" },
    { label: "p", align: "center" },
  ],
  groups: [
    { label: "Cardiac disorders", rows: [{ cells: ["Cardiac arrest", "0 (0)", "–"] }, { cells: ["of which ≥ grade 4", "0 (0)", "1.000"], indent: 1 }] },
    { rows: [{ cells: ["β-blockade", "12 (36)", "<0.001"] }] },
  ],
  footnotes: ["n (%)"],
});

describe("renderText", () => {
  it("aligns columns, sets rows in below their group and rules the table off", () => {
    expect(renderText(events)).toBe(
      [
        "Serious adverse events",
        "───────────────────────────────────────",
        "Term                        MSC    p",
        "───────────────────────────────────────",
        "Cardiac disorders",
        "  Cardiac arrest          0 (0)    –",
        "    of which ≥ grade 4    0 (0)  1.000",
        "β-blockade              12 (36)  <0.001",
        "───────────────────────────────────────",
        "n (%)",
      ].join("\n"),
    );
  });

  it("agrees with a naive rendering where nothing needs wrapping", () => {
    expect(renderText(events)).toBe(naiveRenderText(events));
  });

  it("wraps at words, the widest column first, and inside words only where it must", () => {
    const lines = renderText(events, { width: 30 }).split("\n");
    expect(lines).toContain("  Cardiac        0 (0)    –");
    expect(lines).toContain("  arrest");
    for (const width of [10, 14, 20, 37, 80]) {
      for (const line of renderText(events, { width }).split("\n")) expect([...line].length).toBeLessThanOrEqual(width);
    }
  });

  it("control characters cannot reach the terminal, and wide and combining characters are counted", () => {
    const cell = "a\u001B[31mb\nc\u202Ed";
    const table = (text: string): Table => ({ title: "t", columns: [{ label: "x", align: "left" }, { label: "y", align: "left" }], groups: [{ rows: [{ cells: [text, "|"] }] }], footnotes: [] });
    const rendered = renderText(table(cell));
    expect(/\p{Cc}/u.test(rendered.replaceAll("\n", ""))).toBe(false);
    expect(rendered).toContain("a [31mb c d  |");
    expect(renderText(table("漢字")).split("\n")[4]).toBe("漢字  |");
    expect(renderText(table("e\u0301")).split("\n")[2]).toBe("x  y");
  });

  it("refuses rows of another length and widths without room", () => {
    expect(() => renderText({ ...events, groups: [{ rows: [{ cells: ["a"] }] }] })).toThrow(/groups\[0\]\.rows\[0\] must have 3 cells, one for each column; received 1/);
    expect(() => renderText({ ...events, groups: [{ rows: [{ cells: ["a", "b", 3 as unknown as string] }] }] })).toThrow(/must hold text only; received 3/);
    expect(() => renderText({ ...events, groups: [{ rows: [{ cells: ["a", "b", "c"], indent: -1 }] }] })).toThrow(/indent must be a whole number/);
    expect(() => renderText({ ...events, columns: [], groups: [] })).toThrow(/at least one column/);
    expect(() => renderText(events, { width: 9 })).toThrow(/width must be a whole number of at least 10; received 9/);
  });

  it("a term of a million characters is wrapped, not choked on", () => {
    const long: Table = { ...events, groups: [{ rows: [{ cells: ["x".repeat(1e6), "1", "1"] }, { cells: ["word ".repeat(2e5), "1", "1"] }] }] };
    expect(Math.max(...renderText(long).split("\n").map((line) => line.length))).toBe(80);
  });
});

describe("renderMarkdown", () => {
  it("writes a GitHub table", () => {
    expect(renderMarkdown(events)).toBe(
      [
        "**Serious adverse events**",
        "",
        "| Term | MSC | p |",
        "| :-- | --: | :-: |",
        "| **Cardiac disorders** |  |  |",
        "| &emsp;Cardiac arrest | 0 (0) | – |",
        "| &emsp;&emsp;of which ≥ grade 4 | 0 (0) | 1.000 |",
        "| β-blockade | 12 (36) | &lt;0.001 |",
        "",
        "n (%)",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["__proto__", String.raw`\_\_proto\_\_`],
    ["=cmd()", "=cmd()"],
    ["a|b", String.raw`a\|b`],
    [String.raw`a\|b`, String.raw`a\\\|b`],
    ["line\r\nbreak", "line<br>break"],
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["[text](javascript:x) `code` *bold* ~~gone~~ $x$ # {y}", String.raw`\[text\](javascript:x) \`code\` \*bold\* \~\~gone\~\~ \$x\$ \# \{y\}`],
    ["&amp;", "&amp;amp;"],
    ["bell\u0007", "bell"],
  ])("shows %j as text", (cell, written) => {
    const table: Table = { title: cell, columns: [{ label: "x", align: "left" }], groups: [{ rows: [{ cells: [cell] }] }], footnotes: [] };
    expect(renderMarkdown(table).split("\n")[4]).toBe(`| ${written} |`);
    expect(renderMarkdown(table).split("\n")[0]).toBe(`**${written.replaceAll("<br>", " ")}**`);
  });
});
