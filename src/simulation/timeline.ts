import { randomStream } from "../numeric/randomStream.ts";
import { keysOf } from "../trial/keysOf.ts";
import { daysPerMonth, offsetInDays } from "../trial/Offset.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Address } from "./course.ts";
import type { ResolvedDesign } from "./resolveDesign.ts";
import type { MonthlyRate } from "./SimulationDesign.ts";

/** A visit as it is planned for the participants of an arm. */
export interface PlannedVisit<Visit extends string = string> {
  readonly visit: Visit;
  /** From baseline. */
  readonly day: number;
  readonly isBaseline: boolean;
}

/** The visits of an arm in the order of time; one that is counted from a dose which the arm is not to have is not among them. */
export function plannedVisits<Keys extends TrialKeys>(trial: Trial<Keys>, arm: Keys["arm"], { doses }: ResolvedDesign<Keys>): readonly PlannedVisit<Keys["visit"]>[] {
  const planned = keysOf(trial.visits).flatMap((visit) => {
    const { at, from = "baseline", baseline } = trial.visits[visit];
    const anchor = from === "baseline" ? { days: 0 } : doses[arm]?.[Number(from.slice("dose:".length)) - 1]?.at;
    if (anchor === undefined) return [];
    return [{ visit, day: offsetInDays(anchor, daysPerMonth) + offsetInDays(at, daysPerMonth), isBaseline: baseline === true }];
  });
  return planned.sort((left, right) => left.day - right.day);
}

export function rateOf<Keys extends TrialKeys>(rate: MonthlyRate<Keys>, arm: Keys["arm"]): number {
  return typeof rate === "number" ? rate : rate[arm];
}

/** The first day after `from` by which somebody has left who leaves completely at random; Infinity where nobody does. */
export function leavingDay(participant: Address, from: number, perMonth: number): number {
  if (perMonth === 0) return Infinity;
  return from + Math.ceil((randomStream([...participant, "leaving"]).exponential() / perMonth) * daysPerMonth);
}

/**
 * The first day after `from`, and at the latest `to`, by which the hazard has added up to the participant's own threshold; Infinity
 * where it does not.
 */
export function deathDay(participant: Address, from: number, to: number, hazardPerMonth: (day: number) => number): number {
  const threshold = randomStream([...participant, "death"]).exponential();
  let cumulative = 0;
  for (let day = Math.floor(from) + 1; day <= to; day++) {
    cumulative += hazardPerMonth(day) / daysPerMonth;
    if (cumulative >= threshold) return day;
  }
  return Infinity;
}
