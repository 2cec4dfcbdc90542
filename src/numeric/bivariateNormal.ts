import { asin } from "./elementary/asin.ts";
import { exp } from "./elementary/exp.ts";
import { log } from "./elementary/log.ts";
import { sin } from "./elementary/sin.ts";
import { normalTails } from "./normal.ts";

/**
 * P(X ≤ h, Y ≤ k) of two standard normal variables with correlation r, −1 ≤ r ≤ 1: absolute error below 1e-15.
 *
 * Drezner and Wesolowsky's method (1990, https://doi.org/10.1080/00949659008811236) as improved by Genz (2004,
 * https://doi.org/10.1023/B:STCO.0000035304.20635.31): Plackett's integral of the density over the correlation, from 0 if r is
 * moderate, else from ±1, where the part that is not smooth is integrated in closed form.
 */
export function bivariateNormalProbability(h: number, k: number, r: number): number {
  const probability = Math.abs(r) < 0.925 ? fromIndependence(-h, -k, r) : fromDependence(-h, -k, r);
  return Math.min(1, Math.max(0, probability));
}

/** P(X > h, Y > k) = Φ(−h)Φ(−k) + (1/2π)∫ exp(−(h² + k² − 2hk sin θ)/(2cos²θ)) dθ from 0 to arcsin r (Genz's equation 3). */
function fromIndependence(h: number, k: number, r: number): number {
  const angle = asin(r);
  const integral = integrate(angle, (theta) => {
    const sine = sin(theta);
    return exp((sine * h * k - (h * h + k * k) / 2) / (1 - sine * sine));
  });
  return normalTails(h).upper * normalTails(k).upper + integral / (2 * Math.PI);
}

/**
 * P(X > h, Y > k) from r = s = ±1, with sk for k (Genz's equation 6): the integral over x = √(1 − r²) of
 * exp(−(h − k)²/(2x²)) · exp(−hk/(1 + √(1 − x²)))/√(1 − x²), whose second factor is exp(−hk/2)(1 + cx²(1 + dx²)) + O(x⁶).
 */
function fromDependence(h: number, originalK: number, r: number): number {
  const k = r < 0 ? -originalK : originalK;
  const width = Math.sqrt((1 - r) * (1 + r));
  const difference = Math.abs(h - k);
  const square = difference * difference;
  const c = (4 - h * k) / 8;
  const d = (12 - h * k) / 16;
  const cut = width === 0 ? 0 : closedPart() + integrate(width, remainder);
  const rest = cut / (2 * Math.PI);
  if (r > 0) return normalTails(Math.max(h, k)).upper - rest;
  return (h < k ? between(h, k) : 0) + rest;

  /** The integral of exp(−(h − k)²/(2x²) − hk/2)(1 + cx²(1 + dx²)) up to `width`, by parts. */
  function closedPart(): number {
    const smooth = width * exp(-(square / width ** 2 + h * k) / 2) * (1 - (c * (square - width ** 2) * (1 - (d * square) / 5)) / 3 + (c * d * width ** 2 * width ** 2) / 5);
    if (difference === 0) return smooth;
    const tail = exp(-(h * k) / 2 + log(normalTails(difference / width).upper)) * Math.sqrt(2 * Math.PI) * difference;
    return smooth - tail * (1 - (c * square * (1 - (d * square) / 5)) / 3);
  }

  function remainder(x: number): number {
    const root = Math.sqrt(1 - x * x);
    const kernel = exp(-(square / (x * x) + h * k) / 2);
    if (kernel === 0) return 0;
    return kernel * (exp((-h * k * (1 - root)) / (2 * (1 + root))) / root - (1 + c * x * x * (1 + d * x * x)));
  }
}

/** Φ(k) − Φ(h), subtracted on the side where both are small. */
function between(h: number, k: number): number {
  return h > 0 ? normalTails(h).upper - normalTails(k).upper : normalTails(k).lower - normalTails(h).lower;
}

/** Gauss and Legendre's rule of 20 points over 0 to `end`. */
function integrate(end: number, f: (x: number) => number): number {
  let total = 0;
  for (const [node, weight] of nodes) total += weight * (f((end / 2) * (1 - node)) + f((end / 2) * (1 + node)));
  return (total * end) / 2;
}

const nodes = [
  [0.07652652113349734, 0.15275338713072584],
  [0.22778585114164507, 0.14917298647260374],
  [0.37370608871541955, 0.14209610931838204],
  [0.5108670019508271, 0.13168863844917664],
  [0.636053680726515, 0.11819453196151843],
  [0.7463319064601508, 0.10193011981724044],
  [0.8391169718222188, 0.08327674157670475],
  [0.912234428251326, 0.06267204833410907],
  [0.9639719272779138, 0.04060142980038694],
  [0.9931285991850949, 0.017614007139152118],
] as const;
