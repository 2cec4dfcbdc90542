import { chiSquareTails } from "../numeric/chiSquare.ts";
import { sum } from "../numeric/sum.ts";
import { checkFields, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkSample } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { midranks, roundingErrorOf, tieCorrection } from "./midranks.ts";
import { type RankSpreadDistribution, rankSpreadDistribution } from "./rankSpreadDistribution.ts";

export interface KruskalWallisTestInput<Group extends string = string> {
  /** Two groups or more by name. */
  readonly groups: Readonly<Record<Group, Sample>>;
}

export interface KruskalWallisTestOptions {
  /**
   * - `exact`: from all ways to divide the ranks, ties included
   * - `chi-square`: the limiting distribution
   * - `auto`: exact where that takes at most 1e8 additions (without ties three groups of 8, four of 3, two of 70; fewer with them), χ² otherwise
   *
   * Default `"auto"`.
   */
  readonly pValueMethod?: "exact" | "chi-square" | "auto";
}

/** A group as it entered a rank test. */
export interface RankedGroup<Group extends string = string> {
  readonly group: Group;
  readonly n: number;
  readonly rankSum: number;
  readonly meanRank: number;
}

export interface KruskalWallisTestResult<Group extends string = string> {
  /** H, corrected for ties. */
  readonly statistic: number;
  /** Groups − 1. */
  readonly degreesOfFreedom: number;
  /** P(H ≥ what was observed). */
  readonly pValue: number;
  /** Which of the two gave the p-value. */
  readonly pValueMethodUsed: "exact" | "chi-square";
  /** In the order given. */
  readonly groups: readonly RankedGroup<Group>[];
  /** What H was divided by: 1 without ties. */
  readonly tieCorrection: number;
  readonly counts: { readonly values: number; readonly groups: number };
  readonly method: Method<"kruskal-wallis-test", Required<KruskalWallisTestOptions>>;
}

/**
 * Kruskal and Wallis's rank test of several independent groups: do values of one group tend to be larger than those of
 * another?
 *
 * Use it for ordered scores or skewed measurements in three arms or more, where `oneWayAnova` compares means; with two groups
 * it is the two-sided `rankSumTest`, exact or, without continuity correction, by the normal approximation. Equal values share the
 * mean of their ranks, and H is corrected for them. Every value must be finite: missing values are decided on before. Between
 * groups, compare pairs with `rankSumTest` and `adjustPValues`.
 *
 * The exact p-value is the share of all ways to divide the ranks, with their ties, into groups of these sizes that give an H at
 * least as large. χ² is close to it in groups of five or more.
 *
 * R: `kruskal.test()` has χ² alone; `coin::kruskal_test()` is exact for two groups and otherwise χ² or simulated. SAS: PROC NPAR1WAY
 * WILCOXON, with EXACT WILCOXON.
 *
 * @throws TrialwiseError `too-few-values` with fewer than two groups, or a group without values; `no-variance` when all values
 *   are the same; `too-much-work` when `"exact"` is asked for where that takes more than 5e8 additions:
 *   without ties beyond three groups of 10, four of 4 or two of 110, earlier with them
 * @throws RangeError, TypeError for values that are not finite, anything but an object of groups, an unknown option
 *
 * Source: Kruskal & Wallis 1952 (https://doi.org/10.1080/01621459.1952.10483441).
 *
 * @example
 * ```ts
 * import { kruskalWallisTest } from "trialwise";
 *
 * const groups = { placebo: [3, 5, 4, 6], low: [5, 7, 6, 8], high: [9, 8, 11, 10] };
 * const result = kruskalWallisTest({ groups });
 * result.statistic; // => 8.5221
 * result.pValue; // => 0.002078
 * kruskalWallisTest({ groups }, { pValueMethod: "chi-square" }).pValue; // => 0.01411
 * result.groups.map(({ meanRank }) => meanRank); // => [3, 6.125, 10.375]
 * ```
 */
export function kruskalWallisTest<Group extends string>(
  input: KruskalWallisTestInput<Group>,
  options: KruskalWallisTestOptions = {},
): KruskalWallisTestResult<Group> {
  checkOptionKeys(caller, options, ["pValueMethod"]);
  const { pValueMethod = "auto" } = options;
  checkChoice(caller, "pValueMethod", pValueMethod, ["exact", "chi-square", "auto"]);
  checkFields(caller, "the input", input, ["groups"]);
  const samples = readGroups(input.groups);
  const values = Float64Array.from(samples.flatMap(({ sample }) => Array.from(sample)));
  const total = values.length;
  const { ranks, tieSizes } = midranks(values, roundingErrorOf(values));
  const correction = 1 - tieCorrection(tieSizes) / (total * total * total - total);
  if (!(correction > 0)) {
    throw new TrialwiseError({ code: "no-variance", message: `${caller}: every value is the same, so ranks say nothing`, required: "values that differ", observed: "one value" });
  }
  let start = 0;
  const groups = samples.map(({ group, sample: { length: n } }) => {
    const rankSum = sum(ranks.subarray(start, start + n));
    start += n;
    return { group, n, rankSum, meanRank: rankSum / n };
  });
  const spread = sum(groups.map(({ n, meanRank }) => n * (meanRank - (total + 1) / 2) ** 2));
  const statistic = (12 * spread) / (total * (total + 1)) / correction;
  const degreesOfFreedom = groups.length - 1;
  const distribution = rankSpreadDistribution(ranks, groups.map(({ n }) => n));
  const isExact = pValueMethod === "exact" || (pValueMethod === "auto" && distribution.work <= mostWorkUnasked);
  if (isExact) checkWork(distribution);
  return {
    statistic,
    degreesOfFreedom,
    pValue: isExact ? distribution.upperTail(spread) : chiSquareTails(statistic, degreesOfFreedom).upper,
    pValueMethodUsed: isExact ? "exact" : "chi-square",
    groups,
    tieCorrection: correction,
    counts: { values: total, groups: groups.length },
    method: { name: "kruskal-wallis-test", options: { pValueMethod }, reference: "Kruskal & Wallis 1952, doi:10.1080/01621459.1952.10483441" },
  };
}

const caller = "kruskalWallisTest";
/** Additions that take some tenths of a second, and about a second. */
const mostWorkUnasked = 1e8;
const mostWork = 5e8;

function checkWork({ work }: RankSpreadDistribution): void {
  if (work <= mostWork) return;
  throw new TrialwiseError({
    code: "too-much-work",
    message: `${caller}: the exact distribution of so many ranks would take ${work} additions; use pValueMethod "chi-square"`,
    required: `at most ${mostWork} additions`,
    observed: work,
  });
}

function readGroups<Group extends string>(groups: Readonly<Record<Group, Sample>>): { readonly group: Group; readonly sample: Sample }[] {
  checkParts(caller, "groups", groups, []);
  const samples: { readonly group: Group; readonly sample: Sample }[] = [];
  for (const group in groups) {
    if (!Object.hasOwn(groups, group)) continue;
    checkSample(caller, `groups.${group}`, groups[group]);
    if (groups[group].length === 0) throw tooFew(`groups.${group} has no values`, "at least 1 value in each group", 0);
    samples.push({ group, sample: groups[group] });
  }
  if (samples.length < 2) throw tooFew(`it compares two groups or more`, "at least 2 groups", samples.length);
  return samples;
}

function tooFew(problem: string, required: string, observed: number): TrialwiseError {
  return new TrialwiseError({ code: "too-few-values", message: `${caller}: ${problem}`, required, observed });
}
