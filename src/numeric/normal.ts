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
  if (Math.abs(z) < 1.5) {
    const area = centralArea(z);
    return { lower: 0.5 + area, upper: 0.5 - area };
  }
  const density = normalDensity(z);
  const far = density === 0 ? 0 : density * millsRatio(Math.abs(z));
  return z < 0 ? { lower: far, upper: 1 - far } : { lower: 1 - far, upper: far };
}

/** The z with probability `p` in one tail: relative error below 1e-14, near 0 too, for `p` from 1e-300. */
export function normalQuantile(p: number, tail: Tail): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p, tail);
  const z = p === 0 ? Infinity : p > 0.1 ? centralQuantile(0.5 - p) : upperQuantile(p);
  return tail === "upper" ? z : -z;
}

/** P(0 < Z ≤ z) = φ(z)(z + z³/3 + z⁵/(3·5) + …) (Abramowitz & Stegun 26.2.11). */
function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > Math.abs(sum) * 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return normalDensity(z) * sum;
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

/** The z with P(0 < Z ≤ z) = area, by Halley's method. */
function centralQuantile(area: number): number {
  let z = area * Math.sqrt(2 * Math.PI);
  for (let iteration = 0; iteration < 20; iteration++) {
    const newton = (area - centralArea(z)) / normalDensity(z);
    z += newton / (1 - (z * newton) / 2);
    if (!(Math.abs(newton) > 1e-6 * z)) break;
  }
  return z;
}

/** The z with P(Z > z) = p, from Abramowitz & Stegun 26.2.23 (error below 4.5e-4), by Halley's method for the logarithm. */
function upperQuantile(p: number): number {
  const t = Math.sqrt(-2 * log(p));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let iteration = 0; iteration < 20; iteration++) {
    const ratio = millsRatio(z);
    const excess = log((normalDensity(z) * ratio) / p);
    const newton = excess * ratio;
    z += newton / (1 + (newton * (1 / ratio - z)) / 2);
    if (!(Math.abs(excess) > 1e-5)) break;
  }
  return z;
}
