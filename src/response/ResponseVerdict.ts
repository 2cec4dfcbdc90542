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
export type ResponseVerdict<Keys extends TrialKeys = TrialKeys> =
  | { readonly holds: boolean; readonly reason: ResponseReason; readonly lack?: EndpointLack<Keys> }
  | { readonly holds: null; readonly reason: ResponseReason; readonly lack: EndpointLack<Keys> };

/** Why an endpoint could not be read, and at which visit the lack was found. */
export interface EndpointLack<Keys extends TrialKeys = TrialKeys> {
  readonly reason: ExclusionReason;
  readonly visit: Keys["visit"];
}

/** The verdict on the opposite rule. What a policy decided is turned round as well, and keeps its reason. */
export function negate<Keys extends TrialKeys>(verdict: ResponseVerdict<Keys>): ResponseVerdict<Keys> {
  if (verdict.holds === null) return verdict;
  const { holds, reason } = verdict;
  return { ...verdict, holds: !holds, reason: reason === "met" ? "not-met" : reason === "not-met" ? "met" : reason };
}

/** True if any is true, otherwise unknown if any is unknown (Kleene's strong logic). */
export function anyVerdict<Keys extends TrialKeys>(verdicts: readonly ResponseVerdict<Keys>[]): ResponseVerdict<Keys> {
  return combine(verdicts, true);
}

/** False if any is false, otherwise unknown if any is unknown. */
export function everyVerdict<Keys extends TrialKeys>(verdicts: readonly ResponseVerdict<Keys>[]): ResponseVerdict<Keys> {
  return combine(verdicts, false);
}

/**
 * One of several verdicts for the whole. A single `decisive` one is enough: of those, what the values say is named before
 * what was assumed. Where it took all of them, an assumption is named before what the values say.
 */
function combine<Keys extends TrialKeys>(verdicts: readonly ResponseVerdict<Keys>[], decisive: boolean): ResponseVerdict<Keys> {
  const deciding = verdicts.filter(({ holds }) => holds === decisive);
  if (deciding.length > 0) return deciding.reduce((first, next) => (assumed(next) < assumed(first) ? next : first));
  const open = verdicts.filter(({ holds }) => holds === null);
  return (open.length > 0 ? open : verdicts).reduce((first, next) => (assumed(next) > assumed(first) ? next : first));
}

/** How far a reason is from what the values say. */
function assumed({ reason }: ResponseVerdict): number {
  const order: readonly ResponseReason[] = ["met", "not-met", "unconfirmed", "no-lead-in-decline", "missing", "died"];
  return order.indexOf(reason);
}
