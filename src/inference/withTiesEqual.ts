/**
 * Differences no further apart than this part of the values that they were taken from differ by rounding alone: 305.3 − 305.1 and
 * 6.3 − 6.1 are one difference, and differences of differences lose more. Real ones are never so close.
 */
export const tieTolerance = 1e-12;

/** The same values in the same order, those made equal whose sizes are no further apart than `tolerance`, and zero those as close to it. */
export function withTiesEqual(values: readonly number[], tolerance: number): readonly number[] {
  const equal = new Map<number, number>();
  let [previous, first] = [0, 0];
  for (const size of values.map(Math.abs).sort((left, right) => left - right)) {
    if (size - previous > tolerance) first = size;
    equal.set(size, first);
    previous = size;
  }
  return values.map((value) => {
    const size = equal.get(Math.abs(value))!;
    return value < 0 && size > 0 ? -size : size;
  });
}
