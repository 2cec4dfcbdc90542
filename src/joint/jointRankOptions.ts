import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { FollowUpEnd } from "../survival/TimeToEventResult.ts";
import { leaving, type PartialDateRule } from "../survival/timeToEventOptions.ts";
import { checkRange } from "../trial/checkMeasureEndpoint.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";
import { type ClinicalEventKind, clinicalEventKinds } from "../trial/ClinicalEvent.ts";
import { refuseFaults } from "../trial/Fault.ts";
import { keysOf } from "../trial/keysOf.ts";
import { convertTime, daysPerMonth, type Offset, offsetParts, type TimeUnit } from "../trial/Offset.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf, plannedTimeBetween } from "../trial/visitTime.ts";
import type { JointDropoutRule } from "./scoreJointOutcomes.ts";
import { type JointRankTestSettings, type ResolvedJointRankTestSettings, resolveJointRankTest } from "./testJointRanks.ts";

export interface JointRankOptions<Keys extends TrialKeys = TrialKeys> extends TwoArms<Keys["arm"]>, JointRankTestSettings {
  readonly measure: Keys["measure"];
  /** The last visit whose values count. */
  readonly to: Keys["visit"];
  /** The visit that changes and times are counted from; the trial's baseline visit if left out. */
  readonly from?: Keys["visit"];
  /** The end of the comparison, counted from `from`: deaths after it have not happened. The planned time of `to` if left out. */
  readonly horizon?: Offset;
  /** Events that count as death, such as `"tracheostomy"` and `"permanent-ventilation"`. Default none. */
  readonly deathEquivalents?: readonly Exclude<ClinicalEventKind, "death">[];
  /**
   * What becomes of participants who left before the horizon.
   *
   * - `last-common-visit`: where death does not decide, two participants are compared at the last visit at which both have a value
   * - `last-value`: each at their own last visit
   * - `death-equivalent`: who withdrew, was lost or was taken off counts as dead from that day on; function as `last-common-visit`
   *
   * Default `"last-common-visit"`.
   */
  readonly dropout?: JointDropoutRule | "death-equivalent";
  /** Of `test: "ancova"`. Whoever lacks one is left out. Default none. */
  readonly covariates?: readonly Keys["covariate"][];
  /** Of `test: "ancova"`: whether the value at `from` is a covariate too. Default true. */
  readonly adjustForBaseline?: boolean;
  /** As `timeToEvent` takes it: dispositions after which deaths are no longer counted. */
  readonly followUpEnds?: readonly FollowUpEnd[];
  /** Default `"midpoint"`. */
  readonly partialDates?: PartialDateRule;
  /** The population to analyse; every participant of the two arms if left out. */
  readonly population?: Keys["population"];
  /** Of the times in the result. Default `"month"`, of 30.4375 days. */
  readonly unit?: TimeUnit;
}

