import { log1pMinus } from "./log1pMinus.ts";
import type { LogTail } from "./LogTail.ts";
import { stirlingError } from "./stirlingError.ts";

/**
 * log of x^a y^b / B(a, b), the density of log(x/y), from the deviance (Loader 2000, "Fast and accurate computation of
 * binomial probabilities"): no large logarithms that cancel. `lambda` is ay − bx, which the caller knows without
 * cancellation; x + y = 1.
 */
export function logBetaDensity(a: number, b: number, x: number, y: number, lambda: number): number {
  const n = a + b;
  return (
    Math.log((a / n) * (b / (2 * Math.PI))) / 2 +
    a * deviance(-lambda / a, x * (n / a)) +
    b * deviance(lambda / b, y * (n / b)) +
    (stirlingError(n) - stirlingError(a) - stirlingError(b))
  );
}

/** The regularised incomplete beta function I_x(a, b) or its complement, whichever converges fast and is not near 1. */
export function incompleteBeta(a: number, b: number, x: number, y: number, lambda: number, logDensity: number): LogTail {
  const lower = (): LogTail => ({ side: "lower", logDensity, ratio: 1 / fraction(a, b, x, lambda), slope: lambda });
  const upper = (): LogTail => ({ side: "upper", logDensity, ratio: 1 / fraction(b, a, y, -lambda), slope: lambda });
  const below = x * (b + 1) < y * (a + 1);
  const tail = below ? lower() : upper();
  if (!(Math.exp(logDensity) * tail.ratio > 0.95)) return tail;
  return below ? upper() : lower();
}

/** log(1 + u) − u, where 1 + u is also known on its own: near u = −1 that one is precise and u is not. */
function deviance(u: number, onePlus: number): number {
  return u < -0.7 ? Math.log(onePlus) - u : log1pMinus(u);
}

/**
 * x^a y^b / (B(a, b) I_x(a, b)) by the continued fraction of DiDonato & Morris (1992), "Algorithm 708", equation 9
 * (https://doi.org/10.1145/131766.131776), the even part of Gauss's fraction, evaluated by the modified Lentz method.
 */
function fraction(a: number, b: number, x: number, lambda: number): number {
  let value = (a / (a + 1)) * (lambda + 1);
  let c = value;
  let d = 0;
  for (let n = 1; n < 200_000; n++) {
    const odd = a + 2 * n - 1;
    const alpha = ((a + n - 1) / odd) * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
    const beta = n + (n * (b - n) * x) / odd + ((a + n) / (a + 2 * n + 1)) * (lambda + 1 + n * (2 - x));
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    value *= c * d;
    if (!(Math.abs(c * d - 1) > 2.3e-16)) break;
  }
  return value;
}
