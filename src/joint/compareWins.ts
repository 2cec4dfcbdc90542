import { changeReader } from "../change/changeReader.ts";
import { checkChangeInPlace } from "../change/endpointInPlace.ts";
import { attempt } from "../result/attempt.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkPositive } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { resolveTestOptions, type ResolvedTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { timeToEvent } from "../survival/timeToEvent.ts";
import { checkNotNegative } from "../survival/survivalTimes.ts";
import { resolveTimeToEvent } from "../survival/timeToEventOptions.ts";
import type { TimeToEventExclusionReason, UncountedEvent } from "../survival/TimeToEventResult.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { TimeToEventEndpoint } from "../trial/Endpoint.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import type { ChangeEndpoint } from "../trial/MeasureEndpoint.ts";
import type { Participant } from "../trial/Participant.ts";
import { checkKey, resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import type { WinOutcome } from "./winOutcomes.ts";
import { winRatio, type WinRatioResult } from "./winRatio.ts";

/** One outcome of the hierarchy: a time to an event, of which later is better, or a change, as its measure is better. */
export interface TrialWinOutcome<Keys extends TrialKeys = TrialKeys> {
  /** A key of the trial, or an endpoint written in place. */
  readonly endpoint: Keys["endpoint"] | TimeToEventEndpoint<Keys> | ChangeEndpoint<Keys>;
  /** Of a change: the least difference between two participants that decides; any difference if left out. */
  readonly threshold?: number;
  /** Of a time, in months: events after it have not happened. */
  readonly horizon?: number;
}

export interface CompareWinsOptions<Keys extends TrialKeys = TrialKeys> extends TwoArms<Keys["arm"]>, TestOptions {
  /** The most important first. */
  readonly outcomes: readonly TrialWinOutcome<Keys>[];
  /** Covariates whose combinations are the strata within which participants are compared. Default none. */
  readonly strata?: readonly Keys["covariate"][];
  /** The population to analyse; every participant of the two arms if left out. */
  readonly population?: Keys["population"];
}

export interface CompareWinsResult<Keys extends TrialKeys = TrialKeys> {
  /** As `winRatio` has it; `null` (`"no-values"`) where an arm is empty or no stratum has both. */
  readonly wins: WinRatioResult | null;
  readonly groups: { readonly treatment: { readonly arm: Keys["arm"]; readonly n: number }; readonly control: { readonly arm: Keys["arm"]; readonly n: number } };
  /** Participants without a change, who are compared by the other outcomes. `outcome` counts from 0. */
  readonly lacking: readonly (WinExclusion<Keys> & { readonly outcome: number })[];
  /** Events that were recorded after observation ended, and are not counted. `outcome` counts from 0. */
  readonly uncountedEvents: readonly (UncountedEvent<Keys> & { readonly outcome: number })[];
  /** Participants of the two arms who are not in the comparison. */
  readonly excluded: readonly WinExclusion<Keys>[];
  readonly method: Method<"win-comparison", CompareWinsMethodOptions<Keys>>;
  readonly reasons?: Reasons<"wins">;
}

export interface WinExclusion<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly reason: ExclusionReason | TimeToEventExclusionReason;
  readonly visit?: Keys["visit"];
}

export interface CompareWinsMethodOptions<Keys extends TrialKeys = TrialKeys> extends ResolvedTestOptions, TwoArms<Keys["arm"]> {
  readonly outcomes: readonly TrialWinOutcome<Keys>[];
  readonly strata: readonly Keys["covariate"][];
  readonly population?: Keys["population"];
}

