/** A participant's visits, the columns of the mean there, and the columns of what is their own. */
export interface NaiveParticipant {
  readonly mean: readonly (readonly number[])[];
  readonly own: readonly (readonly number[])[];
}

/**
 * Variance of the best linear unbiased estimate of Σ weights · coefficients, from its definition: of all weighted sums of the
 * observations with the right expectation the one of least variance, by Lagrange's multipliers. Minimise wᵀVw under Xᵀw = c.
 */
export function leastVariance(
  participants: readonly NaiveParticipant[],
  weights: readonly number[],
  covariance: readonly (readonly number[])[],
  residualVariance: number,
): number {
  const rows = participants.flatMap(({ mean, own }, participant) => mean.map((columns, visit) => ({ participant, columns, own: own[visit]! })));
  const size = rows.length + weights.length;
  const covarianceOf = (i: number, j: number): number => {
    const [left, right] = [rows[i]!, rows[j]!];
    if (left.participant !== right.participant) return 0;
    let value = i === j ? residualVariance : 0;
    for (let a = 0; a < left.own.length; a++) for (let b = 0; b < right.own.length; b++) value += left.own[a]! * covariance[a]![b]! * right.own[b]!;
    return value;
  };
  const system = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_, j) => {
      if (j === size) return i < rows.length ? 0 : weights[i - rows.length]!;
      if (i < rows.length && j < rows.length) return covarianceOf(i, j);
      if (i < rows.length) return rows[i]!.columns[j - rows.length]!;
      return j < rows.length ? rows[j]!.columns[i - rows.length]! : 0;
    }),
  );
  const solution = eliminate(system);
  let variance = 0;
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < rows.length; j++) variance += solution[i]! * covarianceOf(i, j) * solution[j]!;
  return variance;
}

/** Gauss's elimination with the largest pivot. */
function eliminate(system: number[][]): number[] {
  const size = system.length;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) if (Math.abs(system[row]![pivot]!) > Math.abs(system[best]![pivot]!)) best = row;
    [system[pivot], system[best]] = [system[best]!, system[pivot]!];
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const factor = system[row]![pivot]! / system[pivot]![pivot]!;
      if (factor !== 0) for (let column = pivot; column <= size; column++) system[row]![column]! -= factor * system[pivot]![column]!;
    }
  }
  return system.map((row, index) => row[size]! / row[index]!);
}
