import { incompleteBeta, logBetaDensity } from "./incompleteBeta.ts";
import { quantileOf, tailsOf } from "./LogTail.ts";
import type { Tail, Tails } from "./Tails.ts";

/** Tails of the beta distribution. */
export function betaTails(x: number, a: number, b: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x >= 1) return { lower: 1, upper: 0 };
  const y = 1 - x;
  const lambda = a * y - b * x;
  return tailsOf(incompleteBeta(a, b, x, y, lambda, logBetaDensity(a, b, x, y, lambda)));
}

/** The value of x with probability `p` in the given tail. */
export function betaQuantile(p: number, a: number, b: number, tail: Tail): number {
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : 1;
  // Solved for the odds x/(1 − x), which range over all positive numbers.
  const evaluate = (odds: number) => {
    const x = 1 / (1 + 1 / odds);
    const y = 1 / (1 + odds);
    const lambda = (a - b * odds) * y;
    return incompleteBeta(a, b, x, y, lambda, logBetaDensity(a, b, x, y, lambda));
  };
  return 1 / (1 + 1 / quantileOf(evaluate, p, tail, a / b));
}
