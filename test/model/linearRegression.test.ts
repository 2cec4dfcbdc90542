import { describe, expect, it } from "vitest";
import { contrast, linearRegression } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { leastSquares } from "../../src/numeric/leastSquares.ts";
import { expectClose, readCases } from "./linearModelCases.ts";

interface RegressionCase {
  readonly intercept: boolean;
  readonly level: number;
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly estimate: readonly number[];
  readonly standardError: readonly number[];
  readonly statistic: readonly number[];
  readonly pValue: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly sigma: number;
  readonly rSquared: number;
  readonly adjusted: number;
  readonly f: number;
  /** By rows. */
  readonly covariance: readonly number[];
}

interface NistProblem {
  readonly name: string;
  readonly intercept: boolean;
  readonly response: readonly number[];
  readonly columns: readonly (readonly number[])[];
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly residualVariance: number;
  readonly rSquared: number;
  readonly estimatesOfDoubles: readonly number[];
}
const nist = readCases<NistProblem>("nist");

/** The columns x, x², … by name. */
const predictorsOf = ({ columns }: NistProblem) => Object.fromEntries(columns.map((column, index) => [`x${index + 1}`, column]));

const response = [48, 45, 44, 41, 37, 36];
const predictors = { months: [0, 3, 6, 9, 12, 15], age: [61, 52, 47, 58, 66, 49] };

