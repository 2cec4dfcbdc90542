import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatInterval, formatNumber, formatPercent, formatPValue, roundDecimal } from "trialwise/report";
import { naiveRound } from "../naive/report.ts";

interface Fixture {
  readonly numbers: readonly (readonly [number, number, string])[];
  readonly percentages: readonly (readonly [number, number, number, string])[];
  readonly pValues: readonly (readonly [number, number, string, string])[];
}

const fixture: Fixture = JSON.parse(readFileSync(new URL("../reference/report/rounding.json", import.meta.url), "utf8"));

describe("roundDecimal", () => {
  it("rounds the decimal number a reader sees, half away from zero", () => {
    expect(roundDecimal(1.005, 2)).toBe("1.01");
    expect((1.005).toFixed(2)).toBe("1.00");
    expect([0.5, 1.5, 2.5, -0.5, -2.5].map((value) => roundDecimal(value, 0))).toEqual(["1", "2", "3", "-1", "-3"]);
    // Oh et al. 2018, Table 3, print 12 and 20 of 32 (37.5 % and 62.5 %) as 38 and 63.
    expect([37.5, 62.5].map((value) => roundDecimal(value, 0))).toEqual(["38", "63"]);
  });

  it("zero has no sign, and exponents are written out", () => {
    expect([-0, -0.004, 0].map((value) => roundDecimal(value, 2))).toEqual(["0.00", "0.00", "0.00"]);
    expect(roundDecimal(-1.5e-7, 7)).toBe("-0.0000002");
    expect(roundDecimal(1e21, 1)).toBe("1000000000000000000000.0");
    expect(roundDecimal(5e-324, 2)).toBe("0.00");
    expect(roundDecimal(Number.MAX_VALUE, 0)).toHaveLength(309);
  });

  it("agrees with Python's decimal module, ties included", () => {
    expect(fixture.numbers.length).toBeGreaterThan(400);
    for (const [value, decimals, text] of fixture.numbers) expect([value, decimals, roundDecimal(value, decimals)]).toEqual([value, decimals, text]);
  });

  it("agrees with carrying on paper", () => {
    for (const [value, decimals] of fixture.numbers) expect(roundDecimal(value, decimals)).toBe(naiveRound(value, decimals));
  });

  it.each([
    [Number.NaN, 2, /value must be a finite number; received NaN/],
    [Infinity, 2, /value must be a finite number/],
    [1, -1, /decimals must be a whole number from 0 to 100; received -1/],
    [1, 1.5, /received 1.5/],
    [1, 101, /received 101/],
  ])("refuses %s with %s decimals", (value, decimals, message) => {
    expect(() => roundDecimal(value, decimals)).toThrow(message);
  });
});

describe("formatPercent", () => {
  it("agrees with exact fractions, ties included", () => {
    for (const [events, n, decimals, text] of fixture.percentages) expect([events, n, formatPercent({ events, n }, { decimals, symbol: "" })]).toEqual([events, n, text]);
  });

  it("takes counts, since the proportion of 23 in 40 is a little below 57.5 %", () => {
    expect(100 * (23 / 40)).toBeLessThan(57.5);
    expect(formatPercent({ events: 23, n: 40 })).toBe("58%");
  });

  it("of nobody is missing, and of more than all is refused", () => {
    expect(formatPercent({ events: 0, n: 0 })).toBe("–");
    expect(formatPercent({ events: 0, n: 0 }, { missing: "" })).toBe("");
    expect(() => formatPercent({ events: 4, n: 3 })).toThrow(/events must be at most n; received 4 of 3/);
    expect(() => formatPercent({ events: 1.5, n: 3 })).toThrow(RangeError);
  });
});

describe("formatPValue", () => {
  it("agrees with Python's decimal module in both styles", () => {
    for (const [value, decimals, unrounded, paper] of fixture.pValues) {
      expect([value, decimals, formatPValue(value, { decimals }), formatPValue(value, { decimals, style: "paper" })]).toEqual([value, decimals, unrounded, paper]);
    }
  });

  it("prints three decimals and decides about the bound before rounding, unless the paper's style is asked for", () => {
    // Oh et al. 2018, Table 3: 0.00068 and 0.00090 are printed 0.001, and 0.00011 is printed <0.001.
    expect([0.00068, 0.0009, 0.00011].map((value) => formatPValue(value))).toEqual(["<0.001", "<0.001", "<0.001"]);
    expect([0.00068, 0.0009, 0.00011].map((value) => formatPValue(value, { style: "paper" }))).toEqual(["0.001", "0.001", "<0.001"]);
    expect([0.001, 1, null].map((value) => formatPValue(value))).toEqual(["0.001", "1.000", "–"]);
  });

  it("refuses what is no p-value, and unknown styles", () => {
    expect(() => formatPValue(1.2)).toThrow(/between 0 and 1; received 1.2/);
    expect(() => formatPValue(Number.NaN)).toThrow(RangeError);
    expect(() => formatPValue(0.5, { decimals: 0 })).toThrow(/from 1 to 100/);
    expect(() => formatPValue(0.5, { style: "papers" as "paper" })).toThrow(/Did you mean "paper"/);
  });
});

