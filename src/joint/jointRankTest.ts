import { checkChoice, checkFinite, checkPositive } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { readJointOutcomes, type TwoJointOutcomes } from "./jointOutcomes.ts";
import { type JointDropoutRule, type JointPairs, type JointPairsBetween, scoreJointOutcomes } from "./scoreJointOutcomes.ts";
import { type CovariateColumns, type JointRankComparison, type JointRankTestSettings, type ResolvedJointRankTestSettings, resolveJointRankTest, testJointRanks } from "./testJointRanks.ts";

export interface JointRankTestOptions extends JointRankTestSettings {
  /** The end of the comparison, in the unit of `time`: deaths after it have not happened. Default none. */
  readonly horizon?: number;
  /** How function is compared where a participant left early. Default `"last-common-visit"`. */
  readonly dropout?: JointDropoutRule;
}

export interface JointRankTestResult extends JointRankComparison {
  readonly groups: { readonly treatment: JointRankGroup; readonly control: JointRankGroup };
  /** Every two participants. */
  readonly pairs: JointPairs;
  /** A participant of treatment and one of control. */
  readonly pairsBetween: JointPairsBetween;
  readonly counts: { readonly treatment: number; readonly control: number };
  readonly method: Method<"joint-rank-test", ResolvedJointRankTestSettings & { readonly horizon?: number; readonly dropout: JointDropoutRule }>;
}

export interface JointRankGroup {
  readonly n: number;
  /** Up to the horizon. */
  readonly deaths: number;
  /** Participants without a change at any visit, who are compared by death alone. */
  readonly withoutFunction: number;
  readonly meanRank: number;
  /** Of each participant: those they did better than, less those they did worse than. */
  readonly scores: readonly number[];
  /** The scores' ranks among all participants, from 1 (worst), equal ones sharing the mean of theirs. */
  readonly ranks: readonly number[];
}

/**
 * Joint rank of function and survival (CAFS), for two groups of participants as columns of numbers.
 *
 * Use it where deaths make a comparison of function alone misleading: who died has no score, and leaving them out favours the
 * group in which more died. Every participant is compared with every other. Who died first, up to the horizon, did worse, if the other is
 * known to have been alive then (observed for longer, or to that day). Otherwise their changes from baseline are compared at the last
 * visit at which both have one. Otherwise, and where these are equal (within 1e-9 of the largest), neither did better. Of each participant
 * the better are subtracted from the worse, these sums are ranked, and the ranks of the groups compared.
 *
 * Who left early is thus compared at an early visit, when little had changed yet, so that dropouts get ranks in the middle; with
 * `dropout: "last-value"` everyone is compared at their own last visit. Neither is free of an assumption: run both.
 *
 * The permutation test is the rank sum test of the ranks: exact up to 100 participants, normal above, two-sided as P(|T − E| ≥ |t − E|).
 * `scores: "sums"` is the test of Finkelstein & Schoenfeld. The estimate is in ranks, and depends on the number of participants;
 * `winRatio` says how often treatment did better. Events at one time are no first death; times within 1.5e-8 of each other are one.
 *
 * SAS and R have no procedure for it.
 *
 * @throws TrialwiseError `too-few-values` for a group without participants; `no-variance` where no participant did better than another;
 *   `too-much-work` when `"exact"` is asked for beyond some 200 participants; with `"ancova"` what `fitLinearModel` throws
 * @throws RangeError, TypeError for columns of unequal length, negative times, values that are not finite, covariates without
 *   `test: "ancova"`, an unknown option
 *
 * Source: Berry et al. 2013 (https://doi.org/10.3109/21678421.2012.762930); Finkelstein & Schoenfeld 1999
 * (https://doi.org/10.1002/(SICI)1097-0258(19990615)18:11<1341::AID-SIM129>3.0.CO;2-7); the Monte Carlo p-value: Phipson & Smyth 2010
 * (https://doi.org/10.2202/1544-6115.1585).
 *
 * @example Three participants in each group, of whom two died, with visits at months 3 and 6
 * ```ts
 * import { jointRankTest } from "trialwise";
 *
 * const result = jointRankTest(
 *   {
 *     treatment: { time: [6, 6, 5], event: [false, false, true], improvement: [[-1, 0, -4], [-2, -1, null]] },
 *     control: { time: [6, 4, 2], event: [false, false, true], improvement: [[-3, -1, null], [-5, null, null]] },
 *   },
 *   { horizon: 6 },
 * );
 * result.groups.treatment.scores; // => [2, 5, -3]
 * result.groups.control.ranks; // => [3, 4.5, 1]
 * result.pairsBetween.treatmentBetter; // => { "byDeath": 3, "byFunction": 3 }
 * result.pValue; // => 0.5
 * ```
 */
