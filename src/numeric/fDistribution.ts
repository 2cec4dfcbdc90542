import { incompleteBeta, logBetaDensity, sharesOf } from "./incompleteBeta.ts";
import type { LogTail } from "./LogTail.ts";
import { quantileOf, tailsOf } from "./LogTail.ts";
import type { Tail, Tails } from "./Tails.ts";

/**
 * Tail probabilities of Fisher's F distribution.
 *
 * Relative error below 1e-12, in both tails, for both degrees of freedom from 0.5 to 1e8 (fractions included) and every f
 * whose tail is at least 1e-300. Infinite denominator degrees of freedom give chi-square divided by its own.
 */
export function fTails(f: number, numeratorDf: number, denominatorDf: number): Tails {
  if (f <= 0) return { lower: 0, upper: 1 };
  if (f === Infinity) return { lower: 1, upper: 0 };
  return tailsOf(logTail(f, numeratorDf, denominatorDf));
}

/**
 * The f with probability `p` in one tail, for the same degrees of freedom and `p` from 1e-300: relative error below 1e-12.
 * 0 or Infinity where it is beyond the range of doubles; Infinity where f times the ratio of the degrees of freedom is.
 */
export function fQuantile(p: number, numeratorDf: number, denominatorDf: number, tail: Tail): number {
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : Infinity;
  // The odds of the beta variable must not overflow.
  const largest = Number.MAX_VALUE * Math.min(1, denominatorDf / numeratorDf);
  return quantileOf((f) => logTail(f, numeratorDf, denominatorDf), p, tail, 1, largest);
}

/** P(F ≤ f) is I_x(a, b) with a and b half the degrees of freedom and odds x/(1 − x) = fa/b (Abramowitz & Stegun 26.6.2). */
function logTail(f: number, numeratorDf: number, denominatorDf: number): LogTail {
  // With so many, F has its limiting distribution to the last digit.
  const a = Math.min(numeratorDf, 1e30) / 2;
  const b = Math.min(denominatorDf, 1e30) / 2;
  const [x, y] = sharesOf(f * (a / b));
  const lambda = a * y * (1 - f);
  return incompleteBeta(a, b, x, y, lambda, logBetaDensity(a, b, x, y, lambda));
}
