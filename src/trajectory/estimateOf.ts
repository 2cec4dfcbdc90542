import { studentDistribution } from "../inference/studentDistribution.ts";
import { testOfEstimate } from "../inference/testOfEstimate.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { Combination, PiecewiseModel } from "./piecewiseModel.ts";

/** An estimate from a fit, tested against zero by Student's t. */
export interface PiecewiseEstimate {
  readonly estimate: number;
  /** `null` when the lines pass through every point because there are no more points than parameters. */
  readonly standardError: number | null;
  /** Residual degrees of freedom of the fit. */
  readonly degreesOfFreedom: number;
  /** Estimate / standard error; `null` where that is 0 or `null`. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly alternative: "two-sided";
  readonly reasons?: Reasons<EstimatePath>;
}

type EstimatePath = "standardError" | "statistic" | "pValue" | "interval.lower" | "interval.upper";

/** The estimate of a combination of a model's coefficients, with its error, test and interval. */
export function estimateOf(model: PiecewiseModel, combination: Combination, level: number): PiecewiseEstimate {
  const { degreesOfFreedom } = model;
  const estimate = withoutNegativeZero(valueOf(model, combination));
  const standardError = standardErrorOf(model, combination);
  if (standardError === null) {
    const reason = "no-residual-degrees-of-freedom";
    return {
      estimate,
      standardError,
      degreesOfFreedom,
      statistic: null,
      pValue: null,
      interval: { lower: null, upper: null, level },
      alternative: "two-sided",
      reasons: {
        standardError: reason,
        statistic: reason,
        pValue: reason,
        "interval.lower": reason,
        "interval.upper": reason,
      } satisfies Record<EstimatePath, Reason>,
    };
  }
  if (standardError === 0) {
    return {
      estimate,
      standardError,
      degreesOfFreedom,
      statistic: null,
      pValue: null,
      interval: { lower: estimate, upper: estimate, level },
      alternative: "two-sided",
      reasons: { statistic: "perfect-correlation", pValue: "perfect-correlation" },
    };
  }
  const { statistic, pValue, interval } = testOfEstimate({ estimate, standardError }, studentDistribution(degreesOfFreedom), {
    level,
    alternative: "two-sided",
  });
  return { estimate, standardError, degreesOfFreedom, statistic, pValue, interval, alternative: "two-sided" };
}

/** The covariance of two combinations; `null` without residual degrees of freedom. */
export function covarianceOf(model: PiecewiseModel, a: Combination, b: Combination): number | null {
  const { residualStandardDeviation } = model;
  if (residualStandardDeviation === null) return null;
  const spread = residualStandardDeviation / model.scales.value;
  return withoutNegativeZero(a.unit * spread * (b.unit * spread) * bilinear(model, a, b));
}

function valueOf({ coefficients }: PiecewiseModel, { constant, unit, weights }: Combination): number {
  return constant + unit * weights.reduce((total, weight, index) => total + weight * coefficients[index]!, 0);
}

function standardErrorOf(model: PiecewiseModel, combination: Combination): number | null {
  const { residualStandardDeviation } = model;
  if (residualStandardDeviation === null) return null;
  return combination.unit * (residualStandardDeviation / model.scales.value) * Math.sqrt(bilinear(model, combination, combination));
}

/** aᵀ(XᵀX)⁻¹b of the weights. */
function bilinear({ inverse }: PiecewiseModel, a: Combination, b: Combination): number {
  let total = 0;
  for (const [row, weight] of a.weights.entries()) {
    if (weight === 0) continue;
    const entries = inverse[row]!;
    total += weight * b.weights.reduce((part, other, column) => part + entries[column]! * other, 0);
  }
  return total;
}
