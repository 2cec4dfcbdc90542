import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { keysOf } from "../trial/keysOf.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import type { ComponentVisit } from "./TimeToProgressionResult.ts";

/** A participant's visits with a value, from baseline on, in order of their days. */
export type ComponentReader<Keys extends TrialKeys> = (participant: string) => { readonly found: true; readonly visits: readonly ComponentVisit<Keys>[] } | Lack<Keys>;

export interface ComponentReading<Keys extends TrialKeys> {
  readonly measure: Keys["measure"];
  readonly baseline: Keys["visit"];
  readonly to?: Keys["visit"];
  readonly visitDays: "nominal" | "actual";
  /** A time that a percentage is taken of: 0 is none. */
  readonly isTime: boolean;
}

/** Visits planned before baseline or after the last one are passed over, and so are those without a value. */
export function componentReader<Keys extends TrialKeys>(data: TrialData<Keys>, { measure, baseline, to, visitDays, isTime }: ComponentReading<Keys>): ComponentReader<Keys> {
  const valueAt = valuesOf(data, measure);
  const plannedDay = plannedDaysOf(data);
  return (participant) => {
    const first = valueAt(participant, baseline);
    if (!first.found) return lack(first.reason, baseline);
    const end = to === undefined ? Infinity : plannedDay(participant, to);
    if (end === null) return lack("no-dose", to);
    const visits: ComponentVisit<Keys>[] = [];
    for (const visit of keysOf(data.trial.visits)) {
      const planned = plannedDay(participant, visit);
      const found = valueAt(participant, visit);
      if (planned === null || planned < 0 || planned > end || !found.found) continue;
      const day = visitDays === "nominal" ? planned : found.day;
      if (day === null) return lack("no-date", visit);
      if (isTime && found.value <= 0) return lack("zero-reference", visit);
      visits.push({ visit, day: withoutNegativeZero(day), value: withoutNegativeZero(found.value) });
    }
    visits.sort((one, other) => one.day - other.day);
    if (visits[0]?.visit !== baseline) return lack("out-of-order", baseline);
    const sameDay = visits.find(({ day }, index) => index > 0 && day === visits[index - 1]!.day);
    return sameDay === undefined ? { found: true, visits } : lack("same-day", sameDay.visit);
  };
}
