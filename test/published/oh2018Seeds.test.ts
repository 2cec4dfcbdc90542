import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { studentTTest } from "trialwise/inference";
import { auditTable, recoverTotals } from "trialwise/published";
import type { AuditedFigure, PublishedTable } from "trialwise/published";
import * as published from "../../docs/examples/oh2018/published.ts";
import { table2Percentages } from "../../docs/examples/oh2018/table2.ts";

// An audit of the same paper that lies beside the repository on some machines and is not part of it.
const file = fileURLToPath(new URL("../../../shared/reference/oh2018.json", import.meta.url));
const present = existsSync(file);
const where = present ? "" : " (skipped: ../shared/reference/oh2018.json is not on this machine)";

interface Seeds {
  readonly audit: readonly { readonly id: string; readonly published: string; readonly recomputed: number; readonly verdict: string }[];
  readonly table1: {
    readonly continuous: readonly {
      readonly id: string;
      readonly recomputed: { readonly welch: { readonly p: number } };
      readonly verdict: { readonly welch: string };
      readonly pEnvelopeStudent: readonly [number, number];
      readonly pEnvelopeWelch: readonly [number, number];
    }[];
    readonly categorical: readonly { readonly id: string; readonly recomputed: Recomputed2x2 }[];
  };
  readonly table3: readonly {
    readonly id: string;
    readonly recomputed: { readonly welch: Readonly<Record<string, number>> };
    readonly verdictWelch: Readonly<Record<string, string>>;
  }[];
  readonly responders: readonly { readonly id: string; readonly recomputed: Recomputed2x2 }[];
  readonly integerRefinement: {
    readonly cells: readonly { readonly cell: string; readonly n: number; readonly sums: readonly number[]; readonly sumsOfSquares: readonly number[]; readonly mean: number; readonly sds: readonly number[] }[];
    readonly leadInTotals: Readonly<Record<string, number>>;
    readonly aalsChange4Alternative: {
      readonly mscMean: number;
      readonly mscSdRange: readonly [number, number];
      readonly controlMean: number;
      readonly controlSd: number;
      readonly n: readonly [number, number];
      readonly diff: number;
      readonly seRange: readonly [number, number];
      readonly pRange: readonly [number, number];
    };
  };
}

interface Recomputed2x2 {
  readonly pChisq: number;
  readonly pYates: number;
  readonly pFisher: number;
}

const verdicts: Readonly<Record<string, string>> = {
  match: "at-printed-inputs",
  "within input rounding": "within-input-rounding",
  MISMATCH: "inconsistent",
};

const quantities: Readonly<Record<string, string>> = {
  diff: "difference",
  se: "standardError",
  ciLow: "interval.lower",
  ciHigh: "interval.upper",
  p: "pValue",
  pText: "pValue",
  pctMsc: "treatment.percent",
  pctControl: "control.percent",
};

const responderIds: Readonly<Record<string, string>> = {
  poor4: "below50At4",
  good4: "atLeast50At4",
  ge75_4: "atLeast75At4",
  ge100_4: "atLeast100At4",
  poor6: "below50At6",
  good6: "atLeast50At6",
  ge75_6: "atLeast75At6",
  ge100_6: "atLeast100At6",
};