export interface JointRankMethodOptions<Keys extends TrialKeys = TrialKeys> extends ResolvedJointRankTestSettings, TwoArms<Keys["arm"]> {
  readonly measure: Keys["measure"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  /** Visits after `from` up to `to`, in order. */
  readonly visits: readonly Keys["visit"][];
  /** From `from`, in `unit`. */
  readonly horizon: number;
  readonly deathEquivalents: readonly ClinicalEventKind[];
  readonly dropout: JointDropoutRule | "death-equivalent";
  readonly covariates: readonly Keys["covariate"][];
  readonly adjustForBaseline: boolean;
  readonly followUpEnds: readonly FollowUpEnd[];
  readonly partialDates: PartialDateRule;
  readonly population?: Keys["population"];
  readonly unit: TimeUnit;
  readonly daysPerMonth: number;
}

const armKeys = ["treatment", "control"];
const outcomeKeys = ["measure", "to", "from", "horizon", "deathEquivalents", "dropout", "covariates", "adjustForBaseline"];
const recordKeys = ["followUpEnds", "partialDates", "population", "unit"];

export function resolveJointRank<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, options: JointRankOptions<Keys>): JointRankMethodOptions<Keys> {
  checkParts(caller, "the options", options, ["measure", "treatment", "control", "to"]);
  const settings = resolveJointRankTest(caller, options, [...armKeys, ...outcomeKeys, ...recordKeys]);
  const { measure, treatment, control, to, deathEquivalents = [], dropout = "last-common-visit", covariates = [], partialDates = "midpoint", unit = "month" } = options;
  checkKey(caller, trial.measures, measure, "measure");
  checkTwoArms(caller, trial.arms, { treatment, control });
  checkChoice(caller, "dropout", dropout, ["last-common-visit", "last-value", "death-equivalent"]);
  checkChoice(caller, "unit", unit, ["month", "week", "day"]);
  checkChoice(caller, "partialDates", partialDates, ["earliest", "midpoint", "latest"]);
  checkKinds(caller, "deathEquivalents", deathEquivalents, clinicalEventKinds.filter((kind) => kind !== "death"));
  // A trial that declares the later visit has a baseline.
  const from = options.from ?? baselineVisitOf(trial) ?? to;
  refuseFaults(caller, checkRange(trial, { from, to }, []));
  const { followUpEnds = leaving, population, adjustForBaseline = settings.test === "ancova" } = options;
  checkKinds(caller, "followUpEnds", followUpEnds, leaving);
  if (population !== undefined) checkKey(caller, trial.populations, population, "population");
  checkCovariates(caller, trial, covariates, settings.test);
  if (typeof adjustForBaseline !== "boolean") throw new TypeError(`${caller}: adjustForBaseline must be true or false; received ${show(adjustForBaseline)}`);
  if (adjustForBaseline && settings.test === "permutation") throw new RangeError(`${caller}: a permutation test has no covariates; leave adjustForBaseline out, or use test: "ancova"`);
  return {
    measure,
    treatment,
    control,
    from,
    to,
    visits: visitsUpTo(trial, from, to),
    horizon: options.horizon === undefined ? plannedHorizon(caller, trial, from, to, unit) : horizonIn(caller, options.horizon, unit),
    deathEquivalents: [...deathEquivalents],
    dropout,
    covariates: [...covariates],
    adjustForBaseline,
    followUpEnds: [...followUpEnds],
    partialDates,
    ...(population !== undefined && { population }),
    unit,
    daysPerMonth,
    ...settings,
  };
}

function checkKinds<Kind extends string>(caller: string, name: string, list: readonly Kind[], kinds: readonly Kind[]): void {
  if (!Array.isArray(list)) throw new TypeError(`${caller}: ${name} must be a list; received ${show(list)}`);
  for (const kind of list) checkChoice(caller, name, kind, kinds);
  const twice = list.find((kind, index) => list.indexOf(kind) !== index);
  if (twice !== undefined) throw new RangeError(`${caller}: ${name} has ${show(twice)} twice`);
}

function checkCovariates<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, covariates: readonly Keys["covariate"][], test: "permutation" | "ancova"): void {
  if (!Array.isArray(covariates)) throw new TypeError(`${caller}: covariates must be a list of covariates; received ${show(covariates)}`);
  for (const covariate of covariates) checkKey(caller, trial.covariates, covariate, "covariate");
  if (covariates.length > 0 && test === "permutation") throw new RangeError(`${caller}: a permutation test has no covariates; use test: "ancova"`);
}

/** Visits after the first up to the last as planned. One that is counted from another anchor has no place among them. */
function visitsUpTo<Keys extends TrialKeys>(trial: Trial<Keys>, from: Keys["visit"], to: Keys["visit"]): readonly Keys["visit"][] {
  const daysFrom = (visit: Keys["visit"]) => plannedTimeBetween(trial, from, visit, "day") ?? NaN;
  const last = daysFrom(to);
  const inRange = keysOf(trial.visits).filter((visit) => daysFrom(visit) > 0 && daysFrom(visit) <= last);
  return Number.isNaN(last) ? [to] : inRange.sort((a, b) => daysFrom(a) - daysFrom(b));
}

function plannedHorizon<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, from: Keys["visit"], to: Keys["visit"], unit: TimeUnit): number {
  const planned = plannedTimeBetween(trial, from, to, unit);
  if (planned !== null) return planned;
  throw new RangeError(`${caller}: ${show(from)} and ${show(to)} are counted from different anchors, so the planned time between them differs by participant; give a horizon`);
}

function horizonIn(caller: string, horizon: Offset, unit: TimeUnit): number {
  checkKnownKeys(caller, "horizon", horizon, ["months", "weeks", "days"]);
  if (Object.keys(horizon).length !== 1) throw new TypeError(`${caller}: horizon must be { months }, { weeks } or { days }`);
  const declared = offsetParts(horizon);
  checkFinite(caller, `horizon.${declared.unit}s`, declared.amount);
  if (declared.amount <= 0) throw new RangeError(`${caller}: horizon must be after the visit it is counted from; received ${show(declared.amount)} ${declared.unit}s`);
  return convertTime(declared.amount, declared.unit, unit, daysPerMonth);
}
