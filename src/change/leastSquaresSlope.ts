import { studentTQuantile } from "../numeric/studentT.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { fitLine } from "./line.ts";
import { checkSlope, checkTimedValues } from "./checkTimedValues.ts";
import type { TimedValues } from "../result/TimedValues.ts";

export interface LeastSquaresSlopeOptions {
  /** Coverage of the interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export interface LeastSquaresSlopeResult {
  /** Units of the value per unit of time. */
  readonly estimate: number;
  /** `null` for two visits: the line passes through both. */
  readonly standardError: number | null;
  /** Visits − 2 */
  readonly degreesOfFreedom: number;
  readonly interval: Interval;
  /** The line's value at time 0. */
  readonly intercept: number;
  /** How far the values scatter round the line, with denominator n − 2. */
  readonly residualStandardDeviation: number | null;
  readonly counts: { readonly visits: number };
  readonly method: Method<"least-squares-slope", Required<LeastSquaresSlopeOptions>>;
  readonly reasons?: Reasons<"standardError" | "interval.lower" | "interval.upper" | "residualStandardDeviation">;
}

/**
 * The rate of change of one participant over any number of visits: the slope of the least-squares line.
 *
 * Use it where the visits between the first and the last should count; `twoVisitSlope` uses two. Time is in any unit, counted
 * from anywhere, in any order, and may repeat; the slope is in units of the value per that unit of time, and the intercept is
 * the line's value at time 0. Every visit weighs the same. Two visits leave no residual degrees of freedom, so the standard
 * error, the interval and the residual standard deviation are `null` with the reason `"no-residual-degrees-of-freedom"`.
 * Points that lie on one line up to the rounding of their digits have a standard error of 0.
 *
 * The interval takes the values as independent round the line. Scores of one participant rarely are, and three or four
 * visits give it a width that says so: for a group of participants use a mixed model instead.
 *
 * R: `lm(value ~ time)`; SAS: PROC REG.
 *
 * @throws TrialwiseError `too-few-values` for fewer than two visits; `singular-design` when all were at the same time
 * @throws RangeError, TypeError for lists of unequal length, values that are not finite, a level outside (0, 1)
 *
 * Source: Draper & Smith 1998, Applied Regression Analysis, chapter 1 (https://doi.org/10.1002/9781118625590).
 *
 * @example Monthly ALSFRS-R over a lead-in of three months
 * ```ts
 * import { leastSquaresSlope } from "trialwise";
 *
 * const slope = leastSquaresSlope({ time: [-3, -2, -1, 0], value: [41, 40, 37, 36] });
 * slope.estimate; // => -1.8
 * slope.standardError; // => 0.2828427
 * slope.interval; // => { lower: -3.016974, upper: -0.583026, level: 0.95 }
 * slope.intercept; // => 35.8
 * ```
 */
export function leastSquaresSlope(input: TimedValues, options: LeastSquaresSlopeOptions = {}): LeastSquaresSlopeResult {
  checkOptionKeys("leastSquaresSlope", options, ["level"]);
  const { level = 0.95 } = options;
  checkLevel("leastSquaresSlope", level);
  checkTimedValues("leastSquaresSlope", input);
  const { slope, intercept, residualSumOfSquares, spread } = fitLine(input.time, input.value);
  const estimate = withoutNegativeZero(checkSlope("leastSquaresSlope", slope));
  const visits = input.time.length;
  return {
    estimate,
    ...errorOfSlope(estimate, Math.sqrt(residualSumOfSquares / (visits - 2)), spread, visits - 2, level),
    degreesOfFreedom: visits - 2,
    intercept: withoutNegativeZero(intercept),
    counts: { visits },
    method: { name: "least-squares-slope", options: { level }, reference: "Draper & Smith 1998, doi:10.1002/9781118625590" },
  };
}

type ErrorOfSlope = Pick<LeastSquaresSlopeResult, "standardError" | "interval" | "residualStandardDeviation" | "reasons">;

function errorOfSlope(
  estimate: number,
  residualStandardDeviation: number,
  spread: number,
  degreesOfFreedom: number,
  level: number,
): ErrorOfSlope {
  if (degreesOfFreedom === 0) {
    const reason = "no-residual-degrees-of-freedom";
    return {
      standardError: null,
      interval: { lower: null, upper: null, level },
      residualStandardDeviation: null,
      reasons: { standardError: reason, "interval.lower": reason, "interval.upper": reason, residualStandardDeviation: reason },
    };
  }
  const standardError = residualStandardDeviation / spread;
  const margin = standardError * studentTQuantile((1 - level) / 2, degreesOfFreedom, "upper");
  const interval = { lower: withoutNegativeZero(estimate - margin), upper: withoutNegativeZero(estimate + margin), level };
  return { standardError, interval, residualStandardDeviation };
}
