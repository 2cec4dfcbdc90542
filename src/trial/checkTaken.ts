import { daysPerMonth, offsetInDays } from "./Offset.ts";
import type { Path } from "./problem.ts";
import { checkTakenAlive, type ReadContext } from "./ReadContext.ts";

interface Taken {
  readonly participant: string;
  readonly visit: string;
  readonly date?: string;
}

/** Reports what was taken of a participant who had died; what has no date counts as taken as early as its visit allows. */
export function checkTaken(
  context: ReadContext,
  { participant, visit, date }: Taken,
  isLost: (field: string) => boolean,
  day: number | null,
  what: () => string,
  path: Path,
): void {
  if (day !== null) checkTakenAlive(context, participant, day, () => `${what()} at ${visit}`, path);
  const isUndated = day === null && date === undefined && !isLost("date") && !isLost("day");
  const earliest = isUndated ? earliestPlannedDay(context, participant, visit) : null;
  if (earliest === null) return;
  const hint = "; give its date, or a window to the visit, if it was taken earlier than planned";
  checkTakenAlive(context, participant, earliest, () => `${what()} without a date at ${visit}, planned`, path, hint);
}

/** A visit's planned time, or as much before it as its window allows; `null` where it hangs on a dose that was not given. */
function earliestPlannedDay({ trial, doses }: ReadContext, participant: string, visit: string): number | null {
  const { at, from = "baseline", window } = trial.visits[visit]!;
  const anchor = from === "baseline" ? 0 : doses.get(participant)?.get(Number(from.slice("dose:".length)))?.earliest;
  if (anchor === undefined) return null;
  return anchor + offsetInDays(at, daysPerMonth) - (window === undefined ? 0 : offsetInDays(window.before, daysPerMonth));
}
