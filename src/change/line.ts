import { powerOfTwoBelow } from "../numeric/elementary/powerOfTwo.ts";
import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { deviationsFrom, mean, sum } from "../numeric/sum.ts";

/** The slope of the line through two points. */
export function slopeBetween(time: ArrayLike<number>, value: ArrayLike<number>): number {
  return (value[1]! - value[0]!) / (time[1]! - time[0]!);
}

/** The least-squares line through some points. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  readonly residualSumOfSquares: number;
  /** √Σ(time − mean)² */
  readonly spread: number;
}

/** Fits a line to some points. The times must differ. */
export function fitLine(time: ArrayLike<number>, value: ArrayLike<number>): Line {
  const { times, values, slope, spread } = fitCentred(time, value);
  const residuals = values.map((deviation, index) => deviation - slope * times[index]!);
  const roundingError = 8 * Number.EPSILON * (largestMagnitude(value) + Math.abs(slope) * largestMagnitude(time));
  const onTheLine = residuals.every((residual) => Math.abs(residual) <= roundingError);
  return {
    slope,
    intercept: mean(value) - slope * mean(time),
    residualSumOfSquares: onTheLine ? 0 : sum(residuals.map((residual) => residual ** 2)),
    spread,
  };
}

/**
 * The slope by the formulas for one predictor, both variables centred first: with times near 1e9 the sums of raw products
 * would have no digit left.
 */
export function fitCentred(time: ArrayLike<number>, value: ArrayLike<number>) {
  const times = centred(time);
  const values = centred(value);
  // Scaled by a power of two, which is exact: squares of times such as 1e-200 would vanish.
  const scale = powerOfTwoBelow(largestMagnitude(times));
  const scaled = times.map((moment) => moment / scale);
  const squares = sum(scaled.map((moment) => moment ** 2));
  const slope = sum(scaled.map((moment, index) => moment * values[index]!)) / squares / scale;
  return { times, values, slope, spread: scale * Math.sqrt(squares) };
}

/** Deviations from the mean, twice: the first mean is rounded. */
function centred(values: ArrayLike<number>): Float64Array {
  const deviations = deviationsFrom(values, mean(values));
  return deviationsFrom(deviations, mean(deviations));
}
