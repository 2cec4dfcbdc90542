import { logInParts } from "./logInParts.ts";
import { productError } from "./productError.ts";

/** The binary logarithm, whole for powers of two: error below 0.51 ulp. */
export function log2(x: number): number {
  return scaledLog(x, Math.LOG2E, 2.0355273740931033e-17);
}

/** The decimal logarithm, whole for powers of ten: error below 0.51 ulp. */
export function log10(x: number): number {
  return scaledLog(x, Math.LOG10E, 1.098319650216765e-17);
}

/** ln x times a factor in two parts. */
function scaledLog(x: number, factor: number, factorTail: number): number {
  if (!(x > 0 && x < Infinity)) return x > 0 ? x : x === 0 ? -Infinity : Number.NaN;
  const [head, tail] = logInParts(x);
  const product = head * factor;
  return product + (productError(head, factor, product) + head * factorTail + tail * factor);
}
