import { chiSquareTails } from "../numeric/chiSquare.ts";
import { sum } from "../numeric/sum.ts";
import type { Method } from "../result/Method.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { ContingencyTable, Counts } from "./contingencyTable.ts";
import { expectedCounts, readContingencyTable, smallestOf } from "./contingencyTable.ts";

export interface PearsonChiSquareTestOptions {
  /** Yates's continuity correction, for a 2 × 2 table only. Default false. */
  readonly continuityCorrection?: boolean;
}

export interface PearsonChiSquareTestResult {
  readonly statistic: number;
  /** (rows − 1)(columns − 1) */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Counts expected if rows and columns were independent, in the order of the input. */
  readonly expected: readonly (readonly number[])[];
  readonly smallestExpectedCount: number;
  readonly counts: { readonly total: number; readonly rows: readonly number[]; readonly columns: readonly number[] };
  readonly method: Method<"pearson-chi-square-test", Required<PearsonChiSquareTestOptions>>;
}

/**
 * Pearson's χ² test of independence in a table of counts: whether the columns (outcomes) are distributed alike in all rows
 * (groups).
 *
 * Use it for independent participants, each counted in one cell, when every expected count is at least 5
 * (`smallestExpectedCount`); `fisherExactTest` otherwise. `counts` is a list of rows, at least 2 × 2, of whole numbers;
 * participants without an outcome are left out before. The p-value has no direction. Without Yates's correction unless
 * asked: it makes the test conservative. The correction is |observed − expected| − ½ in each cell, never below 0.
 *
 * R: `chisq.test(correct = FALSE)`, whose own default is to correct 2 × 2 tables; SAS: PROC FREQ, "Chi-Square" and
 * "Continuity Adj. Chi-Square".
 *
 * @throws TrialwiseError `empty-table` when a row or a column adds up to zero: leave it out, it holds no information
 * @throws RangeError, TypeError for counts that are negative or not whole, rows of unequal length, a continuity correction
 *   of a table larger than 2 × 2
 *
 * Source: Pearson 1900 (https://doi.org/10.1080/14786440009463897); Yates 1934 (https://doi.org/10.2307/2983604).
 *
 * @example Participants with and without at least 50 % improvement in Oh 2018 (https://doi.org/10.1002/ana.25302)
 * ```ts
 * import { pearsonChiSquareTest } from "trialwise";
 *
 * const result = pearsonChiSquareTest([[22, 10], [5, 22]]);
 * result.statistic; // => 14.88689
 * result.pValue; // => 0.0001141536
 * result.smallestExpectedCount; // => 12.35593
 * ```
 */
export function pearsonChiSquareTest(counts: Counts, options: PearsonChiSquareTestOptions = {}): PearsonChiSquareTestResult {
  checkOptionKeys("pearsonChiSquareTest", options, ["continuityCorrection"]);
  const { continuityCorrection = false } = options;
  if (typeof continuityCorrection !== "boolean") {
    throw new TypeError(`pearsonChiSquareTest: continuityCorrection must be true or false; received ${show(continuityCorrection)}`);
  }
  const table = readContingencyTable("pearsonChiSquareTest", counts);
  const { rowTotals, columnTotals, total } = table;
  if (continuityCorrection && (rowTotals.length > 2 || columnTotals.length > 2)) {
    throw new RangeError(
      `pearsonChiSquareTest: continuityCorrection is for 2 × 2 tables; received counts of ${rowTotals.length} × ${columnTotals.length}`,
    );
  }
  checkNoEmptyLine("row", rowTotals);
  checkNoEmptyLine("column", columnTotals);
  const expected = expectedCounts(table);
  const statistic = pearsonStatistic(table, continuityCorrection);
  const degreesOfFreedom = (rowTotals.length - 1) * (columnTotals.length - 1);
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
    expected,
    smallestExpectedCount: smallestOf(expected),
    counts: { total, rows: rowTotals, columns: columnTotals },
    method: {
      name: "pearson-chi-square-test",
      options: { continuityCorrection },
      reference: continuityCorrection ? "Yates 1934, doi:10.2307/2983604" : "Pearson 1900, doi:10.1080/14786440009463897",
    },
  };
}

/** The statistic of a table without empty rows or columns. */
export function pearsonStatistic({ counts, rowTotals, columnTotals, total }: ContingencyTable, continuityCorrection = false): number {
  const terms = counts.flatMap((row, i) =>
    row.map((observed, j) => {
      const deviation = Math.abs(deviationFromExpected(observed, rowTotals[i]!, columnTotals[j]!, total));
      const corrected = continuityCorrection ? Math.max(0, deviation - 0.5) : deviation;
      return corrected ** 2 / ((rowTotals[i]! * columnTotals[j]!) / total);
    }),
  );
  return sum(terms);
}

/** observed − expected, in whole numbers until the division: the products may have more digits than a double holds. */
function deviationFromExpected(observed: number, rowTotal: number, columnTotal: number, total: number): number {
  return Number(BigInt(observed) * BigInt(total) - BigInt(rowTotal) * BigInt(columnTotal)) / total;
}

function checkNoEmptyLine(line: "row" | "column", totals: readonly number[]): void {
  const empty = totals.indexOf(0);
  if (empty < 0) return;
  throw new TrialwiseError({
    code: "empty-table",
    message: `pearsonChiSquareTest: ${line} ${empty} of counts adds up to zero and holds no information; leave it out`,
    required: "rows and columns that add up to more than zero",
    observed: 0,
  });
}
