import type { Estimator } from "../model/Estimator.ts";
import { choleskyInPlace } from "../numeric/cholesky.ts";
import { log } from "../numeric/elementary/log.ts";
import type { SecondOrder } from "../numeric/minimise.ts";
import { bilinear, crossProductsAlong, dot, pairTraces } from "../numeric/patternTraces.ts";
import type { CovarianceChart } from "./covarianceChart.ts";
import { chartDirections, factorAt } from "./covarianceChart.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";
import type { PatternSums } from "./sumPatterns.ts";
import { sumPatterns, sumProducts } from "./sumPatterns.ts";

/**
 * The criterion, −2 log-likelihood up to a constant, at its minimum over the fixed effects and the residual variance
 * (Bates, Mächler, Bolker & Walker 2015, https://doi.org/10.18637/jss.v067.i01, equations 34 and 41).
 */
export interface CriterionEvaluation extends SecondOrder {
  readonly sums: PatternSums;
  readonly factor: Float64Array;
  readonly directions: readonly Float64Array[];
  /** ∂/∂Γ as a symmetric matrix, q × q. */
  readonly slope: Float64Array;
}

/** n − p or n: what the residual sum of squares is divided by. */
export function criterionDivisor({ observations, fixedCount }: ParticipantPatterns, estimator: Estimator): number {
  return estimator === "reml" ? observations - fixedCount : observations;
}

/** The value alone. */
export function criterionValue(model: ParticipantPatterns, estimator: Estimator, factor: Float64Array, columns: number): number {
  const sums = sumProducts(model, factor, columns);
  if (sums === undefined || !choleskyInPlace(sums.products, model.fixedCount + 1)) return Infinity;
  return valueOf(model, estimator, sums.logDeterminant, sums.products);
}

export function evaluateCriterion(model: ParticipantPatterns, estimator: Estimator, chart: CovarianceChart, point: Float64Array): CriterionEvaluation | undefined {
  const factor = factorAt(chart, point);
  const sums = sumPatterns(model, factor, chart.rank);
  if (sums === undefined) return undefined;
  const value = valueOf(model, estimator, sums.logDeterminant, sums.root);
  if (!Number.isFinite(value)) return undefined;
  const divisor = criterionDivisor(model, estimator);
  const restricted = estimator === "reml" ? 1 : 0;
  const directions = chartDirections(chart, factor);
  const slope = sums.leverage.map((leverage, place) => leverage - restricted * sums.fixedLeverage[place]! - divisor * sums.residualProducts[place]!);
  const gradient = Float64Array.from(directions, (direction) => dot(direction, slope));
  const products = directions.map((direction) => crossProductsAlong(model.randomCount, model.fixedCount + 1, sums.crossProducts, direction));
  const pairs = sums.leveragePairs.map((pair, place) => -pair + 2 * restricted * sums.fixedPairs[place]! + 2 * divisor * sums.residualPairs[place]!);
  const traces = pairTraces(pairs, directions, model.randomCount);
  const last = model.fixedCount;
  const width = last + 1;
  const hessian = traces.map((trace, place) => {
    const [left, right] = [products[Math.floor(place / directions.length)]!, products[place % directions.length]!];
    let fixed = 0;
    let mixed = 0;
    for (let i = 0; i < last; i++) {
      mixed += left[i * width + last]! * right[i * width + last]!;
      for (let j = 0; j < last; j++) fixed += left[i * width + j]! * right[i * width + j]!;
    }
    const residual = left[last * width + last]! * right[last * width + last]!;
    return trace - restricted * fixed - divisor * (2 * mixed + residual);
  });
  addChartCurvature(hessian, chart, slope);
  return { value, gradient, hessian, sums, factor, directions, slope };
}

function valueOf(model: ParticipantPatterns, estimator: Estimator, logDeterminant: number, root: Float64Array): number {
  const width = model.fixedCount + 1;
  const logs = Array.from({ length: width }, (_, index) => 2 * log(root[index * (width + 1)]!));
  const logResidual = logs.pop()!;
  const logFixed = estimator === "reml" ? logs.reduce((total, value) => total + value, 0) : 0;
  return logDeterminant + logFixed + criterionDivisor(model, estimator) * logResidual;
}

/** Γ is quadratic in the chart's coordinates: ∂²Γ = b bᵀ′ + b′ bᵀ for two of the same column. */
function addChartCurvature(hessian: Float64Array, { size, basis, entries }: CovarianceChart, slope: Float64Array): void {
  entries.forEach(([row, column], i) => {
    entries.forEach(([otherRow, otherColumn], j) => {
      if (column === otherColumn) hessian[i * entries.length + j]! += 2 * bilinear(slope, basis, row * size, otherRow * size, size);
    });
  });
}
