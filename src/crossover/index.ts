// On numbers: two treatments in a crossover trial
export { crossoverTTest } from "./crossoverTTest.ts";
export type { CrossoverCell, CrossoverTTestOptions, CrossoverTTestResult, ResolvedCrossoverTTestOptions } from "./crossoverTTest.ts";
export { crossoverRankTest } from "./crossoverRankTest.ts";
export type { CrossoverRankEffect, CrossoverRankTestOptions, CrossoverRankTestResult, ResolvedCrossoverRankTestOptions } from "./crossoverRankTest.ts";
export { crossoverMixedModel } from "./crossoverMixedModel.ts";
export type { CrossoverMixedModelOptions, CrossoverMixedModelResult, ResolvedCrossoverMixedModelOptions } from "./crossoverMixedModel.ts";
export { crossoverBinaryTest } from "./crossoverBinaryTest.ts";
export type { CrossoverBinaryTestOptions, CrossoverBinaryTestResult, PeriodPreferences, ResolvedCrossoverBinaryTestOptions } from "./crossoverBinaryTest.ts";
export type { CrossoverColumns, TwoTreatments } from "./readCrossover.ts";
export type { MissingPeriod } from "./readTwoPeriods.ts";
export type { CarryOverCaution, CrossoverEffect } from "./CrossoverEffect.ts";

// On a trial's data: measures within periods, and treatments compared within participants
export { crossoverChange } from "./crossoverChange.ts";
export type {
  CrossoverChangeMethodOptions,
  CrossoverChangeOptions,
  CrossoverChangeResult,
  CrossoverChangeRow,
  CrossoverChangeSummary,
  CrossoverExclusion,
} from "./crossoverChange.ts";
export { crossoverResponders } from "./crossoverResponders.ts";
export type {
  CrossoverResponse,
  CrossoverRespondersMethodOptions,
  CrossoverRespondersOptions,
  CrossoverRespondersResult,
} from "./crossoverResponders.ts";
export type { ComparedEffect } from "./analyseCrossover.ts";
export { compareCrossover } from "./compareCrossover.ts";
export type {
  ComparableCrossover,
  CompareCrossoverOptions,
  CompareCrossoverResult,
  CrossoverComparisonExclusion,
  CrossoverQuantityOf,
  CrossoverTreatmentOf,
  ResolvedCompareCrossoverOptions,
} from "./compareCrossover.ts";
