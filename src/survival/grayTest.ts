import { chiSquareTails } from "../numeric/chiSquare.ts";
import { checkFields } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { CompetingTimes } from "./causes.ts";
import { readCauses } from "./causes.ts";
import type { GrayRow } from "./graySums.ts";
import { graySums } from "./graySums.ts";
import { readLabels, readStrata } from "./labels.ts";
import { quadraticForm } from "./quadraticForm.ts";
import type { SurvivalCounts } from "./survivalTimes.ts";
import { checkNotNegative, countParticipants } from "./survivalTimes.ts";

/** Times to the first of several kinds of event in groups, one entry of each column for each participant, in any order. */
export interface GroupedCompetingTimes<Cause extends string | number = string | number, Group extends string | number = string | number>
  extends Pick<CompetingTimes<Cause>, "time" | "cause"> {
  readonly group: readonly Group[];
  /** Groups are compared within strata only, and the comparisons added up. */
  readonly stratum?: readonly (string | number)[];
}

export interface GrayTestOptions<Cause extends string | number = string | number> {
  /** The cause whose incidence is compared. All others compete with it. */
  readonly of: Cause;
  /** The weight of an event is (1 − the incidence in all groups just before it) to this power. Default 0. */
  readonly rho?: number;
}

export interface GrayGroup<Group extends string | number = string | number> {
  readonly group: Group;
  readonly participants: number;
  /** Of the cause. */
  readonly events: number;
  /** Weighted events beyond those expected if all incidences were the same: above 0 for the group with more of them. */
  readonly score: number;
}

export interface GrayTestResult<Cause extends string | number = string | number, Group extends string | number = string | number> {
  /** χ². */
  readonly statistic: number;
  /** Groups that bear on the comparison − 1. */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Numbers before text, each ascending. */
  readonly groups: readonly GrayGroup<Group>[];
  /** Of the scores, with rows and columns in the order of `groups`. */
  readonly covariance: readonly (readonly number[])[];
  /** Events are of any cause. */
  readonly counts: SurvivalCounts & { readonly strata: number };
  readonly method: Method<"gray-test", Required<GrayTestOptions<Cause>>>;
}

/**
 * Gray's test: whether two or more groups have the same cumulative incidence of one cause, where others compete with it.
 *
 * Use it beside `cumulativeIncidence`, to compare what became of the groups. It is about incidence, not about hazards: a treatment that
 * keeps participants alive leaves more of them to have a gastrostomy, and this test sees it, where the log-rank test with deaths
 * censored compares the rates among those still at risk. The p-value has no direction; `score` has. Times are as `kaplanMeier` has them, but
 * for delayed entry, with which the test is not defined.
 *
 * R: `cmprsk::cuminc(time, cause, group, strata, rho)`, whose `Tests` has it for every cause; SAS: PROC LIFETEST with EVENTCODE and STRATA.
 *
 * @throws TrialwiseError `too-few-values` with fewer than two groups; `no-events` without an event of the cause; `no-variance` when no such
 *   event happens while two groups are at risk
 * @throws RangeError, TypeError for a negative `rho`, a cause that is 0 or no name, times that are negative or not finite, lists of unequal
 *   length, an unknown option
 *
 * Source: Gray 1988 (https://doi.org/10.1214/aos/1176350951).
 *
 * @example
 * ```ts
 * import { grayTest } from "trialwise";
 *
 * const test = grayTest(
 *   {
 *     time: [2, 4, 5, 7, 9, 12, 12, 1, 2, 3, 3, 6, 8, 10],
 *     cause: ["g", "d", null, "g", "d", null, null, "g", "g", "d", "g", "g", null, "d"],
 *     group: [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
 *   },
 *   { of: "g" },
 * );
 * test.statistic; // => 1.14358
 * test.pValue; // => 0.2849
 * ```
 */
export function grayTest<Cause extends string | number, Group extends string | number>(
  input: GroupedCompetingTimes<Cause, Group>,
  options: GrayTestOptions<NoInfer<Cause>>,
): GrayTestResult<Cause, Group> {
  const { of, rho } = resolve(options);
  checkFields(caller, "the input", input, ["time", "cause", "group"], ["stratum"]);
  const { data, causes, causeOf } = readCauses(caller, { time: input.time, cause: input.cause });
  const size = data.time.length;
  const { labels, indexOfRow } = readLabels(caller, "group", input.group, size);
  const strata = readStrata(caller, input.stratum, size);
  if (labels.length < 2) {
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: every participant is in one group`, required: "at least 2 groups", observed: labels.length });
  }
  const own = causes.indexOf(of);
  if (own < 0) throw new TrialwiseError({ code: "no-events", message: `${caller}: no participant has an event of the cause ${show(of)}`, required: "at least 1 event", observed: 0 });
  const outcomeOf = (row: number): GrayRow["outcome"] => (causeOf[row] === own ? "own" : causeOf[row]! < 0 ? "censored" : "competing");
  const rows = strata.labels.map((): GrayRow[] => []);
  for (const row of data.order) rows[strata.indexOfRow[row]!]!.push({ time: data.time[row]!, group: indexOfRow[row]!, outcome: outcomeOf(row) });
  const { scores, covariance } = graySums(rows, labels.length, rho);
  const { statistic, degreesOfFreedom } = chiSquareOf(scores, covariance);
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
    groups: labels.map((group, index) => ({
      group,
      participants: indexOfRow.filter((label) => label === index).length,
      events: indexOfRow.filter((label, row) => label === index && causeOf[row] === own).length,
      score: withoutNegativeZero(scores[index]!),
    })),
    covariance: covariance.map((row) => row.map(withoutNegativeZero)),
    counts: { ...countParticipants(data), strata: strata.labels.length },
    method: { name: "gray-test", options: { of, rho }, reference: "Gray 1988, doi:10.1214/aos/1176350951" },
  };
}

const caller = "grayTest";

function resolve<Cause extends string | number>(options: GrayTestOptions<Cause>): Required<GrayTestOptions<Cause>> {
  checkFields(caller, "options", options, ["of"], ["rho"]);
  const { of, rho = 0 } = options;
  checkNotNegative(caller, "rho", rho);
  return { of, rho: withoutNegativeZero(rho) };
}

/** Scores add up to zero, so one group says nothing more; one that was never at risk says nothing at all. */
function chiSquareOf(scores: readonly number[], covariance: readonly (readonly number[])[]): { readonly statistic: number; readonly degreesOfFreedom: number } {
  const largest = Math.max(...covariance.map((row, index) => row[index]!));
  const compared = [...scores.keys()].filter((index) => covariance[index]![index]! > 1e-12 * largest).slice(1);
  const statistic = quadraticForm(compared.map((i) => scores[i]!), compared.map((i) => compared.map((j) => covariance[i]![j]!)));
  if (compared.length > 0 && statistic !== null) return { statistic, degreesOfFreedom: compared.length };
  throw new TrialwiseError({
    code: "no-variance",
    message: `${caller}: no event of the cause happened while participants of two groups were at risk and not all had it, or too few were at risk at tied events, so the groups cannot be compared`,
    required: "an event while two groups are at risk",
    observed: "no variance",
  });
}
