import { describe, expect, it } from "vitest";
import { fisherExactTest } from "trialwise/inference";
import { naiveFisher, naiveFisherTwoByTwo } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface TwoByTwoCase {
  readonly alternative: FixtureAlternative;
  readonly level: number;
  readonly counts: readonly [readonly [number, number], readonly [number, number]];
  readonly pValue: number;
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number | null;
}

interface LargerCase {
  readonly counts: readonly (readonly number[])[];
  readonly pValue: number;
}

describe("fisherExactTest", () => {
  it("has the probability of Fisher's tea taster, 17/70, and 34/70 on both sides", () => {
    // Fisher 1935, The Design of Experiments: 8 cups, 4 of each kind, 3 right. The weights of 0 to 4 right are 1, 16, 36, 16, 1, so the odds
    // ratio solves ψ⁴ − 36ψ² − 32ψ − 3 = 0 and the limit P(X ≥ 3) = 0.05. R's help page has 6.408309 and 0.3135693, by a coarse search.
    const counts = [[3, 1], [1, 3]] as const;
    const greater = fisherExactTest(counts, { alternative: "greater" });
    expect(greater.pValue).toBeCloseTo(17 / 70, 15);
    expect(greater.estimate).toBeCloseTo(6.408319658199674, 13);
    const psi = greater.interval.lower!;
    expect((16 * psi ** 3 + psi ** 4) / (1 + 16 * psi + 36 * psi ** 2 + 16 * psi ** 3 + psi ** 4)).toBeCloseTo(0.05, 15);
    expect(psi).toBeCloseTo(0.31357, 5);
    expect(greater.interval.upper).toBeNull();
    expect(fisherExactTest(counts).pValue).toBeCloseTo(34 / 70, 15);
    expect(fisherExactTest(counts, { alternative: "less" }).pValue).toBeCloseTo(69 / 70, 15);
  });

  it("is exactly 1 where every table is as likely as the observed one or less, and never above", () => {
    // The observed table is the only most likely one: margins 2, 2; 10, 10; 3, 7 of 10.
    for (const counts of [[[1, 1], [1, 1]], [[5, 5], [5, 5]], [[3, 7], [3, 7]], [[0, 3], [0, 4]], [[40, 60], [80, 120]]] as const) {
      expect(fisherExactTest(counts).pValue).toBe(1);
    }
    for (const counts of [[[1, 1, 1], [1, 1, 1]], [[2, 2, 2], [2, 2, 2], [2, 2, 2]]] as const) expect(fisherExactTest(counts).pValue).toBe(1);
    for (let a = 0; a <= 12; a++) {
      for (let c = 0; c <= 12; c++) {
        for (const alternative of ["two-sided", "greater", "less"] as const) {
          expect(fisherExactTest([[a, 12 - a], [c, 12 - c]], { alternative }).pValue).toBeLessThanOrEqual(1);
        }
      }
    }
    // At the end of the support the tail holds every table.
    expect(fisherExactTest([[0, 5], [5, 3]], { alternative: "greater" }).pValue).toBe(1);
    expect(fisherExactTest([[5, 3], [0, 5]], { alternative: "less" }).pValue).toBe(1);
  });

  it("has the conditional odds ratio by hand where its equation is quadratic", () => {
    // [[1, 1], [1, 1]] has weights 1, 4, 1 for x = 0, 1, 2, so E(X) = (4ψ + 2ψ²)/(1 + 4ψ + ψ²) = 1 when ψ² = 1; [[1, 1], [1, 2]] has
    // weights 3, 6, 1, so E(X) = 1 when ψ² = 3.
    expect(fisherExactTest([[1, 1], [1, 1]]).estimate).toBeCloseTo(1, 14);
    expect(fisherExactTest([[1, 1], [1, 2]]).estimate).toBeCloseTo(Math.sqrt(3), 14);
  });

  it("agrees with R on 240 random 2 × 2 tables: p, conditional odds ratio and exact limits", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<TwoByTwoCase>("fisherTwoByTwo");
    cases.forEach(({ counts, alternative, level, ...expected }, at) => {
      const result = fisherExactTest(counts, { alternative, level });
      worst.add(at, {
        pValue: errorOf(result.pValue, expected.pValue),
        estimate: errorOf(result.estimate, expected.estimate),
        lower: errorOf(result.interval.lower, expected.lower),
        upper: errorOf(result.interval.upper, expected.upper),
      });
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    // Both sides solve for the logarithm to full precision; R's dhyper() is good to about 1e-13.
    worst.expectBelow(1e-11);
  });

  it("agrees with R on 220 random larger tables", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<LargerCase>("fisherLargerTables");
    cases.forEach(({ counts, pValue }, at) => worst.add(at, { pValue: errorOf(fisherExactTest(counts).pValue, pValue) }));
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that counts 2 × 2 tables in whole numbers", () => {
    const worst = new WorstErrors();
    readFixture<TwoByTwoCase>("fisherTwoByTwo").cases.slice(0, 120).forEach(({ counts, level }, at) => {
      const naive = naiveFisherTwoByTwo(counts, level);
      const result = fisherExactTest(counts, { level });
      const pValueOf = (alternative: FixtureAlternative) => errorOf(fisherExactTest(counts, { alternative }).pValue, naive[alternative === "two-sided" ? "twoSided" : alternative]);
      worst.add(at, { twoSided: pValueOf("two-sided"), greater: pValueOf("greater"), less: pValueOf("less") });
      if (counts.flat().includes(0)) return;
      worst.add(at, {
        estimate: errorOf(result.estimate, naive.estimate),
        lower: errorOf(result.interval.lower, naive.lower),
        upper: errorOf(result.interval.upper, naive.upper),
      });
    });
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation that goes through every larger table", () => {
    const worst = new WorstErrors();
    const small = readFixture<LargerCase>("fisherLargerTables").cases.filter(({ counts }) => counts.length * counts[0]!.length <= 9 && counts.flat().reduce((a, b) => a + b) <= 40);
    small.forEach(({ counts }, at) => worst.add(at, { pValue: errorOf(fisherExactTest(counts).pValue, naiveFisher(counts)) }));
    expect(small.length).toBeGreaterThan(30);
    worst.expectBelow(1e-11);
  });

  it("repeats two published larger tables", () => {
    // Job satisfaction, Agresti 2002, page 57: p = 0.7827. The sixth example of Mehta & Patel 1983: p = 0.03929 (both in R's help page).
    const job = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]];
    expect(fisherExactTest(job).pValue).toBeCloseTo(0.7827, 4);
    const mehtaPatel = [[1, 2, 2, 1, 1, 0, 1], [2, 0, 0, 2, 3, 0, 0], [0, 1, 1, 1, 2, 7, 3], [1, 1, 2, 0, 0, 0, 1], [0, 1, 1, 1, 1, 0, 0]];
    expect(fisherExactTest(mehtaPatel).pValue).toBeCloseTo(0.03929, 5);
  });

  it("gives a larger table without estimate and interval", () => {
    const result = fisherExactTest([[1, 2, 3], [3, 2, 1]]);
    expect(result).not.toHaveProperty("estimate");
    expect(result).not.toHaveProperty("interval");
    expect(result.counts).toEqual({ total: 12, rows: [6, 6], columns: [4, 4, 4] });
  });

  it("a row or column of zeros changes nothing about the others", () => {
    expect(fisherExactTest([[3, 0, 1], [1, 0, 3]]).pValue).toBeCloseTo(34 / 70, 14);
    expect(fisherExactTest([[3, 1], [0, 0], [1, 3]]).pValue).toBeCloseTo(34 / 70, 14);
    expect(fisherExactTest([[0, 0, 0], [1, 2, 3]]).pValue).toBe(1);
  });

  it("has no odds ratio where only one table is possible, and an unbounded one at the edge", () => {
    const onlyTable = fisherExactTest([[0, 4], [0, 7]]);
    expect(onlyTable).toMatchObject({ pValue: 1, estimate: null, interval: { lower: 0, upper: null } });
    expect(onlyTable.reasons).toEqual({ estimate: "not-defined", "interval.upper": "unbounded" });
    const largest = fisherExactTest([[5, 0], [2, 4]]);
    expect(largest.reasons).toEqual({ estimate: "unbounded", "interval.upper": "unbounded" });
    expect(largest.interval.lower).toBeGreaterThan(0);
    const smallest = fisherExactTest([[0, 5], [4, 2]]);
    expect(smallest).toMatchObject({ estimate: 0, interval: { lower: 0 } });
    expect(smallest).not.toHaveProperty("reasons");
  });

  it("gives a table of huge margins and few possibilities its answer", () => {
    // With 6 others among 2e15, the first row gets each with probability a half: P(X ≥ 5 of 6) = 7/64, doubled by symmetry.
    expect(fisherExactTest([[1e15, 1], [1e15 - 4, 5]]).pValue).toBeCloseTo(14 / 64, 12);
  });

  it("refuses, with a code and before long, what would take too long", () => {
    const start = performance.now();
    expect(codeOf(() => fisherExactTest([[1e9, 1e9], [1e9, 1e9]]))).toBe("too-much-work");
    expect(codeOf(() => fisherExactTest(Array.from({ length: 2 }, () => Array.from({ length: 10_000 }, () => 1))))).toBe("too-much-work");
    expect(codeOf(() => fisherExactTest(Array.from({ length: 20 }, () => Array.from({ length: 20 }, () => 3))))).toBe("too-much-work");
    expect(performance.now() - start).toBeLessThan(55_000);
  });

  it("is plain data and leaves frozen input alone", () => {
    const none: [number, number] = [0, 0];
    expectPlain((counts: [[number, number], [number, number]]) => fisherExactTest(counts), [none, [1, 2]]);
    expectPlain((counts: [[number, number], [number, number]]) => fisherExactTest(counts, { alternative: "less" }), [[1, 0], [1, 2]]);
    expectPlain((counts: number[][]) => fisherExactTest(counts), [[1, 0, 3], [1, 2, -0]]);
  });

  it("refuses an empty table, and a direction for a larger one", () => {
    expect(codeOf(() => fisherExactTest([[0, 0], [0, 0]]))).toBe("empty-table");
    expect(() => fisherExactTest([[1, 2, 3], [3, 2, 1]], { alternative: "greater" })).toThrow('must be "two-sided" for a table of 2 × 3; received "greater"');
  });
});
