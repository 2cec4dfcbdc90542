import type { Urn } from "./hypergeometric.ts";
import type { Tails } from "./Tails.ts";

export interface NoncentralHypergeometricOptions extends Urn {
  /** Odds of drawing a success relative to a failure, positive and finite. */
  readonly oddsRatio: number;
}

export interface NoncentralHypergeometric {
  /** Smallest and largest value of X. */
  readonly from: number;
  readonly to: number;
  /** P(X = from + i) at index i. */
  readonly density: Float64Array;
  readonly mean: number;
  /** P(X ≤ x) and P(X ≥ x): both include x. */
  readonly tails: (x: number) => Tails;
}

/** Fisher's noncentral hypergeometric distribution. */
export function noncentralHypergeometric(options: NoncentralHypergeometricOptions): NoncentralHypergeometric {
  const { successes, failures, draws, oddsRatio } = options;
  const from = Math.max(0, draws - failures);
  const to = Math.min(draws, successes);
  const density = new Float64Array(to - from + 1);
  // P(x)/P(x − 1)
  const ratio = (x: number) => (oddsRatio * (successes - x + 1) * (draws - x + 1)) / (x * (failures - draws + x));
  let low = from;
  let high = to;
  while (low < high) {
    const middle = Math.floor((low + high + 1) / 2);
    if (ratio(middle) >= 1) low = middle;
    else high = middle - 1;
  }
  density[low - from] = 1;
  let total = 1;
  for (let x = low + 1; x <= to; x++) total += density[x - from] = density[x - 1 - from]! * ratio(x);
  for (let x = low; x > from; x--) total += density[x - 1 - from] = density[x - from]! / ratio(x);
  let mean = 0;
  for (let i = 0; i < density.length; i++) {
    density[i]! /= total;
    mean += (from + i) * density[i]!;
  }
  const tails = (x: number): Tails => {
    let lower = 0;
    let upper = 0;
    for (let i = 0; i < density.length; i++) {
      if (from + i <= x) lower += density[i]!;
      if (from + i >= x) upper += density[i]!;
    }
    return { lower: Math.min(lower, 1), upper: Math.min(upper, 1) };
  };
  return { from, to, density, mean, tails };
}