describe("linearRegression", () => {
  it.each(nist.filter(({ residualVariance }) => residualVariance > 0))("reproduces NIST's certified values: $name", (problem) => {
    const { name, intercept, estimates, estimatesOfDoubles, standardErrors, rSquared, residualVariance } = problem;
    const fit = linearRegression({ response: problem.response, predictors: predictorsOf(problem) }, { intercept });
    // Filip's powers up to the tenth, rounded to doubles, are another problem in the eighth digit.
    const tolerance = name === "Filip" ? 1e-7 : 1e-13;
    fit.covariance.parameters.forEach((parameter, index) => {
      const { estimate, standardError } = fit.coefficients[parameter]!;
      expectClose(estimate, estimates[index]!, tolerance);
      expectClose(estimate, estimatesOfDoubles[index]!, 1e-15);
      expectClose(standardError, standardErrors[index]!, tolerance);
    });
    expectClose(fit.rSquared, rSquared, 1e-9);
    expectClose(fit.residualVariance, residualVariance, tolerance);
  });

  it.each(nist.filter(({ residualVariance }) => residualVariance === 0))("finds NIST's exact polynomial, and refuses to estimate its error: $name", (problem) => {
    const { coefficients } = leastSquares([problem.response.map(() => 1), ...problem.columns], problem.response);
    coefficients.forEach((estimate, index) => expectClose(estimate, problem.estimates[index]!, 1e-12));
    expect(() => linearRegression({ response: problem.response, predictors: predictorsOf(problem) })).toThrow(expect.objectContaining({ code: "no-variance" }));
  });

  // R writes 11 digits, and loses some of them itself where columns are nearly combinations of each other.
  it("agrees with lm() of R on 200 random regressions", () => {
    for (const { intercept, level, x, y, ...expected } of readCases<RegressionCase>("linearRegressions")) {
      const fit = linearRegression({ response: y, predictors: Object.fromEntries(x.map((column, index) => [`x${index}`, column])) }, { intercept, level });
      const names = fit.covariance.parameters;
      names.forEach((name, index) => {
        const coefficient = fit.coefficients[name]!;
        const scale = expected.standardError[index]!;
        expectClose(coefficient.estimate, expected.estimate[index]!, 1e-9, scale);
        expectClose(coefficient.standardError, scale, 1e-9);
        expectClose(coefficient.statistic, expected.statistic[index]!, 1e-9, 1);
        expectClose(coefficient.pValue, expected.pValue[index]!, 1e-8);
        expectClose(coefficient.interval.lower, expected.lower[index]!, 1e-9, scale);
        expectClose(coefficient.interval.upper, expected.upper[index]!, 1e-9, scale);
        names.forEach((_, other) => expectClose(fit.covariance.matrix[index]![other], expected.covariance[index * names.length + other]!, 1e-9, scale * expected.standardError[other]!));
      });
      expectClose(Math.sqrt(fit.residualVariance), expected.sigma, 1e-9);
      expectClose(fit.rSquared, expected.rSquared, 1e-9);
      expectClose(fit.adjustedRSquared, expected.adjusted, 1e-9, 1);
      expectClose(fit.overallTest.statistic, expected.f, 1e-9);
    }
  });

  it("agrees with lm() of R in everything that summary() prints", () => {
    // R 4.2.2: summary(lm(c(48,45,44,41,37,36) ~ c(0,3,6,9,12,15) + c(61,52,47,58,66,49))), 8 digits.
    const fit = linearRegression({ response, predictors });
    expect(fit.coefficients.intercept.estimate).toBeCloseTo(51.988968021, 8);
    expect(fit.coefficients.months).toMatchObject({
      estimate: expect.closeTo(-0.833263511, 8) as number,
      standardError: expect.closeTo(0.053588974, 8) as number,
      degreesOfFreedom: 3,
      statistic: expect.closeTo(-15.54916, 4) as number,
      pValue: expect.closeTo(0.00057799, 7) as number,
    });
    expect(fit.coefficients.age.pValue).toBeCloseTo(0.18194001, 7);
    expect(Math.sqrt(fit.residualVariance)).toBeCloseTo(0.6716751, 6);
    expect(fit.rSquared).toBeCloseTo(0.98778849, 7);
    expect(fit.adjustedRSquared).toBeCloseTo(0.97964748, 7);
    expect(fit.overallTest.statistic).toBeCloseTo(121.33494, 4);
    expect(fit.overallTest.pValue).toBeCloseTo(0.0013494413, 9);
    expect(fit.residuals[0]).toBeCloseTo(0.304287111, 8);
    expect(fit.fitted[0]! + fit.residuals[0]!).toBeCloseTo(48, 12);
  });

  it("has literal keys, the intercept among them unless it is left out", () => {
    expect(Object.keys(linearRegression({ response, predictors }).coefficients)).toEqual(["intercept", "months", "age"]);
    const through = linearRegression({ response, predictors }, { intercept: false, level: 0.9 });
    expect(Object.keys(through.coefficients)).toEqual(["months", "age"]);
    expect(through.overallTest.degreesOfFreedom).toEqual({ numerator: 2, denominator: 4 });
    expect(through.coefficients.age.interval.level).toBe(0.9);
  });

  it("has a basis for contrasts", () => {
    const fit = linearRegression({ response, predictors });
    expect(contrast(fit, { months: 1 })).toMatchObject(fit.coefficients.months);
    const at = contrast(fit, { intercept: 1, months: 6, age: 47 });
    expect(at.estimate).toBeCloseTo(fit.fitted[2]!, 12);
    expect(contrast(fit, [{ months: 1 }, { age: 1 }]).statistic).toBeCloseTo(fit.overallTest.statistic, 8);
  });

  it("takes frozen input and Float64Arrays, and gives plain data", () => {
    const fit = linearRegression(deepFreeze({ response, predictors }));
    expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
    expect(linearRegression({ response: Float64Array.from(response), predictors: { ...predictors, age: Float64Array.from(predictors.age) } })).toStrictEqual(fit);
  });

  it("refuses what cannot be estimated, and a caller's mistakes", () => {
    const untyped = (input: object, options: object = {}) => () => linearRegression(input as { response: number[]; predictors: { x: number[] } }, options);
    const months = predictors.months;
    expect(untyped({ response, predictors: { months, again: months.map((value) => 2 - value), constant: months.map(() => 3) } })).toThrow(/"again", "constant"/);
    expect(untyped({ response, predictors: { months, again: months } })).toThrow(expect.objectContaining({ code: "singular-design" }));
    expect(untyped({ response: [1, 2], predictors: { x: [1, 2] } })).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(untyped({ response: months, predictors: { x: months } })).toThrow(expect.objectContaining({ code: "no-variance" }));
    expect(untyped({ response: months.map(() => 2), predictors })).toThrow(expect.objectContaining({ code: "no-variance" }));
    expect(untyped({ response, predictors: {} })).toThrow(/at least one column/);
    expect(untyped({ response, predictors: { x: [1, 2] } })).toThrow(/predictors\.x must have one entry for each of the 6/);
    expect(untyped({ response, predictors: { x: [1, 2, 3, 4, 5, Infinity] } })).toThrow(/predictors\.x\[5\]/);
    expect(untyped({ response, predictors: { intercept: months } })).toThrow(/cannot be called "intercept"/);
    expect(untyped({ response })).toThrow(TypeError);
    expect(untyped({ response, predictors, weights: months })).toThrow(/must not have "weights"/);
    expect(untyped({ response, predictors }, { intercept: 1 })).toThrow(TypeError);
    expect(untyped({ response, predictors }, { level: 95 })).toThrow(RangeError);
    expect(untyped({ response, predictors }, { levle: 0.9 })).toThrow(TypeError);
  });
});
