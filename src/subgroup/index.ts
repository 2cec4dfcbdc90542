export { subgroupAnalysis } from "./subgroupAnalysis.ts";
export type {
  ResolvedSubgroupOptions,
  SubgroupAnalysisOptions,
  SubgroupAnalysisResult,
  SubgroupResult,
  Unclassified,
} from "./subgroupAnalysis.ts";
export type { EffectRow, GroupRow, SubgroupEffect } from "./SubgroupEffect.ts";
export type { Subgroup, SubgroupByLevel, SubgroupByList, SubgroupByRule, SubgroupStatus } from "./Subgroup.ts";
export type { DifferenceOfEffects, HeterogeneityOfEffects, InteractionDistribution, SubgroupInteraction } from "./interaction.ts";

// By one model
export { fitSubgroupModel } from "./fitSubgroupModel.ts";
export type { GroupedParticipants, SubgroupModelOptions, SubgroupModelResult } from "./fitSubgroupModel.ts";
