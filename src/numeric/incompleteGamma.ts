import { deviance } from "./deviance.ts";
import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import type { LogTail } from "./LogTail.ts";
import { stirlingError } from "./stirlingError.ts";

/**
 * The regularised incomplete gamma function P(a, x), or its complement Q(a, x): the one on whose side of the mean x lies.
 * Where P is nearly 1, Q, unless x is so small that only a tiny a can have brought it there: the fraction of Q would then
 * hardly converge, and 1 − P loses few digits.
 */
export function incompleteGamma(a: number, x: number): LogTail {
  const slope = a - x;
  // x^a e^−x / Γ(a), the density of the logarithm of a gamma variable.
  const logDensity = log(a / (2 * Math.PI)) / 2 - stirlingError(a) - deviance(a, x, slope);
  if (x < a + 1) {
    const ratio = lowerRatio(a, x);
    if (!(exp(logDensity) * ratio > 0.95 && x > 0.1)) return { side: "lower", logDensity, ratio, slope };
  }
  return { side: "upper", logDensity, ratio: upperRatio(a, x), slope };
}

/** P(a, x) Γ(a) x^−a e^x = 1/a + x/(a(a + 1)) + … (DLMF 8.11.4, https://dlmf.nist.gov/8.11). */
function lowerRatio(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 100_000 && term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) Γ(a) x^−a e^x by Legendre's continued fraction (even part of DLMF 8.9.2), evaluated as Lentz does (1976). */
function upperRatio(a: number, x: number): number {
  let value = x - a + 1;
  let c = value;
  let d = 0;
  for (let n = 1; n < 10_000; n++) {
    const alpha = n * (a - n);
    const beta = x - a + (2 * n + 1);
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    value *= c * d;
    if (!(Math.abs(c * d - 1) > 2.3e-16)) break;
  }
  return 1 / value;
}
