import type { Estimator } from "../model/Estimator.ts";
import { minimise } from "../numeric/minimise.ts";
import { symmetricEigen } from "../numeric/symmetricEigen.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { matrixOf } from "./correlationFamily.ts";
import { guessCovariance } from "./guessCovariance.ts";
import type { MmrmEvaluation } from "./mmrmCriterion.ts";
import { evaluateMmrm, expectedHessian } from "./mmrmCriterion.ts";
import type { VisitCovarianceModel } from "./visitCovarianceModel.ts";
import { visitCovarianceModel } from "./visitCovarianceModel.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";
import type { VisitPattern, VisitPatterns } from "./visitPatterns.ts";

/** The covariance that minimises the criterion, checked to be a minimum. */
export interface VisitCovarianceEstimate {
  readonly evaluation: MmrmEvaluation;
  readonly iterations: number;
  /** √(gᵀH⁻¹g): the distance from the exact minimum in standard errors of the covariance parameters, nearly. */
  readonly gradientNorm: number;
  /** Of the Hessian: largest over smallest eigenvalue. */
  readonly conditionNumber: number;
}

interface Labels {
  readonly visits: readonly (string | number)[];
  readonly groups: readonly (string | number)[] | undefined;
}

/** A combination of visits with less than this of the size of one is taken not to vary: of an optimum, and of a search that ended without one. */
const nothing = { atOptimum: 1e-8, onTheWay: 1e-5 };

export function estimateVisitCovariance(caller: string, model: VisitPatterns, estimator: Estimator, structure: VisitCovarianceStructure, labels: Labels): VisitCovarianceEstimate {
  const structures = model.groups.map((patterns) => visitCovarianceModel(structure, model.visitCount, guessCovariance(patterns, model.visitCount, model.fixedCount + 1)));
  const start = Float64Array.from(structures.flatMap((one) => [...one.start]));
  const first = evaluateMmrm(model, estimator, structures, start);
  if (first === undefined) throw noConvergence(caller, structure, "no starting point");
  checkEstimable(caller, structure, structures, expectedHessian(estimator, first), expectedHessian("ml", first), labels);
  const minimum = minimise((point) => evaluateMmrm(model, estimator, structures, point), { point: start, evaluation: first });
  const { evaluation, iterations } = minimum;
  evaluation.groups.forEach(({ covariance }, index) => checkVaries(caller, structure, covariance.covariance, model.groups[index]!, minimum.converged ? nothing.atOptimum : nothing.onTheWay, labels, index));
  if (!minimum.converged) throw noConvergence(caller, structure, `a gradient of ${Math.sqrt(minimum.decrement)} after ${iterations} iterations`);
  const curvatures = symmetricEigen(evaluation.hessian, start.length).values;
  const conditionNumber = curvatures.at(-1)! / curvatures[0]!;
  if (!(conditionNumber > 0 && conditionNumber < 1e14)) throw noConvergence(caller, structure, `a Hessian with condition number ${conditionNumber}`);
  return { evaluation, iterations, gradientNorm: Math.sqrt(minimum.decrement), conditionNumber };
}

/**
 * Refuses a structure of which the design does not determine every parameter: visits that nobody has both of, for one. `whole` is
 * what the information would be if the fixed effects were known.
 */
function checkEstimable(
  caller: string,
  structure: VisitCovarianceStructure,
  structures: readonly VisitCovarianceModel[],
  information: Float64Array,
  whole: Float64Array,
  { visits, groups }: Labels,
): void {
  const count = Math.sqrt(information.length);
  const scales = Array.from({ length: count }, (_, k) => 1 / Math.sqrt(Math.max(whole[k * (count + 1)]!, 1e-300)));
  const { values, vectors } = symmetricEigen(matrixOf(count, (i, j) => information[i * count + j]! * scales[i]! * scales[j]!), count);
  const unknown = Array.from(values.keys()).filter((k) => !(values[k]! > 1e-9));
  if (unknown.length === 0) return;
  const named = new Set<string>();
  let first = 0;
  structures.forEach((one, group) => {
    for (const k of unknown) {
      const weights = vectors.subarray(k * count, (k + 1) * count);
      const direction = Float64Array.from({ length: one.count }, (_, place) => weights[first + place]! * scales[first + place]!);
      if (!weights.subarray(first, first + one.count).some((weight) => Math.abs(weight) > 1e-3)) continue;
      named.add(one.describe(direction, visits.map(show)) + (groups === undefined ? "" : ` in group ${show(groups[group])}`));
    }
    first += one.count;
  });
  const parameters = [...named].join("; ");
  throw new TrialwiseError({
    code: "singular-design",
    message: `${caller}: the observations do not determine ${parameters} of covarianceStructure "${structure}". Too few participants have both visits, or the fixed columns leave nothing to them`,
    required: "a design that determines every parameter of the covariance",
    observed: parameters,
  });
}

/** Refuses an estimate that is, or is on its way to, a singular matrix: some combination of visits does not vary. */
function checkVaries(
  caller: string,
  structure: VisitCovarianceStructure,
  covariance: Float64Array,
  patterns: readonly VisitPattern[],
  smallest: number,
  { visits, groups }: Labels,
  group: number,
): void {
  const size = visits.length;
  const scales = Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * (size + 1)]!));
  const correlationsOf = (places: readonly number[]) =>
    symmetricEigen(matrixOf(places.length, (i, j) => covariance[places[i]! * size + places[j]!]! / (scales[places[i]!]! * scales[places[j]!]!)), places.length);
  const where = groups === undefined ? "" : ` of group ${show(groups[group])}`;
  const flat = scales.findIndex((scale) => !(scale > smallest * Math.max(...scales)));
  const { values, vectors } = correlationsOf(visits.map((_, i) => i));
  if (flat < 0 && values[0]! > smallest) return;
  if (flat < 0 && patterns.every((pattern) => correlationsOf(pattern.visits).values[0]! > 100 * smallest)) {
    throw new TrialwiseError({
      code: "no-convergence",
      message: `${caller}: with covarianceStructure "${structure}" the covariance${where} that fits the visits seen together best is that of no set of all visits. Another structure is needed`,
      required: "an estimate inside the possible covariances",
      observed: "an estimate on their boundary",
    });
  }
  const weights = Array.from(vectors.subarray(0, size), Math.abs);
  const names = flat >= 0 ? [show(visits[flat])] : visits.filter((_, i) => weights[i]! > 0.01 * Math.max(...weights)).map(show);
  throw new TrialwiseError({
    code: "no-variance",
    message:
      `${caller}: with covarianceStructure "${structure}" the likelihood rises without end as the covariance${where} becomes singular: ` +
      `${names.length === 1 ? `the value at ${names[0]} does not vary` : `a combination of the values at ${names.join(", ")} does not vary`}. More participants or a simpler structure are needed`,
    required: "values that vary in every combination of visits",
    observed: `no variance in ${names.join(", ")}${where}`,
  });
}

function noConvergence(caller: string, structure: VisitCovarianceStructure, observed: string): TrialwiseError {
  return new TrialwiseError({
    code: "no-convergence",
    message: `${caller}: no minimum of the criterion could be confirmed with covarianceStructure "${structure}"; found ${observed}. A simpler structure may be needed`,
    required: "a gradient of zero and a positive definite Hessian",
    observed,
  });
}
