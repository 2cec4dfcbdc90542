// A second implementation of the adjusted p-values, from what the procedures mean: a closed test goes through every set of
// hypotheses, a step-up procedure is run at every level at which its answer can change. Slow and plain on purpose.

/** Tests of a set of hypotheses by its p-values in ascending order. */
const localTests = {
  bonferroni: (pValues: readonly number[]) => pValues.length * pValues[0]!,
  simes: (pValues: readonly number[]) => Math.min(...pValues.map((pValue, index) => (pValues.length * pValue) / (index + 1))),
};

/** The largest p-value of any set of hypotheses that holds this one. */
function closedTest(pValues: readonly number[], local: (pValues: readonly number[]) => number): number[] {
  const largest = pValues.map(() => 0);
  for (let mask = 1; mask < 2 ** pValues.length; mask++) {
    const members = pValues.map((_, index) => index).filter((index) => (mask >> index) % 2 === 1);
    const pValue = Math.min(1, local(members.map((index) => pValues[index]!).sort((a, b) => a - b)));
    for (const index of members) largest[index] = Math.max(largest[index]!, pValue);
  }
  return largest;
}

/** The smallest level at which a step-up procedure, with these multiples of the ordered p-values, rejects each hypothesis. */
function stepUp(pValues: readonly number[], multiple: (rank: number, n: number) => number): number[] {
  const n = pValues.length;
  const ascending = [...pValues].sort((a, b) => a - b);
  const levels = [...ascending.map((pValue, index) => multiple(index + 1, n) * pValue), 1].filter((level) => level <= 1).sort((a, b) => a - b);
  const rejected = (level: number) => ascending.filter((pValue, index) => multiple(index + 1, n) * pValue <= level).at(-1) ?? -1;
  return pValues.map((pValue) => levels.find((level) => pValue <= rejected(level)) ?? 1);
}

export const naiveAdjustments = {
  bonferroni: (pValues: readonly number[]) => pValues.map((pValue) => Math.min(1, pValue * pValues.length)),
  holm: (pValues: readonly number[]) => closedTest(pValues, localTests.bonferroni),
  hochberg: (pValues: readonly number[]) => stepUp(pValues, (rank, n) => n - rank + 1),
  hommel: (pValues: readonly number[]) => closedTest(pValues, localTests.simes),
  "benjamini-hochberg": (pValues: readonly number[]) => stepUp(pValues, (rank, n) => n / rank),
  "benjamini-yekutieli": (pValues: readonly number[]) => {
    const harmonic = pValues.reduce((total, _, index) => total + 1 / (index + 1), 0);
    return stepUp(pValues, (rank, n) => (harmonic * n) / rank);
  },
} as const;
