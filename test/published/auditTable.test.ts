import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareProportions } from "trialwise/inference";
import { auditTable } from "trialwise/published";
import type { AuditedFigure, MeansRow, ProportionsRow, PublishedTable } from "trialwise/published";
import * as published from "../../docs/examples/oh2018/published.ts";
import { table2Percentages } from "../../docs/examples/oh2018/table2.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveMeans, naivePercent, naiveProportions } from "../naive/published.ts";

interface Fixture {
  readonly figures: readonly {
    readonly id: string;
    readonly printed: string;
    readonly candidates: readonly { readonly method: string; readonly recomputed: number; readonly lower: number; readonly upper: number; readonly verdict: string }[];
  }[];
}

const fixture: Fixture = JSON.parse(readFileSync(new URL("../reference/published/oh2018.json", import.meta.url), "utf8"));

const tables: Readonly<Record<string, PublishedTable>> = {
  table1: published.table1,
  table3: published.table3,
  table3WholeNumbers: published.table3WholeNumbers,
  aalsFromPrintedDifference: published.aalsFromPrintedDifference,
  responders: published.responders,
  respondersInText: published.respondersInText,
  adverseEventIncidence: published.adverseEventIncidence,
  correlations: published.correlations,
  mixedModel: published.mixedModel,
  table2: table2Percentages(published.table2),
};

const sf36 = {
  kind: "means",
  id: "sf36",
  label: "SF-36 change",
  treatment: { n: 32, mean: "−9.06", standardDeviation: "12.83" },
  control: { n: 25, mean: "−11.83", standardDeviation: "11.28" },
  printed: { difference: "2.78", standardError: "12.18", interval: { lower: "−3.74", upper: "9.29" }, pValue: "0.397" },
} as const;

function auditOne(row: PublishedTable["rows"][number], options?: Parameters<typeof auditTable>[1]): readonly AuditedFigure[] {
  return auditTable({ title: "", rows: [row] }, options).figures;
}

function outcomes(figures: readonly AuditedFigure[]): readonly string[] {
  return figures.map(({ verdict }) => (verdict.kind === "consistent" ? verdict.agreement : verdict.kind));
}

function relativeError(received: number, expected: number): number {
  return expected === 0 ? Math.abs(received) : Math.abs(received / expected - 1);
}

