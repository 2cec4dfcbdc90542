import { deviance } from "./deviance.ts";
import { log } from "./elementary/log.ts";
import { log1p } from "./elementary/log1p.ts";
import { incompleteBeta, sharesOf } from "./incompleteBeta.ts";
import type { LogTail } from "./LogTail.ts";
import { quantileOf, tailsOf } from "./LogTail.ts";
import { stirlingError } from "./stirlingError.ts";
import type { Tail, Tails } from "./Tails.ts";

/**
 * Tail probabilities of Student's t distribution.
 *
 * Relative error below 1e-12, in both tails, for degrees of freedom from 0.5 to 1e8 (fractions included) and every t
 * whose tail is at least 1e-300. Infinite degrees of freedom give the normal distribution.
 */
export function studentTTails(t: number, degreesOfFreedom: number): Tails {
  const size = Math.abs(t);
  const far = size === Infinity ? 0 : tailsOf(absoluteT(size, degreesOfFreedom)).upper / 2;
  return t < 0 ? { lower: far, upper: 1 - far } : { lower: 1 - far, upper: far };
}

/**
 * The t with probability `p` in one tail, for the same degrees of freedom and `p` from 1e-300: relative error below 1e-12,
 * near 0 too. Infinite where it exceeds the largest double.
 */
export function studentTQuantile(p: number, degreesOfFreedom: number, tail: Tail): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentTQuantile(1 - p, degreesOfFreedom, tail);
  const t = p === 0 ? Infinity : quantileOf((x) => absoluteT(x, degreesOfFreedom), 2 * p, "upper", 1);
  return tail === "upper" ? t : -t;
}

/** |T| at t > 0: P(|T| ≤ t) is I_x(½, ν/2) with odds x/(1 − x) = t²/ν, ν degrees of freedom (DLMF 8.17, AS 26.7.1). */
function absoluteT(t: number, degreesOfFreedom: number): LogTail {
  // With so many, t is normal to the last digit.
  const nu = Math.min(degreesOfFreedom, 1e30);
  const b = nu / 2;
  const odds = (t * t) / nu;
  const [x, y] = sharesOf(odds);
  // t² overflows beyond 1e154, where heavy tails still have probability.
  const logOdds = odds < Infinity ? log1p(odds) : 2 * log(t) - log(nu);
  // t y^((ν + 1)/2) Γ((ν + 1)/2) / (Γ(ν/2) √(πν)), its gamma functions by Stirling's formula.
  const gammas = stirlingError(b + 0.5) - stirlingError(b) - deviance(b, b + 0.5, -0.5);
  const logDensity = log(t / Math.sqrt(2 * Math.PI)) - (nu + 1) * (logOdds / 2) + gammas;
  const { side, ratio, slope } = incompleteBeta(0.5, b, x, y, y / 2 - b * x, logDensity);
  // From the density of log t² to that of log t.
  return { side, logDensity: logDensity + Math.LN2, ratio: ratio / 2, slope: 2 * slope };
}
