import { incompleteBeta, logBetaDensity } from "./incompleteBeta.ts";
import type { LogTail } from "./LogTail.ts";
import { quantileOf, tailsOf } from "./LogTail.ts";
import type { Tail, Tails } from "./Tails.ts";

/** Tails of Fisher's F distribution. */
export function fTails(f: number, numeratorDf: number, denominatorDf: number): Tails {
  if (f <= 0) return { lower: 0, upper: 1 };
  if (f === Infinity) return { lower: 1, upper: 0 };
  return tailsOf(logTail(f, numeratorDf, denominatorDf));
}

/** The value of F with probability `p` in the given tail. */
export function fQuantile(p: number, numeratorDf: number, denominatorDf: number, tail: Tail): number {
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : Infinity;
  return quantileOf((f) => logTail(f, numeratorDf, denominatorDf), p, tail, 1);
}

/** P(F ≤ f) is I_x(a, b) with a and b half the degrees of freedom and x/(1 − x) = fa/b. */
function logTail(f: number, numeratorDf: number, denominatorDf: number): LogTail {
  const a = Math.min(numeratorDf, 1e30) / 2;
  const b = Math.min(denominatorDf, 1e30) / 2;
  const odds = f * (a / b);
  const x = 1 / (1 + 1 / odds);
  const y = 1 / (1 + odds);
  const lambda = a * (1 - f) * y;
  return incompleteBeta(a, b, x, y, lambda, logBetaDensity(a, b, x, y, lambda));
}
