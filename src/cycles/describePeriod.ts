import { pairedTTest, type PairedTTestResult } from "../inference/pairedTTest.ts";
import type { QuantileType } from "../inference/quantile.ts";
import { signedRankTest, type SignedRankTestResult } from "../inference/signedRankTest.ts";
import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import { tieTolerance, withTiesEqual } from "../inference/withTiesEqual.ts";
import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { attempt } from "../result/attempt.ts";
import type { Reasons } from "../result/Reason.ts";
import { type ArmSummary, summariseArm } from "../summary/ArmSummary.ts";

/** Slopes of a period in some participants, described and tested against what stood before. */
export interface PeriodSummary {
  /** Participants analysed. */
  readonly n: number;
  readonly change: ArmSummary;
  readonly improvement: ArmSummary;
  readonly slopeBefore: ArmSummary;
  readonly slope: ArmSummary;
  /** Of the participants who declined before. */
  readonly percentImprovement: ArmSummary;
  /** Time from the first value to the last. */
  readonly length: ArmSummary;
  /** Of slope − slope before; `null` where there are fewer than two pairs or all change alike. */
  readonly tTest: PairedTTestResult | null;
  /** Of slope − slope before, zeros by Pratt's rule; `null` without pairs or where nothing changed. */
  readonly signedRankTest: SignedRankTestResult | null;
  readonly reasons?: Reasons<"tTest" | "signedRankTest">;
}

interface PeriodNumbers {
  readonly slopeBefore: number;
  readonly slope: number;
  readonly change: number;
  readonly improvement: number;
  readonly percentImprovement: number | null;
  readonly length: number;
  readonly values: { readonly from: number; readonly to: number };
}

export function describePeriod(rows: readonly PeriodNumbers[], { quantileType, level, alternative }: ResolvedTestOptions & { readonly quantileType: QuantileType }): PeriodSummary {
  const describe = (quantity: Exclude<keyof PeriodNumbers, "values">) => summariseArm(rows.map((row) => row[quantity]).filter((value) => value !== null), quantileType);
  // Slopes carry the rounding of their values, which must neither break ties nor pass for a change.
  const largest = largestMagnitude(rows.flatMap(({ slopeBefore, slope, values, length }) => [slopeBefore, slope, values.from / length, values.to / length]));
  const differences = withTiesEqual(rows.map(({ change }) => change), tieTolerance * largest);
  const tTest = attempt(() => pairedTTest({ differences }, { level, alternative }));
  const rankTest = attempt(() => signedRankTest({ differences }, { level, alternative }));
  const n = rows.length;
  const reasons: Reasons<"tTest" | "signedRankTest"> = {
    ...(!tTest.ok && { tTest: n === 0 ? "no-values" : n === 1 ? "too-few-values" : "no-variance" }),
    ...(!rankTest.ok && { signedRankTest: n === 0 ? "no-values" : "no-variance" }),
  };
  return {
    n,
    change: describe("change"),
    improvement: describe("improvement"),
    slopeBefore: describe("slopeBefore"),
    slope: describe("slope"),
    percentImprovement: describe("percentImprovement"),
    length: describe("length"),
    tTest: tTest.ok ? tTest.value : null,
    signedRankTest: rankTest.ok ? rankTest.value : null,
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}
