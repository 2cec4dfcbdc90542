import { choleskyInPlace, solveLowerInPlace } from "../numeric/cholesky.ts";

/**
 * xᵀA⁻¹x of a symmetric matrix, by its lower triangle; `null` where it is not positive definite, or so nearly that at most
 * `tolerance` of a variance is left beside the ones before it.
 */
export function quadraticForm(vector: readonly number[], matrix: readonly (readonly number[])[], tolerance = 1e-12): number | null {
  const size = vector.length;
  const triangle = Float64Array.from(matrix.flat());
  if (!choleskyInPlace(triangle, size)) return null;
  for (let i = 0; i < size; i++) if (!(triangle[i * size + i]! ** 2 > tolerance * matrix[i]![i]!)) return null;
  const solution = Float64Array.from(vector);
  solveLowerInPlace(triangle, size, solution, 1);
  return solution.reduce((total, value) => total + value * value, 0);
}
