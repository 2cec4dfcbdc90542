import { adjustedPValues, type PValueAdjustment, pValueAdjustments } from "../inference/adjustPValues.ts";
import { checkVariance, type GroupMoments, groupMoments, groupSummary, type GroupSummary, differenceOfMeans } from "../inference/groupMoments.ts";
import { welchError } from "../inference/welchError.ts";
import { fTails } from "../numeric/fDistribution.ts";
import { sum } from "../numeric/sum.ts";
import { checkFields, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import type { Summary } from "../result/Summary.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { ContrastError } from "./contrastError.ts";
import { fixedEffectOf } from "./fixedEffectOf.ts";
import type { FixedEffect } from "./FixedEffect.ts";
import { namesOf } from "./readModelColumns.ts";

export interface OneWayAnovaInput<Group extends string = string> {
  /** Two groups or more by name, each as raw values or as a summary. */
  readonly groups: Readonly<Record<Group, Sample | Summary>>;
}

export interface OneWayAnovaOptions {
  /** `equal`: one variance in all groups (Fisher); `unequal`: each has its own (Welch). Default `"unequal"`. */
  readonly variances?: "equal" | "unequal";
  /** Of the p-values of the differences, for their number. Default `"none"`. */
  readonly adjustment?: PValueAdjustment | "none";
  /** Coverage of the intervals of the differences, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** Mean of `group` − mean of `versus`. */
export interface GroupDifference<Group extends string = string> extends FixedEffect {
  readonly group: Group;
  readonly versus: Group;
  /** Only where an adjustment was asked for. */
  readonly adjustedPValue?: number;
}

export interface OneWayAnovaResult<Group extends string = string> {
  /** F: all means are the same. */
  readonly statistic: number;
  /** The denominator is a fraction with `unequal`. */
  readonly degreesOfFreedom: { readonly numerator: number; readonly denominator: number };
  readonly pValue: number;
  /** Of every pair, later − earlier in the order given; pooled variance with `equal`, Welch's t tests with `unequal`. */
  readonly differences: readonly GroupDifference<Group>[];
  readonly groups: { readonly [G in Group]: GroupSummary };
  /** Only with `equal`. */
  readonly sumsOfSquares?: { readonly between: number; readonly within: number };
  readonly counts: { readonly [G in Group]: number };
  readonly method: Method<"one-way-anova" | "welch-one-way-anova", Required<OneWayAnovaOptions>>;
}

/**
 * One-way analysis of variance of independent groups: are all means the same? With the differences of every pair.
 *
 * Use it for three or more arms or doses; with two it is the t test. Welch's version, the default, lets every group have its own
 * variance. Each group is a list of values or a published `Summary` (`{ n, mean, standardDeviation }`), mixed as needed. Every
 * value must be finite: missing values are decided on before. `fitLinearModel` adjusts for covariates, and
 * `kruskalWallisTest` compares ranks.
 *
 * R: `oneway.test()` with `var.equal`, `pairwise.t.test()`; SAS: PROC GLM, MEANS / WELCH.
 *
 * @throws TrialwiseError `too-few-values` with fewer than two groups, or two values in a group; `no-variance` when no value differs
 *   within groups, with `unequal` within any group
 * @throws RangeError, TypeError for values that are not finite, a level outside (0, 1), an unknown option
 *
 * Source: Fisher 1925, Statistical Methods for Research Workers, chapter 7; Welch 1951
 * (https://doi.org/10.1093/biomet/38.3-4.330).
 *
 * @example
 * ```ts
 * import { oneWayAnova } from "trialwise";
 *
 * const result = oneWayAnova({ groups: { placebo: [3, 5, 4, 6], low: [5, 7, 6, 8], high: [9, 8, 11, 10] } }, { variances: "equal" });
 * result.statistic; // => 15.2
 * result.pValue; // => 0.0013
 * result.differences.map(({ group, versus, estimate }) => [group, versus, estimate]); // => [["low", "placebo", 2], ["high", "placebo", 5], ["high", "low", 3]]
 * ```
 */
export function oneWayAnova<Group extends string>(input: OneWayAnovaInput<Group>, options: OneWayAnovaOptions = {}): OneWayAnovaResult<Group> {
  checkOptionKeys(caller, options, ["variances", "adjustment", "level"]);
  const { variances = "unequal", adjustment = "none", level = 0.95 } = options;
  checkChoice(caller, "variances", variances, ["equal", "unequal"]);
  checkChoice(caller, "adjustment", adjustment, ["none", ...pValueAdjustments]);
  checkLevel(caller, level);
  checkFields(caller, "the input", input, ["groups"]);
  const names = namesOf(caller, "groups", input.groups);
  if (names.length < 2) throw oneGroup();
  const moments = names.map((name) => groupMoments(caller, `groups.${name}`, input.groups[name]));
  const { statistic, numerator, denominator, errorOf, sumsOfSquares } = variances === "equal" ? fisher(moments) : welch(moments);
  const differences = moments.flatMap((group, index) =>
    moments.slice(0, index).map((versus, other) => {
      const test = fixedEffectOf(differenceOfMeans(group, versus), errorOf(group, versus), level);
      return { group: names[index]!, versus: names[other]!, ...test };
    }),
  );
  const adjusted = adjustment === "none" ? undefined : adjustedPValues(differences.map(({ pValue }) => pValue), adjustment);
  const settings = { variances, adjustment, level };
  return {
    statistic: withoutNegativeZero(statistic),
    degreesOfFreedom: { numerator, denominator },
    pValue: fTails(statistic, numerator, denominator).upper,
    differences: differences.map((difference, index) => ({ ...difference, ...(adjusted && { adjustedPValue: adjusted[index]! }) })),
    groups: recordOf(names, (name) => groupSummary(moments[names.indexOf(name)]!)),
    ...(sumsOfSquares && { sumsOfSquares }),
    counts: recordOf(names, (name) => moments[names.indexOf(name)]!.n),
    method:
      variances === "equal"
        ? { name: "one-way-anova", options: settings, reference: "Fisher 1925, Statistical Methods for Research Workers" }
        : { name: "welch-one-way-anova", options: settings, reference: "Welch 1951, doi:10.1093/biomet/38.3-4.330" },
  };
}

const caller = "oneWayAnova";

interface Analysis {
  readonly statistic: number;
  readonly numerator: number;
  readonly denominator: number;
  /** Of the difference of two means. */
  readonly errorOf: (group: GroupMoments, versus: GroupMoments) => ContrastError;
  /** With equal variances only. */
  readonly sumsOfSquares?: { readonly between: number; readonly within: number };
}

function fisher(groups: readonly GroupMoments[]): Analysis {
  const n = sum(groups.map((group) => group.n));
  const numerator = groups.length - 1;
  const denominator = n - groups.length;
  const within = sum(groups.map((group) => (group.n - 1) * group.standardDeviation ** 2));
  const residualStandardDeviation = Math.sqrt(within / denominator);
  checkVariance(caller, residualStandardDeviation / Math.sqrt(n), groups.map(({ mean }) => mean));
  const between = weightedSquares(groups, groups.map((group) => group.n));
  return {
    statistic: between / numerator / (within / denominator),
    numerator,
    denominator,
    errorOf: (group, versus) => ({ standardError: residualStandardDeviation * Math.sqrt(1 / group.n + 1 / versus.n), degreesOfFreedom: denominator }),
    sumsOfSquares: { between, within },
  };
}

function welch(groups: readonly GroupMoments[]): Analysis {
  groups.forEach(({ standardDeviation, n, mean }) => checkVariance(caller, standardDeviation / Math.sqrt(n), [mean]));
  const k = groups.length;
  // In units of one standard deviation, since variances may be too small or too large to square.
  const unit = groups[0]!.standardDeviation;
  const weights = groups.map(({ n, standardDeviation }) => n * (unit / standardDeviation) ** 2);
  const total = sum(weights);
  const spread = sum(groups.map(({ n }, index) => (1 - weights[index]! / total) ** 2 / (n - 1)));
  const statistic = weightedSquares(groups, weights, unit) / (k - 1) / (1 + (2 * (k - 2) * spread) / (k ** 2 - 1));
  return { statistic, numerator: k - 1, denominator: (k ** 2 - 1) / (3 * spread), errorOf: welchError };
}

/** Σ weight × (mean − weighted mean)², from differences to the first mean, so that large means do not cancel. */
function weightedSquares(groups: readonly GroupMoments[], weights: readonly number[], unit = 1): number {
  const offsets = groups.map((group) => differenceOfMeans(group, groups[0]!) / unit);
  const centre = sum(offsets.map((offset, index) => weights[index]! * offset)) / sum(weights);
  return sum(offsets.map((offset, index) => weights[index]! * (offset - centre) ** 2));
}

function oneGroup(): TrialwiseError {
  return new TrialwiseError({ code: "too-few-values", message: `${caller}: 1 group is too few; it compares two or more`, required: "at least 2 groups", observed: 1 });
}
