import type { ExclusionReason } from "./Exclusion.ts";
import { knownDeaths } from "./knownDeaths.ts";
import type { PlacedObservation } from "./Observation.ts";
import { plannedDaysOf } from "./plannedDays.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** Looks up one measure's value of a participant at a visit. */
export type ValueLookup<Keys extends TrialKeys> = (participant: string, visit: Keys["visit"]) => ValueAtVisit;

/** A value, with its day from baseline where a date was recorded; or why there is none. */
export type ValueAtVisit =
  | { readonly found: true; readonly value: number; readonly day: number | null }
  | { readonly found: false; readonly reason: ExclusionReason };

/** A look-up over one measure's observations, built once for an analysis. */
export function valuesOf<Keys extends TrialKeys>(data: TrialData<Keys>, measure: Keys["measure"]): ValueLookup<Keys> {
  const byParticipant = new Map<string, Map<string, PlacedObservation<Keys>>>();
  for (const observation of data.observations) {
    if (observation.measure !== measure) continue;
    const visits = byParticipant.get(observation.participant) ?? new Map<string, PlacedObservation<Keys>>();
    byParticipant.set(observation.participant, visits.set(observation.visit, observation));
  }
  const deaths = knownDeaths(data);
  const plannedDay = plannedDaysOf(data);
  return (participant, visit) => {
    const observation = byParticipant.get(participant)?.get(visit);
    if (observation?.value !== undefined) return { found: true, value: observation.value, day: observation.day ?? null };
    if (observation !== undefined) return { found: false, reason: observation.missing };
    const death = deaths.get(participant);
    const planned = plannedDay(participant, visit);
    // Without a value, a death whose day is open may have come before: it is then the likelier reason.
    const dead = death !== undefined && planned !== null && death.earliest <= planned;
    return { found: false, reason: dead ? "died" : "no-observation" };
  };
}
