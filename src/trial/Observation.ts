import * as z from "zod";
import { FullDate } from "./CalendarDate.ts";
import { finiteNumber } from "./finiteNumber.ts";
import { timeAmount } from "./timeAmount.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** Why a planned value is absent. */
export const missingReasons = ["died", "withdrew", "not-done", "not-applicable", "unknown"] as const;
export type MissingReason = (typeof missingReasons)[number];

type ValueOrReason =
  | { readonly value: number; readonly missing?: never }
  | { readonly missing: MissingReason; readonly value?: never };

/** One measure of one participant at one visit: a value, or the reason why there is none. */
export type Observation<Keys extends TrialKeys = TrialKeys> = {
  readonly participant: string;
  readonly visit: Keys["visit"];
  readonly measure: Keys["measure"];
  /** The day it was taken, as a full ISO date; needed only for analyses on actual times. */
  readonly date?: string;
  /** The same as days from baseline, where there are no dates. */
  readonly day?: number;
} & ValueOrReason;

/** An observation as read: its `day` is there if a date was given. */
export type PlacedObservation<Keys extends TrialKeys = TrialKeys> = Observation<Keys>;

export const Observation: z.ZodType<Observation> = /* @__PURE__ */ (() => {
  const where = {
    participant: z.string().min(1),
    visit: z.string(),
    measure: z.string(),
    date: FullDate.exactOptional(),
    day: timeAmount.exactOptional(),
  };
  const none = z.never().exactOptional();
  return z.union(
    [
      z.strictObject({ ...where, value: finiteNumber, missing: none }).readonly(),
      z.strictObject({ ...where, missing: z.enum(missingReasons), value: none }).readonly(),
    ],
    { error: "an observation has either a value or a reason why it is missing" },
  );
})();
