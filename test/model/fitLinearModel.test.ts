import { describe, expect, it } from "vitest";
import { fitLinearModel, termTests } from "trialwise/model";
import { inputOf, type ModelCase, readCases } from "./linearModelCases.ts";

interface TermReference {
  readonly df: number;
  readonly F: number;
  readonly p: number;
}

interface LinearModelCase extends ModelCase {
  readonly columns: readonly string[];
  readonly aliased: readonly string[];
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  readonly sigma: number;
  readonly F: number;
  readonly residualDf: number;
  readonly I: readonly (TermReference | null)[];
  readonly II: readonly (TermReference | null)[];
  readonly III: readonly (TermReference | null)[] | null;
}

const cases = readCases<LinearModelCase>("linearModels");

describe("debug", () => {
  it("compares", () => {
    let worst: Record<string, number> = {};
    const see = (key: string, a: number, b: number, scale = 0) => { const e = Math.abs(a - b) / Math.max(Math.abs(b), scale); if (!(e <= (worst[key] ?? 0))) worst[key] = e; };
    let n = 0;
    cases.forEach((one, index) => {
      const fit = fitLinearModel(inputOf(one));
      if (JSON.stringify(fit.design.aliased.map((a) => a.name)) !== JSON.stringify(one.aliased)) { console.log(index, one.kind, JSON.stringify(one.terms), fit.design.aliased.map((a) => a.name), one.aliased); return; }
      one.columns.forEach((name, k) => {
        const c = fit.coefficients[name];
        if (c === undefined) { console.log(index, name, Object.keys(fit.coefficients)); return; }
        see("estimate", c.estimate, one.estimates[k]!, one.standardErrors[k]!);
        see("se", c.standardError, one.standardErrors[k]!);
      });
      see("r2", fit.rSquared, one.rSquared); see("adj", fit.adjustedRSquared, one.adjustedRSquared, 1); see("sigma", fit.residualVariance, one.sigma ** 2); see("F", fit.overallTest.statistic, one.F);
      for (const type of ["I", "II", "III"] as const) {
        const expected = one[type];
        if (expected === null) continue;
        const { tests } = termTests(fit, { type });
        tests.forEach((test, t) => {
          const e = expected[t];
          n++;
          if (!e || test.statistic === null) { if (e || test.statistic !== null) console.log(index, type, test.name, e, JSON.stringify(test)); return; }
          if (e.df !== test.degreesOfFreedom.numerator || Math.abs(e.F / test.statistic - 1) > 1e-8) console.log(index, one.kind, JSON.stringify(one.terms), type, test.name, e, test.statistic, test.degreesOfFreedom);
          else { see("F" + type, test.statistic, e.F); see("p" + type, test.pValue!, e.p); }
        });
      }
    });
    console.log(worst, n);
  });
});
