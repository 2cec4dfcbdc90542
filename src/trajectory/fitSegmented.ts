import { segmentOf } from "../numeric/segments.ts";
import { sumOfSquaredDeviations } from "../numeric/sum.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import type { TimedValues } from "../result/TimedValues.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { breakpointProfile } from "./breakpointProfile.ts";
import type { CovarianceOfEstimates, FittedObservation, SegmentCounts, SegmentSlope } from "./describePiecewise.ts";
import { countsOf, covarianceMatrix, observationsOf, segmentSlopes } from "./describePiecewise.ts";
import type { PiecewiseEstimate, PiecewiseMean } from "./estimateOf.ts";
import { estimateOf, meanOf } from "./estimateOf.ts";
import type { Combination, PiecewiseModel } from "./piecewiseModel.ts";
import { difference, jumpAt, slopeIn, valueAt } from "./piecewiseModel.ts";
import { readTimedValues } from "./readColumns.ts";
import type { SegmentedModel } from "./solveSegmented.ts";
import { solveSegmented } from "./solveSegmented.ts";

/**
 * How the interval of a breakpoint is found.
 *
 * - `delta`: estimate ± Student's t × standard error, symmetric
 * - `profile`: all times at which the F test of that breakpoint does not reject: from the residual sum of squares, which for a
 *   breakpoint is seldom a parabola
 */
export type BreakpointIntervalMethod = "delta" | "profile";