/** The audit's figures under the ids that the other audit gives them. */
function figuresBySeedId(): ReadonlyMap<string, AuditedFigure> {
  const figures = new Map<string, AuditedFigure>();
  const seedQuantity = (quantity: string) => Object.entries(quantities).find(([, ours]) => ours === quantity)?.[0] ?? quantity;
  const add = (table: PublishedTable, seedId: (figure: AuditedFigure) => string) => {
    for (const figure of auditTable(table, { pValueStyle: "paper" }).figures) figures.set(seedId(figure), figure);
  };
  const seedRow = (row: string) => ({ male: "sex", limbOnset: "onset" })[row] ?? row;
  const seedResponder = (row: string) => Object.entries(responderIds).find(([, ours]) => ours === row)?.[0] ?? row;
  add(published.table1, ({ row, quantity }) => `t1.${seedRow(row)}.${seedQuantity(quantity)}`);
  add(published.table3, ({ row, quantity }) => `t3.${row}.${seedQuantity(quantity)}`);
  add(published.table3WholeNumbers, ({ row, quantity }) => `t3i.${row}.${seedQuantity(quantity)}`);
  add(published.aalsFromPrintedDifference, ({ quantity }) => (quantity === "pValue" ? "t3.aalsChange4.pFromPrintedDiffSe" : `aals.${quantity}`));
  add(published.responders, ({ row, quantity }) => `resp.${seedResponder(row)}.${seedQuantity(quantity)}`);
  add(published.respondersInText, ({ quantity }) => (quantity === "pValue" ? "resp.good4.pText" : `text.${quantity}`));
  add(published.adverseEventIncidence, ({ row, quantity }) => `ae.${row === "anyAt4" ? "anyAe4" : "anyAe6"}.${seedQuantity(quantity)}`);
  add(published.correlations, ({ row }) => `csf.${row.startsWith("good") ? "good" : "poor"}_responders_${row.slice(-1)}_mo`);
  add(published.mixedModel, () => "mm.p");
  add(table2Percentages(published.table2), ({ row, quantity }) => {
    const [index, months] = row.split(".");
    return `t2.${index}.m${months}.${quantity === "treatment.percent" ? "MSC" : "Control"}.pct`;
  });
  return figures;
}

function outcomeOf({ verdict }: AuditedFigure): string {
  return verdict.kind === "consistent" ? verdict.agreement : verdict.kind;
}

const nothing: Seeds["integerRefinement"] = {
  cells: [],
  leadInTotals: {},
  aalsChange4Alternative: { mscMean: 0, mscSdRange: [0, 0], controlMean: 0, controlSd: 0, n: [0, 0], diff: 0, seRange: [0, 0], pRange: [0, 0] },
};

