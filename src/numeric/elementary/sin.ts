/** The sine of an angle from −π/2 to π/2: error below 2 ulp. */
export function sin(x: number): number {
  const size = Math.abs(x);
  // 1 − 2 sin²(y/2) for the rest y up to a right angle, of which Math.PI / 2 lacks a little.
  const half = sineSeries((Math.PI / 2 - size + 6.123233995736766e-17) / 2);
  return Math.sign(x) * (size < Math.PI / 4 ? sineSeries(size) : 1 - 2 * half * half);
}

/** x − x³/3! + x⁵/5! − … (Abramowitz & Stegun 4.3.65). */
function sineSeries(x: number): number {
  let term = x;
  let rest = 0;
  for (let n = 2; Math.abs(term) > 1e-18 * Math.abs(x); n += 2) {
    term *= -(x * x) / (n * (n + 1));
    rest += term;
  }
  return x + rest;
}
