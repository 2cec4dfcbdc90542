import { exp } from "../numeric/elementary/exp.ts";
import { normalQuantile } from "../numeric/normal.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import type { TwoEventCounts } from "./riskDifferenceInterval.ts";

/** A ratio with the interval exp(log estimate ± z × standard error of the log). */
export interface RatioEstimate {
  readonly estimate: number | null;
  /** Of the natural logarithm of the ratio. */
  readonly standardErrorOfLog: number | null;
  readonly interval: Interval;
}

interface ReasonedRatio {
  readonly value: RatioEstimate;
  readonly reasons: { readonly [path in "estimate" | "standardErrorOfLog" | "interval.lower" | "interval.upper"]?: Reason };
}

/** Proportion of treatment / proportion of control. */
export function riskRatio({ treatment, control }: TwoEventCounts, level: number): ReasonedRatio {
  const [a, c] = [treatment.events, control.events];
  const [b, d] = [treatment.n - a, control.n - c];
  // 1/a − 1/n is b/(a n). With events only, the two proportions are 1 without any variance left.
  const varianceOfLog = a > 0 && c > 0 && b + d > 0 ? b / (a * treatment.n) + d / (c * control.n) : null;
  return ratioEstimate((a * control.n) / (c * treatment.n), varianceOfLog, level);
}

/** Odds of treatment / odds of control. */
export function oddsRatio({ treatment, control }: TwoEventCounts, level: number): ReasonedRatio {
  const [a, c] = [treatment.events, control.events];
  const [b, d] = [treatment.n - a, control.n - c];
  const varianceOfLog = a > 0 && b > 0 && c > 0 && d > 0 ? 1 / a + 1 / b + 1 / c + 1 / d : null;
  return ratioEstimate((a * d) / (b * c), varianceOfLog, level);
}

/** `varianceOfLog` is `null` where a count of zero leaves it undefined. */
function ratioEstimate(ratio: number, varianceOfLog: number | null, level: number): ReasonedRatio {
  if (varianceOfLog === null) {
    const estimate = Number.isFinite(ratio) ? ratio : null;
    return {
      value: { estimate, standardErrorOfLog: null, interval: { lower: null, upper: null, level } },
      reasons: {
        ...(estimate === null && { estimate: "zero-cell" }),
        standardErrorOfLog: "zero-cell",
        "interval.lower": "zero-cell",
        "interval.upper": "zero-cell",
      },
    };
  }
  const standardErrorOfLog = Math.sqrt(varianceOfLog);
  const factor = exp(normalQuantile((1 - level) / 2, "upper") * standardErrorOfLog);
  return { value: { estimate: ratio, standardErrorOfLog, interval: { lower: ratio / factor, upper: ratio * factor, level } }, reasons: {} };
}
