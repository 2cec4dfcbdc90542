import { testOfEstimate } from "../inference/testOfEstimate.ts";
import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import { exp } from "../numeric/elementary/exp.ts";
import { log } from "../numeric/elementary/log.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { normalDistribution } from "../survival/normalDistribution.ts";

/** An estimate with its test against no difference, and its interval. */
export interface WinEstimate {
  readonly estimate: number | null;
  /** Of the natural logarithm of a ratio or odds; of a net benefit itself. */
  readonly standardError: number | null;
  /** Estimate, or its logarithm, / standard error. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "standardError" | "statistic" | "pValue" | "interval.lower" | "interval.upper">;
}

/** Shares of the pairs that treatment won and lost, with the covariance of their estimates; NaN where it cannot be estimated. */
export interface WinShares {
  readonly won: number;
  readonly lost: number;
  readonly wonVariance: number;
  readonly lostVariance: number;
  readonly covariance: number;
}

/** Won / lost. The variance of its logarithm is that of log won − log lost to the first order. */
export function winRatioEstimate({ won, lost, wonVariance, lostVariance, covariance }: WinShares, options: ResolvedTestOptions): WinEstimate {
  const variance = wonVariance / won ** 2 + lostVariance / lost ** 2 - (2 * covariance) / (won * lost);
  return ofLogarithm(won, lost, Math.sqrt(Math.max(0, variance)), options);
}

/** The odds of winning, a tie counting half. */
export function winOddsEstimate({ won, lost, ...variances }: WinShares, options: ResolvedTestOptions): WinEstimate {
  const probability = 0.5 + (won - lost) / 2;
  const error = benefitError(variances) / 2 / (probability * (1 - probability));
  return ofLogarithm(probability, 1 - probability, error, options);
}

/** Won − lost. */
export function netBenefitEstimate({ won, lost, ...variances }: WinShares, options: ResolvedTestOptions): WinEstimate {
  const error = benefitError(variances);
  const reason = whyNoError(error);
  if (reason !== undefined) return withoutTest(won - lost, reason, options);
  const { alternative: _, ...tested } = testOfEstimate({ estimate: won - lost, standardError: error }, normalDistribution, options);
  return tested;
}

function benefitError({ wonVariance, lostVariance, covariance }: Omit<WinShares, "won" | "lost">): number {
  return Math.sqrt(Math.max(0, wonVariance + lostVariance - 2 * covariance));
}

/** Shares are at most 1: an error this small is their rounding. */
function whyNoError(error: number): Reason | undefined {
  return Number.isNaN(error) ? "too-few-values" : error > 1e-10 ? undefined : "no-variance";
}

function ofLogarithm(numerator: number, denominator: number, error: number, options: ResolvedTestOptions): WinEstimate {
  // Sums of shares that should be 0 may be off by their rounding.
  const [isNone, isAll] = [numerator < 1e-13, denominator < 1e-13];
  if (isAll) return { ...withoutTest(0, "zero-cell", options), estimate: null, reasons: { estimate: "zero-denominator", ...noTest("zero-cell") } };
  if (isNone) return withoutTest(0, "zero-cell", options);
  const reason = whyNoError(error);
  if (reason !== undefined) return withoutTest(numerator / denominator, reason, options);
  const { statistic, pValue, interval, reasons } = testOfEstimate({ estimate: log(numerator / denominator), standardError: error }, normalDistribution, options);
  const back = (limit: number | null) => (limit === null ? null : exp(limit));
  return {
    estimate: numerator / denominator,
    standardError: error,
    statistic,
    pValue,
    interval: { lower: back(interval.lower), upper: back(interval.upper), level: interval.level },
    ...(reasons && { reasons }),
  };
}

function withoutTest(estimate: number, reason: Reason, { level }: ResolvedTestOptions): WinEstimate {
  return { estimate, standardError: null, statistic: null, pValue: null, interval: { lower: null, upper: null, level }, reasons: noTest(reason) };
}

function noTest(reason: Reason) {
  return { standardError: reason, statistic: reason, pValue: reason, "interval.lower": reason, "interval.upper": reason } as const;
}
