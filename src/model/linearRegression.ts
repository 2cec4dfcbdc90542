import { checkFields, checkOptionKeys } from "../result/checkKeys.ts";
import { checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import type { LeastSquaresFit } from "./fitColumns.ts";
import { fitColumns } from "./fitColumns.ts";
import { checkLength, namesOf, readColumn } from "./readModelColumns.ts";

export interface LinearRegressionInput<Predictor extends string = string> {
  /** What was measured. */
  readonly response: Sample;
  /** One column for each predictor, as it is, in the order of the response. */
  readonly predictors: Readonly<Record<Predictor, Sample>>;
}

export interface LinearRegressionOptions {
  /** Whether the model has a constant, named `intercept`. Default true. */
  readonly intercept?: boolean;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export interface LinearRegressionResult<Coefficient extends string = string> extends LeastSquaresFit<Coefficient> {
  readonly method: Method<"linear-regression", { readonly intercept: boolean; readonly level: number }>;
}

/**
 * Multiple linear regression by ordinary least squares: response = intercept + Σ coefficient × predictor + error, with
 * independent errors of one variance.
 *
 * Use it for a numeric response and numeric predictors; `fitLinearModel` takes factors and interactions. Each coefficient comes
 * with its standard error, t test and interval on the residual degrees of freedom, in units of the response per unit of the
 * predictor; `contrast` combines several. Every value must be finite: missing values are decided on before. Without an
 * intercept R² and F compare with zero instead of the mean, as R and SAS do.
 *
 * R: `lm(response ~ predictors)`; SAS: PROC REG. Both drop a predictor that is a combination of others (R within 1e-7, here within
 * 1e-11) with a note; here it is an error that names it.
 *
 * @throws TrialwiseError `singular-design` for predictors that are linear combinations of those before them (named);
 *   `too-few-values` with no more observations than coefficients; `no-variance` when the predictors fit the response exactly
 * @throws RangeError, TypeError for columns of unequal length, values that are not finite, no predictor, an unknown option
 *
 * Source: Draper & Smith 1998, Applied Regression Analysis (https://doi.org/10.1002/9781118625590), chapters 1, 5 and 6.
 *
 * @example
 * ```ts
 * import { linearRegression } from "trialwise";
 *
 * const fit = linearRegression({
 *   response: [48, 45, 44, 41, 37, 36],
 *   predictors: { months: [0, 3, 6, 9, 12, 15], age: [61, 52, 47, 58, 66, 49] },
 * });
 * fit.coefficients.months.estimate; // => -0.83326
 * fit.coefficients.age.pValue; // => 0.1819
 * fit.rSquared; // => 0.98779
 * ```
 */
export function linearRegression<Predictor extends string>(
  input: LinearRegressionInput<Predictor>,
  options: LinearRegressionOptions & { readonly intercept: false },
): LinearRegressionResult<Predictor>;
export function linearRegression<Predictor extends string>(
  input: LinearRegressionInput<Predictor>,
  options?: LinearRegressionOptions,
): LinearRegressionResult<Predictor | "intercept">;
export function linearRegression<Predictor extends string>(
  input: LinearRegressionInput<Predictor>,
  options: LinearRegressionOptions = {},
): LinearRegressionResult<Predictor | "intercept"> {
  checkOptionKeys(caller, options, ["intercept", "level"]);
  const { intercept = true, level = 0.95 } = options;
  checkLevel(caller, level);
  if (typeof intercept !== "boolean") throw new TypeError(`${caller}: intercept must be true or false; received ${show(intercept)}`);
  checkFields(caller, "the input", input, ["response", "predictors"]);
  const response = readColumn(caller, "response", input.response);
  const predictors = namesOf(caller, "predictors", input.predictors);
  if (intercept && predictors.some((name) => name === "intercept")) {
    throw new RangeError(`${caller}: a predictor cannot be called "intercept" beside the intercept; rename it, or set intercept: false`);
  }
  const columns = predictors.map((name) => {
    const column = readColumn(caller, `predictors.${name}`, input.predictors[name]);
    checkLength(caller, `predictors.${name}`, column.length, response.length);
    return column;
  });
  const names: readonly (Predictor | "intercept")[] = intercept ? ["intercept", ...predictors] : predictors;
  return {
    ...fitColumns(caller, { part: "predictor", names, columns: intercept ? [response.map(() => 1), ...columns] : columns, response, hasIntercept: intercept, level }),
    method: { name: "linear-regression", options: { intercept, level }, reference: "Draper & Smith 1998, doi:10.1002/9781118625590" },
  };
}

const caller = "linearRegression";
