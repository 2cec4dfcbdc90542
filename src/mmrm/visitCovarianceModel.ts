import { choleskyInPlace } from "../numeric/cholesky.ts";
import { exp } from "../numeric/elementary/exp.ts";
import { log } from "../numeric/elementary/log.ts";
import { bilinear, dot } from "../numeric/patternTraces.ts";
import type { CorrelationFamily } from "./correlationFamily.ts";
import {
  anteDependentCorrelation,
  autoregressiveCorrelation,
  equalCorrelation,
  matrixOf,
  noCorrelation,
  toeplitzCorrelation,
} from "./correlationFamily.ts";
import type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";

/** A structure in unbounded coordinates x about a first guess of the covariance. */
export interface VisitCovarianceModel {
  readonly count: number;
  readonly start: Float64Array;
  /** Undefined where x gives no covariance. */
  readonly at: (point: Float64Array) => VisitCovarianceAt | undefined;
  /** In words: what changes along a direction in x at the start. */
  readonly describe: (direction: Float64Array, visits: readonly string[]) => string;
}

/** Σ and its derivatives in x; matrices are m × m, by rows. */
export interface VisitCovarianceAt {
  readonly covariance: Float64Array;
  readonly directions: readonly Float64Array[];
  /** tr(S ∂²Σ/∂xᵢ∂xⱼ) for a symmetric S. */
  readonly curvature: (slope: Float64Array) => Float64Array;
  /**
   * Σ wᵢⱼ ∂²Σ/∂θᵢ∂θⱼ where θ are variances and correlations, as PROC MIXED has them, and w is given for x. Absent where Σ is linear
   * in variances and covariances.
   */
  readonly weightedSecondDerivative?: (weights: (i: number, j: number) => number) => Float64Array;
}

/** `guess` is positive definite. */
export function visitCovarianceModel(structure: VisitCovarianceStructure, size: number, guess: Float64Array): VisitCovarianceModel {
  if (structure === "unstructured") return unstructured(size, guess);
  const family = size === 1 ? noCorrelation(size) : familyOf(structure, size);
  const hasOwnScales = structure.startsWith("heterogeneous") || structure === "diagonal";
  const isLinear = structure === "toeplitz" || structure === "compound-symmetry" || structure === "diagonal";
  return scaledCorrelation(size, family, hasOwnScales ? size : 1, isLinear, guess);
}

function familyOf(structure: Exclude<VisitCovarianceStructure, "unstructured">, size: number): CorrelationFamily {
  switch (structure) {
    case "diagonal":
      return noCorrelation(size);
    case "compound-symmetry":
    case "heterogeneous-compound-symmetry":
      return equalCorrelation(size);
    case "ar1":
    case "heterogeneous-ar1":
      return autoregressiveCorrelation(size);
    case "toeplitz":
    case "heterogeneous-toeplitz":
      return toeplitzCorrelation(size);
    case "ante-dependence":
    case "heterogeneous-ante-dependence":
      return anteDependentCorrelation(size);
  }
}

/** Σ = ΛΛᵀ with Λ = BC, where BBᵀ is the guess and x are the elements of the lower triangle C, at first the identity. */
function unstructured(size: number, guess: Float64Array): VisitCovarianceModel {
  const root = guess.slice();
  choleskyInPlace(root, size);
  // The columns of B, one after the other.
  const columns = matrixOf(size, (column, row) => (row >= column ? root[row * size + column]! : 0));
  const entries = Array.from({ length: size }, (_, row) => Array.from({ length: row + 1 }, (__, column) => [row, column] as const)).flat();
  const directionsAt = (factor: Float64Array) =>
    entries.map(([row, column]) => {
      const [b, f] = [row * size, column * size];
      return matrixOf(size, (i, j) => columns[b + i]! * factor[f + j]! + factor[f + i]! * columns[b + j]!);
    });
  const start = Float64Array.from(entries, ([row, column]) => (row === column ? 1 : 0));
  return {
    count: entries.length,
    start,
    at: (point) => {
      // The columns of Λ.
      const factor = new Float64Array(size * size);
      entries.forEach(([row, column], k) => {
        for (let i = 0; i < size; i++) factor[column * size + i]! += columns[row * size + i]! * point[k]!;
      });
      const covariance = matrixOf(size, (i, j) => {
        let total = 0;
        for (let k = 0; k < size; k++) total += factor[k * size + i]! * factor[k * size + j]!;
        return total;
      });
      return {
        covariance,
        directions: directionsAt(factor),
        curvature: (slope) => {
          const products = matrixOf(size, (i, j) => 2 * bilinear(slope, columns, i * size, j * size, size));
          const count = entries.length;
          return matrixOf(count, (k, l) => (entries[k]![1] === entries[l]![1] ? products[entries[k]![0] * size + entries[l]![0]]! : 0));
        },
      };
    },
    describe: (direction, visits) => {
      const change = new Float64Array(size * size);
      directionsAt(columns).forEach((matrix, k) => matrix.forEach((value, place) => (change[place]! += direction[k]! * value)));
      return largest(
        entries.map(([i, j]) => ({
          label: i === j ? `the variance at ${visits[i]}` : `the covariance of ${visits[j]} and ${visits[i]}`,
          size: change[i * size + j]! / Math.sqrt(guess[i * size + i]! * guess[j * size + j]!),
        })),
      );
    },
  };
}

