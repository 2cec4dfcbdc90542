import { segmentOf } from "../numeric/segments.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { PiecewiseEstimate } from "./estimateOf.ts";
import { covarianceOf, estimateOf } from "./estimateOf.ts";
import type { Combination, PiecewiseModel } from "./piecewiseModel.ts";
import { slopeIn } from "./piecewiseModel.ts";

/** The slope of one segment, in units of value per unit of time. */
export interface SegmentSlope extends Omit<PiecewiseEstimate, "reasons"> {
  /** The knot where the segment begins; `null` for the first, which has no bound. */
  readonly from: number | null;
  /** The knot where the segment ends; `null` for the last. */
  readonly to: number | null;
  readonly reasons?: Reasons<"from" | "to"> & PiecewiseEstimate["reasons"];
}

/** One observation with what the fit makes of it. */
export interface FittedObservation {
  readonly time: number;
  readonly value: number;
  readonly fitted: number;
  /** value − fitted */
  readonly residual: number;
  /** Index into `slopes`. A time at a knot belongs to the segment that ends there. */
  readonly segment: number;
}

export interface SegmentCounts {
  readonly observations: number;
  /** Observations in each segment, in order of time. */
  readonly segments: readonly number[];
}

/** A covariance matrix, its rows and columns named by the path of the estimate. */
export interface CovarianceOfEstimates {
  readonly parameters: readonly string[];
  readonly matrix: readonly (readonly number[])[];
}

/** The slopes of all segments, in order of time. */
export function segmentSlopes(model: PiecewiseModel): SegmentSlope[] {
  const { knots } = model.segments;
  return [0, ...knots].map((_, segment) => segmentSlope(knots, segment, estimateOf(model, slopeIn(model, segment))));
}

/** What the fit makes of each observation, in the order given. */
export function observationsOf({ segments, residuals }: PiecewiseModel, time: Float64Array, value: Float64Array): FittedObservation[] {
  return residuals.map((residual, row) => ({
    time: withoutNegativeZero(time[row]!),
    value: withoutNegativeZero(value[row]!),
    fitted: withoutNegativeZero(value[row]! - residual),
    residual: withoutNegativeZero(residual),
    segment: segmentOf(segments, time[row]!),
  }));
}

/** The covariance of named combinations; `null` without residual degrees of freedom. */
export function covarianceMatrix(
  model: PiecewiseModel,
  parameters: readonly (readonly [string, Combination])[],
): CovarianceOfEstimates | null {
  const { residualStandardDeviation: spread } = model;
  if (spread === null) return null;
  return {
    parameters: parameters.map(([name]) => name),
    matrix: parameters.map(([, row]) => parameters.map(([, column]) => covarianceOf(model, row, column, spread))),
  };
}

export function countsOf({ segments: { knots } }: PiecewiseModel, observations: readonly FittedObservation[]): SegmentCounts {
  return {
    observations: observations.length,
    segments: [0, ...knots].map((_, segment) => observations.filter((observation) => observation.segment === segment).length),
  };
}

function segmentSlope(knots: readonly number[], segment: number, { reasons, ...estimate }: PiecewiseEstimate): SegmentSlope {
  const [from = null, to = null] = [knots[segment - 1], knots[segment]];
  const allReasons = {
    ...(from === null && { from: "unbounded" as const }),
    ...(to === null && { to: "unbounded" as const }),
    ...reasons,
  };
  return { from, to, ...estimate, ...(Object.keys(allReasons).length > 0 && { reasons: allReasons }) };
}
