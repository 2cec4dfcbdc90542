import { chiSquareTails } from "../numeric/chiSquare.ts";
import { valuesAt } from "../numeric/valuesAt.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { readLabels, readStrata } from "./labels.ts";
import type { LogRankSums } from "./logRankSums.ts";
import { logRankSums } from "./logRankSums.ts";
import { quadraticForm } from "./quadraticForm.ts";
import { checkEvents, riskSets } from "./riskSets.ts";
import type { SurvivalCounts, SurvivalTimes } from "./survivalTimes.ts";
import { checkNotNegative, countParticipants, readSurvivalTimes } from "./survivalTimes.ts";

/** Times to an event in groups, one entry of each column for each participant, in any order. */
export interface GroupedSurvivalTimes<Group extends string | number = string | number> extends SurvivalTimes {
  readonly group: readonly Group[];
  /** Groups are compared within strata only, and the comparisons added up. */
  readonly stratum?: readonly (string | number)[];
}

export interface LogRankTestOptions {
  /**
   * The weight of an event is the pooled estimate of survival just before it, to this power: 0 is the log-rank test, 1 the
   * Peto–Peto form of Wilcoxon's test, which looks more at early differences. Default 0.
   */
  readonly rho?: number;
  /**
   * - `heterogeneity`: whether any groups differ
   * - `trend`: whether the hazard rises or falls with the group, which must be a number: a dose, or 1, 2, 3
   *
   * Default `"heterogeneity"`.
   */
  readonly test?: "heterogeneity" | "trend";
}

export interface LogRankGroup<Group extends string | number = string | number> {
  readonly group: Group;
  readonly participants: number;
  readonly events: number;
  /** Weighted events: with `rho` 0 the events themselves. */
  readonly observed: number;
  /** What would be observed if all groups of a stratum had the same hazard. */
  readonly expected: number;
}

export interface LogRankTestResult<Group extends string | number = string | number> {
  /** χ². */
  readonly statistic: number;
  /** Groups that can be told apart − 1 (with strata that share no groups, less); 1 for a trend. */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Numbers before text, each ascending. */
  readonly groups: readonly LogRankGroup<Group>[];
  /** Of observed − expected, with rows and columns in the order of `groups`. */
  readonly covariance: readonly (readonly number[])[];
  readonly counts: SurvivalCounts & { readonly strata: number };
  readonly method: Method<"log-rank-test" | "g-rho-test" | "log-rank-trend-test" | "g-rho-trend-test", Required<LogRankTestOptions>>;
}

/**
 * The log-rank test: whether two or more groups have the same hazard of an event, by comparing at each event time the events of each
 * group with its share of those at risk.
 *
 * Use it for survival or time to a milestone by arm, stratified as the randomisation was. It is best against proportional hazards
 * and weak where curves cross; `rho` puts more weight on early events. It gives no size of the difference:
 * `coxRegression` and `compareRestrictedMeanSurvival` do.
 *
 * The variance is hypergeometric, so ties are accounted for. Times within 1.5e-8 of their mean from each other are ties. With
 * `entry`, participants are at risk only after it. The p-value has no direction. A group that is at risk at no event takes no
 * part and has an expected number of 0.
 *
 * R: `survdiff(Surv(time, event) ~ group + strata(stratum), rho = 0)`, which takes no delayed entry; SAS: PROC LIFETEST with
 * STRATA stratum / GROUP = group, whose Peto test uses a slightly different weight. The score test of a Cox regression on the groups is
 * the same without ties, and another with them.
 *
 * @throws TrialwiseError `too-few-values` with fewer than two groups; `no-events` without events; `no-variance` when no event
 *   happens while two groups are at risk, or a trend's groups are at risk one at a time
 * @throws RangeError, TypeError for a negative `rho`, a trend over groups that are no numbers, times that are negative or not finite,
 *   lists of unequal length, an unknown option
 *
 * Source: Mantel 1966 (Cancer Chemotherapy Reports 50, 163–170); Peto & Peto 1972 (https://doi.org/10.2307/2344317); weights:
 * Harrington & Fleming 1982 (https://doi.org/10.1093/biomet/69.3.553); trend: Tarone 1975 (https://doi.org/10.1093/biomet/62.3.679).
 *
 * @example Relapse of acute myelogenous leukaemia with and without maintenance chemotherapy (Miller 1981, Survival Analysis)
 * ```ts
 * import { logRankTest } from "trialwise";
 *
 * const maintained = { time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0] };
 * const control = { time: [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], event: [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1] };
 * const test = logRankTest({
 *   time: [...maintained.time, ...control.time],
 *   event: [...maintained.event, ...control.event],
 *   group: [...maintained.time.map(() => "maintained"), ...control.time.map(() => "control")],
 * });
 * test.statistic; // => 3.396
 * test.pValue; // => 0.06534
 * test.groups[0]; // => { "group": "control", "participants": 12, "events": 11, "observed": 11, "expected": 7.31 }
 * ```
 */
