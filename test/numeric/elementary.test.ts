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
import { powerOfTwo, powerOfTwoBelow, timesPowerOfTwo } from "../../src/numeric/elementary/powerOfTwo.ts";
import { sin } from "../../src/numeric/elementary/sin.ts";
import { naiveExp, naiveExpm1, naiveLog, naiveLog1p, naivePower, naiveSin, naiveTanh } from "../naive/elementary.ts";
import { expectUlps, readFixture, ulpOf, type UlpRow } from "./accuracy.ts";

type Functions = Readonly<Record<string, readonly [compute: (...point: number[]) => number, worst: number]>>;

/** What docs/distributions.md promises, in units of the last place. */
const functions: Functions = {
  exp: [exp, 0.8],
  log: [log, 0.85],
  log1p: [log1p, 1.5],
  expm1: [expm1, 1.4],
  power: [power, 1.9],
  log2: [log2, 0.51],
  log10: [log10, 0.51],
  tanh: [tanh, 2.5],
  sinh: [sinh, 1.9],
  cosh: [cosh, 1.1],
  atanh: [atanh, 1.9],
  asin: [asin, 1.6],
  sin: [sin, 1.6],
  hypot: [hypot, 1.5],
};

const fixture = readFixture<Readonly<Record<string, readonly UlpRow[]>>>("elementary");

