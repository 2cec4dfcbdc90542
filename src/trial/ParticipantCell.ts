import type { Reasons } from "../result/Reason.ts";

/** How many of an arm, and who. */
export interface ParticipantCell {
  readonly participants: number;
  /** Participants / the arm's denominator, between 0 and 1; `null` where nobody of the arm is in the population. */
  readonly proportion: number | null;
  /** In the order of the data's participants. */
  readonly participantIds: readonly string[];
  readonly reasons?: Reasons<"proportion">;
}

export function participantCell(participantIds: readonly string[], denominator: number): ParticipantCell {
  const participants = participantIds.length;
  if (denominator > 0) return { participants, proportion: participants / denominator, participantIds };
  return { participants, proportion: null, participantIds, reasons: { proportion: "zero-denominator" } };
}
