import { deviance } from "./deviance.ts";
import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import { stirlingError } from "./stirlingError.ts";
import type { Tails } from "./Tails.ts";

/** An urn of successes and failures, and how many are drawn from it without replacement. */
export interface Urn {
  readonly successes: number;
  readonly failures: number;
  readonly draws: number;
}

/**
 * log P(X = x), X the number of successes among the draws; minus infinity outside its range. Whole numbers, in all at most
 * 9e7; the density has a relative error below 1e-12 wherever it is above 1e-300.
 *
 * With the margins as expected counts, the density is a ratio of Poisson densities: those of the four cells and of the
 * total over those of the margins. Each is written by its deviance (Loader 2000), so that no large logarithms cancel.
 */
export function logHypergeometricDensity(x: number, { successes, failures, draws }: Urn): number {
  const left = draws - x;
  if (x < 0 || left < 0 || x > successes || left > failures) return -Infinity;
  const total = successes + failures;
  const rest = total - draws;
  // Observed − expected is the same in every cell but for its sign; the numerator is exact.
  const excess = (x * total - successes * draws) / total;
  const cell = (count: number, row: number, column: number, difference: number): number => {
    const expected = row * (column / total);
    return count === 0 ? -expected : atItsMean(count) - deviance(count, expected, difference);
  };
  const cells =
    cell(x, successes, draws, excess) +
    cell(left, failures, draws, -excess) +
    cell(successes - x, successes, rest, -excess) +
    cell(failures - left, failures, rest, excess);
  return cells + atItsMean(total) - atItsMean(successes) - atItsMean(failures) - atItsMean(draws) - atItsMean(rest);
}

/** P(X ≤ x) and P(X ≥ x), which both include x, for the same urns: relative error below 1e-12 in every tail above 1e-300. */
export function hypergeometricTails(x: number, urn: Urn): Tails {
  const { successes, failures, draws } = urn;
  const smallest = Math.max(0, draws - failures);
  const largest = Math.min(draws, successes);
  if (x < smallest) return { lower: 0, upper: 1 };
  if (x > largest) return { lower: 1, upper: 0 };
  if (smallest === largest) return { lower: 1, upper: 1 };
  // Summed away from the mode, where the terms fall.
  const mode = Math.floor(((draws + 1) * (successes + 1)) / (successes + failures + 2));
  const direction = x <= mode ? -1 : 1;
  const length = x <= mode ? x - smallest : largest - x;
  let term = 1;
  let sum = 1;
  for (let step = 0; step < length && step < 1_000_000 && term > sum * 1e-17; step++) {
    const k = x + direction * step;
    term *=
      direction > 0
        ? ((successes - k) / (k + 1)) * ((draws - k) / (failures - draws + k + 1))
        : (k / (successes - k + 1)) * ((failures - draws + k) / (draws - k + 1));
    sum += term;
  }
  const density = exp(logHypergeometricDensity(x, urn));
  const far = Math.min(1, density * sum);
  const near = Math.min(1, 1 - far + density);
  return direction < 0 ? { lower: far, upper: near } : { lower: near, upper: far };
}

/** Logarithm of the Poisson density of a count at its own mean. */
function atItsMean(count: number): number {
  return count === 0 ? 0 : -stirlingError(count) - log(2 * Math.PI * count) / 2;
}
