import { logChoose } from "./logGamma.ts";
import type { Tails } from "./Tails.ts";

/** An urn: how many of its members are successes and failures, and how many are drawn without replacement. */
export interface Urn {
  readonly successes: number;
  readonly failures: number;
  readonly draws: number;
}

/** log P(X = x): X successes among the draws. Minus infinity outside the support. */
export function logHypergeometricDensity(x: number, { successes, failures, draws }: Urn): number {
  if (x < 0 || x > successes || draws - x < 0 || draws - x > failures) return -Infinity;
  return logChoose(successes, x) + logChoose(failures, draws - x) - logChoose(successes + failures, draws);
}

/** P(X ≤ x) and P(X ≥ x): both include x. */
export function hypergeometricTails(x: number, urn: Urn): Tails {
  const from = Math.max(0, urn.draws - urn.failures);
  const to = Math.min(urn.draws, urn.successes);
  let lower = 0;
  let upper = 0;
  for (let k = from; k <= to; k++) {
    const density = Math.exp(logHypergeometricDensity(k, urn));
    if (k <= x) lower += density;
    if (k >= x) upper += density;
  }
  return { lower: Math.min(lower, 1), upper: Math.min(upper, 1) };
}
