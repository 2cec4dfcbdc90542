import { describe, expect, it } from "vitest";
import { isEstimable, linearDependencies } from "../../src/numeric/linearDependencies.ts";
import { boundsOf, segmentFrom, segmentOf, timeTolerance, timeWithin } from "../../src/numeric/segments.ts";

describe("segments", () => {
  const segments = { knots: [0, 4], tolerance: timeTolerance(6) };

  it("a time at a knot, or within rounding of it, ends a segment and begins the next", () => {
    expect([-3, 0, 1e-16, 1, 4, 6].map((time) => segmentOf(segments, time))).toEqual([0, 0, 0, 1, 1, 2]);
    expect([-3, 0, -1e-16, 1, 4, 6].map((time) => segmentFrom(segments, time))).toEqual([0, 1, 1, 1, 2, 2]);
    expect([0, 1, 2].map((segment) => boundsOf(segments, segment))).toEqual([
      { from: -Infinity, to: 0 },
      { from: 0, to: 4 },
      { from: 4, to: Infinity },
    ]);
  });

  it("the stretches of the way to a time add up to it", () => {
    for (const time of [-3, 0, 1.5, 4, 6]) {
      expect(timeWithin(segments, 0, time, 0) + timeWithin(segments, 1, time, 0) + timeWithin(segments, 2, time, 4)).toBe(time);
    }
  });
});

describe("linear dependencies", () => {
  const columns = [
    [1, 1, 1, 1],
    [0, 0, 0, 0],
    [-3, -2, 0, 0],
    [-5, -3, 1, 1],
    [0, 0, 1, 2],
  ].map((column) => Float64Array.from(column));

  it("name the columns that say something new, and what the others are made of", () => {
    const { independent, dependencies } = linearDependencies(columns, 1e-11);
    expect(independent).toEqual([0, 2, 4]);
    // The fourth is the first + twice the third.
    expect(dependencies.map((weights) => Array.from(weights, (weight) => Math.round(weight * 1e12) / 1e12 + 0))).toEqual([
      [0, 1, 0, 0, 0],
      [-1, 0, -2, 1, 0],
    ]);
    for (const weights of dependencies) {
      for (let row = 0; row < 4; row++) expect(columns.reduce((total, column, index) => total + weights[index]! * column[row]!, 0)).toBeCloseTo(0, 12);
    }
  });

  it("a sum of coefficients is estimable if no dependency changes it", () => {
    const { dependencies } = linearDependencies(columns, 1e-11);
    expect(isEstimable([0, 0, 0, 0, 1], dependencies)).toBe(true);
    expect(isEstimable([0, 1, 0, 0, 0], dependencies)).toBe(false);
    expect(isEstimable([1, 0, 0, 0, 0], dependencies)).toBe(false);
    // A row of the columns is.
    expect(isEstimable([1, 0, -3, -5, 0], dependencies)).toBe(true);
    expect(isEstimable([1, 0, -3, -4, 0], dependencies)).toBe(false);
    expect(isEstimable([0, 1, 0, 0, 0], [])).toBe(true);
  });
});
