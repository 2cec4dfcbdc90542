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

/** RᵀAR and VR in the plane of p and q. A is symmetric: what its columns become, its rows do. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number, cosine: number, sine: number): void {
  const [rowP, rowQ] = [p * size, q * size];
  const [pp, pq, qq] = [a[rowP + p]!, a[rowP + q]!, a[rowQ + q]!];
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [a[rowP + k]!, a[rowQ + k]!];
    const first = cosine * pk - sine * qk;
    const second = sine * pk + cosine * qk;
    a[rowP + k] = first;
    a[rowQ + k] = second;
    a[k * size + p] = first;
    a[k * size + q] = second;
    const [pv, qv] = [vectors[rowP + k]!, vectors[rowQ + k]!];
    vectors[rowP + k] = cosine * pv - sine * qv;
    vectors[rowQ + k] = sine * pv + cosine * qv;
  }
  a[rowP + p] = cosine * (cosine * pp - sine * pq) - sine * (cosine * pq - sine * qq);
  a[rowQ + q] = sine * (sine * pp + cosine * pq) + cosine * (sine * pq + cosine * qq);
  a[rowP + q] = 0;
  a[rowQ + p] = 0;
}
