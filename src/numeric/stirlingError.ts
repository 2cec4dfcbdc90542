import { log1p } from "./elementary/log1p.ts";

/**
 * The error of Stirling's formula, log Γ(x) − (x − ½) log x + x − ½ log 2π, for x > 0, to within 1e-15.
 *
 * From x = 12 by its asymptotic series (DLMF 5.11.1, https://dlmf.nist.gov/5.11); below by Gudermann's recurrence: the
 * error at x exceeds the one at x + 1 by (x + ½) log(1 + 1/x) − 1.
 */
export function stirlingError(x: number): number {
  let error = 0;
  let z = x;
  for (; z > 0 && z < 12; z++) error += (z + 0.5) * log1p(1 / z) - 1;
  const square = z * z;
  return error + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square) / z;
}
