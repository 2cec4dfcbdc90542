import { incompleteBeta } from "./incompleteBeta.ts";
import { log1pMinus } from "./log1pMinus.ts";
import type { LogTail } from "./LogTail.ts";
import { quantileOf } from "./LogTail.ts";
import { stirlingError } from "./stirlingError.ts";
import type { Tail, Tails } from "./Tails.ts";

/** Tails of Student's t distribution. */
export function studentTTails(t: number, degreesOfFreedom: number): Tails {
  if (t === 0) return { lower: 0.5, upper: 0.5 };
  const { side, logDensity, ratio } = absoluteT(Math.abs(t), degreesOfFreedom);
  const area = Math.exp(logDensity) * (ratio / 2);
  const near = side === "lower" ? 0.5 + area : 1 - area;
  const far = side === "lower" ? 0.5 - area : area;
  return t < 0 ? { lower: far, upper: near } : { lower: near, upper: far };
}

/** The value of t with probability `p` in the given tail. */
export function studentTQuantile(p: number, degreesOfFreedom: number, tail: Tail): number {
  if (p > 0.5) return -studentTQuantile(1 - p, degreesOfFreedom, tail);
  const evaluate = (t: number) => absoluteT(t, degreesOfFreedom);
  const t = p === 0 ? Infinity : p === 0.5 ? 0 : quantileOf(evaluate, 2 * p, "upper", 1);
  return tail === "upper" || t === 0 ? t : -t;
}

/** P(|T| ≤ t) is I_x(1/2, ν/2) with x = t²/(ν + t²). ν: degrees of freedom. */
function absoluteT(t: number, degreesOfFreedom: number): LogTail {
  // Beyond this, t and the normal distribution are the same to the last digit; infinite degrees of freedom are allowed.
  const nu = Math.min(degreesOfFreedom, 1e30);
  const b = nu / 2;
  const s = t / Math.sqrt(nu);
  const odds = (t * t) / nu;
  const x = 1 / (1 + 1 / odds);
  const y = 1 / (1 + odds);
  // The square of a t beyond 1e154 overflows; its logarithm does not.
  const logOdds = odds < Infinity ? Math.log1p(odds) : 2 * Math.log(t / Math.sqrt(nu));
  // t² y^((ν + 1)/2) Γ((ν + 1)/2) / (Γ(ν/2) √(πν)) with both gammas by Stirling's formula.
  const logDensity =
    Math.log(t / Math.sqrt(2 * Math.PI)) - (nu + 1) * (logOdds / 2) + b * log1pMinus(0.5 / b) + (stirlingError(b + 0.5) - stirlingError(b));
  const { side, ratio, slope } = incompleteBeta(0.5, b, x, y, 0.5 * y - b * x, logDensity);
  return { side, logDensity: logDensity + Math.LN2, ratio: ratio / 2, slope: 2 * slope };
}
