import { describe, expect, it } from "vitest";
import { semidefiniteRoot } from "../../src/numeric/semidefiniteRoot.ts";

const rowsOf = (matrix: readonly (readonly number[])[]) => semidefiniteRoot(matrix)?.map((row) => [...row]) ?? null;

describe("semidefiniteRoot", () => {
  it("is Cholesky's triangle where the matrix is definite", () => {
    // [2 0 0; 6 1 0; −8 5 3] times its transpose, a textbook's example.
    expect(rowsOf([[4, 12, -16], [12, 37, -43], [-16, -43, 98]])).toEqual([[2, 0, 0], [6, 1, 0], [-8, 5, 3]]);
  });

  it("takes matrices of lower rank", () => {
    expect(rowsOf([[4, 2], [2, 1]])).toEqual([[2, 0], [1, 0]]);
    expect(rowsOf([[0, 0, 0], [0, 9, 3], [0, 3, 1]])).toEqual([[0, 0, 0], [0, 3, 0], [0, 1, 0]]);
    expect(rowsOf([[1, 0.1, 0.1], [0.1, 1, 1], [0.1, 1, 1]])?.[2]?.[2]).toBe(0);
    expect(rowsOf([])).toEqual([]);
  });

  it("refuses a negative variance in any direction", () => {
    expect(rowsOf([[1, 2], [2, 1]])).toBeNull();
    expect(rowsOf([[-1]])).toBeNull();
    expect(rowsOf([[0, 1], [1, 5]])).toBeNull();
    expect(rowsOf([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]])).toBeNull();
  });
});
