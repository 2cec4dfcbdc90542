import { binomialDensity, binomialTails } from "../numeric/binomial.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { EventCount } from "./eventCount.ts";
import { likelihoodTolerance } from "./likelihoodTolerance.ts";

/** Two-sided: all outcomes no more likely than the observed one, as Fisher's exact test has it. */
export function binomialPValue(count: EventCount, probability: number, alternative: Alternative): number {
  const { events, n } = count;
  const { lower, upper } = binomialTails(events, n, probability);
  if (alternative === "greater") return upper;
  if (alternative === "less") return lower;
  const bound = binomialDensity(events, n, probability) * (1 + likelihoodTolerance);
  const isUnlikely = (other: number) => binomialDensity(other, n, probability) <= bound;
  const mode = Math.floor((n + 1) * probability);
  if (events < mode) {
    const other = firstWhere(mode, n, isUnlikely);
    return Math.min(1, lower + (other > n ? 0 : binomialTails(other, n, probability).upper));
  }
  if (isUnlikely(mode)) return 1;
  const other = firstWhere(0, mode, (x) => !isUnlikely(x)) - 1;
  return Math.min(1, upper + (other < 0 ? 0 : binomialTails(other, n, probability).lower));
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
