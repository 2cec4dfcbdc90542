import { betaTails } from "../numeric/beta.ts";
import { logChoose } from "../numeric/logGamma.ts";
import type { Tails } from "../numeric/Tails.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { EventCount } from "./eventCount.ts";
import { likelihoodTolerance } from "./likelihoodTolerance.ts";

/** P(X = x), X events among n with this probability, strictly between 0 and 1. */
export function binomialDensity({ events, n }: EventCount, probability: number): number {
  return Math.exp(logChoose(n, events) + events * Math.log(probability) + (n - events) * Math.log1p(-probability));
}

/** P(X ≤ x) and P(X ≥ x), by the beta distribution (Abramowitz & Stegun 26.5.24). */
export function binomialTails({ events, n }: EventCount, probability: number): Tails {
  return {
    lower: events === n ? 1 : betaTails(probability, events + 1, n - events).upper,
    upper: events === 0 ? 1 : betaTails(probability, events, n - events + 1).lower,
  };
}

/** Two-sided: all outcomes no more likely than the observed one, as Fisher's exact test has it. */
export function binomialPValue(count: EventCount, probability: number, alternative: Alternative): number {
  const { lower, upper } = binomialTails(count, probability);
  if (alternative === "greater") return upper;
  if (alternative === "less") return lower;
  const { events, n } = count;
  const bound = binomialDensity(count, probability) * (1 + likelihoodTolerance);
  const isUnlikely = (other: number) => binomialDensity({ events: other, n }, probability) <= bound;
  const mode = Math.floor((n + 1) * probability);
  if (events < mode) {
    const other = firstWhere(mode, n, isUnlikely);
    return Math.min(1, lower + (other > n ? 0 : binomialTails({ events: other, n }, probability).upper));
  }
  if (isUnlikely(mode)) return 1;
  const other = firstWhere(0, mode, (x) => !isUnlikely(x)) - 1;
  return Math.min(1, upper + (other < 0 ? 0 : binomialTails({ events: other, n }, probability).lower));
}

/** The first whole number in a range from which on a condition holds, one above the range if it never does. */
function firstWhere(from: number, to: number, holds: (x: number) => boolean): number {
  let [low, high] = [from, to + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
