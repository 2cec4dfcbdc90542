import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kruskalWallisTest, rankSumTest } from "trialwise/inference";

describe("kruskalWallisTest", () => {
  it("depends on the order of values alone, and with two groups is the rank sum test", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        fc.pre(new Set([...a, ...b]).size > 1);
        const { statistic, pValue } = kruskalWallisTest({ groups: { a, b } });
        const grown = (values: readonly number[]) => values.map((value) => 2 ** value);
        expect(kruskalWallisTest({ groups: { b: grown(b), a: grown(a) } }).statistic).toBeCloseTo(statistic, 10);
        const two = rankSumTest({ treatment: a, control: b }, { pValueMethod: "normal", continuityCorrection: false });
        expect(pValue).toBeCloseTo(two.pValue, 10);
      }),
    );
  });
});
