import { log1pMinus } from "./log1pMinus.ts";
import type { LogTail } from "./LogTail.ts";
import { stirlingError } from "./stirlingError.ts";

/** The regularised incomplete gamma function P(a, x) or Q(a, x), whichever converges fast and is not near 1. */
export function incompleteGamma(a: number, x: number): LogTail {
  const u = (x - a) / a;
  const deviance = u < -0.7 ? Math.log(x / a) - u : log1pMinus(u);
  // log of x^a e^−x / Γ(a), the density of log X, by the deviance (Loader 2000).
  const logDensity = Math.log(a / (2 * Math.PI)) / 2 + a * deviance - stirlingError(a);
  const slope = a - x;
  const lower = (): LogTail => ({ side: "lower", logDensity, ratio: series(a, x), slope });
  const upper = (): LogTail => ({ side: "upper", logDensity, ratio: 1 / fraction(a, x), slope });
  const below = x < a + 1;
  const tail = below ? lower() : upper();
  if (!(Math.exp(logDensity) * tail.ratio > 0.95)) return tail;
  return below ? upper() : lower();
}

/** P(a, x) Γ(a) x^−a e^x (DLMF 8.11.4, https://dlmf.nist.gov/8.11). */
function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 1_000_000 && term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** x^a e^−x / (Γ(a) Q(a, x)) by Legendre's continued fraction in its even form (DLMF 8.9.2), by the modified Lentz method. */
function fraction(a: number, x: number): number {
  let value = x + 1 - a;
  let c = value;
  let d = 0;
  for (let n = 1; n < 200_000; n++) {
    const alpha = n * (a - n);
    const beta = x - a + (2 * n + 1);
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    value *= c * d;
    if (!(Math.abs(c * d - 1) > 2.3e-16)) break;
  }
  return value;
}