export function logRankTest<Group extends string | number>(
  input: GroupedSurvivalTimes<Group>,
  options: LogRankTestOptions = {},
): LogRankTestResult<Group> {
  const resolved = resolve(options);
  const { rho, test } = resolved;
  const data = readSurvivalTimes(caller, input, { required: ["group"], optional: ["stratum"] });
  const { labels, indexOfRow } = readLabels(caller, "group", input.group, data.time.length);
  const strata = readStrata(caller, input.stratum, data.time.length);
  if (labels.length < 2) {
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: every participant is in one group`, required: "at least 2 groups", observed: labels.length });
  }
  const scores = test === "trend" ? scoresOf(labels) : undefined;
  const sets = riskSets(data, strata);
  checkEvents(caller, sets);
  const sums = logRankSums(sets, valuesAt(indexOfRow, sets.order), labels.length, rho);
  const { statistic, degreesOfFreedom } = scores === undefined ? heterogeneity(sums) : trend(sums, scores);
  const [participants, events] = [labels.map(() => 0), labels.map(() => 0)];
  for (let row = 0; row < indexOfRow.length; row++) {
    participants[indexOfRow[row]!]!++;
    events[indexOfRow[row]!]! += data.event[row]!;
  }
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
    groups: labels.map((group, index) => ({
      group,
      participants: participants[index]!,
      events: events[index]!,
      observed: sums.observed[index]!,
      expected: sums.expected[index]!,
    })),
    covariance: sums.covariance.map((row) => Array.from(row, withoutNegativeZero)),
    counts: { ...countParticipants(data), strata: strata.labels.length },
    method: {
      name: `${rho === 0 ? "log-rank" : "g-rho"}-${test === "trend" ? "trend-test" : "test"}`,
      options: resolved,
      reference:
        (rho === 0 ? "Mantel 1966, Cancer Chemotherapy Reports 50, 163-170" : "Harrington & Fleming 1982, doi:10.1093/biomet/69.3.553") +
        (test === "trend" ? "; Tarone 1975, doi:10.1093/biomet/62.3.679" : ""),
    },
  };
}

const caller = "logRankTest";

function resolve(options: LogRankTestOptions): Required<LogRankTestOptions> {
  checkOptionKeys(caller, options, ["rho", "test"]);
  const { rho = 0, test = "heterogeneity" } = options;
  checkNotNegative(caller, "rho", rho);
  checkChoice(caller, "test", test, ["heterogeneity", "trend"]);
  return { rho: withoutNegativeZero(rho), test };
}

function scoresOf(labels: readonly (string | number)[]): readonly number[] {
  return labels.map((label) => {
    if (typeof label === "number") return label;
    throw new TypeError(`${caller}: test "trend" needs groups that are numbers; received ${show(label)}`);
  });
}

function heterogeneity({ difference, covariance, blocks }: LogRankSums): { readonly statistic: number; readonly degreesOfFreedom: number } {
  // The differences of a block add up to zero, so one of its groups says nothing more.
  const kept = blocks.flatMap((block) => block.slice(1));
  const statistic = quadraticForm(kept.map((i) => difference[i]!), kept.map((i) => kept.map((j) => covariance[i]![j]!)));
  if (kept.length > 0 && statistic !== null) return { statistic, degreesOfFreedom: kept.length };
  throw noVariance();
}

function trend({ difference, covariance, blocks }: LogRankSums, scores: readonly number[]): { readonly statistic: number; readonly degreesOfFreedom: number } {
  // Only distances within a block count; large scores that differ little keep their digits.
  const centred = scores.map(() => 0);
  for (const block of blocks) for (const index of block) centred[index] = scores[index]! - scores[block[0]!]!;
  const score = difference.reduce((total, value, i) => total + centred[i]! * value, 0);
  const variance = covariance.reduce((total, row, i) => row.reduce((sum, value, j) => sum + centred[i]! * value * centred[j]!, total), 0);
  if (variance > 0) return { statistic: (score / variance) * score, degreesOfFreedom: 1 };
  throw noVariance();
}

function noVariance(): TrialwiseError {
  return new TrialwiseError({
    code: "no-variance",
    message: `${caller}: no event happened while participants of two groups were at risk and not all had it, so the groups cannot be compared`,
    required: "an event while two groups are at risk",
    observed: "none",
  });
}
