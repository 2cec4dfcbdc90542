/** The inverse sine: error below 2 ulp. */
export function asin(x: number): number {
  const size = Math.abs(x);
  // What Math.PI / 2 lacks of π/2 comes last: the difference before it is exact, or nearly so.
  const value = size <= Math.SQRT1_2 ? arcsineSeries(size) : Math.PI / 2 - 2 * arcsineSeries(Math.sqrt((1 - size) / 2)) + 6.123233995736766e-17;
  return Math.sign(x) * value;
}

/** x + x³/6 + 3x⁵/40 + … (Abramowitz & Stegun 4.4.40), for 0 ≤ x ≤ √½. */
function arcsineSeries(x: number): number {
  let term = x;
  let sum = 0;
  for (let n = 1; term > 1e-18 * x; n += 2) {
    term *= (x * x * n) / (n + 1);
    sum += term / (n + 2);
  }
  return x + sum;
}
