import { describe, expect, it } from "vitest";
import { contrast, fitLinearModel, leastSquaresMeans, termTests } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { expectClose, inputOf, type ModelCase, readCases } from "./linearModelCases.ts";
import { pigs } from "./pigs.ts";

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
// The fixture has 11 digits; F near 0 loses some to cancellation in R.
const close = 1e-9;

const response = [-4, -7, -5, -1, -3, 0, -2];
const data = { arm: ["control", "control", "control", "msc", "msc", "msc", "msc"], baseline: [38, 31, 36, 40, 33, 42, 35] };

/** Leprosy bacilli before and after treatment: Snedecor & Cochran 1967, Statistical Methods, 6th edition, page 422; SAS/STAT's example of PROC GLM. */
const leprosy = {
  drug: [..."AAAAAAAAAADDDDDDDDDDFFFFFFFFFF"],
  before: [11, 8, 5, 14, 19, 6, 10, 6, 11, 3, 6, 6, 7, 8, 18, 8, 19, 8, 5, 15, 16, 13, 11, 9, 21, 16, 12, 12, 7, 12],
  after: [6, 0, 2, 8, 11, 4, 13, 1, 8, 0, 0, 2, 3, 1, 18, 4, 14, 9, 1, 9, 13, 10, 18, 5, 23, 12, 5, 16, 1, 20],
};

