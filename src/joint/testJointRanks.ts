import { resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { studentDistribution } from "../inference/studentDistribution.ts";
import { testOfEstimate } from "../inference/testOfEstimate.ts";
import { fitLinearModel } from "../model/fitLinearModel.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkChoice, checkCount } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { permutationTest } from "./permutationTest.ts";

/** How the ranks of two groups are compared. */
export interface JointRankTestSettings extends TestOptions {
  /**
   * - `permutation`: over all ways to divide the ranks between the groups
   * - `ancova`: a linear model of the ranks on the group and the covariates given
   *
   * Default `"permutation"`.
   */
  readonly test?: "permutation" | "ancova";
  /** What is compared: midranks of the sums (Berry), or the sums themselves (Finkelstein & Schoenfeld). Default `"midranks"`. */
  readonly scores?: "midranks" | "sums";
  /**
   * Of the permutation test.
   *
   * - `exact`: all divisions, ties included
   * - `monte-carlo`: as many as `permutations` says, drawn at random; the result has their Monte Carlo error
   * - `normal`: with the variance over all divisions
   * - `auto`: exact up to 100 participants, normal above
   *
   * Default `"auto"`.
   */
  readonly pValueMethod?: "exact" | "monte-carlo" | "normal" | "auto";
  /** Half a rank towards the expectation, where the normal approximation is used; never for sums. Default true. */
  readonly continuityCorrection?: boolean;
  /** Of `"monte-carlo"`. Default 10 000. */
  readonly permutations?: number;
  /** Of `"monte-carlo"`: any whole number; the same seed draws the same divisions. Default 1. */
  readonly seed?: number;
}

export type ResolvedJointRankTestSettings = Required<JointRankTestSettings>;

export const settingKeys = ["test", "scores", "pValueMethod", "continuityCorrection", "permutations", "seed"] as const;

/** The comparison of two groups by their ranks. */
export interface JointRankComparison {
  /** Mean rank (or sum) of treatment − that of control, adjusted for the covariates by `ancova`; above 0 where treatment did better. */
  readonly estimate: number;
  /** Of the permutation test: over all divisions of the ranks. */
  readonly standardError: number;
  /** Of `ancova`. */
  readonly degreesOfFreedom?: number;
  /** estimate / standard error. */
  readonly statistic: number;
  readonly pValue: number;
  readonly pValueMethodUsed: "exact" | "monte-carlo" | "normal" | "t";
  /** Standard error of the p-value, where it was drawn at random. */
  readonly monteCarloError?: number;
  /** Of the estimate; of `ancova` alone, since divisions of the ranks say nothing of a difference that is not zero. */
  readonly interval?: Interval;
  readonly alternative: Alternative;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

export type CovariateColumns = Readonly<Record<string, readonly string[] | Sample>>;

export function resolveJointRankTest(caller: string, options: JointRankTestSettings, own: readonly string[]): ResolvedJointRankTestSettings {
  const testOptions = resolveTestOptions(caller, options, [...settingKeys, ...own]);
  const { test = "permutation", scores = "midranks", pValueMethod = "auto", continuityCorrection = true, permutations = 10_000, seed = 1 } = options;
  checkChoice(caller, "test", test, ["permutation", "ancova"]);
  checkChoice(caller, "scores", scores, ["midranks", "sums"]);
  checkChoice(caller, "pValueMethod", pValueMethod, ["exact", "monte-carlo", "normal", "auto"]);
  if (typeof continuityCorrection !== "boolean") throw new TypeError(`${caller}: continuityCorrection must be true or false; received ${show(continuityCorrection)}`);
  checkCount(caller, "permutations", permutations, 1);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`${caller}: seed must be a whole number; received ${show(seed)}`);
  return { test, scores, pValueMethod, continuityCorrection: continuityCorrection && scores === "midranks", permutations, seed: withoutNegativeZero(seed), ...testOptions };
}

/** Compares the first `treated` scores with the others. */
export function testJointRanks(caller: string, scores: Float64Array, treated: number, covariates: CovariateColumns, settings: ResolvedJointRankTestSettings): JointRankComparison {
  const { alternative, continuityCorrection, test } = settings;
  if (scores.every((score) => score === scores[0])) {
    throw new TrialwiseError({
      code: "no-variance",
      message: `${caller}: no participant did better than another, so there is nothing to rank`,
      required: "outcomes that differ",
      observed: `${scores.length} equal ranks`,
    });
  }
  if (test === "ancova") return analyseCovariance(scores, treated, covariates, settings);
  const { estimate, statistic, ...tested } = permutationTest(caller, scores, treated, { ...settings, correction: continuityCorrection ? 0.5 : 0 });
  return { estimate: withoutNegativeZero(estimate), ...tested, statistic: withoutNegativeZero(statistic), alternative };
}

function analyseCovariance(scores: Float64Array, treated: number, covariates: CovariateColumns, settings: ResolvedJointRankTestSettings): JointRankComparison {
  const group = Float64Array.from(scores, (_, index) => (index < treated ? 1 : 0));
  const data: CovariateColumns = { treatment: group, ...covariates };
  const fit = fitLinearModel({ response: scores, terms: Object.keys(data), data });
  const { estimate, standardError } = fit.coefficients["treatment"]!;
  const { degreesOfFreedom } = fit.contrastBasis;
  const { alternative, ...tested } = testOfEstimate({ estimate, standardError }, studentDistribution(degreesOfFreedom), settings);
  return { ...tested, degreesOfFreedom, pValueMethodUsed: "t", alternative };
}
