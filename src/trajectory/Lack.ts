import type { ExclusionReason } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** Why a participant cannot be analysed, and at which visit the lack was found. */
export interface Lack<Keys extends TrialKeys = TrialKeys> {
  readonly found: false;
  readonly reason: ExclusionReason;
  readonly visit?: Keys["visit"];
}

export function lack<Keys extends TrialKeys>(reason: ExclusionReason, visit?: Keys["visit"]): Lack<Keys> {
  return { found: false, reason, ...(visit !== undefined && { visit }) };
}
