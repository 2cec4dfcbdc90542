import { leastSquares } from "../numeric/leastSquares.ts";
import { mean, sum, sumOfSquaredDeviations } from "../numeric/sum.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Continuity } from "./fitPiecewiseLinear.ts";
import type { Segments } from "./segments.ts";
import { boundsOf, segmentOf } from "./segments.ts";

/**
 * A piecewise linear model after least squares. Its coefficients are not the ones reported: each line has its mean level
 * and a slope for every segment, on centred columns. The level is then independent of the slopes and no digits are lost
 * to the distance of the data from zero. What is reported is a {@link Combination} of them.
 */
export interface PiecewiseModel {
  readonly segments: Segments;
  /** One through all segments where they are joined, else one for each. */
  readonly lines: readonly Line[];
  readonly coefficients: readonly number[];
  /** (XᵀX)⁻¹ of the coefficients. */
  readonly inverse: readonly (readonly number[])[];
  /** In the order of the observations; exactly 0 where the lines meet every value but for rounding. */
  readonly residuals: readonly number[];
  /** `null` without residual degrees of freedom. */
  readonly residualStandardDeviation: number | null;
  readonly degreesOfFreedom: number;
  /** 1 − residual / total sum of squares; `null` where all values are equal. */
  readonly rSquared: number | null;
  readonly scales: Scales;
}

/** A quantity linear in the coefficients: constant + unit × Σ weight × coefficient. */
export interface Combination {
  readonly constant: number;
  readonly unit: number;
  readonly weights: readonly number[];
}

interface Line {
  readonly columns: readonly Column[];
  /** Where its coefficients begin: the level, then one slope for each column. */
  readonly start: number;
}

/** The time spent in one segment, counted from `anchor` near the data and less its mean, `centre`. */
interface Column {
  readonly from: number;
  readonly to: number;
  readonly anchor: number;
  readonly centre: number;
}

/** Powers of two, by which division is exact: no square then overflows or vanishes. */
interface Scales {
  readonly time: number;
  readonly value: number;
  /** The mean of all values, taken off before anything else. */
  readonly offset: number;
}

export function solvePiecewise(
  caller: string,
  time: Float64Array,
  value: Float64Array,
  segments: Segments,
  continuity: Continuity,
): PiecewiseModel {
  const scales = scalesOf(caller, time, value);
  const scaledTime = time.map((t) => t / scales.time);
  const scaledValue = value.map((v) => (v - scales.offset) / scales.value);
  const membership = Array.from(time, (t) => segmentOf(segments, t));
  const lastSegment = segments.knots.length;
  const runs =
    continuity === "continuous"
      ? [{ first: 0, last: lastSegment }]
      : Array.from({ length: lastSegment + 1 }, (_, segment) => ({ first: segment, last: segment }));

  const lines: Line[] = [];
  const coefficients: number[] = [];
  const residuals = new Float64Array(time.length);
  const blocks: (readonly (readonly number[])[])[] = [];
  for (const { first, last } of runs) {
    const rows = [...membership.keys()].filter((row) => membership[row]! >= first && membership[row]! <= last);
    const lineTime = Float64Array.from(rows, (row) => scaledTime[row]!);
    const lineValue = Float64Array.from(rows, (row) => scaledValue[row]!);
    const columns = columnsOf(segments, continuity, first, last, lineTime, scales.time);
    const level = mean(lineValue);
    const fit = leastSquares(
      columns.map((column) => lineTime.map((t) => timeWithin(column, t))),
      lineValue.map((v) => v - level),
    );
    if (fit.aliased.length > 0) throw timesTooClose(caller);
    lines.push({ columns, start: coefficients.length });
    coefficients.push(level, ...fit.coefficients);
    blocks.push([[1 / rows.length]], fit.inverse);
    rows.forEach((row, index) => (residuals[row] = fit.residuals[index]!));
  }

  const degreesOfFreedom = time.length - coefficients.length;
  const steepest = Math.max(...lines.flatMap(({ columns, start }) => columns.map((_, index) => Math.abs(coefficients[start + 1 + index]!))));
  // What the rounding of decimal inputs can leave over when the lines meet every value.
  const rounding = 10 * Number.EPSILON * (largestOf(value) / scales.value + steepest * largestOf(scaledTime));
  const residualSum = sum(residuals.map((residual) => residual ** 2));
  const isExact = degreesOfFreedom === 0 || Math.sqrt(residualSum / degreesOfFreedom) <= rounding;
  const totalSum = sumOfSquaredDeviations(scaledValue);
  return {
    segments,
    lines,
    coefficients,
    inverse: blockDiagonal(blocks),
    residuals: Array.from(residuals, (residual) => (isExact ? 0 : residual * scales.value)),
    residualStandardDeviation: degreesOfFreedom === 0 ? null : isExact ? 0 : scales.value * Math.sqrt(residualSum / degreesOfFreedom),
    degreesOfFreedom,
    rSquared: Math.sqrt(totalSum / time.length) <= rounding ? null : isExact ? 1 : 1 - residualSum / totalSum,
    scales,
  };
}