describe("fitLinearModel", () => {
  it("reproduces Snedecor and Cochran's analysis of covariance as SAS prints it", () => {
    const { drug, before, after } = leprosy;
    const fit = fitLinearModel({ response: after, terms: ["drug", "before"], data: { drug, before }, factors: { drug: { reference: "F" } } });
    expect(fit.rSquared).toBeCloseTo(0.676261, 6);
    expect(fit.residualVariance * 26).toBeCloseTo(417.2025974, 6);
    expect(fit.coefficients["before"]!.estimate).toBeCloseTo(0.987183811, 9);
    expect(fit.coefficients["before"]!.standardError).toBeCloseTo(0.16449757, 8);
    expect(fit.coefficients["drug[A]"]!.estimate).toBeCloseTo(-3.446138280, 8);
    expect(fit.coefficients["drug[D]"]!.estimate).toBeCloseTo(-3.337166948, 8);
    const [first, third] = (["I", "III"] as const).map((type) => termTests(fit, { type }).tests.map(({ sumOfSquares }) => sumOfSquares));
    expect(first![0]).toBeCloseTo(293.6, 9);
    expect(third![0]).toBeCloseTo(68.5537106, 6);
    expect(third![1]).toBeCloseTo(577.897403, 6);
    const { means } = leastSquaresMeans(fit, { of: ["drug"] });
    [6.7149635, 6.8239348, 10.1611017].forEach((mean, index) => expect(means[index]!.estimate).toBeCloseTo(mean, 6));
  });

  it("reproduces an analysis of covariance worked by hand", () => {
    // Within arms: Sxx = 26 + 53 = 79, Sxy = 10 + 17 = 27, Syy = 14/3 + 5 = 29/3; means 35 and 37.5, −16/3 and −1.5.
    const fit = fitLinearModel({ response, terms: ["arm", "baseline"], data });
    const slope = 27 / 79;
    expect(fit.coefficients["baseline"]!.estimate).toBeCloseTo(slope, 13);
    expect(fit.coefficients["arm[msc]"]!.estimate).toBeCloseTo(-1.5 + 16 / 3 - slope * 2.5, 13);
    expect(fit.residualVariance).toBeCloseTo((29 / 3 - 27 ** 2 / 79) / 4, 13);
    expect(fit.coefficients["arm[msc]"]!.standardError).toBeCloseTo(Math.sqrt(fit.residualVariance * (1 / 3 + 1 / 4 + 2.5 ** 2 / 79)), 13);
  });

  it("agrees with lm() of R on random models, unbalanced, with empty cells and collinear columns", () => {
    for (const one of cases) {
      const fit = fitLinearModel(inputOf(one));
      expect(fit.design.aliased.map(({ name }) => name)).toEqual(one.aliased);
      expect(fit.covariance.parameters).toEqual(one.columns);
      one.columns.forEach((name, index) => {
        const { estimate, standardError, degreesOfFreedom } = fit.coefficients[name]!;
        expectClose(estimate, one.estimates[index]!, close, one.standardErrors[index]!);
        expectClose(standardError, one.standardErrors[index]!, close);
        expect(degreesOfFreedom).toBe(one.residualDf);
      });
      expectClose(Math.sqrt(fit.residualVariance), one.sigma, close);
      expectClose(fit.rSquared, one.rSquared, close);
      expectClose(fit.adjustedRSquared, one.adjustedRSquared, close, 1);
      expectClose(fit.overallTest.statistic, one.F, close);
    }
    expect(cases.length).toBeGreaterThan(200);
  });

  it("lists what is aliased as a combination of what stayed", () => {
    const fit = fitLinearModel({
      response,
      terms: ["arm", "visit", ["arm", "visit"], "x"],
      data: { arm: data.arm, visit: ["1", "2", "1", "1", "1", "1", "1"], x: [1, 2, 4, 3, 0, 5, 1] },
      aliased: "leave-out",
    });
    expect(fit.design.aliased).toEqual([{ name: "arm[msc]:visit[2]", combination: [] }]);
    expect(fit.design.emptyCells).toEqual([{ term: "arm:visit", cell: [{ factor: "arm", level: "msc" }, { factor: "visit", level: "2" }] }]);
    const doubled = fitLinearModel({ response, terms: ["baseline", "again"], data: { ...data, again: data.baseline.map((value) => 2 * value - 3) }, aliased: "leave-out" });
    expect(doubled.design.aliased).toEqual([
      { name: "again", combination: [{ name: "intercept", weight: expect.closeTo(-3, 9) as number }, { name: "baseline", weight: expect.closeTo(2, 9) as number }] },
    ]);
  });

  it("has a basis for contrasts", () => {
    const fit = fitLinearModel({ response, terms: ["arm", "baseline"], data }, { level: 0.9 });
    expect(contrast(fit, { "arm[msc]": 1 })).toMatchObject(fit.coefficients["arm[msc]"]!);
    expect(contrast(fit, [{ "arm[msc]": 1 }, { baseline: 1 }]).statistic).toBeCloseTo(fit.overallTest.statistic, 8);
    expect(contrast(fit, { intercept: 1, baseline: 36 }).standardError).toBeGreaterThan(0);
  });

  it("takes frozen input and gives plain data", () => {
    const input = deepFreeze({ response, terms: ["arm", "baseline", ["arm", "baseline"]] as const, data, centre: { baseline: "mean" } as const });
    const fit = fitLinearModel(input);
    expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
    expect(fit.design.covariates[0]!.centre).toBeCloseTo(255 / 7, 12);
  });

  it("without an intercept says the same of two factors, but for R² and F", () => {
    const two = { ...data, sex: ["f", "m", "f", "f", "m", "f", "m"] };
    const [withIntercept, without] = [true, false].map((intercept) => fitLinearModel({ response, terms: ["arm", "sex", "baseline"], data: two, intercept }));
    expect(without!.counts).toEqual(withIntercept!.counts);
    without!.fitted.forEach((value, row) => expect(value).toBeCloseTo(withIntercept!.fitted[row]!, 10));
    const [means, same] = [without!, withIntercept!].map((fit) => leastSquaresMeans(fit, { of: ["sex"], differences: { of: "sex" } }));
    [...means!.means, ...means!.differences].forEach((mean, index) => {
      const other = [...same!.means, ...same!.differences][index]!;
      expect(mean.estimate).toBeCloseTo(other.estimate!, 10);
      expect(mean.standardError).toBeCloseTo(other.standardError!, 10);
    });
  });

  it("refuses what cannot be estimated, and names it", () => {
    const code = (name: string) => expect.objectContaining({ code: name }) as unknown;
    const constant = { response, terms: ["baseline"], data: { baseline: response.map(() => 5) }, aliased: "leave-out" } as const;
    expect(() => fitLinearModel(constant)).toThrow(code("singular-design"));
    expect(() => fitLinearModel({ ...constant, data: { baseline: response.map(() => 0) }, intercept: false })).toThrow(code("singular-design"));
    expect(() => fitLinearModel({ response, terms: ["arm", "again"], data: { ...data, again: data.arm.map((arm) => (arm === "msc" ? 2 : 1)) } })).toThrow(
      code("singular-design"),
    );
    expect(() => fitLinearModel({ response, terms: [["arm", "visit"]], data: { ...data, visit: ["1", "2", "1", "1", "1", "1", "1"] } })).toThrow(
      /No observation has arm "msc" and visit "2"/,
    );
    expect(() => fitLinearModel({ response, terms: ["arm"], data: { arm: data.arm.map(() => "msc") } })).toThrow(/every observation has arm "msc"/);
    expect(() => fitLinearModel({ response, terms: ["arm"], data, factors: { arm: { levels: ["placebo", "control", "msc"] } } })).toThrow(/"placebo", the reference level/);
    expect(() => fitLinearModel({ response: [1, 2], terms: ["arm"], data: { arm: ["a", "b"] } })).toThrow(code("too-few-values"));
    expect(() => fitLinearModel({ response: [1, 1, 2, 2], terms: ["arm"], data: { arm: ["a", "a", "b", "b"] } })).toThrow(code("no-variance"));
    expect(() => fitLinearModel({ response: [], terms: ["arm"], data: { arm: [] } })).toThrow(code("too-few-values"));
    expect(() => fitLinearModel({ response: Array.from({ length: 2500 }, (_, row) => row), terms: ["id"], data: { id: Array.from({ length: 2500 }, (_, row) => `p${row}`) } })).toThrow(
      code("too-much-work"),
    );
  });

  it("refuses a caller's mistakes", () => {
    const untyped = (input: object, options: object = {}) => () => fitLinearModel(input as Parameters<typeof fitLinearModel>[0], options);
    expect(untyped({ response, terms: ["amr"], data })).toThrow(/needs a column "amr" in data\. Did you mean "arm"/);
    expect(untyped({ response, terms: [], data })).toThrow(/at least one term/);
    expect(untyped({ response, terms: ["arm", "arm"], data })).toThrow(/must not be listed twice/);
    expect(untyped({ response, terms: [["arm", "arm"]], data })).toThrow(/must not name a variable twice/);
    expect(untyped({ response, terms: [3], data })).toThrow(TypeError);
    expect(untyped({ response, terms: ["arm"], data: { arm: ["a"] } })).toThrow(/one entry for each of the 7/);
    expect(untyped({ response, terms: ["arm"], data: { arm: ["a", 1, 1, 1, 1, 1, 1] } })).toThrow(/data\.arm\[1\] must be a text/);
    expect(untyped({ response, terms: ["baseline"], data: { baseline: [1, 2, 3, Number.NaN, 5, 6, 7] } })).toThrow(/baseline\[3\]/);
    expect(untyped({ response, terms: ["arm"], data, factors: { arm: { reference: "contrl" } } })).toThrow(/Did you mean "control"/);
    expect(untyped({ response, terms: ["arm"], data, factors: { arm: { levels: ["control"] } } })).toThrow(/data\.arm has "msc"/);
    expect(untyped({ response, terms: ["arm"], data, factors: { baseline: {} } })).toThrow(TypeError);
    expect(untyped({ response, terms: ["baseline"], data, centre: { baseline: "middle" } })).toThrow(TypeError);
    expect(untyped({ response, terms: ["arm"], data, intercept: 1 })).toThrow(TypeError);
    expect(untyped({ response, terms: ["arm"], data, aliased: "drop" })).toThrow(RangeError);
    expect(untyped({ response, terms: ["arm"], data, weights: [] })).toThrow(TypeError);
    expect(untyped({ response, terms: ["arm"], data }, { level: 95 })).toThrow(RangeError);
    expect(untyped({ response, terms: ["constructor"], data: { constructor: ["a"] } })).toThrow(/cannot be called "constructor"/);
    expect(untyped({ response, terms: ["arm", "arm[msc]"], data: { ...data, "arm[msc]": data.baseline } })).toThrow(/two columns would be called/);
  });
});