/**
 * Win ratio, win odds and net benefit of two arms of a trial, by a hierarchy of its endpoints.
 *
 * Use it with death first and function second, in place of a composite in which the first event counts whatever it is. The hierarchy is a list
 * of endpoints: times to an event, of which later is better, and changes of a measure, turned by the measure's direction. The rules are those
 * of `winRatio`, the times those of `timeToEvent` with its defaults, in months. Unlike `jointRank`, changes are those to one visit; who
 * has none is compared by the other outcomes, and listed in `lacking`. Who has no time to the event is left out. Events after somebody
 * withdrew are not counted, and listed in `uncountedEvents`; `jointRank` and `winRatio` can count them.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, endpoints of another kind, an arm compared with itself, an unknown
 *   option
 *
 * Source: Pocock et al. 2012 (https://doi.org/10.1093/eurheartj/ehr352); Bebu & Lachin 2016 (https://doi.org/10.1093/biostatistics/kxv032).
 *
 * @example
 * ```ts
 * import { alsfrsR, compareWins, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V10: { at: { months: 6 } } },
 *   measures: { alsfrsR },
 *   endpoints: {
 *     survival: { kind: "time-to-event", events: ["death"] },
 *     decline: { kind: "change", measure: "alsfrsR", to: "V10" },
 *   },
 * });
 * const scores = { "001": [40, 38], "002": [36, 34], "003": [38, 31], "004": [41] };
 * const data = readTrialData(trial, {
 *   participants: Object.keys(scores).map((id) => ({ id, arm: id < "003" ? "msc" : "control" })),
 *   observations: Object.entries(scores).flatMap(([participant, values]) =>
 *     values.map((value, index) => ({ participant, visit: index === 0 ? "V5" : "V10", measure: "alsfrsR", value })),
 *   ),
 *   clinicalEvents: [{ participant: "004", kind: "death", at: { months: 5 } }, { participant: "002", kind: "death", at: { months: 9 } }],
 *   dispositions: [{ participant: "001", status: "completed", at: { months: 12 } }],
 * });
 * const { wins, lacking } = compareWins(data, { treatment: "msc", control: "control", outcomes: [{ endpoint: "survival" }, { endpoint: "decline", threshold: 2 }] });
 *
 * wins?.byOutcome.map(({ wins, losses }) => [wins, losses]); // => [[2, 0], [2, 0]]
 * wins?.netBenefit.estimate; // => 1
 * lacking; // => [{ participant: "004", arm: "control", reason: "died", visit: "V10", outcome: 1 }]
 * ```
 */
export function compareWins<Keys extends TrialKeys>(data: TrialData<Keys>, options: CompareWinsOptions<NoInfer<Keys>>): CompareWinsResult<Keys> {
  checkTrialData(caller, data);
  const resolved: CompareWinsMethodOptions<Keys> = resolve(data, options);
  const { treatment, control, outcomes, strata, population, level, alternative } = resolved;
  const isMember = membershipTest(caller, data, population);
  const known = data.participants.filter(({ arm }) => arm === treatment || arm === control);
  const readings = outcomes.map((outcome) => readOutcome(data, outcome));
  const excluded: WinExclusion<Keys>[] = [];
  const analysed: Participant<Keys>[] = [];
  for (const participant of known) {
    const { id, arm } = participant;
    const lack = !isMember(participant) ? "not-in-population" : readings.map((reading) => reading.whyExcluded(id)).find((reason) => reason !== undefined);
    if (lack !== undefined) excluded.push({ participant: id, arm, reason: lack });
    else if (strata.some((covariate) => participant.covariates?.[covariate] === undefined)) excluded.push({ participant: id, arm, reason: "no-covariate" });
    else analysed.push(participant);
  }
  const analysedIds = new Set(analysed.map(({ id }) => id));
  const inArm = (arm: Keys["arm"]) => analysed.filter((participant) => participant.arm === arm);
  const groups = { treatment: inArm(treatment), control: inArm(control) };
  const idsOf = { treatment: groups.treatment.map(({ id }) => id), control: groups.control.map(({ id }) => id) };
  const stratumOf = ({ covariates }: Participant<Keys>) => JSON.stringify(strata.map((covariate) => covariates?.[covariate]));
  const input = {
    outcomes: readings.map((reading) => reading.outcomeOf(idsOf)),
    ...(strata.length > 0 && { stratum: { treatment: groups.treatment.map(stratumOf), control: groups.control.map(stratumOf) } }),
  };
  const wins = attempt(() => winRatio(input, { level, alternative }));
  return {
    wins: wins.ok ? wins.value : null,
    groups: { treatment: { arm: treatment, n: groups.treatment.length }, control: { arm: control, n: groups.control.length } },
    lacking: readings.flatMap((reading, outcome) => analysed.flatMap(({ id, arm }) => reading.lackOf(id).map((lack) => ({ participant: id, arm, ...lack, outcome })))),
    uncountedEvents: readings.flatMap(({ uncountedEvents }, outcome) => uncountedEvents.filter(({ participant }) => analysedIds.has(participant)).map((event) => ({ ...event, outcome }))),
    excluded,
    method: { name: "win-comparison", options: resolved, reference: "Pocock et al. 2012, doi:10.1093/eurheartj/ehr352; Bebu & Lachin 2016, doi:10.1093/biostatistics/kxv032" },
    ...(!wins.ok && { reasons: { wins: "no-values" } }),
  };
}

const caller = "compareWins";

