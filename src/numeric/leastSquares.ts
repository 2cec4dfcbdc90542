export interface LeastSquares {
  /** One per column; 0 for an aliased one, as if it had been left out. */
  readonly coefficients: readonly number[];
  /** (XᵀX)⁻¹ by rows; rows and columns of aliased columns are 0. */
  readonly inverse: readonly (readonly number[])[];
  readonly residuals: Float64Array;
  readonly residualSumOfSquares: number;
  readonly rank: number;
  /** Indexes of the columns that are linear combinations of earlier ones, in order. */
  readonly aliased: readonly number[];
}

/**
 * Ordinary least squares by Householder's QR decomposition of the columns scaled to length one
 * (Golub & Van Loan, Matrix Computations, 4th ed., section 5.3).
 */
export function leastSquares(columns: readonly ArrayLike<number>[], response: ArrayLike<number>, tolerance = 1e-11): LeastSquares {
  const rows = response.length;
  const scales: number[] = [];
  const kept: number[] = [];
  const aliased: number[] = [];
  const reflectors: Float64Array[] = [];
  const triangle: Float64Array[] = [];
  columns.forEach((column, index) => {
    const scale = Math.hypot(...Array.from(column)) || 1;
    const work = Float64Array.from(column, (value) => value / scale);
    reflectors.forEach((reflector, step) => reflect(reflector, step, work));
    const step = reflectors.length;
    const length = Math.hypot(...work.subarray(step));
    if (!(length > tolerance)) {
      aliased.push(index);
      return;
    }
    const head = work[step]! > 0 ? -length : length;
    const reflector = work.slice();
    reflector[step]! -= head;
    work[step] = head;
    reflectors.push(reflector);
    triangle.push(work.slice(0, step + 1));
    kept.push(index);
    scales.push(scale);
  });
  const rank = kept.length;
  const rotated = Float64Array.from(response);
  reflectors.forEach((reflector, step) => reflect(reflector, step, rotated));
  const residuals = rotated.slice().fill(0, 0, rank);
  for (let step = rank - 1; step >= 0; step--) reflect(reflectors[step]!, step, residuals);
  const solution = backSubstitute(triangle, rotated);
  const coefficients = columns.map(() => 0);
  kept.forEach((index, step) => (coefficients[index] = solution[step]! / scales[step]!));
  const inverseRoot = kept.map((_, step) => backSubstitute(triangle, kept.map((__, row) => (row === step ? 1 : 0))));
  const inverse = columns.map(() => columns.map(() => 0));
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < rank; j++) {
      let total = 0;
      for (let k = Math.max(i, j); k < rank; k++) total += inverseRoot[k]![i]! * inverseRoot[k]![j]!;
      inverse[kept[i]!]![kept[j]!] = total / scales[i]! / scales[j]!;
    }
  }
  let residualSumOfSquares = 0;
  for (let row = rank; row < rows; row++) residualSumOfSquares += rotated[row]! ** 2;
  return { coefficients, inverse, residuals, residualSumOfSquares, rank, aliased };
}

function reflect(reflector: Float64Array, step: number, vector: Float64Array): void {
  let product = 0;
  let square = 0;
  for (let row = step; row < vector.length; row++) {
    product += reflector[row]! * vector[row]!;
    square += reflector[row]! ** 2;
  }
  const factor = (2 * product) / square;
  for (let row = step; row < vector.length; row++) vector[row]! -= factor * reflector[row]!;
}

function backSubstitute(triangle: readonly Float64Array[], right: ArrayLike<number>): number[] {
  const solution: number[] = Array.from({ length: triangle.length }, () => 0);
  for (let row = triangle.length - 1; row >= 0; row--) {
    let value = right[row]!;
    for (let column = row + 1; column < triangle.length; column++) value -= triangle[column]![row]! * solution[column]!;
    solution[row] = value / triangle[row]![row]!;
  }
  return solution;
}
