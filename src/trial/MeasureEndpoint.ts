import * as z from "zod";
import type { TimeUnit } from "./Offset.ts";
import type { TrialKeys } from "./TrialKeys.ts";

/** An endpoint on which a responder rule can stand: it has an improvement. */
export type MeasureEndpoint<Keys extends TrialKeys = TrialKeys> =
  | ChangeEndpoint<Keys>
  | PercentChangeEndpoint<Keys>
  | SlopeChangeEndpoint<Keys>;

/** Value at `to` minus value at `from`. */
export interface ChangeEndpoint<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "change";
  readonly measure: Keys["measure"];
  /** The baseline visit if left out. */
  readonly from?: Keys["visit"];
  readonly to: Keys["visit"];
}

/** 100 × change / value at `from`. */
export interface PercentChangeEndpoint<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "percent-change";
  readonly measure: Keys["measure"];
  readonly from?: Keys["visit"];
  readonly to: Keys["visit"];
}

/** Slope in the follow-up minus slope in the lead-in. */
export interface SlopeChangeEndpoint<Keys extends TrialKeys = TrialKeys> extends SlopeOptions {
  readonly kind: "slope-change";
  readonly measure: Keys["measure"];
  readonly leadIn: VisitRange<Keys["visit"]>;
  readonly followUp: VisitRange<Keys["visit"]>;
}

export interface VisitRange<VisitKey extends string = string> {
  readonly from: VisitKey;
  readonly to: VisitKey;
}

export interface SlopeOptions {
  /** `two-visit`: (last − first) / time between. `least-squares`: the line through every visit of the range, ends included. */
  readonly method: "two-visit" | "least-squares";
  /** Unit of time of the slope; the unit the visits were declared in if left out, and required where they differ. */
  readonly per?: TimeUnit;
  /** `nominal` (default): planned times, as the visits declare them. `actual`: recorded dates. */
  readonly time?: "nominal" | "actual";
  /** Days in a month, used only where units have to be converted; 30.4375 if left out. */
  readonly daysPerMonth?: number;
}

/** The schemas of the endpoints that a responder rule may carry, by kind. */
export const MeasureEndpoint: z.ZodType<MeasureEndpoint> = /* @__PURE__ */ (() => {
  const range = z.strictObject({ from: z.string(), to: z.string() }).readonly();
  const change = { measure: z.string(), from: z.string().exactOptional(), to: z.string() };
  return z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("change"), ...change }).readonly(),
    z.strictObject({ kind: z.literal("percent-change"), ...change }).readonly(),
    z
      .strictObject({
        kind: z.literal("slope-change"),
        measure: z.string(),
        leadIn: range,
        followUp: range,
        method: z.enum(["two-visit", "least-squares"]),
        per: z.enum(["month", "week", "day"]).exactOptional(),
        time: z.enum(["nominal", "actual"]).exactOptional(),
        daysPerMonth: z.number().positive().exactOptional(),
      })
      .readonly(),
  ]);
})();
