import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantile, betaTails } from "../../src/numeric/beta.ts";
import { chiSquareTails } from "../../src/numeric/chiSquare.ts";
import { fQuantile, fTails } from "../../src/numeric/fDistribution.ts";
import { findRoot } from "../../src/numeric/findRoot.ts";
import { hypergeometricTails, logHypergeometricDensity } from "../../src/numeric/hypergeometric.ts";
import { leastSquares } from "../../src/numeric/leastSquares.ts";
import { logGamma } from "../../src/numeric/logGamma.ts";
import { noncentralHypergeometric } from "../../src/numeric/noncentralHypergeometric.ts";
import { noncentralTTails } from "../../src/numeric/noncentralT.ts";
import { studentTTails } from "../../src/numeric/studentT.ts";
import { mean, sum, sumOfSquaredDeviations } from "../../src/numeric/sum.ts";
import type { Tail } from "../../src/numeric/Tails.ts";
import { naiveSum } from "../naive/numeric.ts";
import { relativeError } from "./accuracy.ts";
import type { Distribution } from "./distributions.ts";
import { continuous } from "./distributions.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const powerOf10 = (min: number, max: number) => between(min, max).map((exponent) => 10 ** exponent);
const degrees = fc.oneof(powerOf10(-0.3, 8), fc.integer({ min: 1, max: 300 }));
const shape = powerOf10(-2, 8);
const probability = fc.oneof(powerOf10(-290, -0.31), between(0.001, 0.999));
const tail = fc.constantFrom<Tail>("lower", "upper");
const parameters: Readonly<Record<keyof typeof continuous, fc.Arbitrary<number[]>>> = {
  beta: fc.tuple(shape, shape),
  chiSquare: fc.tuple(degrees),
  fDistribution: fc.tuple(degrees, degrees),
  normal: fc.constant([]),
  studentT: fc.tuple(degrees),
};
const runs = { numRuns: 2000 };

for (const [name, { tails, quantile }] of Object.entries<Distribution>(continuous)) {
  const arbitrary = parameters[name as keyof typeof continuous];
  describe(name, () => {
    it("the tails are probabilities and add up to 1", () => {
      fc.assert(
        fc.property(arbitrary, probability, tail, (rest, p, side) => {
          const { lower, upper } = tails([quantile([p, ...rest], side), ...rest]);
          expect(Math.min(lower, upper)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(lower + upper - 1)).toBeLessThan(3e-16);
        }),
        runs,
      );
    });

    it("the tail at a quantile is its probability, as far as a rounded quantile allows", () => {
      fc.assert(
        fc.property(arbitrary, probability, tail, (rest, p, side) => {
          const x = quantile([p, ...rest], side);
          fc.pre(x === 0 || (Math.abs(x) > 1e-290 && Math.abs(x) < 1e290));
          const at = (value: number): number => tails([value, ...rest])[side];
          // Where the neighbouring doubles have the probability between them.
          const step = Math.max(Math.abs(x) * 2 ** -43, 1e-290);
          const ends = [at(x - step), at(x + step)];
          expect(p).toBeGreaterThanOrEqual(Math.min(...ends) * (1 - 1e-12));
          expect(p).toBeLessThanOrEqual(Math.max(...ends) * (1 + 1e-12));
        }),
        runs,
      );
    });

    it("a larger value has less above it, a smaller probability a more extreme quantile", () => {
      fc.assert(
        fc.property(arbitrary, probability, tail, between(1e-9, 0.5), (rest, p, side, fraction) => {
          const x = quantile([p, ...rest], side);
          const further = quantile([p * fraction, ...rest], side);
          expect(side === "upper" ? further >= x : further <= x).toBe(true);
          fc.pre(Number.isFinite(x));
          const larger = x + Math.abs(x) * fraction;
          const first = tails([x, ...rest]);
          const second = tails([larger, ...rest]);
          expect(second.upper).toBeLessThanOrEqual(first.upper * (1 + 1e-12));
          expect(second.lower).toBeGreaterThanOrEqual(first.lower * (1 - 1e-12));
        }),
        runs,
      );
    });

    it("quantiles from the two tails are the same", () => {
      fc.assert(
        fc.property(arbitrary, fc.integer({ min: 1, max: 2 ** 20 - 1 }), (rest, numerator) => {
          // With so few bits, 1 − p is exact.
          const p = numerator / 2 ** 20;
          expect(relativeError(quantile([p, ...rest], "lower"), quantile([1 - p, ...rest], "upper"))).toBeLessThan(1e-15);
        }),
        runs,
      );
    });
  });
}

