import { dayTolerance } from "../trial/daysIncluding.ts";
import { daysPerMonth, offsetInDays } from "../trial/Offset.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { doseNumber, isVisit, type ResolvedBound, type ResolvedWindow, type WindowAnchor } from "./AdverseEventWindow.ts";

/** A window in one participant, in days from baseline. An anchor with a partial date makes it as wide as it may have been. */
export interface Span {
  readonly start: number;
  /** Infinity where the window lasts to the end of follow-up. */
  readonly end: number;
}

interface Days {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * Places a window in a participant; `null` where it never opened: a dose it is counted from was not given, or the window
 * closed before it opened.
 *
 * In an arm where nobody has a dose recorded, the first dose stands for `timeZero`. A participant without a dose in an arm
 * that is dosed has no such window.
 */
export function windowPlacer<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  timeZero: "baseline" | Keys["visit"],
): (window: ResolvedWindow<Keys>, participant: Participant<Keys>) => Span | null {
  const doses = new Map<string, Map<number, Days>>();
  for (const { participant, number, at } of data.doses) {
    const own = doses.get(participant) ?? new Map<number, Days>();
    doses.set(participant, own.set(number, at));
  }
  const dosedArms = new Set<string>();
  for (const { id, arm } of data.participants) if (doses.has(id)) dosedArms.add(arm);

  const placeAnchor = (participant: Participant<Keys>, anchor: WindowAnchor<Keys>): Days | null => {
    const dose = doseNumber(anchor);
    if (dose !== null) {
      const given = doses.get(participant.id)?.get(dose);
      if (given !== undefined) return given;
      return dose === 1 && !dosedArms.has(participant.arm) ? placeAnchor(participant, timeZero) : null;
    }
    if (anchor === "baseline" || !isVisit(data.trial, anchor)) return { earliest: 0, latest: 0 };
    const { at, from = "baseline" } = data.trial.visits[anchor];
    return shifted(placeAnchor(participant, from), offsetInDays(at, daysPerMonth));
  };
  const placeBound = (participant: Participant<Keys>, bound: ResolvedBound<Keys>) =>
    shifted(placeAnchor(participant, bound.from), offsetInDays(bound, daysPerMonth));

  return (window, participant) => {
    const start = placeBound(participant, window.start);
    if (start === null) return null;
    if (window.end === "end-of-follow-up") return { start: start.earliest, end: Infinity };
    const ends = window.end.map((bound) => placeBound(participant, bound)).filter((end) => end !== null);
    if (ends.length === 0) return null;
    const end = Math.min(...ends.map(({ latest }) => latest));
    return end < start.earliest - dayTolerance ? null : { start: start.earliest, end };
  };
}

function shifted(days: Days | null, offset: number): Days | null {
  return days && { earliest: days.earliest + offset, latest: days.latest + offset };
}
