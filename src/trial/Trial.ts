import * as z from "zod";
import { Arm, Treatment } from "./Arm.ts";
import { Biomarker } from "./Biomarker.ts";
import { Covariate } from "./Covariate.ts";
import { Endpoint } from "./Endpoint.ts";
import { entriesByKey } from "./entriesByKey.ts";
import { Measure } from "./Measure.ts";
import { Population } from "./Population.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { Visit } from "./Visit.ts";

/** A trial's own vocabulary: its arms, visits, measures, biomarkers, covariates, endpoints and populations, by key. */
export interface Trial<Keys extends TrialKeys = TrialKeys> extends TrialDescription<Keys> {
  readonly arms: { readonly [A in Keys["arm"]]: Arm<Keys> };
  readonly treatments: { readonly [T in Keys["treatment"]]: Treatment };
  readonly visits: { readonly [V in Keys["visit"]]: Visit };
  readonly measures: { readonly [M in Keys["measure"]]: Measure };
  readonly biomarkers: { readonly [B in Keys["biomarker"]]: Biomarker };
  readonly covariates: { readonly [C in Keys["covariate"]]: Covariate };
  readonly endpoints: { readonly [E in Keys["endpoint"]]: Endpoint<Keys> };
  readonly populations: { readonly [P in Keys["population"]]: Population<Keys> };
}

/**
 * The keys of a trial that was defined, for code that is written for that trial: `TrialData<KeysOf<typeof trial>>`.
 */
export type KeysOf<T> = T extends Trial<infer Keys> ? Keys : never;

/** What describes a trial without being analysed. */
export interface TrialDescription<Keys extends TrialKeys = TrialKeys> {
  /** Registration number or any other name of the trial. */
  readonly id: string;
  readonly title?: string;
  readonly condition?: string;
  readonly phase?: string;
  /** Planned allocation ratio by arm, such as 3 to 1. Achieved numbers are in the data. */
  readonly allocation?: { readonly [A in Keys["arm"]]: number };
  /** Covariates that randomisation was stratified by. */
  readonly strata?: readonly Keys["covariate"][];
  readonly blinding?: {
    readonly participant?: "yes" | "no" | "unstated";
    readonly investigator?: "yes" | "no" | "unstated";
    readonly assessor?: "yes" | "no" | "unstated";
  };
}

/**
 * A trial as it is written down: families without entries may be left out. `References` are the same keys where they are
 * used rather than declared, apart so that a use cannot declare a key.
 */
export interface TrialDefinition<Keys extends TrialKeys = TrialKeys, References extends TrialKeys = Keys>
  extends TrialDescription<References> {
  readonly arms: { readonly [A in Keys["arm"]]: Arm<References> };
  readonly treatments?: { readonly [T in Keys["treatment"]]: Treatment };
  readonly visits?: { readonly [V in Keys["visit"]]: Visit };
  readonly measures?: { readonly [M in Keys["measure"]]: Measure };
  readonly biomarkers?: { readonly [B in Keys["biomarker"]]: Biomarker };
  readonly covariates?: { readonly [C in Keys["covariate"]]: Covariate };
  readonly endpoints?: { readonly [E in Keys["endpoint"]]: Endpoint<References> };
  readonly populations?: { readonly [P in Keys["population"]]: Population<References> };
}

/** The shape of a trial in JSON. What a shape cannot say (that a visit exists, that ranges run forwards) {@link readTrial} checks. */
export const Trial: z.ZodType<TrialDefinition> = /* @__PURE__ */ (() => {
  const answer = z.enum(["yes", "no", "unstated"]).exactOptional();
  return z
    .strictObject({
      id: z.string().min(1),
      title: z.string().exactOptional(),
      condition: z.string().exactOptional(),
      phase: z.string().exactOptional(),
      allocation: entriesByKey(z.number().positive()).exactOptional(),
      strata: z.array(z.string()).readonly().exactOptional(),
      blinding: z.strictObject({ participant: answer, investigator: answer, assessor: answer }).readonly().exactOptional(),
      arms: z.record(z.string(), Arm).readonly(),
      treatments: z.record(z.string(), Treatment).readonly().exactOptional(),
      visits: z.record(z.string(), Visit).readonly().exactOptional(),
      measures: z.record(z.string(), Measure).readonly().exactOptional(),
      biomarkers: z.record(z.string(), Biomarker).readonly().exactOptional(),
      covariates: z.record(z.string(), Covariate).readonly().exactOptional(),
      endpoints: z.record(z.string(), Endpoint).readonly().exactOptional(),
      populations: z.record(z.string(), Population).readonly().exactOptional(),
    })
    .readonly();
})();
