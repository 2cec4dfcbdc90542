// Measures
export { aals } from "./aals.ts";
export { alsfrsR } from "./alsfrsR.ts";
export { alsfrsRItemMeasures } from "./alsfrsRItemMeasures.ts";
export { edss } from "./edss.ts";
export { fvc } from "./fvc.ts";
export { nineHolePegDominant, nineHolePegNonDominant } from "./nineHolePegTest.ts";
export { sf36 } from "./sf36.ts";
export { sixMinuteWalk } from "./sixMinuteWalk.ts";
export { svc } from "./svc.ts";
export { t25fw } from "./t25fw.ts";

// ALSFRS-R from items, and stages
export { scoreAlsfrsR } from "./scoreAlsfrsR.ts";
export type { AlsfrsRScore, MissingItemRule, ScoreAlsfrsROptions } from "./scoreAlsfrsR.ts";
export type { AlsfrsRDomain, AlsfrsRItem, AlsfrsRItems } from "./AlsfrsRItems.ts";
export { kingsStage } from "./kingsStage.ts";
export type { KingsStageEvents, KingsStageResult } from "./kingsStage.ts";
export { mitosStage } from "./mitosStage.ts";
export type { MitosDomain, MitosStageEvents, MitosStageResult } from "./mitosStage.ts";
export type { AlsStage, PossibleStages } from "./AlsStage.ts";
export { progressorGroup } from "./progressorGroup.ts";
export type { AlsfrsRLoss, ProgressorCutOff, ProgressorGroupOptions, ProgressorGroupResult } from "./progressorGroup.ts";

// EDSS, timed tests and EDSS-Plus
export { edssFunctionalSystem } from "./edssFunctionalSystem.ts";
export type { ConvertedSystem } from "./edssFunctionalSystem.ts";
export { timedTestScore } from "./timedTestScore.ts";
export type { TimedTest, TimedTestInput, TimedTestOptions, TimedTestScore } from "./timedTestScore.ts";
export { edssChange } from "./edssChange.ts";
export type { EdssChangeOptions, EdssChangeResult, EdssPair } from "./edssChange.ts";
export type { ThresholdSide } from "./thresholds.ts";
export { confirmedProgression } from "./confirmedProgression.ts";
export type {
  ConfirmedProgressionOptions,
  ConfirmedProgressionResult,
  ProgressionRule,
  ProgressionVisit,
  ReferenceRule,
  ResolvedProgressionRule,
} from "./ConfirmedProgressionResult.ts";
export { edssPlusImprovement } from "./edssPlusImprovement.ts";
export type {
  EdssPlusComponent,
  EdssPlusComponentChange,
  EdssPlusImprovementInput,
  EdssPlusImprovementOptions,
  EdssPlusImprovementResult,
  EdssPlusValues,
} from "./edssPlusImprovement.ts";
export { edssPlusProgression } from "./edssPlusProgression.ts";
export type { EdssPlusProgressionOptions, EdssPlusProgressionResult, EdssPlusSeries } from "./edssPlusProgression.ts";
