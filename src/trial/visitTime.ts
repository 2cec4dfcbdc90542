import { show } from "../result/show.ts";
import { keysOf } from "./keysOf.ts";
import { convertTime, daysPerMonth, offsetInDays, offsetParts, type TimeUnit } from "./Offset.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** The visit that the trial calls baseline, if it has visits at all. */
export function baselineVisitOf<Keys extends TrialKeys>(trial: Trial<Keys>): Keys["visit"] | undefined {
  return keysOf(trial.visits).find((visit) => trial.visits[visit].baseline);
}

export interface TimeOptions {
  readonly per?: TimeUnit;
  readonly daysPerMonth?: number;
}

/** The nominal time between two visits, or why there is none. */
export type NominalTime =
  | { readonly kind: "time"; readonly amount: number; readonly unit: TimeUnit }
  | { readonly kind: "none"; readonly sentence: string };

/**
 * Time from one visit to another as planned. Visits declared in one unit are subtracted in it, untouched by any
 * convention: three months are 3, not 91.3 days. Differing units need `per`, and go by `daysPerMonth`.
 */
export function nominalTimeBetween<Keys extends TrialKeys>(
  trial: Trial<Keys>,
  from: Keys["visit"],
  to: Keys["visit"],
  { per, daysPerMonth: monthLength = daysPerMonth }: TimeOptions,
): NominalTime {
  const first = trial.visits[from];
  const second = trial.visits[to];
  if ((first.from ?? "baseline") !== (second.from ?? "baseline")) {
    return {
      kind: "none",
      sentence: `${show(from)} and ${show(to)} are counted from different anchors, so planned time differs by participant; use time: "actual"`,
    };
  }
  const start = offsetParts(first.at);
  const end = offsetParts(second.at);
  // A visit at 0 has no unit worth the name: 0 months and 0 weeks are the same time.
  const declared = start.amount === 0 ? end.unit : start.unit;
  const shared = end.unit === declared || end.amount === 0;
  if (!shared && per === undefined) return { kind: "none", sentence: unitConflict(show(from), start.unit, show(to), end.unit) };
  const unit = per ?? declared;
  const amount = shared
    ? convertTime(end.amount - start.amount, declared, unit, monthLength)
    : convertTime(offsetInDays(second.at, monthLength) - offsetInDays(first.at, monthLength), "day", unit, monthLength);
  return { kind: "time", amount, unit };
}

/** The sentence for two times, or two stretches of time, in different units. */
export function unitConflict(first: string, unit: TimeUnit, second: string, other: TimeUnit): string {
  return `${first} is declared in ${unit}s and ${second} in ${other}s; say per which unit of time slopes are: per: "${unit}" or per: "${other}"`;
}

/** A visit's planned time in days from baseline; `null` for one counted from a dose, whose time differs by participant. */
export function nominalDay<Keys extends TrialKeys>(trial: Trial<Keys>, visit: Keys["visit"], monthLength: number = daysPerMonth): number | null {
  const { at, from } = trial.visits[visit];
  return (from ?? "baseline") === "baseline" ? offsetInDays(at, monthLength) : null;
}
