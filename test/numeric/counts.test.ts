import { incidenceRate } from "trialwise/safety";
import { describe, expect, it } from "vitest";
import { binomialDensity, binomialTails } from "../../src/numeric/binomial.ts";
import { chiSquareQuantile, chiSquareTails } from "../../src/numeric/chiSquare.ts";
import type { QuantileRow, TailsRow } from "./accuracy.ts";
import { expectAccurate, expectQuantiles, expectTails, readFixture, relativeError } from "./accuracy.ts";

type Pair = readonly [number, number];

describe("binomial distribution, against sums of its terms in mpmath", () => {
  const { rows } = readFixture<{ readonly rows: readonly (readonly [readonly [number, number, number], number, Pair])[] }>("binomial");

  it("density", () => {
    expect(rows).toHaveLength(500);
    expectAccurate(rows.map(([point, density]) => ({ of: point, actual: binomialDensity(...point), expected: density })), 1e-12);
  });

  it("both tails", () => {
    expectTails(rows.map(([point, , tails]): TailsRow => [point, tails]), ([x, trials, probability]) => binomialTails(x!, trials!, probability!), 1e-12);
  });

  it("ten tosses of a coin, and the ends of the range", () => {
    expect(relativeError(binomialDensity(3, 10, 0.5), 120 / 1024)).toBeLessThan(1e-15);
    expect(relativeError(binomialTails(3, 10, 0.5).lower, 176 / 1024)).toBeLessThan(1e-14);
    expect(binomialDensity(0, 4, 0.25)).toBeCloseTo(0.75 ** 4, 15);
    expect(binomialDensity(4, 4, 0.25)).toBeCloseTo(0.25 ** 4, 15);
    expect(binomialTails(0, 4, 0.25).upper).toBe(1);
    expect(binomialTails(4, 4, 0.25).lower).toBe(1);
  });
});

describe("Poisson distribution by chi-square, against sums of its terms in mpmath", () => {
  const { rows, means } = readFixture<{
    readonly rows: readonly (readonly [Pair, number, Pair])[];
    readonly means: readonly (readonly [Pair, "lower" | "upper", number])[];
  }>("poisson");

  it("both tails: P(X ≤ x) = P(χ² ≥ 2m) with 2x + 2 degrees of freedom, P(X ≥ x) = P(χ² ≤ 2m) with 2x", () => {
    expect(rows).toHaveLength(300);
    expectTails(
      rows.map(([point, , tails]): TailsRow => [point, tails]),
      ([x, mean]) => ({ lower: chiSquareTails(2 * mean!, 2 * x! + 2).upper, upper: x === 0 ? 1 : chiSquareTails(2 * mean!, 2 * x!).lower }),
      1e-12,
    );
  });

  it("the mean at which a tail has a probability: the limits of an incidence rate", () => {
    expectQuantiles(
      means,
      ([p, x], side) => (side === "lower" ? chiSquareQuantile(p!, 2 * x! + 2, "upper") : chiSquareQuantile(p!, 2 * x!, "lower")) / 2,
      1e-12,
    );
    const limits = means.flatMap(([[p, x], side, mean]) => {
      if (p < 1e-10 || p > 0.49) return [];
      const { interval } = incidenceRate({ events: x, time: 1 }, { level: 1 - 2 * p });
      // The level is a double near 1: its rounding is relative to 1, and the limit follows with less than its own size.
      return [{ of: [p, x, side], actual: side === "lower" ? interval.upper : interval.lower, expected: mean, p }];
    });
    expect(limits.length).toBeGreaterThan(80);
    for (const { actual, expected, p } of limits) expect(relativeError(actual, expected)).toBeLessThan(1e-12 + 1e-15 / p);
  });
});

describe("gamma distribution by chi-square, against integrals in mpmath", () => {
  const { tails, quantiles } = readFixture<{ readonly tails: readonly TailsRow[]; readonly quantiles: readonly QuantileRow[] }>("gamma");

  it("both tails and quantiles: half of χ² with twice the shape as degrees of freedom", () => {
    expect(tails).toHaveLength(200);
    expectTails(tails, ([x, shape]) => chiSquareTails(2 * x!, 2 * shape!), 1e-12);
    expectQuantiles(quantiles, ([p, shape], tail) => chiSquareQuantile(p!, 2 * shape!, tail) / 2, 1e-12);
  });
});

describe("the same against R", () => {
  const r = readFixture<{
    readonly binomial: readonly (readonly [readonly [number, number, number], readonly [number, number, number]])[];
    readonly poisson: readonly TailsRow[];
    readonly gamma: readonly TailsRow[];
    readonly gammaQuantiles: readonly QuantileRow[];
  }>("rCounts");

  it("binomial, Poisson and gamma", () => {
    expect([r.binomial.length, r.poisson.length, r.gamma.length]).toEqual([167, 100, 67]);
    // R's own error: its dbinom has ten digits in 2e7 trials with a probability next to 1.
    expectAccurate(
      r.binomial.map(([point, [density]]) => ({ of: point, actual: binomialDensity(...point), expected: density })),
      1e-9,
    );
    expectTails(
      r.binomial.map(([point, [, lower, upper]]): TailsRow => [point, [lower, upper]]),
      ([x, trials, probability]) => binomialTails(x!, trials!, probability!),
      1e-11,
    );
    expectTails(
      r.poisson,
      ([x, mean]) => ({ lower: chiSquareTails(2 * mean!, 2 * x! + 2).upper, upper: x === 0 ? 1 : chiSquareTails(2 * mean!, 2 * x!).lower }),
      1e-11,
    );
    expectTails(r.gamma, ([x, shape]) => chiSquareTails(2 * x!, 2 * shape!), 1e-11);
    expectQuantiles(r.gammaQuantiles, ([p, shape], tail) => chiSquareQuantile(p!, 2 * shape!, tail) / 2, 1e-11);
  });
});
