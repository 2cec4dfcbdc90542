/** The square root of the sum of squares, where a square overflows or vanishes too. */
export function hypot(...values: readonly number[]): number {
  let square = 0;
  for (const value of values) square += value * value;
  if (square > 1e-280 && square < Infinity) return Math.sqrt(square);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || !(largest < Infinity)) return largest;
  return largest * Math.sqrt(values.reduce((total, value) => total + (value / largest) ** 2, 0));
}
