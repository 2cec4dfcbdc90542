import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { checkMagnitude } from "./groupMoments.ts";
import { midranks, roundingErrorOf, tieCorrection, tiedValues } from "./midranks.ts";
import { differencesTable } from "./pairOrder.ts";
import type { NullDistribution, RankTestOptions, ResolvedRankTestOptions } from "./rankTest.ts";
import { rankTest, resolveRankTestOptions } from "./rankTest.ts";
import { subsetSumDistribution } from "./scoreDistribution.ts";

export type RankSumTestOptions = RankTestOptions;

export interface RankSumTestResult {
  /** Hodges and Lehmann's shift: the median of all differences treatment − control, in the units of the values. */
  readonly estimate: number;
  /** Mann and Whitney's W: the pairs in which treatment is above control, half of those in which they are equal. */
  readonly statistic: number;
  readonly pValue: number;
  /** Which of the two gave the p-value and the interval. */
  readonly pValueMethodUsed: "exact" | "normal";
  /** Of the shift. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** `tied`: how many values share their rank with another. */
  readonly counts: { readonly treatment: number; readonly control: number; readonly tied: number };
  readonly method: Method<"rank-sum-test", ResolvedRankTestOptions>;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

/**
 * The rank sum test of Wilcoxon, Mann and Whitney for two independent groups, with Hodges and Lehmann's shift.
 *
 * Use it for changes or scores that are skewed, ordinal or have outliers. The p-value tests that both groups have one
 * distribution; the estimate is the shift that takes control to treatment, if they differ by a shift. It is not the
 * difference of the medians. Every value must be finite: missing values are decided on before.
 *
 * Exact up to 100 values, with ties too (values within rounding, 2e-15 of the largest, are equal and share the mean of
 * their ranks); above, normal with corrections for ties and continuity; `pValueMethodUsed` says which. Two-sided,
 * p = P(|W − E| ≥ |w − E|) over all ways to divide the ranks, E = n₁n₂/2, as in R's coin and exactRankTests; with ties and
 * unequal groups that is not twice the smaller tail. `"greater"`: treatment above control. The limits are the shifts at
 * which a one-sided test reaches (1 − level)/2, with the distribution of the observed ranks at every shift (Bauer, as coin
 * does), so that with ties the level is approximate; a limit that too small groups leave open is `null` (`"unbounded"`).
 *
 * R: `coin::wilcox_test(distribution = "exact", conf.int = TRUE)`; `wilcox.test()` gives up the exact test at the first tie
 * and at 50 values in a group. SAS: PROC NPAR1WAY with WILCOXON and HL, EXACT WILCOXON HL; its W is the sum of ranks, ours plus
 * n(n + 1)/2, and its one-sided p follows the data.
 *
 * @throws TrialwiseError `too-few-values` when a group is empty; `no-variance` when all values are equal; `too-much-work`
 *   when `"exact"` is asked for beyond some 200 values
 * @throws RangeError, TypeError for values that are not finite, a level outside (0, 1), an unknown option
 *
 * Source: Wilcoxon 1945 (https://doi.org/10.2307/3001968); Mann & Whitney 1947 (https://doi.org/10.1214/aoms/1177730491); Hodges &
 * Lehmann 1963 (https://doi.org/10.1214/aoms/1177704172); Bauer 1972 (https://doi.org/10.1080/01621459.1972.10481279).
 *
 * @example Birth weights (kg) of children of heavy smokers and of non-smokers: Kirkwood & Sterne 2003, table 30.4
 * ```ts
 * import { rankSumTest } from "trialwise";
 *
 * const result = rankSumTest({
 *   treatment: [3.18, 2.74, 2.9, 3.27, 3.65, 3.42, 3.23, 2.86, 3.6, 3.65, 3.69, 3.53, 2.38, 2.34],
 *   control: [3.99, 3.89, 3.6, 3.73, 3.31, 3.7, 4.08, 3.61, 3.83, 3.41, 4.13, 3.36, 3.54, 3.51, 2.71],
 * });
 * result.statistic; // => 45.5
 * result.pValue; // => 0.008181
 * result.estimate; // => -0.425
 * result.interval; // => { "lower": -0.76, "upper": -0.10, "level": 0.95 }
 * ```
 */
export function rankSumTest(
  input: { readonly treatment: Sample; readonly control: Sample },
  options: RankSumTestOptions = {},
): RankSumTestResult {
  const resolved = resolveRankTestOptions("rankSumTest", options);
  const { treatment, control } = readGroups(input);
  const [m, n] = [treatment.length, control.length];
  const values = new Float64Array(m + n);
  values.set(treatment);
  values.set(control, m);
  const roundingError = roundingErrorOf(values);
  const { ranks, tieSizes } = midranks(values, roundingError);
  checkSpread(tieSizes, m + n);
  // W is the sum of treatment's ranks less the smallest there could be. Ranks add up in halves, so nothing is rounded.
  const smallestSum = (m * (m + 1)) / 2;
  const distribution: NullDistribution = {
    mean: (m * n) / 2,
    standardDeviation: Math.sqrt(((m * n) / 12) * (m + n + 1 - tieCorrection(tieSizes) / ((m + n) * (m + n - 1)))),
    exact: () => {
      const sums = subsetSumDistribution("rankSumTest", ranks, m);
      return { ...sums, smallest: sums.smallest - smallestSum };
    },
  };
  const statistic = ranks.subarray(0, m).reduce((total, rank) => total + rank, 0) - smallestSum;
  const pairs = differencesTable(treatment, control, roundingError);
  return {
    ...rankTest({ values: m + n, statistic, null: distribution, pairs, pairsAbove: distribution }, resolved),
    counts: { treatment: m, control: n, tied: tiedValues(tieSizes) },
    method: {
      name: "rank-sum-test",
      options: resolved,
      reference: "Mann & Whitney 1947, doi:10.1214/aoms/1177730491; Hodges & Lehmann 1963, doi:10.1214/aoms/1177704172",
    },
  };
}

function readGroups(input: { readonly treatment: Sample; readonly control: Sample }): { readonly treatment: Float64Array; readonly control: Float64Array } {
  checkParts("rankSumTest", "the input", input, ["treatment", "control"]);
  return { treatment: readGroup("treatment", input.treatment), control: readGroup("control", input.control) };
}

function readGroup(name: string, sample: Sample): Float64Array {
  checkSample("rankSumTest", name, sample);
  const values = Float64Array.from(sample);
  checkMagnitude("rankSumTest", `the largest value of ${name}`, largestMagnitude(values));
  if (values.length > 0) return values;
  throw new TrialwiseError({ code: "too-few-values", message: `rankSumTest: ${name} has no values`, required: `at least 1 value in ${name}`, observed: 0 });
}

function checkSpread(tieSizes: readonly number[], n: number): void {
  if (n > 1 && tieSizes[0] !== n) return;
  throw new TrialwiseError({
    code: "no-variance",
    message: "rankSumTest: every value is the same, so there is nothing to rank",
    required: "values that differ",
    observed: `${n} equal values`,
  });
}
