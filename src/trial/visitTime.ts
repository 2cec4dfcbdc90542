import { keysOf } from "./keysOf.ts";
import type { VisitRange } from "./MeasureEndpoint.ts";
import { daysPerMonth, type Offset, offsetIn, type TimeUnit } from "./Offset.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** The visit that the trial calls baseline, if it has visits at all. */
export function baselineVisitOf<Keys extends TrialKeys>(trial: Trial<Keys>): Keys["visit"] | undefined {
  return keysOf(trial.visits).find((visit) => trial.visits[visit].baseline);
}

/**
 * Planned time from one visit to another; `null` where they are counted from different anchors, so that it differs by
 * participant. Visits declared in the unit asked for are subtracted untouched by any convention: three months are 3, not 91.3 days.
 */
export function plannedTimeBetween<Keys extends TrialKeys>(
  trial: Trial<Keys>,
  from: Keys["visit"],
  to: Keys["visit"],
  unit: TimeUnit,
  monthLength: number = daysPerMonth,
): number | null {
  const { at: start, from: anchor = "baseline" } = trial.visits[from];
  const { at: end, from: other = "baseline" } = trial.visits[to];
  return anchor === other ? offsetIn(end, unit, monthLength) - offsetIn(start, unit, monthLength) : null;
}

/** A visit's planned time in days from baseline; `null` for one counted from a dose, whose time differs by participant. */
export function nominalDay<Keys extends TrialKeys>(trial: Trial<Keys>, visit: Keys["visit"], monthLength: number = daysPerMonth): number | null {
  const { at, from = "baseline" } = trial.visits[visit];
  return from === "baseline" ? offsetIn(at, "day", monthLength) : null;
}

/** The planned times of the visits that some ranges begin and end at. */
export function timesOf<Keys extends TrialKeys>(trial: Trial<Keys>, ranges: readonly VisitRange<Keys["visit"]>[]): readonly Offset[] {
  return ranges.flatMap(({ from, to }) => [trial.visits[from].at, trial.visits[to].at]);
}
