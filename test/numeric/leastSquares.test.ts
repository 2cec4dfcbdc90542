import { describe, expect, it } from "vitest";
import { type LeastSquares, leastSquares } from "../../src/numeric/leastSquares.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { expectAccurate, readFixture, relativeError } from "./accuracy.ts";

interface Problem {
  readonly name: string;
  readonly columns: readonly (readonly number[])[];
  readonly response: readonly number[];
  readonly aliased: readonly number[];
  readonly coefficients: readonly number[];
  readonly inverse: readonly (readonly number[])[];
  readonly residualSumOfSquares: number;
}

/**
 * The refined coefficients are right to the last digits whatever the condition of the columns; rounding in (XᵀX)⁻¹, which is
 * not refined, is magnified by it (Golub & Van Loan 2013, theorem 5.3.1).
 */
const coefficientTolerance = 1e-14;
const inverseTolerances: Readonly<Record<string, number>> = { longley: 1e-11, polynomial: 1e-6 };

/** (XᵀX)⁻¹ of its root. */
function inverseOf({ inverseRoot }: LeastSquares): number[][] {
  return inverseRoot.map((row) => inverseRoot.map((other) => row.reduce((total, value, k) => total + value * other[k]!, 0)));
}

describe("leastSquares, against exact fractions", () => {
  const { problems } = readFixture<{ readonly problems: readonly Problem[] }>("leastSquares");

  for (const problem of problems) {
    it(problem.name, () => {
      const fit = leastSquares(problem.columns, problem.response);
      expect(fit.aliased).toEqual(problem.aliased);
      const inverse = inverseOf(fit);
      expectAccurate(
        problem.coefficients.map((expected, index) => ({ of: index, actual: fit.coefficients[index]!, expected })),
        coefficientTolerance,
      );
      expectAccurate(
        problem.inverse.flatMap((row, i) => row.map((expected, j) => ({ of: [i, j], actual: inverse[i]![j]!, expected }))),
        inverseTolerances[problem.name] ?? 1e-12,
      );
      // Of the response's own size where the fit is perfect.
      const scale = Math.max(problem.residualSumOfSquares, Math.max(...problem.response.map(Math.abs)) ** 2 * 1e-18);
      expect(Math.abs(fit.residualSumOfSquares - problem.residualSumOfSquares) / scale).toBeLessThan(1e-8);
    });
  }
});

describe("leastSquares", () => {
  it("a hand-worked line: y = 0 + 1.1x through (1, 1), (2, 3), (3, 2), (4, 5), residual sum of squares 2.7", () => {
    const fit = leastSquares([deepFreeze([1, 1, 1, 1]), Float64Array.of(1, 2, 3, 4)], deepFreeze([1, 3, 2, 5]));
    expect(fit.coefficients[0]).toBeCloseTo(0, 14);
    expect(fit.coefficients[1]).toBeCloseTo(1.1, 14);
    expect(fit.residualSumOfSquares).toBeCloseTo(2.7, 14);
    expect([...fit.residuals].map((residual) => Number(residual.toFixed(12)))).toEqual([-0.1, 0.8, -1.3, 0.6]);
    expect(inverseOf(fit).flat().map((value) => Number(value.toFixed(12)))).toEqual([1.5, -0.5, -0.5, 0.2]);
    expect(fit.aliased).toEqual([]);
  });

  it("gives R⁻¹ as an upper triangle, without the columns that are aliased and without a negative zero", () => {
    const { inverseRoot, aliased } = leastSquares([[1, 1, 1, 1, 1], [1, 2, 3, 4, 7], [2, 4, 6, 8, 14], [2, 0, 1, 5, 3]], [3, 1, 4, 1, 5]);
    expect(aliased).toEqual([2]);
    const isUpper = (row: number, column: number) => row <= column && row !== 2 && column !== 2;
    inverseRoot.forEach((row, i) => row.forEach((entry, j) => (isUpper(i, j) ? expect(entry).not.toBe(0) : expect(entry).toBe(0))));
  });

  it("names the aliased columns: repeated, zero, constant twice, more than rows", () => {
    const one = [1, 1, 1, 1];
    const x = [1, 2, 3, 5];
    expect(leastSquares([one, x, x, [0, 0, 0, 0], x.map((value) => 4 - value)], [1, 2, 3, 4]).aliased).toEqual([2, 3, 4]);
    expect(leastSquares([[2, 2, 2, 2], one, x], [1, 2, 3, 4]).aliased).toEqual([1]);
    expect(leastSquares([[1, 1], [1, 2], [4, 7]], [1, 2]).aliased).toEqual([2]);
    // Percentages and their complements in decimals are aliased but for rounding.
    const share = [0.1, 0.35, 0.7, 0.9, 0.2];
    expect(leastSquares([share.map(() => 1), share, share.map((value) => 100 * (1 - value))], share).aliased).toEqual([2]);
  });

  it("an aliased column changes nothing else", () => {
    const columns = [[1, 1, 1, 1, 1], [1, 2, 3, 4, 7], [2, 0, 1, 5, 3]];
    const alone = leastSquares(columns, [3, 1, 4, 1, 5]);
    const more = leastSquares([columns[0]!, columns[1]!, columns[1]!.map((x) => 2 * x - 1), columns[2]!], [3, 1, 4, 1, 5]);
    expect(more.aliased).toEqual([2]);
    expect([more.coefficients[0], more.coefficients[1], more.coefficients[3]]).toEqual(alone.coefficients);
    expect(more.coefficients[2]).toBe(0);
    expect(more.inverseRoot[1]![3]).toBe(alone.inverseRoot[1]![2]);
    expect(more.inverseRoot[2]).toEqual([0, 0, 0, 0]);
  });

  it("columns of any size: units change nothing but the coefficients' units", () => {
    const y = [3, 1, 4, 1, 5, 9];
    const columns = [[1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 7, 9]];
    const fit = leastSquares(columns, y);
    const tiny = leastSquares([columns[0]!, columns[1]!.map((value) => value * 2 ** -700)], y);
    const huge = leastSquares([columns[0]!, columns[1]!.map((value) => value * 2 ** 700)], y);
    expect(tiny.coefficients[1]! * 2 ** -700).toBe(fit.coefficients[1]);
    expect(huge.coefficients[1]! * 2 ** 700).toBe(fit.coefficients[1]);
    expect(tiny.residualSumOfSquares).toBe(fit.residualSumOfSquares);
  });

  it("residuals are orthogonal to the columns and add up to their sum of squares", () => {
    const columns = [[1, 1, 1, 1, 1], [1, 2, 3, 4, 7], [2, 0, 1, 5, 3]];
    const { residuals, residualSumOfSquares } = leastSquares(columns, [3, 1, 4, 1, 5]);
    for (const column of columns) expect(column.reduce((total, value, i) => total + value * residuals[i]!, 0)).toBeCloseTo(0, 13);
    expect(relativeError(residuals.reduce((total, value) => total + value * value, 0), residualSumOfSquares)).toBeLessThan(1e-14);
  });

  it("no columns at all leave the response as residuals", () => {
    const residuals = Float64Array.of(1, 2);
    expect(leastSquares([], residuals)).toEqual({ coefficients: [], inverseRoot: [], residuals, residualSumOfSquares: 5, aliased: [] });
  });
});
