import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { leastSquares } from "../numeric/leastSquares.ts";
import { studentTQuantile } from "../numeric/studentT.ts";
import { mean, sumOfSquaredDeviations } from "../numeric/sum.ts";
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
  /** (XᵀX)⁻¹; 0 for the mean, since the levels in the columns carry its error. */
  readonly inverse: readonly (readonly number[])[];
  /** In the order of the observations; exactly 0 where the lines meet every value but for rounding. */
  readonly residuals: readonly number[];
  /** `null` without residual degrees of freedom. */
  readonly residualStandardDeviation: number | null;
  readonly degreesOfFreedom: number;
  /** Coverage of intervals, and how many standard errors they reach to either side. */
  readonly level: number;
  readonly quantile: number;
  /** 1 − residual / total sum of squares; `null` where all values are equal. */
  readonly rSquared: number | null;
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
  knots: "known" | "estimated" = "known",
): PiecewiseModel {
  const offset = mean(value);
  const deviations = value.map((v) => v - offset);
  const span = largestMagnitude(time.map((t) => t - time[0]!));
  const reach = largestMagnitude(deviations);
  const membership = Array.from(time, (t) => segmentOf(segments, t));
  const lines = continuity === "continuous" ? joinedColumns(segments, time) : separateColumns(segments, time, membership);
  const columns = [...lines, ...(knots === "estimated" ? jumpColumns(segments) : [])];
  const design = columns.map((column) => time.map((t, row) => column(t, membership[row]!)));
  // Below 1e-7, as in R's lm, variances would be left without digits.
  const fit = leastSquares(design.slice(0, lines.length), deviations, 1e-7);
  // How sure the lines are where knots were estimated: to the first order, as if they might also jump there (Muggeo 2003).
  const { inverse, aliased } = knots === "estimated" ? leastSquares(design, deviations, 1e-7) : fit;
  const { residuals, residualSumOfSquares } = fit;
  const coefficients = columns.map((_, index) => fit.coefficients[index] ?? 0);
  if (aliased.length > 0 || !isInScale(span) || !(reach === 0 || isInScale(reach))) {
    throw new TrialwiseError({
      code: "singular-design",
      message: `${caller}: times or values lie too close together, or too far apart, to tell a slope`,
      required: "times and values between 1e-70 and 1e70 apart",
      observed: String(span),
    });
  }
  const degreesOfFreedom = time.length - columns.length;
  const slopes = [0, ...segments.knots].map((_, segment) => coefficients[slopeColumn(continuity, segment)]!);
  // What the rounding of decimal inputs can leave over where the lines meet every value.
  const rounding = 10 * Number.EPSILON * Math.sqrt(time.length) * (largestMagnitude(value) + largestMagnitude(slopes) * largestMagnitude(time));
  const totalSumOfSquares = sumOfSquaredDeviations(deviations);
  const isExact = degreesOfFreedom === 0 || residualSumOfSquares <= rounding ** 2;
  return {
    segments,
    continuity,
    columns,
    coefficients: [offset, ...coefficients],
    inverse: [[0, ...coefficients].map(() => 0), ...inverse.map((row) => [0, ...row])],
    residuals: Array.from(residuals, (residual) => (isExact ? 0 : residual)),
    residualStandardDeviation: degreesOfFreedom === 0 ? null : isExact ? 0 : Math.sqrt(residualSumOfSquares / degreesOfFreedom),
    degreesOfFreedom,
    level,
    quantile: studentTQuantile((1 - level) / 2, Math.max(degreesOfFreedom, 1), "upper"),
    rSquared: totalSumOfSquares <= rounding ** 2 ? null : isExact ? 1 : 1 - residualSumOfSquares / totalSumOfSquares,
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
function separateColumns(segments: Segments, time: Float64Array, membership: readonly number[]): Column[] {
  return [0, ...segments.knots].flatMap((_, own): Column[] => {
    const anchor = mean(time.filter((__, row) => membership[row] === own));
    return [(__, segment) => (segment === own ? 1 : 0), (t, segment) => (segment === own ? t - anchor : 0)];
  });
}

/** For each knot 1 in the segments after it. */
function jumpColumns({ knots }: Segments): Column[] {
  return knots.map((_, knot) => (__, segment) => (segment > knot ? 1 : 0));
}

/** Whether the squares of such differences, and of slopes between them, are numbers. */
function isInScale(difference: number): boolean {
  return difference >= 1e-70 && difference <= 1e70;
}
