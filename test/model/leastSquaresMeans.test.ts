import { describe, expect, it } from "vitest";
import { fitLinearModel, leastSquaresMeans } from "trialwise/model";
import { inputOf, type ModelCase, readCases } from "./linearModelCases.ts";

interface Rows {
  readonly keys: readonly string[];
  readonly estimates: readonly (number | null)[];
  readonly standardErrors: readonly (number | null)[];
}

interface MeansCase extends ModelCase {
  readonly of: readonly string[];
  readonly at: Readonly<Record<string, number>> | null;
  readonly equal: Rows;
  readonly proportional: Rows;
  readonly counterfactual: Rows;
  readonly differences: Rows & { readonly pValues: readonly (number | null)[] };
  readonly holm: readonly (number | null)[];
}

const cases = readCases<MeansCase>("leastSquaresMeans");
describe("debug", () => {
  it("compares", () => {
    const worst: Record<string, number> = {};
    const see = (key: string, a: number, b: number, scale = 0) => { const e = Math.abs(a - b) / Math.max(Math.abs(b), scale); if (!(e <= (worst[key] ?? 0))) worst[key] = e; };
    let n = 0, nul = 0;
    cases.forEach((one, index) => {
      const fit = fitLinearModel(inputOf(one));
      for (const weights of ["equal", "proportional", "counterfactual"] as const) {
        const expected = one[weights];
        const result = leastSquaresMeans(fit, { of: one.of, weights, ...(one.at && weights !== "counterfactual" && { at: one.at }), differences: { of: one.of[0]! }, adjustment: "holm" });
        expect(result.means.length).toBe(expected.keys.length);
        for (const mean of result.means) {
          const k = expected.keys.indexOf(Object.values(mean.levels).join(""));
          if ((mean.estimate === null) !== (expected.estimates[k] === null)) { console.log(index, one.kind, JSON.stringify(one.terms), weights, mean, expected); continue; }
          if (mean.estimate === null) { nul++; continue; }
          n++;
          see("est" + weights, mean.estimate, expected.estimates[k]!, mean.standardError!); see("se" + weights, mean.standardError!, expected.standardErrors[k]!);
        }
        if (weights !== "equal") continue;
        const { differences: d } = one;
        expect(result.differences.length).toBe(d.keys.length);
        for (const row of result.differences) {
          const k = d.keys.indexOf(`${row.level} - ${row.versus}${Object.values(row.within).join("")}`);
          if ((row.estimate === null) !== (d.estimates[k] === null)) { console.log(index, one.kind, JSON.stringify(one.terms), weights, row, d); continue; }
          if (row.estimate === null) { nul++; continue; }
          see("diff", row.estimate, d.estimates[k]!, row.standardError!); see("diffse", row.standardError!, d.standardErrors[k]!); see("p", row.pValue!, d.pValues[k]!); see("adj", row.adjustedPValue!, one.holm[k]!);
        }
      }
    });
    console.log(worst, n, nul);
  });
});
