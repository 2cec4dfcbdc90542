// Linear models
export { linearRegression } from "./linearRegression.ts";
export type { LinearRegressionInput, LinearRegressionOptions, LinearRegressionResult } from "./linearRegression.ts";
export { fitLinearModel } from "./fitLinearModel.ts";
export type { FitLinearModelOptions, LinearModelFit, LinearModelInput } from "./fitLinearModel.ts";
export type { LeastSquaresFit } from "./fitColumns.ts";
export { oneWayAnova } from "./oneWayAnova.ts";
export type { GroupDifference, OneWayAnovaInput, OneWayAnovaOptions, OneWayAnovaResult } from "./oneWayAnova.ts";

// Terms of a model
export { designColumns } from "./designColumns.ts";
export type { DesignColumnsInput, DesignColumnsResult } from "./designColumns.ts";
export type { DesignColumn, DesignCovariate, DesignFactor, DesignPart, DesignTerm, ModelDesign, ModelTerm } from "./ModelDesign.ts";
export type { CovariateOf, FactorOf, ModelData, ModelTerms, VariableColumn } from "./readTerms.ts";

// Adjusted means and tests of terms
export { leastSquaresMeans } from "./leastSquaresMeans.ts";
export type { AdjustedEffect, DifferenceOfMeans, LeastSquaresMean, LeastSquaresMeansResult } from "./leastSquaresMeans.ts";
export type { HeldValues, LeastSquaresMeansOptions, LeastSquaresMeansSettings } from "./leastSquaresMeansOptions.ts";
export type { GridWeights } from "./gridWeights.ts";
export { termTests } from "./termTests.ts";
export type { TermTest, TermTestsOptions, TermTestsResult } from "./termTests.ts";
export type { DesignedFit } from "./estimableEffect.ts";

// What follows from a fit
export { contrast } from "./contrast.ts";
export type { ContrastableFit, ContrastOptions, ContrastResult, ContrastsResult, ContrastWeights } from "./contrast.ts";
export type { ContrastBasis, DegreesOfFreedomMethod } from "./ContrastBasis.ts";
export type { FixedEffect } from "./FixedEffect.ts";
export type { LikelihoodRatio, NestedModels } from "./likelihoodRatio.ts";
export type { NamedMatrix } from "./NamedMatrix.ts";
export type { VarianceInformation } from "./VarianceInformation.ts";
