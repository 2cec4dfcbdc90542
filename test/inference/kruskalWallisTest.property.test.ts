import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kruskalWallisTest, rankSumTest } from "trialwise/inference";

describe("kruskalWallisTest", () => {
  it("depends on the order of values alone, and with two groups is the rank sum test", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        fc.pre(new Set([...a, ...b]).size > 1);
        const { statistic, pValue } = kruskalWallisTest({ groups: { a, b } }, { pValueMethod: "chi-square" });
        const grown = (values: readonly number[]) => values.map((value) => 2 ** value);
        expect(kruskalWallisTest({ groups: { b: grown(b), a: grown(a) } }).statistic).toBeCloseTo(statistic, 10);
        const two = rankSumTest({ treatment: a, control: b }, { pValueMethod: "normal", continuityCorrection: false });
        expect(pValue).toBeCloseTo(two.pValue, 10);
        const exact = rankSumTest({ treatment: a, control: b }, { pValueMethod: "exact" });
        expect(kruskalWallisTest({ groups: { a, b } }, { pValueMethod: "exact" }).pValue).toBeCloseTo(exact.pValue, 10);
      }),
    );
  });

  it("exactly: names and order of the groups play no part, and neither does the unit or direction of the scale", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sample, sample, sample, fc.constantFrom(3, -1, 0.25), (a, b, c, unit) => {
        fc.pre(new Set([...a, ...b, ...c]).size > 1);
        const { pValue, statistic } = kruskalWallisTest({ groups: { a, b, c } }, { pValueMethod: "exact" });
        const scaled = (values: readonly number[]) => values.map((value) => value * unit + 7);
        const again = kruskalWallisTest({ groups: { x: scaled(c), y: scaled(a), z: scaled(b) } }, { pValueMethod: "exact" });
        expect(again.pValue).toBeCloseTo(pValue, 12);
        expect(again.statistic).toBeCloseTo(statistic, 10);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });
});
