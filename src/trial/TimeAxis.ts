import { checkKnownKeys } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkPositive } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { keysOf } from "./keysOf.ts";
import { daysPerMonth as julianMonth, declaredUnit, declaredUnits, type Offset, offsetIn, offsetInDays, offsetParts, type TimeUnit } from "./Offset.ts";
import { checkKey } from "./resolveEndpoint.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { nominalDay } from "./visitTime.ts";

/** A time at which slopes may change: a visit of the trial, or a time from baseline. */
export type Knot<VisitKey extends string = string> = VisitKey | Offset;

export interface TimeAxisOptions<Keys extends TrialKeys = TrialKeys> {
  /**
   * Times at which the slope may change, ascending: visits of the trial (`"V5"`) or times from baseline (`{ months: 0 }`).
   * A time at a knot belongs to the segment that ends there.
   */
  readonly knots: readonly Knot<Keys["visit"]>[];
  /** The first visit whose value counts, by planned time; the earliest if left out. */
  readonly from?: Keys["visit"];
  /** The last visit whose value counts; the latest if left out. */
  readonly to?: Keys["visit"];
  /** `nominal` (default): planned times, as the visits declare them. `actual`: recorded dates. */
  readonly time?: "nominal" | "actual";
  /** Unit of time of the slopes; the unit that visits and knots were declared in if left out, and required where they differ. */
  readonly per?: TimeUnit;
  /** Days in a month, used only where units have to be converted; 30.4375 if left out. */
  readonly daysPerMonth?: number;
}

/** Where the times of a fit come from, with every default applied. */
export interface TimeAxis<Keys extends TrialKeys = TrialKeys> extends TimeAxisOptions<Keys> {
  readonly time: "nominal" | "actual";
  readonly per: TimeUnit;
  readonly daysPerMonth: number;
}

/** Applies the defaults, and refuses visits and knots that are not declared, run backwards or have no planned time. */
export function resolveTimeAxis<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, options: TimeAxisOptions<Keys>): TimeAxis<Keys> {
  const { knots, from, to, time = "nominal", daysPerMonth = julianMonth } = options;
  checkChoice(caller, "time", time, ["nominal", "actual"]);
  checkPositive(caller, "daysPerMonth", daysPerMonth);
  const dayOf = (visit: Keys["visit"]) => {
    checkKey(caller, trial.visits, visit, "visit");
    const day = nominalDay(trial, visit, daysPerMonth);
    if (day !== null || time === "actual") return day;
    throw new RangeError(`${caller}: ${show(visit)} is counted from a dose, so it has no planned time from baseline; use time: "actual"`);
  };
  const start = from === undefined ? null : dayOf(from);
  const end = to === undefined ? null : dayOf(to);
  if (start !== null && end !== null && start >= end) {
    throw new RangeError(`${caller}: to must be later than from; received ${show(from)} to ${show(to)}`);
  }
  checkKnots(caller, knots, (knot) => (typeof knot === "string" ? dayOf(knot) : offsetInDays(knot, daysPerMonth)));
  const inRange = keysOf(trial.visits).filter((visit) => {
    const day = nominalDay(trial, visit, daysPerMonth);
    return day !== null && day >= (start ?? -Infinity) && day <= (end ?? Infinity);
  });
  const offsets = [...inRange.map((visit) => trial.visits[visit].at), ...knots.filter((knot) => typeof knot !== "string")];
  // Where no time from baseline declares a unit, visits counted from a dose do.
  const declared = declaredUnits(offsets).length > 0 ? offsets : keysOf(trial.visits).map((visit) => trial.visits[visit].at);
  const { per = declaredUnit(caller, "times", declared) } = options;
  checkChoice(caller, "per", per, ["month", "week", "day"]);
  const plainKnots = knots.map((knot) => (typeof knot === "string" ? knot : plainOffset(knot)));
  return { knots: plainKnots, ...(from !== undefined && { from }), ...(to !== undefined && { to }), time, per, daysPerMonth };
}

/** A time from baseline in the unit of the axis: as declared, unless it was declared in another. */
export function amountOf(offset: Offset, { per, daysPerMonth }: TimeAxis): number {
  return offsetIn(offset, per, daysPerMonth);
}

function checkKnots(caller: string, knots: readonly Knot[], dayOf: (knot: Knot) => number | null): void {
  if (!Array.isArray(knots)) throw new TypeError(`${caller}: knots must be an array of visits or times; received ${show(knots)}`);
  if (knots.length === 0) throw new RangeError(`${caller}: knots must hold at least one visit or time`);
  let previous: number | null = null;
  for (const [index, knot] of knots.entries()) {
    if (typeof knot !== "string") checkOffset(caller, `knots[${index}]`, knot);
    const day = dayOf(knot);
    if (day !== null && previous !== null && day <= previous) {
      throw new RangeError(`${caller}: knots must ascend; received ${describeKnot(knots[index - 1]!)} before ${describeKnot(knot)}`);
    }
    previous = day ?? previous;
  }
}

function checkOffset(caller: string, name: string, offset: Offset): void {
  checkKnownKeys(caller, name, offset, ["months", "weeks", "days"]);
  if (Object.keys(offset).length !== 1) throw new TypeError(`${caller}: ${name} must be a visit, { months }, { weeks } or { days }`);
  checkFinite(caller, name, offsetParts(offset).amount);
}

/** A copy that survives JSON: without −0. */
function plainOffset(offset: Offset): Offset {
  const { unit, amount } = offsetParts(offset);
  const plain = withoutNegativeZero(amount);
  return unit === "month" ? { months: plain } : unit === "week" ? { weeks: plain } : { days: plain };
}

function describeKnot(knot: Knot): string {
  return typeof knot === "string" ? show(knot) : JSON.stringify(knot);
}
