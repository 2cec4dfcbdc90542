import type { ExclusionReason } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/**
 * What decided about a participant.
 *
 * - `met`, `not-met`: the values did.
 * - `unconfirmed`: the rule held at its visit, but not at every visit up to its confirmation.
 * - `died`: a death by the end of the window did.
 * - `missing`: the endpoint could not be read; the evidence says why.
 * - `no-lead-in-decline`: the rule asks for a percentage of a decline, and there was none.
 */
export type ResponseReason = "met" | "not-met" | "unconfirmed" | "died" | "missing" | "no-lead-in-decline";

/** Whether a rule holds, in three-valued logic: `null` where it cannot be told. */
export type Verdict<Keys extends TrialKeys = TrialKeys> =
  | { readonly holds: boolean; readonly reason: ResponseReason }
  | { readonly holds: null; readonly reason: ResponseReason; readonly lack: { readonly reason: ExclusionReason; readonly visit: Keys["visit"] } };

/** The verdict on the opposite rule. What a policy decided is turned round as well, and keeps its reason. */
export function negate<Keys extends TrialKeys>(verdict: Verdict<Keys>): Verdict<Keys> {
  if (verdict.holds === null) return verdict;
  const { holds, reason } = verdict;
  return { holds: !holds, reason: reason === "met" ? "not-met" : reason === "not-met" ? "met" : reason };
}

/** From what the values say to what is said in spite of them. */
const fromObservedToAssumed: readonly ResponseReason[] = ["met", "not-met", "unconfirmed", "no-lead-in-decline", "missing", "died"];

/** One verdict of several: `decisive` alone is enough for the whole (true for any-of, false for all-of). */
function combine<Keys extends TrialKeys>(verdicts: readonly Verdict<Keys>[], decisive: boolean): Verdict<Keys> {
  // Any one that decides does so by itself, so the best observed one is named; where all are needed, the least observed.
  const deciding = verdicts.filter(({ holds }) => holds === decisive);
  if (deciding.length > 0) return firstBy(deciding, fromObservedToAssumed);
  const open = verdicts.filter(({ holds }) => holds === null);
  return firstBy(open.length > 0 ? open : verdicts, fromObservedToAssumed.toReversed());
}

/** True if any is true, otherwise unknown if any is unknown (Kleene's strong logic). */
export function anyVerdict<Keys extends TrialKeys>(verdicts: readonly Verdict<Keys>[]): Verdict<Keys> {
  return combine(verdicts, true);
}

/** False if any is false, otherwise unknown if any is unknown. */
export function everyVerdict<Keys extends TrialKeys>(verdicts: readonly Verdict<Keys>[]): Verdict<Keys> {
  return combine(verdicts, false);
}

function firstBy<Keys extends TrialKeys>(verdicts: readonly Verdict<Keys>[], order: readonly ResponseReason[]): Verdict<Keys> {
  return verdicts.reduce((first, verdict) => (order.indexOf(verdict.reason) < order.indexOf(first.reason) ? verdict : first));
}
