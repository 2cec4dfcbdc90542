import * as z from "zod";
import type { PlacedTime } from "./TimePoint.ts";
import { TimePoint } from "./TimePoint.ts";

/** Milestones that survival endpoints and responder rules look at. Adverse events are recorded apart. */
export const clinicalEventKinds = [
  "death",
  "tracheostomy",
  "permanent-ventilation",
  "non-invasive-ventilation",
  "gastrostomy",
  "relapse",
  "other-therapy",
  "other",
] as const;
export type ClinicalEventKind = (typeof clinicalEventKinds)[number];

export interface ClinicalEvent {
  readonly participant: string;
  readonly kind: ClinicalEventKind;
  readonly at: TimePoint;
  /** The cause of a death, or what an `other` event was. */
  readonly description?: string;
}

export const ClinicalEvent: z.ZodType<ClinicalEvent> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      participant: z.string().min(1),
      kind: z.enum(clinicalEventKinds),
      at: TimePoint,
      description: z.string().exactOptional(),
    })
    .readonly())();

/** A clinical event as read: its time placed on the participant's axis. */
export interface PlacedClinicalEvent extends Omit<ClinicalEvent, "at"> {
  readonly at: PlacedTime;
}
