// A trial's participants
export { jointRank } from "./jointRank.ts";
export type { JointRankArm, JointRankResult, JointRankRow } from "./jointRank.ts";
export type { JointRankMethodOptions, JointRankOptions } from "./jointRankOptions.ts";
export type { JointOutcomeRow, JointRankExclusion } from "./jointRankReader.ts";

// Columns of numbers
export { jointRankTest } from "./jointRankTest.ts";
export type { JointRankGroup, JointRankTestOptions, JointRankTestResult } from "./jointRankTest.ts";
export type { JointOutcomes, TwoJointOutcomes, VisitColumn } from "./jointOutcomes.ts";
export type { JointDropoutRule, JointPairs, JointPairsBetween } from "./scoreJointOutcomes.ts";
export type { JointRankComparison, JointRankTestSettings, ResolvedJointRankTestSettings } from "./testJointRanks.ts";

// Wins and losses
export { winRatio } from "./winRatio.ts";
export type { WinCounts, WinRatioInput, WinRatioOptions, WinRatioResult, WinsByOutcome } from "./winRatio.ts";
export type { WinEstimate } from "./winEstimates.ts";
export type { LastCommonVisitWin, TimeToEventWin, ValueWin, WinOutcome } from "./winOutcomes.ts";
export { compareWins } from "./compareWins.ts";
export type { CompareWinsMethodOptions, CompareWinsOptions, CompareWinsResult, TrialWinOutcome, WinExclusion } from "./compareWins.ts";
