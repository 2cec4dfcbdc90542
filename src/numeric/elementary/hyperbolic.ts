import { exp, expOfSum } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { ln2Head, ln2Tail } from "./ln2.ts";
import { log1p } from "./log1p.ts";

/** The hyperbolic tangent: error below 2.5 ulp. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  // (e^2x − 1)/(e^2x + 1), and from ½ on 1 − 2/(e^2x + 1), where the subtraction costs nothing.
  const t = expm1(2 * size);
  const value = size < 0.5 ? t / (t + 2) : 1 - 2 / (t + 2);
  return Math.sign(x) * value;
}

/** The hyperbolic sine: error below 2 ulp. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  const t = expm1(size);
  // (t + t/(t + 1))/2, of which 2t is exact.
  const value = t < 1 ? t - (t * t) / (2 * (t + 1)) : t < Infinity ? (t + t / (t + 1)) / 2 : halfExp(size);
  return Math.sign(x) * value;
}

/** The hyperbolic cosine: error below 2 ulp. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  const e = exp(size);
  return e < Infinity ? (e + 1 / e) / 2 : halfExp(size);
}

/** The inverse hyperbolic tangent: error below 2 ulp. */
export function atanh(x: number): number {
  const size = Math.abs(x);
  // (1 + x)/(1 − x) less 1, of which 2x is exact.
  return (Math.sign(x) * log1p(2 * size + (2 * size * size) / (1 - size))) / 2;
}

/** e^x/2, which may be a double where e^x is none. */
function halfExp(x: number): number {
  const head = x - ln2Head;
  return expOfSum(head, x - head - ln2Head - ln2Tail);
}
