import { normalQuantile, normalTails } from "../numeric/normal.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { AcceptedStatistics } from "./hodgesLehmann.ts";
import type { ScoreDistribution } from "./scoreDistribution.ts";
import { criticalSums, tailsAt, twoSidedProbability } from "./scoreDistribution.ts";
import { pValueOf } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

export interface RankTestOptions extends TestOptions {
  /**
   * - `exact`: from all ways to assign the ranks, ties included
   * - `normal`: with the variance that the ties leave
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

export function resolveRankTestOptions(caller: string, options: RankTestOptions): ResolvedRankTestOptions {
  const { pValueMethod = "auto", continuityCorrection = true, ...testOptions } = options;
  const resolved = resolveTestOptions(caller, testOptions);
  checkChoice(caller, "pValueMethod", pValueMethod, ["exact", "normal", "auto"]);
  if (typeof continuityCorrection !== "boolean") {
    throw new TypeError(`${caller}: continuityCorrection must be true or false; received ${show(continuityCorrection)}`);
  }
  return { pValueMethod, continuityCorrection, ...resolved };
}

export function usedMethod({ pValueMethod }: ResolvedRankTestOptions, values: number): "exact" | "normal" {
  if (pValueMethod !== "auto") return pValueMethod;
  return values <= 100 ? "exact" : "normal";
}

/** The tail that an interval leaves out at each of its ends. */
export function tailOf({ level, alternative }: ResolvedTestOptions): number {
  return alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
}

/** Mean and standard deviation of a statistic under the null hypothesis. */
export interface NullMoments {
  readonly mean: number;
  readonly standardDeviation: number;
}

export function exactPValue(distribution: ScoreDistribution, statistic: number, mean: number, alternative: Alternative): number {
  if (alternative === "two-sided") return twoSidedProbability(distribution, statistic, mean);
  return pValueOf(tailsAt(distribution, statistic), alternative);
}

export function normalPValue(statistic: number, { mean, standardDeviation }: NullMoments, { alternative, continuityCorrection }: ResolvedRankTestOptions): number {
  const distance = statistic - mean;
  const direction = alternative === "two-sided" ? Math.sign(distance) : alternative === "greater" ? 1 : -1;
  const corrected = continuityCorrection ? distance - direction / 2 : distance;
  return pValueOf(normalTails(corrected / standardDeviation), alternative);
}

export function exactlyAccepted(distribution: ScoreDistribution, options: ResolvedTestOptions): AcceptedStatistics {
  return criticalSums(distribution, tailOf(options));
}

export function normallyAccepted({ mean, standardDeviation }: NullMoments, options: ResolvedRankTestOptions): AcceptedStatistics {
  const margin = normalQuantile(tailOf(options), "upper") * standardDeviation + (options.continuityCorrection ? 0.5 : 0);
  return { lowest: mean - margin, highest: mean + margin };
}
