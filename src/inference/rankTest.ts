import { normalQuantile, normalTails } from "../numeric/normal.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { AcceptedStatistics, HodgesLehmann } from "./hodgesLehmann.ts";
import { hodgesLehmann } from "./hodgesLehmann.ts";
import type { PairTable } from "./pairOrder.ts";
import type { ScoreDistribution } from "./scoreDistribution.ts";
import { criticalSums, tailsAt, twoSidedProbability } from "./scoreDistribution.ts";
import { pValueOf } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

export interface RankTestOptions extends TestOptions {
  /**
   * - `exact`: from all ways to assign the ranks, ties included
   * - `normal`: with the variance that the ties leave. At levels of few per cent and with few values it may reject every shift;
   *   a limit is then the outermost pair
   * - `auto`: exact up to 100 values, normal above
   *
   * The interval is found the same way. Default `"auto"`.
   */
  readonly pValueMethod?: "exact" | "normal" | "auto";
  /** Half a step towards the expectation, where the normal approximation is used. Default true. */
  readonly continuityCorrection?: boolean;
}

export interface ResolvedRankTestOptions extends ResolvedTestOptions {
  readonly pValueMethod: "exact" | "normal" | "auto";
  readonly continuityCorrection: boolean;
}

export function resolveRankTestOptions(caller: string, options: RankTestOptions, own: readonly string[] = []): ResolvedRankTestOptions {
  const resolved = resolveTestOptions(caller, options, [...own, "pValueMethod", "continuityCorrection"]);
  const { pValueMethod = "auto", continuityCorrection = true } = options;
  checkChoice(caller, "pValueMethod", pValueMethod, ["exact", "normal", "auto"]);
  if (typeof continuityCorrection !== "boolean") {
    throw new TypeError(`${caller}: continuityCorrection must be true or false; received ${show(continuityCorrection)}`);
  }
  return { pValueMethod, continuityCorrection, ...resolved };
}

/** The distribution of a statistic under the null hypothesis: its moments, and exactly where it is asked for. */
export interface NullDistribution {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly exact: () => ScoreDistribution;
}

export interface RankedData {
  readonly values: number;
  readonly statistic: number;
  readonly null: NullDistribution;
  readonly pairs: PairTable;
  /** Of the number of pairs above the true shift; the same object as `null` where the two are one distribution. */
  readonly pairsAbove: NullDistribution;
}

export interface RankTest extends HodgesLehmann {
  readonly statistic: number;
  readonly pValue: number;
  readonly pValueMethodUsed: "exact" | "normal";
  readonly alternative: Alternative;
}

/** What the tests of two groups and of pairs have in common. */
export function rankTest({ values, statistic, null: tested, pairs, pairsAbove }: RankedData, options: ResolvedRankTestOptions): RankTest {
  const { pValueMethod, alternative } = options;
  const tail = alternative === "two-sided" ? (1 - options.level) / 2 : 1 - options.level;
  if (pValueMethod === "normal" || (pValueMethod === "auto" && values > 100)) {
    const accepted = normallyAccepted(pairsAbove, tail, options.continuityCorrection);
    return { statistic, pValue: normalPValue(statistic, tested, options), pValueMethodUsed: "normal", ...hodgesLehmann(pairs, accepted, options), alternative };
  }
  const distribution = tested.exact();
  const accepted = criticalSums(pairsAbove === tested ? distribution : pairsAbove.exact(), tail);
  const pValue = exactPValue(distribution, statistic, tested.mean, alternative);
  return { statistic, pValue, pValueMethodUsed: "exact", ...hodgesLehmann(pairs, accepted, options), alternative };
}

function exactPValue(distribution: ScoreDistribution, statistic: number, mean: number, alternative: Alternative): number {
  if (alternative === "two-sided") return twoSidedProbability(distribution, statistic, mean);
  return pValueOf(tailsAt(distribution, statistic), alternative);
}

function normalPValue(statistic: number, { mean, standardDeviation }: NullDistribution, { alternative, continuityCorrection }: ResolvedRankTestOptions): number {
  const distance = statistic - mean;
  const direction = alternative === "two-sided" ? Math.sign(distance) : alternative === "greater" ? 1 : -1;
  const corrected = continuityCorrection ? distance - direction / 2 : distance;
  return pValueOf(normalTails(corrected / standardDeviation), alternative);
}

function normallyAccepted({ mean, standardDeviation }: NullDistribution, tail: number, continuityCorrection: boolean): AcceptedStatistics {
  const margin = normalQuantile(tail, "upper") * standardDeviation + (continuityCorrection ? 0.5 : 0);
  return { lowest: mean - margin, highest: mean + margin };
}
