import { attempt } from "../result/attempt.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { readSurvivalTimes } from "../survival/survivalTimes.ts";
import type { ImmortalTime, UncountedEvent } from "../survival/TimeToEventResult.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { PooledOutcomes } from "./jointOutcomes.ts";
import { type JointRankMethodOptions, type JointRankOptions, resolveJointRank } from "./jointRankOptions.ts";
import { type JointOutcomeRow, type JointRankExclusion, readJointOutcomeRows } from "./jointRankReader.ts";
import { type JointPairs, type JointPairsBetween, scoreJointOutcomes } from "./scoreJointOutcomes.ts";
import { type CovariateColumns, type JointRankComparison, testJointRanks } from "./testJointRanks.ts";

export interface JointRankResult<Keys extends TrialKeys = TrialKeys> extends Omit<JointRankComparison, "estimate" | "standardError" | "statistic" | "pValue" | "pValueMethodUsed" | "reasons"> {
  /** Of every time in the result. */
  readonly unit: TimeUnit;
  /** Mean rank (or sum) of treatment − that of control, adjusted for the covariates by `ancova`; above 0 where treatment did better. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Absent where there is no p-value. */
  readonly pValueMethodUsed?: JointRankComparison["pValueMethodUsed"];
  readonly interval?: Interval;
  readonly groups: { readonly treatment: JointRankArm<Keys["arm"]>; readonly control: JointRankArm<Keys["arm"]> };
  /** Every two participants. */
  readonly pairs: JointPairs;
  /** A participant of treatment and one of control. */
  readonly pairsBetween: JointPairsBetween;
  /** Treatment first, each arm in the order of the data. */
  readonly rows: readonly JointRankRow<Keys>[];
  readonly counts: { readonly participants: number; readonly analysed: number; readonly excluded: number };
  /** Participants of the two arms who are not in the comparison. */
  readonly excluded: readonly JointRankExclusion<Keys>[];
  /** Deaths and equivalents that were recorded after observation ended, and are not counted: `followUpEnds` decides on them. */
  readonly uncountedEvents: readonly UncountedEvent<Keys>[];
  /** Those in the comparison whose arm began after `from`, with the time until then: they could not have died in it, since they lived to be in the arm. */
  readonly immortalTime: readonly ImmortalTime<Keys>[];
  readonly method: Method<"joint-rank", JointRankMethodOptions<Keys>>;
  readonly reasons?: Reasons<"estimate" | "standardError" | "statistic" | "pValue" | "interval.lower" | "interval.upper" | "groups.treatment.meanRank" | "groups.control.meanRank">;
}

export interface JointRankRow<Keys extends TrialKeys = TrialKeys> extends JointOutcomeRow<Keys> {
  /** Others that this participant did better than, less those that did better. */
  readonly score: number;
  /** Of the score, from 1 (worst), equal ones sharing the mean of theirs. */
  readonly rank: number;
}

export interface JointRankArm<Arm extends string = string> {
  readonly arm: Arm;
  /** Participants in the comparison. */
  readonly n: number;
  /** Who counts as dead by the horizon. */
  readonly deaths: number;
  /** Participants without a value after `from`, who are compared by death alone. */
  readonly withoutFunction: number;
  /** `null` (`"no-values"`) for an empty arm. */
  readonly meanRank: number | null;
}

/**
 * Joint rank of function and survival in two arms of a trial: the Combined Assessment of Function and Survival (CAFS).
 *
 * Use it as the endpoint of an ALS trial in which participants die: it ranks everyone by survival first and by function second. How two
 * participants are compared, ranked and tested is told at `jointRankTest`; here death is found wherever the trial records it and observation
 * ends as `timeToEvent` has it. A participant without a value at `from` is left out, with the reason; one without a later value stays, compared
 * by death alone. Values after an equivalent of death are not used.
 *
 * `dropout` names what becomes of those who left early; it can decide the result, so run more than one. With `test: "ancova"` the ranks
 * are modelled on the arm, the value at `from` and covariates, and the difference has an interval. ALS/SURV and joint models of decline and
 * death are other methods.
 *
 * An arm without participants, or ranks that are all equal, leave the comparison `null` with its reason; rows and pairs stand.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, an arm compared with itself, a visit that is not later than
 *   `from`, covariates without `test: "ancova"`, an unknown option
 * @throws TrialwiseError `too-much-work` when `"exact"` is asked for beyond some 200 participants
 *
 * Source: Berry et al. 2013 (https://doi.org/10.3109/21678421.2012.762930); Finkelstein & Schoenfeld 1999
 * (https://doi.org/10.1002/(SICI)1097-0258(19990615)18:11<1341::AID-SIM129>3.0.CO;2-7).
 *
 * @example
 * ```ts
 * import { alsfrsR, defineTrial, jointRank, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
 *   measures: { alsfrsR },
 * });
 * const scores = { "001": [40, 39, 38], "002": [36, 34], "003": [38, 34, 31], "004": [41, 37] };
 * const visits = ["V5", "V9", "V10"] as const;
 * const data = readTrialData(trial, {
 *   participants: Object.keys(scores).map((id) => ({ id, arm: id < "003" ? "msc" : "control" })),
 *   observations: Object.entries(scores).flatMap(([participant, values]) =>
 *     values.map((value, index) => ({ participant, visit: visits[index]!, measure: "alsfrsR", value })),
 *   ),
 *   clinicalEvents: [{ participant: "004", kind: "death", at: { months: 5 } }],
 *   dispositions: [{ participant: "002", status: "withdrew", at: { months: 4 } }],
 * });
 * const joint = jointRank(data, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control" });
 *
 * joint.rows.map(({ score, rank }) => [score, rank]); // => [[3, 4], [1, 3], [-1, 2], [-3, 1]]
 * joint.pairsBetween.treatmentBetter; // => { "byDeath": 1, "byFunction": 3 }
 * joint.estimate; // => 2
 * ```
 */
