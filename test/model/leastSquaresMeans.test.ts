import { describe, expect, it } from "vitest";
import { fitLinearMixedModel } from "trialwise/mixed";
import { designColumns, fitLinearModel, leastSquaresMeans, termTests } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { expectClose, inputOf, type ModelCase, readCases } from "./linearModelCases.ts";

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

interface MixedRows extends Rows {
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly df: readonly number[];
}

interface MixedCase {
  readonly data: { readonly id: readonly number[]; readonly arm: readonly string[]; readonly visit: readonly string[]; readonly baseline: readonly number[]; readonly y: readonly number[] };
  readonly participantMean: number;
  readonly rowMean: number;
  readonly satterthwaite: MixedRows & { readonly differences: MixedRows & { readonly pValues: readonly number[] } };
  readonly kenwardRoger: MixedRows & { readonly differences: MixedRows & { readonly pValues: readonly number[] } };
  readonly terms: { readonly names: readonly string[]; readonly statistics: readonly number[]; readonly df: readonly number[] };
}

const cases = readCases<MeansCase>("leastSquaresMeans");
// The fixture has 11 digits.
const close = 1e-9;

const response = [-4, -7, -5, -1, -3, 0, -2];
const data = { arm: ["control", "control", "control", "msc", "msc", "msc", "msc"], baseline: [38, 31, 36, 40, 33, 42, 35] };
const ancova = fitLinearModel({ response, terms: ["arm", "baseline"], data });

