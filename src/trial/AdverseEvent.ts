import * as z from "zod";
import type { PlacedTime } from "./TimePoint.ts";
import { TimePoint } from "./TimePoint.ts";

export type Answer = "yes" | "no" | "unstated";
export type Grade = 1 | 2 | 3 | 4 | 5;

export const adverseEventOutcomes = [
  "recovered",
  "recovering",
  "recovered-with-sequelae",
  "not-recovered",
  "fatal",
  "unknown",
] as const;
export type AdverseEventOutcome = (typeof adverseEventOutcomes)[number];

/** One adverse event, coded to a preferred term and its system organ class (MedDRA's levels, or any other dictionary's). */
export interface AdverseEvent {
  readonly participant: string;
  readonly systemOrganClass: string;
  readonly preferredTerm: string;
  /** CTCAE grade; the version is named where events are tallied. */
  readonly grade?: Grade;
  /** Grade before the tally's window opened, for an event that was already there and may have worsened. */
  readonly priorGrade?: Grade;
  /** When the grade rose above `priorGrade`, where that is known. */
  readonly worsenedAt?: TimePoint;
  readonly serious?: boolean;
  /** Judged related to the product, and to the procedure that delivers it (a lumbar puncture). */
  readonly related?: { readonly product?: Answer; readonly procedure?: Answer };
  readonly start?: TimePoint;
  readonly end?: TimePoint;
  readonly outcome?: AdverseEventOutcome;
}

/** An adverse event as read: its times placed on the participant's axis. */
export interface PlacedAdverseEvent extends Omit<AdverseEvent, "start" | "end" | "worsenedAt"> {
  readonly start?: PlacedTime;
  readonly end?: PlacedTime;
  readonly worsenedAt?: PlacedTime;
}

export const AdverseEvent: z.ZodType<AdverseEvent> = /* @__PURE__ */ (() => {
  const grade = z.literal([1, 2, 3, 4, 5], { error: "a CTCAE grade is 1, 2, 3, 4 or 5" });
  const answer = z.enum(["yes", "no", "unstated"]);
  return z
    .strictObject({
      participant: z.string().min(1),
      systemOrganClass: z.string().min(1),
      preferredTerm: z.string().min(1),
      grade: grade.exactOptional(),
      priorGrade: grade.exactOptional(),
      worsenedAt: TimePoint.exactOptional(),
      serious: z.boolean().exactOptional(),
      related: z
        .strictObject({ product: answer.exactOptional(), procedure: answer.exactOptional() })
        .readonly()
        .exactOptional(),
      start: TimePoint.exactOptional(),
      end: TimePoint.exactOptional(),
      outcome: z.enum(adverseEventOutcomes).exactOptional(),
    })
    .readonly();
})();
