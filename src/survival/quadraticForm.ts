import { choleskyInPlace, solveLowerInPlace } from "../numeric/cholesky.ts";

/** xᵀA⁻¹x of a symmetric matrix, by its lower triangle; `null` where it is not positive definite. */
export function quadraticForm(vector: readonly number[], matrix: readonly (readonly number[])[]): number | null {
  const size = vector.length;
  const triangle = Float64Array.from(matrix.flat());
  if (!choleskyInPlace(triangle, size)) return null;
  const solution = Float64Array.from(vector);
  solveLowerInPlace(triangle, size, solution, 1);
  return solution.reduce((total, value) => total + value * value, 0);
}
