import * as z from "zod";
import { type ClinicalEventKind, clinicalEventKinds } from "./ClinicalEvent.ts";
import { MeasureEndpoint, type SlopeOptions } from "./MeasureEndpoint.ts";
import { ResponderRule } from "./ResponderRule.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/**
 * What a trial reads off its visits, as data: a measure, how it is derived, and the visits it is derived from.
 * Declared on the trial under a key, or written in place where a calculator takes one.
 */
export type Endpoint<Keys extends TrialKeys = TrialKeys> =
  | MeasureEndpoint<Keys>
  | SlopeEndpoint<Keys>
  | ResponseEndpoint<Keys>
  | TimeToEventEndpoint<Keys>
  | BiomarkerChangeEndpoint<Keys>;

/** Rate of change over a range of visits. */
export interface SlopeEndpoint<Keys extends TrialKeys = TrialKeys> extends SlopeOptions {
  readonly kind: "slope";
  readonly measure: Keys["measure"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
}

/** Whether a participant responded, by a rule. */
export interface ResponseEndpoint<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "response";
  readonly rule: ResponderRule<Keys["endpoint"] | MeasureEndpoint<Keys>>;
}

/** Time from an origin to the first of some clinical events. */
export interface TimeToEventEndpoint<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "time-to-event";
  readonly events: readonly ClinicalEventKind[];
  /** The visit time is counted from; baseline if left out. */
  readonly origin?: Keys["visit"];
  /** Events that end observation without being the endpoint. */
  readonly censoredBy?: readonly ClinicalEventKind[];
}

/** Change of a biomarker between two visits. */
export interface BiomarkerChangeEndpoint<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "biomarker-change";
  readonly biomarker: Keys["biomarker"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  readonly scale?: "raw" | "log";
}

/** An endpoint by its key on the trial, or written in place. */
export type EndpointReference<Keys extends TrialKeys = TrialKeys> = Keys["endpoint"] | MeasureEndpoint<Keys>;

export const Endpoint: z.ZodType<Endpoint> = /* @__PURE__ */ (() => {
  const events = z.array(z.enum(clinicalEventKinds)).min(1).readonly();
  const others = z.discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("slope"),
        measure: z.string(),
        from: z.string(),
        to: z.string(),
        method: z.enum(["two-visit", "least-squares"]),
        per: z.enum(["month", "week", "day"]).exactOptional(),
        time: z.enum(["nominal", "actual"]).exactOptional(),
        daysPerMonth: z.number().positive().exactOptional(),
      })
      .readonly(),
    z.strictObject({ kind: z.literal("response"), rule: z.lazy(() => ResponderRule) }).readonly(),
    z
      .strictObject({
        kind: z.literal("time-to-event"),
        events,
        origin: z.string().exactOptional(),
        censoredBy: events.exactOptional(),
      })
      .readonly(),
    z
      .strictObject({
        kind: z.literal("biomarker-change"),
        biomarker: z.string(),
        from: z.string(),
        to: z.string(),
        scale: z.enum(["raw", "log"]).exactOptional(),
      })
      .readonly(),
  ]);
  return z.union([MeasureEndpoint, others]);
})();
