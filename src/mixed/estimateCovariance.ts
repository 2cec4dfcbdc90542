import { minimise } from "../numeric/minimise.ts";
import { symmetricEigen } from "../numeric/symmetricEigen.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { ChartPoint, CovarianceChart, CovarianceStructure } from "./covarianceChart.ts";
import { chartAt, chartAtIdentity, covarianceOf, eigenOf, factorAt } from "./covarianceChart.ts";
import type { Estimator } from "../model/Estimator.ts";
import type { CriterionEvaluation } from "./criterion.ts";
import { bilinear } from "../numeric/patternTraces.ts";
import { criterionValue, evaluateCriterion } from "./criterion.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";
import { product } from "../numeric/matrixProduct.ts";

/** The covariance that minimises the criterion, checked to be a minimum: inside, or on the boundary and pushed against it. */
export interface CovarianceEstimate {
  readonly chart: CovarianceChart;
  readonly evaluation: CriterionEvaluation;
  /** Γ, q × q, by rows. */
  readonly covariance: Float64Array;
  readonly iterations: number;
  /** √(gᵀH⁻¹g): the distance from the exact minimum in standard errors of the covariance parameters, nearly. */
  readonly gradientNorm: number;
  /** Of the Hessian in the chart's coordinates: largest over smallest eigenvalue. */
  readonly conditionNumber: number;
}

/** A variance over the residual variance below this may be zero, and zero is tried. */
const smallVariance = 1e-6;
/** Above this nothing is left of the residual variance. */
const largeVariance = 1e14;

export function estimateCovariance(caller: string, model: ParticipantPatterns, estimator: Estimator, structure: CovarianceStructure): CovarianceEstimate {
  const size = model.randomCount;
  let start = startingPoint(model, estimator, structure);
  let iterations = 0;
  let boundaryWasLeft = false;
  for (let attempt = 0; attempt < 4 * size + 4; attempt++) {
    const { chart } = start;
    const first = evaluateCriterion(model, estimator, chart, start.point);
    if (first === undefined) throw residualVarianceIsZero(caller);
    const minimum = minimise(
      (point) => (point.some((value) => Math.abs(value) > Math.sqrt(largeVariance)) ? undefined : evaluateCriterion(model, estimator, chart, point)),
      { point: start.point, evaluation: first },
    );
    iterations += minimum.iterations;
    const { evaluation } = minimum;
    const covariance = covarianceOf(evaluation.factor, size, chart.rank);
    const { values, vectors } = eigenOf(covariance, size, structure);
    if (values[size - 1]! > largeVariance / 16) throw residualVarianceIsZero(caller);
    if (!minimum.converged) throw noConvergence(caller, `a gradient of ${Math.sqrt(minimum.decrement)} after ${iterations} iterations`);
    const rank = values.filter((value) => value > smallVariance).length;
    if (rank < chart.rank && !boundaryWasLeft) {
      start = chartAt(covariance, size, rank, structure);
      continue;
    }
    const wayOut = leaveBoundary(model, estimator, structure, evaluation, covariance, vectors, size - chart.rank);
    if (wayOut !== undefined) {
      boundaryWasLeft = true;
      start = wayOut;
      continue;
    }
    const curvatures = symmetricEigen(evaluation.hessian, chart.entries.length).values;
    const conditionNumber = curvatures.length === 0 ? 1 : curvatures.at(-1)! / curvatures[0]!;
    if (!(conditionNumber > 0 && conditionNumber < 1e14)) throw noConvergence(caller, `a Hessian with condition number ${conditionNumber}`);
    return { chart, evaluation, covariance, iterations, gradientNorm: Math.sqrt(minimum.decrement), conditionNumber };
  }
  throw noConvergence(caller, "no end to leaving and meeting the boundary");
}

/** The best of a few multiples of the identity, and two steps of the EM algorithm from there (Laird & Ware 1982, section 4). */
function startingPoint(model: ParticipantPatterns, estimator: Estimator, structure: CovarianceStructure): ChartPoint {
  const size = model.randomCount;
  const at = (scale: number) => chartAtIdentity(size, structure, scale);
  const value = (scale: number) => {
    const { chart, point } = at(scale);
    return criterionValue(model, estimator, factorAt(chart, point), chart.rank);
  };
  let scale = 3;
  let best = value(scale);
  for (const step of [10, 0.1]) {
    for (let next = value(scale * step); next < best && scale < 1e6 && scale > 1e-2; next = value(scale * step)) {
      scale *= step;
      best = next;
    }
  }
  let start = at(scale);
  for (let step = 0; step < 2; step++) {
    const evaluation = evaluateCriterion(model, estimator, start.chart, start.point);
    if (evaluation === undefined) return start;
    const covariance = covarianceOf(evaluation.factor, size, size);
    const change = product(product(covariance, evaluation.slope, size, size, size), covariance, size, size, size);
    const next = covariance.map((entry, place) => entry - change[place]! / model.participantPattern.length);
    start = chartAt(next, size, size, structure);
  }
  return start;
}

/**
 * Where Γ lacks directions, its estimate is a minimum only if the criterion rises when variance is added along each of them.
 * Returns a point with variance added where it falls instead.
 */
function leaveBoundary(
  model: ParticipantPatterns,
  estimator: Estimator,
  structure: CovarianceStructure,
  { slope, value }: CriterionEvaluation,
  covariance: Float64Array,
  vectors: Float64Array,
  lacking: number,
): ChartPoint | undefined {
  const size = model.randomCount;
  const within = new Float64Array(lacking * lacking);
  for (let i = 0; i < lacking; i++) for (let j = 0; j < lacking; j++) within[i * lacking + j] = bilinear(slope, vectors, i * size, j * size, size);
  const { values, vectors: weights } = eigenOf(within, lacking, structure);
  const participants = model.participantPattern.length;
  // A slope this small leaves less than rounding error to gain.
  if (lacking === 0 || values[0]! > -1e-7 * participants) return undefined;
  const direction = Float64Array.from({ length: size }, (_, x) => {
    let total = 0;
    for (let k = 0; k < lacking; k++) total += weights[k]! * vectors[k * size + x]!;
    return total;
  });
  for (let variance = 1; variance > 1e-12; variance /= 4) {
    const moved = covariance.map((entry, place) => entry + variance * direction[Math.floor(place / size)]! * direction[place % size]!);
    const next = chartAt(moved, size, size - lacking + 1, structure);
    if (criterionValue(model, estimator, factorAt(next.chart, next.point), next.chart.rank) < value) return next;
  }
  return undefined;
}

function residualVarianceIsZero(caller: string): TrialwiseError {
  return new TrialwiseError({
    code: "no-variance",
    message: `${caller}: the likelihood rises without end as the residual variance goes to zero; the random effects leave nothing to it`,
    required: "values that vary about each participant's own course",
    observed: "a residual variance of zero",
  });
}

function noConvergence(caller: string, observed: string): TrialwiseError {
  return new TrialwiseError({
    code: "no-convergence",
    message: `${caller}: no minimum of the criterion could be confirmed; found ${observed}. Fewer random effects may be needed`,
    required: "a gradient of zero and a positive definite Hessian",
    observed,
  });
}