/** The slope in a segment. */
export function slopeIn(model: PiecewiseModel, segment: number): Combination {
  const { line, index } = placeOf(model, segment);
  const weights = model.coefficients.map((_, coefficient) => (coefficient === line.start + 1 + index ? 1 : 0));
  return { constant: 0, unit: model.scales.value / model.scales.time, weights };
}

/** The value at a time on the line through a segment. */
export function valueAt(model: PiecewiseModel, segment: number, time: number): Combination {
  const { line } = placeOf(model, segment);
  const weights = model.coefficients.map(() => 0);
  weights[line.start] = 1;
  line.columns.forEach((column, index) => (weights[line.start + 1 + index] = timeWithin(column, time / model.scales.time)));
  return { constant: model.scales.offset, unit: model.scales.value, weights };
}

/** `after` − `before`, of the same kind. */
export function difference(after: Combination, before: Combination): Combination {
  const weights = after.weights.map((weight, index) => weight - before.weights[index]!);
  return { constant: after.constant - before.constant, unit: after.unit, weights };
}

function placeOf({ lines }: PiecewiseModel, segment: number): { readonly line: Line; readonly index: number } {
  return lines.length === 1 ? { line: lines[0]!, index: segment } : { line: lines[segment]!, index: 0 };
}

function columnsOf(
  segments: Segments,
  continuity: Continuity,
  first: number,
  last: number,
  time: Float64Array,
  timeScale: number,
): readonly Column[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const bounds = boundsOf(segments, first + index);
    // A separate line goes on beyond its knots.
    const from = continuity === "continuous" ? bounds.from / timeScale : -Infinity;
    const to = continuity === "continuous" ? bounds.to / timeScale : Infinity;
    const anchor = from > -Infinity ? from : to < Infinity ? to : mean(time);
    const centre = mean(time.map((t) => clamp(t, from, to) - anchor));
    return { from, to, anchor, centre };
  });
}

function timeWithin({ from, to, anchor, centre }: Column, time: number): number {
  return clamp(time, from, to) - anchor - centre;
}

function clamp(time: number, from: number, to: number): number {
  return Math.min(Math.max(time, from), to);
}

function scalesOf(caller: string, time: Float64Array, value: Float64Array): Scales {
  const offset = mean(value);
  const scales = {
    time: powerOfTwo(largestOf(time.map((t) => t - time[0]!))),
    value: powerOfTwo(largestOf(value.map((v) => v - offset))),
    offset,
  };
  if (scales.value / scales.time <= 1e100) return scales;
  throw new RangeError(`${caller}: value is so large, or time so small, that the slopes have no place among the numbers; use other units`);
}

function powerOfTwo(size: number): number {
  return size === 0 ? 1 : 2 ** Math.floor(Math.log2(size));
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function blockDiagonal(blocks: readonly (readonly (readonly number[])[])[]): number[][] {
  const size = blocks.reduce((total, block) => total + block.length, 0);
  const matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  let start = 0;
  for (const block of blocks) {
    block.forEach((row, i) => row.forEach((entry, j) => (matrix[start + i]![start + j] = entry)));
    start += block.length;
  }
  return matrix;
}

function timesTooClose(caller: string): TrialwiseError {
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: some times are too close together, beside the others, for the slope between them to be told`,
    required: "times that are further apart within each segment",
    observed: "times that nearly coincide",
  });
}
