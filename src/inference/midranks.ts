import { largestMagnitude } from "../numeric/largestMagnitude.ts";

/** The ranks of some values, from 1, equal values sharing the mean of theirs. */
export interface Midranks {
  /** In the order of the values. */
  readonly ranks: Float64Array;
  /** How many values share each rank that is shared. */
  readonly tieSizes: readonly number[];
}

/**
 * Midranks. Values no further apart than `tolerance` are equal, so that 0.1 + 0.2 is tied with 0.3: a difference of two
 * scores carries the rounding of both.
 */
export function midranks(values: ArrayLike<number>, tolerance: number): Midranks {
  const order = Array.from({ length: values.length }, (_, index) => index).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  const tieSizes: number[] = [];
  for (let start = 0, end = 1; start < order.length; start = end, end++) {
    while (end < order.length && values[order[end]!]! - values[order[end - 1]!]! <= tolerance) end++;
    for (let place = start; place < end; place++) ranks[order[place]!] = (start + 1 + end) / 2;
    if (end - start > 1) tieSizes.push(end - start);
  }
  return { ranks, tieSizes };
}

/** The rounding error that values of this size may carry after a subtraction or two. */
export function roundingErrorOf(values: ArrayLike<number>): number {
  return 10 * Number.EPSILON * largestMagnitude(values);
}

/** Σ(t³ − t) over the ties, which lowers the variance of a sum of midranks. */
export function tieCorrection(tieSizes: readonly number[]): number {
  return tieSizes.reduce((total, size) => total + (size * size * size - size), 0);
}

/** How many values share their rank with another. */
export function tiedValues(tieSizes: readonly number[]): number {
  return tieSizes.reduce((total, size) => total + size, 0);
}
