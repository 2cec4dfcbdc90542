import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import type { DeathBounds } from "../trial/knownDeaths.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { ArmCells, cellCounter } from "./flowCells.ts";
import type { OutcomeRecord } from "./trialOutcome.ts";

/** Where everyone was at a visit. The first four add up to the arm. */
export interface VisitFlow<Arm extends string = string> {
  /** Somebody who completed the trial is in it at every visit until death, and so is somebody of whom nothing says that they left. */
  readonly inTrial: ArmCells<Arm>;
  readonly discontinued: ArmCells<Arm>;
  readonly died: ArmCells<Arm>;
  /** The visit is counted from a dose that was not given. */
  readonly notScheduled: ArmCells<Arm>;
  /** Of those in the trial: a value of any measure or biomarker was recorded at the visit. */
  readonly observed: ArmCells<Arm>;
}

type Place = "inTrial" | "discontinued" | "died" | "notScheduled";

export function visitFlows<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  outcomeOf: (participant: string) => OutcomeRecord,
  deaths: ReadonlyMap<string, DeathBounds>,
  count: ReturnType<typeof cellCounter<Keys>>,
): { readonly [V in Keys["visit"]]: VisitFlow<Keys["arm"]> } {
  const plannedDay = plannedDaysOf(data);
  const seen = visitsSeen(data);
  const lastSeen = new Map<string, number>();
  for (const { id } of data.participants) {
    const days = [...(seen.get(id) ?? [])].map((visit) => plannedDay(id, visit) ?? -Infinity);
    lastSeen.set(id, Math.max(-Infinity, ...days));
  }
  const placeAt = (visit: Keys["visit"], { id }: Participant<Keys>): Place => {
    if (seen.get(id)?.has(visit) === true) return "inTrial";
    const planned = plannedDay(id, visit);
    if (planned === null) return "notScheduled";
    const { outcome, goneFrom = lastSeen.get(id)! + 1 } = outcomeOf(id);
    if (outcome === "not-recorded" || planned <= lastSeen.get(id)! || planned < goneFrom) return "inTrial";
    // Who completed does not leave, but may die before a visit planned later.
    if (outcome === "completed") return planned < (deaths.get(id)?.earliest ?? Infinity) ? "inTrial" : "died";
    return outcome === "died" ? "died" : "discontinued";
  };
  return recordOf<Keys["visit"], VisitFlow<Keys["arm"]>>(keysOf(data.trial.visits), (visit) => {
    const at = (place: Place) => count((participant) => placeAt(visit, participant) === place);
    return {
      inTrial: at("inTrial"),
      discontinued: at("discontinued"),
      died: at("died"),
      notScheduled: at("notScheduled"),
      observed: count(({ id }) => seen.get(id)?.has(visit) === true),
    };
  });
}

/** The visits at which a participant has a value, of whatever was measured. */
function visitsSeen<Keys extends TrialKeys>(data: TrialData<Keys>): ReadonlyMap<string, ReadonlySet<Keys["visit"]>> {
  const seen = new Map<string, Set<Keys["visit"]>>();
  for (const record of [...data.observations, ...data.biomarkerSamples]) {
    if ("missing" in record && record.missing !== undefined) continue;
    const visits = seen.get(record.participant) ?? new Set<Keys["visit"]>();
    seen.set(record.participant, visits.add(record.visit));
  }
  return seen;
}
