export { compareArms } from "./compareArms.ts";
export type { CompareArmsOptions, CompareArmsResult, ResolvedCompareArmsOptions } from "./compareArms.ts";
export type { ComparedArm } from "./armMoments.ts";
export { analysisOfCovariance } from "./analysisOfCovariance.ts";
export type { AdjustedArm, AnalysisOfCovarianceOptions, AnalysisOfCovarianceResult } from "./analysisOfCovariance.ts";
export type { AdjustmentVariable } from "./adjustmentVariables.ts";
export { compareResponders } from "./compareResponders.ts";
export type {
  ComparableResponders,
  CompareRespondersOptions,
  CompareRespondersResult,
  RespondersCompared,
} from "./compareResponders.ts";
export type { ArmOf, ComparableResult, ComparableRow, ComparisonExclusion, QuantityOf } from "./ComparableResult.ts";
export type { TwoArms } from "../trial/checkTwoArms.ts";
