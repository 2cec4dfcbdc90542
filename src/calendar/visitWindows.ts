import { dayTolerance } from "../trial/daysIncluding.ts";
import { keysOf } from "../trial/keysOf.ts";
import { offsetInDays } from "../trial/Offset.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { nominalDay } from "../trial/visitTime.ts";
import type { ResolvedAssignVisitsOptions } from "./AssignVisitsOptions.ts";

/** A visit in one participant: the day it was planned for, and the days that it takes. */
export interface VisitWindow<Keys extends TrialKeys> {
  readonly visit: Keys["visit"];
  readonly target: number;
  readonly from: number;
  readonly to: number;
}

/** The windows of a participant's visits, by planned day. A visit counted from a dose that was not given has none. */
export function visitWindowsOf<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  { windows, within, daysPerMonth }: ResolvedAssignVisitsOptions,
): (participant: string) => readonly VisitWindow<Keys>[] {
  const { visits } = data.trial;
  const plannedDay = plannedDaysOf(data, daysPerMonth);
  const declared = (visit: Keys["visit"], target: number) => {
    const { window } = visits[visit];
    // A visit without a window has the day that it was planned for.
    if (window === undefined) return { from: Math.floor(target + dayTolerance), to: Math.floor(target + dayTolerance) };
    return { from: target - offsetInDays(window.before, daysPerMonth), to: target + offsetInDays(window.after, daysPerMonth) };
  };
  /** How far back the first visit reaches, and how far on the last: nothing beyond belongs to any. */
  const outerDays = (inOrder: readonly { readonly visit: Keys["visit"]; readonly target: number }[]) => {
    const [first, last] = [inOrder[0], inOrder.at(-1)];
    return {
      from: first === undefined || visits[first.visit].window === undefined ? -Infinity : declared(first.visit, first.target).from,
      to: last === undefined || visits[last.visit].window === undefined ? Infinity : declared(last.visit, last.target).to,
    };
  };
  return (participant) => {
    const planned = keysOf(visits).flatMap((visit) => {
      const target = plannedDay(participant, visit);
      return target === null ? [] : [{ visit, target }];
    });
    const inOrder = planned.sort((left, right) => left.target - right.target);
    const outer = outerDays(inOrder);
    return inOrder.map(({ visit, target }) => {
      const { from, to } = windows === "closest" ? { from: target - within!, to: target + within! } : windows === "declared" ? declared(visit, target) : outer;
      const planned = nominalDay(data.trial, visit, daysPerMonth) ?? 0;
      // Reading refuses a date on the other side of baseline than its visit.
      return { visit, target, from: planned > 0 ? Math.max(from, 0) : from, to: planned < 0 ? Math.min(to, 0) : to };
    });
  };
}

/** The visit whose planned day is nearest among those whose windows hold the day; of two as near, the one that `ties` names. */
export function nearestVisit<Keys extends TrialKeys>(
  windows: readonly VisitWindow<Keys>[],
  day: number,
  ties: "earlier" | "later",
): VisitWindow<Keys> | null {
  let nearest: VisitWindow<Keys> | null = null;
  for (const window of windows) {
    if (day < window.from - dayTolerance || day > window.to + dayTolerance) continue;
    const gain = nearest === null ? Infinity : Math.abs(nearest.target - day) - Math.abs(window.target - day);
    if (gain > dayTolerance || (gain >= -dayTolerance && ties === "later")) nearest = window;
  }
  return nearest;
}
