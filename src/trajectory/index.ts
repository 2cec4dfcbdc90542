// Piecewise linear fits with known knots
export { fitPiecewiseLinear } from "./fitPiecewiseLinear.ts";
export type {
  ChangeAtKnot,
  FitPiecewiseLinearOptions,
  FitPiecewiseLinearResult,
  FitSeparateLinesResult,
} from "./fitPiecewiseLinear.ts";
export type { CovarianceOfEstimates, FittedObservation, SegmentCounts, SegmentSlope } from "./describePiecewise.ts";
export type { Continuity } from "../numeric/segments.ts";
export type { PiecewiseEstimate, PiecewiseMean } from "./estimateOf.ts";
// Piecewise linear fits with estimated breakpoints
export { fitSegmented } from "./fitSegmented.ts";
export type {
  Breakpoint,
  BreakpointIntervalMethod,
  ChangeAtBreakpoint,
  FitSegmentedOptions,
  FitSegmentedResult,
} from "./fitSegmented.ts";
// Predictions and fits by participant
export { predictPiecewiseLinear } from "./predictPiecewiseLinear.ts";
export type { PredictedMean, PredictPiecewiseLinearOptions, PredictPiecewiseLinearResult } from "./predictPiecewiseLinear.ts";
export { fitPiecewiseLinearByParticipant } from "./fitPiecewiseLinearByParticipant.ts";
export type {
  FitPiecewiseLinearByParticipantMethodOptions,
  FitPiecewiseLinearByParticipantOptions,
  FitPiecewiseLinearByParticipantResult,
  PiecewiseFitRow,
  PiecewiseFitsInArm,
} from "./fitPiecewiseLinearByParticipant.ts";
export type { Knot, TimeAxis, TimeAxisOptions } from "../trial/TimeAxis.ts";
