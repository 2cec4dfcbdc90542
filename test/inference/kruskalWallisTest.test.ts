import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kruskalWallisTest } from "trialwise/inference";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveExactKruskalWallis } from "../naive/kruskalWallis.ts";
import { naiveKruskalWallis } from "../naive/ranks.ts";

interface GroupsCase {
  readonly groups: Readonly<Record<string, readonly number[]>>;
  readonly kruskal: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number };
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/model/groups.json", import.meta.url), "utf8")) as { readonly cases: readonly GroupsCase[] };
interface ExactCase {
  readonly groups: Readonly<Record<string, readonly number[]>>;
  readonly statistic: number;
  readonly divisions: number;
  readonly pValue: number;
}

const exact = JSON.parse(readFileSync(new URL("../reference/inference/kruskalWallisExact.json", import.meta.url), "utf8")) as { readonly cases: readonly ExactCase[] };
const groups = { placebo: [3, 5, 4, 6], low: [5, 7, 6, 8], high: [9, 8, 11, 10] };

describe("kruskalWallisTest", () => {
  it("reproduces a test worked by hand, with ties", () => {
    // Rank sums 12, 24.5 and 41.5 of 12 values with three pairs of ties.
    const { statistic, degreesOfFreedom, tieCorrection, groups: ranked } = kruskalWallisTest({ groups });
    expect(ranked.map(({ group, rankSum }) => [group, rankSum])).toEqual([["placebo", 12], ["low", 24.5], ["high", 41.5]]);
    expect(tieCorrection).toBeCloseTo(1 - 18 / 1716, 14);
    expect(statistic).toBeCloseTo(((12 / 156) * (12 ** 2 + 24.5 ** 2 + 41.5 ** 2) / 4 - 39) / (1 - 18 / 1716), 12);
    expect(degreesOfFreedom).toBe(2);
  });

  it("agrees with kruskal.test() of R on 200 random sets of groups", () => {
    for (const one of cases) {
      const { statistic, degreesOfFreedom, pValue } = kruskalWallisTest({ groups: one.groups }, { pValueMethod: "chi-square" });
      expect(degreesOfFreedom).toBe(one.kruskal.degreesOfFreedom);
      expect(Math.abs(statistic - one.kruskal.statistic) / Math.max(1, statistic)).toBeLessThan(1e-9);
      expect(Math.abs(pValue / one.kruskal.pValue - 1)).toBeLessThan(1e-9);
    }
    expect(cases).toHaveLength(200);
  });

  it("has the exact probability that Kruskal & Wallis tabulate for their bottle-caps", () => {
    // Daily output of three machines; table 6.1 of 1952 has P(H ≥ 5.656) = .049 for groups of 5, 4 and 3, where χ² has .059.
    const caps = { standard: [340, 345, 330, 342, 338], first: [339, 333, 344], second: [347, 343, 349, 355] };
    const { statistic, pValue, pValueMethodUsed } = kruskalWallisTest({ groups: caps });
    expect(statistic).toBeCloseTo(5.656, 3);
    expect(pValue).toBeCloseTo(0.049, 3);
    expect(pValueMethodUsed).toBe("exact");
    expect(kruskalWallisTest({ groups: caps }, { pValueMethod: "chi-square" }).pValue).toBeCloseTo(0.059, 3);
  });

  it("two groups of three that do not overlap: 2 of 20 divisions, whichever is above", () => {
    const result = kruskalWallisTest({ groups: { a: [1, 2, 3], b: [4, 5, 6] } });
    expect(result.pValue).toBeCloseTo(0.1, 15);
    // With a tie between the groups two of three divisions of 1, 2, 2 into one and two put a 2 alone; the spread is least there.
    expect(kruskalWallisTest({ groups: { a: [2], b: [1, 2] } }).pValue).toBe(1);
    expect(kruskalWallisTest({ groups: { a: [1], b: [2, 2] } }).pValue).toBeCloseTo(1 / 3, 15);
  });

  it("agrees with every division of the ranks in R on 220 random cases, with ties and without, and with coin for two groups", () => {
    expect(exact.cases).toHaveLength(220);
    for (const one of exact.cases) {
      const { statistic, pValue, pValueMethodUsed } = kruskalWallisTest({ groups: one.groups }, { pValueMethod: "exact" });
      expect(pValueMethodUsed).toBe("exact");
      expect(Math.abs(statistic - one.statistic)).toBeLessThan(1e-10 * Math.max(1, statistic));
      // A share of whole divisions: a wrong comparison would show as one division.
      expect(Math.abs(pValue - one.pValue) * one.divisions).toBeLessThan(1e-6);
    }
  });

  it("agrees with a second implementation that gives out the values one by one", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(sample, sample, sample, (a, b, c) => {
        fc.pre(new Set([...a, ...b, ...c]).size > 1);
        expect(kruskalWallisTest({ groups: { a, b, c } }).pValue).toBeCloseTo(naiveExactKruskalWallis([a, b, c]), 12);
      }),
      { numRuns: 200 },
    );
  });

  it("is exact as far as that is quick, says which it was, and refuses what would take too long", () => {
    const of = (...sizes: readonly number[]) => Object.fromEntries(sizes.map((n, group) => [`g${group}`, Array.from({ length: n }, (_, index) => Math.sin(100 * group + index))]));
    expect(kruskalWallisTest({ groups: of(5, 5, 5) }).pValueMethodUsed).toBe("exact");
    expect(kruskalWallisTest({ groups: of(3, 3, 3, 3) }).pValueMethodUsed).toBe("exact");
    const large = kruskalWallisTest({ groups: of(40, 40, 40) });
    expect(large.pValueMethodUsed).toBe("chi-square");
    expect(large.method.options).toEqual({ pValueMethod: "auto" });
    const crowd = of(...Array.from({ length: 30 }, () => 30));
    expect(kruskalWallisTest({ groups: crowd }).pValueMethodUsed).toBe("chi-square");
    expect(() => kruskalWallisTest({ groups: crowd }, { pValueMethod: "exact" })).toThrow(expect.objectContaining({ code: "too-much-work" }));
    expect(() => kruskalWallisTest({ groups }, { pValueMethod: "exactly" as "exact" })).toThrow(/Did you mean "exact"/);
  });

  it("agrees with ranks counted pair by pair", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sample, sample, sample, (a, b, c) => {
        fc.pre(new Set([...a, ...b, ...c]).size > 1);
        expect(kruskalWallisTest({ groups: { a, b, c } }, { pValueMethod: "chi-square" }).statistic).toBeCloseTo(naiveKruskalWallis([a, b, c]), 10);
      }),
    );
  });

  it("takes frozen input and Float64Arrays, and gives plain data", () => {
    const result = kruskalWallisTest(deepFreeze({ groups }));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    expect(kruskalWallisTest({ groups: { ...groups, low: Float64Array.from(groups.low) } })).toStrictEqual(result);
  });

  it("refuses what cannot be estimated, and a caller's mistakes", () => {
    const untyped = (input: object) => () => kruskalWallisTest(input as { groups: { a: number[] } });
    expect(untyped({ groups: { a: [1, 2] } })).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(untyped({ groups: { a: [1, 2], b: [] } })).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(untyped({ groups: { a: [2, 2], b: [2] } })).toThrow(expect.objectContaining({ code: "no-variance" }));
    expect(untyped({ groups: { a: [1, Number.NaN], b: [2] } })).toThrow(/groups\.a\[1\]/);
    expect(untyped({ groups: [[1], [2]] })).toThrow(TypeError);
    expect(untyped({ group: groups })).toThrow(TypeError);
  });
});
