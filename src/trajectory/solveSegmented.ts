import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import type { Segments } from "../numeric/segments.ts";
import { boundsOf, timeTolerance } from "../numeric/segments.ts";
import { sum } from "../numeric/sum.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { TimePoint } from "./breakpointCells.ts";
import { timePoints } from "./breakpointCells.ts";
import { findBreakpoints } from "./findBreakpoints.ts";
import type { PiecewiseModel } from "./piecewiseModel.ts";
import { jumpColumns, solvePiecewise } from "./piecewiseModel.ts";

export interface SegmentedModel {
  /** With the breakpoints as estimated knots. */
  readonly model: PiecewiseModel;
  readonly residualSquares: number;
  /** The observations by time, counted from `origin`. */
  readonly points: readonly TimePoint[];
  readonly origin: number;
}

/** Two breakpoints among this many times are some two million pairs of gaps. */
const mostTimes = 2000;

/** Finds the breakpoints of the least residual sum of squares and solves for the lines that meet there. */
export function solveSegmented(caller: string, time: Float64Array, value: Float64Array, count: 1 | 2, level: number): SegmentedModel {
  const tolerance = timeTolerance(largestMagnitude(time));
  const origin = time[0] ?? 0;
  const reference = value[0] ?? 0;
  const points = timePoints(time.map((t) => t - origin), value.map((v) => v - reference), tolerance);
  checkTimes(caller, points.length, count);
  const solve = (knots: readonly number[], kind: "known" | "estimated"): PiecewiseModel => {
    const segments: Segments = { knots: knots.map((knot) => withoutNegativeZero(origin + knot)), tolerance };
    return solvePiecewise(caller, time, value, segments, "continuous", level, kind === "estimated" ? jumpColumns(segments) : []);
  };
  const knots = findBreakpoints(points, count);
  const simpler = solve(count === 1 ? [] : findBreakpoints(points, 1), "known");
  // A breakpoint too many is anywhere, an edge included, so this is said first. Rounding alone moves a sum of squares by less.
  if (!(residualSquaresOf(solve(knots, "known")) < residualSquaresOf(simpler) * (1 - 1e-12))) throw noFurther(caller, count);
  checkEdge(caller, points, { knots, tolerance });
  const model = solve(knots, "estimated");
  return { model, residualSquares: residualSquaresOf(model), points, origin };
}

function residualSquaresOf({ residuals }: PiecewiseModel): number {
  return sum(residuals.map((residual) => residual * residual));
}

function checkTimes(caller: string, times: number, count: 1 | 2): void {
  const required = 2 * count + 2;
  if (times < required) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: `${caller}: each segment needs two distinct times: needed ${required}, found ${times}`,
      required: `${required} distinct times`,
      observed: times,
    });
  }
  if (count === 1 || times <= mostTimes) return;
  throw new TrialwiseError({
    code: "too-much-work",
    message: `${caller}: two breakpoints in ${times} distinct times have too many pairs of gaps to compare; average values over longer times`,
    required: `at most ${mostTimes} distinct times`,
    observed: times,
  });
}

/** Refuses breakpoints with fewer than two times strictly between them, before the first or after the last. */
function checkEdge(caller: string, points: readonly TimePoint[], segments: Segments): void {
  for (let segment = 0; segment <= segments.knots.length; segment++) {
    const { from, to } = boundsOf(segments, segment);
    const observed = points.filter(({ time }) => time - from > segments.tolerance && to - time > segments.tolerance).length;
    if (observed >= 2) continue;
    throw new TrialwiseError({
      code: "no-solution",
      message: `${caller}: lines fit best with fewer than two distinct times in segment ${segment + 1} of ${segments.knots.length + 1}, where breakpoints cannot be told`,
      required: "a least sum of squares with two distinct times strictly inside each segment",
      observed,
    });
  }
}

function noFurther(caller: string, breakpoints: 1 | 2): TrialwiseError {
  const lines = breakpoints === 1 ? "a straight line does" : "lines with one breakpoint do";
  return new TrialwiseError({
    code: "no-solution",
    message: `${caller}: ${breakpoints === 1 ? "a breakpoint does" : "two breakpoints do"} not fit the values any better than ${lines}`,
    required: `values off ${breakpoints === 1 ? "a straight line" : "lines with one breakpoint"}`,
    observed: "no smaller sum of squares",
  });
}
