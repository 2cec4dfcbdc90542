import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Counts, TwoByTwoCounts } from "./contingencyTable.ts";
import { readContingencyTable } from "./contingencyTable.ts";
import { fisherLargerTable } from "./fisherLargerTable.ts";
import { fisherTwoByTwo } from "./fisherTwoByTwo.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

/** `alternative` is for 2 × 2 tables: a larger table has no direction. `level` is that of the interval, which only they have. */
export type FisherExactTestOptions = TestOptions;

export interface FisherExactTestResult {
  /**
   * 2 × 2 tables only: the conditional maximum likelihood estimate of the odds ratio, (first row's odds of the first column)
   * / (second row's). Not the sample odds ratio ad/(bc).
   */
  readonly estimate?: number | null;
  readonly pValue: number;
  /** 2 × 2 tables only: exact, by inverting the one-sided tests. */
  readonly interval?: Interval;
  readonly alternative: Alternative;
  readonly counts: { readonly total: number; readonly rows: readonly number[]; readonly columns: readonly number[] };
  readonly method: Method<"fisher-exact-test", ResolvedTestOptions>;
  readonly reasons?: Reasons<"estimate" | "interval.upper">;
}

/** The result for a table that is known to have two rows and two columns. */
export interface FisherExactTwoByTwoResult extends FisherExactTestResult {
  readonly estimate: number | null;
  readonly interval: Interval;
}

/**
 * Fisher's exact test of independence in a table of counts, given its row and column totals.
 *
 * Use it where an expected count is below 5, or wherever an exact test is wanted; it is conservative. `counts` is a list of
 * rows (groups), at least 2 × 2, of whole numbers of independent participants.
 *
 * The two-sided p-value is the probability of all tables with the same margins that are no more likely than the observed one
 * (to a relative 1e-7), as in R and SAS; it is not twice a one-sided one. For a 2 × 2 table `alternative: "greater"` means an
 * odds ratio above 1: relatively more of the first row in the first column. The odds ratio is the conditional maximum
 * likelihood estimate, as in R, with an exact interval: a limit holds where a one-sided test reaches (1 − level)/2, so
 * interval and two-sided p-value can disagree about an odds ratio of 1. With a zero count the estimate is 0, or `null` with
 * the reason `"unbounded"`. With alternative `"less"` the lower limit is 0. A row or column of zeros is allowed: it leaves one
 * possible table, p is 1, and the odds ratio is `null` with the reason `"not-defined"`.
 *
 * R: `fisher.test()`, which finds odds ratio and limits to about four digits (6.408309 and 0.3135693 in the example) and has a
 * tolerance of 3.5e-7 for larger tables; SAS: PROC FREQ with EXACT FISHER OR, the sample odds ratio with the same limits.
 *
 * @throws TrialwiseError `empty-table` when every count is zero; `too-much-work` when the margins allow too many tables to
 *   enumerate (a 2 × 2 table: more than 10⁶; a larger one: more than 400 cells or 5 × 10⁶ steps, a few seconds)
 * @throws RangeError, TypeError for counts that are negative or not whole, rows of unequal length, a one-sided alternative
 *   for a table larger than 2 × 2
 *
 * Source: Fisher 1935, J R Stat Soc 98, 39–82 (https://doi.org/10.2307/2342435); exact limits: Fisher 1962
 * (https://doi.org/10.1111/j.1467-842X.1962.tb00285.x); larger tables: Mehta & Patel 1983
 * (https://doi.org/10.1080/01621459.1983.10477989).
 *
 * @example Fisher's tea taster: milk or tea first, as poured (rows) and as guessed (columns)
 * ```ts
 * import { fisherExactTest } from "trialwise";
 *
 * const result = fisherExactTest([[3, 1], [1, 3]], { alternative: "greater" });
 * result.pValue; // => 0.24285714
 * result.estimate; // => 6.40832
 * result.interval; // => { "lower": 0.3135738, "upper": null, "level": 0.95 }
 * ```
 */
export function fisherExactTest(counts: TwoByTwoCounts, options?: FisherExactTestOptions): FisherExactTwoByTwoResult;
export function fisherExactTest(counts: Counts, options?: FisherExactTestOptions): FisherExactTestResult;
export function fisherExactTest(counts: Counts, options: FisherExactTestOptions = {}): FisherExactTestResult {
  const resolved = resolveTestOptions("fisherExactTest", options);
  const table = readContingencyTable("fisherExactTest", counts);
  const { rowTotals, columnTotals, total } = table;
  const isTwoByTwo = rowTotals.length === 2 && columnTotals.length === 2;
  if (!isTwoByTwo && resolved.alternative !== "two-sided") {
    throw new RangeError(
      `fisherExactTest: alternative must be "two-sided" for a table of ${rowTotals.length} × ${columnTotals.length}; received "${resolved.alternative}"`,
    );
  }
  return {
    ...(isTwoByTwo ? fisherTwoByTwo("fisherExactTest", table, resolved) : { pValue: fisherLargerTable("fisherExactTest", table) }),
    alternative: resolved.alternative,
    counts: { total, rows: rowTotals, columns: columnTotals },
    method: {
      name: "fisher-exact-test",
      options: resolved,
      reference: isTwoByTwo ? "Fisher 1935, doi:10.2307/2342435; Fisher 1962, doi:10.1111/j.1467-842X.1962.tb00285.x" : "Mehta & Patel 1983, doi:10.1080/01621459.1983.10477989",
    },
  };
}
