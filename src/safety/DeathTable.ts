import type { ParticipantCell } from "../trial/ParticipantCell.ts";

/** A death in the population. */
export interface Death<Arm extends string = string> {
  readonly participant: string;
  readonly arm: Arm;
  /** Days from baseline, `earliest` and `latest` apart for a partial date; absent where no day is on record. */
  readonly day?: { readonly earliest: number; readonly latest: number };
  /**
   * As recorded with the death, or else with the disposition, or else the preferred terms of the fatal adverse events;
   * absent where none of them says.
   */
  readonly cause?: string;
  /** Preferred terms of the participant's fatal adverse events. */
  readonly fatalEvents: readonly string[];
  /** The record that the death is known from; the first of these where there are several. */
  readonly source: "clinical-event" | "disposition" | "adverse-event" | "observation";
}

/** The deaths that may lie in a window. */
export interface DeathTable<Arm extends string = string> {
  readonly byArm: { readonly [A in Arm]: ParticipantCell };
  /** Most frequent first; ties by code units. */
  readonly byCause: readonly DeathCauseRow<Arm>[];
}

export interface DeathCauseRow<Arm extends string = string> {
  /** Absent for deaths without a recorded cause. */
  readonly cause?: string;
  readonly byArm: { readonly [A in Arm]: ParticipantCell };
}
