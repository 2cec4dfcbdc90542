import { checkKnownKeys } from "../inference/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";
import { convertTime, type Offset, offsetInDays, offsetParts, type TimeUnit } from "../trial/Offset.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { nominalDay } from "../trial/visitTime.ts";
import { type Lack, lack } from "./Lack.ts";

/** A time at which slopes may change: a visit of the trial, or a time from baseline. */
export type Knot<VisitKey extends string = string> = VisitKey | Offset;

/** Where the times of a fit come from, with every default applied. */
export interface TimeAxis<Keys extends TrialKeys = TrialKeys> {
  readonly measure: Keys["measure"];
  readonly knots: readonly Knot<Keys["visit"]>[];
  readonly from?: Keys["visit"];
  readonly to?: Keys["visit"];
  readonly time: "nominal" | "actual";
  readonly per: TimeUnit;
  readonly daysPerMonth: number;
}

/** A participant's values and the knots between them, in units of time from baseline. */
export interface ParticipantCourse {
  readonly found: true;
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly knots: readonly number[];
}

/** Reads a participant's values, times and knots. */
export function courseReader<Keys extends TrialKeys>(data: TrialData<Keys>, axis: TimeAxis<Keys>) {
  type Visit = Keys["visit"];
  const { measure, knots, from, to, time, per, daysPerMonth } = axis;
  const { trial } = data;
  const valueAt = valuesOf(data, measure);
  const plannedFor = plannedDaysOf(data, daysPerMonth);
  const inUnits = (days: number) => convertTime(days, "day", per, daysPerMonth);
  const plannedDay = (participant: string, visit: Visit) =>
    time === "nominal" ? nominalDay(trial, visit, daysPerMonth) : plannedFor(participant, visit);

  /** The planned time of a visit: in nominal time as declared, untouched by conversion to days and back. */
  function plannedTime(participant: string, visit: Visit): number | null {
    const day = plannedDay(participant, visit);
    if (day === null) return null;
    return time === "nominal" ? amountOf(trial.visits[visit].at, axis) : inUnits(day);
  }

  function knotTime(participant: string, knot: Knot<Visit>): number | null {
    if (typeof knot !== "string") return amountOf(knot, axis);
    const observed = time === "actual" ? valueAt(participant, knot) : undefined;
    return observed?.found === true && observed.day !== null ? inUnits(observed.day) : plannedTime(participant, knot);
  }

  return (participant: string): ParticipantCourse | Lack<Keys> => {
    const knotTimes: number[] = [];
    for (const knot of knots) {
      const visit = typeof knot === "string" ? knot : undefined;
      const next = knotTime(participant, knot);
      if (next === null) return lack("no-date", visit);
      const previous = knotTimes.at(-1) ?? -Infinity;
      if (next <= previous) return lack(next === previous ? "same-day" : "out-of-order", visit);
      knotTimes.push(next);
    }
    const [start, end] = [from, to].map((visit) => (visit === undefined ? undefined : plannedDay(participant, visit)));
    if (start === null) return lack("no-date", from);
    if (end === null) return lack("no-date", to);
    const times: number[] = [];
    const values: number[] = [];
    for (const visit of keysOf(trial.visits)) {
      const day = plannedDay(participant, visit);
      if (day === null || day < (start ?? -Infinity) || day > (end ?? Infinity)) continue;
      const observed = valueAt(participant, visit);
      if (!observed.found) continue;
      const planned = amountOf(trial.visits[visit].at, axis);
      const moment = time === "nominal" ? planned : observed.day === null ? null : inUnits(observed.day);
      // A value without a date must not drop out of the fit without a word.
      if (moment === null) return lack("no-date", visit);
      times.push(moment);
      values.push(observed.value);
    }
    return { found: true, time: times, value: values, knots: knotTimes };
  };
}

/** Refuses visits and knots that are not declared, that run backwards or that have no planned time where one is needed. */
export function checkTimes<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  { knots, from, to, time, daysPerMonth }: Omit<TimeAxis<Keys>, "per" | "measure">,
): void {
  const dayOf = (visit: Keys["visit"]) => {
    checkKey(caller, trial.visits, visit, "visit");
    const day = nominalDay(trial, visit, daysPerMonth);
    if (day !== null || time === "actual") return day;
    throw new RangeError(`${caller}: ${show(visit)} is counted from a dose, so it has no planned time from baseline; use time: "actual"`);
  };
  const [start, end] = [from, to].map((visit) => (visit === undefined ? null : dayOf(visit)));
  if (start != null && end != null && start >= end) {
    throw new RangeError(`${caller}: to must be later than from; received ${show(from)} to ${show(to)}`);
  }
  if (!Array.isArray(knots)) throw new TypeError(`${caller}: knots must be an array of visits or times; received ${show(knots)}`);
  if (knots.length === 0) throw new RangeError(`${caller}: knots must hold at least one visit or time; slopes takes a whole range`);
  let previous: number | null = null;
  knots.forEach((knot: Knot<Keys["visit"]>, index) => {
    if (typeof knot !== "string") checkOffset(caller, `knots[${index}]`, knot);
    const day = typeof knot === "string" ? dayOf(knot) : offsetInDays(knot, daysPerMonth);
    if (day !== null && previous !== null && day <= previous) {
      throw new RangeError(`${caller}: knots must ascend; ${describeKnot(knots[index - 1])} does not come before ${describeKnot(knot)}`);
    }
    previous = day ?? previous;
  });
}

/** The unit that all times of the fit were declared in; where they differ the caller has to say which. */
export function declaredUnit<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  { knots, from, to, daysPerMonth }: Pick<TimeAxis<Keys>, "knots" | "from" | "to" | "daysPerMonth">,
): TimeUnit {
  const dayOf = (visit: Keys["visit"] | undefined) => (visit === undefined ? null : nominalDay(trial, visit, daysPerMonth));
  const [start, end] = [dayOf(from) ?? -Infinity, dayOf(to) ?? Infinity];
  const inRange = keysOf(trial.visits).filter((visit) => {
    const day = dayOf(visit);
    return day !== null && day >= start && day <= end;
  });
  const offsets = [...inRange.map((visit) => trial.visits[visit].at), ...knots.filter((knot) => typeof knot !== "string")];
  // A time of 0 has no unit worth the name.
  const units = new Set(offsets.map(offsetParts).filter(({ amount }) => amount !== 0).map(({ unit }) => unit));
  const [first = "month", second] = units;
  if (second === undefined) return first;
  throw new RangeError(`${caller}: times are declared in ${first}s and ${second}s; say per which unit of time the slopes are: per: "${first}" or per: "${second}"`);
}

function amountOf(offset: Offset, { per, daysPerMonth }: Pick<TimeAxis, "per" | "daysPerMonth">): number {
  const { unit, amount } = offsetParts(offset);
  return convertTime(amount, unit, per, daysPerMonth);
}

function checkOffset(caller: string, name: string, offset: Offset): void {
  checkKnownKeys(caller, name, offset, ["months", "weeks", "days"]);
  const amounts = Object.values(offset);
  if (amounts.length !== 1) throw new TypeError(`${caller}: ${name} must be a visit, { months }, { weeks } or { days }`);
  checkFinite(caller, name, offsetParts(offset).amount);
}

function describeKnot(knot: Knot | undefined): string {
  return typeof knot === "string" ? show(knot) : JSON.stringify(knot);
}
