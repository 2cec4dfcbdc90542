// Piecewise linear fits with known knots
export { fitPiecewiseLinear } from "./fitPiecewiseLinear.ts";
export type {
  ChangeAtKnot,
  FitPiecewiseLinearOptions,
  FitPiecewiseLinearResult,
  FitSeparateLinesResult,
  FittedObservation,
  SegmentSlope,
} from "./fitPiecewiseLinear.ts";
export type { Continuity } from "../numeric/segments.ts";
export type { PiecewiseEstimate, PiecewiseMean } from "./estimateOf.ts";
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
