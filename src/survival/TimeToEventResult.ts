import type { Method } from "../result/Method.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import type { ClinicalEventKind } from "../trial/ClinicalEvent.ts";
import type { DispositionStatus } from "../trial/Disposition.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { CutOff, PartialDateRule, TimeAnchor } from "./timeToEventOptions.ts";

/** Times of a trial's participants to the first of some events, as the survival functions for arms take them. */
export interface TimeToEventResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "time-to-event";
  /** Of every time in the result; months are of 30.4375 days. */
  readonly unit: TimeUnit;
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly TimeToEventRow<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: TimeToEventInArm };
  /**
   * Participants whose arm began after the origin, unless `entry` is declared: until then they could not have an event and be in
   * the arm. Credited to them as survival, this time makes their arm look longer-lived than it is (immortal time).
   */
  readonly immortalTime: readonly ImmortalTime<Keys>[];
  /** Events of the endpoint that were recorded after observation ended, and are not counted. */
  readonly uncountedEvents: readonly UncountedEvent<Keys>[];
  /** That the trial declares: comparisons can be stratified by them and adjusted for them. */
  readonly covariates: readonly Keys["covariate"][];
  /** Of those that are categories, in the order declared. */
  readonly levels: { readonly [Covariate in Keys["covariate"]]?: readonly string[] };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly TimeToEventExclusion<Keys>[];
  readonly method: Method<"time-to-event", TimeToEventMethodOptions<Keys>>;
}

/**
 * How a participant's time ended.
 *
 * - `event`: with the first event of the endpoint
 * - `competing`: with an event that rules the endpoint out
 * - `censored`: observation ended without either
 */
export type TimeToEventOutcome = "event" | "competing" | "censored";

/**
 * What ended the observation of a participant without an event.
 *
 * - a disposition: `completed`, `withdrew`, `lost-to-follow-up`, `stopped-for-adverse-event`, `excluded`
 * - a clinical event by which the endpoint is censored, such as `other-therapy`; `death`, also where the endpoint does not name it
 * - `cut-off`: the data were cut off
 * - `last-contact`: the last record of the participant, where no disposition with a date ends the follow-up
 */
export type CensoringReason = ClinicalEventKind | FollowUpEnd | "cut-off" | "last-contact";

/** The dispositions that end follow-up. Death is no disposition but an event. */
export type FollowUpEnd = Extract<DispositionStatus, "completed" | "withdrew" | "lost-to-follow-up" | "stopped-for-adverse-event" | "excluded">;

export interface TimeToEventRow<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** From the origin, in `unit`. */
  readonly time: number;
  /** Time from the origin at which observation began; 0 without delayed entry. */
  readonly entry: number;
  readonly outcome: TimeToEventOutcome;
  /** The event that came first, of those that the endpoint or `competing` names; absent where censored. */
  readonly event?: ClinicalEventKind;
  /** Why observation ended; absent unless censored. */
  readonly censoring?: CensoringReason;
  /** The day that `time` ends at, from baseline. */
  readonly day: number;
  /** Present where that day stands for a date of which only the month or the year is known, or for bounds. */
  readonly dayImputed?: true;
  /** As the data have them. */
  readonly covariates?: NonNullable<Participant<Keys>["covariates"]>;
}

export interface TimeToEventInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly events: number;
  readonly competing: number;
  readonly censored: number;
  /** Under observation, in all, in `unit`. */
  readonly totalTime: number;
  /** How often each event came first; all that the endpoint and `competing` name are listed. */
  readonly byEvent: { readonly [Kind in ClinicalEventKind]?: number };
  readonly byCensoring: { readonly [Reason in CensoringReason]?: number };
}

export interface ImmortalTime<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** From the origin until the arm began, in `unit`. */
  readonly time: number;
}

export interface UncountedEvent<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly event: ClinicalEventKind;
  /** From the origin, in `unit`. */
  readonly time: number;
  /** What had ended observation before. */
  readonly censoring: CensoringReason;
}

/**
 * Why a participant has no time to the event.
 *
 * - `not-in-population`: outside the population the analysis was asked for.
 * - `no-origin`, `no-entry`: that moment is not on record: not randomised, never dosed, no date at the visit.
 * - `no-baseline-date`: the data are cut off at a date, and the participant's own calendar is unknown.
 * - `died-before-origin`, `event-before-origin`, `ended-before-origin`: nothing was left to observe.
 * - `ended-before-entry`: the event, or the end of observation, came by the time of entry, so it would not have been seen.
 * - `no-event-time`: the participant is known to have died, but not by when.
 * - `no-end-of-follow-up`: without an event, and without any record that says until when.
 */
export type TimeToEventExclusionReason =
  | "not-in-population"
  | "no-origin"
  | "no-entry"
  | "no-baseline-date"
  | "died-before-origin"
  | "event-before-origin"
  | "ended-before-origin"
  | "ended-before-entry"
  | "no-event-time"
  | "no-end-of-follow-up";

export interface TimeToEventExclusion<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly reason: TimeToEventExclusionReason;
}

export interface TimeToEventMethodOptions<Keys extends TrialKeys = TrialKeys> {
  readonly events: readonly ClinicalEventKind[];
  readonly competing: readonly ClinicalEventKind[];
  readonly censoredBy: readonly ClinicalEventKind[];
  readonly origin: TimeAnchor<Keys>;
  /** Absent where it was not declared. */
  readonly entry?: "origin" | TimeAnchor<Keys>;
  readonly priorEvents: "exclude" | "ignore";
  readonly followUpEnds: readonly FollowUpEnd[];
  readonly cutOff?: CutOff;
  readonly partialDates: PartialDateRule;
  readonly visitDays: "nominal" | "actual";
  readonly unit: TimeUnit;
  readonly daysPerMonth: number;
  readonly population?: Keys["population"];
}
