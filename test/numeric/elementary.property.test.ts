import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asin } from "../../src/numeric/elementary/asin.ts";
import { exp } from "../../src/numeric/elementary/exp.ts";
import { expm1 } from "../../src/numeric/elementary/expm1.ts";
import { atanh, cosh, sinh, tanh } from "../../src/numeric/elementary/hyperbolic.ts";
import { hypot } from "../../src/numeric/elementary/hypot.ts";
import { log } from "../../src/numeric/elementary/log.ts";
import { log10, log2 } from "../../src/numeric/elementary/logarithms.ts";
import { log1p } from "../../src/numeric/elementary/log1p.ts";
import { mantissaOf } from "../../src/numeric/elementary/mantissaOf.ts";
import { power } from "../../src/numeric/elementary/power.ts";
import { powerOfTwoBelow, timesPowerOfTwo } from "../../src/numeric/elementary/powerOfTwo.ts";
import { sin } from "../../src/numeric/elementary/sin.ts";
import { ulpOf } from "./accuracy.ts";

const runs = { numRuns: 5000 };
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const positive = fc.oneof(between(5e-324, Number.MAX_VALUE), between(0.1, 10), between(-1074, 1023.9).map((exponent) => 2 ** exponent)).filter((x) => x > 0);
const any = fc.oneof(between(-740, 709), between(-2, 2), between(-1074, 8).map((exponent) => 2 ** exponent), between(-1074, 8).map((exponent) => -(2 ** exponent)));
/** One half of the distance between 1 and the next number. */
const rounding = 2 ** -53;

function next(x: number): number {
  return x + ulpOf(x) * (x < 0 && Number.isInteger(Math.log2(-x)) ? 0.5 : 1);
}

describe("elementary functions", () => {
  it("exp and log undo each other, as far as rounding allows", () => {
    fc.assert(fc.property(positive, (x) => Math.abs(exp(log(x)) / x - 1) <= (2 * Math.abs(log(x)) + 3) * rounding + (x < 2 ** -1020 ? 2 ** -1074 / x : 0)), runs);
    fc.assert(fc.property(between(-700, 700), (x) => Math.abs(log(exp(x)) - x) <= 3 * rounding + 2 * ulpOf(x)), runs);
    fc.assert(fc.property(any.filter((x) => x > -30), (x) => Math.abs(log1p(expm1(x)) - x) <= (x < -1 ? 4 * rounding * exp(-x) : 0) + 4 * ulpOf(x)), runs);
    fc.assert(fc.property(between(-0.99, 0.99), (x) => Math.abs(tanh(atanh(x)) - x) <= 5 * ulpOf(x)), runs);
    fc.assert(fc.property(between(-1, 1), (x) => Math.abs(sin(asin(x)) - x) <= 4 * ulpOf(x)), runs);
  });

  it("a sum becomes a product, and a product a sum", () => {
    fc.assert(fc.property(any.filter((x) => Math.abs(x) < 700), (x) => Math.abs(exp(x) * exp(-x) - 1) <= 4 * rounding), runs);
    fc.assert(
      fc.property(positive, positive, (x, y) => {
        fc.pre(x * y > 1e-300 && x * y < Infinity);
        expect(Math.abs(log(x * y) - (log(x) + log(y)))).toBeLessThanOrEqual(2 * (ulpOf(log(x)) + ulpOf(log(y)) + ulpOf(log(x * y))) + 2 * rounding);
      }),
      runs,
    );
    fc.assert(
      fc.property(between(0.01, 100), between(-20, 20), between(-20, 20), (x, a, b) => {
        const [left, right] = [power(x, a) * power(x, b), power(x, a + b)];
        // a + b is rounded before it is an exponent.
        expect(Math.abs(left / right - 1)).toBeLessThanOrEqual((8 + 40 * Math.abs(log(x))) * rounding);
      }),
      runs,
    );
  });

  it("neighbours come in order, but for the last place", () => {
    const rising: readonly (readonly [fc.Arbitrary<number>, (x: number) => number])[] = [
      [any, exp],
      [positive, log],
      [positive, log2],
      [positive, log10],
      [any, expm1],
      [between(-0.999, 1e6), log1p],
      [any, tanh],
      [any, sinh],
      [between(-0.99, 0.99), asin],
      [between(-0.99, 0.99), atanh],
      [positive, (x) => power(x, 0.37)],
    ];
    for (const [arbitrary, compute] of rising) {
      fc.assert(
        fc.property(arbitrary, (x) => {
          const [here, there] = [compute(x), compute(next(x))];
          expect(there).toBeGreaterThanOrEqual(here - ulpOf(here));
          expect(compute(x + 16 * ulpOf(x))).toBeGreaterThanOrEqual(here);
        }),
        runs,
      );
    }
  });

  it("what is odd is odd, what is even is even, to the last bit", () => {
    for (const odd of [tanh, sinh, atanh, asin, sin]) fc.assert(fc.property(between(-1, 1), (x) => odd(-x) === -odd(x)), runs);
    fc.assert(fc.property(any, (x) => cosh(-x) === cosh(x)), runs);
    fc.assert(fc.property(any, any, (x, y) => hypot(-y, x) === hypot(y, -x)), runs);
  });

  it("hyperbolic functions are those of the exponential", () => {
    fc.assert(
      fc.property(between(-300, 300), (x) => {
        expect(Math.abs((cosh(x) + sinh(x)) / exp(x) - 1)).toBeLessThanOrEqual(6 * rounding * (cosh(x) / exp(x)));
        expect(Math.abs(sinh(x) / cosh(x) - tanh(x))).toBeLessThanOrEqual(4 * ulpOf(tanh(x)));
      }),
      runs,
    );
  });

  it("a length lies between its longest side and the sum of its sides, and scales with a power of two to the last bit", () => {
    fc.assert(
      fc.property(between(-1e3, 1e3), between(-1e3, 1e3), between(-1e3, 1e3), (x, y, z) => {
        const length = hypot(x, y, z);
        expect(length).toBeGreaterThanOrEqual(Math.max(Math.abs(x), Math.abs(y), Math.abs(z)));
        expect(length).toBeLessThanOrEqual((Math.abs(x) + Math.abs(y) + Math.abs(z)) * (1 + 4 * rounding));
      }),
      runs,
    );
    fc.assert(fc.property(between(1, 9), between(1, 9), fc.integer({ min: -400, max: 400 }), (x, y, k) => hypot(timesPowerOfTwo(x, k), timesPowerOfTwo(y, k)) === timesPowerOfTwo(hypot(x, y), k)), runs);
  });

  it("a number is its mantissa times a power of two, exactly, and the power below it is at most it", () => {
    fc.assert(
      fc.property(positive, (x) => {
        const { m, k } = mantissaOf(x);
        expect(timesPowerOfTwo(m, k)).toBe(x);
        // The doubles next to √½ and √2 are both above them.
        expect(m >= Math.SQRT1_2 && m < Math.SQRT2).toBe(true);
        expect(powerOfTwoBelow(x) <= x && 2 * powerOfTwoBelow(x) > x).toBe(true);
      }),
      runs,
    );
  });
});
