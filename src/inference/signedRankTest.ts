import type { Alternative } from "../result/Alternative.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { midranks, tiedValues } from "./midranks.ts";
import { walshAveragesTable } from "./pairOrder.ts";
import type { PairedValues } from "./pairedDifferences.ts";
import { readPairedValues } from "./pairedDifferences.ts";
import type { NullDistribution, RankTestOptions, ResolvedRankTestOptions } from "./rankTest.ts";
import { rankTest, resolveRankTestOptions } from "./rankTest.ts";
import { signSumDistribution } from "./scoreDistribution.ts";

export interface SignedRankTestOptions extends RankTestOptions {
  /**
   * What the test does with differences of zero. Neither rule touches the estimate and its interval.
   *
   * - `pratt`: they take part in the ranking and then have no sign
   * - `wilcoxon`: they are dropped before the ranking
   *
   * Default `"pratt"`.
   */
  readonly zeros?: "pratt" | "wilcoxon";
}

export interface SignedRankTestResult {
  /** Hodges and Lehmann's: the median of the averages of all pairs of differences, each with itself too, in their units. */
  readonly estimate: number;
  /** V: the sum of the ranks of the positive differences. */
  readonly statistic: number;
  readonly pValue: number;
  /** Which of the two gave the p-value and the interval. */
  readonly pValueMethodUsed: "exact" | "normal";
  /** Of the centre of the differences. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** `zeros`: differences of zero. `tied`: the others that share their rank with another. */
  readonly counts: { readonly pairs: number; readonly zeros: number; readonly tied: number };
  readonly method: Method<"signed-rank-test", ResolvedRankTestOptions & { readonly zeros: "pratt" | "wilcoxon" }>;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

/**
 * Wilcoxon's signed rank test of changes within participants, with Hodges and Lehmann's estimate of their centre.
 *
 * Use it for two measurements of the same participants where the differences are symmetric but not normal. It says nothing
 * about a treatment without a control group. `before` and `after` hold one value for each participant in the same order, or
 * `differences` holds after − before. Every value must be finite: a participant who lacks one of the two is left out before.
 *
 * Exact up to 100 pairs, with ties and zeros too (sizes within rounding, 2e-15 of the largest value, are equal and share the
 * mean of their ranks); above, normal with corrections for ties and continuity; `pValueMethodUsed` says which. Two-sided,
 * p = P(|V − E| ≥ |v − E|) over all signs of the nonzero ranks. `"greater"`: after above before. Estimate and interval take
 * all Walsh averages, zeros kept. The limits are the centres at which a one-sided test reaches (1 − level)/2, with the
 * midranks of all observed sizes at every centre (Bauer), so that with ties or zeros the level is approximate and interval
 * and p can disagree; a limit that too few pairs leave open is `null` (`"unbounded"`).
 *
 * R: `coin::wilcoxsign_test(distribution = "exact", zero.method = "Pratt")`, without interval; `wilcox.test(paired = TRUE)` drops
 * zeros and gives up the exact test at the first tie or zero, and at 50 pairs. SAS: PROC UNIVARIATE, whose S is V − E, drops zeros.
 *
 * @throws TrialwiseError `too-few-values` without pairs; `no-variance` when every difference is zero; `too-much-work` when
 *   `"exact"` is asked for beyond some 1000 pairs, without ties 1250
 * @throws RangeError, TypeError for lists of unequal length, values that are not finite, a level outside (0, 1), an unknown option
 *
 * Source: Wilcoxon 1945 (https://doi.org/10.2307/3001968); Pratt 1959 (https://doi.org/10.1080/01621459.1959.10501526); Hodges &
 * Lehmann 1963 (https://doi.org/10.1214/aoms/1177704172); Bauer 1972 (https://doi.org/10.1080/01621459.1972.10481279).
 *
 * @example Depression before and after a tranquillizer: Hollander & Wolfe 1973, page 29, as in R's help page of wilcox.test
 * ```ts
 * import { signedRankTest } from "trialwise";
 *
 * const result = signedRankTest({
 *   before: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
 *   after: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
 * }, { alternative: "less" });
 * result.statistic; // => 5
 * result.pValue; // => 0.01953125
 * result.estimate; // => -0.46
 * ```
 */
export function signedRankTest(input: PairedValues, options: SignedRankTestOptions = {}): SignedRankTestResult {
  const resolved = resolveRankTestOptions("signedRankTest", options, ["zeros"]);
  const { zeros = "pratt" } = options;
  checkChoice("signedRankTest", "zeros", zeros, ["pratt", "wilcoxon"]);
  const { differences, nonzero, roundingError } = readPairedValues("signedRankTest", input);
  const zeroCount = differences.length - nonzero.length;
  const { ranks: ranksWithoutZeros, tieSizes } = midranks(nonzero.map(Math.abs), roundingError);
  // Zeros rank lowest, so Pratt's ranks are those without them, moved up.
  const ranks = zeros === "pratt" ? ranksWithoutZeros.map((rank) => rank + zeroCount) : ranksWithoutZeros;
  const statistic = nonzero.reduce((total, difference, index) => (difference > 0 ? total + ranks[index]! : total), 0);
  const tested = distributionOf(ranks);
  const pairsAbove = zeroCount === 0 ? tested : distributionOf(midranks(differences.map(Math.abs), roundingError).ranks);
  return {
    ...rankTest({ values: differences.length, statistic, null: tested, pairs: walshAveragesTable(differences, roundingError), pairsAbove }, resolved),
    counts: { pairs: differences.length, zeros: zeroCount, tied: tiedValues(tieSizes) },
    method: {
      name: "signed-rank-test",
      options: { zeros, ...resolved },
      reference: `Wilcoxon 1945, doi:10.2307/3001968; ${zeros === "pratt" ? "Pratt 1959, doi:10.1080/01621459.1959.10501526; " : ""}Hodges & Lehmann 1963, doi:10.1214/aoms/1177704172`,
    },
  };
}

/** Of the sum of those ranks that get a positive sign. */
function distributionOf(ranks: Float64Array): NullDistribution {
  return {
    mean: ranks.reduce((total, rank) => total + rank, 0) / 2,
    standardDeviation: Math.sqrt(ranks.reduce((total, rank) => total + rank ** 2, 0)) / 2,
    exact: () => signSumDistribution("signedRankTest", ranks),
  };
}
