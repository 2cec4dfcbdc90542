import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { CompetingTimes } from "./causes.ts";
import { readCauses } from "./causes.ts";
import type { IncidenceStep, IncidenceVarianceMethod } from "./incidenceCurves.ts";
import { incidenceCurves } from "./incidenceCurves.ts";
import { readTimesAsked, stepTime } from "./survivalCurve.ts";
import type { SurvivalIntervalMethod } from "./survivalInterval.ts";
import { beyondFollowUp, survivalEstimator, survivalIntervalMethods, withoutLimits } from "./survivalInterval.ts";
import type { SurvivalCounts } from "./survivalTimes.ts";
import { countParticipants } from "./survivalTimes.ts";

export interface CumulativeIncidenceOptions {
  /** Default `"greenwood"`. */
  readonly varianceMethod?: IncidenceVarianceMethod;
  /** The scale on which the limits are symmetric, applied to the incidence itself: as for `kaplanMeier`. Default `"log-log"`. */
  readonly intervalMethod?: SurvivalIntervalMethod;
  /** Times at which `atTimes` describes each cause. Default none. */
  readonly times?: readonly number[];
  /** Coverage of the intervals, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** A probability of having had the event of one cause. */
export interface IncidenceEstimate {
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** `null` where the estimate has no variance: before the first event of the cause, and where everyone has had it (`"no-variance"`). */
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "standardError" | "interval.lower" | "interval.upper">;
}

/** The incidence of a cause from one time with such an event on, up to the next. */
export interface CauseIncidenceStep extends IncidenceEstimate {
  readonly time: number;
  readonly events: number;
  readonly estimate: number;
  readonly standardError: number;
}

/** The incidence at a time that was asked for; `null` after the last time (`"beyond-follow-up"`), unless nobody was left free of an event. */
export interface IncidenceAtTime extends IncidenceEstimate {
  readonly time: number;
}

export interface CauseIncidence<Cause extends string | number = string | number> {
  readonly cause: Cause;
  readonly events: number;
  /** One for each time with an event of this cause, in order. Before the first the estimate is 0. */
  readonly steps: readonly CauseIncidenceStep[];
  /** In the order of `times`. */
  readonly atTimes: readonly IncidenceAtTime[];
}

/** Who was left at one time. */
export interface CompetingStep {
  readonly time: number;
  /** Participants under observation just before this time. */
  readonly atRisk: number;
  /** Of any cause. */
  readonly events: number;
  readonly censored: number;
  /** Probability of no event of any cause: 1 − the sum of all incidences. */
  readonly eventFree: number;
}

export interface CumulativeIncidenceResult<Cause extends string | number = string | number> {
  /** Numbers before text, each ascending. */
  readonly causes: readonly CauseIncidence<Cause>[];
  /** One for each time at which a participant had an event or was censored, in order. */
  readonly steps: readonly CompetingStep[];
  readonly counts: SurvivalCounts;
  readonly method: Method<"cumulative-incidence", Required<CumulativeIncidenceOptions>>;
}

/**
 * Cumulative incidence where several kinds of event rule each other out: the Aalen–Johansen estimate of the probability of having had
 * each of them by each time, with standard errors and intervals.
 *
 * Use it where death comes before the event of interest could: gastrostomy, ventilation. A Kaplan–Meier curve that censors those who
 * died estimates how many would have had it if nobody died, and overstates it; here the incidences of all causes and the event-free
 * probability add up to 1. With a single cause, 1 − the estimate is that of `kaplanMeier`. Each participant has one time and the
 * first thing that happened at it; `null` is a censoring, and 0 is refused, since elsewhere it often means that. Ties,
 * near-equal times and delayed entry are as `kaplanMeier` has them.
 *
 * `varianceMethod: "greenwood"` is Greenwood's formula carried over to several causes; `"aalen"` treats causes as independent counting
 * processes. They agree in large groups. Limits are symmetric on a scale of the incidence itself.
 *
 * R: `survfit(Surv(time, factor(cause)) ~ 1)` has the standard errors of `"greenwood"` without delayed entry, and those of an infinitesimal
 * jackknife with it; `cmprsk::cuminc` those of `"aalen"`. SAS: PROC LIFETEST with EVENTCODE, ERROR=DELTA and ERROR=AALEN, the latter its
 * default.
 *
 * @throws TrialwiseError `too-few-values` without participants
 * @throws RangeError, TypeError for times that are negative or not finite, a cause that is 0 or no name, an entry that is not
 *   before its time, lists of unequal length, an unknown option
 *
 * Source: Aalen & Johansen 1978 (Scandinavian Journal of Statistics 5, 141–150); variances: Andersen, Borgan, Gill & Keiding 1993, Statistical
 * Models Based on Counting Processes, section IV.4 (https://doi.org/10.1007/978-1-4612-4348-9); Aalen 1978
 * (https://doi.org/10.1214/aos/1176344247).
 *
 * @example Three gastrostomies, two deaths without one, and a censoring
 * ```ts
 * import { cumulativeIncidence } from "trialwise";
 *
 * const { causes, steps } = cumulativeIncidence(
 *   { time: [2, 4, 4, 6, 9, 12], cause: ["gastrostomy", "death", "gastrostomy", null, "gastrostomy", "death"] },
 *   { times: [6] },
 * );
 * const [death, gastrostomy] = causes;
 * gastrostomy?.cause; // => "gastrostomy"
 * gastrostomy?.atTimes[0]; // => { "time": 6, "estimate": 0.33333, "standardError": 0.19245, "interval": { "lower": 0.046082, "upper": 0.675564, "level": 0.95 } }
 * death?.atTimes[0]?.estimate; // => 0.16667
 * steps.at(-1)?.eventFree; // => 0
 * ```
 */
export function cumulativeIncidence<Cause extends string | number>(
  input: CompetingTimes<Cause>,
  options: CumulativeIncidenceOptions = {},
): CumulativeIncidenceResult<Cause> {
  const resolved = resolveCumulativeIncidence(caller, options);
  checkKnownKeys(caller, "the input", input, ["time", "cause", "entry"]);
  const { data, causes, causeOf } = readCauses(caller, input);
  const curves = incidenceCurves(data, causeOf, causes.length, resolved.varianceMethod);
  return {
    causes: causes.map((cause, index) => {
      const steps = curves.filter(({ causes: all }) => all[index]!.events > 0);
      return {
        cause,
        events: steps.reduce((total, step) => total + step.causes[index]!.events, 0),
        steps: steps.map(({ time, causes: all }) => ({ time, events: all[index]!.events, ...incidenceEstimate(all[index]!, resolved) })),
        atTimes: resolved.times.map((time) => atTime(curves, index, time, resolved)),
      };
    }),
    steps: curves.map(({ time, atRisk, events, censored, eventFree }) => ({ time, atRisk, events, censored, eventFree })),
    counts: countParticipants(data),
    method: {
      name: "cumulative-incidence",
      options: resolved,
      reference: "Aalen & Johansen 1978, Scandinavian Journal of Statistics 5, 141-150; " + references[resolved.varianceMethod],
    },
  };
}

const caller = "cumulativeIncidence";

const references: Readonly<Record<IncidenceVarianceMethod, string>> = {
  greenwood: "Andersen et al. 1993, doi:10.1007/978-1-4612-4348-9",
  aalen: "Aalen 1978, doi:10.1214/aos/1176344247",
};

export function resolveCumulativeIncidence(caller: string, options: CumulativeIncidenceOptions): Required<CumulativeIncidenceOptions> {
  checkOptionKeys(caller, options, ["varianceMethod", "intervalMethod", "times", "level"]);
  const { varianceMethod = "greenwood", intervalMethod = "log-log", times = [], level = 0.95 } = options;
  checkChoice(caller, "varianceMethod", varianceMethod, ["greenwood", "aalen"]);
  checkChoice(caller, "intervalMethod", intervalMethod, survivalIntervalMethods);
  const asked = readTimesAsked(caller, times);
  checkLevel(caller, level);
  return { varianceMethod, intervalMethod, times: asked, level };
}

function incidenceEstimate(
  { estimate, variance }: { readonly estimate: number; readonly variance: number },
  { intervalMethod, level }: Required<CumulativeIncidenceOptions>,
): IncidenceEstimate & { readonly estimate: number; readonly standardError: number } {
  const standardError = Math.sqrt(variance);
  if (standardError === 0 || (estimate >= 1 && intervalMethod === "log-log")) {
    return { estimate, standardError, ...withoutLimits(level, "no-variance") };
  }
  const { interval } = survivalEstimator(intervalMethod, level)({ estimate, varianceOfLog: variance / (estimate * estimate) });
  return { estimate, standardError, interval };
}

function atTime(curves: readonly IncidenceStep[], cause: number, at: number, options: Required<CumulativeIncidenceOptions>): IncidenceAtTime {
  const moment = stepTime(curves, at);
  const last = curves.at(-1)!;
  if (moment > last.time && last.eventFree > 0) return { time: at, ...beyondFollowUp(options.level) };
  const step = curves.filter(({ time }) => time <= moment).at(-1);
  return { time: at, ...incidenceEstimate(step?.causes[cause] ?? { estimate: 0, variance: 0 }, options) };
}
