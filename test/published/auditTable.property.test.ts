import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pearsonChiSquareTest, studentTTest, welchTTest } from "trialwise/inference";
import { auditTable } from "trialwise/published";
import type { AuditedFigure, MeansRow, MeansTest, PublishedRow } from "trialwise/published";
import { formatPValue, roundDecimal } from "trialwise/report";
import { deepFreeze } from "../deepFreeze.ts";

const tTests = { student: studentTTest, welch: welchTTest };

const sample = fc.array(fc.double({ min: -60, max: 60, noNaN: true }).map((value) => Math.round(value * 10) / 10), { minLength: 2, maxLength: 30 });
const test = fc.constantFrom<MeansTest>("student", "welch");
const decimals = fc.integer({ min: 0, max: 3 });

function audit(row: PublishedRow, pValueStyle: "unrounded" | "paper" = "unrounded"): readonly AuditedFigure[] {
  return auditTable({ title: "", rows: [row] }, { pValueStyle }).figures;
}

function outcomes(figures: readonly AuditedFigure[]): readonly string[] {
  return figures.map(({ verdict }) => (verdict.kind === "consistent" ? verdict.agreement : verdict.kind));
}

function summaryOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { n: values.length, mean, standardDeviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)) };
}

/** A row as a paper would print it, rounded from data. */
const printedRow = fc
  .record({ treatment: sample, control: sample, test, inputs: decimals, outputs: decimals, pDecimals: fc.integer({ min: 1, max: 4 }), style: fc.constantFrom("unrounded", "paper") })
  .map(({ treatment, control, test: name, inputs, outputs, pDecimals, style }) => {
    const groups = { treatment: summaryOf(treatment), control: summaryOf(control) };
    if (!(groups.treatment.standardDeviation > 0.6 && groups.control.standardDeviation > 0.6)) return null;
    const result = tTests[name](groups);
    const print = ({ n, mean, standardDeviation }: typeof groups.treatment) => ({ n, mean: roundDecimal(mean, inputs), standardDeviation: roundDecimal(standardDeviation, inputs) });
    const row: MeansRow = {
      kind: "means",
      id: "row",
      label: "",
      treatment: print(groups.treatment),
      control: print(groups.control),
      test: name,
      printed: {
        difference: roundDecimal(result.estimate, outputs),
        standardError: roundDecimal(result.standardError, outputs),
        interval: { lower: roundDecimal(result.interval.lower!, outputs), upper: roundDecimal(result.interval.upper!, outputs) },
        pValue: formatPValue(result.pValue, { decimals: pDecimals, style }),
      },
    };
    return { row, style, groups, inputs };
  })
  .filter((generated) => generated !== null);