describe("elementary functions", () => {
  it.each(Object.entries(functions))("%s has the error that is promised, against mpmath at 60 digits", (name, [compute, worst]) => {
    expectUlps(fixture[name]!, compute, worst);
  });

  it("every function of the fixture is compared", () => {
    expect(Object.keys(fixture).filter((name) => name !== "generator")).toEqual(Object.keys(functions));
  });

  const some = Array.from({ length: 60 }, (_, index) => ((index * 37) % 61) / 7 - 4 + index * 1e-3);
  const tiny = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 1 : -1) * (1 + index / 21) * 2 ** (-4 * index));
  const naive: readonly (readonly [string, (...point: number[]) => number, (...point: number[]) => number, number, readonly (readonly number[])[]])[] = [
    ["exp", exp, naiveExp, 1, [...some, ...some.map((x) => 20 * x), ...tiny].map((x) => [x])],
    ["expm1", expm1, naiveExpm1, 2, [...some, ...tiny].map((x) => [x])],
    ["log", log, naiveLog, 1, [...some.map(Math.abs), ...some.map((x) => 2 ** Math.round(8 * x) * (1 + Math.abs(x) / 9)), ...tiny.map((x) => 1 + x / 2)].filter((x) => x > 0).map((x) => [x])],
    ["log1p", log1p, naiveLog1p, 2, [...some.map((x) => Math.abs(x)), ...tiny.map((x) => x / 2)].map((x) => [x])],
    ["power", power, naivePower, 2, some.flatMap((x, index) => [[Math.abs(x), index / 9 - 3], [1 + x / 1e3, 40 * index - 900]])],
    ["tanh", tanh, naiveTanh, 3, [...some, ...tiny].map((x) => [x])],
    ["sin", sin, naiveSin, 2, [...some.map((x) => x / 4), ...tiny].filter((x) => Math.abs(x) < 1.57).map((x) => [x])],
  ];
  it.each(naive)("%s has the value of a second implementation in whole numbers", (_, compute, second, ulps, points) => {
    expect(points.length).toBeGreaterThan(60);
    for (const point of points) {
      const expected = second(...point);
      expect(Math.abs(compute(...point) - expected), point.join()).toBeLessThanOrEqual(ulps * ulpOf(expected));
    }
  });

  it.each<readonly [name: string, compute: (x: number) => number, cases: readonly (readonly [x: number, value: number])[]]>([
    ["exp", exp, [[0, 1], [-0, 1], [Infinity, Infinity], [-Infinity, 0], [709.782712893384, 1.7976931348622732e308], [709.7827128933841, Infinity], [1e308, Infinity], [-745.1332191019411, 5e-324], [-745.1332191019412, 0], [-1e308, 0], [1, Math.E], [5e-324, 1]]],
    ["log", log, [[1, 0], [0, -Infinity], [-0, -Infinity], [Infinity, Infinity], [-1, NaN], [-5e-324, NaN], [-Infinity, NaN], [2, Math.LN2], [Math.E, 1]]],
    ["log1p", log1p, [[0, 0], [-0, -0], [-1, -Infinity], [-1.5, NaN], [-Infinity, NaN], [Infinity, Infinity], [5e-324, 5e-324], [-1e-200, -1e-200]]],
    ["expm1", expm1, [[0, 0], [-0, -0], [Infinity, Infinity], [-Infinity, -1], [-50, -1], [710, Infinity], [5e-324, 5e-324], [-1e-200, -1e-200]]],
    ["log2", log2, [[1, 0], [8, 3], [2 ** -1074, -1074], [2 ** 1023, 1023], [0, -Infinity], [-1, NaN], [Infinity, Infinity]]],
    ["log10", log10, [[1, 0], [1000, 3], [1e-5, -5], [1e22, 22], [0, -Infinity], [-1, NaN], [Infinity, Infinity]]],
    ["tanh", tanh, [[0, 0], [-0, -0], [Infinity, 1], [-Infinity, -1], [25, 1]]],
    ["sinh", sinh, [[0, 0], [-0, -0], [Infinity, Infinity], [-Infinity, -Infinity], [710.475860073944, Infinity]]],
    ["cosh", cosh, [[0, 1], [-0, 1], [Infinity, Infinity], [-Infinity, Infinity], [710.475860073944, Infinity]]],
    ["atanh", atanh, [[0, 0], [-0, -0], [1, Infinity], [-1, -Infinity], [2, NaN], [-2, NaN]]],
    ["asin", asin, [[0, 0], [-0, -0], [1, Math.PI / 2], [-1, -Math.PI / 2], [1.5, NaN], [-1.5, NaN]]],
    ["sin", sin, [[0, 0], [-0, -0], [Math.PI / 2, 1], [-Math.PI / 2, -1]]],
  ])("%s at 0, at infinity, at its borders and of what is no number", (_, compute, cases) => {
    for (const [x, value] of [...cases, [NaN, NaN] as const]) expect(compute(x), String(x)).toBe(value);
  });

  it("hypot of nothing, of 0, of infinity, of what is no number, and where squares overflow or vanish", () => {
    expect([hypot(), hypot(0, -0), hypot(-Infinity, 1), hypot(NaN, 1), hypot(-3), hypot(2, 3, 6), hypot(0, 1e300), hypot(5e-324, 0)]).toEqual([0, 0, Infinity, NaN, 3, 7, 1e300, 5e-324]);
    expect(Math.abs(hypot(3e200, -4e200) / 5e200 - 1)).toBeLessThan(3e-16);
  });

  it("a power beyond all doubles is Infinity or 0, however large the exponent is", () => {
    for (const base of [3, 228271847621563550000, 4.33783035044555e124, 1.0001, 1.7976931348623157e308, 1 + 2 ** -52]) {
      for (let doubling = 64; doubling <= 1023; doubling += 7) {
        for (const exponent of [2 ** doubling, 1.37 * 2 ** doubling]) {
          expect([power(base, exponent), power(base, -exponent), power(1 / base, exponent), power(-base, exponent)], `${base} ** ${exponent}`).toEqual([Infinity, 0, 0, Infinity]);
        }
      }
    }
    // Where the product with the logarithm is so large that its own rounding error is, too.
    expect([power(228271847621563550000, 9264362163368944), power(1.860022613064671e-72, -832982713219162.6), power(8.738821954910775e200, 233433295146310.4)]).toEqual([Infinity, Infinity, Infinity]);
  });

  it("power follows JavaScript's own rules at 0, 1, infinity, for negative bases and for what is no number", () => {
    const values = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, -2.5, Infinity, -Infinity, NaN, 1e300, -1e300];
    for (const base of values) {
      for (const exponent of [0, -0, 1, -1, 2, -2, 3, 1e9, 1e300, -1e300, 0.5, Infinity, -Infinity, NaN]) {
        const [actual, engines] = [power(base, exponent), Math.pow(base, exponent)];
        const isExact = engines === 0 || !Number.isFinite(engines) || Number.isInteger(engines);
        if (isExact) expect(actual, `${base} ** ${exponent}`).toBe(engines);
        else expect(Math.abs(actual / engines - 1), `${base} ** ${exponent}`).toBeLessThan(4e-16);
      }
    }
  });

  it("a power that is a whole number below 2^53 is that number, and so are powers of two and ten", () => {
    for (let base = 2; base <= 40; base++) {
      for (let exponent = 1, exact = BigInt(base); exact < 2n ** 53n; exponent++, exact *= BigInt(base)) {
        expect(power(base, exponent)).toBe(Number(exact));
        expect(power(-base, exponent)).toBe(exponent % 2 === 0 ? Number(exact) : -Number(exact));
        expect(power(Number(exact), 1 / 2) ** 2 === Number(exact) || !Number.isInteger(Math.sqrt(Number(exact)))).toBe(true);
      }
    }
    for (let k = 0; k <= 22; k++) expect(power(10, k)).toBe(Number(`1e${k}`));
    for (let k = -1074; k <= 1023; k++) expect(power(2, k)).toBe(timesPowerOfTwo(1, k));
  });

  it("powers of two, the part of a number before them, and the power below it are exact", () => {
    let expected = 5e-324;
    for (let k = -1074; k <= 1023; k++, expected *= 2) {
      expect(timesPowerOfTwo(1, k)).toBe(expected);
      if (k > -1023) expect(powerOfTwo(k)).toBe(expected);
      expect(powerOfTwoBelow(expected)).toBe(expected);
      expect(mantissaOf(expected)).toEqual({ m: 1, k });
      if (k > -1022) expect(powerOfTwoBelow(expected * 1.9999999999999998)).toBe(expected);
    }
    expect(timesPowerOfTwo(1.5, -1074)).toBe(1e-323);
    // Rounded once, to even: two and a half of the smallest are two.
    expect(timesPowerOfTwo(1.25, -1073)).toBe(1e-323);
    expect([0, Infinity, NaN].map(powerOfTwoBelow)).toEqual([0, Infinity, NaN]);
  });
});