describe("symmetries", () => {
  it("t and normal: about 0, exactly", () => {
    fc.assert(
      fc.property(between(-1e6, 1e6), degrees, (t, df) => {
        const [left, right] = [studentTTails(t, df), studentTTails(-t, df)];
        expect([left.lower, left.upper]).toEqual([right.upper, right.lower]);
      }),
    );
  });

  it("F: 1/F has its degrees of freedom exchanged", () => {
    fc.assert(
      fc.property(probability, degrees, degrees, tail, (p, first, second, side) => {
        const f = fQuantile(p, first, second, side);
        fc.pre(f > 1e-280 && f < 1e280);
        const other = fQuantile(p, second, first, side === "lower" ? "upper" : "lower");
        expect(relativeError(1 / other, f)).toBeLessThan(1e-12);
      }),
      runs,
    );
  });

  it("beta: 1 − x has a and b exchanged", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 20 - 1 }), shape, shape, (numerator, a, b) => {
        const x = numerator / 2 ** 20;
        const [one, other] = [betaTails(x, a, b), betaTails(1 - x, b, a)];
        for (const [p, q] of [[one.lower, other.upper], [one.upper, other.lower]] as const) {
          if (Math.min(p, q) > 1e-300) expect(relativeError(p, q)).toBeLessThan(1e-12);
        }
      }),
      runs,
    );
  });

  it("t² is F, a beta's odds are F", () => {
    fc.assert(
      fc.property(between(0.01, 30), degrees, (t, df) => {
        const upper = studentTTails(t, df).upper;
        if (upper > 1e-290) expect(relativeError(fTails(t * t, 1, df).upper / 2, upper)).toBeLessThan(1e-11);
      }),
    );
    fc.assert(
      fc.property(probability, degrees, degrees, (p, first, second) => {
        const f = fQuantile(p, first, second, "lower");
        const x = betaQuantile(p, first / 2, second / 2, "lower");
        fc.pre(x < 0.9 && x > 1e-280);
        expect(relativeError((x / (1 - x)) * (second / first), f)).toBeLessThan(1e-11);
      }),
    );
  });

  it("noncentral t: mirrored with its noncentrality, larger with it, and central without", () => {
    fc.assert(
      fc.property(between(-20, 20), powerOf10(0, 6), between(-6, 6), between(0.01, 1), (t, df, delta, more) => {
        const [one, mirrored] = [noncentralTTails(t, df, delta), noncentralTTails(-t, df, -delta)];
        expect(relativeError(one.lower, mirrored.upper)).toBeLessThan(1e-14);
        expect(Math.abs(one.lower + one.upper - 1)).toBeLessThan(1e-13);
        expect(noncentralTTails(t, df, delta + more).upper).toBeGreaterThanOrEqual(one.upper * (1 - 1e-12));
        expect(relativeError(noncentralTTails(t, df, 0).lower, studentTTails(t, df).lower)).toBeLessThan(1e-12);
      }),
      { numRuns: 300 },
    );
  });

  it("chi-square is additive in its density's exponent: upper tail recurrence Q(ν + 2) − Q(ν) = (x/2)^(ν/2) e^(−x/2) / Γ(ν/2 + 1)", () => {
    fc.assert(
      fc.property(between(0.1, 60), between(0.5, 60), (x, df) => {
        const step = Math.exp((df / 2) * Math.log(x / 2) - x / 2 - logGamma(df / 2 + 1));
        expect(Math.abs(chiSquareTails(x, df + 2).upper - chiSquareTails(x, df).upper - step)).toBeLessThan(1e-14);
      }),
    );
  });
});

