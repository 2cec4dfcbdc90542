import { keysOf } from "./keysOf.ts";
import { convertTime } from "./Offset.ts";
import { plannedDaysOf } from "./plannedDays.ts";
import type { TrialData } from "./TrialData.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { valuesOf } from "./valuesOf.ts";
import { type Lack, lack } from "./Lack.ts";
import { amountOf, type Knot, type TimeAxis } from "./TimeAxis.ts";

/** A participant's values and the knots between them, in units of time from baseline. */
export interface Course {
  readonly found: true;
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly knots: readonly number[];
}

export type CourseReader<Keys extends TrialKeys> = (participant: string) => Course | Lack<Keys>;

/** Reads the course of a measure over some visits between two, and where its knots stand in each participant. */
export function courseReader<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  measure: Keys["measure"],
  axis: TimeAxis<Keys>,
  counted: readonly Keys["visit"][] = keysOf(data.trial.visits),
): CourseReader<Keys> {
  type Visit = Keys["visit"];
  const { visits } = data.trial;
  const { knots, from, to, time, per, daysPerMonth } = axis;
  const valueAt = valuesOf(data, measure);
  const plannedDay = plannedDaysOf(data, daysPerMonth);
  const inUnits = (day: number | null) => (day === null ? null : convertTime(day, "day", per, daysPerMonth));

  /** `null` for a visit counted from a dose: always on planned time, else where the dose was not given. */
  function plannedTime(participant: string, visit: Visit): number | null {
    if (time === "actual") return inUnits(plannedDay(participant, visit));
    const { at, from: anchor = "baseline" } = visits[visit];
    return anchor === "baseline" ? amountOf(at, axis) : null;
  }

  function knotTime(participant: string, knot: Knot<Visit>): number | null {
    if (typeof knot !== "string") return amountOf(knot, axis);
    const observed = valueAt(participant, knot);
    const recorded = time === "actual" && observed.found ? inUnits(observed.day) : null;
    return recorded ?? plannedTime(participant, knot);
  }

  function knotTimes(participant: string): number[] | Lack<Keys> {
    const times: number[] = [];
    for (const knot of knots) {
      const visit = typeof knot === "string" ? knot : undefined;
      const next = knotTime(participant, knot);
      if (next === null) return lack("no-date", visit);
      const previous = times.at(-1) ?? -Infinity;
      if (next <= previous) return lack(next === previous ? "same-day" : "out-of-order", visit);
      times.push(next);
    }
    return times;
  }

  return (participant) => {
    const placed = knotTimes(participant);
    if ("found" in placed) return placed;
    const start = from === undefined ? -Infinity : plannedTime(participant, from);
    const end = to === undefined ? Infinity : plannedTime(participant, to);
    if (start === null || end === null) return lack("no-date", start === null ? from : to);
    const course = { found: true, time: [] as number[], value: [] as number[], knots: placed } as const;
    for (const visit of counted) {
      const planned = plannedTime(participant, visit);
      const observed = valueAt(participant, visit);
      if (planned === null || planned < start || planned > end || !observed.found) continue;
      const moment = time === "nominal" ? planned : inUnits(observed.day);
      // A value without a date must not drop out of the fit without a word.
      if (moment === null) return lack("no-date", visit);
      course.time.push(moment);
      course.value.push(observed.value);
    }
    return course;
  };
}
