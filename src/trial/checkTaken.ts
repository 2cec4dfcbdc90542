import { daysPerMonth, offsetInDays } from "./Offset.ts";
import type { Path } from "./problem.ts";
import { checkTakenAlive, type ReadContext } from "./ReadContext.ts";
import type { Trial } from "./Trial.ts";
import { nominalDay } from "./visitTime.ts";

interface Taken {
  readonly participant: string;
  readonly visit: string;
  readonly date?: string;
}

/** Reports what was taken of a participant who had died; what has no date counts as taken as early as its visit allows. */
export function checkTaken(context: ReadContext, { participant, visit, date }: Taken, day: number | null, what: () => string, path: Path): void {
  if (day !== null) checkTakenAlive(context, participant, day, () => `${what()} at ${visit}`, path);
  const earliest = day === null && date === undefined ? earliestPlannedDay(context.trial, visit) : null;
  if (earliest === null) return;
  const hint = "; give its date, or a window to the visit, if it was taken earlier than planned";
  checkTakenAlive(context, participant, earliest, () => `${what()} without a date at ${visit}, planned`, path, hint);
}

/** A visit's planned time, or as much before it as its window allows. */
function earliestPlannedDay(trial: Trial, visit: string): number | null {
  const planned = nominalDay(trial, visit);
  const { window } = trial.visits[visit]!;
  return planned === null ? null : planned - (window === undefined ? 0 : offsetInDays(window.before, daysPerMonth));
}
