import { studentTTails } from "../numeric/studentT.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { Combination, PiecewiseModel } from "./piecewiseModel.ts";

/** An estimate from a fit, with its interval by Student's t. */
export interface PiecewiseMean {
  readonly estimate: number;
  /** `null` when the lines pass through every point because there are no more points than parameters. */
  readonly standardError: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons<"standardError" | "interval.lower" | "interval.upper">;
}

/** An estimate from a fit, tested against zero by Student's t. */
export interface PiecewiseEstimate extends Omit<PiecewiseMean, "reasons"> {
  /** Residual degrees of freedom of the fit. */
  readonly degreesOfFreedom: number;
  /** Estimate / standard error; `null` where that is 0 or `null`. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly alternative: "two-sided";
  readonly reasons?: Reasons<"standardError" | "statistic" | "pValue" | "interval.lower" | "interval.upper">;
}

/** A combination of a model's coefficients with its error and interval. */
export function meanOf(model: PiecewiseModel, combination: Combination): PiecewiseMean {
  const { residualStandardDeviation: spread, level, quantile } = model;
  const estimate = withoutNegativeZero(dot(combination, model.coefficients));
  if (spread === null) {
    const reason = "no-residual-degrees-of-freedom";
    return {
      estimate,
      standardError: null,
      interval: { lower: null, upper: null, level },
      reasons: { standardError: reason, "interval.lower": reason, "interval.upper": reason },
    };
  }
  const standardError = spread * Math.sqrt(bilinear(model, combination, combination));
  const margin = standardError * quantile;
  return {
    estimate,
    standardError,
    interval: { lower: withoutNegativeZero(estimate - margin), upper: withoutNegativeZero(estimate + margin), level },
  };
}

/** A combination of a model's coefficients with its error, interval and test against zero. */
export function estimateOf(model: PiecewiseModel, combination: Combination): PiecewiseEstimate {
  const { degreesOfFreedom } = model;
  const { estimate, standardError, interval, reasons } = meanOf(model, combination);
  const lack = standardError === null ? "no-residual-degrees-of-freedom" : "perfect-correlation";
  const statistic = standardError === null || standardError === 0 ? null : withoutNegativeZero(estimate / standardError);
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue: statistic === null ? null : 2 * studentTTails(Math.abs(statistic), degreesOfFreedom).upper,
    interval,
    alternative: "two-sided",
    ...(statistic === null && { reasons: { ...reasons, statistic: lack, pValue: lack } }),
  };
}

/** The covariance of two combinations, given the residual standard deviation. */
export function covarianceOf(model: PiecewiseModel, a: Combination, b: Combination, spread: number): number {
  return withoutNegativeZero(spread * (spread * bilinear(model, a, b)));
}

/** aᵀ(XᵀX)⁻¹b of the weights. */
function bilinear({ rootColumns }: PiecewiseModel, a: Combination, b: Combination): number {
  return rootColumns.reduce((total, column) => total + dot(a, column) * dot(b, column), 0);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, entry, index) => total + entry * b[index]!, 0);
}