/** Σᵢⱼ = sᵢsⱼRᵢⱼ(ρ); x are log s, for all visits or for each, and the links' coordinates of ρ. */
function scaledCorrelation(size: number, family: CorrelationFamily, scaleCount: number, isLinear: boolean, guess: Float64Array): VisitCovarianceModel {
  const count = scaleCount + family.count;
  /** How often s of scale k occurs in Σᵢⱼ. */
  const occurrences = (k: number, i: number, j: number) => (scaleCount === 1 ? 2 : (i === k ? 1 : 0) + (j === k ? 1 : 0));
  const variances = Float64Array.from({ length: size }, (_, i) => guess[i * (size + 1)]!);
  const common = variances.reduce((total, value) => total + value, 0) / size;
  const guessedCorrelations = matrixOf(size, (i, j) => guess[i * size + j]! / Math.sqrt(variances[i]! * variances[j]!));
  const parameters = shrinkInside(family, size, family.nearest(guessedCorrelations));
  const start = Float64Array.from({ length: count }, (_, k) => {
    if (k >= scaleCount) return family.links[k - scaleCount]!.inverse(parameters[k - scaleCount]!);
    return log(scaleCount === 1 ? common : variances[k]!) / 2;
  });
  return {
    count,
    start,
    at: (point) => {
      const scales = Float64Array.from({ length: size }, (_, i) => exp(point[scaleCount === 1 ? 0 : i]!));
      const coordinates = point.subarray(scaleCount);
      const rho = Float64Array.from(family.links, (link, k) => link.value(coordinates[k]!));
      const slopes = family.links.map((link, k) => link.first(coordinates[k]!));
      const scaled = (matrix: Float64Array) => matrixOf(size, (i, j) => scales[i]! * scales[j]! * matrix[i * size + j]!);
      const covariance = scaled(family.correlations(rho));
      if (!choleskyInPlace(covariance.slice(), size)) return undefined;
      const firsts = family.links.map((_, k) => scaled(family.first(rho, k)));
      const directions = Array.from({ length: count }, (_, k) =>
        k < scaleCount ? covariance.map((value, place) => value * occurrences(k, Math.floor(place / size), place % size)) : firsts[k - scaleCount]!.map((value) => value * slopes[k - scaleCount]!),
      );
      const second = (k: number, l: number): Float64Array | undefined => {
        if (k < scaleCount) return directions[l]!.map((value, place) => value * occurrences(k, Math.floor(place / size), place % size));
        if (l < scaleCount) return directions[k]!.map((value, place) => value * occurrences(l, Math.floor(place / size), place % size));
        const matrix = family.second(rho, k - scaleCount, l - scaleCount);
        return matrix && scaled(matrix).map((value) => value * slopes[k - scaleCount]! * slopes[l - scaleCount]!);
      };
      return {
        covariance,
        directions,
        curvature: (slope) =>
          matrixOf(count, (k, l) => {
            const matrix = second(k, l);
            const bend = k === l && k >= scaleCount ? family.links[k - scaleCount]!.second(coordinates[k - scaleCount]!) * dot(firsts[k - scaleCount]!, slope) : 0;
            return (matrix === undefined ? 0 : dot(matrix, slope)) + bend;
          }),
        ...(!isLinear && {
          // A variance is s², so that its own second derivative is that in log s less twice the first.
          weightedSecondDerivative: (weights: (i: number, j: number) => number) => {
            const total = new Float64Array(size * size);
            for (let k = 0; k < count; k++) {
              for (let l = 0; l < count; l++) {
                const weight = weights(k, l);
                second(k, l)?.forEach((value, place) => (total[place]! += weight * value));
                if (k === l && k < scaleCount) directions[k]!.forEach((value, place) => (total[place]! -= 2 * weight * value));
              }
            }
            return total;
          },
        }),
      };
    },
    describe: (direction, visits) =>
      largest(
        Array.from(direction, (value, k) => ({
          label: k >= scaleCount ? family.label(k - scaleCount, visits) : scaleCount === 1 ? "the variance" : `the variance at ${visits[k]}`,
          size: value,
        })),
      ),
  };
}

/** Towards no correlation, until the correlations are possible. */
function shrinkInside(family: CorrelationFamily, size: number, parameters: Float64Array): Float64Array {
  for (let factor = 1; factor > 0.1; factor *= 0.9) {
    const shrunk = parameters.map((value) => value * factor);
    const matrix = family.correlations(shrunk).map((value, place) => (place % (size + 1) === 0 ? 0.98 : value));
    if (choleskyInPlace(matrix, size)) return shrunk;
  }
  return parameters.map(() => 0);
}

function largest(parts: readonly { readonly label: string; readonly size: number }[]): string {
  const most = Math.max(...parts.map(({ size }) => Math.abs(size)));
  return parts.filter(({ size }) => Math.abs(size) > 0.01 * most).map(({ label }) => label).join(", ");
}
