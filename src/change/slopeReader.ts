import { keysOf } from "../trial/keysOf.ts";
import type { SlopeOptions, VisitRange } from "../trial/MeasureEndpoint.ts";
import { convertTime, type TimeUnit } from "../trial/Offset.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { nominalTimeBetween } from "../trial/visitTime.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import { fitCentred, type Point, slopeBetween } from "./line.ts";

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
  type Visit = Keys["visit"];
  const twoVisits = method === "two-visit";
  const valueAt = valuesOf(data, measure);
  const plannedDay = plannedDaysOf(data, daysPerMonth);

  /** Planned time from one visit to another; `null` where a participant has none, or the two are not on one calendar. */
  function plannedTime(participant: string, from: Visit, to: Visit): number | null {
    if (time === "nominal") {
      const between = nominalTimeBetween(data.trial, from, to, { per, daysPerMonth });
      return between.kind === "time" ? between.amount : null;
    }
    const start = plannedDay(participant, from);
    const end = plannedDay(participant, to);
    return start === null || end === null ? null : end - start;
  }

  /** A value and its time: planned time since the first visit of the range, or recorded time since baseline. */
  function pointAt(participant: string, first: Visit, visit: Visit) {
    const observed = valueAt(participant, visit);
    if (!observed.found) return lack<Keys>(observed.reason, visit);
    const recorded = observed.day === null ? null : convertTime(observed.day, "day", per, daysPerMonth);
    const moment = time === "nominal" ? plannedTime(participant, first, visit) : recorded;
    return moment === null ? lack<Keys>("no-date", visit) : ({ found: true, time: moment, value: observed.value } as const);
  }

  function visitsOf(participant: string, { from, to }: VisitRange<Visit>): readonly Visit[] {
    if (twoVisits) return [from, to];
    const end = plannedTime(participant, from, to);
    return keysOf(data.trial.visits).filter((visit) => {
      const planned = plannedTime(participant, from, visit);
      return planned !== null && end !== null && planned >= 0 && planned <= end;
    });
  }

  return (participant, range) => {
    const points: Point[] = [];
    for (const visit of visitsOf(participant, range)) {
      const point = pointAt(participant, range.from, visit);
      if (point.found) points.push(point);
      // A line needs no single visit, but a value without a date must not drop out of it without a word.
      else if (twoVisits || point.reason === "no-date") return point;
    }
    const times = points.map((point) => point.time);
    const values = points.map((point) => point.value);
    if (points.length < 2) return lack("too-few-visits", range.to);
    if (times.every((moment) => moment === times[0])) return lack("same-day", range.to);
    if (twoVisits && times[1]! < times[0]!) return lack("out-of-order", range.to);
    return { found: true, slope: twoVisits ? slopeBetween(points[0]!, points[1]!) : fitCentred(times, values).slope, values };
  };
}
