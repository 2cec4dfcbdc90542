import type { GroupEstimate, TwoEstimates } from "../inference/compareEstimates.ts";
import { checkMagnitude } from "../inference/groupMoments.ts";
import { hypot } from "../numeric/elementary/hypot.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { studentTQuantile } from "../numeric/studentT.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite, checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { type Direction, improvementOf } from "./direction.ts";

export interface PercentSlowingOptions {
  /** Which way the measure is better: `"higher"` for ALSFRS-R, `"lower"` for AALS. */
  readonly better: Direction;
  /** Coverage of the interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
  /** Degrees of freedom of Student's t, whole or not, at least 1. Without them the normal distribution is used. */
  readonly degreesOfFreedom?: number;
}

export interface PercentSlowingResult {
  /** 100 × (1 − treatment slope / control slope). `null` if the control group does not decline. */
  readonly estimate: number | null;
  readonly interval: Interval;
  /** Absent when the normal distribution was used. */
  readonly degreesOfFreedom?: number;
  /** What was compared: enough to repeat the calculation. */
  readonly groups: TwoEstimates;
  readonly method: Method<"fieller-ratio", PercentSlowingOptions & { readonly level: number }>;
  readonly reasons?: Reasons<"estimate" | "interval.lower" | "interval.upper">;
}

/**
 * By how much a treatment slowed the decline: the difference of two mean slopes as a percentage of the control group's, with
 * Fieller's interval.
 *
 * Use it for two independent estimates of a slope, each with its standard error: means of participants' slopes, or fits of
 * two groups. Both are raw slopes in one unit; 100 means that the decline stopped, above 100 that it turned, below 0 that it
 * was faster. It is a ratio of means, not a mean of participants' percentages, which a few slow decliners would dominate.
 *
 * The interval holds the ratios that the test of treatment − ratio × control = 0 does not reject; it is not symmetric. Where
 * the control slope does not itself differ from zero at the level, those ratios reach to infinity: both limits are `null`
 * with the reason `"unbounded"`. If the control group does not decline there is nothing to slow: `"not-defined"`.
 *
 * @throws RangeError, TypeError for values that are not finite, a negative standard error, degrees of freedom below 1, a
 *   level outside (0, 1), an unknown direction
 *
 * Source: Fieller 1954 (https://doi.org/10.1111/j.2517-6161.1954.tb00159.x).
 *
 * @example The slopes of ALSFRS-R after baseline in Oh 2018 (https://doi.org/10.1002/ana.25302)
 * ```ts
 * import { percentSlowing } from "trialwise";
 *
 * const slopes = { treatment: { estimate: -0.55, standardError: 0.11 }, control: { estimate: -1.13, standardError: 0.15 } };
 * percentSlowing(slopes, { better: "higher" }).estimate; // => 51.327
 * percentSlowing(slopes, { better: "higher" }).interval; // => { lower: 23.81575, upper: 71.77145, level: 0.95 }
 * ```
 */
export function percentSlowing(input: TwoEstimates, options: PercentSlowingOptions): PercentSlowingResult {
  checkParts("percentSlowing", "the input", input, ["treatment", "control"]);
  const groups = { treatment: readSlope("treatment", input.treatment), control: readSlope("control", input.control) };
  checkOptionKeys("percentSlowing", options, ["better", "level", "degreesOfFreedom"]);
  const { better, level = 0.95, degreesOfFreedom } = options;
  checkChoice("percentSlowing", "better", better, ["higher", "lower"]);
  checkLevel("percentSlowing", level);
  const quantile = upperQuantile((1 - level) / 2, degreesOfFreedom);
  const given = degreesOfFreedom === undefined ? {} : { degreesOfFreedom };
  const ratio = groups.treatment.estimate / groups.control.estimate;
  const declines = improvementOf(better, groups.control.estimate) < 0 && Number.isFinite(ratio);
  const limits = declines ? ratioLimits(groups, quantile) : null;
  const reason: Reason = declines ? "unbounded" : "not-defined";
  return {
    estimate: declines ? slowing(ratio) : null,
    interval: { lower: limits && slowing(limits.upper), upper: limits && slowing(limits.lower), level },
    ...given,
    groups,
    method: {
      name: "fieller-ratio",
      options: { better, level, ...given },
      reference: "Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x",
    },
    ...(limits === null && {
      reasons: { ...(!declines && { estimate: reason }), "interval.lower": reason, "interval.upper": reason },
    }),
  };
}

/**
 * Fieller's limits of a ratio a/b of independent estimates, all divided by b: with r = a/b and the margins p = q SE(a)/|b| and
 * s = q SE(b)/|b| (s² is his g), (r ± √(p²(1 − s²) + r²s²))/(1 − s²). None where s ≥ 1.
 */
function ratioLimits({ treatment, control }: TwoEstimates, quantile: number): { readonly lower: number; readonly upper: number } | null {
  const r = treatment.estimate / control.estimate;
  const p = (quantile * treatment.standardError) / Math.abs(control.estimate);
  const s = (quantile * control.standardError) / Math.abs(control.estimate);
  // (1 − s)(1 + s) keeps the digits that 1 − s² would lose near s = 1.
  const g = (1 - s) * (1 + s);
  if (!(g > 0)) return null;
  const half = hypot(p * Math.sqrt(g), r * s);
  const limits = { lower: (r - half) / g, upper: (r + half) / g };
  return Number.isFinite(limits.lower) && Number.isFinite(limits.upper) ? limits : null;
}

function slowing(ratio: number): number {
  return withoutNegativeZero(100 * (1 - ratio));
}

function upperQuantile(probability: number, degreesOfFreedom: number | undefined): number {
  if (degreesOfFreedom === undefined) return normalQuantile(probability, "upper");
  checkFinite("percentSlowing", "degreesOfFreedom", degreesOfFreedom);
  if (degreesOfFreedom >= 1) return studentTQuantile(probability, degreesOfFreedom, "upper");
  throw new RangeError(`percentSlowing: degreesOfFreedom must be at least 1; received ${degreesOfFreedom}`);
}

function readSlope(name: string, slope: GroupEstimate): GroupEstimate {
  checkParts("percentSlowing", name, slope, ["estimate", "standardError"]);
  const { estimate, standardError } = slope;
  checkMagnitude("percentSlowing", `${name}.estimate`, estimate);
  checkMagnitude("percentSlowing", `${name}.standardError`, standardError);
  if (standardError >= 0) return { estimate: withoutNegativeZero(estimate), standardError: withoutNegativeZero(standardError) };
  throw new RangeError(`percentSlowing: ${name}.standardError must not be negative; received ${standardError}`);
}
