import { incompleteGamma } from "./incompleteGamma.ts";
import { quantileOf, tailsOf } from "./LogTail.ts";
import type { Tail, Tails } from "./Tails.ts";

/** Tails of the chi-square distribution. */
export function chiSquareTails(x: number, degreesOfFreedom: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  return tailsOf(incompleteGamma(degreesOfFreedom / 2, x / 2));
}

/** The value of chi-square with probability `p` in the given tail. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number, tail: Tail): number {
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : Infinity;
  return quantileOf((x) => incompleteGamma(degreesOfFreedom / 2, x / 2), p, tail, degreesOfFreedom);
}
