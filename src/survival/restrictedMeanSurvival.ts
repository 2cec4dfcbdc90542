import { normalQuantile } from "../numeric/normal.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel, checkPositive } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { RestrictedMean } from "./restrictedMean.ts";
import { restrictedMean } from "./restrictedMean.ts";
import { withoutLimits } from "./survivalInterval.ts";
import type { SurvivalCounts, SurvivalTimes } from "./survivalTimes.ts";
import { countParticipants, readSurvivalTimes } from "./survivalTimes.ts";

/**
 * What the variance of a restricted mean is multiplied by.
 *
 * - `none`: nothing (R's `survfit`)
 * - `m/(m-1)`: m/(m − 1), of m events up to the horizon, which widens it where events are few (SAS)
 */
export type VarianceCorrection = "none" | "m/(m-1)";

export interface RestrictedMeanSurvivalOptions {
  /** The time up to which survival is averaged, or `"last-time"`: the last time at which a participant was observed. */
  readonly horizon: number | "last-time";
  /** Default `"none"`. */
  readonly varianceCorrection?: VarianceCorrection;
  /** Coverage of the interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export interface RestrictedMeanSurvivalResult {
  /** In the unit of time. */
  readonly estimate: number;
  /** `null` (`"too-few-values"`) when a single event is to be corrected by m/(m − 1). */
  readonly standardError: number | null;
  /** Estimate ± z × standard error. `null` (`"no-variance"`) when no event lies before the horizon. */
  readonly interval: Interval;
  /** The time up to which survival was averaged. */
  readonly horizon: number;
  /** Of all participants, whatever the horizon. */
  readonly counts: SurvivalCounts & { readonly eventsUpToHorizon: number };
  readonly method: Method<"restricted-mean-survival", Required<RestrictedMeanSurvivalOptions>>;
  readonly reasons?: Reasons<"standardError" | "interval.lower" | "interval.upper">;
}

/**
 * The restricted mean survival time of one group: the mean time without the event up to a horizon, as the area under the
 * Kaplan–Meier curve, with its standard error and interval.
 *
 * Use it where hazards are not proportional, or to say in months what a curve shows: "of the first 24 months, 19.3 on average
 * were lived without ventilation". The horizon is chosen before the data are seen, and is the same for groups that are
 * compared (`compareRestrictedMeanSurvival`). `"last-time"` takes the group's own last time, event or not: the "mean survival" that
 * SPSS prints, of another length for each group. Times, ties, censoring and delayed entry are as `kaplanMeier` has them.
 *
 * A horizon after the last time is refused while participants without the event were left then, since the curve is
 * unknown from there on. The limits are not cut off at 0 and at the horizon.
 *
 * R: `print(survfit(Surv(time, event) ~ 1), rmean = horizon)`, which extends the curve where it is unknown; SAS: PROC LIFETEST with
 * RMST(TAU = …), whose variance has the factor of `varianceCorrection: "m/(m-1)"`.
 *
 * @throws TrialwiseError `too-few-values` without participants; `beyond-follow-up` for a horizon at which the curve is unknown
 * @throws RangeError, TypeError for a horizon that is not positive, times that are negative or not finite, lists of unequal
 *   length, an unknown option
 *
 * Source: Kaplan & Meier 1958 (https://doi.org/10.1080/01621459.1958.10501452); Royston & Parmar 2013
 * (https://doi.org/10.1186/1471-2288-13-152).
 *
 * @example Weeks to relapse of acute myelogenous leukaemia without maintenance chemotherapy (Miller 1981, Survival Analysis)
 * ```ts
 * import { restrictedMeanSurvival } from "trialwise";
 *
 * const weeks = { time: [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], event: [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1] };
 * restrictedMeanSurvival(weeks, { horizon: 26 }).estimate; // => 18.04167
 * const mean = restrictedMeanSurvival(weeks, { horizon: "last-time" });
 * mean.estimate; // => 22.70833
 * mean.standardError; // => 4.180942
 * mean.interval; // => { "lower": 14.51384, "upper": 30.90283, "level": 0.95 }
 * ```
 */
export function restrictedMeanSurvival(input: SurvivalTimes, options: RestrictedMeanSurvivalOptions): RestrictedMeanSurvivalResult {
  const resolved = resolveRestrictedMean("restrictedMeanSurvival", options);
  const { horizon, varianceCorrection, level } = resolved;
  const data = readSurvivalTimes("restrictedMeanSurvival", input);
  const mean = restrictedMean("restrictedMeanSurvival", data, horizon);
  const standardError = standardErrorOf(mean, varianceCorrection);
  return {
    estimate: mean.estimate,
    standardError,
    ...intervalOf(mean.estimate, standardError, level),
    horizon: mean.horizon,
    counts: { ...countParticipants(data), eventsUpToHorizon: mean.events },
    method: { name: "restricted-mean-survival", options: resolved, reference: "Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452" },
  };
}

/** `null` when the factor m/(m − 1) of a single event would be infinite. */
export function standardErrorOf({ standardError, events }: RestrictedMean, correction: VarianceCorrection): number | null {
  if (standardError === 0 || correction === "none") return standardError;
  return events === 1 ? null : standardError * Math.sqrt(events / (events - 1));
}

export function checkVarianceCorrection(caller: string, correction: VarianceCorrection): void {
  checkChoice(caller, "varianceCorrection", correction, ["none", "m/(m-1)"]);
}

export function resolveRestrictedMean(caller: string, options: RestrictedMeanSurvivalOptions): Required<RestrictedMeanSurvivalOptions> {
  checkOptionKeys(caller, options, ["horizon", "varianceCorrection", "level"]);
  const { horizon, varianceCorrection = "none", level = 0.95 } = options;
  if (typeof horizon === "string") checkChoice(caller, "horizon", horizon, ["last-time"]);
  else checkPositive(caller, "horizon", horizon);
  checkVarianceCorrection(caller, varianceCorrection);
  checkLevel(caller, level);
  return { horizon, varianceCorrection, level };
}

function intervalOf(estimate: number, standardError: number | null, level: number): Pick<RestrictedMeanSurvivalResult, "interval" | "reasons"> {
  if (standardError === null) return withoutLimits(level, "too-few-values", ["standardError"]);
  if (standardError === 0) return withoutLimits(level, "no-variance");
  const margin = normalQuantile((1 - level) / 2, "upper") * standardError;
  return { interval: { lower: estimate - margin, upper: estimate + margin, level } };
}
