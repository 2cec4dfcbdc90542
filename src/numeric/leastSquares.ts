import { dotProduct } from "./dotProduct.ts";
import { powerOfTwoBelow } from "./elementary/powerOfTwo.ts";
import { largestMagnitude } from "./largestMagnitude.ts";

export interface LeastSquares {
  /** One for each column; 0 for an aliased one, as if it had been left out. */
  readonly coefficients: readonly number[];
  /** R⁻¹ of X = QR, row by row, so that (XᵀX)⁻¹ is its product with its transpose; 0 where columns are aliased. */
  readonly inverseRoot: readonly (readonly number[])[];
  readonly residuals: Float64Array;
  readonly residualSumOfSquares: number;
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
    // The power of two below the largest value: dividing by it is exact, and no square overflows or vanishes afterwards.
    const scale = powerOfTwoBelow(largestMagnitude(column) || 1);
    const work = Float64Array.from(column, (value) => value / scale);
    const own = work.slice();
    const length = Math.sqrt(squareFrom(work, 0));
    reflectors.forEach((reflector, step) => reflect(work, reflector, step));
    const step = reflectors.length;
    const left = Math.sqrt(squareFrom(work, step));
    if (!(left > tolerance * length)) return void aliased.push(index);
    // Away from the first element, so that the two do not cancel.
    const target = work[step]! > 0 ? -left : left;
    triangle.push(work.slice(0, step + 1).fill(target, step));
    work[step]! -= target;
    reflectors.push(work);
    independent.push(index);
    scales.push(scale);
    scaled.push(own);
  });

  const { solution, residuals } = solve({ scaled, reflectors, triangle }, response);
  const coefficients = columns.map(() => 0);
  const inverseRoot = columns.map(() => columns.map(() => 0));
  independent.forEach((column, step) => {
    coefficients[column] = solution[step]! / scales[step]!;
    const root = solveTriangle(triangle, independent.map((other) => Number(other === column)));
    for (let i = 0; i <= step; i++) inverseRoot[independent[i]!]![column] = root[i]! / scales[i]!;
  });
  return { coefficients, inverseRoot, residuals, residualSumOfSquares: squareFrom(residuals, 0), aliased };
}

interface Decomposition {
  readonly scaled: readonly Float64Array[];
  readonly reflectors: readonly Float64Array[];
  readonly triangle: readonly Float64Array[];
}

/**
 * The solution b and its residuals r, from zero: what is left of r + Xb = y and Xᵀr = 0, computed in twice the precision, is
 * solved for by the decomposition and added, as long as what is added shrinks.
 */
function solve({ scaled, reflectors, triangle }: Decomposition, response: ArrayLike<number>): { readonly solution: readonly number[]; readonly residuals: Float64Array } {
  const residuals = new Float64Array(response.length);
  let solution = triangle.map(() => 0);
  const terms = [response, residuals, ...scaled];
  let before = Infinity;
  for (let pass = 0; pass < 7; pass++) {
    const weights = [1, -1, ...solution.map((value) => -value)];
    const change = residuals.map((_, row) => dotProduct(terms.map((term) => term[row]!), weights));
    reflectors.forEach((reflector, step) => reflect(change, reflector, step));
    // Rᵀh = −Xᵀr, from the first element down; what is left of the rotated response beside h belongs to the coefficients.
    const explained = scaled.map((column, step) => {
      let value = -dotProduct(column, residuals);
      for (let earlier = 0; earlier < step; earlier++) value -= triangle[step]![earlier]! * change[earlier]!;
      const rotated = change[step]!;
      change[step] = value / triangle[step]![step]!;
      return rotated - change[step]!;
    });
    const correction = solveTriangle(triangle, explained);
    const corrected = solution.map((value, step) => value + correction[step]!);
    const size = correction.reduce((largest, value, step) => Math.max(largest, Math.abs(value) / (Math.abs(corrected[step]!) || 1)), 0);
    if (!(size < before / 2)) break;
    for (let step = reflectors.length - 1; step >= 0; step--) reflect(change, reflectors[step]!, step);
    solution = corrected;
    change.forEach((value, index) => (residuals[index]! += value));
    if (size <= Number.EPSILON) break;
    before = size;
  }
  return { solution, residuals };
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
function solveTriangle(triangle: readonly Float64Array[], right: ArrayLike<number>): number[] {
  const solution = triangle.map((_, row) => right[row]!);
  for (let row = triangle.length - 1; row >= 0; row--) {
    for (let column = row + 1; column < triangle.length; column++) solution[row]! -= triangle[column]![row]! * solution[column]!;
    solution[row]! /= triangle[row]![row]!;
  }
  return solution;
}
