import { exp } from "../numeric/elementary/exp.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { sum } from "../numeric/sum.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason } from "../result/Reason.ts";
import type { Stratum } from "./stratum.ts";
import type { ResolvedTestOptions } from "./testOptions.ts";

export interface CommonOddsRatio {
  readonly estimate: number | null;
  readonly standardErrorOfLog: number | null;
  readonly interval: Interval;
  readonly reasons: { readonly [path in "estimate" | "standardErrorOfLog" | "interval.lower" | "interval.upper"]?: Reason };
}

/**
 * Mantel and Haenszel's odds ratio ΣR/ΣS with R = ad/n and S = bc/n, and the variance of its logarithm by Robins, Breslow and
 * Greenland: ΣPR/(2(ΣR)²) + Σ(PS + QR)/(2 ΣR ΣS) + ΣQS/(2(ΣS)²) with P = (a + d)/n and Q = (b + c)/n.
 */
export function mantelHaenszelOddsRatio(strata: readonly Stratum[], { level, alternative }: ResolvedTestOptions): CommonOddsRatio {
  const terms = strata.map(({ a, b, c, d, n }) => ({ p: (a + d) / n, q: (b + c) / n, r: (a * d) / n, s: (b * c) / n }));
  const r = sum(terms.map((term) => term.r));
  const s = sum(terms.map((term) => term.s));
  if (r === 0 || s === 0) {
    const estimate = s > 0 ? 0 : null;
    return {
      estimate,
      standardErrorOfLog: null,
      interval: { lower: null, upper: null, level },
      reasons: {
        ...(estimate === null && { estimate: r > 0 ? "unbounded" : "not-defined" }),
        standardErrorOfLog: "zero-cell",
        "interval.lower": "zero-cell",
        "interval.upper": "zero-cell",
      },
    };
  }
  const variance =
    sum(terms.map((term) => term.p * term.r)) / (2 * r * r) +
    sum(terms.map((term) => term.p * term.s + term.q * term.r)) / (2 * r * s) +
    sum(terms.map((term) => term.q * term.s)) / (2 * s * s);
  const standardErrorOfLog = Math.sqrt(variance);
  const factor = exp(normalQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level, "upper") * standardErrorOfLog);
  const upper = alternative === "greater" ? null : (r / s) * factor;
  return {
    estimate: r / s,
    standardErrorOfLog,
    interval: { lower: alternative === "less" ? 0 : r / s / factor, upper, level },
    reasons: { ...(upper === null && { "interval.upper": "unbounded" }) },
  };
}