describe("from code that is not type-checked", () => {
  const untyped = (call: (...given: never[]) => string, ...given: readonly unknown[]) => () => call(...(given as never[]));

  it.each([["0.01"], [true], [undefined], [{}]])("formatPValue, formatNumber and formatInterval refuse %j as a number", (value) => {
    expect(untyped(formatPValue, value)).toThrow(TypeError);
    expect(untyped(formatPValue, value)).toThrow(/^formatPValue: the p-value must be a finite number; received/);
    expect(untyped(formatNumber, value, { decimals: 2 })).toThrow(/^formatNumber: value must be a finite number; received/);
    expect(untyped(formatInterval, { lower: value, upper: 1 }, { decimals: 2 })).toThrow(/^formatInterval: lower must be a finite number; received/);
    expect(untyped(formatInterval, { lower: 1, upper: value }, { decimals: 2 })).toThrow(/^formatInterval: upper must be a finite number; received/);
    expect(untyped(formatPercent, { events: value, n: 3 })).toThrow(/^formatPercent: events must be a finite number; received/);
  });

  it.each([
    ["formatPValue", untyped(formatPValue, 0.5, { digits: 2 }), 'must not have "digits"'],
    ["formatPValue", untyped(formatPValue, 0.5, { stlye: "paper" }), 'must not have "stlye". Did you mean "style"?'],
    ["formatNumber", untyped(formatNumber, 1, { decimals: 2, sing: "always" }), 'must not have "sing". Did you mean "sign"?'],
    ["formatPercent", untyped(formatPercent, { events: 1, n: 2 }, { decimal: 1 }), 'must not have "decimal". Did you mean "decimals"?'],
    ["formatInterval", untyped(formatInterval, { lower: 1, upper: 2 }, { decimals: 1, seperator: "-" }), 'must not have "seperator". Did you mean "separator"?'],
  ])("%s refuses a misspelt option", (name, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`${name}: options ${message}`);
  });

  it.each([
    ["no options where they are needed", untyped(formatNumber, 1), "formatNumber: options must be an object; received undefined"],
    ["an interval without a limit", untyped(formatInterval, { lower: 1, uper: 2 }, { decimals: 1 }), 'formatInterval: the interval must have lower and upper; upper is missing. Is it "uper"?'],
    ["no interval", untyped(formatInterval, null, { decimals: 1 }), "formatInterval: the interval must be an object; received null"],
    ["a proportion instead of counts", untyped(formatPercent, 0.5), "formatPercent: the input must be an object; received 0.5"],
    ["decimals as text", untyped(formatInterval, { lower: 1, upper: 2 }, { decimals: "2" }), 'formatInterval: decimals must be a whole number from 0 to 100; received "2"'],
  ])("refuses %s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe("formatNumber and formatInterval", () => {
  it("sign, missing values and separators are the caller's", () => {
    expect([2.975, 0.001, -1].map((value) => formatNumber(value, { decimals: 2, sign: "always" }))).toEqual(["+2.98", "0.00", "-1.00"]);
    expect(formatNumber(null, { decimals: 2 })).toBe("–");
    expect(formatNumber(null, { decimals: 2, missing: "not estimable" })).toBe("not estimable");
    expect(formatInterval({ lower: -5.5736, upper: 4.5136, level: 0.95 }, { decimals: 2 })).toBe("-5.57 to 4.51");
    expect(formatInterval({ lower: 0.1, upper: null, level: 0.95 }, { decimals: 1, separator: "; ", missing: "∞" })).toBe("0.1; ∞");
  });

  it("refuses what is not finite", () => {
    expect(() => formatNumber(Infinity, { decimals: 2 })).toThrow(/formatNumber: value must be a finite number/);
    expect(() => formatNumber(1, { decimals: 2, sign: "plus" as "always" })).toThrow(RangeError);
  });
});
