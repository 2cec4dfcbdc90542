import { plannedDaysOf } from "./plannedDays.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/**
 * The day from baseline by which each participant is known to have died: that of the death, or the first visit at which a
 * value is missing because of it, whichever is earlier.
 */
export function knownDeaths<Keys extends TrialKeys>(data: TrialData<Keys>): ReadonlyMap<string, number> {
  const days = new Map(deathDays(data));
  const plannedDay = plannedDaysOf(data);
  for (const { participant, visit, missing, day } of data.observations) {
    const known = missing === "died" ? (day ?? plannedDay(participant, visit)) : null;
    if (known !== null) days.set(participant, Math.min(known, days.get(participant) ?? known));
  }
  return days;
}

/** The day each participant died, from baseline; the last possible one where only a partial date is known. */
export function deathDays(data: TrialData): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { participant, status, at } of data.dispositions) if (status === "died" && at !== undefined) days.set(participant, at.latest);
  // An event of its own is the better record of the day than the disposition it led to.
  for (const { participant, kind, at } of data.clinicalEvents) if (kind === "death") days.set(participant, at.latest);
  return days;
}
