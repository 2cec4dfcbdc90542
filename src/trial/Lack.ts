import type { Exclusion, ExclusionReason } from "./Exclusion.ts";
import type { Participant } from "./Participant.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** Why a quantity cannot be read off a participant's visits, and at which visit the lack was found. */
export interface Lack<Keys extends TrialKeys = TrialKeys> {
  readonly found: false;
  readonly reason: ExclusionReason;
  readonly visit?: Keys["visit"];
}

export function lack<Keys extends TrialKeys>(reason: ExclusionReason, visit?: Keys["visit"]): Lack<Keys> {
  return { found: false, reason, ...(visit !== undefined && { visit }) };
}

/** The entry of `excluded` that a lack leads to. */
export function exclusionOf<Keys extends TrialKeys>(
  { id, arm }: Participant<Keys>,
  lack: Lack<Keys>,
): Exclusion<Keys> {
  const { found: _, ...why } = lack;
  return { participant: id, arm, ...why };
}
