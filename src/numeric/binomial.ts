import { betaTails } from "./beta.ts";
import { deviance } from "./deviance.ts";
import { dotProduct } from "./dotProduct.ts";
import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import { log1p } from "./elementary/log1p.ts";
import { stirlingError } from "./stirlingError.ts";
import type { Tails } from "./Tails.ts";

/**
 * P(X = x), X the successes among independent trials with this probability, strictly between 0 and 1; x and trials are whole
 * numbers with 0 ≤ x ≤ trials.
 *
 * Written by the deviance, so that no large logarithms cancel (Loader 2000, "Fast and accurate computation of binomial
 * probabilities"): relative error below 1e-12 up to 1e8 trials, wherever the density is above 1e-300.
 */
export function binomialDensity(x: number, trials: number, probability: number): number {
  if (x === 0) return exp(trials * log1p(-probability));
  if (x === trials) return exp(trials * log(probability));
  const others = trials - x;
  const excess = dotProduct(Float64Array.of(x, -trials), Float64Array.of(1, probability));
  const logDensity =
    stirlingError(trials) -
    stirlingError(x) -
    stirlingError(others) -
    deviance(x, trials * probability, excess) -
    deviance(others, trials * (1 - probability), -excess);
  return exp(logDensity) * Math.sqrt(trials / (2 * Math.PI * x * others));
}

/** P(X ≤ x) and P(X ≥ x), which both include x, by the beta distribution (Abramowitz & Stegun 26.5.24). */
export function binomialTails(x: number, trials: number, probability: number): Tails {
  return {
    lower: x === trials ? 1 : betaTails(probability, x + 1, trials - x).upper,
    upper: x === 0 ? 1 : betaTails(probability, x, trials - x + 1).lower,
  };
}
