import { leastSquares } from "../numeric/leastSquares.ts";
import { mean, sum } from "../numeric/sum.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Continuity } from "./fitPiecewiseLinear.ts";
import type { Segments } from "./segments.ts";
import { boundsOf, segmentOf } from "./segments.ts";

/**
 * A piecewise linear model after least squares. Its coefficients are mean levels and slopes on centred columns, so that no
 * digits are lost to the distance of the data from zero. What is reported is a {@link Combination} of them.
 */
export interface PiecewiseModel {
  readonly segments: Segments;
  readonly continuity: Continuity;
  readonly columns: readonly Column[];
  readonly coefficients: readonly number[];
  /** (XᵀX)⁻¹ */
  readonly inverse: readonly (readonly number[])[];
  /** The mean of all values, taken off before the fit. */
  readonly offset: number;
  /** In the order of the observations; exactly 0 where the lines meet every value but for rounding. */
  readonly residuals: readonly number[];
  /** `null` without residual degrees of freedom. */
  readonly residualStandardDeviation: number | null;
  readonly degreesOfFreedom: number;
  /** 1 − residual / total sum of squares; `null` where all values are equal. */
  readonly rSquared: number | null;
}

/** A quantity linear in the coefficients: constant + Σ weight × coefficient. */
export interface Combination {
  readonly constant: number;
  readonly weights: readonly number[];
}

/** What a coefficient counts for at a time on the line through a segment. */
type Column = (time: number, segment: number) => number;

export function solvePiecewise(
  caller: string,
  time: Float64Array,
  value: Float64Array,
  segments: Segments,
  continuity: Continuity,
): PiecewiseModel {
  const offset = mean(value);
  const deviations = value.map((v) => v - offset);
  const span = largestOf(time.map((t) => t - time[0]!));
  const membership = Array.from(time, (t) => segmentOf(segments, t));
  const columns = continuity === "continuous" ? joinedColumns(segments, time) : separateColumns(segments, time, membership);
  const design = columns.map((column) => time.map((t, row) => column(t, membership[row]!)));
  const { coefficients, inverse, residuals, aliased } = leastSquares(design, deviations);
  // Squares of slopes and of times have to be numbers too.
  if (aliased.length > 0 || span < 1e-100 || largestOf(deviations) / span > 1e100) {
    throw new TrialwiseError({
      code: "singular-design",
      message: `${caller}: times lie too close together to tell a slope`,
      required: "times further apart",
      observed: span,
    });
  }
  const degreesOfFreedom = time.length - columns.length;
  const slopes = coefficients.filter((_, index) => isSlope(continuity, index));
  // What the rounding of decimal inputs can leave over where the lines meet every value.
  const rounding = 10 * Number.EPSILON * Math.sqrt(time.length) * (largestOf(value) + largestOf(slopes) * largestOf(time));
  const unexplained = lengthOf(residuals);
  const remainder = mean(deviations);
  const total = lengthOf(deviations.map((deviation) => deviation - remainder));
  const isExact = degreesOfFreedom === 0 || unexplained <= rounding;
  return {
    segments,
    continuity,
    columns,
    coefficients,
    inverse,
    offset,
    residuals: Array.from(residuals, (residual) => (isExact ? 0 : residual)),
    residualStandardDeviation: degreesOfFreedom === 0 ? null : isExact ? 0 : unexplained / Math.sqrt(degreesOfFreedom),
    degreesOfFreedom,
    rSquared: total <= rounding ? null : isExact ? 1 : 1 - (unexplained / total) ** 2,
  };
}

/** The slope in a segment. */
export function slopeIn({ continuity, columns }: PiecewiseModel, segment: number): Combination {
  let slope = -1;
  return { constant: 0, weights: columns.map((_, index) => (isSlope(continuity, index) && ++slope === segment ? 1 : 0)) };
}

/** The value at a time on the line through a segment. */
export function valueAt({ columns, offset }: PiecewiseModel, segment: number, time: number): Combination {
  return { constant: offset, weights: columns.map((column) => column(time, segment)) };
}

/** `after` − `before` */
export function difference(after: Combination, before: Combination): Combination {
  return { constant: after.constant - before.constant, weights: after.weights.map((weight, index) => weight - before.weights[index]!) };
}

/** Joined lines have one level and then their slopes; of separate lines each has its level and slope in turn. */
function isSlope(continuity: Continuity, column: number): boolean {
  return continuity === "continuous" ? column > 0 : column % 2 === 1;
}

/** The time spent in each segment, counted from the knot where it begins or ends. */
function joinedColumns(segments: Segments, time: Float64Array): Column[] {
  const columns = Array.from({ length: segments.knots.length + 1 }, (_, segment): Column => {
    const { from, to } = boundsOf(segments, segment);
    const anchor = from > -Infinity ? from : to < Infinity ? to : mean(time);
    return centred((t) => Math.min(Math.max(t, from), to) - anchor, time);
  });
  return [() => 1, ...columns];
}

function separateColumns(segments: Segments, time: Float64Array, membership: readonly number[]): Column[] {
  return [0, ...segments.knots].flatMap((_, own): Column[] => {
    const ownTime = time.filter((__, row) => membership[row] === own);
    const anchor = mean(ownTime);
    const column = centred((t) => t - anchor, ownTime);
    return [(__, segment) => (segment === own ? 1 : 0), (t, segment) => (segment === own ? column(t, segment) : 0)];
  });
}

function centred(column: (time: number) => number, time: Float64Array): Column {
  const centre = mean(time.map(column));
  return (t) => column(t) - centre;
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) largest = Math.max(largest, Math.abs(values[index]!));
  return largest;
}

/** √Σx², of numbers whose squares may be too small or too large. */
function lengthOf(values: Float64Array): number {
  const largest = largestOf(values) || 1;
  return largest * Math.sqrt(sum(values.map((value) => (value / largest) ** 2)));
}
