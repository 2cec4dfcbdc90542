import { pairedTTest } from "../inference/pairedTTest.ts";
import type { QuantileType } from "../inference/quantile.ts";
import { signedRankTest } from "../inference/signedRankTest.ts";
import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import { exp } from "../numeric/elementary/exp.ts";
import { expm1 } from "../numeric/elementary/expm1.ts";
import { log } from "../numeric/elementary/log.ts";
import { attempt } from "../result/attempt.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { type ArmSummary, summariseByArm } from "../summary/ArmSummary.ts";
import type { BiomarkerScale, ParticipantBiomarkerChange } from "./BiomarkerChangeResult.ts";
import type { Biomarker } from "../trial/Biomarker.ts";
import { countBeyond, type BeyondLimits } from "./countBeyond.ts";
import { testFields } from "./testFields.ts";

/** Changes of one biomarker in a group of participants. */
export interface ChangeInGroup {
  /** Participants analysed. */
  readonly n: number;
  /** In the declared unit, with what stands for values beyond a limit. */
  readonly before: ArmSummary;
  readonly after: ArmSummary;
  /** After − before, on the scale. */
  readonly change: ArmSummary;
  /** Of the mean change, on the scale. */
  readonly tTest: PairedTest;
  /** Of the centre of the changes, on the scale: Wilcoxon's test, zeros by Pratt's rule. */
  readonly signedRankTest: RankTestOfChange;
  /** On the scale `fold`: the t test's estimate and interval, back-transformed. */
  readonly fold?: FoldChange;
  /** Values beyond the limits of quantification at the two visits. */
  readonly limits: { readonly before: BeyondLimits; readonly after: BeyondLimits };
}

export interface PairedTest {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons;
}

export interface RankTestOfChange {
  readonly estimate: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly pValueMethodUsed: "exact" | "normal" | null;
  readonly interval: Interval;
  readonly reasons?: Reasons;
}

/** A ratio of geometric means, after / before: 1 is no change. */
export interface FoldChange {
  readonly estimate: number | null;
  readonly interval: Interval;
  /** 100 × (estimate − 1) */
  readonly percentChange: number | null;
  readonly percentInterval: Interval;
  readonly reasons?: Reasons;
}

interface GroupOptions extends ResolvedTestOptions {
  readonly scale: BiomarkerScale;
  readonly quantileType: QuantileType;
  readonly biomarker: Biomarker;
}

/** Describes the rows of one group and tests their change. */
export function changeInGroup(rows: readonly ParticipantBiomarkerChange[], options: GroupOptions): ChangeInGroup {
  const { scale, level, alternative, quantileType, biomarker } = options;
  const onScale = (value: number) => (scale === "raw" ? value : log(value));
  const pairs = { before: rows.map((row) => onScale(row.before)), after: rows.map((row) => onScale(row.after)) };
  const quantities = ["before", "after", "change"] as const;
  const { group: summaries } = summariseByArm({ group: true }, rows.map((row) => ({ ...row, arm: "group" as const })), quantities, quantileType);
  const tTest = tTestOf(pairs, summaries.change.mean, { level, alternative });
  return {
    n: rows.length,
    before: summaries.before,
    after: summaries.after,
    change: summaries.change,
    tTest,
    signedRankTest: signedRankTestOf(pairs, { level, alternative }),
    ...(scale === "fold" && { fold: foldChangeOf(tTest) }),
    limits: { before: countBeyond(rows, "before", biomarker), after: countBeyond(rows, "after", biomarker) },
  };
}

interface Pairs {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function tTestOf(pairs: Pairs, mean: number | null, options: ResolvedTestOptions): PairedTest {
  const tested = attempt(() => pairedTTest(pairs, options));
  const test = testFields(tested, ["estimate", "standardError", "degreesOfFreedom", "statistic", "pValue"], () => whyNoTest(pairs.before.length), options.level);
  if (tested.ok || mean === null) return test;
  // Without a test there may still be a mean.
  const { estimate: _, ...reasons } = test.reasons ?? {};
  return { ...test, estimate: mean, reasons };
}

function signedRankTestOf(pairs: Pairs, options: ResolvedTestOptions): RankTestOfChange {
  const tested = attempt(() => signedRankTest(pairs, options));
  const why = pairs.before.length === 0 ? "no-values" : "no-variance";
  const { interval, reasons, ...numbers } = testFields(tested, ["estimate", "statistic", "pValue"], () => why, options.level);
  const explained = { ...reasons, ...(!tested.ok && { pValueMethodUsed: why } as const) };
  return {
    ...numbers,
    pValueMethodUsed: tested.ok ? tested.value.pValueMethodUsed : null,
    interval,
    ...(Object.keys(explained).length > 0 && { reasons: explained }),
  };
}

function whyNoTest(n: number): Reason {
  return n === 0 ? "no-values" : n === 1 ? "too-few-values" : "no-variance";
}

/** The estimate and interval of a difference of logarithms, as a ratio and in percent. */
export function foldChangeOf({ estimate, interval, reasons }: Pick<PairedTest, "estimate" | "interval" | "reasons">): FoldChange {
  // Beyond e^709 a ratio has no finite number.
  const finite = (value: number) => (Number.isFinite(value) ? withoutNegativeZero(value) : null);
  const ratio = (value: number | null) => (value === null ? null : finite(exp(value)));
  const percent = (value: number | null) => (value === null ? null : finite(100 * expm1(value)));
  const { lower, upper, level } = interval;
  const [fold, change] = [
    { estimate: ratio(estimate), lower: ratio(lower), upper: ratio(upper) },
    { estimate: percent(estimate), lower: percent(lower), upper: percent(upper) },
  ];
  const explained = {
    ...(fold.estimate === null && { estimate: reasons?.["estimate"] ?? "unbounded" }),
    ...(fold.lower === null && { "interval.lower": reasons?.["interval.lower"] ?? "unbounded" }),
    ...(fold.upper === null && { "interval.upper": reasons?.["interval.upper"] ?? "unbounded" }),
    ...(change.estimate === null && { percentChange: reasons?.["estimate"] ?? "unbounded" }),
    ...(change.lower === null && { "percentInterval.lower": reasons?.["interval.lower"] ?? "unbounded" }),
    ...(change.upper === null && { "percentInterval.upper": reasons?.["interval.upper"] ?? "unbounded" }),
  } as const;
  return {
    estimate: fold.estimate,
    interval: { lower: fold.lower, upper: fold.upper, level },
    percentChange: change.estimate,
    percentInterval: { lower: change.lower, upper: change.upper, level },
    ...(Object.keys(explained).length > 0 && { reasons: explained }),
  };
}