describe("counts", () => {
  const urn = fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }), between(0, 1), between(0, 1))
    .map(([successes, failures, drawn, at]) => {
      const draws = Math.round(drawn * (successes + failures));
      const from = Math.max(0, draws - failures);
      const to = Math.min(draws, successes);
      return { urn: { successes, failures, draws }, x: from + Math.round(at * (to - from)) };
    });

  it("both tails include the point: they add up to 1 and its density", () => {
    fc.assert(
      fc.property(urn, ({ urn, x }) => {
        const { lower, upper } = hypergeometricTails(x, urn);
        expect(Math.abs(lower + upper - 1 - Math.exp(logHypergeometricDensity(x, urn)))).toBeLessThan(1e-14);
      }),
      runs,
    );
  });

  it("the roles of successes and draws can be exchanged", () => {
    fc.assert(
      fc.property(urn, ({ urn: { successes, failures, draws }, x }) => {
        const exchanged = { successes: draws, failures: successes + failures - draws, draws: successes };
        expect(Math.abs(logHypergeometricDensity(x, exchanged) - logHypergeometricDensity(x, { successes, failures, draws }))).toBeLessThan(1e-12);
      }),
    );
  });

  it("an odds ratio of 1 is none; the densities add up to 1; a larger one raises the mean", () => {
    fc.assert(
      fc.property(urn, powerOf10(-3, 3), between(1.01, 2), ({ urn, x }, oddsRatio, factor) => {
        const central = noncentralHypergeometric({ ...urn, oddsRatio: 1 });
        const tails = hypergeometricTails(x, urn);
        if (tails.lower > 1e-290) expect(relativeError(central.tails(x).lower, tails.lower)).toBeLessThan(1e-12);
        if (tails.upper > 1e-290) expect(relativeError(central.tails(x).upper, tails.upper)).toBeLessThan(1e-12);
        const one = noncentralHypergeometric({ ...urn, oddsRatio });
        expect(Math.abs(sum(one.density) - 1)).toBeLessThan(1e-14);
        expect(noncentralHypergeometric({ ...urn, oddsRatio: oddsRatio * factor }).mean).toBeGreaterThanOrEqual(one.mean * (1 - 1e-13));
      }),
    );
  });
});

describe("sums, roots and fits", () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000), powerOf10(-10, 12)), { minLength: 1, maxLength: 60 });

  it("a sum is the exact one, rounded, in any order", () => {
    fc.assert(
      fc.property(values, (list) => {
        const exact = naiveSum(list);
        const size = list.reduce((total, value) => total + Math.abs(value), 0);
        // Either neighbour where the sum is halfway between them, and a second-order term where the values cancel.
        const allowed = Math.abs(exact) * 2 ** -52 + size * 2 ** -98;
        expect(Math.abs(sum(list) - exact)).toBeLessThanOrEqual(allowed);
        expect(Math.abs(sum([...list].reverse()) - exact)).toBeLessThanOrEqual(allowed);
      }),
      runs,
    );
  });

  it("a mean lies among its values, and squared deviations are not negative", () => {
    fc.assert(
      fc.property(values, (list) => {
        expect(mean(list)).toBeGreaterThanOrEqual(Math.min(...list));
        expect(mean(list)).toBeLessThanOrEqual(Math.max(...list));
        expect(sumOfSquaredDeviations(list)).toBeGreaterThanOrEqual(0);
        expect(sumOfSquaredDeviations(list) === 0).toBe(list.every((value) => value === list[0]));
      }),
      runs,
    );
  });

  it("a root is found where a rising function crosses zero", () => {
    fc.assert(
      fc.property(between(-1e3, 1e3), between(0.1, 9), between(1e-3, 1e3), between(1e-3, 1e3), (root, power, left, right) => {
        const f = (x: number): number => Math.sign(x - root) * Math.abs(x - root) ** power;
        const found = findRoot(f, { from: root - left, to: root + right });
        // |x − root|^9 vanishes only below 1e-36.
        expect(Math.abs(found - root)).toBeLessThanOrEqual(Math.max(Math.abs(root) * 2 ** -51, 1e-35));
      }),
      runs,
    );
  });

  it("least squares of an exact combination gives it back; residuals are orthogonal to the columns", () => {
    const whole = fc.integer({ min: -20, max: 20 });
    const design = fc
      .tuple(fc.integer({ min: 6, max: 15 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, size]) =>
        fc.tuple(
          fc.array(fc.array(whole, { minLength: rows, maxLength: rows }), { minLength: size, maxLength: size }),
          fc.array(whole, { minLength: size, maxLength: size }),
          fc.array(between(-10, 10), { minLength: rows, maxLength: rows }),
        ),
      );
    fc.assert(
      fc.property(design, ([columns, weights, noise]) => {
        const exact = leastSquares(columns, noise.map((_, row) => columns.reduce((total, column, i) => total + weights[i]! * column[row]!, 0)));
        if (exact.aliased.length === 0) {
          weights.forEach((weight, index) => expect(exact.coefficients[index]).toBeCloseTo(weight, 8));
        }
        expect(exact.residualSumOfSquares).toBeLessThan(1e-18);
        const { residuals } = leastSquares(columns, noise);
        for (const column of columns) expect(sum(column.map((value, row) => value * residuals[row]!))).toBeCloseTo(0, 9);
      }),
      runs,
    );
  });
});
