import { deviance } from "./deviance.ts";
import { exp } from "./elementary/exp.ts";
import { expm1 } from "./elementary/expm1.ts";
import { normalTails } from "./normal.ts";
import { stirlingError } from "./stirlingError.ts";
import type { Tails } from "./Tails.ts";

/**
 * Tail probabilities of the noncentral t distribution, of (Z + δ)/S with Z standard normal and S² = χ²/ν independent:
 * the power of a t test.
 *
 * Relative error below 1e-12, in both tails, for ν degrees of freedom from 1 to 1e8, noncentrality δ from −40 to 40, t from
 * −1e4 to 1e4 and tails of at least 1e-100.
 *
 * Not by the series over Poisson weights (Lenth 1989, AS 243; Benton & Krishnamoorthy 2003), whose terms cancel in the
 * tail away from δ, but by integrating P(T ≤ t | S) over u = log S (Owen 1968, "A survey of properties and applications of
 * the noncentral t-distribution", https://doi.org/10.2307/1267101): all terms are positive in both tails. For such an
 * analytic integrand the trapezoidal rule on the whole line converges geometrically (Trefethen & Weideman 2014,
 * https://doi.org/10.1137/130932132); steps half as wide leave the result unchanged to 1e-13.
 */
export function noncentralTTails(t: number, degreesOfFreedom: number, noncentrality: number): Tails {
  const b = degreesOfFreedom / 2;
  // Half the width of the sharper bend of the integrand: of the density of u, or of the probability where tS is near δ.
  const step = 0.5 / Math.sqrt(4 * b + (Math.abs(noncentrality) + 8) ** 2);
  let lower = 0;
  let upper = 0;
  for (const direction of [1, -1]) {
    for (let k = direction > 0 ? 0 : 1; k < 100_000; k++) {
      const u = direction * k * step;
      const weight = exp(-deviance(b, b * exp(2 * u), -b * expm1(2 * u)));
      const given = normalTails(t * exp(u) - noncentrality);
      lower += weight * given.lower;
      upper += weight * given.upper;
      if (!(weight > 1e-18 * Math.min(lower, upper))) break;
    }
  }
  const total = 2 * step * Math.sqrt(b / (2 * Math.PI)) * exp(-stirlingError(b));
  return { lower: Math.min(1, lower * total), upper: Math.min(1, upper * total) };
}
