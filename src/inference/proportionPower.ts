import { asin } from "../numeric/elementary/asin.ts";
import { normalQuantile, normalTails } from "../numeric/normal.ts";
import type { PerArm } from "./solvePower.ts";
import { rootOfInverses } from "./solvePower.ts";

/**
 * - `pooled`: the score test, whose error under no difference is that of the pooled proportion (Pearson's χ²)
 * - `unpooled`: Wald's test, with one error for both
 * - `continuity-corrected`: `pooled` with Yates's correction, near Fisher's exact test
 * - `arcsine`: the difference of the angles 2 asin √proportion (Cohen's h)
 */
export type ProportionFormula = "pooled" | "unpooled" | "continuity-corrected" | "arcsine";

export const proportionFormulas: readonly ProportionFormula[] = ["pooled", "unpooled", "continuity-corrected", "arcsine"];

/** Two proportions and their standard errors, at some group sizes. */
interface Distance {
  /** Difference on the scale of the test, less the correction; negative against the direction asked about. */
  readonly distance: number;
  readonly errorUnderNull: number;
  readonly error: number;
}

/** Power in the direction of the difference, or against it (−1); `tail` is the significance level in that direction. */
export function proportionPower(formula: ProportionFormula, proportions: PerArm, n: PerArm, tail: number, direction: 1 | -1 = 1): number {
  const { distance, errorUnderNull, error } = distanceOf(formula, proportions, n, direction);
  return normalTails((normalQuantile(tail, "upper") * errorUnderNull - distance) / error).upper;
}

/** The significance level in the tail at which the power is as wanted. */
export function proportionTail(formula: ProportionFormula, proportions: PerArm, n: PerArm, power: number): number {
  const { distance, errorUnderNull, error } = distanceOf(formula, proportions, n);
  return normalTails((distance - normalQuantile(power, "lower") * error) / errorUnderNull).upper;
}

/** The factor that an allocation is multiplied by to have the power wanted. */
export function proportionScale(formula: ProportionFormula, proportions: PerArm, allocation: PerArm, power: number, tail: number): number {
  const uncorrected = formula === "continuity-corrected" ? "pooled" : formula;
  const { distance, errorUnderNull, error } = distanceOf(uncorrected, proportions, allocation);
  const root = (normalQuantile(tail, "upper") * errorUnderNull + normalQuantile(power, "lower") * error) / distance;
  if (uncorrected === formula) return root ** 2;
  // Of √s·d − c/√s = √s₀·d, with c the correction at scale 1 and s₀ the scale without it (Fleiss, Tytun & Ury 1980).
  const half = correction(allocation) / distance;
  return ((Math.abs(root) + Math.sqrt(root ** 2 + 4 * half)) / 2) ** 2;
}

function distanceOf(formula: ProportionFormula, { treatment, control }: PerArm, n: PerArm, direction: 1 | -1 = 1): Distance {
  const spread = rootOfInverses(n);
  if (formula === "arcsine") return { distance: direction * Math.abs(angle(treatment) - angle(control)), errorUnderNull: spread, error: spread };
  const difference = direction * Math.abs(treatment - control);
  const error = Math.sqrt((treatment * (1 - treatment)) / n.treatment + (control * (1 - control)) / n.control);
  if (formula === "unpooled") return { distance: difference, errorUnderNull: error, error };
  const pooled = (n.treatment * treatment + n.control * control) / (n.treatment + n.control);
  const distance = formula === "pooled" ? difference : difference - correction(n);
  return { distance, errorUnderNull: Math.sqrt(pooled * (1 - pooled)) * spread, error };
}

/** Half of 1/n₁ + 1/n₀: by how far Yates's correction shortens the difference. */
function correction({ treatment, control }: PerArm): number {
  return (1 / treatment + 1 / control) / 2;
}

function angle(proportion: number): number {
  return 2 * asin(Math.sqrt(proportion));
}
