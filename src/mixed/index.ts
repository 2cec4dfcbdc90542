// Linear mixed models
export { fitLinearMixedModel } from "./fitLinearMixedModel.ts";
export type { FitLinearMixedModelOptions } from "./fitLinearMixedModel.ts";
export type { LinearMixedModelInput } from "./readModelInput.ts";
export type {
  FitDiagnostics,
  LinearMixedModelFit,
  LinearMixedModelSettings,
  ParticipantEffects,
  PredictedEffect,
  SingularDirection,
  SingularFit,
} from "./LinearMixedModelFit.ts";
export type { CovarianceStructure } from "./covarianceChart.ts";
export type { Estimator } from "../model/Estimator.ts";
export type { InformationCriteria } from "../model/informationCriteria.ts";

// What follows from a fit
export { compareFits } from "./compareFits.ts";
export type { CompareFitsResult, NestedFits } from "./compareFits.ts";
export { predictMeans } from "./predictMeans.ts";
export type { MeanPrediction, PredictMeansOptions, PredictMeansResult } from "./predictMeans.ts";

// Piecewise linear mixed models of a trial
export { fitPiecewiseMixedModel } from "./fitPiecewiseMixedModel.ts";
export type { FitPiecewiseMixedModelOptions } from "./fitPiecewiseMixedModel.ts";
export type {
  ArmPair,
  CovariateEffect,
  CurvePoint,
  FitPiecewiseMixedModelResult,
  KnotEffect,
  PredictedSlope,
  ParticipantSlopes,
  PiecewiseArm,
  PiecewiseDifference,
  PiecewiseEffect,
  PiecewiseEffects,
  PiecewiseMixedModelSettings,
  RandomPartReport,
  SegmentEffect,
  TriedRandomPart,
} from "./PiecewiseMixedModel.ts";
export type { PiecewiseRandomPart, PiecewiseTerm } from "./piecewiseRandomPart.ts";
export type { FactorWeights } from "./covariateColumns.ts";
