import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { SlopeOptions, VisitRange } from "../trial/MeasureEndpoint.ts";
import { convertTime, type TimeUnit } from "../trial/Offset.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { plannedTimeBetween } from "../trial/visitTime.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import { fitCentred, slopeBetween } from "./line.ts";

/** How slopes are taken, with every default applied. */
export interface ResolvedSlopeOptions {
  readonly method: SlopeOptions["method"];
  readonly per: TimeUnit;
  readonly time: "nominal" | "actual";
  readonly daysPerMonth: number;
}

export interface SlopeReading {
  readonly found: true;
  readonly slope: number;
  /** The values that it was taken from. */
  readonly values: readonly number[];
}

/** Reads a participant's slope over a range of visits. */
export type SlopeReader<Keys extends TrialKeys> = (participant: string, range: VisitRange<Keys["visit"]>) => SlopeReading | Lack<Keys>;

export function slopeReader<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  measure: Keys["measure"],
  { method, per, time, daysPerMonth }: ResolvedSlopeOptions,
): SlopeReader<Keys> {
  const isTwoVisit = method === "two-visit";
  const valueAt = valuesOf(data, measure);
  const plannedDay = plannedDaysOf(data, daysPerMonth);

  return (participant, { from, to }) => {
    /** Planned time since the range began; NaN where the participant has none, or the visit is on another calendar. */
    const planned = (visit: Keys["visit"]) =>
      time === "nominal" ? (plannedTimeBetween(data.trial, from, visit, per, daysPerMonth) ?? NaN) : (plannedDay(participant, visit) ?? NaN) - (plannedDay(participant, from) ?? NaN);
    const visits = isTwoVisit ? [from, to] : keysOf(data.trial.visits).filter((visit) => planned(visit) >= 0 && planned(visit) <= planned(to));
    const times: number[] = [];
    const values: number[] = [];
    for (const visit of visits) {
      const observed = valueAt(participant, visit);
      if (!observed.found) {
        // A line needs no single visit.
        if (isTwoVisit) return observed;
        continue;
      }
      const moment = time === "nominal" ? planned(visit) : convertTime(observed.day ?? NaN, "day", per, daysPerMonth);
      // A value without a date must not drop out of a line without a word.
      if (Number.isNaN(moment)) return lack("no-date", visit);
      times.push(moment);
      values.push(observed.value);
    }
    if (values.length < 2) return lack("too-few-visits", to);
    if (new Set(times).size < 2) return lack("same-day", to);
    if (isTwoVisit && times[1]! < times[0]!) return lack("out-of-order", to);
    return { found: true, slope: withoutNegativeZero(isTwoVisit ? slopeBetween(times, values) : fitCentred(times, values).slope), values };
  };
}
