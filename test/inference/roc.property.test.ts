import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRocCurves, rankSumTest, rocCurve } from "trialwise/inference";
import { attempt } from "trialwise/result";

const participant = fc.record({ first: fc.integer({ min: -6, max: 6 }), second: fc.integer({ min: 0, max: 9 }), positive: fc.boolean() });
const sample = fc.array(participant, { minLength: 4, maxLength: 25 }).filter((rows) => new Set(rows.map(({ positive }) => positive)).size === 2);
const columnsOf = (rows: readonly { readonly first: number; readonly positive: boolean }[]) => ({ score: rows.map(({ first }) => first), positive: rows.map(({ positive }) => positive) });
const higher = { direction: "higher-is-positive" } as const;

describe("rocCurve", () => {
  it("turned round, the area is the rest of 1, and it is the rank sum over the number of pairs", () => {
    fc.assert(
      fc.property(sample, fc.constantFrom("plain" as const, "logit" as const), (rows, intervalMethod) => {
        const up = rocCurve(columnsOf(rows), { ...higher, intervalMethod });
        const down = rocCurve(columnsOf(rows), { direction: "lower-is-positive", intervalMethod });
        expect(up.auc.estimate + down.auc.estimate).toBeCloseTo(1, 12);
        if (up.auc.interval.lower !== null) {
          expect(down.auc.interval.upper! + up.auc.interval.lower).toBeCloseTo(1, 10);
          expect(up.auc.interval.lower).toBeLessThanOrEqual(up.auc.estimate);
        }
        const [ill, well] = [true, false].map((condition) => rows.filter(({ positive }) => positive === condition).map(({ first }) => first));
        const ranks = attempt(() => rankSumTest({ treatment: ill!, control: well! }));
        if (ranks.ok) expect(up.auc.estimate).toBeCloseTo(ranks.value.statistic / (ill!.length * well!.length), 12);
      }),
      { numRuns: 200 },
    );
  });

  it("any rising function of the score leaves the curve; points climb, and the partial area over everything is the area", () => {
    fc.assert(
      fc.property(sample, (rows) => {
        const { auc, points, youden, partial } = rocCurve(columnsOf(rows), { ...higher, partial: { of: "specificity", from: 0, to: 1 } });
        const cubed = rocCurve(columnsOf(rows.map((row) => ({ ...row, first: row.first ** 3 + row.first }))), higher);
        expect(cubed.auc).toEqual(auc);
        expect(cubed.points.map(({ sensitivity, specificity }) => [sensitivity, specificity])).toEqual(points.map(({ sensitivity, specificity }) => [sensitivity, specificity]));
        expect(partial!.estimate).toBeCloseTo(auc.estimate, 12);
        expect(partial!.standardised).toBeCloseTo(auc.estimate, 12);
        points.slice(1).forEach((point, index) => {
          expect(point.sensitivity).toBeGreaterThanOrEqual(points[index]!.sensitivity);
          expect(point.specificity).toBeLessThanOrEqual(points[index]!.specificity);
          expect(point.sensitivity + point.specificity - 1).toBeLessThanOrEqual(youden.index + 1e-12);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("compareRocCurves", () => {
  it("swapping the scores turns the difference, and without correlation it is the test of two samples", () => {
    fc.assert(
      fc.property(sample, (rows) => {
        const [first, second, positive] = [rows.map((row) => row.first), rows.map((row) => row.second), rows.map((row) => row.positive)];
        const result = attempt(() => compareRocCurves({ first, second, positive }, higher));
        const swapped = attempt(() => compareRocCurves({ first: second, second: first, positive }, higher));
        expect(swapped.ok).toBe(result.ok);
        if (!result.ok || !swapped.ok) return;
        expect(swapped.value.estimate).toBeCloseTo(-result.value.estimate, 12);
        expect(swapped.value.pValue).toBeCloseTo(result.value.pValue, 12);
        const apart = attempt(() => compareRocCurves({ first: { score: first, positive }, second: { score: second, positive } }, higher));
        if (!apart.ok) return;
        expect(apart.value.standardError ** 2 - 2 * result.value.covariance!).toBeCloseTo(result.value.standardError ** 2, 12);
      }),
      { numRuns: 200 },
    );
  });
});
