import type { ReferenceRule } from "../instruments/ConfirmedProgressionResult.ts";
import type { EdssPlusComponent } from "../instruments/edssPlusImprovement.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/**
 * What an onset counts for whose confirming visit is missing: the component's visits ended less than `weeks` after it, and every one
 * until then was progression. One that a relapse cut off, where it renews the reference or ends observation, no longer waits.
 *
 * - `censored-at-last-visit`: no event; observed up to the last visit
 * - `censored-at-onset`: no event; observed up to the onset, after which nothing is certain
 * - `event`: taken to have been progression
 */
export type UnconfirmedRule = "censored-at-last-visit" | "censored-at-onset" | "event";

/** How relapses bear on progression: with them, progression is that independent of relapse activity (PIRA). */
export interface RelapseOptions {
  /**
   * What a relapse does to what comes after it.
   *
   * - `new-reference`: later visits are compared with the first visit that counts after the relapse, and from that reference to the
   *   confirmation there is no relapse
   * - `censored`: observation ends with the last visit that counts before the first relapse
   * - `same-reference`: the reference stays; only the visits near the relapse do not count
   */
  readonly after: "new-reference" | "censored" | "same-reference";
  /** A visit up to so many days after the beginning of a relapse does not count. Default 30. */
  readonly daysAfter?: number;
  /** A visit up to so many days before the beginning of a relapse does not count. Default 0. */
  readonly daysBefore?: number;
  /** Preferred terms by which relapses were recorded as adverse events. Default none: clinical events of kind `relapse` alone. */
  readonly adverseEvents?: readonly string[];
}

export interface TimeToProgressionOptions<Keys extends TrialKeys = TrialKeys> {
  /**
   * The trial's measures that are compared: `{ edss: "edss" }` for progression on the EDSS, several for EDSS-Plus, where one is enough and
   * each is confirmed by itself.
   */
  readonly components: { readonly [C in EdssPlusComponent]?: Keys["measure"] };
  /** Weeks from onset to confirmation, at least: 12 or 24 are usual. */
  readonly weeks: number;
  /** Default `"fixed"`. */
  readonly reference?: ReferenceRule;
  /** The lowest reference EDSS from which half a point counts. Default 6. */
  readonly halfPointFrom?: number;
  /** The rise of a time, in percent of its reference, that counts. Default 20. */
  readonly percent?: number;
  /** Days by which a confirming visit may come too early. Default 0. */
  readonly toleranceDays?: number;
  /** Days of visits: planned ones, or those recorded with the values. Default `"nominal"`. */
  readonly visitDays?: "nominal" | "actual";
  /** What the time of an event is: the visit at which it began, or the one that confirmed it. Default `"onset"`. */
  readonly eventAt?: "onset" | "confirmation";
  /** Default `"censored-at-last-visit"`. */
  readonly unconfirmed?: UnconfirmedRule;
  /**
   * Participants in whom a component was not measured at baseline, or whose visits with it have no date or order on recorded days, or a
   * time of 0: judged by the others, or left out. Default `"leave-out-component"`.
   */
  readonly missingComponents?: "leave-out-component" | "exclude-participant";
  /** Relapses are not looked at if left out. */
  readonly relapses?: RelapseOptions;
  /**
   * The last visit that is looked at, by planned days: later ones, and relapses after it, may belong to another treatment. All if left
   * out.
   */
  readonly to?: Keys["visit"];
  /** Of the times in the result. Default `"month"`, of 30.4375 days. */
  readonly unit?: TimeUnit;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
}

/** Every option, as it was taken. */
export interface ResolvedTimeToProgression<Keys extends TrialKeys = TrialKeys>
  extends Required<Omit<TimeToProgressionOptions<Keys>, "relapses" | "to" | "population">>,
    Pick<TimeToProgressionOptions<Keys>, "to" | "population"> {
  readonly relapses?: Required<RelapseOptions>;
  readonly daysPerMonth: number;
}
