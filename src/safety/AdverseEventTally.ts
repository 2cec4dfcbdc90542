import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Grade } from "../trial/AdverseEvent.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { ParticipantCell } from "../trial/ParticipantCell.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Death, DeathTable } from "./DeathTable.ts";
import type { ResolvedTallyOptions } from "./tallyOptions.ts";

/** Adverse events by window, category, system organ class, preferred term and arm. */
export interface AdverseEventTally<Keys extends TrialKeys = TrialKeys, Window extends string = string, Category extends string = string> {
  readonly population: Keys["population"];
  /** Participants of the population in each arm: the denominator of every cell of the arm. */
  readonly denominators: { readonly [A in Keys["arm"]]: number };
  readonly windows: { readonly [W in Window]: AdverseEventWindowTally<Keys["arm"], Category> };
  /** Every death in the population, inside a window or not. */
  readonly deaths: readonly Death<Keys["arm"]>[];
  readonly counts: {
    /** Events in the data. */
    readonly events: number;
    /** Those counted in at least one window. */
    readonly tallied: number;
    /** Those of participants in the population that are in no window. */
    readonly outsideEveryWindow: number;
    readonly outsidePopulation: number;
    /** Events of the population that repeat an earlier one exactly; they are counted all the same. */
    readonly exactDuplicates: number;
  };
  /** By position in the data's `adverseEvents`: which event repeats which. */
  readonly duplicates: readonly { readonly participant: string; readonly event: number; readonly duplicateOf: number }[];
  /** Participants outside the population. */
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"adverse-event-tally", ResolvedTallyOptions<Keys, Window, Category>>;
}

export interface AdverseEventWindowTally<Arm extends string = string, Category extends string = string> {
  readonly categories: { readonly [C in Category]: AdverseEventTable<Arm> };
  readonly deaths: DeathTable<Arm>;
  /** Where exposure was asked for. */
  readonly exposure?: { readonly [A in Arm]: ArmExposure };
  readonly counts: {
    readonly tallied: number;
    /** Of those tallied: without an onset; with one that may lie outside; there before, and worse in the window. */
    readonly missingOnset: number;
    readonly uncertainOnset: number;
    readonly worsened: number;
    readonly notTallied: { readonly [R in NotTalliedReason]: number };
  };
  /** Every event that is not in this window, by its position in the data's `adverseEvents`. */
  readonly notTallied: readonly { readonly participant: string; readonly event: number; readonly reason: NotTalliedReason }[];
}

/**
 * Why an event is not counted in a window.
 *
 * - `not-in-population`: its participant is outside the population.
 * - `before-window`: it must have started before, and did not worsen in the window.
 * - `after-window`: it must have started after.
 * - `window-not-open`: the window hangs on a dose that the participant did not have.
 */
export type NotTalliedReason = "not-in-population" | "before-window" | "after-window" | "window-not-open";

/** The events of one category in one window. Every window has the same rows in the same order. */
export interface AdverseEventTable<Arm extends string = string> {
  /** Any event of the category. */
  readonly overall: AdverseEventRow<Arm>;
  readonly systemOrganClasses: readonly SystemOrganClassRow<Arm>[];
  readonly counts: {
    /** Events of the population in the window that could not be judged, because what the category asks for is not recorded. */
    readonly unstated: number;
  };
}

export interface AdverseEventRow<Arm extends string = string> {
  readonly byArm: { readonly [A in Arm]: AdverseEventCell };
}

export interface SystemOrganClassRow<Arm extends string = string> extends AdverseEventRow<Arm> {
  readonly systemOrganClass: string;
  readonly preferredTerms: readonly PreferredTermRow<Arm>[];
}

export interface PreferredTermRow<Arm extends string = string> extends AdverseEventRow<Arm> {
  readonly preferredTerm: string;
}

/** One row in one arm. A participant is counted once, however many events there were. */
export interface AdverseEventCell extends ParticipantCell {
  readonly events: number;
  /** Where a grading was named. */
  readonly byGrade?: GradeCounts;
  /** Where exposure was asked for. */
  readonly incidence?: AdverseEventIncidence;
}

/** A cell by grade. Its participants stand once, at the highest grade of their events in this cell; its events at their own grade. */
export type GradeCounts = {
  readonly [G in Grade | "ungraded"]: { readonly events: number; readonly participants: number; readonly participantIds: readonly string[] };
};

/** Exposure-adjusted incidence of a cell: first events per participant-year at risk. */
export interface AdverseEventIncidence {
  /** `null` where there was no time at risk, or where a participant's end of follow-up is unknown. */
  readonly estimate: number | null;
  /** Exact Poisson. */
  readonly interval: Interval;
  /** Participants whose first such event fell into their time at risk. */
  readonly events: number;
  /** Time at risk: to the first such event, or to the end of the window or of follow-up. */
  readonly days: number | null;
  readonly years: number | null;
  /** Participants left out because such an event was there when the window opened. */
  readonly prevalent: number;
  readonly reasons?: Reasons<"estimate" | "interval.lower" | "interval.upper" | "days" | "years">;
}

/** An arm's follow-up in a window, before any event ends it. */
export interface ArmExposure {
  /** Participants followed for at least a day of the window. */
  readonly participants: number;
  readonly days: number | null;
  readonly years: number | null;
  /** Participants with no end of follow-up on record: taken as followed to the end of the window, where it has one. */
  readonly withoutEndOfFollowUp: number;
  readonly reasons?: Reasons<"days" | "years">;
}
