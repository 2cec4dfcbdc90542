import { studentDistribution } from "../inference/studentDistribution.ts";
import { testOfEstimate } from "../inference/testOfEstimate.ts";
import type { ContrastError } from "./contrastError.ts";
import type { FixedEffect } from "./FixedEffect.ts";

/** The test and interval of one estimate; infinite degrees of freedom give the normal distribution. */
export function fixedEffectOf(estimate: number, { standardError, degreesOfFreedom }: ContrastError, level: number): FixedEffect {
  const test = testOfEstimate({ estimate, standardError }, studentDistribution(degreesOfFreedom), { level, alternative: "two-sided" });
  const isFinite = degreesOfFreedom < Infinity;
  return {
    estimate: test.estimate,
    standardError,
    degreesOfFreedom: isFinite ? degreesOfFreedom : null,
    statistic: test.statistic,
    pValue: test.pValue,
    interval: test.interval,
    alternative: "two-sided",
    ...(!isFinite && { reasons: { degreesOfFreedom: "unbounded" } as const }),
  };
}
