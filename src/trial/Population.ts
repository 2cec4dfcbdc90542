import * as z from "zod";
import { type DispositionStatus, dispositionStatuses } from "./Disposition.ts";
import { finiteNumber } from "./finiteNumber.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** A set of participants to analyse: a rule, evaluated on the data, so that membership always has a reason. */
export interface Population<Keys extends TrialKeys = TrialKeys> {
  readonly label: string;
  readonly rule: PopulationRule<Keys>;
}

export type PopulationRule<Keys extends TrialKeys = TrialKeys> =
  /** Every participant in the records. */
  | { readonly kind: "everyone" }
  /** A disposition with this status was recorded. */
  | { readonly kind: "disposition"; readonly status: DispositionStatus }
  /** At least so many doses were recorded; 1 if left out. */
  | { readonly kind: "dosed"; readonly atLeast?: number }
  /** A value of the measure at the visit. */
  | { readonly kind: "observed"; readonly measure: Keys["measure"]; readonly visit: Keys["visit"] }
  /** A value of the measure at any visit after baseline; of visits counted from a dose, at one after that dose. */
  | { readonly kind: "observed-after-baseline"; readonly measure: Keys["measure"] }
  /** A quantified or censored sample of the biomarker at the visit. */
  | { readonly kind: "sampled"; readonly biomarker: Keys["biomarker"]; readonly visit: Keys["visit"] }
  /** Allocated to one of these arms. */
  | { readonly kind: "arm"; readonly arms: readonly Keys["arm"][] }
  /** A categorical covariate has one of these levels. */
  | { readonly kind: "level"; readonly covariate: Keys["covariate"]; readonly levels: readonly string[] }
  /** A numeric covariate lies in the range, ends included. */
  | { readonly kind: "within"; readonly covariate: Keys["covariate"]; readonly from?: number; readonly to?: number }
  | { readonly kind: "all-of"; readonly rules: readonly PopulationRule<Keys>[] }
  | { readonly kind: "any-of"; readonly rules: readonly PopulationRule<Keys>[] }
  | { readonly kind: "not"; readonly rule: PopulationRule<Keys> };

export const PopulationRule: z.ZodType<PopulationRule> = /* @__PURE__ */ (() => {
  const self: z.ZodType<PopulationRule> = z.lazy(() => PopulationRule);
  return z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("everyone") }).readonly(),
    z.strictObject({ kind: z.literal("disposition"), status: z.enum(dispositionStatuses) }).readonly(),
    z.strictObject({ kind: z.literal("dosed"), atLeast: z.number().int().positive().exactOptional() }).readonly(),
    z.strictObject({ kind: z.literal("observed"), measure: z.string(), visit: z.string() }).readonly(),
    z.strictObject({ kind: z.literal("observed-after-baseline"), measure: z.string() }).readonly(),
    z.strictObject({ kind: z.literal("sampled"), biomarker: z.string(), visit: z.string() }).readonly(),
    z.strictObject({ kind: z.literal("arm"), arms: z.array(z.string()).min(1).readonly() }).readonly(),
    z.strictObject({ kind: z.literal("level"), covariate: z.string(), levels: z.array(z.string()).min(1).readonly() }).readonly(),
    z
      .strictObject({
        kind: z.literal("within"),
        covariate: z.string(),
        from: finiteNumber.exactOptional(),
        to: finiteNumber.exactOptional(),
      })
      .readonly(),
    z.strictObject({ kind: z.literal("all-of"), rules: z.array(self).min(1).readonly() }).readonly(),
    z.strictObject({ kind: z.literal("any-of"), rules: z.array(self).min(1).readonly() }).readonly(),
    z.strictObject({ kind: z.literal("not"), rule: self }).readonly(),
  ]);
})();

export const Population: z.ZodType<Population> = /* @__PURE__ */ (() =>
  z.strictObject({ label: z.string().min(1), rule: PopulationRule }).readonly())();
