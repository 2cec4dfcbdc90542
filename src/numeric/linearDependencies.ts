import { orthonormalise } from "./orthonormalise.ts";

/** Which columns say something new, and what the others are made of. */
export interface LinearDependencies {
  /** Indexes of the columns that are no combination of earlier ones. */
  readonly independent: readonly number[];
  /** One for each other column: weights with which all columns add up to zero, that column's weight being 1. */
  readonly dependencies: readonly Float64Array[];
}

/** The linear dependencies of some columns. One of which less than `tolerance` of its length is new is a combination. */
export function linearDependencies(columns: readonly Float64Array[], tolerance: number): LinearDependencies {
  const { triangle, aliased } = orthonormalise(columns, tolerance);
  const independent = columns.map((_, index) => index).filter((index) => !aliased.includes(index));
  const dependencies = aliased.map((column) => {
    const weights = new Float64Array(columns.length);
    weights[column] = 1;
    // Back substitution: the column's coordinates in the basis, in terms of the columns that made the basis.
    for (let step = independent.length - 1; step >= 0; step--) {
      const own = independent[step]!;
      let left = triangle[step]![column]!;
      for (let later = step + 1; later < independent.length; later++) left += weights[independent[later]!]! * triangle[step]![independent[later]!]!;
      weights[own] = -left / triangle[step]![own]!;
    }
    return weights;
  });
  return { independent, dependencies };
}

/**
 * Whether a combination of coefficients is the same for all coefficients that fit equally well: if it is zero along every
 * dependency, but for rounding (Searle 1971, Linear Models, section 5.4).
 */
export function isEstimable(weights: readonly number[], dependencies: readonly Float64Array[]): boolean {
  return dependencies.every((dependency) => {
    let total = 0;
    let size = 0;
    weights.forEach((weight, index) => {
      total += weight * dependency[index]!;
      size += Math.abs(weight * dependency[index]!);
    });
    return Math.abs(total) <= 1e-9 * size;
  });
}
