// Describing one sample
export { summarise } from "./summarise.ts";
export type { SummariseOptions, SummariseResult } from "./summarise.ts";
export { quantiles } from "./quantiles.ts";
export type { QuantilesOptions, QuantilesResult } from "./quantiles.ts";
export type { QuantileType } from "./quantile.ts";

// Comparing means
export { studentTTest } from "./studentTTest.ts";
export type { StudentTTestOptions, StudentTTestResult } from "./studentTTest.ts";
export { welchTTest } from "./welchTTest.ts";
export type { WelchTTestOptions, WelchTTestResult } from "./welchTTest.ts";
export { pairedTTest } from "./pairedTTest.ts";
export type { PairedSamples, PairedTTestOptions, PairedTTestResult } from "./pairedTTest.ts";
export type { GroupSummary } from "./groupMoments.ts";
export type { TestOfEstimate } from "./testOfEstimate.ts";
export type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
export type { TwoSamples, TwoSampleTTestResult } from "./twoSamples.ts";

// Comparing ranks
export { rankSumTest } from "./rankSumTest.ts";
export type { RankSumTestOptions, RankSumTestResult } from "./rankSumTest.ts";
export { signedRankTest } from "./signedRankTest.ts";
export type { SignedRankTestOptions, SignedRankTestResult } from "./signedRankTest.ts";
export { signTest } from "./signTest.ts";
export type { SignTestOptions, SignTestResult } from "./signTest.ts";
export { kruskalWallisTest } from "./kruskalWallisTest.ts";
export type { KruskalWallisTestInput, KruskalWallisTestOptions, KruskalWallisTestResult, RankedGroup } from "./kruskalWallisTest.ts";
export type { PairedValues } from "./pairedDifferences.ts";
export type { RankTestOptions, ResolvedRankTestOptions } from "./rankTest.ts";

// Comparing published estimates
export { compareEstimates } from "./compareEstimates.ts";
export type { CompareEstimatesOptions, CompareEstimatesResult, GroupEstimate, TwoEstimates } from "./compareEstimates.ts";

// Tables of counts
export { pearsonChiSquareTest } from "./pearsonChiSquareTest.ts";
export type { PearsonChiSquareTestOptions, PearsonChiSquareTestResult } from "./pearsonChiSquareTest.ts";
export { fisherExactTest } from "./fisherExactTest.ts";
export type { FisherExactTestOptions, FisherExactTestResult, FisherExactTwoByTwoResult } from "./fisherExactTest.ts";
export { mcNemarTest } from "./mcNemarTest.ts";
export type { McNemarTestOptions, McNemarTestResult } from "./mcNemarTest.ts";
export { cochranMantelHaenszelTest } from "./cochranMantelHaenszelTest.ts";
export type { CochranMantelHaenszelTestOptions, CochranMantelHaenszelTestResult } from "./cochranMantelHaenszelTest.ts";
export type { BreslowDayTest } from "./breslowDayTest.ts";
export type { Counts, TwoByTwoCounts } from "./contingencyTable.ts";

// Proportions
export { proportion } from "./proportion.ts";
export type { ProportionOptions, ProportionResult } from "./proportion.ts";
export { binomialTest } from "./binomialTest.ts";
export type { BinomialTestOptions, BinomialTestResult } from "./binomialTest.ts";
export { compareProportions } from "./compareProportions.ts";
export { compareStratifiedProportions } from "./compareStratifiedProportions.ts";
export type { CompareStratifiedProportionsOptions, CompareStratifiedProportionsResult, StratumDifference } from "./compareStratifiedProportions.ts";
export type { CompareProportionsOptions, CompareProportionsResult } from "./compareProportions.ts";
export type { EventCount } from "./eventCount.ts";
export type { EventMeaning, NumberNeededToTreat } from "./numberNeededToTreat.ts";
export type { ProportionIntervalMethod } from "./proportionInterval.ts";
export type { RatioEstimate } from "./ratioEstimate.ts";
export type { RiskDifferenceIntervalMethod, TwoEventCounts } from "./riskDifferenceInterval.ts";

// Several tests at once
export { adjustPValues } from "./adjustPValues.ts";
export type { PValueAdjustment } from "./adjustPValues.ts";

// Relations
export { correlation } from "./correlation.ts";
export type { CorrelationInput, CorrelationOptions, CorrelationResult } from "./correlation.ts";
export type { PairedColumns } from "./correlationCoefficient.ts";
export type { RankCorrelationResult } from "./rankCorrelation.ts";

// Telling participants with a condition from those without
export { rocCurve } from "./rocCurve.ts";
export type { AreaUnderCurve, ResolvedRocCurveOptions, RocCurveOptions, RocCurveResult } from "./rocCurve.ts";
export type { PartialArea, PartialAreaRange, RocPoint, YoudenPoint } from "./rocPoints.ts";
export type { RocDirection, ScoredParticipants } from "./rocSample.ts";
export { compareRocCurves } from "./compareRocCurves.ts";
export type { ComparedArea, CompareRocCurvesOptions, CompareRocCurvesResult, PairedRocScores, UnpairedRocScores } from "./compareRocCurves.ts";

// Planning
export { powerTTest } from "./powerTTest.ts";
export type { PowerTTestOptions, PowerTTestResult } from "./powerTTest.ts";
export { powerPairedTTest } from "./powerPairedTTest.ts";
export type { PowerPairedTTestInput, PowerPairedTTestOptions, PowerPairedTTestResult } from "./powerPairedTTest.ts";
export { powerProportions } from "./powerProportions.ts";
export type { PowerProportionsInput, PowerProportionsOptions, PowerProportionsResult, ProportionsDesign } from "./powerProportions.ts";
export type { ProportionFormula } from "./proportionPower.ts";
export { powerSurvival } from "./powerSurvival.ts";
export type { PowerSurvivalOptions, PowerSurvivalResult, SurvivalFormula } from "./powerSurvival.ts";
export type { PowerSurvivalInput } from "./survivalQuestion.ts";
export type { ExponentialFollowUp, ResolvedFollowUp } from "./eventProbability.ts";
export type { ParticipantsPerArm } from "./wholeParticipants.ts";
export { powerSlope } from "./powerSlope.ts";
export type { PowerSlopeOptions, PowerSlopeResult } from "./powerSlope.ts";
export type { PowerSlopeInput } from "./slopeQuestion.ts";
export type { FittedVariances, LeadInHingeDesign, ObservedProportions, SlopeDesign, TwoSlopesDesign } from "./slopeDesign.ts";
export type { ResolvedSlopeDesign } from "./resolveSlopeDesign.ts";
export type { PowerTTestInput } from "./powerQuestion.ts";
export type { PowerFormula } from "./powerFormula.ts";
export type { PerArm, PowerDesign } from "./solvePower.ts";
