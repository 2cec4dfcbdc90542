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
  MmrmSettings,
  VisitCovariance,
} from "./MmrmFit.ts";
export type { VisitCovarianceStructure } from "./VisitCovarianceStructure.ts";
export type { CovarianceAdjustment } from "./CovarianceAdjustment.ts";
