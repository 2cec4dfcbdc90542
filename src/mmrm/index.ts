// Mixed models for repeated measures
export { fitMmrm } from "./fitMmrm.ts";
export type { FitMmrmOptions } from "./fitMmrm.ts";
export type { GroupedMmrmInput, MmrmInput } from "./readMmrmInput.ts";
export type {
  FailedStructure,
  GroupedMmrmFit,
  GroupVisitCovariance,
  MmrmCounts,
  MmrmDiagnostics,
  MmrmEstimates,
  MmrmFit,
  MmrmMethod,
  MmrmRows,
  MmrmSettings,
  VisitCovariance,
} from "./MmrmFit.ts";
export type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";
export type { CovarianceAdjustment } from "./CovarianceAdjustment.ts";

// Of a trial
export { fitTrialMmrm } from "./fitTrialMmrm.ts";
export type { FitTrialMmrmOptions } from "./fitTrialMmrm.ts";
export type {
  BaselineCovariate,
  TrialMmrmArm,
  TrialMmrmComparison,
  TrialMmrmDifference,
  TrialMmrmEffect,
  TrialMmrmMean,
  TrialMmrmMethod,
  TrialMmrmOutcome,
  TrialMmrmPath,
  TrialMmrmResult,
  TrialMmrmSettings,
} from "./TrialMmrm.ts";

// What follows from a fit
export { compareMmrmFits } from "./compareMmrmFits.ts";
export type { CompareMmrmFitsResult, NestedMmrmFits } from "./compareMmrmFits.ts";
