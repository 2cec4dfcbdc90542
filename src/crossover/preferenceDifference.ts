import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import { normalQuantile } from "../numeric/normal.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { PreferenceScores } from "./preferenceTest.ts";

export interface PreferenceDifference {
  readonly estimate: number;
  readonly standardError: number | null;
  readonly interval: Interval;
  readonly reasons: Reasons<"standardError" | "interval.lower" | "interval.upper">;
}

/** The risk difference as the mean over both periods, with Wald's interval from the two sequences' own variances. */
export function preferenceDifference({ treatmentFirst, controlFirst }: PreferenceScores, { level, alternative }: ResolvedTestOptions): PreferenceDifference {
  const estimate = withoutNegativeZero((meanOf(treatmentFirst) - meanOf(controlFirst)) / 2);
  const open = { lower: null, upper: null, level };
  if (Math.min(treatmentFirst.length, controlFirst.length) < 2) {
    const reason = "too-few-values";
    return { estimate, standardError: null, interval: open, reasons: { standardError: reason, "interval.lower": reason, "interval.upper": reason } };
  }
  const standardError = Math.sqrt(varianceOfMean(treatmentFirst) + varianceOfMean(controlFirst)) / 2;
  // An interval without width would say that the difference is known.
  if (standardError === 0) return { estimate, standardError, interval: open, reasons: { "interval.lower": "no-variance", "interval.upper": "no-variance" } };
  const margin = normalQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level, "upper") * standardError;
  return {
    estimate,
    standardError,
    interval: { lower: alternative === "less" ? null : withoutNegativeZero(estimate - margin), upper: alternative === "greater" ? null : withoutNegativeZero(estimate + margin), level },
    reasons: { ...(alternative === "less" && { "interval.lower": "unbounded" }), ...(alternative === "greater" && { "interval.upper": "unbounded" }) },
  };
}

function meanOf(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function varianceOfMean(scores: readonly number[]): number {
  const mean = meanOf(scores);
  return scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1) / scores.length;
}
