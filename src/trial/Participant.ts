import * as z from "zod";
import { FullDate } from "./CalendarDate.ts";
import { entriesByKey } from "./entriesByKey.ts";
import { finiteNumber } from "./finiteNumber.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** Somebody in the trial: the arm allocated to, and what is known at entry. */
export interface Participant<Keys extends TrialKeys = TrialKeys> {
  readonly id: string;
  readonly arm: Keys["arm"];
  /** The day of the baseline visit, as a full ISO date; needed only where other records carry dates. */
  readonly baselineDate?: string;
  /** Values of declared covariates, numbers also as text (`"54"`); one that is unknown is left out. */
  readonly covariates?: { readonly [C in Keys["covariate"]]?: number | string };
}

export const Participant: z.ZodType<Participant> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: z.string().min(1),
      arm: z.string(),
      baselineDate: FullDate.exactOptional(),
      covariates: entriesByKey(z.union([finiteNumber, z.string()], { error: "a covariate is a finite number or text; leave it out where it is unknown" })).exactOptional(),
    })
    .readonly())();
