import { lengthOf, orthonormalise, subtractProjection } from "../numeric/orthonormalise.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import type { ModelInput } from "./readModelInput.ts";

/**
 * The model in columns of one size: fixed columns that are orthogonal to each other, a response from which their
 * least-squares fit is taken, and random columns that are orthogonal too where their covariance is free. The criterion is the
 * same up to a constant; what is large in one column and small in another no longer matters.
 */
export interface StandardisedModel {
  readonly fixed: readonly Float64Array[];
  readonly response: Float64Array;
  readonly random: readonly Float64Array[];
  /** The response is `responseScale` × the standardised one + Σ `fixed[j]` × `leastSquares[j]`. */
  readonly responseScale: number;
  readonly leastSquares: Float64Array;
  /** The standardised columns are X · `fixedTransform`, p × p, by rows; so coefficients of X are `fixedTransform` · theirs. */
  readonly fixedTransform: Float64Array;
  /** log of its determinant. */
  readonly fixedLogDeterminant: number;
  /** The same for the random columns, q × q. */
  readonly randomTransform: Float64Array;
}

/** As `leastSquares` has it: a column of which less is left beside the earlier ones is a combination of them. */
const aliasTolerance = 1e-11;

export function standardiseColumns(caller: string, model: ModelInput<string, string, string | number>, structure: CovarianceStructure): StandardisedModel {
  const observations = model.response.length;
  const { basis, triangle, aliased } = orthonormalise(model.fixed, aliasTolerance);
  if (aliased.length > 0) throw singularDesign(caller, "fixed", aliased.map((index) => model.fixedNames[index]!));
  const spread = Math.sqrt(observations);
  const work = model.response.slice();
  const projections = new Float64Array(basis.length);
  for (let pass = 0; pass < 2; pass++) basis.forEach((direction, j) => (projections[j]! += subtractProjection(work, direction)));
  const responseScale = lengthOf(work) / spread;
  if (!(responseScale * spread > 1e-13 * lengthOf(model.response))) throw noVariance(caller);
  const fixedTransform = invertUpper(triangle).map((entry) => entry * spread);
  const { random, randomTransform } = standardiseRandom(caller, model, structure);
  return {
    fixed: basis.map((column) => column.map((value) => value * spread)),
    response: work.map((value) => value / responseScale),
    random,
    responseScale,
    leastSquares: projections.map((projection) => projection / spread),
    fixedTransform,
    fixedLogDeterminant: triangle.reduce((total, row, j) => total + Math.log(spread / row[j]!), 0),
    randomTransform,
  };
}

function standardiseRandom(
  caller: string,
  { random, randomNames, participants }: ModelInput<string, string, string | number>,
  structure: CovarianceStructure,
): Pick<StandardisedModel, "random" | "randomTransform"> {
  const spread = Math.sqrt(participants.length);
  const { basis, triangle, aliased } = orthonormalise(random, aliasTolerance);
  if (aliased.length > 0) throw singularDesign(caller, "random", aliased.map((index) => randomNames[index]!));
  if (structure === "unstructured") {
    return { random: basis.map((column) => column.map((value) => value * spread)), randomTransform: invertUpper(triangle).map((entry) => entry * spread) };
  }
  // Uncorrelated random effects stay so only if each column is scaled by itself.
  const scales = random.map((column) => spread / lengthOf(column));
  return {
    random: random.map((column, k) => column.map((value) => value * scales[k]!)),
    randomTransform: Float64Array.from({ length: random.length ** 2 }, (_, place) => (place % (random.length + 1) === 0 ? scales[place % random.length]! : 0)),
  };
}

/** The inverse of an upper triangular matrix, by rows. */
function invertUpper(triangle: readonly Float64Array[]): Float64Array {
  const size = triangle.length;
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    for (let row = column; row >= 0; row--) {
      let value = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k++) value -= triangle[row]![k]! * inverse[k * size + column]!;
      inverse[row * size + column] = value / triangle[row]![row]!;
    }
  }
  return inverse;
}

function singularDesign(caller: string, part: string, names: readonly string[]): TrialwiseError {
  const list = names.map((name) => JSON.stringify(name)).join(", ");
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: ${part} columns that are linear combinations of the columns before them, or zero: ${list}. Leave them out`,
    required: `${part} columns that are linearly independent`,
    observed: list,
  });
}

function noVariance(caller: string): TrialwiseError {
  return new TrialwiseError({
    code: "no-variance",
    message: `${caller}: the fixed effects fit every value of response exactly, so nothing is left to vary`,
    required: "values that vary about the fixed effects",
    observed: "no variance",
  });
}
