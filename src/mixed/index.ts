// Linear mixed models
export { fitLinearMixedModel } from "./fitLinearMixedModel.ts";
export type { FitLinearMixedModelOptions } from "./fitLinearMixedModel.ts";
export type { LinearMixedModelInput } from "./readModelInput.ts";
export type {
  FitDiagnostics,
  FixedEffect,
  LinearMixedModelFit,
  LinearMixedModelSettings,
  NamedMatrix,
  ParticipantEffects,
  PredictedEffect,
  SingularDirection,
  SingularFit,
} from "./LinearMixedModelFit.ts";
export type { CovarianceStructure } from "./covarianceChart.ts";
export type { Estimator } from "./criterion.ts";
export type { InformationCriteria } from "./informationCriteria.ts";
export type { VarianceInformation } from "./varianceInformation.ts";

// What follows from a fit
export { contrast } from "./contrast.ts";
export type { ContrastableFit, ContrastOptions, ContrastResult, ContrastsResult, ContrastWeights } from "./contrast.ts";
export type { ContrastBasis, DegreesOfFreedomMethod } from "./ContrastBasis.ts";
export { compareFits } from "./compareFits.ts";
export type { CompareFitsResult, NestedFits } from "./compareFits.ts";
