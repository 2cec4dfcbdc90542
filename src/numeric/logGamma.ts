import { deviance } from "./deviance.ts";
import { log } from "./elementary/log.ts";
import { log1p } from "./elementary/log1p.ts";
import { stirlingError } from "./stirlingError.ts";

/** log Γ(x) for x > 0: relative error below 1e-14, beside its zeros at 1 and 2 too. */
export function logGamma(x: number): number {
  if (x < 0.5) return logGammaFrom2(x) - log1p(x) - log(x);
  if (x < 1.5) return logGammaFrom2(x - 1) - log1p(x - 1);
  if (x < 2.5) return logGammaFrom2(x - 2);
  return (x - 0.5) * log(x) - x + log(2 * Math.PI) / 2 + stirlingError(x);
}

/** log n! for a whole number n ≥ 0. */
export function logFactorial(n: number): number {
  return logGamma(n + 1);
}

/** ζ(k, 10)/k for k = 2, 3, …, 11, with Hurwitz's zeta function. */
const coefficients: readonly number[] = [
  0.052583167840842875, 0.0018416391618003446, 9.666255434541119e-05, 6.082759735294056e-06, 4.249238362739836e-07,
  3.17759664834898e-08, 2.4928352179289094e-09, 2.0263039554549269e-10, 1.6926861254407482e-11, 1.4449045730925975e-12,
];

/**
 * log Γ(2 + z) for |z| ≤ ½: z(1 − γ) + Σ (z/m − log(1 + z/m)) over m = 2, 3, … (DLMF 5.7.3 before its terms are expanded in
 * powers of z), the terms from m = 10 on as Σ ζ(k, 10)(−z)^k/k.
 */
function logGammaFrom2(z: number): number {
  let rest = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) rest = coefficients[k]! - z * rest;
  let value = z * z * rest;
  for (let m = 9; m >= 2; m--) value += deviance(1, 1 + z / m, -z / m);
  return value + z * 0.42278433509846713;
}
