import { describe, expect, it } from "vitest";
import { compressBlocks } from "../../src/numeric/compressBlocks.ts";
import { choleskyInPlace, invertLower, solveLowerInPlace } from "../../src/numeric/cholesky.ts";
import type { SecondOrder } from "../../src/numeric/minimise.ts";
import { minimise } from "../../src/numeric/minimise.ts";
import { orthonormalise } from "../../src/numeric/orthonormalise.ts";
import { symmetricEigen } from "../../src/numeric/symmetricEigen.ts";

describe("Cholesky", () => {
  it("factors the matrix of a textbook, solves with it and inverts it", () => {
    const matrix = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
    expect(choleskyInPlace(matrix, 3)).toBe(true);
    expect([matrix[0], matrix[3], matrix[4], matrix[6], matrix[7], matrix[8]]).toEqual([2, 6, 1, -8, 5, 3]);
    const right = Float64Array.of(2, 7, 0);
    solveLowerInPlace(matrix, 3, right, 1);
    expect([...right]).toEqual([1, 1, 1]);
    const inverse = invertLower(matrix, 3);
    expect([inverse[0], inverse[3], inverse[4]]).toEqual([0.5, -3, 1]);
  });

  it("says when a matrix is not positive definite", () => {
    expect(choleskyInPlace(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
    expect(choleskyInPlace(Float64Array.of(Number.NaN), 1)).toBe(false);
  });
});

describe("eigenvalues", () => {
  it("are those of matrices that have them in closed form", () => {
    // The second difference of size n has 2 − 2 cos(kπ/(n + 1)).
    const size = 6;
    const matrix = Float64Array.from({ length: size * size }, (_, place) => {
      const distance = Math.abs(Math.floor(place / size) - (place % size));
      return distance === 0 ? 2 : distance === 1 ? -1 : 0;
    });
    const { values, vectors } = symmetricEigen(matrix, size);
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (size + 1)), 13);
      const vector = vectors.subarray(k * size, (k + 1) * size);
      vector.forEach((entry, i) => expect(vector.reduce((sum, other, j) => sum + matrix[i * size + j]! * other, 0)).toBeCloseTo(value * entry, 13));
    });
  });

  it("keep small ones beside large ones", () => {
    const { values } = symmetricEigen(Float64Array.of(1e12, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(2 - 1e-12, 13);
  });
});

describe("orthonormal columns", () => {
  it("span the same space, and combinations are found", () => {
    const columns = [Float64Array.of(1, 1, 1, 1), Float64Array.of(2012, 2013, 2014, 2016), Float64Array.of(1, 0, -1, -3), Float64Array.of(0, 1, 0, 0)];
    const { basis, triangle, aliased } = orthonormalise(columns, 1e-11);
    expect(aliased).toEqual([2]);
    basis.forEach((left, i) => basis.forEach((right, j) => expect(left.reduce((sum, value, row) => sum + value * right[row]!, 0)).toBeCloseTo(i === j ? 1 : 0, 14)));
    columns.forEach((column, j) => column.forEach((value, row) => expect(basis.reduce((sum, direction, k) => sum + direction[row]! * triangle[k]![j]!, 0)).toBeCloseTo(value, 10)));
  });
});

describe("minimum", () => {
  const search = (evaluate: (point: Float64Array) => SecondOrder, start: readonly number[]) => {
    const point = Float64Array.from(start);
    return minimise(evaluate, { point, evaluation: evaluate(point) });
  };

  it("of Rosenbrock's valley", () => {
    const { point, converged } = search(
      ([x = 0, y = 0]) => ({
        value: 100 * (y - x * x) ** 2 + (1 - x) ** 2,
        gradient: Float64Array.of(-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)),
        hessian: Float64Array.of(1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200),
      }),
      [-1.2, 1],
    );
    expect(converged).toBe(true);
    expect([...point]).toEqual([expect.closeTo(1, 10), expect.closeTo(1, 10)]);
  });

  it("leaves a saddle point where the gradient is zero", () => {
    const { point, converged } = search(
      ([x = 0, y = 0]) => ({
        value: x ** 4 / 4 - x ** 2 / 2 + y ** 2,
        gradient: Float64Array.of(x ** 3 - x, 2 * y),
        hessian: Float64Array.of(3 * x * x - 1, 0, 0, 2),
      }),
      [0, 0],
    );
    expect(converged).toBe(true);
    expect(Math.abs(point[0]!)).toBeCloseTo(1, 10);
  });

  it("is not claimed where there is none", () => {
    const { converged, iterations } = search(([x = 0]) => ({ value: -x, gradient: Float64Array.of(-1), hessian: Float64Array.of(0) }), [0]);
    expect(converged).toBe(false);
    // The search has an end, also where the function has none.
    expect(iterations).toBe(200);
  });
});

describe("compressed blocks", () => {
  it("have the sum of outer products of the blocks they stand for", () => {
    const size = 3;
    const vectors = Float64Array.from({ length: 40 * size }, (_, place) => (place % size === 2 ? 2 * Math.sin(place - 1) : Math.sin(place - (place % size))));
    const sumOf = (values: Float64Array) =>
      Array.from({ length: size * size }, (_, place) => {
        let total = 0;
        for (let start = 0; start < values.length; start += size) total += values[start + Math.floor(place / size)]! * values[start + (place % size)]!;
        return total;
      });
    const compressed = compressBlocks(vectors, size);
    expect(compressed.length).toBeLessThanOrEqual(size * size);
    sumOf(vectors).forEach((value, place) => expect(sumOf(compressed)[place]).toBeCloseTo(value, 12));
    const few = vectors.subarray(0, 2 * size);
    expect(compressBlocks(few, size)).toBe(few);
  });
});
