import type { VarianceInformation } from "../model/VarianceInformation.ts";
import { invertPositive } from "../numeric/invertPositive.ts";
import { linearDirections, type CovarianceStructure } from "./covarianceChart.ts";
import type { Estimator } from "../model/Estimator.ts";
import type { CriterionEvaluation } from "./criterion.ts";
import { crossProductsAlong, dot, pairTraces } from "../numeric/patternTraces.ts";
import { criterionDivisor } from "./criterion.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";
import type { PatternSums } from "./sumPatterns.ts";

/** The variance parameters' part in the uncertainty of the fixed effects. The last parameter is log σ². */
export interface VarianceParameters {
  /** ∂Γ for each parameter but the last. */
  readonly directions: readonly Float64Array[];
  /** For each parameter, M⁻¹ ∂Φ M⁻ᵀ, p × p, where Φ = MMᵀ is the covariance of the fixed effects. */
  readonly sensitivities: readonly Float64Array[];
  /** The parameters' asymptotic covariance, by rows. */
  readonly covariance: Float64Array;
}

/**
 * The observed information lives on the chart of the rank that was found, where the estimate is a stationary point, so that
 * the coordinates do not matter; the expected information on all variances and covariances, on the boundary too.
 */
export function varianceParameters(
  model: ParticipantPatterns,
  estimator: Estimator,
  structure: CovarianceStructure,
  evaluation: CriterionEvaluation,
  information: VarianceInformation,
): VarianceParameters | undefined {
  const directions = information === "observed" ? evaluation.directions : linearDirections(model.randomCount, structure);
  const products = directions.map((direction) => crossProductsAlong(model.randomCount, model.fixedCount + 1, evaluation.sums.crossProducts, direction));
  const twice =
    information === "observed" ? observedInformation(model, estimator, evaluation, products) : expectedInformation(model, estimator, evaluation.sums, directions, products);
  const covariance = invertPositive(twice, directions.length + 1);
  if (covariance === undefined) return undefined;
  const size = model.fixedCount;
  const unit = Float64Array.from({ length: size * size }, (_, place) => (place % (size + 1) === 0 ? 1 : 0));
  const withoutResponse = (matrix: Float64Array) => Float64Array.from(unit, (_, place) => matrix[Math.floor(place / size) * (size + 1) + (place % size)]!);
  return { directions, sensitivities: [...products.map(withoutResponse), unit], covariance: covariance.map((entry) => 2 * entry) };
}

/** Second derivatives of −2 log-likelihood, σ² no longer profiled out. */
function observedInformation(model: ParticipantPatterns, estimator: Estimator, { hessian }: CriterionEvaluation, products: readonly Float64Array[]): Float64Array {
  const divisor = criterionDivisor(model, estimator);
  const residual = products.map((matrix) => matrix.at(-1)!);
  const count = products.length;
  return border(count, (i, j) => hessian[i * count + j]! + divisor * residual[i]! * residual[j]!, (i) => divisor * residual[i]!, divisor);
}

/** tr(PVᵢPVⱼ), or tr(V⁻¹VᵢV⁻¹Vⱼ) under full likelihood (Kenward & Roger 1997, section 3.1). */
export function expectedInformation(
  model: ParticipantPatterns,
  estimator: Estimator,
  sums: PatternSums,
  directions: readonly Float64Array[],
  products: readonly Float64Array[],
): Float64Array {
  const restricted = estimator === "reml" ? 1 : 0;
  const count = directions.length;
  const size = model.fixedCount;
  const traces = pairTraces(sums.leveragePairs.map((pair, place) => pair - 2 * restricted * sums.fixedPairs[place]!), directions, model.randomCount);
  const slope = sums.leverage.map((leverage, place) => leverage - restricted * sums.fixedLeverage[place]!);
  const fixed = (i: number, j: number) => {
    let total = 0;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) total += products[i]![row * (size + 1) + column]! * products[j]![row * (size + 1) + column]!;
    }
    return total;
  };
  return border(
    count,
    (i, j) => traces[i * count + j]! + restricted * fixed(i, j),
    (i) => dot(directions[i]!, slope),
    criterionDivisor(model, estimator),
  );
}

/** A symmetric matrix of one more row and column than `count`. */
function border(count: number, inner: (i: number, j: number) => number, edge: (i: number) => number, corner: number): Float64Array {
  const size = count + 1;
  return Float64Array.from({ length: size * size }, (_, place) => {
    const [i, j] = [Math.floor(place / size), place % size];
    if (i === count && j === count) return corner;
    return i === count ? edge(j) : j === count ? edge(i) : inner(i, j);
  });
}