export interface FitSegmentedOptions {
  /** How many times at which the slope changes. */
  readonly breakpoints: 1 | 2;
  /** For the breakpoints. Default `"delta"`. */
  readonly intervalMethod?: BreakpointIntervalMethod;
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** A time at which the slope changes, estimated from the values. */
export interface Breakpoint {
  readonly estimate: number;
  /** By the delta method; `null` when the lines pass through every point because there are no more points than parameters. */
  readonly standardError: number | null;
  /** A limit of a profile is `null` (`"not-estimable"`) where places are accepted up to one beyond which two times are not left to each segment. */
  readonly interval: Interval;
  readonly reasons?: Reasons<"standardError" | "interval.lower" | "interval.upper">;
}

/** The slope after a breakpoint − the slope before it. */
export interface ChangeAtBreakpoint extends PiecewiseMean {
  readonly breakpoint: number;
}

export interface FitSegmentedResult {
  /** In order of time. */
  readonly breakpoints: readonly Breakpoint[];
  /** One for each segment, in order of time. */
  readonly slopes: readonly SegmentSlope[];
  /** One for each breakpoint, without a test: where the slope does not change there is no breakpoint, and t has another distribution. */
  readonly slopeChanges: readonly ChangeAtBreakpoint[];
  /** The fitted value at time 0; extended from the nearest segment where the data do not reach 0. */
  readonly intercept: PiecewiseEstimate;
  /** Of the intercept, the slopes and the breakpoints; `parameters` is `["intercept", "slopes.0", "slopes.1", "breakpoints.0"]`. */
  readonly covariance: CovarianceOfEstimates | null;
  readonly residualSumOfSquares: number;
  /** √(residual sum of squares / degrees of freedom), in units of value. */
  readonly residualStandardDeviation: number | null;
  /** Observations − parameters, each breakpoint being one and its change of slope another. */
  readonly degreesOfFreedom: number;
  /** 1 − residual sum of squares / sum of squares about the mean. */
  readonly rSquared: number;
  /** In the order given. */
  readonly observations: readonly FittedObservation[];
  readonly counts: SegmentCounts;
  readonly method: Method<"segmented-fit", Required<FitSegmentedOptions>>;
  readonly reasons?: Reasons<"covariance" | "residualStandardDeviation">;
}

/**
 * Joined lines through one course of values, with one or two breakpoints that are estimated from the values: segmented, or
 * broken-line, regression.
 *
 * Use it where the time of a change is not known, as the onset of decline or of a plateau; where it is known (a treatment), a
 * breakpoint estimated from the same values claims too little and too much at once: `fitPiecewiseLinear` has known knots. Each
 * segment holds at least two distinct times, so that one breakpoint needs four and two need six; with few more, estimates are
 * unsteady. Time and value are in any unit. Every value must be finite: missing visits are left out before. Order plays no part,
 * and a time may occur more than once; times within rounding of each other are one time.
 *
 * The breakpoints are those of the least residual sum of squares of all. That function has many local minima, so it is not
 * iterated: between neighbouring times it has a closed form (Hudson 1966), and all of them are compared. Two breakpoints take
 * every pair of gaps, hence two at most, and at most 2000 distinct times.
 *
 * Standard errors are those of Muggeo's linearised model at the estimate (the delta method), on n − 2 − 2 × breakpoints degrees of
 * freedom; slopes allow for the breakpoints being estimated. They hold for many values and a clear change. `profile` inverts the F
 * test instead; where the accepted times fall apart, the interval spans them all. A breakpoint that falls on a time in the data counts
 * that time to the segment before, as in R. That a change exists is not tested; the F or t test of a known knot rejects
 * too often, since the best of many knots was chosen.
 *
 * R: `segmented::segmented(lm(value ~ time), npsi = 1)`, which iterates from a start and may end at another breakpoint, and
 * `confint()` for `delta`; its `"score"` and `"gradient"` intervals are no F test. SAS: PROC NLIN, from a grid of starts.
 *
 * @throws TrialwiseError `too-few-values` with fewer distinct times than two for each segment; `no-solution` when the sum of squares
 *   is least at the edge, with fewer than two times on a side of a breakpoint, or when a further breakpoint does not lessen it, as
 *   for values on a straight line; `singular-design` when times or values differ by less than 1e-70 or by more than 1e70;
 *   `too-much-work` for two breakpoints in more than 2000 distinct times
 * @throws RangeError, TypeError for lists of unequal length, values that are not finite, another number of breakpoints, a level outside
 *   (0, 1), an unknown option
 *
 * Source: Muggeo 2003 (https://doi.org/10.1002/sim.1545); Hudson 1966 (https://doi.org/10.1080/01621459.1966.10482198).
 *
 * @example A score that is steady and then declines
 * ```ts
 * import { fitSegmented } from "trialwise";
 *
 * const course = { time: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], value: [46, 47, 46, 46, 45, 43, 42, 39, 38, 36] };
 * const fit = fitSegmented(course, { breakpoints: 1 });
 * fit.breakpoints[0]?.estimate; // => 3.412
 * fit.breakpoints[0]?.interval; // => { lower: 2.475, upper: 4.348, level: 0.95 }
 * fit.slopes.map((slope) => slope.estimate); // => [-0.1, -1.8]
 * ```
 */
export function fitSegmented(columns: TimedValues, options: FitSegmentedOptions): FitSegmentedResult {
  checkParts(caller, "options", options, ["breakpoints"]);
  checkOptionKeys(caller, options, ["breakpoints", "intervalMethod", "level"]);
  const { breakpoints: count, intervalMethod = "delta", level = 0.95 } = options;
  if (count !== 1 && count !== 2) throw new RangeError(`${caller}: breakpoints must be 1 or 2; received ${show(count)}`);
  checkChoice(caller, "intervalMethod", intervalMethod, ["delta", "profile"]);
  checkLevel(caller, level);
  const { time, value } = readTimedValues(caller, columns);
  const fit = solveSegmented(caller, time, value, count, level);
  const { model, residualSquares } = fit;
  const { knots } = model.segments;
  const slopes = [0, ...knots].map((_, segment) => slopeIn(model, segment));
  const slopeChanges = knots.map((_, index) => meanOf(model, difference(slopes[index + 1]!, slopes[index]!)));
  // To the first order a breakpoint moves by −jump / change of slope.
  const shifts = knots.map((_, index) => jumpAt(model, index).map((weight) => -weight / slopeChanges[index]!.estimate));
  const intercept = valueAt(model, segmentOf(model.segments, 0), 0);
  const observations = observationsOf(model, time, value);
  return {
    breakpoints: shifts.map((shift, index) => {
      const byDelta = breakpointOf(model, index, shift);
      return intervalMethod === "profile" && byDelta.standardError !== null ? profiled(fit, index, byDelta) : byDelta;
    }),
    slopes: segmentSlopes(model),
    slopeChanges: slopeChanges.map((change, index) => ({ breakpoint: knots[index]!, ...change })),
    intercept: estimateOf(model, intercept),
    covariance: covarianceMatrix(model, [
      ["intercept", intercept],
      ...slopes.map((slope, index) => [`slopes.${index}`, slope] as const),
      ...shifts.map((shift, index) => [`breakpoints.${index}`, shift] as const),
    ]),
    residualSumOfSquares: residualSquares,
    residualStandardDeviation: model.residualStandardDeviation,
    degreesOfFreedom: model.degreesOfFreedom,
    rSquared: 1 - residualSquares / sumOfSquaredDeviations(value),
    observations,
    counts: countsOf(model, observations),
    method: {
      name: "segmented-fit",
      options: { breakpoints: count, intervalMethod, level },
      reference: "Muggeo 2003, doi:10.1002/sim.1545; Hudson 1966, doi:10.1080/01621459.1966.10482198",
    },
    ...(model.degreesOfFreedom === 0 && { reasons: { covariance: lack, residualStandardDeviation: lack } }),
  };
}

const caller = "fitSegmented";
const lack = "no-residual-degrees-of-freedom";
const notEstimable = "not-estimable" as const;

function breakpointOf(model: PiecewiseModel, index: number, shift: Combination): Breakpoint {
  const estimate = model.segments.knots[index]!;
  const { standardError, interval: { lower, upper, level }, reasons } = meanOf(model, shift);
  if (lower === null || upper === null) return { estimate, standardError, interval: { lower, upper, level }, ...(reasons && { reasons }) };
  return { estimate, standardError, interval: intervalOf(estimate + lower, estimate + upper, level) };
}

function profiled({ model, residualSquares, points, origin }: SegmentedModel, index: number, { estimate, standardError }: Breakpoint): Breakpoint {
  const { segments, residualStandardDeviation, level, quantile } = model;
  if (residualStandardDeviation === 0) return { estimate, standardError, interval: intervalOf(estimate, estimate, level) };
  // The F quantile with 1 degree of freedom is the square of Student's t.
  const allowed = residualSquares * (1 + quantile ** 2 / model.degreesOfFreedom);
  const { lower, upper } = breakpointProfile(points, segments.knots.length === 1 ? 1 : 2, index, allowed);
  const reasons = { ...(lower === null && { "interval.lower": notEstimable }), ...(upper === null && { "interval.upper": notEstimable }) };
  return {
    estimate,
    standardError,
    interval: { lower: lower === null ? null : withoutNegativeZero(origin + lower), upper: upper === null ? null : withoutNegativeZero(origin + upper), level },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

function intervalOf(lower: number, upper: number, level: number): Interval {
  return { lower: withoutNegativeZero(lower), upper: withoutNegativeZero(upper), level };
}
