import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel, checkSample } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { readTimesAsked, stepTime, survivalCurve } from "./survivalCurve.ts";
import type { SurvivalEstimate, SurvivalIntervalMethod } from "./survivalInterval.ts";
import { beyondFollowUp, survivalEstimator, survivalIntervalMethods } from "./survivalInterval.ts";
import type { QuantileRule, SurvivalQuantile } from "./survivalQuantile.ts";
import { quantileRules, survivalQuantile } from "./survivalQuantile.ts";
import type { CheckedTimes, SurvivalCounts, SurvivalTimes } from "./survivalTimes.ts";
import { countParticipants, readSurvivalTimes } from "./survivalTimes.ts";

export interface KaplanMeierOptions {
  /**
   * The scale on which the limits of the curve are symmetric.
   *
   * - `log-log`: log(−log S), whose limits stay between 0 and 1; SAS's default
   * - `log`: log S, cut off at 1; R's default
   * - `plain`: S itself, cut off at 0 and 1
   *
   * Default `"log-log"`.
   */
  readonly intervalMethod?: SurvivalIntervalMethod;
  /** What a quantile is where the curve runs level at exactly its height. Default `"midpoint"`. */
  readonly quantileRule?: QuantileRule;
  /** Shares of participants whose times `quantiles` lists, between 0 and 1. Default `[0.25, 0.5, 0.75]`. */
  readonly probabilities?: readonly number[];
  /** Times at which `atTimes` describes the curve: numbers at risk, survival at 12 months. Default none. */
  readonly times?: readonly number[];
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** The curve from one time on, up to the next step. */
export interface SurvivalStep extends SurvivalEstimate {
  readonly time: number;
  /** Participants under observation just before this time. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly estimate: number;
}

/** The curve at a time that was asked for. `estimate` is `null` after the last time, unless nobody was left by then. */
export interface SurvivalAtTime extends SurvivalEstimate {
  readonly time: number;
  /** Participants under observation just before this time: a row of numbers below a figure. */
  readonly atRisk: number;
}

export interface KaplanMeierResult {
  /** One for each time at which a participant had the event or was censored, in order. Before the first the estimate is 1. */
  readonly steps: readonly SurvivalStep[];
  readonly median: SurvivalQuantile;
  /** In the order of `probabilities`. */
  readonly quantiles: readonly SurvivalQuantile[];
  /** In the order of `times`. */
  readonly atTimes: readonly SurvivalAtTime[];
  readonly counts: SurvivalCounts;
  readonly method: Method<"kaplan-meier", Required<KaplanMeierOptions>>;
}

/**
 * The Kaplan–Meier estimate of survival in one group: the probability of being without the event at each time, with Greenwood's
 * standard error, the median and other quantiles, and numbers at risk.
 *
 * Use it for death, ventilation or a first relapse when some participants are observed for less long than others and their
 * censoring says nothing about their risk. Another event that rules this one out (death, for gastrostomy) is not such a
 * censoring. Times are in any unit, the result's times in the same. An event and a censoring at one time: the event comes
 * first. Times within 1.5e-8 of their mean from each other are ties, given as the earliest of them.
 *
 * With `entry` (delayed entry, left truncation) a participant counts as at risk only after entering, so that time in which an
 * event could not have been seen is not credited. Where few are at risk at first, one early event can bring the
 * curve to 0 or near it for good: look at `atRisk`.
 *
 * A quantile is the first time at which the curve is at or below 1 − p; its limits are read off the curve's limits by the same
 * rule. Where the curve does not get there they are `null` (`"not-reached"`). Limits of the curve are pointwise, not a band.
 *
 * R: `survfit(Surv(time, event) ~ 1, conf.type = "log-log")`, whose own default is `"log"`; also ties times that differ by
 * less than 1.5e-8, whatever their unit. SAS: PROC LIFETEST, with `quantileRule: "sas"` for its quantiles; it prints a
 * standard error of 0 where the estimate is 0.
 *
 * @throws TrialwiseError `too-few-values` without participants
 * @throws RangeError, TypeError for times that are negative or not finite, an event that is neither true, false, 1 nor 0, an
 *   entry that is not before its time, lists of unequal length, an unknown option
 *
 * Source: Kaplan & Meier 1958 (https://doi.org/10.1080/01621459.1958.10501452); limits: Kalbfleisch & Prentice 2002
 * (https://doi.org/10.1002/9781118032985); of quantiles: Brookmeyer & Crowley 1982 (https://doi.org/10.2307/2530286).
 *
 * @example Weeks to relapse of acute myelogenous leukaemia without maintenance chemotherapy (Miller 1981, Survival Analysis)
 * ```ts
 * import { kaplanMeier } from "trialwise";
 *
 * const curve = kaplanMeier(
 *   { time: [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], event: [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1] },
 *   { times: [26] },
 * );
 * curve.steps[1]; // => { "time": 8, "atRisk": 10, "events": 2, "censored": 0, "estimate": 0.66667, "standardError": 0.13608, "interval": { "lower": 0.33702, "upper": 0.85971, "level": 0.95 } }
 * curve.median; // => { "probability": 0.5, "estimate": 23, "interval": { "lower": 5, "upper": 33, "level": 0.95 } }
 * curve.atTimes[0]?.atRisk; // => 5
 * curve.counts; // => { "participants": 12, "events": 11, "censored": 1 }
 * ```
 */
export function kaplanMeier(input: SurvivalTimes, options: KaplanMeierOptions = {}): KaplanMeierResult {
  const resolved = resolveKaplanMeier("kaplanMeier", options);
  const { intervalMethod, quantileRule, probabilities, level } = resolved;
  const data = readSurvivalTimes("kaplanMeier", input);
  const estimateOf = survivalEstimator(intervalMethod, level);
  const steps = survivalCurve(data, (step): SurvivalStep => {
    const { time, atRisk, events, censored } = step;
    const { estimate, standardError, interval, reasons } = estimateOf(step);
    // Spelt out, since copying an object takes longer than all else.
    if (reasons === undefined) return { time, atRisk, events, censored, estimate, standardError, interval };
    return { time, atRisk, events, censored, estimate, standardError, interval, reasons };
  });
  return {
    steps,
    median: survivalQuantile(steps, 0.5, quantileRule, level),
    quantiles: probabilities.map((probability) => survivalQuantile(steps, probability, quantileRule, level)),
    atTimes: resolved.times.map((time) => atTime(data, steps, time, resolved)),
    counts: countParticipants(data),
    method: { name: "kaplan-meier", options: resolved, reference: "Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452" },
  };
}

export function resolveKaplanMeier(caller: string, options: KaplanMeierOptions): Required<KaplanMeierOptions> {
  checkOptionKeys(caller, options, ["intervalMethod", "quantileRule", "probabilities", "times", "level"]);
  const { intervalMethod = "log-log", quantileRule = "midpoint", probabilities = [0.25, 0.5, 0.75], times = [], level = 0.95 } = options;
  checkChoice(caller, "intervalMethod", intervalMethod, survivalIntervalMethods);
  checkChoice(caller, "quantileRule", quantileRule, quantileRules);
  checkSample(caller, "probabilities", probabilities);
  probabilities.forEach((probability, index) => {
    if (probability > 0 && probability < 1) return;
    throw new RangeError(`${caller}: probabilities[${index}] must be between 0 and 1; received ${show(probability)}`);
  });
  const asked = readTimesAsked(caller, times);
  checkLevel(caller, level);
  return { intervalMethod, quantileRule, probabilities: [...probabilities], times: asked, level };
}

function atTime(
  { time, entry }: CheckedTimes,
  steps: readonly SurvivalStep[],
  at: number,
  { intervalMethod, level }: Required<KaplanMeierOptions>,
): SurvivalAtTime {
  const moment = stepTime(steps, at);
  let atRisk = 0;
  for (let index = 0; index < time.length; index++) if (entry[index]! < moment && time[index]! >= moment) atRisk++;
  const last = steps.at(-1)!;
  if (moment > last.time && last.estimate > 0) return { time: at, atRisk, ...beyondFollowUp(level) };
  const step = steps.filter(({ time: each }) => each <= moment).at(-1);
  if (step === undefined) return { time: at, atRisk, ...survivalEstimator(intervalMethod, level)({ estimate: 1, varianceOfLog: 0 }) };
  const { estimate, standardError, interval, reasons } = step;
  return { time: at, atRisk, estimate, standardError, interval, ...(reasons && { reasons }) };
}
