import { checkFields, checkOptionKeys } from "../result/checkKeys.ts";
import { checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { keysOf } from "../trial/keysOf.ts";
import { buildDesign } from "./buildDesign.ts";
import type { DesignColumnsInput } from "./designColumns.ts";
import type { LeastSquaresFit } from "./fitColumns.ts";
import { fitColumns } from "./fitColumns.ts";
import type { ModelDesign } from "./ModelDesign.ts";
import { readColumn } from "./readModelColumns.ts";
import type { CovariateOf, FactorOf, ModelData } from "./readTerms.ts";

export interface LinearModelInput<Data extends ModelData> extends Omit<DesignColumnsInput<Data>, "participant"> {
  /** What was measured; every observation is of another participant. */
  readonly response: Sample;
}

export interface FitLinearModelOptions {
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** A linear model fitted by least squares; coefficients are named as the columns of its design. */
export interface LinearModelFit<Factor extends string = string, Covariate extends string = string> extends LeastSquaresFit<string> {
  readonly design: ModelDesign<Factor, Covariate>;
  readonly method: Method<"linear-model", { readonly intercept: boolean; readonly aliased: "refuse" | "leave-out"; readonly level: number }>;
}

/**
 * The general linear model: response = factors + covariates + interactions + error, with independent errors of one variance.
 * Analysis of variance and of covariance are cases of it.
 *
 * Use it for one value per participant: a change compared between arms with the baseline as covariate, say. Terms are written
 * as in `designColumns`, and coefficients named as its columns: `arm[msc]` is the difference from the reference level. What a
 * report needs comes next: `leastSquaresMeans` for adjusted means and their differences, `termTests` for a test of each term,
 * `contrast` for any other combination. Repeated measurements need `fitLinearMixedModel` or `fitMmrm`.
 *
 * R: `lm` with `contr.treatment`; SAS: PROC GLM.
 *
 * @throws TrialwiseError `singular-design`, `too-much-work` as `designColumns`, also where leaving out leaves no term a column; `too-few-values` with no more observations than
 *   columns; `no-variance` when the terms fit the response exactly
 * @throws RangeError, TypeError as `designColumns`, and for a level outside (0, 1)
 *
 * Source: Searle 1987, Linear Models for Unbalanced Data (ISBN 0-471-84096-3).
 *
 * @example
 * ```ts
 * import { fitLinearModel } from "trialwise";
 *
 * const fit = fitLinearModel({
 *   response: [-4, -7, -5, -1, -3, 0, -2],
 *   terms: ["arm", "baseline"],
 *   data: { arm: ["control", "control", "control", "msc", "msc", "msc", "msc"], baseline: [38, 31, 36, 40, 33, 42, 35] },
 * });
 * fit.coefficients["arm[msc]"]?.estimate; // => 2.9789
 * fit.coefficients["arm[msc]"]?.pValue; // => 0.000381
 * ```
 */
export function fitLinearModel<const Data extends ModelData>(
  input: LinearModelInput<Data>,
  options: FitLinearModelOptions = {},
): LinearModelFit<FactorOf<Data>, CovariateOf<Data>> {
  checkOptionKeys(caller, options, ["level"]);
  const { level = 0.95 } = options;
  checkLevel(caller, level);
  checkFields(caller, "the input", input, ["response", "terms", "data"], ["factors", "centre", "intercept", "aliased"]);
  const { intercept = true, aliased = "refuse" } = input;
  const response = readColumn(caller, "response", input.response);
  const { columns, design } = buildDesign(caller, input, response.length);
  const names = keysOf(columns);
  if (names.length === (intercept ? 1 : 0)) throw nothingLeft(intercept);
  return {
    ...fitColumns(caller, { part: "design", names, columns: names.map((name) => Float64Array.from(columns[name]!)), response, hasIntercept: intercept, level }),
    design,
    method: { name: "linear-model", options: { intercept, aliased, level }, reference: "Searle 1987, Linear Models for Unbalanced Data" },
  };
}

const caller = "fitLinearModel";

function nothingLeft(intercept: boolean): TrialwiseError {
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: no term has a column that ${intercept ? "is no combination of the intercept" : "is not zero"}, so there is nothing to estimate`,
    required: "a term that varies",
    observed: "none",
  });
}
