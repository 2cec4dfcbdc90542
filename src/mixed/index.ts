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
export type { Estimator } from "./criterion.ts";
export type { InformationCriteria } from "./informationCriteria.ts";

// What follows from a fit
export { compareFits } from "./compareFits.ts";
export type { CompareFitsResult, NestedFits } from "./compareFits.ts";
