import { studentTQuantile, studentTTails } from "../numeric/studentT.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { ContrastError } from "./contrastError.ts";
import type { FixedEffect } from "./FixedEffect.ts";

/** The test and interval of one estimate; infinite degrees of freedom give the normal distribution. */
export function fixedEffectOf(estimate: number, { standardError, degreesOfFreedom }: ContrastError, level: number): FixedEffect {
  const statistic = withoutNegativeZero(estimate / standardError);
  const margin = studentTQuantile((1 - level) / 2, degreesOfFreedom, "upper") * standardError;
  const isStudent = degreesOfFreedom < Infinity;
  // With few enough degrees of freedom a quantile is too large for a number.
  const isBounded = Number.isFinite(Math.abs(estimate) + margin);
  const limit = (value: number) => (isBounded ? withoutNegativeZero(value) : null);
  const reasons = {
    ...(!isStudent && ({ degreesOfFreedom: "unbounded" } as const)),
    ...(!isBounded && ({ "interval.lower": "unbounded", "interval.upper": "unbounded" } as const)),
  };
  return {
    estimate: withoutNegativeZero(estimate),
    standardError,
    degreesOfFreedom: isStudent ? degreesOfFreedom : null,
    statistic,
    pValue: 2 * studentTTails(Math.abs(statistic), degreesOfFreedom).upper,
    interval: { lower: limit(estimate - margin), upper: limit(estimate + margin), level },
    alternative: "two-sided",
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}
