import { describe, expect, it } from "vitest";
import { findRoot } from "../../src/numeric/findRoot.ts";

function counted(f: (x: number) => number): { f: (x: number) => number; calls: () => number } {
  let calls = 0;
  return {
    f: (x) => {
      calls += 1;
      return f(x);
    },
    calls: () => calls,
  };
}

describe("findRoot", () => {
  it("finds roots to the last digits, in a dozen steps where the function is smooth", () => {
    const cases: [(x: number) => number, number, number, number][] = [
      [(x) => x ** 3 - 2, 0, 10, Math.cbrt(2)],
      [(x) => Math.exp(x) - 5, -10, 10, Math.log(5)],
      [(x) => 1 / x - 3, 1, 1e-3, 1 / 3],
      [(x) => Math.cos(x), 1, 3, Math.PI / 2],
    ];
    for (const [f, from, to, root] of cases) {
      const { f: g, calls } = counted(f);
      expect(Math.abs(findRoot(g, { from, to }) / root - 1)).toBeLessThan(4e-16);
      expect(calls()).toBeLessThan(20);
    }
  });

  it("stops at its tolerance", () => {
    const { f, calls } = counted((x) => x ** 3 - 2);
    expect(Math.abs(findRoot(f, { from: 0, to: 10, tolerance: 1e-3 }) - Math.cbrt(2))).toBeLessThan(1e-3);
    expect(calls()).toBeLessThan(12);
  });

  it("returns an end that is a root", () => {
    expect(findRoot((x) => x - 1, { from: 1, to: 5 })).toBe(1);
    expect(findRoot((x) => x - 5, { from: 1, to: 5 })).toBe(5);
  });

  it("bears jumps, infinities and flat roots", () => {
    expect(findRoot((x) => (x < 0.1 ? -1 : 1), { from: -10, to: 1e10 })).toBeCloseTo(0.1, 15);
    expect(findRoot((x) => (x <= 0 ? -Infinity : Math.log(x)), { from: -5, to: 8 })).toBeCloseTo(1, 15);
    expect(Math.abs(findRoot((x) => (x - 1) ** 9, { from: -10, to: 10 }) - 1)).toBeLessThan(1e-15);
    expect(Math.abs(findRoot((x) => (x < 0 ? -1 : 1), { from: -1e300, to: 1e10 }))).toBeLessThan(1e-300);
  });

  it("refuses an interval without a change of sign, and gives up at NaN", () => {
    expect(() => findRoot((x) => x, { from: 1, to: 2 })).toThrow("findRoot: no change of sign between 1 (1) and 2 (2)");
    expect(findRoot((x) => (x === -1 ? -1 : x === 1 ? 1 : NaN), { from: -1, to: 1 })).toBeNaN();
  });
});
