import { checkFields, checkKnownKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { dayTolerance } from "../trial/daysIncluding.ts";
import { keysOf } from "../trial/keysOf.ts";
import { daysPerMonth, type Offset, offsetInDays, offsetParts } from "../trial/Offset.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { unknownKeySentence } from "../trial/unknownKey.ts";
import { nominalDay } from "../trial/visitTime.ts";

/** What the time of a bound is counted from: baseline, a visit's planned time, or a dose of the participant's own. */
export type WindowAnchor<Keys extends TrialKeys = TrialKeys> = "baseline" | Keys["visit"] | `dose:${number}`;

/** A time counted from an anchor; from baseline if none is named. Negative is before the anchor. */
export type WindowBound<Keys extends TrialKeys = TrialKeys> = Offset & { readonly from?: WindowAnchor<Keys> };

/**
 * The time in which an adverse event counts. Both ends belong to it.
 *
 * A window that opens with the first dose is `start: { days: 0, from: "dose:1" }`. Its end may be several times, of which the
 * first to come counts: `[{ days: -1, from: "dose:2" }, { months: 6, from: "dose:1" }]` is the day before the second dose, or
 * month 6 where there was none. `"end-of-follow-up"` sets no limit: whatever was recorded from the start on counts.
 */
export interface AdverseEventWindow<Keys extends TrialKeys = TrialKeys> {
  readonly start: WindowBound<Keys>;
  readonly end: WindowBound<Keys> | readonly WindowBound<Keys>[] | "end-of-follow-up";
}

/** A window as it was understood: every bound with its anchor, the ends as a list. */
export interface ResolvedWindow<Keys extends TrialKeys = TrialKeys> {
  readonly start: ResolvedBound<Keys>;
  readonly end: readonly ResolvedBound<Keys>[] | "end-of-follow-up";
}

export type ResolvedBound<Keys extends TrialKeys = TrialKeys> = Offset & { readonly from: WindowAnchor<Keys> };

/** Refuses a window that cannot be meant: no such anchor, a time that is no number, an end before the start. */
export function resolveWindow<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  name: string,
  window: AdverseEventWindow<Keys>,
): ResolvedWindow<Keys> {
  checkFields(caller, name, window, ["start", "end"]);
  const start = resolveBound(caller, trial, `${name}.start`, window.start);
  if (typeof window.end === "string") {
    checkChoice(caller, `${name}.end, where it is no time,`, window.end, ["end-of-follow-up"]);
    return { start, end: window.end };
  }
  const bounds = isList(window.end) ? window.end : [window.end];
  if (bounds.length === 0) throw new RangeError(`${caller}: ${name}.end must name at least one time; received an empty list`);
  const end = bounds.map((bound) => resolveBound(caller, trial, `${name}.end`, bound));
  for (const bound of end) {
    if (!endsBeforeStart(trial, start, bound)) continue;
    throw new RangeError(`${caller}: ${name} must end after it starts; it starts ${describe(start)} and ends ${describe(bound)}`);
  }
  return { start, end };
}

function resolveBound<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  name: string,
  bound: WindowBound<Keys>,
): ResolvedBound<Keys> {
  checkKnownKeys(caller, name, bound, ["months", "weeks", "days", "from"]);
  const units = keysOf(bound).filter((key) => key !== "from");
  if (units.length !== 1) {
    throw new TypeError(`${caller}: ${name} must be { months }, { weeks } or { days }, one of them; received ${units.length === 0 ? "none" : units.join(" and ")}`);
  }
  const { unit, amount } = offsetParts(bound);
  if (!Number.isFinite(amount)) throw new RangeError(`${caller}: ${name}.${unit}s must be a finite number; received ${show(amount)}`);
  const { from = "baseline" } = bound;
  checkAnchor(caller, trial, `${name}.from`, from);
  const plain = withoutNegativeZero(amount);
  if (unit === "month") return { months: plain, from };
  return unit === "week" ? { weeks: plain, from } : { days: plain, from };
}

/** Refuses an anchor that is neither baseline nor a visit nor a dose, naming the nearest visit. */
function checkAnchor<Keys extends TrialKeys>(caller: string, trial: Trial<Keys>, name: string, anchor: WindowAnchor<Keys>): void {
  if (anchor === "baseline" || (typeof anchor === "string" && (isVisit(trial, anchor) || doseNumber(anchor) !== null))) return;
  throw new RangeError(`${caller}: ${name} must be "baseline", a visit or a dose ("dose:1"); ${unknownKeySentence(anchor, "visit", trial.visits)}`);
}

export function isVisit<Keys extends TrialKeys>(trial: Trial<Keys>, anchor: WindowAnchor<Keys>): anchor is Keys["visit"] {
  return Object.hasOwn(trial.visits, anchor);
}

/** The dose that `dose:2` names; `null` for any other anchor. */
export function doseNumber(anchor: string): number | null {
  const dose = /^dose:([1-9]\d*)$/.exec(anchor);
  return dose === null ? null : Number(dose[1]);
}

/** Whether an end comes before the start in everybody; an end counted from another dose may do so in some, and is kept. */
function endsBeforeStart<Keys extends TrialKeys>(trial: Trial<Keys>, start: ResolvedBound<Keys>, end: ResolvedBound<Keys>): boolean {
  const dayOf = (bound: ResolvedBound<Keys>) => (start.from === end.from ? 0 : plannedAnchor(trial, bound.from)) + offsetInDays(bound, daysPerMonth);
  return dayOf(end) < dayOf(start) - dayTolerance;
}

/** An anchor's day from baseline where it is the same for everybody; NaN where it hangs on a dose. */
function plannedAnchor<Keys extends TrialKeys>(trial: Trial<Keys>, anchor: WindowAnchor<Keys>): number {
  if (anchor === "baseline") return 0;
  return isVisit(trial, anchor) ? nominalDay(trial, anchor) ?? NaN : NaN;
}

function describe(bound: ResolvedBound): string {
  const { unit, amount } = offsetParts(bound);
  return `${amount} ${unit}s from ${bound.from}`;
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}
