import { describe, expect, it } from "vitest";
import type { Urn } from "../../src/numeric/hypergeometric.ts";
import { hypergeometricTails, logHypergeometricDensity } from "../../src/numeric/hypergeometric.ts";
import { noncentralHypergeometric } from "../../src/numeric/noncentralHypergeometric.ts";
import type { TailsRow } from "./accuracy.ts";
import { expectAccurate, expectTails, readFixture, relativeError } from "./accuracy.ts";

type Point = readonly [x: number, successes: number, failures: number, draws: number];
type Pair = readonly [number, number];

const urnOf = ([, successes, failures, draws]: readonly [number, number, number, number, ...unknown[]]): Urn => ({ successes, failures, draws });

describe("hypergeometric distribution, against exact fractions", () => {
  const fixture = readFixture<{
    readonly tails: readonly (readonly [Point, number, Pair])[];
    readonly densities: readonly (readonly [Point, number])[];
  }>("hypergeometric");

  it("log density: an absolute error that makes a relative one of 1e-12 in the density", () => {
    const errors = fixture.tails.map(([point, logDensity]) => Math.abs(logHypergeometricDensity(point[0], urnOf(point)) - logDensity));
    expect(Math.max(...errors)).toBeLessThan(1e-12);
  });

  it("log density of big urns, where the density itself may be below the smallest double", () => {
    const errors = fixture.densities.map(
      ([point, logDensity]) => Math.abs(logHypergeometricDensity(point[0], urnOf(point)) - logDensity) / Math.max(1, Math.abs(logDensity)),
    );
    expect(Math.max(...errors)).toBeLessThan(1e-14);
  });

  it("both tails", () => {
    expect(fixture.tails.length).toBeGreaterThanOrEqual(500);
    const rows = fixture.tails.map(([point, , tails]): TailsRow => [point, tails]);
    expectTails(rows, ([x, successes, failures, draws]) => hypergeometricTails(x!, { successes: successes!, failures: failures!, draws: draws! }), 1e-12);
  });

  it("the lady tasting tea (Fisher 1935): all four cups right by chance once in 70, three or more 17 times", () => {
    const cups = { successes: 4, failures: 4, draws: 4 };
    expect(relativeError(hypergeometricTails(4, cups).upper, 1 / 70)).toBeLessThan(1e-15);
    expect(relativeError(hypergeometricTails(3, cups).upper, 17 / 70)).toBeLessThan(1e-15);
  });

  it("outside its range, and where only one value is possible", () => {
    const urn = { successes: 3, failures: 2, draws: 4 };
    expect(logHypergeometricDensity(1, urn)).toBe(-Infinity);
    expect(logHypergeometricDensity(4, urn)).toBe(-Infinity);
    expect(hypergeometricTails(1, urn)).toEqual({ lower: 0, upper: 1 });
    expect(hypergeometricTails(4, urn)).toEqual({ lower: 1, upper: 0 });
    expect(hypergeometricTails(0, { successes: 0, failures: 5, draws: 2 })).toEqual({ lower: 1, upper: 1 });
    expect(hypergeometricTails(5, { successes: 5, failures: 0, draws: 5 })).toEqual({ lower: 1, upper: 1 });
  });

  it("bad arguments never hang", () => {
    for (const bad of [NaN, Infinity, -5, 1e300, 0.5]) {
      expect(typeof hypergeometricTails(bad, { successes: bad, failures: bad, draws: bad }).lower).toBe("number");
      expect(typeof hypergeometricTails(3, { successes: bad, failures: bad, draws: 7 }).lower).toBe("number");
    }
  });
});

describe("Fisher's noncentral hypergeometric distribution, against exact fractions", () => {
  const fixture = readFixture<{
    readonly cases: readonly (readonly [readonly [number, number, number, number, number], number, number, Pair])[];
  }>("noncentralHypergeometric");
  const computed = fixture.cases.map(([point, density, mean, tails]) => {
    const distribution = noncentralHypergeometric({ ...urnOf(point), oddsRatio: point[4] });
    return { point, density, mean, tails, distribution };
  });

  it("density and mean", () => {
    const cases = computed.flatMap(({ point, density, mean, distribution }) => [
      { of: ["density", ...point], actual: distribution.density[point[0] - distribution.from]!, expected: density },
      { of: ["mean", ...point], actual: distribution.mean, expected: mean },
    ]);
    expectAccurate(cases, 1e-12);
  });

  it("both tails", () => {
    const cases = computed.flatMap(({ point, tails: [lower, upper], distribution }) => {
      const tails = distribution.tails(point[0]);
      return [
        { of: ["lower", ...point], actual: tails.lower, expected: lower },
        { of: ["upper", ...point], actual: tails.upper, expected: upper },
      ];
    });
    expect(cases.length).toBeGreaterThan(600);
    expectAccurate(cases, 1e-12);
  });

  it("its range, and everything at one end for an odds ratio of 0 or Infinity", () => {
    const urn = { successes: 6, failures: 4, draws: 7 };
    const none = noncentralHypergeometric({ ...urn, oddsRatio: 0 });
    expect([none.from, none.to, none.mean, none.density[0]]).toEqual([3, 6, 3, 1]);
    const all = noncentralHypergeometric({ ...urn, oddsRatio: Infinity });
    expect([all.mean, all.density[3]]).toEqual([6, 1]);
    expect(all.tails(2)).toEqual({ lower: 0, upper: 1 });
    expect(all.tails(7)).toEqual({ lower: 1, upper: 0 });
  });

  it("refuses an urn too big for any array instead of hanging", () => {
    expect(() => noncentralHypergeometric({ successes: 1e300, failures: 1e300, draws: 1e300, oddsRatio: 1 })).toThrow(RangeError);
  });
});
