import type { PlacedAdverseEvent } from "./AdverseEvent.ts";
import { plannedDaysOf } from "./plannedDays.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** The days from baseline between which a participant must have died. Both are the same where the day is known. */
export interface DeathBounds {
  readonly earliest: number;
  readonly latest: number;
}

const anyDay: DeathBounds = { earliest: -Infinity, latest: Infinity };

/**
 * Who is known to have died, and when at the earliest and at the latest. A death event is the best record of the day, then a
 * disposition, then the first end of a fatal adverse event. Where they leave the day open, it lies after the participant's last
 * value, after the beginning of a fatal event, and before the first visit whose value is missing for death.
 */
export function knownDeaths<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  fatalEvents: readonly PlacedAdverseEvent[] = data.adverseEvents.filter(isFatalEvent),
): ReadonlyMap<string, DeathBounds> {
  const bounds = recordedDeaths(data, fatalEvents);
  const plannedDay = plannedDaysOf(data);
  for (const { participant, visit, missing, day } of data.observations) {
    if (missing !== "died") continue;
    const { earliest, latest } = bounds.get(participant) ?? anyDay;
    const known = Math.max(earliest, day ?? plannedDay(participant, visit) ?? Infinity);
    bounds.set(participant, { earliest, latest: Math.min(latest, known) });
  }
  for (const { participant, visit, value, day } of data.observations) {
    const found = bounds.get(participant);
    if (value === undefined || found === undefined) continue;
    const dayAfter = (day ?? plannedDay(participant, visit) ?? -Infinity) + 1;
    bounds.set(participant, { earliest: Math.min(Math.max(found.earliest, dayAfter), found.latest), latest: found.latest });
  }
  return bounds;
}

/** An adverse event that ended in death: its outcome or its grade says so. */
export function isFatalEvent({ outcome, grade }: PlacedAdverseEvent): boolean {
  return outcome === "fatal" || grade === 5;
}

/** Bounds from the record of the death itself, the better record in place of the lesser. */
function recordedDeaths(data: TrialData, fatalEvents: readonly PlacedAdverseEvent[]): Map<string, DeathBounds> {
  const bounds = new Map<string, DeathBounds>();
  for (const { participant, start } of fatalEvents) {
    bounds.set(participant, { earliest: Math.max(start?.earliest ?? -Infinity, bounds.get(participant)?.earliest ?? -Infinity), latest: Infinity });
  }
  for (const { participant, end } of fatalEvents) if (end !== undefined && end.latest < bounds.get(participant)!.latest) bounds.set(participant, end);
  for (const { participant, status, at } of data.dispositions) {
    if (status === "died") bounds.set(participant, at ?? bounds.get(participant) ?? anyDay);
  }
  for (const { participant, kind, at } of data.clinicalEvents) if (kind === "death") bounds.set(participant, at);
  return bounds;
}
