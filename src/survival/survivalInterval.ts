import { exp } from "../numeric/elementary/exp.ts";
import { log } from "../numeric/elementary/log.ts";
import { normalQuantile } from "../numeric/normal.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { CurveStep } from "./survivalCurve.ts";

export type SurvivalIntervalMethod = "log-log" | "log" | "plain";

export const survivalIntervalMethods: readonly SurvivalIntervalMethod[] = ["log-log", "log", "plain"];

/** A probability of survival with its error. */
export interface SurvivalEstimate {
  /** Probability of being without the event up to and including this time. */
  readonly estimate: number | null;
  /** Greenwood's. `null` (`"not-defined"`) where the estimate is 0: the formula is then 0 × ∞. */
  readonly standardError: number | null;
  /**
   * `null` where the estimate is 0 (`"not-defined"`); with `log-log` also before the first event, where the estimate is 1
   * (`"no-variance"`).
   */
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "standardError" | "interval.lower" | "interval.upper">;
}

/** The interval of an estimate that has none, and why; the reason may be that of other nulls too. */
export function withoutLimits<Path extends string = never>(level: number, reason: Reason, others: readonly Path[] = []): { readonly interval: Interval; readonly reasons: Reasons<Path | Limits> } {
  return { interval: { lower: null, upper: null, level }, reasons: recordOf<Path | Limits, Reason>([...others, "interval.lower", "interval.upper"], () => reason) };
}

type Limits = "interval.lower" | "interval.upper";

/** The estimate at a time at which the curve is unknown. */
export function beyondFollowUp(level: number) {
  return { estimate: null, standardError: null, ...withoutLimits(level, "beyond-follow-up", ["estimate", "standardError"]) };
}

/** What turns a step of the curve into the estimate that a result has. */
export function survivalEstimator(
  intervalMethod: SurvivalIntervalMethod,
  level: number,
): (step: Pick<CurveStep, "estimate" | "varianceOfLog">) => SurvivalEstimate & { readonly estimate: number } {
  const z = normalQuantile((1 - level) / 2, "upper");
  return ({ estimate, varianceOfLog }) => {
    if (estimate === 0) return { estimate, standardError: null, ...withoutLimits(level, "not-defined", ["standardError"]) };
    const errorOfLog = Math.sqrt(varianceOfLog);
    const standardError = estimate * errorOfLog;
    if (errorOfLog === 0 && intervalMethod === "log-log") return { estimate, standardError, ...withoutLimits(level, "no-variance") };
    const { lower, upper } = limitsOf(estimate, z * errorOfLog, intervalMethod);
    return { estimate, standardError, interval: { lower, upper, level } };
  };
}

/** `margin` is z × the standard error of the logarithm of the estimate. */
function limitsOf(estimate: number, margin: number, intervalMethod: SurvivalIntervalMethod): { readonly lower: number; readonly upper: number } {
  switch (intervalMethod) {
    case "plain":
      return { lower: Math.max(0, estimate - estimate * margin), upper: Math.min(1, estimate + estimate * margin) };
    case "log":
      return { lower: estimate * exp(-margin), upper: Math.min(1, estimate * exp(margin)) };
    case "log-log": {
      const logarithm = log(estimate);
      const factor = exp(margin / logarithm);
      return { lower: exp(logarithm / factor), upper: exp(logarithm * factor) };
    }
  }
}
