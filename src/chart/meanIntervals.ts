import type { ArmSummary } from "../summary/ArmSummary.ts";
import { studentTQuantile } from "../numeric/studentT.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { levelText } from "./chartText.ts";

/**
 * What the bars around a mean reach to.
 *
 * - `confidence`: mean ± Student's t × standard error, for the mean of each arm at each visit by itself
 * - `standard-error`: mean ± one standard error, about 68 % confidence in large groups
 * - `none`: no bars
 */
export type MeanIntervals = "confidence" | "standard-error" | "none";

export const meanIntervalKinds: readonly MeanIntervals[] = ["confidence", "standard-error", "none"];

export interface Limits {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The limits of a mean; `null` where one value has no error. */
export function limitsOfMean({ n, mean, standardError }: Pick<ArmSummary, "n" | "mean" | "standardError">, kind: MeanIntervals, level: number): Limits {
  if (kind === "none" || mean === null || standardError === null) return { lower: null, upper: null };
  const reach = standardError * (kind === "confidence" ? studentTQuantile((1 - level) / 2, n - 1, "upper") : 1);
  return { lower: withoutNegativeZero(mean - reach), upper: withoutNegativeZero(mean + reach) };
}

export function describeIntervals(kind: MeanIntervals, level: number): string {
  if (kind === "none") return "Mean";
  return kind === "confidence" ? `Mean with ${levelText(level)} confidence interval (t)` : "Mean ± standard error";
}
