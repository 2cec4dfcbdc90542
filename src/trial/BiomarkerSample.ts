import * as z from "zod";
import { FullDate } from "./CalendarDate.ts";
import { finiteNumber } from "./finiteNumber.ts";
import { timeAmount } from "./timeAmount.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { missingReasons, type MissingReason } from "./Observation.ts";

/** What the laboratory reported: a value, a value known only to lie outside a limit of quantification, or none. */
export type BiomarkerResult =
  | { readonly value: number; readonly below?: never; readonly above?: never; readonly missing?: never }
  | { readonly below: number; readonly value?: never; readonly above?: never; readonly missing?: never }
  | { readonly above: number; readonly value?: never; readonly below?: never; readonly missing?: never }
  | { readonly missing: MissingReason; readonly value?: never; readonly below?: never; readonly above?: never };

/** One biomarker of one participant at one visit, in a stated unit. */
export type BiomarkerSample<Keys extends TrialKeys = TrialKeys> = {
  readonly participant: string;
  readonly visit: Keys["visit"];
  readonly biomarker: Keys["biomarker"];
  /** Must be the unit the biomarker was declared in: nothing is converted in passing. */
  readonly unit: string;
  /** The day it was taken, as a full ISO date. */
  readonly date?: string;
  /** The same as days from baseline, where there are no dates. */
  readonly day?: number;
} & BiomarkerResult;

/** A sample as read: its `day` is there if a date was given. */
export type PlacedBiomarkerSample<Keys extends TrialKeys = TrialKeys> = BiomarkerSample<Keys>;

export const BiomarkerSample: z.ZodType<BiomarkerSample> = /* @__PURE__ */ (() => {
  const where = {
    participant: z.string().min(1),
    visit: z.string(),
    biomarker: z.string(),
    unit: z.string(),
    date: FullDate.exactOptional(),
    day: timeAmount.exactOptional(),
  };
  const none = z.never().exactOptional();
  const others = { value: none, below: none, above: none, missing: none };
  return z.union(
    [
      z.strictObject({ ...where, ...others, value: finiteNumber }).readonly(),
      z.strictObject({ ...where, ...others, below: z.number().positive() }).readonly(),
      z.strictObject({ ...where, ...others, above: z.number().positive() }).readonly(),
      z.strictObject({ ...where, ...others, missing: z.enum(missingReasons) }).readonly(),
    ],
    { error: "a sample has a value, a limit it lies below or above, or a reason why it is missing" },
  );
})();
