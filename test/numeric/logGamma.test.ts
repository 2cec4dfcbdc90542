import { expect, it } from "vitest";
import { logFactorial, logGamma } from "../../src/numeric/logGamma.ts";
import { stirlingError } from "../../src/numeric/stirlingError.ts";
import { expectAccurate, readFixture } from "./accuracy.ts";

const fixture = readFixture<{ readonly logGamma: readonly (readonly [number, number])[] }>("logGamma");

it("log gamma against mpmath, beside its zeros too", () => {
  expectAccurate(
    fixture.logGamma.map(([x, expected]) => ({ of: x, actual: logGamma(x), expected })),
    1e-14,
  );
});

it("factorials", () => {
  expect([logFactorial(0), logFactorial(1)]).toEqual([0, 0]);
  expectAccurate(
    [2, 3, 4, 5, 10, 18].map((n) => {
      let product = 1;
      for (let k = 2; k <= n; k++) product *= k;
      return { of: n, actual: logFactorial(n), expected: Math.log(product) };
    }),
    1e-14,
  );
});

it("the error of Stirling's formula: 1 − log(2π)/2 at 1, 1/(12x) far out, no hang for what is not positive", () => {
  expect(stirlingError(1)).toBeCloseTo(1 - Math.log(2 * Math.PI) / 2, 15);
  expect(stirlingError(1e9)).toBeCloseTo(1 / 12e9, 24);
  expect(stirlingError(-1e300)).toBeTypeOf("number");
  expect(stirlingError(NaN)).toBeNaN();
});
