import { incompleteBeta, logBetaDensity, sharesOf } from "./incompleteBeta.ts";
import { quantileOf, tailsOf } from "./LogTail.ts";
import { sum } from "./sum.ts";
import type { Tail, Tails } from "./Tails.ts";

/**
 * Tail probabilities of the beta distribution.
 *
 * Relative error below 1e-12, in both tails, for a and b from 0.01 to 1e8 and every x whose tail is at least 1e-300.
 */
export function betaTails(x: number, a: number, b: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x >= 1) return { lower: 1, upper: 0 };
  const y = 1 - x;
  // a(1 − x) − bx, which nearly cancels beside the mean: all but its last rounding is kept.
  const lambda = sum([a, ...negativeProduct(a, x), ...negativeProduct(b, x)]);
  return tailsOf(incompleteBeta(a, b, x, y, lambda, logBetaDensity(a, b, x, y, lambda)));
}

/**
 * The x with probability `p` in one tail, for the same a and b and `p` from 1e-300: relative error below 1e-12. 0 where it
 * is below the smallest double, 1 where it is nearer to 1 than to any other.
 */
export function betaQuantile(p: number, a: number, b: number, tail: Tail): number {
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : 1;
  const logTail = (odds: number) => {
    const [x, y] = sharesOf(odds);
    const lambda = (a - b * odds) * y;
    return incompleteBeta(a, b, x, y, lambda, logBetaDensity(a, b, x, y, lambda));
  };
  return sharesOf(quantileOf(logTail, p, tail, a / b))[0];
}

/** −cx as a sum of parts, the large ones exact: c and x are split into halves of at most 29 bits. */
function negativeProduct(c: number, x: number): number[] {
  const head = Math.fround(c);
  const xHead = Math.fround(x);
  return [-head * xHead, -head * (x - xHead), -(c - head) * xHead, -(c - head) * (x - xHead)];
}
