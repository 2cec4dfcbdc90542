import type { MissingReason } from "../trial/Observation.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** A measure of one participant on some day, before it is known which visit it belongs to: a value, or the reason why there is none. */
export type Assessment<Keys extends TrialKeys = TrialKeys> = {
  readonly participant: string;
  readonly measure: Keys["measure"];
  /** What the visit was called where it was recorded, if anything. */
  readonly visit?: string;
} & ValueOrReason &
  AssessmentTime;

type ValueOrReason = { readonly value: number; readonly missing?: never } | { readonly missing: MissingReason; readonly value?: never };

type AssessmentTime =
  /** A full ISO date, counted from the participant's `baselineDate`, or days from baseline, day 0; both if they are the same day. */
  | { readonly date?: string; readonly day?: number; readonly studyDay?: never }
  /** CDISC's days, of which baseline is day 1 and the day before it day −1. */
  | { readonly studyDay: number; readonly date?: never; readonly day?: never };
