import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kruskalWallisTest } from "trialwise/inference";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveKruskalWallis } from "../naive/ranks.ts";

interface GroupsCase {
  readonly groups: Readonly<Record<string, readonly number[]>>;
  readonly kruskal: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number };
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/model/groups.json", import.meta.url), "utf8")) as { readonly cases: readonly GroupsCase[] };
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
      const { statistic, degreesOfFreedom, pValue } = kruskalWallisTest({ groups: one.groups });
      expect(degreesOfFreedom).toBe(one.kruskal.degreesOfFreedom);
      expect(Math.abs(statistic - one.kruskal.statistic) / Math.max(1, statistic)).toBeLessThan(1e-9);
      expect(Math.abs(pValue / one.kruskal.pValue - 1)).toBeLessThan(1e-9);
    }
    expect(cases).toHaveLength(200);
  });

  it("agrees with ranks counted pair by pair", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sample, sample, sample, (a, b, c) => {
        fc.pre(new Set([...a, ...b, ...c]).size > 1);
        expect(kruskalWallisTest({ groups: { a, b, c } }).statistic).toBeCloseTo(naiveKruskalWallis([a, b, c]), 10);
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
