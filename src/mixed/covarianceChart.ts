import { symmetricEigen } from "../numeric/symmetricEigen.ts";

/** How the random effects may covary: freely, or not at all. */
export type CovarianceStructure = "unstructured" | "diagonal";

/**
 * Coordinates for the covariance matrices Γ = ΛΛᵀ of one rank. Λ = BᵀC, where the rows of B are orthonormal and C is lower
 * triangular with as many columns as the rank; a matrix on the boundary (a rank below q) is an inner point of its own chart.
 */
export interface CovarianceChart {
  /** q, the random effects. */
  readonly size: number;
  readonly rank: number;
  /** B, q × q, by rows. */
  readonly basis: Float64Array;
  /** Row and column in C of each coordinate. */
  readonly entries: readonly (readonly [row: number, column: number])[];
}

export interface ChartPoint {
  readonly chart: CovarianceChart;
  readonly point: Float64Array;
}

/** The chart of the matrices of full rank, at a multiple of the identity. */
export function chartAtIdentity(size: number, structure: CovarianceStructure, scale: number): ChartPoint {
  const basis = identity(size);
  const entries = entriesOf(size, size, structure);
  return { chart: { size, rank: size, basis, entries }, point: Float64Array.from(entries, ([row, column]) => (row === column ? scale : 0)) };
}

/** The chart of the given rank in which Γ, or what is left of it without its smallest eigenvalues, has C diagonal. */
export function chartAt(covariance: Float64Array, size: number, rank: number, structure: CovarianceStructure): ChartPoint {
  const { values, vectors } = eigenOf(covariance, size, structure);
  // Largest first, so that the leading block of C is the positive one.
  const order = Array.from({ length: size }, (_, index) => size - 1 - index);
  const basis = Float64Array.from(order.flatMap((k) => [...vectors.subarray(k * size, (k + 1) * size)]));
  const entries = entriesOf(size, rank, structure);
  const point = Float64Array.from(entries, ([row, column]) => (row === column ? Math.sqrt(Math.max(0, values[order[row]!]!)) : 0));
  return { chart: { size, rank, basis, entries }, point };
}

/** Eigenvalues in ascending order; of a diagonal matrix its entries, with the axes as vectors even where entries are equal. */
export function eigenOf(covariance: Float64Array, size: number, structure: CovarianceStructure): { readonly values: Float64Array; readonly vectors: Float64Array } {
  if (structure === "unstructured") return symmetricEigen(covariance, size);
  const order = Array.from({ length: size }, (_, index) => index).sort((i, j) => covariance[i * size + i]! - covariance[j * size + j]!);
  return {
    values: Float64Array.from(order, (index) => covariance[index * size + index]!),
    vectors: Float64Array.from(order.flatMap((index) => Array.from({ length: size }, (_, place) => (place === index ? 1 : 0)))),
  };
}

/** Λ, q × rank, by rows. */
export function factorAt({ size, rank, basis, entries }: CovarianceChart, point: Float64Array): Float64Array {
  const factor = new Float64Array(size * rank);
  entries.forEach(([row, column], index) => {
    for (let x = 0; x < size; x++) factor[x * rank + column]! += basis[row * size + x]! * point[index]!;
  });
  return factor;
}

/** Γ = ΛΛᵀ. */
export function covarianceOf(factor: Float64Array, size: number, rank: number): Float64Array {
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) for (let k = 0; k < rank; k++) covariance[i * size + j]! += factor[i * rank + k]! * factor[j * rank + k]!;
  }
  return covariance;
}

/** ∂Γ for each coordinate of the chart. */
export function chartDirections({ size, rank, basis, entries }: CovarianceChart, factor: Float64Array): Float64Array[] {
  return entries.map(([row, column]) => {
    const direction = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        direction[i * size + j] = basis[row * size + i]! * factor[j * rank + column]! + factor[i * rank + column]! * basis[row * size + j]!;
      }
    }
    return direction;
  });
}

/** ∂Γ for each variance and covariance, in which Γ is linear. */
export function linearDirections(size: number, structure: CovarianceStructure): Float64Array[] {
  const directions: Float64Array[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = structure === "diagonal" ? i : 0; j <= i; j++) {
      const direction = new Float64Array(size * size);
      direction[i * size + j] = 1;
      direction[j * size + i] = 1;
      directions.push(direction);
    }
  }
  return directions;
}

function entriesOf(size: number, rank: number, structure: CovarianceStructure): (readonly [number, number])[] {
  const entries: (readonly [number, number])[] = [];
  for (let column = 0; column < rank; column++) {
    for (let row = column; row < (structure === "diagonal" ? column + 1 : size); row++) entries.push([row, column]);
  }
  return entries;
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, place) => (place % (size + 1) === 0 ? 1 : 0));
}
