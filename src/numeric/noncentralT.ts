import { log1pMinus } from "./log1pMinus.ts";
import { normalTails } from "./normal.ts";
import { stirlingError } from "./stirlingError.ts";
import type { Tails } from "./Tails.ts";

/** Tails of the noncentral t distribution: of (Z + noncentrality)/√(χ²/ν). */
export function noncentralTTails(t: number, degreesOfFreedom: number, noncentrality: number): Tails {
  const nu = degreesOfFreedom;
  const logConstant = Math.log(nu / Math.PI) / 2 - stirlingError(nu / 2);
  const step = 0.25 / Math.max(Math.sqrt(2 * nu), Math.abs(noncentrality), 1);
  let lower = 0;
  let upper = 0;
  const add = (u: number): boolean => {
    const weight = Math.exp(logConstant + (nu / 2) * log1pMinus(Math.expm1(2 * u)));
    const tails = normalTails(t * Math.exp(u) - noncentrality);
    lower += weight * tails.lower;
    upper += weight * tails.upper;
    return weight > 1e-40;
  };
  for (let k = 0; k < 100_000 && add(k * step); k++);
  for (let k = -1; k > -100_000 && add(k * step); k--);
  return { lower: lower * step, upper: upper * step };
}
