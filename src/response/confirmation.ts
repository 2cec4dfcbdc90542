import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { plannedTimeBetween } from "../trial/visitTime.ts";
import type { LeafView } from "./leafView.ts";
import type { ResponderPolicies } from "./ResponderResult.ts";
import type { ResponseVerdict } from "./ResponseVerdict.ts";

export interface ConfirmationOptions {
  readonly participant: string;
  readonly weeks: number;
  readonly negated: boolean;
}

/**
 * Whether what held at the end of the window held at every value after it, up to the first that is late enough. Visits
 * without a value are passed over; where none is late enough, death and the policies decide.
 */
export function confirmation<Keys extends TrialKeys>(
  { window, judgeAt, calendar, isDeadBy, assume }: LeafView<Keys>,
  policies: Required<ResponderPolicies>,
  { participant, weeks, negated }: ConfirmationOptions,
): ResponseVerdict<Keys> & { readonly confirmedAt?: Keys["visit"] } {
  const later = calendar(participant).filter(({ days }) => days > 0);
  for (const { visit, days } of later) {
    const judged = judgeAt(participant, visit);
    if (!judged.found) continue;
    if (judged.evidence.holds !== true) return { holds: false, reason: "unconfirmed" };
    if (isLateEnough(days, weeks)) return { holds: true, reason: "met", confirmedAt: visit };
  }
  const due = later.find(({ days }) => isLateEnough(days, weeks))?.visit ?? window.to;
  const judged = judgeAt(participant, due);
  const lack = { reason: judged.found ? ("no-observation" as const) : judged.reason, visit: due };
  const isDead = isDeadBy(participant, due);
  const policy = isDead ? policies.deaths : policies.missing;
  if (policy === "as-observed") return { holds: false, reason: "unconfirmed", lack };
  return assume(policy, isDead ? "died" : negated ? "missing" : "unconfirmed", isDead ? { reason: "died", visit: due } : lack);
}

/** Refuses a confirmation that no visit of the trial is late enough for. A visit counted from elsewhere may be. */
export function checkConfirmable<Keys extends TrialKeys>(
  caller: string,
  trial: Trial<Keys>,
  { window, daysPerMonth }: LeafView<Keys>,
  weeks: number,
): void {
  // A rule read from JSON may have its weeks as text.
  if (typeof weeks !== "number" || !(weeks > 0)) throw new RangeError(`${caller}: confirmed needs weeks above 0; received ${show(weeks)}`);
  const isPossible = keysOf(trial.visits).some((visit) => {
    const days = plannedTimeBetween(trial, window.to, visit, "day", daysPerMonth);
    return days === null || isLateEnough(days, weeks);
  });
  if (isPossible) return;
  throw new RangeError(`${caller}: confirmed needs a visit at least ${weeks} weeks after "${window.to}"; the trial has none`);
}

/** Visits declared in months meet a number of weeks up to a rounding error. */
function isLateEnough(days: number, weeks: number): boolean {
  return days >= 7 * weeks - 1e-9;
}
