import { knownDeaths } from "./knownDeaths.ts";
import { type Lack, lack } from "./Lack.ts";
import type { PlacedObservation } from "./Observation.ts";
import { plannedDaysOf } from "./plannedDays.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** Looks up one measure's value of a participant at a visit. */
export type ValueLookup<Keys extends TrialKeys> = (participant: string, visit: Keys["visit"]) => ValueAtVisit<Keys>;

/** A value, with its day from baseline where a date was recorded; or why there is none. */
export type ValueAtVisit<Keys extends TrialKeys> =
  | { readonly found: true; readonly value: number; readonly day: number | null }
  | Lack<Keys>;

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
    const reason = observation?.missing ?? "no-observation";
    if (reason !== "unknown" && reason !== "no-observation") return lack(reason, visit);
    // Where no reason was recorded, a death that may have come before, its day open, is the likelier one.
    const day = observation?.day ?? plannedDay(participant, visit) ?? NaN;
    return lack((deaths.get(participant)?.earliest ?? Infinity) <= day ? "died" : reason, visit);
  };
}
