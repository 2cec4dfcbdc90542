import { describe, expect, it } from "vitest";
import { betaQuantile, betaTails } from "../../src/numeric/beta.ts";
import { binomialDensity, binomialTails } from "../../src/numeric/binomial.ts";
import { chiSquareQuantile, chiSquareTails } from "../../src/numeric/chiSquare.ts";
import { fQuantile, fTails } from "../../src/numeric/fDistribution.ts";
import { findRoot } from "../../src/numeric/findRoot.ts";
import { hypergeometricTails, logHypergeometricDensity } from "../../src/numeric/hypergeometric.ts";
import { leastSquares } from "../../src/numeric/leastSquares.ts";
import { logFactorial, logGamma } from "../../src/numeric/logGamma.ts";
import { noncentralHypergeometric } from "../../src/numeric/noncentralHypergeometric.ts";
import { noncentralTTails } from "../../src/numeric/noncentralT.ts";
import { normalQuantile, normalTails } from "../../src/numeric/normal.ts";
import { studentTQuantile, studentTTails } from "../../src/numeric/studentT.ts";
import { sum } from "../../src/numeric/sum.ts";
import type { Tail, Tails } from "../../src/numeric/Tails.ts";
import type { LogKernel } from "../naive/numeric.ts";
import {
  betaKernel,
  chiSquareKernel,
  choose,
  fKernel,
  naiveHypergeometric,
  naiveLeastSquares,
  naiveLogGamma,
  naiveNoncentralT,
  naiveQuantile,
  naiveRoot,
  naiveSum,
  naiveTails,
  normalKernel,
  studentTKernel,
} from "../naive/numeric.ts";
import { expectAccurate } from "./accuracy.ts";

/** What the integrals are good to, relatively; mpmath decides on the rest. */
const quadrature = 1e-11;

interface NaiveCase {
  readonly name: string;
  readonly kernel: LogKernel;
  /** From the coordinate of the kernel to the variable. */
  readonly variable: (u: number) => number;
  readonly coordinate: (x: number) => number;
  readonly tails: (x: number) => Tails;
  readonly quantile: (p: number, tail: Tail) => number;
}

const cases: NaiveCase[] = [
  { name: "normal", kernel: normalKernel, variable: (u) => u, coordinate: (z) => z, tails: normalTails, quantile: normalQuantile },
  ...[0.7, 1, 4.5, 30, 5000].map((df) => ({
    name: `t ${df}`,
    kernel: studentTKernel(df),
    variable: Math.sinh,
    coordinate: Math.asinh,
    tails: (x: number) => studentTTails(x, df),
    quantile: (p: number, tail: Tail) => studentTQuantile(p, df, tail),
  })),
  ...[[0.5, 3], [1, 18], [4.2, 2.2], [30, 900], [3, 3000]].map(([first, second]) => ({
    name: `F ${first} ${second}`,
    kernel: fKernel(first!, second!),
    variable: Math.exp,
    coordinate: Math.log,
    tails: (x: number) => fTails(x, first!, second!),
    quantile: (p: number, tail: Tail) => fQuantile(p, first!, second!, tail),
  })),
  ...[0.5, 1, 3.3, 60, 4000].map((df) => ({
    name: `chi-square ${df}`,
    kernel: chiSquareKernel(df),
    variable: Math.exp,
    coordinate: Math.log,
    tails: (x: number) => chiSquareTails(x, df),
    quantile: (p: number, tail: Tail) => chiSquareQuantile(p, df, tail),
  })),
  ...[[0.5, 0.5], [1, 7], [8.5, 3.5], [200, 0.3], [900, 2000]].map(([a, b]) => ({
    name: `beta ${a} ${b}`,
    kernel: betaKernel(a!, b!),
    variable: (u: number) => 1 / (1 + Math.exp(-u)),
    coordinate: (x: number) => Math.log(x) - Math.log1p(-x),
    tails: (x: number) => betaTails(x, a!, b!),
    quantile: (p: number, tail: Tail) => betaQuantile(p, a!, b!, tail),
  })),
];

describe("against integrals of the density", () => {
  for (const { name, kernel, variable, coordinate, tails, quantile } of cases) {
    it(name, () => {
      const found = [1e-6, 0.01, 0.3, 0.5].flatMap((p) =>
        (["lower", "upper"] as const).flatMap((tail) => {
          const x = variable(naiveQuantile(kernel, p, tail));
          const found = { of: ["quantile", p, tail], actual: quantile(p, tail) + 1, expected: x + 1 };
          if (!Number.isFinite(coordinate(x))) return [found];
          // At the rounded x.
          const naive = naiveTails(kernel, coordinate(x));
          const ours = tails(x);
          return [
            found,
            { of: ["lower", x], actual: ours.lower, expected: naive.lower },
            { of: ["upper", x], actual: ours.upper, expected: naive.upper },
          ];
        }),
      );
      expectAccurate(found, quadrature);
    });
  }

  it("log gamma", () => {
    expectAccurate(
      [0.05, 0.4, 1.6, 3.3, 11.5, 140].map((x) => ({ of: x, actual: logGamma(x), expected: naiveLogGamma(x) })),
      quadrature,
    );
  });
});

