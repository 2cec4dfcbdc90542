import type { PlacedAdverseEvent } from "./AdverseEvent.ts";
import { plannedDaysOf } from "./plannedDays.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** The days from baseline between which a participant must have died. Both are the same where the day is known. */
export interface DeathBounds {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * Who is known to have died, and when at the earliest and at the latest. A death event is the best record of the day, then a
 * disposition, then the first end of a fatal adverse event; what the better record leaves open, the lesser narrows, unless it
 * contradicts it. Death comes after the beginning of a fatal event and after the participant's last value, and before the first visit
 * whose value is missing for it.
 */
export function knownDeaths<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  fatalEvents: readonly PlacedAdverseEvent[] = data.adverseEvents.filter(isFatalEvent),
): ReadonlyMap<string, DeathBounds> {
  const bounds = new Map<string, DeathBounds>();
  const plannedDay = plannedDaysOf(data);
  const narrow = (participant: string, from = -Infinity, to = Infinity) => {
    const { earliest, latest } = bounds.get(participant) ?? { earliest: -Infinity, latest: Infinity };
    if (from <= latest && to >= earliest) bounds.set(participant, { earliest: Math.max(earliest, from), latest: Math.min(latest, to) });
  };
  for (const { participant, kind, at } of data.clinicalEvents) if (kind === "death") narrow(participant, at.earliest, at.latest);
  for (const { participant, status, at } of data.dispositions) if (status === "died") narrow(participant, at?.earliest, at?.latest);
  for (const { participant, end } of fatalEvents) narrow(participant, -Infinity, end?.latest);
  for (const { participant, end } of fatalEvents) narrow(participant, end?.earliest);
  for (const { participant, start } of fatalEvents) narrow(participant, start?.earliest);
  for (const { participant, visit, missing, day } of data.observations) {
    if (missing === "died") narrow(participant, -Infinity, day ?? plannedDay(participant, visit) ?? Infinity);
  }
  for (const { participant, visit, value, day } of data.observations) {
    const death = bounds.get(participant);
    if (value !== undefined && death !== undefined) narrow(participant, Math.min((day ?? plannedDay(participant, visit) ?? -Infinity) + 1, death.latest));
  }
  return bounds;
}

/** An adverse event that ended in death: its outcome or its grade says so. */
export function isFatalEvent({ outcome, grade }: PlacedAdverseEvent): boolean {
  return outcome === "fatal" || grade === 5;
}
