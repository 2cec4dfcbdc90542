import { chiSquareTails } from "../numeric/chiSquare.ts";
import { sum } from "../numeric/sum.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { midranks, roundingErrorOf, tieCorrection } from "./midranks.ts";

export interface KruskalWallisTestInput<Group extends string = string> {
  /** Two groups or more by name. */
  readonly groups: Readonly<Record<Group, Sample>>;
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
  /** Of the χ² distribution, which H follows in groups of five or more. */
  readonly pValue: number;
  /** In the order given. */
  readonly groups: readonly RankedGroup<Group>[];
  /** What H was divided by: 1 without ties. */
  readonly tieCorrection: number;
  readonly counts: { readonly values: number; readonly groups: number };
  readonly method: Method<"kruskal-wallis-test", Readonly<Record<never, never>>>;
}

/**
 * Kruskal and Wallis's rank test of several independent groups: do values of one group tend to be larger than those of
 * another?
 *
 * Use it for ordered scores or skewed measurements in three arms or more, where `oneWayAnova` compares means; with two groups
 * it is `rankSumTest` by its normal approximation without continuity correction. Equal values share the mean of their ranks, and
 * H is corrected for them. Every value must be finite: missing values are decided on before. Between groups, compare pairs
 * with `rankSumTest` and `adjustPValues`.
 *
 * R: `kruskal.test()`; SAS: PROC NPAR1WAY WILCOXON.
 *
 * @throws TrialwiseError `too-few-values` with fewer than two groups, or a group without values; `no-variance` when all values
 *   are the same
 * @throws RangeError, TypeError for values that are not finite, anything but an object of groups
 *
 * Source: Kruskal & Wallis 1952 (https://doi.org/10.1080/01621459.1952.10483441).
 *
 * @example
 * ```ts
 * import { kruskalWallisTest } from "trialwise";
 *
 * const result = kruskalWallisTest({ groups: { placebo: [3, 5, 4, 6], low: [5, 7, 6, 8], high: [9, 8, 11, 10] } });
 * result.statistic; // => 8.5221
 * result.pValue; // => 0.01411
 * result.groups.map(({ meanRank }) => meanRank); // => [3, 6.125, 10.375]
 * ```
 */
export function kruskalWallisTest<Group extends string>(input: KruskalWallisTestInput<Group>): KruskalWallisTestResult<Group> {
  checkParts(caller, "the input", input, ["groups"]);
  checkKnownKeys(caller, "the input", input, ["groups"]);
  const samples = readGroups(input.groups);
  const values = Float64Array.from(samples.flatMap(({ sample }) => Array.from(sample)));
  const total = values.length;
  const { ranks, tieSizes } = midranks(values, roundingErrorOf(values));
  const correction = 1 - tieCorrection(tieSizes) / (total ** 3 - total);
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
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
    groups,
    tieCorrection: correction,
    counts: { values: total, groups: groups.length },
    method: { name: "kruskal-wallis-test", options: {}, reference: "Kruskal & Wallis 1952, doi:10.1080/01621459.1952.10483441" },
  };
}

const caller = "kruskalWallisTest";

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
