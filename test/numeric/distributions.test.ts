import { describe, expect, it } from "vitest";
import { betaQuantile, betaTails } from "../../src/numeric/beta.ts";
import { chiSquareQuantile, chiSquareTails } from "../../src/numeric/chiSquare.ts";
import { fQuantile, fTails } from "../../src/numeric/fDistribution.ts";
import { noncentralTTails } from "../../src/numeric/noncentralT.ts";
import { normalDensity, normalQuantile, normalTails } from "../../src/numeric/normal.ts";
import { studentTQuantile, studentTTails } from "../../src/numeric/studentT.ts";
import type { DistributionFixture, QuantileRow, TailsRow } from "./accuracy.ts";
import { expectAccurate, expectQuantiles, expectTails, readFixture, relativeError } from "./accuracy.ts";
import { continuous, tailsOf } from "./distributions.ts";

describe("against mpmath", () => {
  // What every file promises: 12 correct digits down to p = 1e-300. The normal distribution promises 14.
  for (const [name, { tails, quantile }] of Object.entries(continuous)) {
    const fixture = readFixture<DistributionFixture>(name);
    const tolerance = name === "normal" ? 1e-14 : 1e-12;
    it(`${name}: both tails`, () => {
      expect(fixture.tails.length).toBeGreaterThan(400);
      expectTails(fixture.tails, tails, tolerance);
    });
    it(`${name}: quantiles from both tails`, () => {
      expect(fixture.quantiles.length).toBeGreaterThan(400);
      expectQuantiles(fixture.quantiles, quantile, tolerance);
    });
  }

  it("noncentralT: both tails", () => {
    const fixture = readFixture<{ readonly tails: readonly TailsRow[] }>("noncentralT");
    expect(fixture.tails.length).toBeGreaterThan(300);
    expectTails(fixture.tails, tailsOf["noncentralT"]!, 1e-12);
  });
});

describe("against R", () => {
  const { tails, quantiles } = readFixture<{
    readonly tails: readonly (readonly [string, ...TailsRow])[];
    readonly quantiles: readonly (readonly [string, ...QuantileRow])[];
  }>("r");
  const r = { tails, quantiles: quantiles.slice(0, -3), wrong: quantiles.slice(-3) };

  for (const [name, compute] of Object.entries(tailsOf)) {
    it(`${name}: both tails`, () => {
      const rows = r.tails.filter(([distribution]) => distribution === name).map(([, point, expected]): TailsRow => [point, expected]);
      expect(rows.length).toBeGreaterThan(90);
      // R's own errors: its noncentral t is good to about 1e-11 absolutely.
      expectTails(rows, compute, name === "noncentralT" ? 1e-8 : 1e-11);
    });
  }

  for (const [name, { quantile }] of Object.entries(continuous)) {
    it(`${name}: quantiles from both tails`, () => {
      const rows = r.quantiles.filter(([distribution]) => distribution === name).map(([, ...row]): QuantileRow => row);
      expect(rows.length).toBeGreaterThan(75);
      expectQuantiles(rows, quantile, 1e-10);
    });
  }

  it("qf is no oracle near 0 or with more than 4e5 degrees of freedom", () => {
    // By mpmath, F(3, 200) has 3.7317918351142e-14 at p = 1e-20; R has 4.4e-14, and 0 at p = 1e-30.
    const ours = r.wrong.map(([, point, tail]) => continuous.fDistribution.quantile(point, tail));
    expect(relativeError(ours[0]!, 3.731791835114202e-14)).toBeLessThan(1e-12);
    r.wrong.forEach(([, [p, first, second], tail, value], index) => {
      expect(relativeError(value, ours[index]!)).toBeGreaterThan(1e-4);
      expect(relativeError(fTails(ours[index]!, first!, second!)[tail], p!)).toBeLessThan(1e-10);
      expect(relativeError(fTails(value, first!, second!)[tail], p!)).toBeGreaterThan(1e-2);
    });
  });
});

