import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPercent, formatPValue, renderCsv, renderHtml, renderMarkdown, renderText, roundDecimal, toRows } from "trialwise/report";
import { naiveRound, naiveRows } from "../naive/report.ts";
import { parseCsv } from "./parseCsv.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const decimals = fc.integer({ min: 0, max: 12 });
const text = fc.string({ unit: "binary", maxLength: 60 });

const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
  fc.record({
    title: text,
    columns: fc.array(fc.record({ label: text, align: fc.constantFrom("left" as const, "right" as const, "center" as const) }), { minLength: columns, maxLength: columns }),
    groups: fc.array(
      fc.record(
        { label: text, rows: fc.array(fc.record({ cells: fc.array(text, { minLength: columns, maxLength: columns }), indent: fc.integer({ min: 0, max: 3 }) }, { requiredKeys: ["cells"] }), { maxLength: 4 }) },
        { requiredKeys: ["rows"] },
      ),
      { maxLength: 3 },
    ),
    footnotes: fc.array(text, { maxLength: 2 }),
  }),
);

describe("rounding, for any number", () => {
  it("agrees with carrying on paper", () => {
    fc.assert(
      fc.property(finite, decimals, (value, digits) => {
        expect(roundDecimal(value, digits)).toBe(naiveRound(value, digits));
      }),
      { numRuns: 1000 },
    );
  });

  it("mirrors the sign, never prints a negative zero, and is within half a unit", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const rounded = roundDecimal(value, digits);
        expect(rounded).not.toMatch(/^-[0.]*$/);
        expect(roundDecimal(-value, digits).replace("-", "")).toBe(rounded.replace("-", ""));
        expect(Math.abs(Number(rounded) - value)).toBeLessThanOrEqual(0.5 * 10 ** -digits * (1 + 1e-9) + 1e-10);
      }),
    );
  });

  it("keeps the order of numbers, and leaves alone what was rounded before", () => {
    fc.assert(
      fc.property(finite, finite, decimals, (a, b, digits) => {
        const [low, high] = [roundDecimal(Math.min(a, b), digits), roundDecimal(Math.max(a, b), digits)];
        expect(Number(low)).toBeLessThanOrEqual(Number(high));
        if (Math.abs(Number(low)) < 1e9) expect(roundDecimal(Number(low), digits)).toBe(low);
      }),
    );
  });

  it("percentages of events and of the others add up to 100, or to one unit more at a tie", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const events = Math.round(share * n);
        const percent = (count: number) => Number(formatPercent({ events: count, n }, { symbol: "" }));
        expect([100, 101]).toContain(percent(events) + percent(n - events));
      }),
    );
  });

  it("a p-value prints as a bound in the paper's style only where it does in the other", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 6 }), (value, digits) => {
        const [unrounded, paper] = [formatPValue(value, { decimals: digits }), formatPValue(value, { decimals: digits, style: "paper" })];
        if (paper.startsWith("<")) expect(unrounded).toBe(paper);
        if (!unrounded.startsWith("<")) expect(paper).toBe(unrounded);
      }),
    );
  });
});

describe("tables, for any text", () => {
  it("no line is wider than asked for, and no control character is left", () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 14, max: 120 }), (any, width) => {
        for (const line of renderText(any, { width }).split("\n")) {
          expect(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(line)).toBe(false);
          // Every character takes a column, except wide ones (two) and combining ones (none).
          const narrow = line.replace(/[^\u0000-\u00FF─–≥]/gu, "");
          expect(narrow.length).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it("a Markdown table keeps one line a row and one cell a column, whatever the text", () => {
    fc.assert(
      fc.property(table, (any) => {
        const lines = renderMarkdown(any).split("\n").filter((line) => line.startsWith("| "));
        const rows = any.groups.reduce((sum, group) => sum + group.rows.length + (group.label === undefined ? 0 : 1), 0);
        expect(lines.length).toBe(2 + rows);
        for (const line of lines) {
          // A bar is a border unless an odd number of backslashes stands before it.
          const borders = [...line.matchAll(/(\\*)\|/gu)].filter(([, slashes]) => slashes!.length % 2 === 0);
          expect(borders.length).toBe(any.columns.length + 1);
          expect(line.replaceAll("<br>", "")).not.toContain("<");
        }
      }),
    );
  });
});

describe("HTML and CSV, for any text", () => {
  it("HTML has one header or data cell for each cell, and no other element than those of a table", () => {
    fc.assert(
      fc.property(table, (any) => {
        const html = renderHtml(any);
        const rows = any.groups.flatMap((group) => group.rows);
        const groupLabels = any.groups.filter(({ label }) => label !== undefined).length;
        expect([...html.matchAll(/<t[hd][ >]/gu)].length).toBe(any.columns.length * (1 + rows.length) + groupLabels + any.footnotes.length);
        for (const [, element] of html.matchAll(/<\/?([^ >]*)/gu)) expect(["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "br"]).toContain(element);
      }),
    );
  });

  it("CSV reads back as the cells that were written, one line a row, none of them a formula", () => {
    fc.assert(
      fc.property(table, fc.constantFrom(",", ";", "\t"), (any, separator) => {
        const lines = parseCsv(renderCsv(any, { separator }), separator);
        const rows = any.groups.flatMap((group) => group.rows);
        const isGrouped = any.groups.some(({ label }) => label !== undefined);
        expect(lines.length).toBe(1 + rows.length);
        for (const cells of lines) {
          expect(cells.length).toBe(any.columns.length + (isGrouped ? 1 : 0));
          for (const cell of cells) expect(cell.trim()).not.toMatch(/^[=@]|^[-+].*\p{L}/u);
        }
      }),
    );
  });
});

describe("footnotes, for any text", () => {
  it("each is one paragraph that begins no list, rule, heading, quotation, fence or indented code", () => {
    const marks = fc.string({ unit: fc.constantFrom("-", "+", "*", "_", "#", ">", "1", "23", ".", ")", " ", "\t", "\n", "=", "~", "`", "a"), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(marks, text), (footnote) => {
        const rendered = renderMarkdown({ title: "t", columns: [{ label: "x", align: "left" }], groups: [], footnotes: [footnote] });
        const [, , ...blocks] = rendered.slice(0, -1).split("\n\n");
        expect(blocks.length).toBeLessThanOrEqual(1);
        for (const block of blocks) {
          // CommonMark 0.31: list markers, thematic breaks, ATX headings, block quotations, fences, indented code, HTML.
          expect(block).not.toMatch(/^(\s|[-+*](\s|$)|\d{1,9}[.)](\s|$)|([-*_][ \t]*){3,}$|#|>|`{3}|~{3}|<)/u);
          expect(block).not.toContain("\n");
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("toRows, for any JSON", () => {
  it("has one row for each plain value, with its path, and agrees with a naive flattening", () => {
    const json = fc.dictionary(fc.stringMatching(/^[a-zA-Z]\w{0,6}$/), fc.jsonValue());
    fc.assert(
      fc.property(json, (value) => {
        const plain: object = JSON.parse(JSON.stringify(value));
        const rows = toRows(plain);
        expect(rows.map(({ path, value: leaf }) => [path, leaf])).toStrictEqual(naiveRows(plain).map(({ path, value: leaf }) => [path, leaf]));
        expect(JSON.parse(JSON.stringify(rows))).toStrictEqual(rows);
      }),
    );
  });
});
