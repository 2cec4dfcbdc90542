import { expOfSum } from "./exp.ts";
import { logInParts } from "./logInParts.ts";
import { productError } from "./productError.ts";

/** base^exponent, with JavaScript's rules for 0, signs and infinities: error below 1.9 ulp, none where the result is a whole number below 2^53. */
export function power(base: number, exponent: number): number {
  const size = powerOfSize(Math.abs(base), exponent);
  if (base > 0 || exponent % 2 === 0) return size;
  if (Math.abs(exponent % 2) === 1) return base < 0 || 1 / base < 0 ? -size : size;
  return base < 0 && Number.isFinite(base) && Number.isFinite(exponent) ? Number.NaN : size;
}

function powerOfSize(size: number, exponent: number): number {
  if (exponent === 0 || (size === 1 && Number.isFinite(exponent))) return 1;
  if (Number.isNaN(size) || Number.isNaN(exponent) || size === 1) return Number.NaN;
  if (size === 0 || !Number.isFinite(size) || !Number.isFinite(exponent)) return size > 1 === exponent > 0 ? Infinity : 0;
  const [head, tail] = logInParts(size);
  const product = exponent * head;
  return expOfSum(product, productError(exponent, head, product) + exponent * tail);
}
