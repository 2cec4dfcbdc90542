import type { EdssPlusComponent } from "../instruments/edssPlusImprovement.ts";
import type { Method } from "../result/Method.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import type { Exclusion, ExclusionReason } from "../trial/Exclusion.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { ResolvedTimeToProgression } from "./TimeToProgressionOptions.ts";

/** Times of a trial's participants to their first confirmed progression. */
export interface TimeToProgressionResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "time-to-progression";
  /** Of every time in the result; months are of 30.4375 days. */
  readonly unit: TimeUnit;
  /** One for each participant analysed, in the order of the data: `time`, `event` and `arm` are what the survival functions take. */
  readonly rows: readonly ProgressionRow<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: ProgressionInArm };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"time-to-progression", ResolvedTimeToProgression<Keys>>;
}

/**
 * What ended the observation of a participant without an event.
 *
 * - `last-visit`: no progression was waiting for confirmation: there was none at the last visit that counts, or a relapse after it had
 *   ended the wait
 * - `unconfirmed`: progression had begun, and no visit late enough confirmed it
 * - `relapse`: observation ended with the first relapse (`relapses.after: "censored"`), also where that came after the last visit
 * - `no-later-visit`: no visit after baseline counts, so the time is 0
 */
export type ProgressionCensoring = "last-visit" | "unconfirmed" | "relapse" | "no-later-visit";

export interface ProgressionRow<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** From baseline, in `unit`. */
  readonly time: number;
  readonly event: boolean;
  /** Absent unless censored. */
  readonly censoring?: ProgressionCensoring;
  /** The progression that made the event; absent where censored. */
  readonly progression?: FoundProgression<Keys>;
  /** Progression that was not confirmed, by its first visit. */
  readonly unconfirmed: readonly UnconfirmedProgression<Keys>[];
  /** Components that were left out: not measured at baseline, or without days or times to judge by. */
  readonly lacking: readonly LackingComponent<Keys>[];
}

/** A visit of a component, with its day from baseline and its value. */
export interface ComponentVisit<Keys extends TrialKeys = TrialKeys> {
  readonly visit: Keys["visit"];
  readonly day: number;
  readonly value: number;
}

export interface FoundProgression<Keys extends TrialKeys = TrialKeys> {
  readonly component: EdssPlusComponent;
  readonly reference: ComponentVisit<Keys>;
  readonly onset: ComponentVisit<Keys>;
  /** Absent where the onset counts without one (`unconfirmed: "event"`). */
  readonly confirmation?: ComponentVisit<Keys>;
}

export interface UnconfirmedProgression<Keys extends TrialKeys = TrialKeys> extends ComponentVisit<Keys> {
  readonly component: EdssPlusComponent;
  /** `"not-sustained"`: a later visit was no longer worse. `"no-later-visit"`: observation, or the time before a relapse, ended too early. */
  readonly reason: "not-sustained" | "no-later-visit";
}

export interface LackingComponent<Keys extends TrialKeys = TrialKeys> {
  readonly component: EdssPlusComponent;
  readonly reason: ExclusionReason;
  readonly visit?: Keys["visit"];
}

export interface ProgressionInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly events: number;
  readonly censored: number;
  /** Under observation, in all, in `unit`. */
  readonly totalTime: number;
  /** How often each component made the event. */
  readonly byComponent: { readonly [C in EdssPlusComponent]?: number };
  readonly byCensoring: { readonly [C in ProgressionCensoring]?: number };
}