describe("auditTable, for any data", () => {
  it("a table printed from data is never inconsistent, however it was rounded", () => {
    fc.assert(
      fc.property(printedRow, ({ row, style }) => {
        expect(outcomes(audit(row, style))).not.toContain("inconsistent");
      }),
      { numRuns: 200 },
    );
  });

  it("the envelope holds what any inputs within the rounding give", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(printedRow, fc.tuple(share, share, share, share), ({ row, inputs }, shares) => {
        const at = (text: string | number, index: number) => Number(text) + (shares[index]! - 0.5) * 10 ** -inputs;
        const groups = {
          treatment: { n: row.treatment.n, mean: at(row.treatment.mean, 0), standardDeviation: at(row.treatment.standardDeviation, 1) },
          control: { n: row.control.n, mean: at(row.control.mean, 2), standardDeviation: at(row.control.standardDeviation, 3) },
        };
        fc.pre(groups.treatment.standardDeviation > 0 && groups.control.standardDeviation > 0);
        for (const { quantity, candidates } of audit(row)) {
          for (const { method, envelope } of candidates) {
            const result = tTests[method as MeansTest](groups);
            const values = { difference: result.estimate, standardError: result.standardError, "interval.lower": result.interval.lower!, "interval.upper": result.interval.upper!, pValue: result.pValue };
            const value = values[quantity as keyof typeof values];
            // Student's corners are exact up to rounding; Welch's extremes come from a search along lines.
            const slack = (method === "student" ? 1e-12 : 1e-6) * Math.max(1, Math.abs(value));
            expect(value).toBeGreaterThanOrEqual(envelope.lower - slack);
            expect(value).toBeLessThanOrEqual(envelope.upper + slack);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("with treatment and control exchanged the difference and its limits change sign and the verdicts stay", () => {
    fc.assert(
      fc.property(printedRow, ({ row, style }) => {
        const negative = (text: string) => (Number(text) === 0 ? text : text.startsWith("-") ? text.slice(1) : `-${text}`);
        const { difference, standardError, interval, pValue } = row.printed;
        const exchanged = audit(
          {
            ...row,
            treatment: row.control,
            control: row.treatment,
            printed: { difference: negative(difference!), standardError: standardError!, interval: { lower: negative(interval!.upper), upper: negative(interval!.lower) }, pValue: pValue! },
          },
          style,
        );
        const order = [0, 1, 3, 2, 4];
        const original = audit(row, style);
        expect(outcomes(order.map((index) => exchanged[index]!))).toEqual(outcomes(original));
        expect(exchanged[0]!.recomputed! + original[0]!.recomputed!).toBe(0);
        expect(exchanged[2]!.recomputed).toBeCloseTo(-original[3]!.recomputed!, 9);
        expect(exchanged[4]!.recomputed).toBeCloseTo(original[4]!.recomputed!, 12);
      }),
    );
  });

  it("a figure replaced by the recomputed one agrees at the printed inputs, and moved out of the envelope it does not agree", () => {
    fc.assert(
      fc.property(printedRow, fc.integer({ min: 2, max: 50 }), ({ row }, units) => {
        for (const { quantity, rounded, candidates, printed } of audit(row)) {
          if (quantity !== "difference" && quantity !== "standardError") continue;
          const unit = 10 ** -printed.decimals;
          const outside = roundDecimal(candidates[0]!.envelope.upper + units * unit, printed.decimals);
          const read = (text: string) => audit({ ...row, printed: { [quantity]: text } });
          expect(outcomes(read(rounded!))).toEqual(["at-printed-inputs"]);
          expect(outcomes(read(outside))).toEqual(["inconsistent"]);
        }
      }),
    );
  });

  it("more printed decimals never widen an envelope", () => {
    fc.assert(
      fc.property(printedRow, ({ row }) => {
        const finer = (arm: MeansRow["treatment"]) => ({ ...arm, mean: withZero(arm.mean), standardDeviation: withZero(arm.standardDeviation) });
        const coarse = audit(row);
        for (const [index, figure] of audit({ ...row, treatment: finer(row.treatment), control: finer(row.control) }).entries()) {
          for (const [position, { envelope }] of figure.candidates.entries()) {
            const wide = coarse[index]!.candidates[position]!.envelope;
            expect(envelope.lower).toBeGreaterThanOrEqual(wide.lower - 1e-9);
            expect(envelope.upper).toBeLessThanOrEqual(wide.upper + 1e-9);
          }
        }
      }),
    );
  });

  it("percentages and p-values printed from counts are consistent, and rows do not depend on their order", () => {
    const arm = fc.integer({ min: 1, max: 80 }).chain((n) => fc.record({ n: fc.constant(n), events: fc.integer({ min: 0, max: n }) }));
    fc.assert(
      fc.property(arm, arm, decimals, (treatment, control, digits) => {
        const percent = ({ events, n }: typeof treatment) => ({ events, n, percent: roundDecimal((100 * events) / n, digits) });
        const all = treatment.events + control.events;
        const estimable = all > 0 && all < treatment.n + control.n;
        const counts = [treatment, control].map(({ events, n }) => [events, n - events]);
        const first: PublishedRow = {
          kind: "proportions",
          id: "first",
          label: "",
          treatment: percent(treatment),
          control: percent(control),
          test: "pearson",
          ...(estimable && { printed: { pValue: formatPValue(pearsonChiSquareTest(counts).pValue) } }),
        };
        const second: PublishedRow = { kind: "total", id: "second", label: "", parts: [treatment.events, control.events], printed: { total: String(all) } };
        const forwards = auditTable(deepFreeze({ title: "", rows: [first, second] }));
        const backwards = auditTable({ title: "", rows: [second, first] });
        expect(forwards.counts.inconsistent + forwards.counts.withinInputRounding).toBe(0);
        expect([...backwards.figures].sort((a, b) => a.id.localeCompare(b.id))).toEqual([...forwards.figures].sort((a, b) => a.id.localeCompare(b.id)));
        expect(JSON.parse(JSON.stringify(forwards))).toStrictEqual(forwards);
      }),
    );
  });
});

function withZero(text: string | number): string {
  return String(text).includes(".") ? `${text}0` : `${text}.0`;
}