describe("termTests", () => {
  it("of a balanced design are the analysis of variance, whatever the type", () => {
    // Two arms by three doses of two animals each; sums of squares by hand from the means 3 5 7 and 4 8 9.
    const fit = fitLinearModel(pigs);
    for (const type of ["I", "II", "III"] as const) {
      const [arm, dose, both] = termTests(fit, { type }).tests;
      expect(arm!.sumOfSquares).toBeCloseTo(12, 11);
      expect(dose!.sumOfSquares).toBeCloseTo(4 * (2.5 ** 2 + 0.5 ** 2 + 2 ** 2), 11);
      expect(both!.sumOfSquares).toBeCloseTo(2, 11);
      expect(both!.statistic).toBeCloseTo(1 / 2, 11);
      expect(both!.degreesOfFreedom).toEqual({ numerator: 2, denominator: 6 });
    }
  });

  it("agrees with anova() and car::Anova() of R on random models, unbalanced, with empty cells and collinear columns", () => {
    let compared = 0;
    for (const one of cases) {
      const fit = fitLinearModel(inputOf(one));
      for (const type of ["I", "II", "III"] as const) {
        const expected = one[type];
        if (expected === null) continue;
        termTests(fit, { type }).tests.forEach((test, index) => {
          const reference = expected[index]!;
          compared++;
          if (reference === null) {
            expect(test.statistic).toBeNull();
            return;
          }
          expect(test.degreesOfFreedom.numerator).toBe(reference.df);
          expectClose(test.statistic, reference.F, close, 1e-3);
          expectClose(test.pValue, reference.p, close);
        });
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });

  it("of type III with an empty cell tests of the highest interaction what can be estimated", () => {
    for (const one of cases.filter(({ III, kind }) => III === null && kind === "empty")) {
      const fit = fitLinearModel(inputOf(one));
      const [second, third] = (["II", "III"] as const).map((type) => termTests(fit, { type }).tests);
      third!.forEach((test, index) => {
        const { variables, statistic } = test;
        const isHighest = one.terms.every((term) => term.length <= variables.length || !variables.every((name) => term.includes(name)));
        if (isHighest) expectClose(statistic, second![index]!.statistic!, 1e-7, 1e-3);
        else if (statistic === null) expect(test.reasons?.statistic).toBe("not-estimable");
      });
    }
  });

  it("gives plain data, also where a term cannot be estimated", () => {
    const one = cases.find(({ kind, aliased }) => kind === "empty" && aliased.length > 0)!;
    const fit = deepFreeze(fitLinearModel(inputOf(one)));
    for (const type of ["I", "II", "III"] as const) {
      const result = termTests(fit, { type });
      expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    }
  });

  it("refuses a caller's mistakes", () => {
    const fit = fitLinearModel(pigs);
    expect(() => termTests(fit, { type: "IV" as "III" })).toThrow(RangeError);
    expect(() => termTests(fit, { tpye: "I" } as object)).toThrow(TypeError);
    expect(() => termTests({ ...fit, method: { ...fit.method, name: "linear-mixed-model" } }, { type: "I" })).toThrow(/use "III"/);
    expect(() => termTests({ ...fit, covariance: { ...fit.covariance, parameters: ["intercept"] } })).toThrow(/must be the columns of its design/);
    const { design: _, ...bare } = fit;
    expect(() => termTests(bare as typeof fit)).toThrow(/must have the design/);
  });
});
