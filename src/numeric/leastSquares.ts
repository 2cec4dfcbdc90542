import { dotProduct } from "./dotProduct.ts";
import { powerOfTwoBelow } from "./elementary/powerOfTwo.ts";
import { largestMagnitude } from "./largestMagnitude.ts";

export interface LeastSquares {
  /** One for each column; 0 for an aliased one, as if it had been left out. */
  readonly coefficients: readonly number[];
  /** (XᵀX)⁻¹, row by row; 0 in the rows and columns of aliased columns. */
  readonly inverse: readonly (readonly number[])[];
  /** R⁻¹ of X = QR, so that (XᵀX)⁻¹ is its product with its transpose; 0 where columns are aliased. */
  readonly inverseRoot: readonly (readonly number[])[];
  readonly residuals: Float64Array;
  readonly residualSumOfSquares: number;
  /** How many columns are linearly independent. */
  readonly rank: number;
  /** Indexes of the columns that are linear combinations of columns before them. */
  readonly aliased: readonly number[];
}

/**
 * Ordinary least squares of a response on columns of the same length, by Householder's QR decomposition (Golub & Van Loan
 * 2013, Matrix Computations, sections 5.2 and 5.3), refined with residuals of twice the precision (Björck 1967,
 * BIT 7, 257–278): coefficients and residuals are right to nearly all digits unless the columns are aliased but for
 * rounding.
 *
 * A column counts as aliased when at most `tolerance` of its length is left after the columns before it are projected out:
 * rounding leaves 1e-14 or less, the tenth power of x between −9 and −3 (as in NIST's Filip) 1e-8. R's `lm` drops columns at 1e-7.
 */
export function leastSquares(columns: readonly ArrayLike<number>[], response: ArrayLike<number>, tolerance = 1e-11): LeastSquares {
  const independent: number[] = [];
  const aliased: number[] = [];
  const scales: number[] = [];
  const reflectors: Float64Array[] = [];
  // R of the decomposition, column by column.
  const triangle: Float64Array[] = [];
  const scaled: Float64Array[] = [];
  columns.forEach((column, index) => {
    const scale = scaleOf(column);
    const work = Float64Array.from(column, (value) => value / scale);
    const own = work.slice();
    const length = Math.sqrt(squareFrom(work, 0));
    reflectors.forEach((reflector, step) => reflect(work, reflector, step));
    const step = reflectors.length;
    const left = Math.sqrt(squareFrom(work, step));
    if (!(left > tolerance * length)) {
      aliased.push(index);
      return;
    }
    // Away from the first element, so that the two do not cancel.
    const target = work[step]! > 0 ? -left : left;
    triangle.push(work.slice(0, step + 1).fill(target, step));
    work[step]! -= target;
    reflectors.push(work);
    independent.push(index);
    scales.push(scale);
    scaled.push(own);
  });

  const rank = independent.length;
  const rotated = Float64Array.from(response);
  reflectors.forEach((reflector, step) => reflect(rotated, reflector, step));
  const residuals = rotated.slice().fill(0, 0, rank);
  for (let step = rank - 1; step >= 0; step--) reflect(residuals, reflectors[step]!, step);
  const solution = solveTriangle(triangle, rotated);
  refine({ scaled, reflectors, triangle, response }, solution, residuals);

  const coefficients = columns.map(() => 0);
  independent.forEach((column, i) => (coefficients[column] = solution[i]! / scales[i]!));

  // (XᵀX)⁻¹ = R⁻¹R⁻ᵀ, with R⁻¹ solved for column by column.
  const roots = independent.map((_, i) => solveTriangle(triangle, Float64Array.from(independent, (__, row) => (row === i ? 1 : 0))));
  const inverse = columns.map(() => columns.map(() => 0));
  const inverseRoot = columns.map(() => columns.map(() => 0));
  independent.forEach((row, i) => {
    independent.forEach((column, j) => {
      inverseRoot[row]![column] = i > j ? 0 : roots[j]![i]! / scales[i]!;
      const product = roots.reduce((total, root) => total + root[i]! * root[j]!, 0);
      inverse[row]![column] = product / scales[i]! / scales[j]!;
    });
  });
  return { coefficients, inverse, inverseRoot, residuals, residualSumOfSquares: squareFrom(residuals, 0), rank, aliased };
}

interface Decomposition {
  readonly scaled: readonly Float64Array[];
  readonly reflectors: readonly Float64Array[];
  readonly triangle: readonly Float64Array[];
  readonly response: ArrayLike<number>;
}

/**
 * Corrects a solution b and its residuals r in place: what is left of r + Xb = y and Xᵀr = 0, computed in twice the precision,
 * is solved for by the same decomposition, as long as corrections shrink.
 */
function refine({ scaled, reflectors, triangle, response }: Decomposition, solution: number[], residuals: Float64Array): void {
  let before = Infinity;
  for (let pass = 0; pass < 6; pass++) {
    const right = Float64Array.of(1, -1, ...solution.map((value) => -value));
    const row = new Float64Array(right.length);
    const left = residuals.map((residual, index) => {
      row[0] = response[index]!;
      row[1] = residual;
      scaled.forEach((column, place) => (row[place + 2] = column[index]!));
      return dotProduct(row, right);
    });
    const products = scaled.map((column) => -dotProduct(column, residuals));
    reflectors.forEach((reflector, step) => reflect(left, reflector, step));
    // Rᵀh = −Xᵀr, from the first element down.
    const change = left.slice();
    products.forEach((product, step) => {
      let value = product;
      for (let earlier = 0; earlier < step; earlier++) value -= triangle[step]![earlier]! * change[earlier]!;
      change[step] = value / triangle[step]![step]!;
    });
    const correction = solveTriangle(triangle, left.map((value, step) => (step < solution.length ? value - change[step]! : value)));
    const size = correction.reduce((largest, value, step) => Math.max(largest, Math.abs(value) / (Math.abs(solution[step]!) || 1)), 0);
    if (!(size < before / 2)) return;
    for (let step = reflectors.length - 1; step >= 0; step--) reflect(change, reflectors[step]!, step);
    correction.forEach((value, step) => (solution[step]! += value));
    change.forEach((value, index) => (residuals[index]! += value));
    if (size <= Number.EPSILON) return;
    before = size;
  }
}

/** The power of two below the largest value: dividing by it is exact, and no square overflows or vanishes afterwards. */
function scaleOf(values: ArrayLike<number>): number {
  return powerOfTwoBelow(largestMagnitude(values) || 1);
}

function squareFrom(vector: Float64Array, start: number): number {
  let square = 0;
  for (let row = start; row < vector.length; row++) square += vector[row]! * vector[row]!;
  return square;
}

/** Mirrors a vector's rows from `start` on in the plane orthogonal to a reflector's. */
function reflect(vector: Float64Array, reflector: Float64Array, start: number): void {
  let product = 0;
  let square = 0;
  for (let row = start; row < vector.length; row++) {
    product += reflector[row]! * vector[row]!;
    square += reflector[row]! * reflector[row]!;
  }
  const factor = (2 * product) / square;
  for (let row = start; row < vector.length; row++) vector[row]! -= factor * reflector[row]!;
}

/** The solution of Rx = y, R upper triangular, from the last element up. */
function solveTriangle(triangle: readonly Float64Array[], right: Float64Array): number[] {
  const solution = triangle.map((_, row) => right[row]!);
  for (let row = triangle.length - 1; row >= 0; row--) {
    for (let column = row + 1; column < triangle.length; column++) solution[row]! -= triangle[column]![row]! * solution[column]!;
    solution[row]! /= triangle[row]![row]!;
  }
  return solution;
}
