import { contrast, type ContrastableFit } from "../model/contrast.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import { recordOf } from "../trial/keysOf.ts";
import { readColumn } from "../model/readModelColumns.ts";

export interface PredictMeansOptions {
  /** Coverage of each interval, between 0 and 1. Default: that of the fit. */
  readonly level?: number;
}

/** The mean that a fit expects for one row of its fixed columns. */
export interface MeanPrediction {
  readonly estimate: number;
  readonly standardError: number;
  /** `null` with `asymptotic` (`"unbounded"`), and for a row of zeros (`"not-defined"`), whose mean is 0 without error. */
  readonly degreesOfFreedom: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons<"degreesOfFreedom">;
}

export interface PredictMeansResult {
  /** One for each row, in the order given. */
  readonly predictions: readonly MeanPrediction[];
  readonly method: Method<"mean-prediction", { readonly level: number; readonly degreesOfFreedomMethod: string }>;
}

/**
 * The mean response that a fitted model expects for new rows of its fixed columns, with pointwise intervals.
 *
 * Use it for a figure of the mean course, or for the mean at a planned visit. The interval is for the mean of participants with such
 * columns and not for a single new observation; degrees of freedom are by the fit's method, worked out for each row.
 * The fit may come back from JSON.
 *
 * R: `emmeans` at given values, or `predict(re.form = NA)` without its missing intervals; SAS: OUTPREDM= in PROC MIXED.
 *
 * @param rows a column for each fixed column of the fit, all of one length
 * @throws RangeError, TypeError for a column that is missing, unknown or of another length, values that are not finite, a level
 *   outside (0, 1), an unknown option
 *
 * Source: Laird & Ware 1982 (https://doi.org/10.2307/2529876).
 *
 * @example
 * ```ts
 * import { fitLinearMixedModel, predictMeans } from "trialwise";
 *
 * const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
 * const participant = ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "d", "d", "d", "d"];
 * const intercept = time.map(() => 1);
 * const response = [40, 38, 36, 33, 44, 43, 41, 41, 42, 42, 40, 41, 37, 36, 37, 35];
 * const fit = fitLinearMixedModel({ response, fixed: { intercept, time }, random: { intercept, time }, participant });
 * const { predictions } = predictMeans(fit, { intercept: [1, 1], time: [0, 6] });
 * predictions.map(({ estimate }) => estimate); // => [40.775, 34.175]
 * predictions[1]?.interval; // => { lower: 25.290, upper: 43.060, level: 0.95 }
 * ```
 */
export function predictMeans<Fixed extends string>(
  fit: ContrastableFit<Fixed>,
  rows: { readonly [Name in NoInfer<Fixed>]: Sample },
  options: PredictMeansOptions = {},
): PredictMeansResult {
  checkParts("predictMeans", "the fit", fit, ["coefficients", "covariance", "contrastBasis", "method"]);
  checkOptionKeys("predictMeans", options, ["level"]);
  const { level = fit.method.options.level } = options;
  checkLevel("predictMeans", level);
  const { parameters } = fit.covariance;
  checkParts("predictMeans", "the rows", rows, parameters);
  checkOptionKeys("predictMeans", rows, parameters);
  const columns = parameters.map((name) => readColumn("predictMeans", name, rows[name]));
  const [first] = columns;
  const length = first?.length ?? 0;
  columns.forEach((column, index) => {
    if (column.length === length) return;
    throw new RangeError(`predictMeans: columns must be of one length; received ${length} values of ${parameters[0]} and ${column.length} of ${parameters[index]}`);
  });
  return {
    predictions: Array.from({ length }, (_, row) => predictionOf(fit, columns.map((column) => column[row]!), level)),
    method: {
      name: "mean-prediction",
      options: { level, degreesOfFreedomMethod: fit.contrastBasis.degreesOfFreedomMethod },
      reference: "Laird & Ware 1982, doi:10.2307/2529876",
    },
  };
}

function predictionOf<Fixed extends string>(fit: ContrastableFit<Fixed>, values: readonly number[], level: number): MeanPrediction {
  if (values.every((value) => value === 0)) {
    return { estimate: 0, standardError: 0, degreesOfFreedom: null, interval: { lower: 0, upper: 0, level }, reasons: { degreesOfFreedom: "not-defined" } };
  }
  const { parameters } = fit.covariance;
  const { estimate, standardError, degreesOfFreedom, interval, reasons } = contrast(fit, recordOf(parameters, (name) => values[parameters.indexOf(name)]!), { level });
  return { estimate, standardError, degreesOfFreedom, interval, ...(reasons !== undefined && { reasons }) };
}
