import { deviance } from "./deviance.ts";
import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import type { LogTail } from "./LogTail.ts";
import { stirlingError } from "./stirlingError.ts";

/**
 * Logarithm of x^a y^b / B(a, b), the density of the log odds log(x/y) of a beta variable, where x + y = 1.
 *
 * @param lambda ay − bx, which the caller knows without cancellation.
 */
export function logBetaDensity(a: number, b: number, x: number, y: number, lambda: number): number {
  const n = a + b;
  const constant = log((a / n) * (b / (2 * Math.PI))) / 2 + (stirlingError(n) - stirlingError(a) - stirlingError(b));
  return constant - deviance(a, n * x, lambda) - deviance(b, n * y, -lambda);
}

/**
 * The regularised incomplete beta function I_x(a, b), or its complement: the one on whose side of the mean x lies. Where
 * that one is nearly 1, the other, unless x is so far out that only a tiny a or b can have brought it there: the other's
 * fraction would then hardly converge, and 1 minus it loses few digits.
 *
 * @param logDensity as {@link logBetaDensity} has it, or more precisely.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number, lambda: number, logDensity: number): LogTail {
  const tailAt = (isLower: boolean): LogTail => ({
    side: isLower ? "lower" : "upper",
    logDensity,
    ratio: isLower ? ratio(a, b, x, lambda) : ratio(b, a, y, -lambda),
    slope: lambda,
  });
  const position = (x / (a + 1)) * ((b + 1) / y);
  const tail = tailAt(position < 1);
  return exp(logDensity) * tail.ratio > 0.95 && position > 0.1 && position < 10 ? tailAt(position >= 1) : tail;
}

/** x and 1 − x from their ratio, each to full relative precision. */
export function sharesOf(odds: number): [x: number, y: number] {
  return [odds < 1 ? odds / (1 + odds) : 1 / (1 + 1 / odds), 1 / (1 + odds)];
}

/**
 * I_x(a, b) divided by x^a y^b / B(a, b), by the continued fraction of DiDonato & Morris (1992, "Algorithm 708",
 * https://doi.org/10.1145/131766.131776, BFRAC), evaluated as Lentz does (1976, https://doi.org/10.1364/AO.15.000668).
 */
function ratio(a: number, b: number, x: number, lambda: number): number {
  let value = (a / (a + 1)) * (lambda + 1);
  let c = value;
  let d = 0;
  for (let n = 1; n < 10_000; n++) {
    const odd = a + 2 * n - 1;
    const alpha = ((a + n - 1) / odd) * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
    const beta = n + (n * (b - n) * x) / odd + ((a + n) / (a + 2 * n + 1)) * (lambda + 1 + n * (2 - x));
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    value *= c * d;
    if (!(Math.abs(c * d - 1) > 2.3e-16)) break;
  }
  return 1 / value;
}
