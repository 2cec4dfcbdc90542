import { incompleteGamma } from "./incompleteGamma.ts";
import { quantileOf, tailsOf } from "./LogTail.ts";
import type { Tail, Tails } from "./Tails.ts";

/**
 * Tail probabilities of the chi-square distribution.
 *
 * Relative error below 1e-12, in both tails, for degrees of freedom from 0.5 to 1e8 (fractions included) and every x whose
 * tail is at least 1e-300. P(X ≤ x) is P(ν/2, x/2), ν degrees of freedom (Abramowitz & Stegun 26.4.19).
 */
export function chiSquareTails(x: number, degreesOfFreedom: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  return tailsOf(incompleteGamma(degreesOfFreedom / 2, x / 2));
}

/**
 * The x with probability `p` in one tail, for the same degrees of freedom and `p` from 1e-300: relative error below 1e-12.
 * 0 where it is below the smallest double.
 */
export function chiSquareQuantile(p: number, degreesOfFreedom: number, tail: Tail): number {
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : Infinity;
  return quantileOf((x) => incompleteGamma(degreesOfFreedom / 2, x / 2), p, tail, degreesOfFreedom);
}
