import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import type { Tail, Tails } from "./Tails.ts";

/** Density of the standard normal distribution, to full relative precision wherever it is above 1e-300. */
export function normalDensity(z: number): number {
  // The square of a number of few bits is exact; the rest of z² is small.
  const head = Math.trunc(z * 16) / 16;
  const square = head * head;
  return square > 1600 ? 0 : (exp(-square / 2) * exp(((head - z) * (head + z)) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Tail probabilities of the standard normal distribution: relative error below 1e-14 in every tail of at least 1e-300. */
export function normalTails(z: number): Tails {
  const far = upperTail(Math.abs(z), normalDensity(z));
  return z < 0 ? { lower: far, upper: 1 - far } : { lower: 1 - far, upper: far };
}

/** The z with probability `p` in one tail: relative error below 1e-14, near 0 too, for `p` from 1e-300. */
export function normalQuantile(p: number, tail: Tail): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p, tail);
  const z = p === 0 ? Infinity : upperQuantile(p);
  return tail === "upper" ? z : -z;
}

/** The z with P(Z > z) = p, from Abramowitz & Stegun 26.2.22 (error below 3e-3), by Halley's method. */
function upperQuantile(p: number): number {
  const t = Math.sqrt(-2 * log(p));
  let z = t - (2.30753 + t * 0.27061) / (1 + t * (0.99229 + t * 0.04481));
  for (let iteration = 0; iteration < 20; iteration++) {
    const density = normalDensity(z);
    // Near 0 the area between says more than the tail.
    const excess = z < 1.5 ? 0.5 - p - density * centralRatio(z) : upperTail(z, density) - p;
    const newton = excess / density;
    z += newton / (1 - (z * newton) / 2);
    if (!(Math.abs(newton) > 1e-6 * z)) break;
  }
  return z;
}

/** P(Z > z) for z ≥ 0, from its density. */
function upperTail(z: number, density: number): number {
  if (z < 1.5) return 0.5 - density * centralRatio(z);
  return density === 0 ? 0 : density * millsRatio(z);
}

/** P(0 < Z ≤ z)/φ(z) = z + z³/3 + z⁵/(3·5) + … (Abramowitz & Stegun 26.2.11). */
function centralRatio(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > Math.abs(sum) * 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return sum;
}

/** P(Z > z)/φ(z) by the even part of Laplace's continued fraction (Abramowitz & Stegun 26.2.14), as Lentz does (1976). */
function millsRatio(z: number): number {
  const square = z * z;
  let value = square + 1;
  let c = value;
  let d = 0;
  for (let n = 1; n < 1000; n++) {
    const alpha = -2 * n * (2 * n - 1);
    const beta = square + 4 * n + 1;
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    value *= c * d;
    if (!(Math.abs(c * d - 1) > 2.3e-16)) break;
  }
  return z / value;
}
