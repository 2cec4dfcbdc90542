import { choleskyInPlace } from "../numeric/cholesky.ts";
import { matrixOf } from "./correlationFamily.ts";
import type { VisitPattern } from "./visitPatterns.ts";

/**
 * The covariance of least-squares residuals, each entry from the participants seen at both visits, made positive definite by
 * shrinking its correlations: where the search starts.
 */
export function guessCovariance(patterns: readonly VisitPattern[], size: number, width: number): Float64Array {
  const products = new Float64Array(size * size);
  const counts = new Float64Array(size * size);
  for (const { participants, visits, blocks } of patterns) {
    const length = visits.length * width;
    visits.forEach((visit, i) => {
      visits.forEach((other, j) => {
        counts[visit * size + other]! += participants;
        for (let start = 0; start < blocks.length; start += length) products[visit * size + other]! += blocks[start + (i + 1) * width - 1]! * blocks[start + (j + 1) * width - 1]!;
      });
    });
  }
  const covariance = products.map((value, place) => (counts[place]! > 0 ? value / counts[place]! : 0));
  const variances = Array.from({ length: size }, (_, visit) => covariance[visit * (size + 1)]!);
  const average = variances.reduce((total, value) => total + value, 0) / size;
  // Of a visit at which the fixed effects fit exactly nothing is known.
  const scales = variances.map((value) => Math.sqrt(Math.max(value, 1e-3 * average)));
  for (let factor = 1; factor > 0.01; factor *= 0.8) {
    const correlation = (i: number, j: number) => (i === j ? 1 : factor * covariance[i * size + j]! / (scales[i]! * scales[j]!));
    const leavesRoom = matrixOf(size, (i, j) => correlation(i, j) - (i === j ? 0.001 : 0));
    if (choleskyInPlace(leavesRoom, size)) return matrixOf(size, (i, j) => scales[i]! * scales[j]! * correlation(i, j));
  }
  return matrixOf(size, (i, j) => (i === j ? scales[i]! ** 2 : 0));
}
