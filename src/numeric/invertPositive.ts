import { choleskyInPlace, invertLower } from "./cholesky.ts";

/** The inverse, or undefined where the matrix is not positive definite; scaled to a diagonal of ones in between. */
export function invertPositive(matrix: Float64Array, size: number): Float64Array | undefined {
  const scales = Float64Array.from({ length: size }, (_, index) => 1 / Math.sqrt(matrix[index * (size + 1)]!));
  const triangle = matrix.map((entry, place) => entry * scales[Math.floor(place / size)]! * scales[place % size]!);
  if (!choleskyInPlace(triangle, size)) return undefined;
  const root = invertLower(triangle, size);
  return matrix.map((_, place) => {
    const [i, j] = [Math.floor(place / size), place % size];
    let total = 0;
    for (let k = Math.max(i, j); k < size; k++) total += root[k * size + i]! * root[k * size + j]!;
    return total * scales[i]! * scales[j]!;
  });
}
