import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { leastSquares } from "../numeric/leastSquares.ts";
import { studentTQuantile } from "../numeric/studentT.ts";
import { deviationsFrom, mean } from "../numeric/sum.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Continuity, Segments } from "../numeric/segments.ts";
import { boundsOf, segmentOf, timeWithin } from "../numeric/segments.ts";

/**
 * A piecewise linear model after least squares. Its coefficients are levels and slopes; values are counted from their mean
 * and times from a knot or a mean, so that no digits are lost to the distance of the data from zero. What is reported is a
 * {@link Combination} of them.
 */
export interface PiecewiseModel {
  readonly segments: Segments;
  readonly continuity: Continuity;
  readonly columns: readonly Column[];
  /**
   * The mean of all values, which was taken off before the fit, then the coefficients of the columns. Where the knots were
   * estimated, the last are those of {@link jumpAt}, all 0.
   */
  readonly coefficients: readonly number[];
  /** The columns of a root of (XᵀX)⁻¹; 0 for the mean, since the levels carry its error. */
  readonly rootColumns: readonly (readonly number[])[];
  /** In the order of the observations; exactly 0 where the lines meet every value but for rounding. */
  readonly residuals: readonly number[];
  /** `null` without residual degrees of freedom. */
  readonly residualStandardDeviation: number | null;
  readonly degreesOfFreedom: number;
  /** Coverage of intervals, and how many standard errors they reach to either side. */
  readonly level: number;
  readonly quantile: number;
  /** What rounding alone may make of a length. */
  readonly rounding: number;
}

/** A quantity linear in the coefficients, by their weights. */
export type Combination = readonly number[];

/** What a coefficient counts for at a time on the line through a segment. */
type Column = (time: number, segment: number) => number;

export function solvePiecewise(
  caller: string,
  time: Float64Array,
  value: Float64Array,
  segments: Segments,
  continuity: Continuity,
  level: number,
  jumps: readonly Column[] = [],
): PiecewiseModel {
  const offset = mean(value);
  const deviations = deviationsFrom(value, offset);
  const span = largestMagnitude(deviationsFrom(time, time[0]!));
  const reach = largestMagnitude(deviations);
  const lines = continuity === "continuous" ? joinedColumns(segments, time) : separateColumns(segments, time);
  const columns = [...lines, ...jumps];
  const design = columns.map((column) => time.map((t) => column(t, segmentOf(segments, t))));
  // Below 1e-7, as in R's lm, variances would be left without digits.
  const fit = leastSquares(design.slice(0, lines.length), deviations, 1e-7);
  // The jumps are 0 in the fit, but not in its error.
  const { inverseRoot, aliased } = jumps.length > 0 ? leastSquares(design, deviations, 1e-7) : fit;
  const { coefficients, residuals, residualSumOfSquares } = fit;
  if (aliased.length > 0 || !isInScale(span) || !(reach === 0 || isInScale(reach))) {
    throw new TrialwiseError({
      code: "singular-design",
      message: `${caller}: times or values lie too close together, or too far apart, to tell a slope`,
      required: "times and values between 1e-70 and 1e70 apart",
      observed: String(span),
    });
  }
  const degreesOfFreedom = time.length - columns.length;
  const slopes = coefficients.filter((_, column) => (continuity === "continuous" ? column > 0 : column % 2 === 1));
  // What the rounding of decimal inputs can leave over where the lines meet every value.
  const rounding = 10 * Number.EPSILON * Math.sqrt(time.length) * (largestMagnitude(value) + largestMagnitude(slopes) * largestMagnitude(time));
  const isExact = degreesOfFreedom === 0 || residualSumOfSquares <= rounding ** 2;
  return {
    segments,
    continuity,
    columns,
    coefficients: [offset, ...coefficients, ...jumps.map(() => 0)],
    rootColumns: columns.map((_, index) => [0, ...inverseRoot.map((row) => row[index]!)]),
    residuals: Array.from(residuals, (residual) => (isExact ? 0 : residual)),
    residualStandardDeviation: degreesOfFreedom === 0 ? null : isExact ? 0 : Math.sqrt(residualSumOfSquares / degreesOfFreedom),
    degreesOfFreedom,
    level,
    quantile: studentTQuantile((1 - level) / 2, Math.max(degreesOfFreedom, 1), "upper"),
    rounding,
  };
}

/** The slope in a segment. */
export function slopeIn({ continuity, columns }: PiecewiseModel, segment: number): Combination {
  const own = slopeColumn(continuity, segment);
  return [0, ...columns.map((_, column) => (column === own ? 1 : 0))];
}

/** The value at a time on the line through a segment. */
export function valueAt({ columns }: PiecewiseModel, segment: number, time: number): Combination {
  return [1, ...columns.map((column) => column(time, segment))];
}

/** The jump at an estimated knot: 0 in the fit, but not in its error. */
export function jumpAt({ segments, columns }: PiecewiseModel, knot: number): Combination {
  const own = columns.length - segments.knots.length + knot;
  return [0, ...columns.map((_, column) => (column === own ? 1 : 0))];
}

/** `after` − `before` */
export function difference(after: Combination, before: Combination): Combination {
  return after.map((weight, index) => weight - before[index]!);
}

/** Joined lines have one level and then their slopes; of separate lines each has its level and slope in turn. */
function slopeColumn(continuity: Continuity, segment: number): number {
  return continuity === "continuous" ? segment + 1 : 2 * segment + 1;
}

/** A level and the time spent in each segment, counted from the knot where it begins or ends. */
function joinedColumns(segments: Segments, time: Float64Array): Column[] {
  const columns = [0, ...segments.knots].map((_, own): Column => {
    const { from, to } = boundsOf(segments, own);
    const anchor = from > -Infinity ? from : to < Infinity ? to : mean(time);
    return (t) => timeWithin(segments, own, t, anchor);
  });
  return [() => 1, ...columns];
}

/** For each segment a level and the time from its mean time, both 0 in the other segments. */
function separateColumns(segments: Segments, time: Float64Array): Column[] {
  return [0, ...segments.knots].flatMap((_, own): Column[] => {
    const anchor = mean(time.filter((t) => segmentOf(segments, t) === own));
    return [(__, segment) => (segment === own ? 1 : 0), (t, segment) => (segment === own ? t - anchor : 0)];
  });
}

/** For each knot 1 in the segments after it: how sure lines are whose knots were estimated, to the first order (Muggeo 2003). */
export function jumpColumns({ knots }: Segments): Column[] {
  return knots.map((_, knot) => (__, segment) => (segment > knot ? 1 : 0));
}

/** Whether the squares of such differences, and of slopes between them, are numbers. */
function isInScale(difference: number): boolean {
  return difference >= 1e-70 && difference <= 1e70;
}
