import type { Reason } from "../result/Reason.ts";
import type { TimeToEventExclusionReason } from "../survival/TimeToEventResult.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";

/** Why a figure is `null`, or why a participant is in no figure. */
export type AnyReason = Reason | ExclusionReason | TimeToEventExclusionReason;

/** Why a figure is missing or a participant was left out, in the words of a footnote. */
export function reasonText(reason: AnyReason): string {
  return texts[reason];
}

const texts: { readonly [R in AnyReason]: string } = {
  unbounded: "the limit lies at infinity",
  "too-few-values": "too few values",
  "no-values": "no values",
  "no-variance": "all values are the same",
  "no-residual-degrees-of-freedom": "no degrees of freedom are left for an error",
  "zero-cell": "a count is zero",
  "zero-denominator": "the denominator is zero",
  "no-lead-in-decline": "no decline in the lead-in",
  "interval-crosses-zero": "the interval runs from benefit through infinity to harm",
  "perfect-correlation": "the values lie on one line",
  "no-end-of-follow-up": "an end of follow-up is not recorded",
  "partial-date": "a date is not known to the day",
  "beyond-limits": "values beyond the limits of quantification",
  "not-reached": "not reached",
  "beyond-follow-up": "beyond the end of follow-up",
  "not-estimable": "not estimable in this design",
  "missing-item": "an item was not rated",
  "not-defined": "not defined",
  "not-in-population": "not in the population",
  "no-observation": "nothing recorded at the visit",
  died: "died",
  withdrew: "withdrew",
  "not-done": "not done",
  "not-applicable": "not applicable",
  unknown: "unknown",
  "no-date": "no date recorded",
  "same-day": "both values on one day",
  "out-of-order": "visits out of order",
  "too-few-visits": "too few visits",
  "zero-reference": "the value that a percentage is of is zero or below",
  "no-covariate": "a covariate is unknown",
  "no-origin": "the time that counting starts from is not recorded",
  "no-entry": "the time of entry is not recorded",
  "no-baseline-date": "no date of baseline recorded",
  "died-before-origin": "died before counting starts",
  "event-before-origin": "had the event before counting starts",
  "ended-before-origin": "left before counting starts",
  "ended-before-entry": "left before entry",
  "no-event-time": "the time of the event is not recorded",
  "no-dose": "no dose recorded",
};
