import { choleskyInPlace, solveLowerInPlace } from "../numeric/cholesky.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { matrixOf } from "./correlationFamily.ts";
import type { MmrmModelInput } from "./readMmrmInput.ts";

/** L⁻¹r for each participant, where LLᵀ is the covariance of their values. */
export function standardiseResiduals(
  { rows, starts, visitOfRow, visits, groupOfParticipant }: MmrmModelInput<string, string | number, string | number>,
  residuals: readonly number[],
  covariances: readonly Float64Array[],
): number[] {
  const size = visits.length;
  const roots = new Map<string, Float64Array>();
  const standardised = Array.from(residuals, () => 0);
  for (let participant = 0; participant < starts.length - 1; participant++) {
    const own = rows.subarray(starts[participant]!, starts[participant + 1]!);
    const group = groupOfParticipant[participant]!;
    const places = Array.from(own, (row) => visitOfRow[row]!);
    const key = `${group} ${places.join(" ")}`;
    let root = roots.get(key);
    if (root === undefined) {
      root = matrixOf(own.length, (i, j) => covariances[group]![places[i]! * size + places[j]!]!);
      choleskyInPlace(root, own.length);
      roots.set(key, root);
    }
    const values = Float64Array.from(own, (row) => residuals[row]!);
    solveLowerInPlace(root, own.length, values, 1);
    own.forEach((row, place) => (standardised[row] = withoutNegativeZero(values[place]!)));
  }
  return standardised;
}