it("noncentral t against the series over Poisson weights", () => {
  const found = [
    [2.1, 18, 2.5],
    [2.1, 18, -0.5],
    [0.3, 4, 1],
    [5, 2.5, 3],
    [12.7, 1, 4],
    [1.97, 500, 3.3],
  ].flatMap(([t, df, delta]) => {
    const naive = naiveNoncentralT(t!, df!, delta!);
    const ours = noncentralTTails(t!, df!, delta!);
    return [
      { of: ["lower", t, df, delta], actual: ours.lower, expected: naive.lower },
      { of: ["upper", t, df, delta], actual: ours.upper, expected: naive.upper },
    ];
  });
  expectAccurate(found, quadrature);
});

describe("against whole numbers of any size", () => {
  it("hypergeometric, central and not", () => {
    const tables = [
      [3, 10, 8, 7],
      [0, 5, 5, 4],
      [12, 12, 40, 15],
      [31, 60, 55, 58],
    ] as const;
    const found = tables.flatMap(([x, successes, failures, draws]) =>
      [
        [1, 1],
        [7, 2],
        [1, 40],
      ].flatMap(([numerator, denominator]) => {
        const naive = naiveHypergeometric(x, successes, failures, draws, numerator, denominator);
        const ours = noncentralHypergeometric({ successes, failures, draws, oddsRatio: numerator! / denominator! });
        const central = numerator === denominator ? hypergeometricTails(x, { successes, failures, draws }) : ours.tails(x);
        const density = Math.exp(logHypergeometricDensity(x, { successes, failures, draws }));
        return [
          { of: "density", actual: ours.density[x - ours.from]!, expected: naive.density },
          { of: "mean", actual: ours.mean, expected: naive.mean },
          { of: "lower", actual: ours.tails(x).lower, expected: naive.lower },
          { of: "upper", actual: ours.tails(x).upper, expected: naive.upper },
          { of: "central lower", actual: central.lower, expected: naive.lower },
          { of: "central upper", actual: central.upper, expected: naive.upper },
          { of: "central density", actual: numerator === denominator ? density : naive.density, expected: naive.density },
        ];
      }),
    );
    expectAccurate(found, 1e-13);
  });

  it("binomial density and tails, by counting with whole numbers", () => {
    const cases = [[3, 10, 1, 2], [0, 7, 1, 4], [7, 7, 3, 4], [30, 80, 1, 8], [79, 80, 7, 8], [150, 400, 5, 16]] as const;
    const found = cases.flatMap(([x, n, top, bottom]) => {
      const weights = Array.from({ length: n + 1 }, (_, k) => choose(n, k) * BigInt(top) ** BigInt(k) * BigInt(bottom - top) ** BigInt(n - k));
      const share = (chosen: readonly bigint[]) => Number((chosen.reduce((all, weight) => all + weight, 0n) * 10n ** 60n) / BigInt(bottom) ** BigInt(n)) / 1e60;
      const tails = binomialTails(x, n, top / bottom);
      return [
        { of: ["density", x, n], actual: binomialDensity(x, n, top / bottom), expected: share(weights.slice(x, x + 1)) },
        { of: ["lower", x, n], actual: tails.lower, expected: share(weights.slice(0, x + 1)) },
        { of: ["upper", x, n], actual: tails.upper, expected: share(weights.slice(x)) },
      ];
    });
    expectAccurate(found, 1e-13);
  });

  it("log n!", () => {
    let factorial = 1n;
    for (let n = 1; n <= 60; n++) factorial *= BigInt(n);
    expectAccurate(
      [
        { of: "60!", actual: logFactorial(60), expected: Math.log(Number(factorial)) },
      ],
      1e-14,
    );
  });

  it("sums, exactly rounded", () => {
    const lists = [
      [1, 1e100, 1, -1e100],
      [0.1, 0.2, 0.3, -0.6],
      [1e-300, 1e300, -1e300, 3e-300],
      [1e16, 1, -1e16, 1e-8, 7, -0.3],
    ];
    for (const list of lists) expect(sum(list)).toBe(naiveSum(list));
  });
});

it("least squares against the normal equations", () => {
  const columns = [
    [1, 1, 1, 1, 1, 1],
    [2, -1, 0.5, 3, 7, 1],
    [0, 1, 0, 1, 1, 0],
  ];
  const response = [3.1, 0.2, 1.7, 5, 8.8, 2.4];
  const naive = naiveLeastSquares(columns, response);
  expectAccurate(
    leastSquares(columns, response).coefficients.map((actual, index) => ({ of: index, actual, expected: naive[index]! })),
    1e-12,
  );
});

it("roots against bisection", () => {
  const functions: [(x: number) => number, number, number][] = [
    [(x) => x ** 5 - x - 1, 1, 2],
    [(x) => Math.exp(-x) - x, 0, 50],
    [(x) => 3 - Math.sqrt(x), 0, 1e6],
  ];
  for (const [f, from, to] of functions) expect(Math.abs(findRoot(f, { from, to }) / naiveRoot(f, from, to) - 1)).toBeLessThan(1e-15);
});
