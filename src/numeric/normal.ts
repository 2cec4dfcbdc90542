import type { Tail, Tails } from "./Tails.ts";

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** Tails of the standard normal distribution. */
export function normalTails(z: number): Tails {
  const size = Math.abs(z);
  if (size < 1.5) {
    const area = centralArea(z);
    return { lower: 0.5 + area, upper: 0.5 - area };
  }
  const far = normalDensity(z) * millsRatio(size);
  return z < 0 ? { lower: far, upper: 1 - far } : { lower: 1 - far, upper: far };
}

/** The value of z with probability `p` in the given tail. */
export function normalQuantile(p: number, tail: Tail): number {
  if (p > 0.5) return -normalQuantile(1 - p, tail);
  const z = p === 0 ? Infinity : p > 0.1 ? central(0.5 - p) : upper(p);
  return tail === "upper" || z === 0 ? z : -z;
}

/** P(0 < Z ≤ z) = φ(z)(z + z³/3 + z⁵/(3·5) + …) (Abramowitz & Stegun 26.2.11). */
function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; k < 200 && Math.abs(term) > Math.abs(sum) * 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return normalDensity(z) * sum;
}

/** P(Z > z)/φ(z) by the even part of Laplace's continued fraction (Abramowitz & Stegun 26.2.14). */
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

/** z with P(0 < Z ≤ z) = area, by Halley's method. */
function central(area: number): number {
  let z = area * Math.sqrt(2 * Math.PI);
  for (let iteration = 0; iteration < 20; iteration++) {
    const newton = (area - centralArea(z)) / normalDensity(z);
    z += newton / (1 - (z * newton) / 2);
    if (!(Math.abs(newton) > 1e-6 * z)) break;
  }
  return z;
}

/** z with P(Z > z) = p, from Abramowitz & Stegun 26.2.23 (error 4.5e-4) by Halley's method on the logarithm. */
function upper(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let iteration = 0; iteration < 5; iteration++) {
    const ratio = millsRatio(z);
    const excess = Math.log(normalDensity(z) * ratio / p);
    const newton = excess * ratio;
    z += newton / (1 + (newton * (1 / ratio - z)) / 2);
    if (!(Math.abs(excess) > 1e-5)) break;
  }
  return z;
}
