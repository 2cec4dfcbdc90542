import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { VisitCovariance } from "./MmrmFit.ts";

export function describeVisitCovariance<Visit extends string | number>(covariance: Float64Array, visits: readonly Visit[]): VisitCovariance<Visit> {
  const size = visits.length;
  const at = (i: number, j: number) => covariance[i * size + j]!;
  const standardDeviations = visits.map((_, i) => Math.sqrt(at(i, i)));
  const correlation = (i: number, j: number) => (i === j ? 1 : withoutNegativeZero(at(i, j) / (standardDeviations[i]! * standardDeviations[j]!)));
  return {
    visits,
    matrix: visits.map((_, i) => visits.map((__, j) => withoutNegativeZero(at(i, j)))),
    standardDeviations,
    correlations: visits.map((_, i) => visits.map((__, j) => correlation(i, j))),
  };
}
