import { type Continuity, segmentOf } from "../numeric/segments.ts";
import { sumOfSquaredDeviations } from "../numeric/sum.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { TimedValues } from "../result/TimedValues.ts";
import type { CovarianceOfEstimates, FittedObservation, SegmentCounts, SegmentSlope } from "./describePiecewise.ts";
import { countsOf, covarianceMatrix, observationsOf, segmentSlopes } from "./describePiecewise.ts";
import type { PiecewiseEstimate } from "./estimateOf.ts";
import { estimateOf } from "./estimateOf.ts";
import type { Combination, PiecewiseModel } from "./piecewiseModel.ts";
import { difference, slopeIn, solvePiecewise, valueAt } from "./piecewiseModel.ts";
import { readColumns } from "./readColumns.ts";

export interface FitPiecewiseLinearOptions {
  /** Known times at which the slope may change, ascending; none for a straight line. */
  readonly knots: readonly number[];
  /** Default `"continuous"`. */
  readonly continuity?: Continuity;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** A change at a knot: later − earlier. */
export interface ChangeAtKnot extends PiecewiseEstimate {
  readonly knot: number;
}

export interface FitPiecewiseLinearResult {
  /** One for each segment, in order of time. */
  readonly slopes: readonly SegmentSlope[];
  /** One for each knot: the slope after it − the slope before it. */
  readonly slopeChanges: readonly ChangeAtKnot[];
  /** The fitted value at time 0; extended from the nearest segment where the data do not reach 0. */
  readonly intercept: PiecewiseEstimate;
  /** Only of separate lines, one for each knot: the line after it − the line before it, both at the knot. */
  readonly jumps?: readonly ChangeAtKnot[];
  /**
   * Covariance of the parameters that describe the fit: the intercept, the slopes and, of separate lines, the jumps.
   * `parameters` names the rows and columns by the path of the estimate: `["intercept", "slopes.0", "slopes.1"]`.
   */
  readonly covariance: CovarianceOfEstimates | null;
  /** √(residual sum of squares / degrees of freedom), in units of value. */
  readonly residualStandardDeviation: number | null;
  /** Observations − parameters. */
  readonly degreesOfFreedom: number;
  /** 1 − residual sum of squares / sum of squares about the mean; `null` where all values are equal. */
  readonly rSquared: number | null;
  /** In the order given. */
  readonly observations: readonly FittedObservation[];
  readonly counts: SegmentCounts;
  readonly method: Method<"continuous-piecewise-linear-fit" | "separate-lines-fit", Required<FitPiecewiseLinearOptions>>;
  readonly reasons?: Reasons<"covariance" | "residualStandardDeviation" | "rSquared">;
}

/** A fit of separate lines, which has jumps. */
export interface FitSeparateLinesResult extends FitPiecewiseLinearResult {
  readonly jumps: readonly ChangeAtKnot[];
}

/**
 * Lines through one course of values, with slopes that change at known times: by least squares, with the slopes, their
 * changes and all their errors from one model.
 *
 * Use it for a participant (or a series of means) seen before and after an intervention whose time is known: the slope in
 * the lead-in, the slope in the follow-up and their difference, at one or several knots. `continuous` is a hinge: the lines
 * meet at the knots, so that the baseline visit bears on both slopes. `separate` gives each segment its own line and shows
 * the jump between them. One model cannot put one visit in both segments: a time at a knot belongs to the segment that
 * ends there. A slope change from two separate fits that share the baseline visit is a third method, the
 * `least-squares` slope change of an endpoint; the three differ.
 *
 * Time and value are in any unit; slopes are in units of value per unit of time. Every value must be finite: missing visits
 * are left out before. Order plays no part, and a time may occur more than once. Times within rounding of each other (16 ×
 * machine epsilon × the largest) are one time, and so are a time and a knot.
 *
 * Errors assume independent residuals of one variance; within a participant neighbouring visits are seldom independent.
 * With as many observations as parameters (segments + 1 when continuous, twice the segments when separate) the lines pass
 * through every point: errors, tests and intervals are `null` (`"no-residual-degrees-of-freedom"`). Where observations are
 * more but still all on the lines, errors are 0 and tests are `null` (`"perfect-correlation"`). A segment between two knots
 * may be empty in a continuous fit: its line joins its neighbours.
 *
 * R: `lm(value ~ pmin(time - k, 0) + pmax(time - k, 0))` for a hinge at `k`, or `lm(value ~ time * (time > k))` for separate
 * lines, with the intercept counted from another time; SAS: PROC REG or PROC GLM on the same columns.
 *
 * @throws TrialwiseError `too-few-values` with fewer observations than parameters; `singular-design` when the times do not
 *   determine every slope, as with a knot outside the data, or when times or values differ by less than 1e-70 or by more
 *   than 1e70. The message names the segment that lacks distinct times
 * @throws RangeError, TypeError for knots that do not ascend, lists of unequal length, values that are not finite, a level
 *   outside (0, 1), an unknown option
 *
 * Source: Seber & Lee 2003, Linear Regression Analysis, 2nd ed. (https://doi.org/10.1002/9780471722199).
 *
 * @example A lead-in of three months before treatment and a follow-up of six
 * ```ts
 * import { fitPiecewiseLinear } from "trialwise";
 *
 * const course = { time: [-3, -2, -1, 0, 2, 4, 6], value: [42, 40, 39, 38, 37, 37, 35] };
 * const fit = fitPiecewiseLinear(course, { knots: [0] });
 * fit.slopes.map((slope) => slope.estimate); // => [-1.247, -0.412]
 * fit.slopeChanges[0]?.estimate; // => 0.835
 * fit.slopeChanges[0]?.standardError; // => 0.288
 * fit.residualStandardDeviation; // => 0.515
 * ```
 */
export function fitPiecewiseLinear(
  columns: TimedValues,
  options: FitPiecewiseLinearOptions & { readonly continuity: "separate" },
): FitSeparateLinesResult;
export function fitPiecewiseLinear(columns: TimedValues, options: FitPiecewiseLinearOptions): FitPiecewiseLinearResult;
export function fitPiecewiseLinear(columns: TimedValues, options: FitPiecewiseLinearOptions): FitPiecewiseLinearResult {
  checkOptionKeys("fitPiecewiseLinear", options, ["knots", "continuity", "level"]);
  const { continuity = "continuous", level = 0.95 } = options;
  checkChoice("fitPiecewiseLinear", "continuity", continuity, ["continuous", "separate"]);
  checkLevel("fitPiecewiseLinear", level);
  const { time, value, segments } = readColumns("fitPiecewiseLinear", columns, options.knots, continuity);
  const model = solvePiecewise("fitPiecewiseLinear", time, value, segments, continuity, level);

  const { knots } = segments;
  const slopes = [0, ...knots].map((_, segment) => slopeIn(model, segment));
  const intercept = valueAt(model, segmentOf(segments, 0), 0);
  const slopeChanges = knots.map((_, index) => difference(slopes[index + 1]!, slopes[index]!));
  const jumps =
    continuity === "continuous" ? [] : knots.map((knot, index) => difference(valueAt(model, index + 1, knot), valueAt(model, index, knot)));
  const atKnots = (changes: readonly Combination[]) => changes.map((change, index) => ({ knot: knots[index]!, ...estimateOf(model, change) }));
  const observations = observationsOf(model, time, value);
  const rSquared = rSquaredOf(model, value);
  return {
    slopes: segmentSlopes(model),
    slopeChanges: atKnots(slopeChanges),
    intercept: estimateOf(model, intercept),
    ...(continuity === "separate" && { jumps: atKnots(jumps) }),
    covariance: covarianceMatrix(model, [
      ["intercept", intercept],
      ...slopes.map((slope, index) => [`slopes.${index}`, slope] as const),
      ...jumps.map((jump, index) => [`jumps.${index}`, jump] as const),
    ]),
    residualStandardDeviation: model.residualStandardDeviation,
    degreesOfFreedom: model.degreesOfFreedom,
    rSquared,
    observations,
    counts: countsOf(model, observations),
    method: {
      name: continuity === "continuous" ? "continuous-piecewise-linear-fit" : "separate-lines-fit",
      options: { knots, continuity, level },
      reference: "Seber & Lee 2003, doi:10.1002/9780471722199",
    },
    ...reasonsOf(model.degreesOfFreedom, rSquared),
  };
}

/** 1 − residual / total sum of squares; `null` where all values are equal. */
function rSquaredOf({ residuals, rounding }: PiecewiseModel, value: Float64Array): number | null {
  const total = sumOfSquaredDeviations(value);
  return total <= rounding ** 2 ? null : 1 - residuals.reduce((left, residual) => left + residual * residual, 0) / total;
}

function reasonsOf(degreesOfFreedom: number, rSquared: number | null): Pick<FitPiecewiseLinearResult, "reasons"> {
  if (degreesOfFreedom > 0 && rSquared !== null) return {};
  const lack = "no-residual-degrees-of-freedom";
  return {
    reasons: {
      ...(degreesOfFreedom === 0 && { covariance: lack, residualStandardDeviation: lack }),
      ...(rSquared === null && { rSquared: "no-variance" }),
    },
  };
}
