import { findRoot } from "../numeric/findRoot.ts";
import { noncentralTTails } from "../numeric/noncentralT.ts";
import { normalQuantile, normalTails } from "../numeric/normal.ts";
import { studentTQuantile, studentTTails } from "../numeric/studentT.ts";

/**
 * - `noncentral-t`: the power of the t test itself, whose variance is estimated
 * - `normal`: the textbook formula, as if the variance were known; about one participant per group too few
 */
export type PowerFormula = "noncentral-t" | "normal";

export const powerFormulas: readonly PowerFormula[] = ["noncentral-t", "normal"];

/**
 * How power, the noncentrality (difference / its standard error) and the significance level in one tail hang together. The
 * normal formula has no use for degrees of freedom.
 */
export interface PowerEquations {
  readonly power: (noncentrality: number, tail: number, degreesOfFreedom: number) => number;
  readonly noncentrality: (power: number, tail: number, degreesOfFreedom: number) => number;
  readonly tail: (power: number, noncentrality: number, degreesOfFreedom: number) => number;
}

export const normalEquations: PowerEquations = {
  power: (noncentrality, tail) => normalTails(normalQuantile(tail, "upper") - noncentrality).upper,
  noncentrality: (power, tail) => normalQuantile(tail, "upper") + normalQuantile(power, "lower"),
  tail: (power, noncentrality) => normalTails(noncentrality - normalQuantile(power, "lower")).upper,
};

export const studentEquations: PowerEquations = {
  power: (noncentrality, tail, degreesOfFreedom) =>
    noncentralTTails(studentTQuantile(tail, degreesOfFreedom, "upper"), degreesOfFreedom, noncentrality).upper,
  noncentrality: (power, tail, degreesOfFreedom) => {
    const critical = studentTQuantile(tail, degreesOfFreedom, "upper");
    return rootOfRising((noncentrality) => shortfall(power, critical, degreesOfFreedom, noncentrality), normalEquations.noncentrality(power, tail, 0));
  },
  tail: (power, noncentrality, degreesOfFreedom) => {
    const start = noncentrality - normalQuantile(power, "lower");
    const critical = rootOfRising((critical) => -shortfall(power, critical, degreesOfFreedom, noncentrality), start);
    return studentTTails(critical, degreesOfFreedom).upper;
  },
};

/** Power − wanted power, taken in the smaller tail, where it has more digits. */
export function shortfall(power: number, critical: number, degreesOfFreedom: number, noncentrality: number): number {
  const { lower, upper } = noncentralTTails(critical, degreesOfFreedom, noncentrality);
  return power > 0.5 ? 1 - power - lower : upper - power;
}

function rootOfRising(f: (x: number) => number, start: number): number {
  let [from, to] = [start, start];
  for (let step = 1; f(from) > 0; step *= 2) from -= step;
  for (let step = 1; f(to) < 0; step *= 2) to += step;
  return findRoot(f, { from, to });
}