export function jointRank<Keys extends TrialKeys>(data: TrialData<Keys>, options: JointRankOptions<NoInfer<Keys>>): JointRankResult<Keys> {
  checkTrialData(caller, data);
  const resolved: JointRankMethodOptions<Keys> = resolveJointRank(caller, data.trial, options);
  const { treatment, control, unit, horizon, dropout } = resolved;
  const { rows: unordered, covariates: covariatesOf, excluded, uncountedEvents, immortalTime } = readJointOutcomeRows(data, resolved);
  const rows = [...unordered.filter(({ arm }) => arm === treatment), ...unordered.filter(({ arm }) => arm === control)];
  const treated = rows.filter(({ arm }) => arm === treatment).length;
  const { scores, ranks, pairs, pairsBetween } = scoreJointOutcomes(poolRows(rows, treated, resolved), { horizon, dropout: dropout === "last-value" ? dropout : "last-common-visit" });
  const covariates: CovariateColumns = {
    ...(resolved.adjustForBaseline && { baseline: rows.map(({ baseline }) => baseline) }),
    // A trial's covariate may itself be called "baseline" or "treatment".
    ...Object.fromEntries(resolved.covariates.map((key, place) => [`covariate ${key}`, columnOf(rows.map((row) => covariatesOf.get(row)![place]!))])),
  };
  const isEmpty = treated === 0 || treated === rows.length;
  const comparison = isEmpty ? undefined : attempt(() => testJointRanks(caller, resolved.scores === "sums" ? scores : ranks, treated, covariates, resolved));
  // A method that was asked for and would take too long is the caller's to change.
  if (comparison?.ok === false && comparison.issue.code === "too-much-work") throw new TrialwiseError(comparison.issue);
  const missing = comparison?.ok === true ? undefined : whyNot(comparison?.issue.code);
  const armOf = (arm: Keys["arm"], from: number, to: number): JointRankArm<Keys["arm"]> => ({
    arm,
    n: to - from,
    deaths: rows.slice(from, to).filter(({ died }) => died).length,
    withoutFunction: rows.slice(from, to).filter(({ improvements }) => improvements.length === 0).length,
    meanRank: to === from ? null : ranks.subarray(from, to).reduce((total, rank) => total + rank, 0) / (to - from),
  });
  const reasons = {
    ...(comparison?.ok === true ? comparison.value.reasons : missing && { estimate: missing, standardError: missing, statistic: missing, pValue: missing }),
    ...(treated === 0 && { "groups.treatment.meanRank": "no-values" as const }),
    ...(treated === rows.length && { "groups.control.meanRank": "no-values" as const }),
  };
  return {
    unit,
    ...(comparison?.ok === true ? comparison.value : { estimate: null, standardError: null, statistic: null, pValue: null, alternative: resolved.alternative }),
    groups: { treatment: armOf(treatment, 0, treated), control: armOf(control, treated, rows.length) },
    pairs,
    pairsBetween,
    rows: rows.map((row, index) => ({ ...row, score: withoutNegativeZero(scores[index]!), rank: ranks[index]! })),
    counts: { participants: rows.length + excluded.length, analysed: rows.length, excluded: excluded.length },
    excluded,
    uncountedEvents,
    immortalTime,
    method: {
      name: "joint-rank",
      options: resolved,
      reference: "Berry et al. 2013, doi:10.3109/21678421.2012.762930; Finkelstein & Schoenfeld 1999, doi:10.1002/(SICI)1097-0258(19990615)18:11<1341::AID-SIM129>3.0.CO;2-7",
    },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

const caller = "jointRank";

function poolRows<Keys extends TrialKeys>(rows: readonly JointOutcomeRow<Keys>[], treated: number, { visits }: JointRankMethodOptions<Keys>): PooledOutcomes {
  const columns = { time: rows.map(({ time }) => time), event: rows.map(({ died }) => died) };
  return {
    treated,
    participants: rows.length,
    times: rows.length === 0 ? { time: new Float64Array(), event: new Uint8Array() } : readSurvivalTimes(caller, columns),
    visits: visits.map((visit) => Float64Array.from(rows, ({ improvements }) => improvements.find((each) => each.visit === visit)?.improvement ?? NaN)),
  };
}

/** A covariate's values are all numbers or all texts, as the trial declares it. */
function columnOf(values: readonly (number | string)[]): CovariateColumns[string] {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === values.length ? numbers : values.map(String);
}

function whyNot(code: string | undefined): Reason {
  if (code === undefined) return "no-values";
  return code === "no-variance" ? "no-variance" : code === "too-few-values" ? "too-few-values" : "not-estimable";
}
