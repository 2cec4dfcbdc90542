import { largestMagnitude } from "./largestMagnitude.ts";

export interface Orthonormal {
  /** Q: orthonormal columns that span the same space. */
  readonly basis: readonly Float64Array[];
  /** R of A = QR by rows: one row for each column of the basis, one entry for each column given. */
  readonly triangle: readonly Float64Array[];
  /** Indexes of the columns that are linear combinations of earlier ones, in order. */
  readonly aliased: readonly number[];
}

/**
 * Orthonormal columns by Gram and Schmidt's method, repeated where a projection cancelled: twice is enough
 * (Giraud, Langou, Rozložník & van den Eshof 2005, https://doi.org/10.1007/s00211-005-0615-4). A column of which less than
 * `tolerance` of its length is left is a combination of the earlier ones.
 */
export function orthonormalise(columns: readonly Float64Array[], tolerance: number): Orthonormal {
  const basis: Float64Array[] = [];
  const triangle: Float64Array[] = [];
  const aliased: number[] = [];
  columns.forEach((column, index) => {
    const work = column.slice();
    const length = lengthOf(work);
    let before = length;
    let left = length;
    for (let pass = 0; pass < 3 && left > 0; pass++) {
      before = left;
      basis.forEach((direction, step) => {
        triangle[step]![index]! += subtractProjection(work, direction);
      });
      left = lengthOf(work);
      if (left > 0.7 * before || !(left > tolerance * length)) break;
    }
    if (!(left > tolerance * length)) {
      aliased.push(index);
      return;
    }
    for (let row = 0; row < work.length; row++) work[row]! /= left;
    const entries = new Float64Array(columns.length);
    entries[index] = left;
    basis.push(work);
    triangle.push(entries);
  });
  return { basis, triangle, aliased };
}

/** Takes from a vector its projection on a direction of length one, and returns the projection's length. */
export function subtractProjection(vector: Float64Array, direction: Float64Array): number {
  let product = 0;
  for (let row = 0; row < vector.length; row++) product += vector[row]! * direction[row]!;
  for (let row = 0; row < vector.length; row++) vector[row]! -= product * direction[row]!;
  return product;
}

/** Euclid's length, without overflow on the way. */
export function lengthOf(vector: Float64Array): number {
  const largest = largestMagnitude(vector);
  if (largest === 0) return 0;
  let squares = 0;
  for (let row = 0; row < vector.length; row++) squares += (vector[row]! / largest) ** 2;
  return largest * Math.sqrt(squares);
}

/** The inverse of an upper triangular matrix, by rows. */
export function invertUpper(triangle: readonly Float64Array[]): Float64Array {
  const size = triangle.length;
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    for (let row = column; row >= 0; row--) {
      let value = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k++) value -= triangle[row]![k]! * inverse[k * size + column]!;
      inverse[row * size + column] = value / triangle[row]![row]!;
    }
  }
  return inverse;
}