describe.skipIf(!present)(`an independent audit of Oh 2018${where}`, () => {
  const seeds: Seeds = present ? JSON.parse(readFileSync(file, "utf8")) : { audit: [], table1: { continuous: [], categorical: [] }, table3: [], responders: [], integerRefinement: nothing };
  const figures = figuresBySeedId();

  it("every one of its figures has the same verdict and, to 1e-10, the same recomputed value", () => {
    expect(seeds.audit).toHaveLength(195);
    for (const seed of seeds.audit) {
      const figure = figures.get(seed.id);
      expect(figure, seed.id).toBeDefined();
      expect([seed.id, figure!.printed.text, outcomeOf(figure!)]).toEqual([seed.id, seed.published, verdicts[seed.verdict]]);
      expect(Math.abs(figure!.recomputed! / (seed.recomputed || 1) - (seed.recomputed ? 1 : 0)), seed.id).toBeLessThan(1e-10);
    }
  });

  it("the envelopes of Table 1 agree to 1e-10 for Student and for Welch", () => {
    for (const { id, recomputed, verdict, pEnvelopeStudent, pEnvelopeWelch } of seeds.table1.continuous) {
      const [student, welch] = figures.get(`t1.${id}.p`)!.candidates;
      expectClose([student!.envelope.lower, student!.envelope.upper], pEnvelopeStudent, id);
      expectClose([welch!.envelope.lower, welch!.envelope.upper], pEnvelopeWelch, id);
      expectClose([welch!.recomputed], [recomputed.welch.p], id);
      expect(welch!.agreement).toBe(verdicts[verdict.welch]?.replace("inconsistent", "none"));
    }
  });

  it("Welch as the other explanation of Table 3 has the same values and verdicts", () => {
    for (const { id, recomputed, verdictWelch } of seeds.table3) {
      for (const [quantity, verdict] of Object.entries(verdictWelch)) {
        const welch = figures.get(`t3.${id}.${quantity}`)!.candidates.find(({ method }) => method === "welch")!;
        expectClose([welch.recomputed], [recomputed.welch[quantity]!], id);
        expect([id, quantity, welch.agreement]).toEqual([id, quantity, verdicts[verdict]?.replace("inconsistent", "none")]);
      }
    }
  });

  it("Pearson, Yates and Fisher p-values of every 2×2 table agree to 1e-10", () => {
    const tables = [
      ...seeds.table1.categorical.map((row) => ({ ...row, at: `t1.${row.id}.p` })),
      ...seeds.responders.map((row) => ({ ...row, at: `resp.${row.id}.p` })),
    ].filter(({ at }) => figures.has(at));
    expect(tables).toHaveLength(10);
    for (const { at, recomputed } of tables) {
      const byMethod = new Map(figures.get(at)!.candidates.map((candidate) => [candidate.method, candidate.recomputed]));
      expectClose([byMethod.get("pearson")!, byMethod.get("yates")!, byMethod.get("fisher")!], [recomputed.pChisq, recomputed.pYates, recomputed.pFisher], at);
    }
  });

  it("the whole-number totals behind the printed means are the only ones, and those of the demonstration", () => {
    const { cells, leadInTotals } = seeds.integerRefinement;
    expect(cells).toHaveLength(6);
    const printed = published.table3.rows.flatMap(({ id, treatment, control }) =>
      ["alsfrsrChange4", "alsfrsrChange6", "aalsChange4"].includes(id) ? [treatment, control] : [],
    );
    for (const [index, { cell, n, sums, sumsOfSquares, mean, sds }] of cells.entries()) {
      const text = printed[index]!.mean;
      // GRIM speaks of means from 0 on: a mean below 0 is that of the losses.
      const { totals } = recoverTotals({ mean: text.replace("-", ""), n });
      expect([cell, totals.map((total) => (text.startsWith("-") ? -total : total))]).toEqual([cell, sums]);
      expectClose([sums[0]! / n, ...sumsOfSquares.map((squares) => Math.sqrt((squares - sums[0]! ** 2 / n) / (n - 1)))], [mean, ...sds], cell);
    }
    const leadIn = (row: (typeof published.table3WholeNumbers.rows)[number]["id"]) => published.table3WholeNumbers.rows.find(({ id }) => id === row)!.label;
    expect(leadIn("alsfrsrSlopeChange4")).toContain(`(${leadInTotals["alsfrsrMsc"]}, ${leadInTotals["alsfrsrControl"]})`);
    expect(leadIn("alsfrsrSlopeChange6")).toContain(`(${leadInTotals["alsfrsrMsc31"]}, ${leadInTotals["alsfrsrControl25"]})`);
    expect(leadIn("aalsSlopeChange4")).toContain(`(${leadInTotals["aalsMsc32"]}, ${leadInTotals["aalsControl25"]})`);
  });

  it("the other reading of the AALS change: difference, and the ranges of its standard error and p", () => {
    const { mscMean, mscSdRange, controlMean, controlSd, n, diff, seRange, pRange } = seeds.integerRefinement.aalsChange4Alternative;
    const tests = mscSdRange.map((standardDeviation) =>
      studentTTest({ treatment: { n: n[0], mean: mscMean, standardDeviation }, control: { n: n[1], mean: controlMean, standardDeviation: controlSd } }),
    );
    for (const { estimate } of tests) expectClose([estimate], [diff], "difference");
    expectClose(tests.map(({ standardError }) => standardError), seRange, "standard error");
    expectClose(tests.map(({ pValue }) => pValue), pRange, "p");
  });
});

function expectClose(received: readonly number[], expected: readonly number[], id: string): void {
  for (const [index, value] of received.entries()) expect(Math.abs(value / expected[index]! - 1), `${id}: ${value}`).toBeLessThan(1e-10);
}
