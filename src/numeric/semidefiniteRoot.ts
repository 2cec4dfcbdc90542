/**
 * A lower triangle L of A = LLᵀ for a symmetric matrix held by rows that may be singular: a row without variance of its own, given
 * those above it, has a zero on the diagonal (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 10.3). What is
 * left of a diagonal entry counts as zero below 1e-12 of it. `null` where the matrix has a direction of negative variance.
 */
export function semidefiniteRoot(matrix: readonly (readonly number[])[]): readonly Float64Array[] | null {
  const root = matrix.map(() => new Float64Array(matrix.length));
  for (let row = 0; row < matrix.length; row++) {
    for (let column = 0; column <= row; column++) {
      let value = matrix[row]![column]!;
      for (let k = 0; k < column; k++) value -= root[row]![k]! * root[column]![k]!;
      const negligible = 1e-12 * matrix[row]![row]!;
      if (row === column) {
        if (value < -negligible) return null;
        root[row]![row] = value <= negligible ? 0 : Math.sqrt(value);
      } else if (root[column]![column] !== 0) root[row]![column] = value / root[column]![column]!;
      else if (value * value > 1e-12 * matrix[row]![row]! * matrix[column]![column]!) return null;
    }
  }
  return root;
}
