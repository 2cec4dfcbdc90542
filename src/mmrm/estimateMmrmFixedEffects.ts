import type { Estimator } from "../model/Estimator.ts";
import type { StandardisedFixed } from "../model/standardiseFixed.ts";
import { invertLower } from "../numeric/cholesky.ts";
import { log } from "../numeric/elementary/log.ts";
import { product, transpose } from "../numeric/matrixProduct.ts";
import type { MmrmEvaluation } from "./mmrmCriterion.ts";
import type { VisitPatterns } from "./visitPatterns.ts";

/** What follows from the criterion at the estimated covariance, back in the units of the columns given. */
export interface MmrmFixedEffects {
  readonly coefficients: Float64Array;
  /** M, p × p by rows, where Φ = MMᵀ is the covariance of the coefficients. */
  readonly root: Float64Array;
  readonly logLikelihood: number;
}

export function estimateMmrmFixedEffects(
  { observations, fixedCount: p }: VisitPatterns,
  estimator: Estimator,
  { responseScale, leastSquares, fixedTransform, fixedLogDeterminant }: StandardisedFixed,
  { root, value }: MmrmEvaluation,
): MmrmFixedEffects {
  const width = p + 1;
  const triangle = Float64Array.from({ length: p * p }, (_, place) => root[Math.floor(place / p) * width + (place % p)]!);
  const inverse = transpose(invertLower(triangle, p), p, p);
  const standardised = product(inverse, root.subarray(p * width, p * width + p), p, p, 1);
  const restricted = estimator === "reml" ? 1 : 0;
  const divisor = observations - restricted * p;
  // The standardised criterion is that of y / scale and XT.
  const minusTwice = value + divisor * (log(2 * Math.PI) + 2 * log(responseScale)) - 2 * restricted * fixedLogDeterminant;
  return {
    coefficients: product(fixedTransform, standardised.map((entry, j) => responseScale * entry + leastSquares[j]!), p, p, 1),
    root: product(fixedTransform, inverse, p, p, p).map((entry) => entry * responseScale),
    logLikelihood: -minusTwice / 2,
  };
}
