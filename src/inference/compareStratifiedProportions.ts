import { normalQuantile, normalTails } from "../numeric/normal.ts";
import { sum } from "../numeric/sum.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { EventCount } from "./eventCount.ts";
import { readEventCount } from "./eventCount.ts";
import type { TwoEventCounts } from "./riskDifferenceInterval.ts";
import { constrainedVariance, scoreInterval } from "./riskDifferenceInterval.ts";

export interface CompareStratifiedProportionsOptions {
  /** Coverage of the two-sided interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/** One stratum and what it says by itself. */
export interface StratumDifference extends TwoEventCounts {
  /** Proportion of treatment − proportion of control. */
  readonly estimate: number;
  /** Its share in the common difference; the shares add up to 1. */
  readonly weight: number;
}

export interface CompareStratifiedProportionsResult {
  readonly riskDifference: {
    /** Weighted mean of the strata's differences, between −1 and 1. */
    readonly estimate: number;
    readonly interval: Interval;
  };
  /** Score χ² with 1 degree of freedom, that the common difference is 0; `null` where no stratum has both outcomes. */
  readonly statistic: number | null;
  readonly degreesOfFreedom: 1;
  readonly pValue: number | null;
  readonly alternative: "two-sided";
  /** In the order given. */
  readonly strata: readonly StratumDifference[];
  readonly method: Method<"stratified-proportions", { readonly weights: "mantel-haenszel"; readonly intervalMethod: "miettinen-nurminen"; readonly level: number }>;
  readonly reasons?: Reasons<"statistic" | "pValue">;
}

const caller = "compareStratifiedProportions";

/**
 * A common difference of two proportions over strata, with the stratified score interval of Miettinen and Nurminen.
 *
 * Use it for a response in a trial randomised within strata, such as bulbar and limb onset or sites: within a stratum arms are
 * comparable, over strata they need not be. The common difference is the mean of the strata's differences with weights
 * n₁n₀/(n₁ + n₀), Mantel and Haenszel's, which estimate one difference well if there is one and are a stated average if there
 * is none. The interval holds every difference Δ that the score test does not reject, the variance of each stratum being that of
 * the most likely proportions that differ by Δ, times N/(N − 1); test and interval agree by construction.
 *
 * A stratum without events in both groups counts for its participants. Groups must not be empty: leave out a stratum in which
 * one group has nobody, since it says nothing of a difference. With one stratum this is
 * `compareProportions` with `intervalMethod: "miettinen-nurminen"`.
 *
 * `cochranMantelHaenszelTest` gives the common odds ratio and the homogeneity of odds ratios. Base R has no such interval. SAS PROC
 * FREQ's COMMONRISKDIFF(CL=SCORE) puts the strata's own score intervals together instead; the paper itself also has weights that
 * depend on the difference assumed.
 *
 * @throws TrialwiseError `too-few-values` when an n is 0
 * @throws RangeError, TypeError for no strata, counts that are not whole or exceed their n, an unknown option
 *
 * Source: Miettinen & Nurminen 1985 (https://doi.org/10.1002/sim.4780040211), the weights as in Mantel & Haenszel 1959
 * (https://doi.org/10.1093/jnci/22.4.719).
 *
 * @example
 * ```ts
 * import { compareStratifiedProportions } from "trialwise";
 *
 * const { riskDifference, pValue } = compareStratifiedProportions([
 *   { treatment: { events: 12, n: 20 }, control: { events: 6, n: 19 } },
 *   { treatment: { events: 5, n: 11 }, control: { events: 3, n: 10 } },
 * ]);
 * riskDifference.estimate; // => 0.2389
 * riskDifference.interval; // => { "lower": -0.0156, "upper": 0.4641, "level": 0.95 }
 * pValue; // => 0.06574
 * ```
 */
export function compareStratifiedProportions(
  strata: readonly { readonly treatment: EventCount; readonly control: EventCount }[],
  options: CompareStratifiedProportionsOptions = {},
): CompareStratifiedProportionsResult {
  checkOptionKeys(caller, options, ["level"]);
  const { level = 0.95 } = options;
  checkLevel(caller, level);
  const groups = readStrata(strata);
  const sizes = groups.map(({ treatment, control }) => treatment.n * (control.n / (treatment.n + control.n)));
  const total = sum(sizes);
  const weights = sizes.map((size) => size / total);
  const differences = groups.map(({ treatment, control }) => treatment.events / treatment.n - control.events / control.n);
  const estimate = Math.max(-1, Math.min(1, sum(differences.map((difference, index) => difference * weights[index]!))));
  const varianceAt = (delta: number) => sum(groups.map((group, index) => weights[index]! ** 2 * constrainedVariance(group, delta)));
  const { lower, upper } = scoreInterval(estimate, normalQuantile((1 - level) / 2, "upper"), varianceAt, level);
  const variance = varianceAt(0);
  const z = Math.abs(estimate) / Math.sqrt(variance);
  return {
    riskDifference: { estimate: withoutNegativeZero(estimate), interval: { lower: withoutNegativeZero(lower), upper: withoutNegativeZero(upper), level } },
    ...(variance > 0
      ? { statistic: z ** 2, degreesOfFreedom: 1, pValue: Math.min(1, 2 * normalTails(z).upper) }
      : { statistic: null, degreesOfFreedom: 1, pValue: null, reasons: { statistic: "no-variance", pValue: "no-variance" } }),
    alternative: "two-sided",
    strata: groups.map((group, index) => ({ ...group, estimate: withoutNegativeZero(differences[index]!), weight: weights[index]! })),
    method: {
      name: "stratified-proportions",
      options: { weights: "mantel-haenszel", intervalMethod: "miettinen-nurminen", level },
      reference: "Miettinen & Nurminen 1985, doi:10.1002/sim.4780040211",
    },
  };
}

function readStrata(strata: readonly { readonly treatment: EventCount; readonly control: EventCount }[]): TwoEventCounts[] {
  if (!Array.isArray(strata) || strata.length === 0) throw new TypeError(`${caller}: strata must be a list of at least one pair of counts; received ${show(strata)}`);
  return Array.from(strata, (stratum: TwoEventCounts, index) => {
    checkParts(caller, `strata[${index}]`, stratum, ["treatment", "control"]);
    return {
      treatment: readEventCount(caller, `strata[${index}].treatment`, stratum.treatment),
      control: readEventCount(caller, `strata[${index}].control`, stratum.control),
    };
  });
}
