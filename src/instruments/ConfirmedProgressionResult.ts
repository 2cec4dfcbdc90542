import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";

/**
 * What counts as worse than the reference: on the EDSS by steps that depend on the reference (1.5 from 0, 1.0 below
 * `halfPointFrom`, 0.5 from it; default 6); for a time in which higher is worse (T25FW, 9HPT), by a percentage of the
 * reference (default 20).
 */
export type ProgressionRule =
  | { readonly kind: "edss"; readonly halfPointFrom?: number }
  | { readonly kind: "percent"; readonly percent?: number };

/** The rule with every option resolved. */
export type ResolvedProgressionRule = { readonly kind: "edss"; readonly halfPointFrom: number } | { readonly kind: "percent"; readonly percent: number };

/**
 * `"fixed"`: every visit is compared with the first. `"roving"`: once an improvement is confirmed, by the same rule and over the
 * same weeks, the reference becomes the worst value of that confirmed stretch, and later visits are compared with it.
 */
export type ReferenceRule = "fixed" | "roving";

export interface ConfirmedProgressionOptions {
  readonly rule: ProgressionRule;
  /** Weeks from onset to confirmation, at least: 12 or 24 are usual. */
  readonly weeks: number;
  /** Default `"fixed"`. */
  readonly reference?: ReferenceRule;
  /** Days by which a confirming visit may come too early. Default 0. */
  readonly toleranceDays?: number;
}

export interface ProgressionVisit {
  readonly time: number;
  readonly value: number;
}

export interface ConfirmedProgressionResult {
  /** `"unconfirmed"`: there was progression, and none of it was confirmed. */
  readonly verdict: "confirmed" | "unconfirmed" | "none";
  /** The first visit of the progression that was confirmed. */
  readonly onset: ProgressionVisit | null;
  /** The first visit late enough to confirm it. */
  readonly confirmation: ProgressionVisit | null;
  /** The references that visits were compared with, in order; with a fixed reference, the first visit. */
  readonly references: readonly ProgressionVisit[];
  /** Progression that was not confirmed: by its first visit. */
  readonly unconfirmed: readonly (ProgressionVisit & {
    /** `"not-sustained"`: a later visit was no longer worse. `"no-later-visit"`: observation ended too early. */
    readonly reason: "not-sustained" | "no-later-visit";
  })[];
  readonly reasons?: { readonly [path in "onset" | "confirmation"]?: Reason };
  readonly method: Method<
    "confirmed-progression",
    { readonly rule: ResolvedProgressionRule; readonly weeks: number; readonly reference: ReferenceRule; readonly toleranceDays: number }
  >;
}
