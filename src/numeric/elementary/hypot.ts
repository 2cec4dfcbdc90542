/** The square root of the sum of squares, where a square overflows or vanishes too: error below 1.5 ulp for up to three values. */
export function hypot(...values: readonly number[]): number {
  const length = scaledLength(values, 1);
  if (length > 1e-140 && length < Infinity) return length;
  return scaledLength(values, length < 1 ? 2 ** 600 : 2 ** -600);
}

/** The length, its squares taken from multiples of the values: with a power of two, nothing is rounded by that. */
function scaledLength(values: readonly number[], scale: number): number {
  let square = 0;
  for (const value of values) square += (value * scale) ** 2;
  return Math.sqrt(square) / scale;
}