describe("auditTable", () => {
  it("SF-36 in Table 3 of Oh 2018: the printed standard error is the pooled standard deviation, the rest is right", () => {
    const figures = auditOne(sf36);
    expect(figures.map(({ quantity }) => quantity)).toEqual(["difference", "standardError", "interval.lower", "interval.upper", "pValue"]);
    expect(outcomes(figures)).toEqual(["within-input-rounding", "inconsistent", "at-printed-inputs", "within-input-rounding", "within-input-rounding"]);
    // By hand: s² = (31 × 12.83² + 24 × 11.28²) / 55 = 148.301773, s = 12.177922, SE = s √(1/32 + 1/25) = 3.250616.
    expect(figures[1]!.recomputed).toBeCloseTo(3.250616, 6);
    expect(figures[1]!.rounded).toBe("3.25");
  });

  it("agrees with R on every figure of Oh 2018: verdict, value and envelope of every candidate", () => {
    const expected = new Map(fixture.figures.map((figure) => [figure.id, figure]));
    const received = Object.entries(tables).flatMap(([name, table]) =>
      auditTable(table, { pValueStyle: "paper" }).figures.map((figure) => ({ ...figure, key: `${name}/${figure.id}` })),
    );
    expect(received.map(({ key }) => key).sort()).toEqual([...expected.keys()].sort());
    for (const { key, printed, candidates } of received) {
      const reference = expected.get(key)!;
      expect([key, printed.text]).toEqual([key, reference.printed]);
      expect(candidates.map(({ method, agreement }) => [key, method, agreement.replace("none", "inconsistent")])).toEqual(
        reference.candidates.map(({ method, verdict }) => [key, method, verdict]),
      );
      for (const [index, { recomputed, envelope }] of candidates.entries()) {
        const { method, recomputed: value, lower, upper } = reference.candidates[index]!;
        // Closed forms and exact corners; R's own grid finds Welch's extremes to its tolerance.
        const tolerance = method === "welch" ? 1e-9 : 1e-10;
        expect(relativeError(recomputed, value), `${key} ${method}`).toBeLessThan(1e-10);
        expect(relativeError(envelope.lower, lower), `${key} ${method} lower`).toBeLessThan(tolerance);
        expect(relativeError(envelope.upper, upper), `${key} ${method} upper`).toBeLessThan(tolerance);
      }
    }
  });

  it("agrees with a naive audit on every two-group row of Oh 2018", () => {
    for (const table of Object.values(tables)) {
      for (const row of table.rows) {
        if (row.kind === "means") expectAsNaiveMeans(row);
        if (row.kind === "proportions") expectAsNaiveProportions(row);
      }
    }
  });

  it("a limit that is only half a unit away is consistent, one unit beyond the envelope is not", () => {
    // 2.98 comes from means known to 0.005 each, so the difference lies in 2.97 to 2.99 and may print as anything from there.
    const row = (difference: string) => auditOne({ ...sf36, treatment: { n: 32, mean: "-1.69", standardDeviation: "2.51" }, control: { n: 27, mean: "-4.67", standardDeviation: "3.25" }, printed: { difference } });
    expect(["2.96", "2.97", "2.98", "2.99", "3.00"].flatMap((text) => outcomes(row(text)))).toEqual([
      "inconsistent",
      "within-input-rounding",
      "at-printed-inputs",
      "within-input-rounding",
      "inconsistent",
    ]);
    const [above] = row("3.00");
    expect(above!.verdict).toMatchObject({ kind: "inconsistent", reproducedBy: [] });
    expect(above!.verdict.kind === "inconsistent" && above!.verdict.nearest).toBeCloseTo(2.99, 12);
  });

  it("exact counts leave no room: a half is printed away from zero and nowhere else", () => {
    const percent = (text: string) => outcomes(auditOne({ kind: "proportions", id: "a", label: "", treatment: { events: 12, n: 32, percent: text }, control: { events: 0, n: 9 } }));
    expect(["37", "37.5", "38"].flatMap(percent)).toEqual(["inconsistent", "at-printed-inputs", "at-printed-inputs"]);
  });

  it("a difference whose floating-point value falls just short of a half prints as the decimal half does", () => {
    const [figure] = auditOne({ ...sf36, treatment: { ...sf36.treatment, mean: 0.35 }, control: { ...sf36.control, mean: 0.1 }, printed: { difference: "0.3" } });
    expect([figure!.rounded, ...outcomes([figure!])]).toEqual(["0.3", "at-printed-inputs"]);
  });

  it("p is 1 at most where the two means may be equal, exactly", () => {
    const [figure] = auditOne({ ...sf36, treatment: { ...sf36.treatment, mean: "1.0" }, control: { ...sf36.control, mean: "1.1" }, printed: { pValue: "1.00" } });
    for (const { envelope } of figure!.candidates) expect(envelope.upper).toBe(1);
    expect(outcomes([figure!])).toEqual(["within-input-rounding"]);
  });

  it("finds where Welch's limit turns within the box, where no corner is extreme", () => {
    // With 2 controls a larger SD of the 40 raises the degrees of freedom as well as the standard error: t √… falls, then rises.
    const row: MeansRow = {
      ...sf36,
      test: "welch",
      treatment: { n: 40, mean: 0, standardDeviation: "5" },
      control: { n: 2, mean: -3, standardDeviation: 1 },
      printed: { interval: { lower: "0.25", upper: "5.75" } },
    };
    const [lower] = auditOne(row);
    const { envelope } = lower!.candidates[0]!;
    const atCorner = (standardDeviation: number) => auditOne({ ...row, treatment: { ...row.treatment, standardDeviation } })[0]!.recomputed!;
    expect(envelope.upper).toBeGreaterThan(Math.max(atCorner(4.5), atCorner(5.5)) + 0.003);
    // A naive grid of 401 standard deviations comes within 1e-5 of the turning point.
    const naive = naiveMeans(row, "welch", 401)[0]!;
    expect(envelope.upper).toBeGreaterThanOrEqual(naive.upper - 1e-12);
    expect(envelope.upper - naive.upper).toBeLessThan(1e-5);
  });

  it("the nearest value that could be reached is the end of the envelope on the printed figure's side", () => {
    const nearest = (pValue: string) => {
      const [figure] = auditOne({ ...sf36, printed: { pValue } }, { pValueStyle: "paper" });
      const { verdict } = figure!;
      return verdict.kind === "inconsistent" ? [verdict.nearest, figure!.candidates[0]!.envelope] : null;
    };
    for (const below of ["<0.001", "0.001", "≤0.01"]) {
      const [value, envelope] = nearest(below)!;
      expect(value).toBe((envelope as { lower: number }).lower);
    }
    for (const above of ["0.900", ">0.5", "≥0.9"]) {
      const [value, envelope] = nearest(above)!;
      expect(value).toBe((envelope as { upper: number }).upper);
    }
  });

  it("names another test that gives the figure where the stated one does not", () => {
    const fvc = auditTable(published.table1).figures.find(({ id }) => id === "fvcLeadInSlope.pValue");
    expect(fvc!.verdict).toMatchObject({ kind: "inconsistent", reproducedBy: ["welch"] });
    const atLeast100 = auditTable(published.responders, { proportionsTest: "pearson" }).figures.find(({ id }) => id === "atLeast100At6.pValue");
    expect(atLeast100!.verdict).toMatchObject({ kind: "inconsistent", reproducedBy: ["fisher"] });
    expect(auditOne({ ...sf36, test: "welch" })[1]!.candidates.map(({ method }) => method)).toEqual(["welch", "student"]);
  });

  it("Fisher's test is chosen where an expected count is below 5, and can be asked for", () => {
    const first = (row: ProportionsRow) => auditOne(row).at(-1)!.candidates[0]!.method;
    const row = { kind: "proportions", id: "a", label: "", treatment: { events: 8, n: 32 }, control: { events: 1, n: 27 }, printed: { pValue: "0.031" } } as const;
    expect(first(row)).toBe("fisher");
    expect(first({ ...row, control: { events: 9, n: 27 } })).toBe("pearson");
    expect(first({ ...row, test: "yates" })).toBe("yates");
  });

  it("Fisher's test is chosen where nobody or everybody has the event, as compareProportions does", () => {
    for (const [treatment, control] of [[{ events: 0, n: 10 }, { events: 0, n: 27 }], [{ events: 10, n: 10 }, { events: 27, n: 27 }]] as const) {
      const compared = compareProportions({ treatment, control });
      const [figure] = auditOne({ kind: "proportions", id: "a", label: "", treatment, control, printed: { pValue: "1.00" } });
      expect(figure!.candidates.map(({ method }) => method)).toEqual([compared.testUsed]);
      expect([compared.testUsed, figure!.recomputed, ...outcomes([figure!])]).toEqual(["fisher", 1, "at-printed-inputs"]);
    }
  });

  it("what <0.001 says is an option; 0.001 is a number under both", () => {
    // n 32/27: Pearson's p is 0.000896.
    const row = (pValue: string) => ({ kind: "proportions", id: "a", label: "", treatment: { events: 13, n: 32 }, control: { events: 1, n: 27 }, printed: { pValue } }) as const;
    expect(outcomes(auditOne(row("<0.001")))).toEqual(["at-printed-inputs"]);
    expect(outcomes(auditOne(row("<0.001"), { pValueStyle: "paper" }))).toEqual(["inconsistent"]);
    for (const pValueStyle of ["unrounded", "paper"] as const) expect(outcomes(auditOne(row("0.001"), { pValueStyle }))).toEqual(["at-printed-inputs"]);
    expect(["<0.05", "≤0.05", "<0.0005", ">0.05", "≥0.0005"].flatMap((text) => outcomes(auditOne(row(text), { pValueStyle: "paper" })))).toEqual([
      "at-printed-inputs",
      "at-printed-inputs",
      "inconsistent",
      "inconsistent",
      "at-printed-inputs",
    ]);
  });

  it("a bound that only some inputs meet is consistent within their rounding", () => {
    // Student's p of these summaries is 0.01046 at the printed inputs and goes down to 0.0089 within their rounding.
    const row = { ...sf36, treatment: { n: 30, mean: "3.1", standardDeviation: "1.2" }, control: { n: 30, mean: "2.3", standardDeviation: "1.2" } };
    const [figure] = auditOne({ ...row, printed: { pValue: "0.012" } });
    const { lower, upper } = figure!.candidates[0]!.envelope;
    const middle = figure!.recomputed!;
    expect(lower < middle && middle < upper).toBe(true);
    const between = ((lower + middle) / 2).toFixed(6);
    expect(outcomes(auditOne({ ...row, printed: { pValue: `<${between}` } }))).toEqual(["within-input-rounding"]);
    expect(outcomes(auditOne({ ...row, printed: { pValue: `<${(lower / 2).toFixed(6)}` } }))).toEqual(["inconsistent"]);
    expect(outcomes(auditOne({ ...row, printed: { pValue: `>${((upper + middle) / 2).toFixed(6)}` } }))).toEqual(["within-input-rounding"]);
  });

  it("level and alternative are the row's: a one-sided p beside a two-sided 90 % interval", () => {
    const row = { ...sf36, alternative: "greater", printed: { interval: { lower: "-2.67", upper: "8.21", level: 0.9 }, pValue: "0.199" } } as const;
    expect(outcomes(auditOne(row))).toEqual(["at-printed-inputs", "at-printed-inputs", "at-printed-inputs"]);
    expect(auditOne({ ...row, alternative: "less" }).at(-1)!.recomputed! + auditOne(row).at(-1)!.recomputed!).toBeCloseTo(1, 12);
    expect(auditOne({ ...sf36, printed: { interval: { lower: "-2.67", upper: "8.21" } } }, { level: 0.9 })[0]!.recomputed).toBe(auditOne(row)[0]!.recomputed);
  });

  it("totals, slope changes and figures recomputed elsewhere are compared too", () => {
    expect(outcomes(auditOne({ kind: "total", id: "a", label: "", parts: [33, 31], printed: { total: "64" } }))).toEqual(["at-printed-inputs"]);
    expect(outcomes(auditOne({ kind: "total", id: "a", label: "", parts: [33, 31], printed: { total: "65" } }))).toEqual(["inconsistent"]);
    // 33.3 + 33.3 + 33.3 = 99.9, and between 99.75 and 100.05 with the rounding of the parts.
    expect(outcomes(auditOne({ kind: "total", id: "a", label: "", parts: ["33.3", "33.3", "33.3"], printed: { total: "100.0" } }))).toEqual(["within-input-rounding"]);
    expect(outcomes(auditOne({ kind: "recomputed", id: "a", label: "", value: 31.99, printed: { value: "32" } }))).toEqual(["at-printed-inputs"]);
    // -1.69 / 4 + 1.55 = 1.1275.
    const [slope] = auditOne({ kind: "slope-change", id: "a", label: "", leadInSlope: "-1.55", change: "-1.69", followUp: 4, printed: { slopeChange: "1.13" } });
    expect(slope!.recomputed).toBeCloseTo(1.1275, 12);
    expect(slope!.verdict).toEqual({ kind: "consistent", agreement: "at-printed-inputs", methods: ["follow-up-minus-lead-in"] });
  });

  it("says what is not derivable, and why", () => {
    expect(auditTable(published.notDerivable).counts).toEqual({ figures: 6, atPrintedInputs: 0, withinInputRounding: 0, inconsistent: 0, notDerivable: 6 });
    const nobody = auditOne({ kind: "proportions", id: "a", label: "", treatment: { events: 0, n: 33, percent: "0" }, control: { events: 0, n: 31 }, test: "pearson", printed: { pValue: "1.000" } });
    // Without events χ² does not exist.
    expect(outcomes(nobody)).toEqual(["at-printed-inputs", "not-derivable"]);
    expect(nobody[1]).toMatchObject({ recomputed: null, rounded: null, verdict: { reason: "not-estimable" } });
    const constant = auditOne({ ...sf36, treatment: { n: 5, mean: "1.0", standardDeviation: 0 }, control: { n: 5, mean: "2.0", standardDeviation: 0 }, printed: { pValue: "0.05" } });
    expect(constant[0]!.verdict).toMatchObject({ kind: "not-derivable", reason: "not-estimable" });
  });

  it("inputs are not written to, and the result survives a JSON round trip", () => {
    for (const table of [...Object.values(tables), published.flow, published.notDerivable, published.slopeChangeFootnotes]) {
      const audit = auditTable(deepFreeze(structuredClone(table)), deepFreeze({ pValueStyle: "paper" }));
      expect(JSON.parse(JSON.stringify(audit))).toStrictEqual(audit);
    }
  });

  it("every resolved option is in the result", () => {
    expect(auditTable({ title: "", rows: [] }).method.options).toEqual({ level: 0.95, pValueStyle: "unrounded", meansTest: "student", proportionsTest: "auto" });
  });

  it.each([
    ["a row id used twice", { title: "", rows: [sf36, sf36] }, /own; received "sf36" twice/],
    ["a figure that is none", { title: "", rows: [{ ...sf36, printed: { difference: "about 3" } }] }, /received "about 3"/],
    ["a number for a printed figure", { title: "", rows: [{ ...sf36, printed: { difference: 2.78 } }] }, /received 2.78/],
    ["a bound for an input", { title: "", rows: [{ ...sf36, treatment: { n: 3, mean: "<2", standardDeviation: "1" } }] }, /sf36: treatment.mean must be a number/],
    ["a negative standard deviation", { title: "", rows: [{ ...sf36, treatment: { n: 3, mean: "2", standardDeviation: "-1" } }] }, /must not be negative/],
    ["half a participant", { title: "", rows: [{ ...sf36, control: { ...sf36.control, n: 12.5 } }] }, /sf36: control.n must be a whole number/],
    ["a level in percent", { title: "", rows: [{ ...sf36, printed: { interval: { lower: "1", upper: "2", level: 95 } } }] }, /sf36: level must be between 0 and 1/],
    ["degrees of freedom below 1", { title: "", rows: [{ kind: "estimate", id: "a", label: "", estimate: "1", standardError: "1", degreesOfFreedom: 0, printed: {} }] }, /at least 1; received 0/],
    ["a sign that is none", { title: "", rows: [{ kind: "correlation", id: "a", label: "", n: 9, rSquared: "0.2", direction: "inverse", printed: { pValue: "0.1" } }] }, /direction must be one of/],
    ["rows that are no list", { title: "", rows: {} }, /rows must be a list/],
    ["more events than participants", { title: "", rows: [{ kind: "proportions", id: "a", label: "", treatment: { events: 4, n: 3 }, control: { events: 1, n: 3 } }] }, /at most n; received 4 of 3/],
    ["an unknown kind", { title: "", rows: [{ kind: "mean", id: "a", label: "" }] }, /Did you mean "means"/],
    ["a missing part", { title: "", rows: [{ ...sf36, treatment: { n: 3, mean: "2", sd: "1" } }] }, /standardDeviation is missing/],
    ["an unknown test", { title: "", rows: [{ ...sf36, test: "welsh" }] }, /Did you mean "welch"/],
    ["R² above 1", { title: "", rows: [{ kind: "correlation", id: "a", label: "", n: 9, rSquared: "1.2", direction: "positive", printed: { pValue: "0.1" } }] }, /between 0 and 1/],
    ["a follow-up of no length", { title: "", rows: [{ kind: "slope-change", id: "a", label: "", leadInSlope: "1", change: "1", followUp: 0, printed: { slopeChange: "1" } }] }, /above 0/],
  ])("refuses %s", (_, table, message) => {
    expect(() => auditTable(table as PublishedTable)).toThrow(message);
    expect(() => auditTable(table as PublishedTable)).toThrow(/^auditTable: /);
  });

  const arms = { treatment: { events: 1, n: 9 }, control: { events: 2, n: 9 } };
  const proportions = { kind: "proportions", id: "a", label: "", ...arms, printed: { pValue: "0.5" } };
  const estimate = { kind: "estimate", id: "a", label: "", estimate: "1", standardError: "1", printed: {} };
  const total = { kind: "total", id: "a", label: "", parts: [1, 2], printed: { total: "3" } };
  const slope = { kind: "slope-change", id: "a", label: "", leadInSlope: "1", change: "1", followUp: 4, printed: { slopeChange: "1" } };
  const r = { kind: "correlation", id: "a", label: "", n: 9, rSquared: "0.2", direction: "positive", printed: { pValue: "0.1" } };

  it.each([
    ["a printed figure", { ...proportions, printed: { pvalue: "<0.001" } }, 'row "a": printed must not have "pvalue". Did you mean "pValue"?'],
    ["a percentage", { ...proportions, treatment: { events: 1, n: 9, percentage: "11" } }, 'row "a": treatment must not have "percentage". Did you mean "percent"?'],
    ["a test", { ...sf36, tst: "welch" }, 'row "sf36" must not have "tst". Did you mean "test"?'],
    ["an alternative", { ...r, alternatve: "less" }, 'row "a" must not have "alternatve". Did you mean "alternative"?'],
    ["a subtraction", { ...slope, substraction: "lead-in-minus-follow-up" }, 'row "a" must not have "substraction". Did you mean "subtraction"?'],
    ["degrees of freedom", { ...estimate, degreesOfFredom: 3 }, 'row "a" must not have "degreesOfFredom". Did you mean "degreesOfFreedom"?'],
    ["the level of an interval", { ...sf36, printed: { interval: { lower: "1", upper: "2", levl: 0.9 } } }, 'row "sf36": printed: interval must not have "levl". Did you mean "level"?'],
    ["the level of an estimate's interval", { ...estimate, printed: { interval: { lower: "1", upper: "2", levl: 0.9 } } }, 'row "a": printed: interval must not have "levl". Did you mean "level"?'],
    ["a figure that such a row does not have", { ...estimate, printed: { difference: "1" } }, 'row "a": printed must not have "difference"; known are interval, pValue'],
    ["an extra mean", { ...sf36, control: { ...sf36.control, median: "1" } }, 'row "sf36": control must not have "median"'],
    ["the figure of a total", { ...total, printed: { totl: "3" } }, 'row "a": printed must have total; total is missing. Is it "totl"?'],
    ["an interval's limit", { ...sf36, printed: { interval: { lower: "1", uper: "2" } } }, 'row "sf36": printed: interval must have lower and upper; upper is missing. Is it "uper"?'],
    ["the value of a figure that is not derivable", { kind: "not-derivable", id: "a", label: "", needs: "", printed: { val: "3" } }, 'Is it "val"?'],
    ["what is printed, as text", { ...total, printed: "3" }, 'row "a": printed must be an object; received "3"'],
    ["what is printed, as undefined", { ...total, printed: undefined }, 'row "a": printed must be an object; received undefined'],
    ["parts that are no list", { ...total, parts: 3 }, "a: parts must be a list; received 3"],
  ])("refuses a misspelt key at every level of a row: %s", (_, row, message) => {
    const audit = () => auditTable({ title: "", rows: [row] } as unknown as PublishedTable);
    expect(audit).toThrow(TypeError);
    expect(audit).toThrow(message);
    expect(audit).toThrow(/^auditTable: /);
  });

  it("refuses a misspelt key of the table", () => {
    expect(() => auditTable({ title: "", rows: [], sorce: "" } as PublishedTable)).toThrow('auditTable: the table must not have "sorce". Did you mean "source"?');
  });

  it.each([
    ["means", { ...sf36, alternative: "one-sided" }, /^auditTable: sf36: alternative must be one of .*received "one-sided"/],
    ["an estimate", { ...estimate, alternative: "one-sided" }, /^auditTable: a: alternative must be one of/],
    ["a correlation", { ...r, alternative: "one-sided" }, /^auditTable: a: alternative must be one of/],
    ["a p-value without number", { ...sf36, printed: { pValue: "NS" } }, /^auditTable: sf36: pValue: one figure as printed.*received "NS"/],
    ["a p-value that is none", { ...proportions, printed: { pValue: null } }, /^auditTable: a: pValue: a printed figure is text.*received null/],
    ["a percentage", { ...proportions, treatment: { events: 1, n: 9, percent: "few" } }, /^auditTable: a: treatment.percent: one figure/],
    ["a mean", { ...sf36, control: { ...sf36.control, mean: "low" } }, /^auditTable: sf36: control.mean: one figure.*received "low"/],
    ["an underivable figure", { kind: "not-derivable", id: "a", label: "", needs: "", printed: { value: "NS" } }, /^auditTable: a: value: one figure/],
    ["degrees of freedom as text", { ...estimate, degreesOfFreedom: "30" }, /^auditTable: a: degreesOfFreedom must be a finite number; received "30"/],
    ["a follow-up as text", { ...slope, followUp: "4" }, /^auditTable: a: followUp must be a finite number; received "4"/],
  ])("names the row in what it refuses: %s", (_, row, message) => {
    expect(() => auditTable({ title: "", rows: [row] } as unknown as PublishedTable)).toThrow(message);
  });

  it("an optional part that is undefined is left out", () => {
    expect(auditTable({ title: "", rows: [{ ...proportions, printed: undefined }] } as unknown as PublishedTable).figures).toEqual([]);
  });

  it("refuses an option that does not exist", () => {
    expect(() => auditTable({ title: "", rows: [] }, { style: "paper" } as object)).toThrow(TypeError);
    expect(() => auditTable({ title: "", rows: [] }, { level: 95 })).toThrow(/level must be between 0 and 1/);
    expect(() => auditTable({ title: "", rows: [] }, { meansTest: "welsh" as "welch" })).toThrow(/Did you mean "welch"/);
    expect(() => auditTable({ title: "", rows: [] }, { proportionsTest: "fischer" as "fisher" })).toThrow(/Did you mean "fisher"/);
    expect(() => auditTable({ title: "", rows: [] }, { pValueStyle: "papers" as "paper" })).toThrow(/Did you mean "paper"/);
  });
});

