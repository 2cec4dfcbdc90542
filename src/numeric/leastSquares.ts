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
 * 2013, Matrix Computations, sections 5.2 and 5.3).
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
  columns.forEach((column, index) => {
    const scale = powerOfTwoBelow(column);
    const work = Float64Array.from(column, (value) => value / scale);
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
  });

  const rank = independent.length;
  const rotated = Float64Array.from(response);
  reflectors.forEach((reflector, step) => reflect(rotated, reflector, step));
  const residuals = rotated.slice().fill(0, 0, rank);
  for (let step = rank - 1; step >= 0; step--) reflect(residuals, reflectors[step]!, step);

  const solution = solveTriangle(triangle, rotated);
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
  return { coefficients, inverse, inverseRoot, residuals, residualSumOfSquares: squareFrom(rotated, rank), rank, aliased };
}

/** The power of two below the largest value: dividing by it is exact, and no square overflows or vanishes afterwards. */
function powerOfTwoBelow(values: ArrayLike<number>): number {
  let largest = 0;
  for (let row = 0; row < values.length; row++) largest = Math.max(largest, Math.abs(values[row]!));
  return largest === 0 ? 1 : 2 ** Math.floor(Math.log2(largest));
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
