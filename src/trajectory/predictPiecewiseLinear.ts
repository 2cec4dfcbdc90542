import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkLevel, checkSample } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { PiecewiseMean } from "./estimateOf.ts";
import { meanOf } from "./estimateOf.ts";
import type { FitPiecewiseLinearResult } from "./fitPiecewiseLinear.ts";
import { solvePiecewise, valueAt } from "./piecewiseModel.ts";
import { readColumns } from "./readColumns.ts";
import { segmentFrom, segmentOf } from "../numeric/segments.ts";

export interface PredictPiecewiseLinearOptions {
  /** Coverage of each interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
  /**
   * Which line gives the value at a knot: of separate lines, the one that ends there (`before`) or the one that begins there
   * (`after`). Where lines are joined both give the same. Default `"before"`.
   */
  readonly atKnot?: "before" | "after";
}

/** The mean that a fit expects at a time, with an interval for that mean. */
export interface PredictedMean extends PiecewiseMean {
  readonly time: number;
  /** Index into the fit's `slopes`: the line that the value lies on. */
  readonly segment: number;
}

export interface PredictPiecewiseLinearResult {
  /** One for each time, in the order given. */
  readonly predictions: readonly PredictedMean[];
  readonly degreesOfFreedom: number;
  readonly method: Method<"piecewise-linear-prediction", Required<PredictPiecewiseLinearOptions>>;
}

/**
 * The fitted mean of a piecewise linear fit at any times, with pointwise intervals: for a figure, or for the value at a
 * planned visit.
 *
 * The interval is for the mean at that time, not for a single new observation, and for each time by itself, not for all at
 * once. Times beyond the data extend the first or last line. Standard errors and limits of a fit without residual degrees of
 * freedom are `null`. The fit may come back from JSON: its observations and knots are all that is used, and they are solved
 * again, so that times far from 0 cost no digits. R: `predict(interval = "confidence")`.
 *
 * @param fit a result of `fitPiecewiseLinear`
 * @param times in the unit of the fit
 * @throws RangeError, TypeError for times that are not finite, a level outside (0, 1), an unknown option
 *
 * Source: Seber & Lee 2003, Linear Regression Analysis, 2nd ed. (https://doi.org/10.1002/9780471722199).
 *
 * @example
 * ```ts
 * import { fitPiecewiseLinear, predictPiecewiseLinear } from "trialwise";
 *
 * const course = { time: [-3, -2, -1, 0, 2, 4, 6], value: [42, 40, 39, 38, 37, 37, 35] };
 * const fit = fitPiecewiseLinear(course, { knots: [0] });
 * const { predictions } = predictPiecewiseLinear(fit, [-3, 0, 6]);
 * predictions.map(({ estimate }) => estimate); // => [41.66, 37.92, 35.45]
 * predictions[2]?.interval; // => { lower: 34.266, upper: 36.635, level: 0.95 }
 * ```
 */
export function predictPiecewiseLinear(
  fit: Pick<FitPiecewiseLinearResult, "observations" | "method">,
  times: Sample,
  options: PredictPiecewiseLinearOptions = {},
): PredictPiecewiseLinearResult {
  checkOptionKeys(caller, options, ["level", "atKnot"]);
  const { level = 0.95, atKnot = "before" } = options;
  checkLevel(caller, level);
  checkChoice(caller, "atKnot", atKnot, ["before", "after"]);
  checkParts(caller, "fit", fit, ["observations", "method"]);
  checkSample(caller, "times", times);
  const { knots, continuity } = fit.method.options;
  const given = { time: fit.observations.map(({ time }) => time), value: fit.observations.map(({ value }) => value) };
  const { time, value, segments } = readColumns(caller, given, knots, continuity);
  const model = solvePiecewise(caller, time, value, segments, continuity, level);
  return {
    predictions: Array.from(times, (at, index) => {
      const segment = atKnot === "before" ? segmentOf(segments, at) : segmentFrom(segments, at);
      const mean = meanOf(model, valueAt(model, segment, at));
      checkFinite(caller, `the value at times[${index}]`, mean.estimate + (mean.standardError ?? 0));
      return { time: withoutNegativeZero(at), segment, ...mean };
    }),
    degreesOfFreedom: model.degreesOfFreedom,
    method: {
      name: "piecewise-linear-prediction",
      options: { level, atKnot },
      reference: "Seber & Lee 2003, doi:10.1002/9780471722199",
    },
  };
}

const caller = "predictPiecewiseLinear";
