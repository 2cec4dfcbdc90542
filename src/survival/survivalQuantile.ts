import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";

/**
 * What the p-th quantile is where the curve runs level at exactly 1 − p. Elsewhere all agree on the first time at which the
 * curve is at or below 1 − p.
 *
 * - `midpoint`: the middle of the level stretch if the curve falls later on, its first time if it stays level to the end: R's
 *   `print(survfit())`
 * - `r-quantile`: the middle of the level stretch, which ends at the last time if the curve stays level: R's `quantile(survfit())`
 * - `sas`: the middle of the level stretch; not reached if the curve stays level to the end: PROC LIFETEST
 */
export type QuantileRule = "midpoint" | "r-quantile" | "sas";

export const quantileRules: readonly QuantileRule[] = ["midpoint", "r-quantile", "sas"];

/** A time by which a share of participants has had the event. */
export interface SurvivalQuantile {
  /** The share: 0.5 for the median. */
  readonly probability: number;
  /** `null` (`"not-reached"`) where the curve stays above 1 − probability. */
  readonly estimate: number | null;
  /**
   * The same rule, applied to the limits of the curve (Brookmeyer & Crowley). `null` (`"not-reached"`) likewise. Where a limit rises
   * again, as with delayed entry it may, the first time counts, as in R's `print(survfit())`; its `quantile()` has a later one.
   */
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "interval.lower" | "interval.upper">;
}

interface CurvePoint {
  readonly time: number;
  readonly estimate: number;
  readonly interval: Interval;
}

export function survivalQuantile(curve: readonly CurvePoint[], probability: number, rule: QuantileRule, level: number): SurvivalQuantile {
  const timeOf = (heightOf: (point: CurvePoint) => number | null) => timeAt(curve, heightOf, 1 - probability, rule);
  const estimate = timeOf((point) => point.estimate);
  // The lower limit of the curve comes down first, and so is the lower limit of the time.
  const lower = timeOf((point) => point.interval.lower);
  const upper = timeOf((point) => point.interval.upper);
  const reasons = {
    ...(estimate === null && { estimate: "not-reached" as const }),
    ...(lower === null && { "interval.lower": "not-reached" as const }),
    ...(upper === null && { "interval.upper": "not-reached" as const }),
  };
  return { probability, estimate, interval: { lower, upper, level }, ...(Object.keys(reasons).length > 0 && { reasons }) };
}

/** Products of fractions miss 1 − p by rounding: 0.9 × 8/9 is not 0.8. √machine epsilon, as for near-equal times. */
const tolerance = 2 ** -26;

function timeAt(curve: readonly CurvePoint[], heightOf: (point: CurvePoint) => number | null, target: number, rule: QuantileRule): number | null {
  const reached = curve.findIndex((point) => (heightOf(point) ?? Infinity) <= target + tolerance);
  if (reached < 0) return null;
  const { time } = curve[reached]!;
  const height = heightOf(curve[reached]!)!;
  if (height < target - tolerance) return time;
  const fall = curve.find((point, index) => index > reached && (heightOf(point) ?? Infinity) < height);
  if (fall !== undefined) return time + (fall.time - time) / 2;
  if (rule === "sas") return null;
  return rule === "midpoint" ? time : time + (curve.at(-1)!.time - time) / 2;
}
