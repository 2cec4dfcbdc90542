/**
 * The error of Stirling's formula, log Γ(x) − (x − ½) log x + x − ½ log 2π, for x > 0: absolute error below 1e-15.
 *
 * From x = 12 its asymptotic series (DLMF 5.11.1, https://dlmf.nist.gov/5.11); below, Gudermann's recurrence upwards:
 * the error at x exceeds that at x + 1 by (x + ½) log(1 + 1/x) − 1.
 */
export function stirlingError(x: number): number {
  let error = 0;
  let at = x;
  for (; at < 12; at++) error += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = at * at;
  return error + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square) / at;
}