function resolve<Keys extends TrialKeys>(data: TrialData<Keys>, options: CompareWinsOptions<Keys>): CompareWinsMethodOptions<Keys> {
  const { trial } = data;
  checkParts(caller, "the options", options, ["treatment", "control", "outcomes"]);
  const testOptions = resolveTestOptions(caller, options, ["treatment", "control", "outcomes", "strata", "population"]);
  const { treatment, control, outcomes, strata = [], population } = options;
  checkTwoArms(caller, trial.arms, { treatment, control });
  if (!Array.isArray(outcomes) || outcomes.length === 0) throw new RangeError(`${caller}: outcomes must be a list with at least one outcome; received ${show(outcomes)}`);
  if (!Array.isArray(strata)) throw new TypeError(`${caller}: strata must be a list of covariates; received ${show(strata)}`);
  for (const covariate of strata) checkKey(caller, trial.covariates, covariate, "covariate");
  outcomes.forEach((outcome: TrialWinOutcome<Keys>, index) => {
    checkParts(caller, `outcomes[${index}]`, outcome, ["endpoint"]);
    const endpoint = resolveEndpoint(caller, trial, outcome.endpoint, ["time-to-event", "change"], (inPlace) => {
      if (inPlace.kind === "change") checkChangeInPlace(caller, trial, inPlace);
    });
    if (endpoint.kind === "time-to-event") resolveTimeToEvent(caller, data, endpoint, {});
    checkKnownKeys(caller, `outcomes[${index}]`, outcome, ["endpoint", endpoint.kind === "change" ? "threshold" : "horizon"]);
    if (outcome.horizon !== undefined) checkPositive(caller, `outcomes[${index}].horizon`, outcome.horizon);
    if (outcome.threshold !== undefined) checkNotNegative(caller, `outcomes[${index}].threshold`, outcome.threshold);
  });
  return { treatment, control, outcomes: outcomes.map((outcome: TrialWinOutcome<Keys>) => ({ ...outcome })), strata: [...strata], ...(population !== undefined && { population }), ...testOptions };
}

/** An outcome's values by participant, and what is said of those who have none. */
interface OutcomeReading<Keys extends TrialKeys> {
  readonly whyExcluded: (id: string) => TimeToEventExclusionReason | undefined;
  readonly lackOf: (id: string) => readonly { readonly reason: ExclusionReason; readonly visit?: Keys["visit"] }[];
  readonly uncountedEvents: readonly UncountedEvent<Keys>[];
  readonly outcomeOf: (ids: { readonly treatment: readonly string[]; readonly control: readonly string[] }) => WinOutcome;
}

function readOutcome<Keys extends TrialKeys>(data: TrialData<Keys>, { endpoint, threshold, horizon }: TrialWinOutcome<Keys>): OutcomeReading<Keys> {
  const resolved = resolveEndpoint(caller, data.trial, endpoint, ["time-to-event", "change"]);
  if (resolved.kind === "time-to-event") {
    const times = timeToEvent<Keys>(data, resolved);
    const rowOf = new Map(times.rows.map((row) => [row.participant, row]));
    const reasonOf = new Map(times.excluded.map(({ participant, reason }) => [participant, reason]));
    const columns = (ids: readonly string[]) => ({ time: ids.map((id) => rowOf.get(id)!.time), event: ids.map((id) => rowOf.get(id)!.outcome === "event") });
    return {
      whyExcluded: (id) => reasonOf.get(id),
      lackOf: () => [],
      uncountedEvents: times.uncountedEvents,
      outcomeOf: ({ treatment, control }) => ({ kind: "time-to-event", ...(horizon !== undefined && { horizon }), treatment: columns(treatment), control: columns(control) }),
    };
  }
  // A trial that declares the later visit has a baseline.
  const read = changeReader(data, resolved.measure, resolved.from ?? baselineVisitOf(data.trial) ?? resolved.to);
  const column = (ids: readonly string[]) => ids.map((id) => read(id, resolved.to)).map((reading) => (reading.found ? reading.numbers.improvement : null));
  return {
    whyExcluded: () => undefined,
    uncountedEvents: [],
    lackOf: (id) => {
      const reading = read(id, resolved.to);
      return reading.found ? [] : [{ reason: reading.reason, ...(reading.visit !== undefined && { visit: reading.visit }) }];
    },
    outcomeOf: ({ treatment, control }) => ({ kind: "value", better: "higher", ...(threshold !== undefined && { threshold }), treatment: column(treatment), control: column(control) }),
  };
}
