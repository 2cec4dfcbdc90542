import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { Measure } from "../trial/Measure.ts";
import type { TrialMmrmDifference, TrialMmrmEffect, TrialMmrmPath } from "./TrialMmrm.ts";

const paths = ["estimate", "standardError", "degreesOfFreedom", "statistic", "pValue", "interval.lower", "interval.upper"] as const satisfies readonly TrialMmrmPath[];

/** A mean or a difference that the values do not determine. */
export function inestimableEffect(reason: Reason, level: number): TrialMmrmEffect {
  return {
    estimate: null,
    standardError: null,
    degreesOfFreedom: null,
    statistic: null,
    pValue: null,
    interval: { lower: null, upper: null, level },
    alternative: "two-sided",
    reasons: recordOf(paths, () => reason),
  };
}

/** With the estimate and its interval turned so that positive is benefit. */
export function withImprovement(effect: TrialMmrmEffect, better: Measure["better"]): TrialMmrmDifference {
  const { estimate, interval, reasons } = effect;
  const improvement = better === "higher" || estimate === null ? { estimate, interval } : { estimate: withoutNegativeZero(-estimate), interval: turned(interval) };
  if (reasons?.["interval.lower"] === undefined) return { ...effect, improvement };
  const reason = reasons["interval.lower"];
  const limits = recordOf(["improvement.interval.lower", "improvement.interval.upper"] as const satisfies readonly TrialMmrmPath[], () => reason);
  return { ...effect, improvement, reasons: { ...reasons, ...(estimate === null && { "improvement.estimate": reason }), ...limits } };
}

function turned({ lower, upper, level }: Interval): Interval {
  const negative = (limit: number | null) => (limit === null ? null : withoutNegativeZero(-limit));
  return { lower: negative(upper), upper: negative(lower), level };
}