describe("published values", () => {
  it("Abramowitz & Stegun, tables 26.1, 26.8, 26.9 and 26.10", () => {
    expect(normalTails(1).lower).toBeCloseTo(0.841344746068543, 14);
    expect(normalDensity(1)).toBeCloseTo(0.24197072451914337, 15);
    expect(chiSquareQuantile(0.05, 10, "upper")).toBeCloseTo(18.307, 3);
    expect(chiSquareQuantile(0.995, 1, "upper")).toBeCloseTo(3.92704e-5, 10);
    expect(fQuantile(0.05, 5, 10, "upper")).toBeCloseTo(3.33, 2);
    expect(fQuantile(0.01, 1, 4, "upper")).toBeCloseTo(21.2, 1);
    expect(studentTQuantile(0.025, 10, "upper")).toBeCloseTo(2.228, 3);
    expect(studentTQuantile(0.0005, 1, "upper")).toBeCloseTo(636.619, 3);
  });

  it("the power of a t test of 64 in each group for an effect of half a standard deviation is .80 (Cohen 1988, table 2.3.5)", () => {
    const critical = studentTQuantile(0.025, 126, "upper");
    expect(noncentralTTails(critical, 126, 0.5 * Math.sqrt(32)).upper).toBeCloseTo(0.8, 2);
  });
});

describe("closed forms", () => {
  it("t with 1 and 2 degrees of freedom, chi-square with 2, F with 2 and 2, uniform beta", () => {
    const xs = [1e-12, 1e-3, 0.3, 1, 2.5, 40, 700];
    const cases = xs.flatMap((x) => [
      { of: ["t1", x], actual: studentTTails(x, 1).upper, expected: Math.atan(1 / x) / Math.PI },
      { of: ["t2", x], actual: studentTTails(x, 2).upper, expected: 1 / (Math.sqrt(2 + x * x) * (x + Math.sqrt(2 + x * x))) },
      { of: ["χ2 upper", x], actual: chiSquareTails(x, 2).upper, expected: Math.exp(-x / 2) },
      { of: ["χ2 lower", x], actual: chiSquareTails(x, 2).lower, expected: -Math.expm1(-x / 2) },
      { of: ["F22 upper", x], actual: fTails(x, 2, 2).upper, expected: 1 / (1 + x) },
      { of: ["F22 lower", x], actual: fTails(x, 2, 2).lower, expected: x / (1 + x) },
    ]);
    const betas = [1e-200, 1e-3, 0.3, 0.9].flatMap((x) => [
      { of: ["β11", x], actual: betaTails(x, 1, 1).lower, expected: x },
      { of: ["βa1", x], actual: betaTails(x, 0.5, 1).lower, expected: Math.sqrt(x) },
      { of: ["β1b", x], actual: betaTails(x, 1, 7).upper, expected: (1 - x) ** 7 },
    ]);
    expectAccurate([...cases, ...betas], 1e-13);
  });
});

