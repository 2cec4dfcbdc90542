import { sum } from "../numeric/sum.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { ClinicalEventKind } from "../trial/ClinicalEvent.ts";
import type { Covariate } from "../trial/Covariate.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { resolveTimeToEvent, type TimeToEventInPlace, type TimeToEventOptions } from "./timeToEventOptions.ts";
import { timeToEventReader } from "./timeToEventReader.ts";
import type {
  CensoringReason,
  ImmortalTime,
  TimeToEventExclusion,
  TimeToEventInArm,
  TimeToEventMethodOptions,
  TimeToEventResult,
  TimeToEventRow,
  UncountedEvent,
} from "./TimeToEventResult.ts";

/**
 * Times to an event from a trial's records: for each participant the time from an origin to the first event of an endpoint, or to the
 * end of observation, and why it ended.
 *
 * Use it before `survivalByArm`, `compareSurvival` and `cumulativeIncidenceByArm`. The endpoint is a key of the trial or written in place:
 * one kind of clinical event, or several of which the first counts (death, tracheostomy or permanent ventilation). Deaths are found
 * wherever they are recorded: as a clinical event, a disposition, a fatal adverse event, or a value missing for death. What rules the
 * endpoint out is declared as `competing`; a death that is neither in the endpoint nor competing censors, and the row says so.
 *
 * Time is the difference of two days, without a day added: an event on the day of the origin has time 0. Months are of 30.4375 days. On
 * one day an event comes before a censoring, events of the endpoint come in the order declared, then competing ones, and death last.
 *
 * Observation ends with the last disposition that ends follow-up; where none has a date, with the participant's last record
 * (`last-contact`), or with the cut-off before that. Events after it are not counted but listed in `uncountedEvents`: whether
 * deaths after withdrawal count is a choice, and `followUpEnds` makes it. A death of which only bounds are known has a
 * `dayImputed`, which is not before anything else on record.
 *
 * Timing from before treatment credits an arm with time in which its participants could not have died, since they lived to be in
 * it. `immortalTime` lists them, with that time, until `entry` says from when on everyone was observed. When their arm began is told by
 * the disposition `randomised`, otherwise by the first dose, otherwise it is baseline.
 *
 * @throws RangeError, TypeError for keys that the trial does not declare, an endpoint of another kind, an event named twice, an
 *   unknown option
 *
 * Source: delayed entry and competing events: Andersen, Geskus, de Witte & Putter 2012 (https://doi.org/10.1093/ije/dyr213); immortal
 * time: Suissa 2008 (https://doi.org/10.1093/aje/kwm324).
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData, timeToEvent } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true } },
 *   endpoints: { survival: { kind: "time-to-event", events: ["death", "tracheostomy"] } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }, { id: "003", arm: "control" }],
 *   clinicalEvents: [
 *     { participant: "001", kind: "tracheostomy", at: { months: 9 } },
 *     { participant: "001", kind: "death", at: { months: 14 } },
 *   ],
 *   dispositions: [
 *     { participant: "002", status: "completed", at: { months: 12 } },
 *     { participant: "003", status: "withdrew", at: { months: 3 } },
 *   ],
 * });
 * const times = timeToEvent(data, "survival");
 *
 * times.rows.map(({ time, outcome }) => [time, outcome]); // => [[9, "event"], [12, "censored"], [3, "censored"]]
 * times.rows[0]?.event; // => "tracheostomy"
 * times.rows[2]?.censoring; // => "withdrew"
 * times.byArm.msc.totalTime; // => 21
 * ```
 */
export function timeToEvent<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  endpoint: NoInfer<Keys["endpoint"] | TimeToEventInPlace<Keys>>,
  options: TimeToEventOptions<NoInfer<Keys>> = {},
): TimeToEventResult<Keys> {
  checkTrialData("timeToEvent", data);
  const resolved = resolveTimeToEvent<Keys>("timeToEvent", data, endpoint, options);
  const isMember = membershipTest("timeToEvent", data, resolved.population);
  const read = timeToEventReader(data, resolved);
  const rows: TimeToEventRow<Keys>[] = [];
  const excluded: TimeToEventExclusion<Keys>[] = [];
  const immortalTime: ImmortalTime<Keys>[] = [];
  const uncountedEvents: UncountedEvent<Keys>[] = [];
  for (const participant of data.participants) {
    const { id, arm } = participant;
    const reading = isMember(participant) ? read(participant) : ({ found: false, reason: "not-in-population" } as const);
    if (!reading.found) {
      excluded.push({ participant: id, arm, reason: reading.reason });
      continue;
    }
    rows.push(reading.row);
    uncountedEvents.push(...reading.uncounted);
    if (reading.immortalTime > 0) immortalTime.push({ participant: id, arm, time: reading.immortalTime });
  }
  return {
    kind: "time-to-event",
    unit: resolved.unit,
    rows,
    byArm: recordOf<Keys["arm"], TimeToEventInArm>(keysOf(data.trial.arms), (arm) => describeArm(rows.filter((row) => row.arm === arm), resolved)),
    immortalTime,
    uncountedEvents,
    covariates: keysOf(data.trial.covariates),
    levels: levelsOfCategories(data.trial.covariates),
    counts: { participants: data.participants.length, analysed: rows.length, excluded: excluded.length },
    excluded,
    method: { name: "time-to-event", options: resolved, reference: "Andersen et al. 2012, doi:10.1093/ije/dyr213; Suissa 2008, doi:10.1093/aje/kwm324" },
  };
}

function levelsOfCategories<Key extends string>(covariates: { readonly [C in Key]: Covariate }): { readonly [C in Key]?: readonly string[] } {
  const levels: { [C in Key]?: readonly string[] } = {};
  for (const key of keysOf(covariates)) {
    const covariate: Covariate = covariates[key];
    if ("levels" in covariate) levels[key] = covariate.levels;
  }
  return levels;
}

function describeArm(rows: readonly TimeToEventRow[], { events, competing }: Pick<TimeToEventMethodOptions, "events" | "competing">): TimeToEventInArm {
  const count = (test: (row: TimeToEventRow) => boolean) => rows.filter(test).length;
  const reasons = [...new Set(rows.flatMap(({ censoring }) => censoring ?? []))].sort();
  return {
    n: rows.length,
    events: count(({ outcome }) => outcome === "event"),
    competing: count(({ outcome }) => outcome === "competing"),
    censored: count(({ outcome }) => outcome === "censored"),
    totalTime: sum(rows.map(({ time, entry }) => time - entry)),
    byEvent: recordOf<ClinicalEventKind, number>([...events, ...competing], (kind) => count(({ event }) => event === kind)),
    byCensoring: recordOf<CensoringReason, number>(reasons, (reason) => count(({ censoring }) => censoring === reason)),
  };
}
