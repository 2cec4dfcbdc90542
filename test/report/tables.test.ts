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

  it("breaks the longest words alone where not all of them have room", () => {
    const columns = ["Term", "n (%)", "Events"].map((label) => ({ label, align: "left" as const }));
    const table: Table = { title: "", columns, groups: [{ rows: [{ cells: ["Pseudohypoparathyroidism", "12 (100.0)", "1234567"] }] }], footnotes: [] };
    const lines = renderText(table, { width: 28 }).split("\n").slice(4, -1);
    expect(lines).toEqual(["Pseudohypo  12       1234567", "parathyroi  (100.0)", "dism"]);
  });

  it("refuses rows of another length and widths without room", () => {
    expect(() => renderText({ ...events, groups: [{ rows: [{ cells: ["a"] }] }] })).toThrow(/groups\[0\]\.rows\[0\] must have 3 cells, one for each column; received 1/);
    expect(() => renderText({ ...events, groups: [{ rows: [{ cells: ["a", "b", 3 as unknown as string] }] }] })).toThrow(/cells\[2\] must be text; received 3/);
    expect(() => renderText({ ...events, groups: [{ rows: [{ cells: ["a", "b", "c"], indent: -1 }] }] })).toThrow(/indent must be a whole number/);
    expect(() => renderText({ ...events, columns: [], groups: [] })).toThrow(/at least one column/);
    expect(() => renderText(events, { width: 9 })).toThrow(/width must be a whole number of at least 10; received 9/);
  });

  it("a term of a million characters is wrapped, not choked on", () => {
    const long: Table = { ...events, groups: [{ rows: [{ cells: ["x".repeat(1e6), "1", "1"] }, { cells: ["word ".repeat(2e5), "1", "1"] }] }] };
    expect(Math.max(...renderText(long).split("\n").map((line) => line.length))).toBe(80);
  });
});

describe("renderText and renderMarkdown, from code that is not type-checked", () => {
  it.each([
    ["an empty object", {}, "the table must have title and columns and groups and footnotes; title is missing"],
    ["nothing", undefined, "the table must be an object; received undefined"],
    ["a misspelt part", { ...events, footnotes: undefined, foot: [] }, 'the table must not have "foot"'],
    ["a footnote that is no list", { ...events, footnotes: "n (%)" }, 'footnotes must be a list; received "n (%)"'],
    ["a title that is no text", { ...events, title: 3 }, "title must be text; received 3"],
    ["an unknown alignment", { ...events, columns: [{ label: "Term", align: "centre" }] }, 'columns[0].align must be one of "left", "right", "center"; received "centre". Did you mean "center"?'],
    ["a column without alignment", { ...events, columns: [{ label: "Term" }] }, "columns[0] must have label and align; align is missing"],
    ["a column without label", { ...events, columns: [{ label: null, align: "left" }] }, "columns[0].label must be text; received null"],
    ["a misspelt column", { ...events, columns: [{ label: "a", align: "left", widht: 3 }] }, 'columns[0] must not have "widht"'],
    ["groups that are no list", { ...events, groups: {} }, "groups must be a list; received an object"],
    ["a group without rows", { ...events, groups: [{ label: "a" }] }, "groups[0] must have rows; rows is missing"],
    ["rows that are no list", { ...events, groups: [{ rows: 2 }] }, "groups[0].rows must be a list; received 2"],
    ["a misspelt label", { ...events, groups: [{ lable: "a", rows: [] }] }, 'groups[0] must not have "lable". Did you mean "label"?'],
    ["a label that is no text", { ...events, groups: [{ label: 5, rows: [] }] }, "groups[0].label must be text; received 5"],
    ["a row of bare cells", { ...events, groups: [{ rows: [["a", "b", "c"]] }] }, "groups[0].rows[0] must be an object; received an array of 3"],
    ["cells that are no list", { ...events, groups: [{ rows: [{ cells: "abc" }] }] }, 'groups[0].rows[0].cells must be a list; received "abc"'],
    ["a misspelt indent", { ...events, groups: [{ rows: [{ cells: ["a", "b", "c"], ident: 1 }] }] }, 'groups[0].rows[0] must not have "ident". Did you mean "indent"?'],
    ["a footnote that is no text", { ...events, footnotes: ["a", 3] }, "footnotes[1] must be text; received 3"],
  ])("refuse %s", (_, table, message) => {
    for (const [name, render] of Object.entries({ renderText, renderMarkdown })) {
      expect(() => render(table as unknown as Table)).toThrow(`${name}: ${message}`);
    }
  });

  it("a misspelt option is refused", () => {
    expect(() => renderText(events, { widht: 60 } as object)).toThrow('renderText: options must not have "widht". Did you mean "width"?');
  });
});

describe("renderMarkdown", () => {
  it.each([
    ["1. One", String.raw`1\. One`],
    ["12) Twelve", String.raw`12\) Twelve`],
    ["3.", String.raw`3\.`],
    ["- bullet", String.raw`\- bullet`],
    ["+ plus", String.raw`\+ plus`],
    ["-", String.raw`\-`],
    ["---", String.raw`\---`],
    ["- - -", String.raw`\- - -`],
    ["* * *", String.raw`\* \* \*`],
    ["# x", String.raw`\# x`],
    ["> x", "&gt; x"],
    ["~~~", String.raw`\~\~\~`],
    ["\n\n\n\n\n- x", String.raw`\- x`],
    ["    1. x", String.raw`1\. x`],
    ["1.5 mg", "1.5 mg"],
    ["-5.57 to 4.51", "-5.57 to 4.51"],
    ["+2.98", "+2.98"],
    ["1234567890. no list", "1234567890. no list"],
    ["a\n\nb", "a b"],
  ])("a footnote %j is a paragraph", (footnote, written) => {
    const lines = renderMarkdown({ ...events, footnotes: ["before", footnote] }).split("\n");
    expect(lines.slice(-5)).toEqual(["", "before", "", written, ""]);
  });

  it("an empty title, group label or footnote leaves no markup", () => {
    const table: Table = { title: "", columns: [{ label: "x", align: "left" }, { label: "y", align: "left" }], groups: [{ label: " \n", rows: [{ cells: ["a", "b"] }] }], footnotes: ["", "\u0007"] };
    expect(renderMarkdown(table)).toBe("| x | y |\n| :-- | :-- |\n|  |  |\n| &emsp;a | b |\n");
  });

  it("a line break beside the text of a title leaves it bold", () => {
    expect(renderMarkdown({ ...events, title: "\nEvents\n" }).split("\n")[0]).toBe("**Events**");
  });

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
