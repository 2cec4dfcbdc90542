import { improvementOf } from "../change/direction.ts";
import { timeToEvent } from "../survival/timeToEvent.ts";
import type { CensoringReason, ImmortalTime, TimeToEventExclusionReason, TimeToEventRow, UncountedEvent } from "../survival/TimeToEventResult.ts";
import type { ClinicalEventKind } from "../trial/ClinicalEvent.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import type { Participant } from "../trial/Participant.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import type { JointRankMethodOptions } from "./jointRankOptions.ts";

/** A participant's survival and function, before they are compared with those of others. */
export interface JointOutcomeRow<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** From `from` to death or the end of observation, in the result's unit. */
  readonly time: number;
  /** Whether the participant counts as dead from then on: by death, an equivalent, or by leaving where that counts as such. */
  readonly died: boolean;
  /** The death or its equivalent. */
  readonly event?: ClinicalEventKind;
  /** Why observation ended without one. */
  readonly censoring?: CensoringReason;
  /** The value at `from`. */
  readonly baseline: number;
  /** Changes from it, turned so that positive is benefit, at the visits that have a value. */
  readonly improvements: readonly { readonly visit: Keys["visit"]; readonly improvement: number }[];
}

export interface JointRankExclusion<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly reason: TimeToEventExclusionReason | ExclusionReason;
  readonly visit?: Keys["visit"];
}

export interface JointOutcomeRows<Keys extends TrialKeys> {
  readonly rows: readonly JointOutcomeRow<Keys>[];
  /** Of each row, the covariates in the order asked for. */
  readonly covariates: ReadonlyMap<JointOutcomeRow<Keys>, readonly (number | string)[]>;
  readonly excluded: readonly JointRankExclusion<Keys>[];
  readonly uncountedEvents: readonly UncountedEvent<Keys>[];
  readonly immortalTime: readonly ImmortalTime<Keys>[];
}

/** Participants of the two arms, in the order of the data. */
export function readJointOutcomeRows<Keys extends TrialKeys>(data: TrialData<Keys>, options: JointRankMethodOptions<Keys>): JointOutcomeRows<Keys> {
  const { measure, from, visits, treatment, control, deathEquivalents, partialDates, unit, followUpEnds, population } = options;
  const times = timeToEvent(
    data,
    { events: ["death", ...deathEquivalents], origin: from },
    { partialDates, unit, followUpEnds, ...(population !== undefined && { population }) },
  );
  const timeOf = new Map(times.rows.map((row) => [row.participant, row]));
  const lackOf = new Map(times.excluded.map(({ participant, reason }) => [participant, reason]));
  const valueAt = valuesOf(data, measure);
  const plannedDay = plannedDaysOf(data);
  const { better } = data.trial.measures[measure];

  /** Of who lives on after an equivalent of death, values from then on say nothing of the time before. */
  const isBefore = ({ outcome, day }: TimeToEventRow<Keys>, valueDay: number | null) => outcome !== "event" || (valueDay ?? -Infinity) <= day + 1e-6;

  function improvementsOf(row: TimeToEventRow<Keys>, baseline: number): JointOutcomeRow<Keys>["improvements"] {
    return visits.flatMap((visit) => {
      const value = valueAt(row.participant, visit);
      if (!value.found || !isBefore(row, value.day ?? plannedDay(row.participant, visit))) return [];
      return { visit, improvement: improvementOf(better, value.value - baseline) };
    });
  }

  const isOfArms = ({ arm }: { readonly arm: Keys["arm"] }) => arm === treatment || arm === control;
  const covariatesByRow = new Map<JointOutcomeRow<Keys>, readonly (number | string)[]>();
  const excluded: JointRankExclusion<Keys>[] = [];
  for (const participant of data.participants.filter(isOfArms)) {
    const { id, arm } = participant;
    const row = timeOf.get(id);
    const lack = lackOf.get(id);
    const baseline = valueAt(id, from);
    const covariates = covariatesOf(data, participant, options.covariates);
    if (lack !== undefined) excluded.push({ participant: id, arm, reason: lack });
    else if (!baseline.found) excluded.push({ participant: id, arm, reason: baseline.reason, visit: from });
    else if (covariates === undefined) excluded.push({ participant: id, arm, reason: "no-covariate" });
    else if (row !== undefined) {
      const { time, event, censoring } = row;
      const outcomes = {
        participant: id,
        arm,
        time,
        died: isDead(row, options),
        ...(event !== undefined && { event }),
        ...(censoring !== undefined && { censoring }),
        baseline: baseline.value,
        improvements: improvementsOf(row, baseline.value),
      };
      covariatesByRow.set(outcomes, covariates);
    }
  }
  const rows = [...covariatesByRow.keys()];
  const compared = new Set(rows.map(({ participant }) => participant));
  const isCompared = ({ participant }: { readonly participant: string }) => compared.has(participant);
  return { rows, covariates: covariatesByRow, excluded, uncountedEvents: times.uncountedEvents.filter(isCompared), immortalTime: times.immortalTime.filter(isCompared) };
}

function isDead({ outcome, censoring, time }: TimeToEventRow, { dropout, horizon }: Pick<JointRankMethodOptions, "dropout" | "horizon">): boolean {
  const left = censoring === "withdrew" || censoring === "lost-to-follow-up" || censoring === "stopped-for-adverse-event" || censoring === "excluded";
  // Planned times in another unit may lie off by their rounding.
  return (outcome === "event" || (dropout === "death-equivalent" && left)) && time <= horizon * (1 + 2 ** -26);
}

/** In the order asked for; `undefined` where one is unknown, or no number though it was declared as one. */
function covariatesOf<Keys extends TrialKeys>({ trial }: TrialData<Keys>, { covariates }: Participant<Keys>, keys: readonly Keys["covariate"][]): readonly (number | string)[] | undefined {
  const values: (number | string)[] = [];
  for (const key of keys) {
    const value = covariates?.[key];
    if (value === undefined) return undefined;
    const read = trial.covariates[key].kind === "number" ? Number(value) : String(value);
    if (typeof read === "number" && !Number.isFinite(read)) return undefined;
    values.push(read);
  }
  return values;
}
