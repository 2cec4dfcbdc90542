/**
 * The distribution of Σ i rᵢ over all orders r of the ranks 1 to n: P(X = x) at index x. Spearman's Σd² is 2Σi² less twice this.
 * The orders are added up over the subsets of ranks that the first participants have, 2ⁿ and not n! of them.
 */
export function rankProductDistribution(n: number): Float64Array {
  const largest = (n * (n + 1) * (2 * n + 1)) / 6;
  const bySubset = Array.from({ length: 1 << n }, () => new Float64Array(largest + 1));
  bySubset[0]![0] = 1;
  bySubset.forEach((probabilities, subset) => {
    // The next participant: one more than the subset has ranks.
    const place = subset.toString(2).replaceAll("0", "").length + 1;
    for (let rank = 1; rank <= n; rank++) {
      const bit = 1 << (rank - 1);
      if ((subset & bit) > 0) continue;
      const next = bySubset[subset + bit]!;
      for (let sum = 0; sum <= largest - place * rank; sum++) next[sum + place * rank]! += probabilities[sum]! / place;
    }
  });
  return bySubset.at(-1)!;
}
