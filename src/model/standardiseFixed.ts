import { log } from "../numeric/elementary/log.ts";
import { invertUpper, lengthOf, orthonormalise, subtractProjection } from "../numeric/orthonormalise.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/**
 * Fixed columns that are orthogonal to each other and of one size, and a response from which their least-squares fit is taken. The
 * likelihood is the same up to a constant; what is large in one column and small in another no longer matters.
 */
export interface StandardisedFixed {
  readonly fixed: readonly Float64Array[];
  readonly response: Float64Array;
  /** The response is `responseScale` × the standardised one + Σ `fixed[j]` × `leastSquares[j]`. */
  readonly responseScale: number;
  readonly leastSquares: Float64Array;
  /** The standardised columns are X · `fixedTransform`, p × p, by rows; so coefficients of X are `fixedTransform` · theirs. */
  readonly fixedTransform: Float64Array;
  /** log of its determinant. */
  readonly fixedLogDeterminant: number;
}

/** As `leastSquares` has it: a column of which less is left beside the earlier ones is a combination of them. */
export const aliasTolerance = 1e-11;

export function standardiseFixed(caller: string, fixed: readonly Float64Array[], names: readonly string[], response: Float64Array): StandardisedFixed {
  const { basis, triangle, aliased } = orthonormalise(fixed, aliasTolerance);
  if (aliased.length > 0) throw aliasedColumns(caller, "fixed", aliased.map((index) => names[index]!));
  const spread = Math.sqrt(response.length);
  const work = response.slice();
  const projections = new Float64Array(basis.length);
  for (let pass = 0; pass < 2; pass++) basis.forEach((direction, j) => (projections[j]! += subtractProjection(work, direction)));
  const responseScale = lengthOf(work) / spread;
  // Squares of what is smaller than 1e-150 are no numbers any more.
  if (!(responseScale * spread > Math.max(1e-13 * lengthOf(response), 1e-150))) throw noVariance(caller);
  return {
    fixed: basis.map((column) => column.map((value) => value * spread)),
    response: work.map((value) => value / responseScale),
    responseScale,
    leastSquares: projections.map((projection) => projection / spread),
    fixedTransform: invertUpper(triangle).map((entry) => entry * spread),
    fixedLogDeterminant: triangle.reduce((total, row, j) => total + log(spread / row[j]!), 0),
  };
}

/** Names columns of the fixed or the random part that follow from those before them. */
export function aliasedColumns(caller: string, part: string, names: readonly string[]): TrialwiseError {
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
    message: `${caller}: the fixed effects fit every value of response exactly, or to within 1e-150, so nothing is left to vary`,
    required: "values that vary about the fixed effects",
    observed: "no variance",
  });
}
