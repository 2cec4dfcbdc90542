/**
 * The lower triangle L of A = LLᵀ, over the lower triangle of a symmetric matrix held by rows (Golub & Van Loan, Matrix
 * Computations, 4th ed., section 4.2). False where the matrix is not positive definite; its contents are then spoilt.
 */
export function choleskyInPlace(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let value = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) value -= matrix[row * size + k]! * matrix[column * size + k]!;
      if (row > column) matrix[row * size + column] = value / matrix[column * size + column]!;
      else if (value > 0) matrix[row * size + row] = Math.sqrt(value);
      else return false;
    }
  }
  return true;
}

/** L⁻¹B over B, which has `columns` columns and is held by rows, from `offset` on. */
export function solveLowerInPlace(triangle: Float64Array, size: number, right: Float64Array, columns: number, offset = 0): void {
  for (let row = 0; row < size; row++) {
    const pivot = 1 / triangle[row * size + row]!;
    const target = offset + row * columns;
    for (let k = 0; k < row; k++) {
      const factor = triangle[row * size + k]!;
      const source = offset + k * columns;
      for (let column = 0; column < columns; column++) right[target + column]! -= factor * right[source + column]!;
    }
    for (let column = 0; column < columns; column++) right[target + column]! *= pivot;
  }
}

/** L⁻¹, held by rows. */
export function invertLower(triangle: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let index = 0; index < size; index++) inverse[index * size + index] = 1;
  solveLowerInPlace(triangle, size, inverse, size);
  return inverse;
}
