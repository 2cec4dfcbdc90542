import { expectTypeOf, test } from "vitest";
import { designColumns, fitLinearModel, leastSquaresMeans, linearRegression, termTests } from "trialwise/model";

const data = { arm: ["a", "b"], visit: ["1", "2"], baseline: [1, 2] };

test("coefficients of a regression have literal keys", () => {
  const fit = linearRegression({ response: [1, 2], predictors: { months: [1, 2], age: [3, 4] } });
  expectTypeOf(fit.coefficients.months.estimate).toEqualTypeOf<number>();
  expectTypeOf<keyof typeof fit.coefficients>().toEqualTypeOf<"intercept" | "months" | "age">();
  const through = linearRegression({ response: [1, 2], predictors: { months: [1, 2] } }, { intercept: false });
  expectTypeOf<keyof typeof through.coefficients>().toEqualTypeOf<"months">();
});

test("terms, factors and covariates are the data's own words", () => {
  const fit = fitLinearModel({ response: [1, 2], terms: ["arm", ["arm", "visit"]], data });
  expectTypeOf(fit.design.factors[0]!.name).toEqualTypeOf<"arm" | "visit">();
  expectTypeOf(fit.design.covariates[0]!.name).toEqualTypeOf<"baseline">();
  const { means } = leastSquaresMeans(fit, { of: ["arm"], at: { visit: "1", baseline: 3 }, differences: { of: "arm" } });
  expectTypeOf(means[0]!.levels).toEqualTypeOf<{ readonly arm: string }>();
  expectTypeOf(means[0]!.estimate).toEqualTypeOf<number | null>();
  expectTypeOf(termTests(fit).tests[0]!.variables[0]!).toEqualTypeOf<"arm" | "visit" | "baseline">();
  fitLinearModel({ response: [1, 2], terms: ["arm"], data });
  // @ts-expect-error a misspelt variable
  fitLinearModel({ response: [1, 2], terms: ["amr"], data });
  // @ts-expect-error a covariate has no levels
  designColumns({ terms: ["baseline"], data, factors: { baseline: {} } });
  // @ts-expect-error a factor has no centre
  designColumns({ terms: ["arm"], data, centre: { arm: 3 } });
  // @ts-expect-error means are of factors
  leastSquaresMeans(fit, { of: ["baseline"] });
  // @ts-expect-error a difference is of a factor that means are of
  leastSquaresMeans(fit, { of: ["arm"], differences: { of: "visit" } });
  // @ts-expect-error a level is a text
  leastSquaresMeans(fit, { of: ["arm"], at: { visit: 1 } });
});
