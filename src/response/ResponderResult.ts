import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { EndpointReference } from "../trial/Endpoint.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { ResponderRule } from "../trial/ResponderRule.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { ResponseReason, ResponseVerdict } from "./ResponseVerdict.ts";

/** What becomes of participants whose values cannot decide. */
export interface ResponderPolicies {
  /**
   * Participants who died by the end of the window, even with an earlier value. `non-responder` (default); `excluded` from the
   * denominator; `as-observed`: by their last value in the window, excluded if there is none.
   */
  readonly deaths?: "non-responder" | "excluded" | "as-observed";
  /** Participants whose endpoint cannot be read for another reason. The same choices; default `non-responder`. */
  readonly missing?: "non-responder" | "excluded" | "as-observed";
  /** Participants without a decline that a percentage could be of. Default `non-responder`. */
  readonly noLeadInDecline?: "non-responder" | "excluded";
}

/** Who responded by a rule, by participant and by arm. */
export interface ResponderResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "response";
  /** Everyone in the population, in the order of the data. */
  readonly rows: readonly ParticipantResponse<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: RespondersInArm };
  /** Everyone in the data is a responder, a non-responder or excluded. */
  readonly counts: { readonly participants: number; readonly responders: number; readonly nonResponders: number; readonly excluded: number };
  /** Who is in no denominator, and why. */
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"responder-classification", ResponderMethodOptions<Keys>>;
}

export interface ResponderMethodOptions<Keys extends TrialKeys = TrialKeys> extends Required<ResponderPolicies> {
  readonly rule: ResponderRule<EndpointReference<Keys>>;
  readonly population?: Keys["population"];
}

export type ResponderStatus = "responder" | "non-responder" | "excluded";

export interface ParticipantResponse<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly status: ResponderStatus;
  readonly reason: ResponseReason;
  /** One entry for each endpoint that the rule looks at, in the order written. */
  readonly evidence: readonly RuleEvidence<Keys>[];
}

/**
 * What one part of a rule found: whether it held and why, and what that was read from. `lack` says why the endpoint could not
 * be read.
 */
export type RuleEvidence<Keys extends TrialKeys = TrialKeys> = ResponseVerdict<Keys> & {
  /** The endpoint's key; absent for one written in place. */
  readonly endpoint?: Keys["endpoint"];
  /** The visit that ended the window: the endpoint's own, or an earlier one under `as-observed`. */
  readonly visit: Keys["visit"];
  readonly improvement?: number;
  /** Absent where there is nothing to take a percentage of. */
  readonly percentImprovement?: number;
  /** The visit that confirmed what began at `visit`. */
  readonly confirmedAt?: Keys["visit"];
};

export interface RespondersInArm {
  /** Responders and non-responders: the denominator. */
  readonly n: number;
  readonly responders: number;
  readonly nonResponders: number;
  readonly excluded: number;
  /** Responders / n; `null` where n is 0. */
  readonly proportion: number | null;
  /** Participants of the population by what became of them and why, without groups of nobody. */
  readonly byReason: readonly ResponderGroup[];
  readonly reasons?: Reasons<"proportion">;
}

export interface ResponderGroup {
  readonly status: ResponderStatus;
  readonly reason: ResponseReason;
  readonly count: number;
  readonly participants: readonly string[];
}

/** One result for each class, and each participant's classes. Classes may overlap, and need not cover everyone. */
export interface ResponderClassesResult<Keys extends TrialKeys = TrialKeys, Class extends string = string> {
  readonly byClass: { readonly [C in Class]: ResponderResult<Keys> };
  readonly rows: readonly { readonly participant: string; readonly arm: Keys["arm"]; readonly classes: readonly Class[] }[];
}
