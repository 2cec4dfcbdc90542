import { normalTails } from "../numeric/normal.ts";
import { sum } from "../numeric/sum.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { BreslowDayTest } from "./breslowDayTest.ts";
import { breslowDayTest } from "./breslowDayTest.ts";
import { mantelHaenszelOddsRatio } from "./commonOddsRatio.ts";
import type { TwoByTwoCounts } from "./contingencyTable.ts";
import type { Stratum } from "./stratum.ts";
import { readStrata } from "./stratum.ts";
import { pValueOf } from "./testOfEstimate.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

export interface CochranMantelHaenszelTestOptions extends TestOptions {
  /** |observed − expected| less ½, never below 0, of the statistic and its p-value. Default false. */
  readonly continuityCorrection?: boolean;
}

export interface CochranMantelHaenszelTestResult {
  /** Mantel and Haenszel's common odds ratio: (first row's odds of the first column) / (second row's). */
  readonly estimate: number | null;
  /** Robins, Breslow and Greenland's, of the natural logarithm of the odds ratio. */
  readonly standardErrorOfLog: number | null;
  /** χ² with 1 degree of freedom. */
  readonly statistic: number;
  readonly degreesOfFreedom: 1;
  readonly pValue: number;
  /** exp(log estimate ± z × standard error of the log). Its open side, when one-sided, ends at 0 or is `null`. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** Whether the strata have one odds ratio: Breslow and Day's test, with Tarone's correction and without. */
  readonly homogeneity: BreslowDayTest;
  /** `informative`: the strata in which both rows and both columns have someone; only they count. */
  readonly counts: { readonly total: number; readonly strata: number; readonly informative: number };
  readonly method: Method<"cochran-mantel-haenszel-test", ResolvedTestOptions & { readonly continuityCorrection: boolean }>;
  readonly reasons?: Reasons<
    | "estimate"
    | "standardErrorOfLog"
    | "interval.lower"
    | "interval.upper"
    | "homogeneity.breslowDay.statistic"
    | "homogeneity.breslowDay.pValue"
    | "homogeneity.tarone.statistic"
    | "homogeneity.tarone.pValue"
  >;
}

/**
 * The test of Cochran, Mantel and Haenszel: whether two groups differ in a yes-or-no outcome, within strata such as centres or
 * baseline severity, with their common odds ratio and a test that it is one.
 *
 * Use it for responders by arm in a randomisation stratified by a few factors. `counts` is a list of 2 × 2 tables, one for each
 * stratum, groups in the rows: `[[events, others], [events, others]]`. Strata may be small, as long as there are many; a
 * stratum without both groups and both outcomes says nothing and is counted out. `"greater"`: odds ratio above 1.
 *
 * The statistic is (Σ(a − E))²/ΣV with hypergeometric expectations and variances, without continuity correction unless asked.
 * Where every stratum has a zero on the same diagonal, the odds ratio is 0 or `null` (`"unbounded"`) and has no interval
 * (`"zero-cell"`). `homogeneity` needs two informative strata and an odds ratio; its fields are `null` otherwise.
 *
 * R: `mantelhaen.test(correct = FALSE)`, whose own default is to correct, but not a deviation below ½; SAS: PROC FREQ with CMH, Breslow and Day's test with
 * Tarone's correction by CMH(BDT).
 *
 * @throws TrialwiseError `empty-table` when no stratum has both groups and both outcomes
 * @throws RangeError, TypeError for anything but 2 × 2 tables of whole counts, a level outside (0, 1), an unknown option
 *
 * Source: Cochran 1954 (https://doi.org/10.2307/3001616); Mantel & Haenszel 1959 (https://doi.org/10.1093/jnci/22.4.719); Robins,
 * Breslow & Greenland 1986 (https://doi.org/10.2307/2531052); Breslow & Day 1980, IARC Scientific Publications 32, section 4.4; Tarone
 * 1985 (https://doi.org/10.1093/biomet/72.1.91).
 *
 * @example Penicillin at once or after 1.5 hours, by its dose: Agresti 1990, page 234, as in R's help page of mantelhaen.test
 * ```ts
 * import { cochranMantelHaenszelTest } from "trialwise";
 *
 * const rabbits = [[[0, 6], [0, 5]], [[3, 3], [0, 6]], [[6, 0], [2, 4]], [[5, 1], [6, 0]], [[2, 0], [5, 0]]] as const;
 * const result = cochranMantelHaenszelTest(rabbits, { continuityCorrection: true });
 * result.statistic; // => 3.9286
 * result.pValue; // => 0.04747
 * result.estimate; // => 7
 * result.interval; // => { "lower": 1.026713, "upper": 47.725133, "level": 0.95 }
 * ```
 */
export function cochranMantelHaenszelTest(
  counts: readonly TwoByTwoCounts[],
  options: CochranMantelHaenszelTestOptions = {},
): CochranMantelHaenszelTestResult {
  const resolved = resolveTestOptions("cochranMantelHaenszelTest", options, ["continuityCorrection"]);
  const { continuityCorrection = false } = options;
  if (typeof continuityCorrection !== "boolean") {
    throw new TypeError(`cochranMantelHaenszelTest: continuityCorrection must be true or false; received ${show(continuityCorrection)}`);
  }
  const strata = readStrata("cochranMantelHaenszelTest", counts);
  const informative = strata.filter(({ a, b, c, d }) => a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0);
  if (informative.length === 0) {
    throw new TrialwiseError({
      code: "empty-table",
      message: "cochranMantelHaenszelTest: no stratum has both groups and both outcomes",
      required: "a stratum whose rows and columns add up to more than zero",
      observed: `${strata.length} strata`,
    });
  }
  const { statistic, pValue } = scoreTest(informative, resolved.alternative, continuityCorrection);
  const { reasons: oddsRatioReasons, ...oddsRatio } = mantelHaenszelOddsRatio(informative, resolved);
  const { homogeneity, reasons: homogeneityReasons } = breslowDayTest(informative, oddsRatio.estimate);
  const reasons = { ...oddsRatioReasons, ...homogeneityReasons };
  return {
    ...oddsRatio,
    statistic,
    degreesOfFreedom: 1,
    pValue,
    alternative: resolved.alternative,
    homogeneity,
    counts: { total: strata.reduce((total, { n }) => total + n, 0), strata: strata.length, informative: informative.length },
    method: {
      name: "cochran-mantel-haenszel-test",
      options: { continuityCorrection, ...resolved },
      reference: "Mantel & Haenszel 1959, doi:10.1093/jnci/22.4.719; Robins, Breslow & Greenland 1986, doi:10.2307/2531052",
    },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

function scoreTest(strata: readonly Stratum[], alternative: Alternative, continuityCorrection: boolean): { readonly statistic: number; readonly pValue: number } {
  // a − E is (ad − bc)/n.
  const excess = sum(strata.map(({ a, b, c, d, n }) => (a * d - b * c) / n));
  const variance = sum(strata.map(({ a, b, c, d, n }) => ((a + b) / n) * ((c + d) / n) * (a + c) * ((b + d) / (n - 1))));
  const corrected = continuityCorrection ? Math.sign(excess) * Math.max(0, Math.abs(excess) - 0.5) : excess;
  const z = corrected / Math.sqrt(variance);
  return { statistic: z ** 2, pValue: pValueOf(normalTails(z), alternative) };
}
