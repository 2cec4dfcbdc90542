/** Quantiles by their definitions, looked for among the values: types 1 to 3 in the empirical distribution, the others between points. */
export function naiveQuantile(values: readonly number[], probability: number, type: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const tiny = 1e-12;
  if (type <= 2) {
    // The smallest value at or below which lie at least (more than) np of the n.
    const least = sorted.find((_, index) => index + 1 >= n * probability - tiny)!;
    const more = sorted.find((_, index) => index + 1 > n * probability + tiny) ?? sorted[n - 1]!;
    return type === 1 ? least : (least + more) / 2;
  }
  if (type === 3) {
    const target = n * probability;
    const ranks = sorted.map((_, index) => index + 1);
    const distance = Math.min(...ranks.map((rank) => Math.abs(rank - target)));
    const nearest = ranks.filter((rank) => Math.abs(rank - target) <= distance + tiny);
    return sorted[(nearest.length === 1 ? nearest[0]! : nearest.find((rank) => rank % 2 === 0)!) - 1]!;
  }
  const standsAt = (k: number) =>
    type === 4 ? k / n : type === 5 ? (k - 0.5) / n : type === 6 ? k / (n + 1) : type === 7 ? (n === 1 ? 0 : (k - 1) / (n - 1)) : type === 8 ? (k - 1 / 3) / (n + 1 / 3) : (k - 3 / 8) / (n + 1 / 4);
  if (probability <= standsAt(1)) return sorted[0]!;
  for (let k = 1; k < n; k++) {
    const [left, right] = [standsAt(k), standsAt(k + 1)];
    if (probability <= right) return sorted[k - 1]! + ((probability - left) / (right - left)) * (sorted[k]! - sorted[k - 1]!);
  }
  return sorted[n - 1]!;
}
