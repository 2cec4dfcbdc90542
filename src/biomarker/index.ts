// On numbers: values beyond limits of quantification
export { censoredNormal } from "./censoredNormal.ts";
export type { CensoredNormalOptions, CensoredNormalResult } from "./censoredNormal.ts";
export { censoredNormalPairs } from "./censoredNormalPairs.ts";
export type { CensoredMargin, CensoredPairsResult } from "./censoredNormalPairs.ts";
export type { CensoredValue } from "./CensoredValue.ts";
export type { LikelihoodIntervalMethod } from "./likelihoodFit.ts";

// On a trial's data
export { biomarkerChange } from "./biomarkerChange.ts";
export type { BiomarkerAnalysisOptions, BiomarkerChangeOptions } from "./biomarkerChange.ts";
export type {
  BiomarkerChangeMethodOptions,
  BiomarkerChangeOf,
  BiomarkerChangeResult,
  BiomarkerScale,
  CensoredBiomarkerChangeResult,
  ComparableBiomarkerChangeResult,
  ParticipantBiomarkerChange,
  ParticipantCensoredValues,
} from "./BiomarkerChangeResult.ts";
export type { CensoredChangeInGroup } from "./censoredChangeInGroup.ts";
export type { ChangeInGroup, FoldChange, PairedTest, RankTestOfChange } from "./changeInGroup.ts";
export type { BeyondLimits } from "./countBeyond.ts";
export type { LimitRule, SubstitutionRule } from "./limitRule.ts";
export type { ClassMembership, ResponderGrouping } from "./ResponderGrouping.ts";
export { biomarkerCorrelation } from "./biomarkerCorrelation.ts";
export type {
  BiomarkerCorrelationMethodOptions,
  BiomarkerCorrelationOptions,
  BiomarkerCorrelationResult,
  CorrelationExclusion,
  ParticipantPoint,
} from "./biomarkerCorrelation.ts";
export type { BiomarkerDifference, BiomarkerQuantity, BiomarkerValue, ResolvedBiomarkerQuantity, ResultQuantity } from "./biomarkerQuantity.ts";
export type { CorrelationMethod, GroupCoefficient, GroupCorrelation, GroupRegression, RelationInGroup } from "./relationInGroup.ts";
export { biomarkerPanel } from "./biomarkerPanel.ts";
export type {
  BiomarkerPanelMethodOptions,
  BiomarkerPanelOptions,
  BiomarkerPanelResult,
  BiomarkerPanelRow,
} from "./biomarkerPanel.ts";
export { adjustedBiomarkerChange } from "./adjustedBiomarkerChange.ts";
export type { AdjustedBiomarkerChangeOptions, AdjustedBiomarkerChangeResult } from "./adjustedBiomarkerChange.ts";