export function jointRankTest(input: TwoJointOutcomes, options: JointRankTestOptions = {}): JointRankTestResult {
  const settings = resolveJointRankTest(caller, options, ["horizon", "dropout"]);
  const { horizon, dropout = "last-common-visit" } = options;
  checkChoice(caller, "dropout", dropout, ["last-common-visit", "last-value"]);
  if (horizon !== undefined) checkPositive(caller, "horizon", horizon);
  const read = readJointOutcomes(caller, input);
  const covariates = readCovariates(input, settings.test);
  const resolved = { ...(horizon !== undefined && { horizon }), dropout };
  const { scores, ranks, pairs, pairsBetween } = scoreJointOutcomes(read, resolved);
  const { treated, participants } = read;
  const happened = read.times.event.map((event, index) => (event === 1 && read.times.time[index]! <= (horizon ?? Infinity) * (1 + 2 ** -26) ? 1 : 0));
  const groupOf = (from: number, to: number) => ({
    n: to - from,
    deaths: happened.slice(from, to).reduce((total, one) => total + one, 0),
    withoutFunction: [...happened.slice(from, to).keys()].filter((index) => read.visits.every((column) => Number.isNaN(column[from + index]!))).length,
    meanRank: ranks.slice(from, to).reduce((total, rank) => total + rank, 0) / (to - from),
    scores: Array.from(scores.subarray(from, to), withoutNegativeZero),
    ranks: Array.from(ranks.subarray(from, to)),
  });
  return {
    ...testJointRanks(caller, settings.scores === "sums" ? scores : ranks, treated, covariates, settings),
    groups: { treatment: groupOf(0, treated), control: groupOf(treated, participants) },
    pairs,
    pairsBetween,
    counts: { treatment: treated, control: participants - treated },
    method: {
      name: "joint-rank-test",
      options: { ...resolved, ...settings },
      reference: "Berry et al. 2013, doi:10.3109/21678421.2012.762930; Finkelstein & Schoenfeld 1999, doi:10.1002/(SICI)1097-0258(19990615)18:11<1341::AID-SIM129>3.0.CO;2-7",
    },
  };
}

const caller = "jointRankTest";

/** Covariates of both groups in one column each. */
function readCovariates({ treatment, control }: TwoJointOutcomes, test: "permutation" | "ancova"): CovariateColumns {
  const [ours, theirs] = [treatment.covariates ?? {}, control.covariates ?? {}];
  const names = Object.keys(ours);
  const received = [...new Set([...names, ...Object.keys(theirs)])];
  if (test === "permutation" && received.length > 0) {
    throw new RangeError(`${caller}: a permutation test has no covariates; received ${received.map(show).join(", ")}. Use test: "ancova"`);
  }
  if (names.includes("treatment")) throw new RangeError(`${caller}: a covariate cannot be called "treatment", which is the group; rename it`);
  if (names.length !== Object.keys(theirs).length || names.some((name) => !Object.hasOwn(theirs, name))) {
    throw new RangeError(`${caller}: covariates must have the same names in both groups`);
  }
  return Object.fromEntries(names.map((name) => [name, joinColumns(name, ours[name]!, theirs[name]!, [treatment, control])]));
}

function joinColumns(name: string, ours: CovariateColumns[string], theirs: CovariateColumns[string], groups: readonly TwoJointOutcomes["treatment"][]): CovariateColumns[string] {
  [ours, theirs].forEach((column, index) => {
    if (!Array.isArray(column) && !(column instanceof Float64Array)) throw new TypeError(`${caller}: the covariate ${show(name)} must be an array of numbers or of texts; received ${show(column)}`);
    const expected = groups[index]!.time.length;
    if (column.length !== expected) throw new RangeError(`${caller}: the covariate ${show(name)} must have one entry for each of the ${expected} of time; received ${column.length}`);
  });
  const joined = [...ours, ...theirs];
  return joined.every((value) => typeof value === "string") ? joined.map(String) : joined.map((value, index) => {
    if (typeof value !== "number") throw new TypeError(`${caller}: the covariate ${show(name)} must be all numbers or all texts; received ${show(value)} at ${index}`);
    checkFinite(caller, `the covariate ${show(name)} at ${index}`, value);
    return value;
  });
}
