import { checkPairs } from "./correlationCoefficient.ts";

/** The distribution of the number of concordant pairs among n without ties, every order being as likely: P(X = x) at index x. */
export function concordanceDistribution(n: number): Float64Array {
  // The k-th value adds 0 to k − 1 inversions, each as likely: a moving average (Kendall 1938, https://doi.org/10.1093/biomet/30.1-2.81).
  let probabilities = Float64Array.of(1);
  for (let k = 2; k <= n; k++) {
    const next = new Float64Array(probabilities.length + k - 1);
    for (let added = 0; added < k; added++) probabilities.forEach((probability, x) => (next[x + added]! += probability / k));
    probabilities = next;
  }
  return probabilities;
}

/** Pairs of participants that x and y order alike, less those that they do not; a pair tied in either is neither. */
export function concordanceBalance(xRanks: Float64Array, yRanks: Float64Array): number {
  const n = xRanks.length;
  checkPairs(n, 20_000);
  let balance = 0;
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) balance += Math.sign((xRanks[i]! - xRanks[j]!) * (yRanks[i]! - yRanks[j]!));
  }
  return balance;
}
