import { chiSquareQuantile } from "../numeric/chiSquare.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkCount, checkFinite, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** Events and the time in which they occurred, in any unit. */
export interface EventsInTime {
  readonly events: number;
  readonly time: number;
}

export interface IncidenceRateOptions {
  /** Coverage of the two-sided interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export interface IncidenceRateResult {
  /** Events per unit of time. */
  readonly estimate: number;
  /** √events / time */
  readonly standardError: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly counts: EventsInTime;
  readonly method: Method<"exact-poisson", Required<IncidenceRateOptions>>;
}

/**
 * The incidence rate of events in a time at risk, with its exact Poisson interval.
 *
 * Use it for first adverse events per participant-year, or for relapses per year. `events` is a whole number; `time` is the
 * participants' times at risk added up, in the unit the rate is wanted in. The interval holds every rate at which neither so
 * few nor so many events have a probability below (1 − level)/2; with no events its lower limit is 0. It is conservative.
 *
 * R: `poisson.test(events, time)`; SAS: limits by `CINV`. tern's `estimate_incidence_rate` has a normal interval unless told
 * `conf_type = "exact"`.
 *
 * @throws TrialwiseError `too-few-values` when the time is 0
 * @throws RangeError, TypeError for events that are negative or not whole, a time that is negative or too near 0 for a
 *   rate to be a number, a level outside (0, 1)
 *
 * Source: Garwood 1936 (https://doi.org/10.1093/biomet/28.3-4.437).
 *
 * @example 137 events in 24.19893 units of time, from the documentation of R's poisson.test
 * ```ts
 * import { incidenceRate } from "trialwise";
 *
 * const result = incidenceRate({ events: 137, time: 24.19893 });
 * result.estimate; // => 5.661407
 * result.interval; // => { "lower": 4.753125, "upper": 6.692709, "level": 0.95 }
 * ```
 */
export function incidenceRate(input: EventsInTime, options: IncidenceRateOptions = {}): IncidenceRateResult {
  checkOptionKeys("incidenceRate", options, ["level"]);
  const { level = 0.95 } = options;
  checkLevel("incidenceRate", level);
  checkParts("incidenceRate", "the input", input, ["events", "time"]);
  checkCount("incidenceRate", "events", input.events);
  const events = withoutNegativeZero(input.events);
  const { time } = input;
  checkFinite("incidenceRate", "time", time);
  if (time < 0) throw new RangeError(`incidenceRate: time must not be negative; received ${time}`);
  if (time === 0) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: "incidenceRate: the time at risk is 0, and a rate needs some",
      required: "a time at risk above 0",
      observed: 0,
    });
  }
  const interval = exactPoissonInterval(events, time, level);
  if (!Number.isFinite(interval.upper)) throw new RangeError(`incidenceRate: time must be large enough for the rate to be a number; received ${time}`);
  return {
    estimate: events / time,
    standardError: Math.sqrt(events) / time,
    interval,
    counts: { events, time },
    method: { name: "exact-poisson", options: { level }, reference: "Garwood 1936, doi:10.1093/biomet/28.3-4.437" },
  };
}

/** Garwood's limits: half of the quantiles of χ² with 2d and 2d + 2 degrees of freedom, over the time. */
export function exactPoissonInterval(events: number, time: number, level: number): Interval & { readonly lower: number; readonly upper: number } {
  const tail = (1 - level) / 2;
  return {
    lower: events === 0 ? 0 : chiSquareQuantile(tail, 2 * events, "lower") / 2 / time,
    upper: chiSquareQuantile(tail, 2 * events + 2, "upper") / 2 / time,
    level,
  };
}
