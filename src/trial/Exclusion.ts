import type { MissingReason } from "./Observation.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/**
 * Why a participant does not contribute to a result.
 *
 * - `not-in-population`: outside the population the analysis was asked for.
 * - `no-observation`: nothing was recorded at the visit, not even a reason; a participant known to be dead by then is `died`.
 * - `died`, `withdrew`, `not-done`, `not-applicable`, `unknown`: the reason recorded at the visit.
 * - `no-date`: the analysis runs on actual times and the value carries no date.
 * - `same-day`: both values were taken on one day, so there is no time between them.
 * - `out-of-order`: the later visit's recorded date lies before the earlier visit's.
 * - `too-few-visits`: fewer values in the range than the method needs.
 * - `zero-reference`: a percent change from a value of zero, or below zero, where it would turn its sign round.
 * - `no-lead-in-decline`: a percentage of the lead-in decline, where there was none.
 * - `no-covariate`: the covariate that the analysis needs is unknown, or is no number it can use.
 * - `no-dose`: a dose that the analysis counts from is not on record: the participant did not have so many.
 */
export type ExclusionReason =
  | "not-in-population"
  | "no-observation"
  | MissingReason
  | "no-date"
  | "same-day"
  | "out-of-order"
  | "too-few-visits"
  | "zero-reference"
  | "no-lead-in-decline"
  | "no-covariate"
  | "no-dose";

/** A participant left out of a result, why, and at which visit the lack was found. */
export interface Exclusion<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly reason: ExclusionReason;
  readonly visit?: Keys["visit"];
}