function expectAsNaiveMeans(row: MeansRow): void {
  for (const method of ["student", "welch"] as const) {
    const figures = auditOne({ ...row, test: method });
    const naive = naiveMeans(row, method);
    expect(outcomes(figures)).toEqual(naive.map(({ verdict }) => verdict));
    for (const [index, { recomputed, candidates }] of figures.entries()) {
      // The naive integrals are good to about 1e-10; its grid holds the corners, where the extremes of these rows are.
      expect(relativeError(recomputed!, naive[index]!.recomputed)).toBeLessThan(1e-9);
      expect(relativeError(candidates[0]!.envelope.lower, naive[index]!.lower)).toBeLessThan(1e-9);
      expect(relativeError(candidates[0]!.envelope.upper, naive[index]!.upper)).toBeLessThan(1e-9);
    }
  }
}

function expectAsNaiveProportions(row: ProportionsRow): void {
  const figures = auditOne(row);
  for (const [arm, { events, n, percent }] of [["treatment", row.treatment], ["control", row.control]] as const) {
    if (percent === undefined) continue;
    const figure = figures.find(({ quantity }) => quantity === `${arm}.percent`)!;
    expect(outcomes([figure])).toEqual([naivePercent(events, n, percent).verdict]);
  }
  if (row.printed?.pValue === undefined) return;
  const naive = naiveProportions(row);
  for (const { method, recomputed, agreement } of figures.find(({ quantity }) => quantity === "pValue")!.candidates) {
    if (method !== "pearson" && method !== "yates" && method !== "fisher") throw new Error(`${method} is no test of a 2×2 table`);
    expect(relativeError(recomputed, naive[method].recomputed)).toBeLessThan(1e-9);
    expect(agreement.replace("none", "inconsistent")).toBe(naive[method].verdict);
  }
}
