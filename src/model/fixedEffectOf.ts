import { studentDistribution } from "../inference/studentDistribution.ts";
import { testOfEstimate } from "../inference/testOfEstimate.ts";
import type { Interval } from "../result/Interval.ts";
import type { ContrastError } from "./contrastError.ts";
import type { FixedEffect } from "./FixedEffect.ts";

/** The test and interval of one estimate; infinite degrees of freedom give the normal distribution. */
export function fixedEffectOf(estimate: number, { standardError, degreesOfFreedom }: ContrastError, level: number): FixedEffect {
  const test = testOfEstimate({ estimate, standardError }, studentDistribution(degreesOfFreedom), { level, alternative: "two-sided" });
  const { interval, reasons } = boundedInterval(test.interval);
  const isFinite = degreesOfFreedom < Infinity;
  return {
    estimate: test.estimate,
    standardError,
    degreesOfFreedom: isFinite ? degreesOfFreedom : null,
    statistic: test.statistic,
    pValue: test.pValue,
    interval,
    alternative: "two-sided",
    ...(!isFinite ? { reasons: { degreesOfFreedom: "unbounded", ...reasons } as const } : reasons && { reasons }),
  };
}

/** With few enough degrees of freedom a quantile is too large for a number. */
function boundedInterval(interval: Interval): { readonly interval: Interval; readonly reasons?: FixedEffect["reasons"] } {
  const { lower, upper, level } = interval;
  if (Number.isFinite(lower) && Number.isFinite(upper)) return { interval };
  return { interval: { lower: null, upper: null, level }, reasons: { "interval.lower": "unbounded", "interval.upper": "unbounded" } };
}