describe("leastSquaresMeans", () => {
  it("reproduces adjusted means worked by hand", () => {
    // Slope 27/79 within arms; arm means −16/3 at baseline 35 and −1.5 at 37.5, adjusted to the mean baseline 255/7.
    const { means, differences, covariates } = leastSquaresMeans(ancova, { of: ["arm"], differences: { of: "arm", versus: "control" } });
    expect(covariates).toEqual([{ name: "baseline", value: expect.closeTo(255 / 7, 12) as number }]);
    expect(means.map(({ levels }) => levels.arm)).toEqual(["control", "msc"]);
    expect(means[0]!.estimate).toBeCloseTo(-16 / 3 + (27 / 79) * (255 / 7 - 35), 12);
    expect(means[1]!.estimate).toBeCloseTo(-1.5 + (27 / 79) * (255 / 7 - 37.5), 12);
    expect(means[0]!.standardError).toBeCloseTo(Math.sqrt(ancova.residualVariance * (1 / 3 + (255 / 7 - 35) ** 2 / 79)), 12);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ level: "msc", versus: "control", within: {} });
    expect(differences[0]!.estimate).toBeCloseTo(ancova.coefficients["arm[msc]"]!.estimate, 12);
    expect(differences[0]!.pValue).toBeCloseTo(ancova.coefficients["arm[msc]"]!.pValue, 12);
  });

  it("agrees with emmeans and with means of predictions in R on random models, and on what is not estimable", () => {
    let inestimable = 0;
    for (const one of cases) {
      const fit = fitLinearModel(inputOf(one));
      for (const weights of ["equal", "proportional", "counterfactual"] as const) {
        const at = one.at !== null && weights !== "counterfactual" ? { at: one.at } : {};
        const { means, differences } = leastSquaresMeans(fit, { of: one.of, weights, ...at, differences: { of: one.of[0]! }, adjustment: "holm" });
        const { keys, estimates, standardErrors } = one[weights];
        expect(means).toHaveLength(keys.length);
        for (const mean of means) {
          const index = keys.indexOf(Object.values(mean.levels).join(""));
          if (estimates[index] === null) {
            expect(mean.estimate).toBeNull();
            expect(mean.reasons?.estimate).toBe("not-estimable");
            inestimable++;
            continue;
          }
          expectClose(mean.estimate, estimates[index]!, close, standardErrors[index]!);
          expectClose(mean.standardError, standardErrors[index]!, close);
        }
        if (weights !== "equal") continue;
        expect(differences).toHaveLength(one.differences.keys.length);
        for (const difference of differences) {
          const index = one.differences.keys.indexOf(`${difference.level} - ${difference.versus}${Object.values(difference.within).join("")}`);
          const expected = one.differences;
          if (expected.estimates[index] === null) {
            expect(difference.estimate).toBeNull();
            expect(difference.adjustedPValue).toBeNull();
            continue;
          }
          expectClose(difference.estimate, expected.estimates[index]!, close, expected.standardErrors[index]!);
          expectClose(difference.standardError, expected.standardErrors[index]!, close);
          expectClose(difference.pValue, expected.pValues[index]!, close);
          expectClose(difference.adjustedPValue, one.holm[index]!, close);
        }
      }
    }
    expect(inestimable).toBeGreaterThan(100);
  });

  const mixed = readCases<MixedCase>("mixedMeans")[0]!;
  const terms = ["arm", "visit", "baseline", ["arm", "visit"]] as const;
  const { id: participant, y, ...variables } = mixed.data;
  const { columns, design } = designColumns({ terms, data: variables, participant });
  const fitWith = (degreesOfFreedomMethod: "satterthwaite" | "kenward-roger") => ({
    ...fitLinearMixedModel({ response: y, fixed: columns, random: { intercept: columns["intercept"]! }, participant }, { degreesOfFreedomMethod }),
    design,
  });

  it.each([["satterthwaite", "satterthwaite"], ["kenward-roger", "kenwardRoger"]] as const)("agrees with emmeans on a mixed model: %s", (method, name) => {
    // The variances of lme4 are good to about 1e-6 here, and the degrees of freedom of lmerTest are from numerical derivatives.
    const { means, differences } = leastSquaresMeans(fitWith(method), { of: ["arm", "visit"], differences: { of: "arm", versus: "control" } });
    const expected = mixed[name];
    expect(means).toHaveLength(12);
    for (const { levels, estimate, standardError, degreesOfFreedom } of means) {
      const index = expected.keys.indexOf(`${levels.arm} ${levels.visit}`);
      expectClose(estimate, expected.estimates[index]!, 1e-6);
      expectClose(standardError, expected.standardErrors[index]!, 1e-6);
      expectClose(degreesOfFreedom, expected.df[index]!, 1e-4);
    }
    expect(differences).toHaveLength(8);
    for (const { level, versus, within, estimate, standardError, degreesOfFreedom, pValue } of differences) {
      const index = expected.differences.keys.indexOf(`${level} - ${versus} ${within.visit}`);
      expectClose(estimate, expected.differences.estimates[index]!, 1e-6, 1);
      expectClose(standardError, expected.differences.standardErrors[index]!, 1e-6);
      expectClose(degreesOfFreedom, expected.differences.df[index]!, 1e-4);
      expectClose(pValue, expected.differences.pValues[index]!, 1e-4);
    }
  });

  it("holds covariates at the mean of participants, not of rows", () => {
    const { covariates, counts } = leastSquaresMeans(fitWith("satterthwaite"), { of: ["arm"] });
    expect(covariates[0]!.value).toBeCloseTo(mixed.participantMean, 10);
    expect(Math.abs(covariates[0]!.value - mixed.rowMean)).toBeGreaterThan(0.3);
    expect(counts).toEqual({ observations: y.length, participants: 24 });
  });

  it("has tests of the terms of a mixed model as lmerTest's of type III", () => {
    const { tests } = termTests(fitWith("satterthwaite"));
    expect(tests.map(({ name }) => name)).toEqual(mixed.terms.names);
    tests.forEach(({ statistic, degreesOfFreedom }, index) => {
      expectClose(statistic, mixed.terms.statistics[index]!, 1e-5);
      expectClose(degreesOfFreedom.denominator, mixed.terms.df[index]!, 1e-4);
    });
    expect("sumOfSquares" in tests[0]!).toBe(false);
  });

  it("holds variables at stated values", () => {
    const fit = fitLinearModel({ response, terms: ["arm", "baseline", ["arm", "baseline"]], data, centre: { baseline: 36 } });
    const at40 = leastSquaresMeans(fit, { of: ["arm"], at: { baseline: 40 }, differences: { of: "arm" } });
    const { intercept, baseline, "arm[msc]": arm, "arm[msc]:baseline": both } = fit.coefficients;
    expect(at40.means[0]!.estimate).toBeCloseTo(intercept!.estimate + 4 * baseline!.estimate, 12);
    expect(at40.differences[0]!.estimate).toBeCloseTo(arm!.estimate + 4 * both!.estimate, 12);
    expect(at40.covariates).toEqual([{ name: "baseline", value: 40 }]);
  });

  it.each([1e-9, 1e-6, 1, 1e6, 1e9])("finds the same not estimable in every unit: %s", (unit) => {
    const cells = data.arm.map((arm) => (arm === "msc" ? 1.2 * unit : 0));
    const dosed = fitLinearModel({ response, terms: ["arm", "baseline", "cells"], data: { ...data, cells }, aliased: "leave-out" });
    const { means, differences } = leastSquaresMeans(dosed, { of: ["arm"], differences: { of: "arm" } });
    expect([...means, ...differences].map(({ estimate }) => estimate)).toEqual([null, null, null]);
    const again = data.baseline.map((value) => value * unit);
    const twice = fitLinearModel({ response, terms: ["arm", "baseline", "again"], data: { ...data, again }, centre: { baseline: "mean", again: "mean" }, aliased: "leave-out" });
    const same = leastSquaresMeans(ancova, { of: ["arm"] }).means;
    leastSquaresMeans(twice, { of: ["arm"] }).means.forEach(({ estimate }, index) => expect(estimate).toBeCloseTo(same[index]!.estimate!, 9));
    // The mean of one and another value of the other contradict each other.
    expect(leastSquaresMeans(twice, { of: ["arm"], at: { again: 40 * unit } }).means.map(({ estimate }) => estimate)).toEqual([null, null]);
    expect(leastSquaresMeans(twice, { of: ["arm"], at: { baseline: 40, again: 40 * unit } }).means[0]!.estimate).not.toBeNull();
    expect(termTests(twice).tests.map(({ statistic }) => statistic === null)).toEqual([false, true, true]);
    const mixture = data.baseline.map((value, row) => value / 1000 + (data.arm[row] === "msc" ? 1 : 0));
    const mixed = fitLinearModel({ response, terms: ["again", "arm", "mixture"], data: { arm: data.arm, again, mixture }, aliased: "leave-out" });
    expect(mixed.design.aliased[0]!.combination.map(({ name }) => name)).toEqual(["again", "arm[msc]"]);
    expect(leastSquaresMeans(mixed, { of: ["arm"] }).means.map(({ estimate }) => estimate)).toEqual([null, null]);
  });

  it("works from a fit that went through JSON, frozen, and gives plain data", () => {
    const copy = deepFreeze(JSON.parse(JSON.stringify(ancova)) as typeof ancova);
    const options = deepFreeze({ of: ["arm"] as const, differences: { of: "arm" as const }, adjustment: "holm" as const });
    const result = leastSquaresMeans(copy, options);
    expect(result).toStrictEqual(leastSquaresMeans(ancova, options));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    const untyped = { of: ["arm"], at: { baseline: -0 }, differences: { of: "arm", versus: undefined } } as unknown as typeof options;
    const atZero = leastSquaresMeans(ancova, untyped);
    expect(JSON.parse(JSON.stringify(atZero))).toStrictEqual(atZero);
    const empty = leastSquaresMeans(fitLinearModel(inputOf(cases.find(({ kind, equal }) => kind === "empty" && equal.estimates.includes(null))!)), { of: ["a"], adjustment: "holm", differences: { of: "a" } });
    expect(JSON.parse(JSON.stringify(empty))).toStrictEqual(empty);
  });

  it("refuses a caller's mistakes", () => {
    const untyped = (options: object) => () => leastSquaresMeans(ancova, options as { of: ["arm"] });
    expect(untyped({})).toThrow(/of must be a list/);
    expect(untyped({ of: [] })).toThrow(RangeError);
    expect(untyped({ of: ["arm", "arm"] })).toThrow(/different factors/);
    expect(untyped({ of: ["amr"] })).toThrow(/Did you mean "arm"/);
    expect(untyped({ of: ["baseline"] })).toThrow(/"baseline" is a covariate/);
    expect(untyped({ of: ["arm"], at: { arm: "msc" } })).toThrow(/cannot be in of and held/);
    expect(untyped({ of: ["arm"], at: { baselien: 40 } })).toThrow(/Did you mean "baseline"/);
    expect(untyped({ of: ["arm"], at: { baseline: "40" } })).toThrow(TypeError);
    expect(untyped({ of: ["arm"], at: { baseline: Number.NaN } })).toThrow(RangeError);
    expect(untyped({ of: ["arm"], weights: "cells" })).toThrow(RangeError);
    expect(untyped({ of: ["arm"], adjustment: "tukey" })).toThrow(RangeError);
    expect(untyped({ of: ["arm"], differences: { of: "arm", versus: "contrl" } })).toThrow(/Did you mean "control"/);
    expect(untyped({ of: ["arm"], differences: { of: "arm", against: "control" } })).toThrow(TypeError);
    expect(untyped({ of: ["arm"], level: 95 })).toThrow(RangeError);
    expect(untyped({ of: ["arm"], colour: 1 })).toThrow(TypeError);
  });
});
