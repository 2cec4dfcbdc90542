import type { VarianceInformation } from "../model/VarianceInformation.ts";
import { recordOf } from "../trial/keysOf.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import { eigenOf } from "./covarianceChart.ts";
import type { CovarianceEstimate } from "./estimateCovariance.ts";
import type { SingularDirection, SingularFit } from "./LinearMixedModelFit.ts";

/** Which combinations of the random effects do not vary; false where all do. */
export function singularFit<Random extends string>(
  names: readonly Random[],
  { chart, covariance }: CovarianceEstimate,
  structure: CovarianceStructure,
  randomTransform: Float64Array,
  information: VarianceInformation | undefined,
): false | SingularFit<Random> {
  const size = names.length;
  const lacking = size - chart.rank;
  if (lacking === 0) return false;
  const { vectors } = eigenOf(covariance, size, structure);
  // wᵀb = wᵀTb̃ does not vary if Tᵀw is in the null space of Γ.
  const rows = Array.from({ length: lacking }, (_, k) => solveTransposed(randomTransform, vectors.subarray(k * size, (k + 1) * size)));
  return {
    rank: chart.rank,
    directions: reduceRows(rows).map((row): SingularDirection<Random> => recordOf(names, (name) => withoutNegativeZero(row[names.indexOf(name)]!))),
    degreesOfFreedomModel: information === undefined ? null : information === "observed" ? "restricted-rank" : "unrestricted",
  };
}

/** T⁻ᵀv for an upper triangular T by rows. */
function solveTransposed(transform: Float64Array, vector: Float64Array): number[] {
  const size = vector.length;
  const solution: number[] = [];
  for (let row = 0; row < size; row++) {
    let value = vector[row]!;
    for (let k = 0; k < row; k++) value -= transform[k * size + row]! * solution[k]!;
    solution.push(value / transform[row * size + row]!);
  }
  return solution;
}

/** The same space with as many zeros as can be had (Gauss and Jordan), then each row with its largest weight 1. */
function reduceRows(rows: readonly (readonly number[])[]): number[][] {
  const reduced = rows.map((row) => [...row]);
  const scaleOf = (column: number) => Math.max(...rows.map((row) => Math.abs(row[column]!)), 1e-300);
  const used: number[] = [];
  reduced.forEach((row, index) => {
    const pivot = row.reduce((best, value, column) => (Math.abs(value) / scaleOf(column) > Math.abs(row[best]!) / scaleOf(best) ? column : best), 0);
    used.push(pivot);
    reduced.forEach((other, place) => {
      if (place === index) return;
      const factor = other[pivot]! / row[pivot]!;
      other.forEach((value, column) => {
        const next = value - factor * row[column]!;
        other[column] = column === pivot || Math.abs(next) < 1e-9 * scaleOf(column) ? 0 : next;
      });
    });
  });
  return reduced.map((row) => {
    const largest = row.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    return row.map((value) => value / largest);
  });
}
