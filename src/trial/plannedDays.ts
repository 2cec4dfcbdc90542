import { daysPerMonth, offsetIn } from "./Offset.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** The day from baseline that a visit was planned for in a participant; `null` where it hangs on a dose that was not given. */
export type PlannedDays<Keys extends TrialKeys> = (participant: string, visit: Keys["visit"]) => number | null;

/**
 * Planned days of visits, also of those counted from a dose, whose day differs by participant. A dose with a partial date
 * stands at the last day it may mean.
 */
export function plannedDaysOf<Keys extends TrialKeys>(data: TrialData<Keys>, monthLength: number = daysPerMonth): PlannedDays<Keys> {
  // Named as a visit's anchor names them.
  const doseDays = new Map(data.doses.map(({ participant, number, at }) => [`dose:${number} ${participant}`, at.latest]));
  return (participant, visit) => {
    const { at, from = "baseline" } = data.trial.visits[visit];
    const anchor = from === "baseline" ? 0 : doseDays.get(`${from} ${participant}`);
    return anchor === undefined ? null : anchor + offsetIn(at, "day", monthLength);
  };
}
