import type { Tails } from "../numeric/Tails.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { ResolvedTestOptions } from "./testOptions.ts";

/** The distribution of (estimate − true value) / standard error: normal, or Student's t. */
export interface ReferenceDistribution {
  readonly tails: (statistic: number) => Tails;
  /** The value above which the probability lies. */
  readonly upperQuantile: (probability: number) => number;
}

/** The part of a result that follows from an estimate, its standard error and a reference distribution. */
export interface TestOfEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly alternative: Alternative;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

/** Wald's test against zero, with the interval of the same sidedness. */
export function testOfEstimate(
  { estimate, standardError }: { readonly estimate: number; readonly standardError: number },
  { tails, upperQuantile }: ReferenceDistribution,
  { level, alternative }: ResolvedTestOptions,
): TestOfEstimate {
  const statistic = withoutNegativeZero(estimate / standardError);
  const margin = upperQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level) * standardError;
  return {
    estimate: withoutNegativeZero(estimate),
    standardError,
    statistic,
    pValue: pValueOf(tails(statistic), alternative),
    interval: {
      lower: alternative === "less" ? null : withoutNegativeZero(estimate - margin),
      upper: alternative === "greater" ? null : withoutNegativeZero(estimate + margin),
      level,
    },
    alternative,
    ...(alternative === "less" && { reasons: { "interval.lower": "unbounded" } as const }),
    ...(alternative === "greater" && { reasons: { "interval.upper": "unbounded" } as const }),
  };
}

/** The p-value of a symmetric distribution: it follows the declared alternative, never the data. */
export function pValueOf({ lower, upper }: Tails, alternative: Alternative): number {
  if (alternative === "greater") return upper;
  if (alternative === "less") return lower;
  return Math.min(1, 2 * Math.min(lower, upper));
}