describe("limits", () => {
  const normal = readFixture<DistributionFixture>("normal");

  it("infinite degrees of freedom give the normal and the chi-square distribution", () => {
    expectTails(normal.tails, ([z]) => studentTTails(z!, Infinity), 1e-12);
    expectQuantiles(normal.quantiles, ([p], tail) => studentTQuantile(p!, Infinity, tail), 1e-12);
    const cases = [0.01, 0.5, 1, 3, 90].map((f) => ({ of: f, actual: fTails(f, 5, Infinity).upper, expected: chiSquareTails(5 * f, 5).upper }));
    expectAccurate(cases, 1e-12);
    expect(relativeError(fQuantile(1e-9, 5, Infinity, "upper") * 5, chiSquareQuantile(1e-9, 5, "upper"))).toBeLessThan(1e-13);
  });

  it("t, F and noncentral t agree where they are the same", () => {
    const cases = [0.7, 5, 31.5, 1e6].flatMap((df) =>
      [0.1, 1.3, 4].flatMap((t) => [
        { of: ["F", t, df], actual: fTails(t * t, 1, df).upper / 2, expected: studentTTails(t, df).upper },
        { of: ["noncentral", t, df], actual: noncentralTTails(t, df, 0).upper, expected: studentTTails(t, df).upper },
      ]),
    );
    expectAccurate(cases, 1e-12);
  });

  it("the ends of the range", () => {
    expect(normalTails(Infinity)).toEqual({ lower: 1, upper: 0 });
    expect(normalTails(-1e300)).toEqual({ lower: 0, upper: 1 });
    expect(studentTTails(-Infinity, 3)).toEqual({ lower: 0, upper: 1 });
    expect(studentTTails(0, 3)).toEqual({ lower: 0.5, upper: 0.5 });
    expect(fTails(0, 3, 5)).toEqual({ lower: 0, upper: 1 });
    expect(fTails(Infinity, 3, 5)).toEqual({ lower: 1, upper: 0 });
    expect(chiSquareTails(0, 3)).toEqual({ lower: 0, upper: 1 });
    expect(chiSquareTails(Infinity, 3)).toEqual({ lower: 1, upper: 0 });
    expect(betaTails(0, 3, 5)).toEqual({ lower: 0, upper: 1 });
    expect(betaTails(1, 3, 5)).toEqual({ lower: 1, upper: 0 });
    expect(noncentralTTails(Infinity, 3, 1).upper).toBe(0);
    expect(normalQuantile(0, "upper")).toBe(Infinity);
    expect(normalQuantile(1, "upper")).toBe(-Infinity);
    expect(studentTQuantile(0, 4, "lower")).toBe(-Infinity);
    expect(studentTQuantile(0.5, 4, "lower")).toBe(0);
    expect(fQuantile(1, 4, 4, "lower")).toBe(Infinity);
    expect(chiSquareQuantile(1, 4, "upper")).toBe(0);
    expect(betaQuantile(0, 4, 4, "lower")).toBe(0);
    expect(betaQuantile(0, 4, 4, "upper")).toBe(1);
  });

  it("what is beyond the range of doubles is 0 or Infinity", () => {
    expect(studentTTails(1e200, 5).upper).toBe(0);
    expect(normalTails(39).upper).toBe(0);
    expect(chiSquareTails(1e5, 3).upper).toBe(0);
    // p^(1/a) and p^(−1/a) leave the range of doubles.
    expect(studentTQuantile(1e-300, 0.5, "upper")).toBe(Infinity);
    expect(fQuantile(1e-300, 0.5, 0.5, "lower")).toBe(0);
    expect(chiSquareQuantile(1e-300, 0.5, "lower")).toBe(0);
    expect(betaQuantile(1e-300, 0.5, 0.5, "lower")).toBe(0);
  });

  it("below the smallest normal double, a tail is as near as its few digits allow", () => {
    // erfc(38/√2)/2 = 2.88542835e-316 (mpmath), of which a double keeps 8 digits.
    expect(relativeError(normalTails(38).upper, 2.885428351e-316)).toBeLessThan(1e-7);
  });
});

describe("bad arguments", () => {
  const bad = [NaN, -1, 0, Infinity, -Infinity, 1e300, -1e300, 1e-300];

  it("never hang, and NaN gives NaN", () => {
    for (const a of bad) {
      for (const b of bad) {
        for (const c of [...bad, 0.3]) {
          for (const { tails, quantile } of Object.values(continuous)) {
            expect(typeof tails([c, a, b]).lower).toBe("number");
            expect(typeof quantile([c, a, b], "upper")).toBe("number");
          }
          expect(typeof noncentralTTails(c, a, b).lower).toBe("number");
        }
      }
    }
    expect(studentTTails(NaN, 5)).toEqual({ lower: NaN, upper: NaN });
    expect(studentTTails(1, NaN)).toEqual({ lower: NaN, upper: NaN });
    expect(fQuantile(NaN, 5, 5, "lower")).toBeNaN();
    expect(normalQuantile(NaN, "lower")).toBeNaN();
  });
});
