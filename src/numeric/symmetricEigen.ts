import { hypot } from "./elementary/hypot.ts";

export interface SymmetricEigen {
  /** In ascending order. */
  readonly values: Float64Array;
  /** By rows: the k-th row is the vector of the k-th value. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a small symmetric matrix held by rows, by Jacobi's rotations
 * (Golub & Van Loan, Matrix Computations, 4th ed., section 8.5).
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let index = 0; index < size; index++) vectors[index * size + index] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = a[p * size + q]!;
        const [first, second] = [a[p * size + p]!, a[q * size + q]!];
        // Below this no rotation changes either diagonal entry.
        if (Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(first * second)) || Math.abs(off) < 1e-300) continue;
        if (Math.abs(off) <= 1e-20 * Math.max(Math.abs(first), Math.abs(second))) continue;
        rotated = true;
        const ratio = (second - first) / (2 * off);
        const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + hypot(1, ratio));
        const cosine = 1 / hypot(1, tangent);
        rotate(a, vectors, size, p, q, cosine, tangent * cosine);
      }
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: size }, (_, index) => index).sort((i, j) => a[i * size + i]! - a[j * size + j]!);
  return {
    values: Float64Array.from(order, (index) => a[index * size + index]!),
    vectors: Float64Array.from({ length: size * size }, (_, place) => vectors[order[Math.floor(place / size)]! * size + (place % size)]!),
  };
}

function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number, cosine: number, sine: number): void {
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * size + p]!, a[k * size + q]!];
    a[k * size + p] = cosine * kp - sine * kq;
    a[k * size + q] = sine * kp + cosine * kq;
  }
  for (const rows of [a, vectors]) {
    for (let k = 0; k < size; k++) {
      const [pk, qk] = [rows[p * size + k]!, rows[q * size + k]!];
      rows[p * size + k] = cosine * pk - sine * qk;
      rows[q * size + k] = sine * pk + cosine * qk;
    }
  }
  a[p * size + q] = 0;
  a[q * size + p] = 0;
}
