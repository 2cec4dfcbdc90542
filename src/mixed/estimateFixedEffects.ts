import { invertLower } from "../numeric/cholesky.ts";
import type { Estimator } from "../model/Estimator.ts";
import { log } from "../numeric/elementary/log.ts";
import { criterionDivisor } from "./criterion.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";
import { product, transpose } from "../numeric/matrixProduct.ts";
import type { StandardisedModel } from "./standardiseColumns.ts";
import type { PatternSums } from "./sumPatterns.ts";

/** What follows from the criterion's sums at the estimated covariance, back in the units of the columns given. */
export interface FixedEffects {
  readonly coefficients: Float64Array;
  /** M, p × p by rows, where Φ = MMᵀ is the covariance of the coefficients. */
  readonly root: Float64Array;
  readonly residualVariance: number;
  readonly logLikelihood: number;
  /** Coefficients of the standardised columns for the standardised response. */
  readonly standardised: Float64Array;
}

export function estimateFixedEffects(
  patterns: ParticipantPatterns,
  estimator: Estimator,
  { responseScale, leastSquares, fixedTransform, fixedLogDeterminant }: StandardisedModel,
  { root, logDeterminant }: PatternSums,
): FixedEffects {
  const p = patterns.fixedCount;
  const width = p + 1;
  const divisor = criterionDivisor(patterns, estimator);
  const residual = root[width * width - 1]!;
  const residualStandardDeviation = (responseScale * residual) / Math.sqrt(divisor);
  const residualVariance = residualStandardDeviation ** 2;
  const triangle = Float64Array.from({ length: p * p }, (_, place) => root[Math.floor(place / p) * width + (place % p)]!);
  const inverse = transpose(invertLower(triangle, p), p, p);
  const standardised = product(inverse, root.subarray(p * width, p * width + p), p, p, 1);
  const coefficients = product(fixedTransform, standardised.map((value, j) => responseScale * value + leastSquares[j]!), p, p, 1);
  const logFixed = triangle.reduce((total, value, place) => (place % (p + 1) === 0 ? total + 2 * log(value) : total), -2 * fixedLogDeterminant);
  const minusTwice = divisor * (log(2 * Math.PI) + 2 * log(residualStandardDeviation) + 1) + logDeterminant + (estimator === "reml" ? logFixed : 0);
  return {
    coefficients,
    root: product(fixedTransform, inverse, p, p, p).map((entry) => entry * residualStandardDeviation),
    residualVariance,
    logLikelihood: -minusTwice / 2,
    standardised,
  };
}
