import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { EventCount } from "./eventCount.ts";
import { readEventCount } from "./eventCount.ts";
import type { ProportionIntervalMethod } from "./proportionInterval.ts";
import { proportionInterval, proportionIntervalMethods, proportionReferences } from "./proportionInterval.ts";

export interface ProportionOptions {
  /**
   * - `wilson`: inverts the score test; near its level on average, for any n
   * - `clopper-pearson`: exact, so never below its level, and wide
   * - `agresti-coull`: Wald's interval after adding z²/2 events and z²/2 others, cut off at 0 and 1
   * - `jeffreys`: equal tails of the posterior under Jeffreys's prior; 0 and 1 themselves at 0 and n events
   * - `wald`: the textbook interval, too narrow for small n and of no width at 0 and n events, cut off at 0 and 1
   *
   * Default `"wilson"`.
   */
  readonly intervalMethod?: ProportionIntervalMethod;
  /** Coverage of the two-sided interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

export interface ProportionResult {
  /** Events / n, between 0 and 1. */
  readonly estimate: number;
  /** √(p(1 − p)/n) */
  readonly standardError: number;
  readonly interval: Interval;
  readonly counts: EventCount;
  readonly method: Method<ProportionIntervalMethod, Required<ProportionOptions>>;
}

/**
 * A proportion of participants with its two-sided interval.
 *
 * Use it for a response rate or an incidence in one group. `n` counts everyone in the denominator, so whoever has no outcome
 * must have been decided on. Both are whole numbers. R: `prop.test(correct = FALSE)$conf.int` is Wilson's, `binom.test()` is
 * Clopper and Pearson's; SAS: PROC FREQ with BINOMIAL(CL = …), which prints Wald's and Clopper and Pearson's by default.
 *
 * @throws TrialwiseError `too-few-values` when n is 0
 * @throws RangeError, TypeError for counts that are negative or not whole, more events than participants, a level outside
 *   (0, 1), an unknown option
 *
 * Source: Wilson 1927 (https://doi.org/10.1080/01621459.1927.10502953); Clopper & Pearson 1934
 * (https://doi.org/10.1093/biomet/26.4.404); Agresti & Coull 1998 (https://doi.org/10.1080/00031305.1998.10480550); Jeffreys's
 * interval as in Brown, Cai & DasGupta 2001 (https://doi.org/10.1214/ss/1009213286).
 *
 * @example 81 of 263, the first example of Newcombe 1998 (https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E)
 * ```ts
 * import { proportion } from "trialwise";
 *
 * proportion({ events: 81, n: 263 }).estimate; // => 0.308
 * proportion({ events: 81, n: 263 }).interval; // => { "lower": 0.2553, "upper": 0.3662, "level": 0.95 }
 * proportion({ events: 81, n: 263 }, { intervalMethod: "clopper-pearson" }).interval; // => { "lower": 0.2527, "upper": 0.3676, "level": 0.95 }
 * ```
 */
export function proportion(input: EventCount, options: ProportionOptions = {}): ProportionResult {
  checkOptionKeys("proportion", options, ["intervalMethod", "level"]);
  const { intervalMethod = "wilson", level = 0.95 } = options;
  checkChoice("proportion", "intervalMethod", intervalMethod, proportionIntervalMethods);
  checkLevel("proportion", level);
  const counts = readEventCount("proportion", "the input", input);
  const estimate = counts.events / counts.n;
  return {
    estimate,
    standardError: Math.sqrt((estimate * ((counts.n - counts.events) / counts.n)) / counts.n),
    interval: proportionInterval(counts, intervalMethod, level),
    counts,
    method: { name: intervalMethod, options: { intervalMethod, level }, reference: proportionReferences[intervalMethod] },
  };
}
