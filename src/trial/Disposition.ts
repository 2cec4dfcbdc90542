import * as z from "zod";
import type { PlacedTime } from "./TimePoint.ts";
import { TimePoint } from "./TimePoint.ts";

/** A step of a participant's way through the trial. */
export const dispositionStatuses = [
  "screened",
  "randomised",
  "started-treatment",
  "completed",
  "withdrew",
  "lost-to-follow-up",
  "stopped-for-adverse-event",
  "died",
  "excluded",
] as const;
export type DispositionStatus = (typeof dispositionStatuses)[number];

export interface Disposition {
  readonly participant: string;
  readonly status: DispositionStatus;
  readonly at?: TimePoint;
  readonly reason?: string;
}

export const Disposition: z.ZodType<Disposition> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      participant: z.string().min(1),
      status: z.enum(dispositionStatuses),
      at: TimePoint.exactOptional(),
      reason: z.string().exactOptional(),
    })
    .readonly())();

/** A disposition as read: its time placed on the participant's axis. */
export interface PlacedDisposition extends Omit<Disposition, "at"> {
  readonly at?: PlacedTime;
}
