import type { GroupMoments } from "../inference/groupMoments.ts";
import { differenceOfMeans } from "../inference/groupMoments.ts";
import { choleskyInPlace, solveLowerInPlace } from "../numeric/cholesky.ts";
import { hypot } from "../numeric/elementary/hypot.ts";
import { sum } from "../numeric/sum.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** How far apart two arms are, in standard deviations. */
export interface StandardisedDifference {
  /** Of a number: treatment − control. Of categories: a distance, never negative. */
  readonly estimate: number | null;
  readonly reasons?: Reasons<"estimate">;
}

/** (x̄₁ − x̄₀) / √((s₁² + s₀²) / 2), Austin 2009; both arms count alike, whatever their sizes. */
export function standardisedMeanDifference(treatment: GroupMoments | null, control: GroupMoments | null): StandardisedDifference {
  if (treatment === null || control === null) return unknown("no-values");
  if (treatment.n < 2 || control.n < 2) return unknown("too-few-values");
  const pooled = hypot(treatment.standardDeviation, control.standardDeviation) / Math.SQRT2;
  const roundingError = 10 * Number.EPSILON * Math.max(Math.abs(treatment.mean), Math.abs(control.mean));
  if (pooled <= roundingError) return unknown("no-variance");
  return { estimate: withoutNegativeZero(differenceOfMeans(treatment, control) / pooled) };
}

/**
 * √(dᵀ S⁻¹ d), Yang & Dalton 2012: d are the differences of the proportions of all levels but one, S the mean of the two
 * arms' multinomial covariances. For two levels it is Austin's |p₁ − p₀| / √((p₁(1 − p₁) + p₀(1 − p₀)) / 2). A level that
 * neither arm has is left out; which of the others is left out makes no difference.
 */
export function standardisedCategoryDifference(treatment: readonly number[], control: readonly number[]): StandardisedDifference {
  const [all, others] = [sum(treatment), sum(control)];
  if (all === 0 || others === 0) return unknown("no-values");
  const present = treatment.flatMap((count, level) => (count + control[level]! > 0 ? [[count / all, control[level]! / others] as const] : []));
  const [, ...levels] = present;
  const size = levels.length;
  if (size === 0) return unknown("no-variance");
  const covariance = new Float64Array(size * size);
  levels.forEach(([p, q], row) => {
    levels.forEach(([other, otherControl], column) => {
      covariance[row * size + column] = row === column ? (p * (1 - p) + q * (1 - q)) / 2 : -(p * other + q * otherControl) / 2;
    });
  });
  // Arms without a level in common leave the covariance singular; its last pivot may be a rounding error above zero.
  const smallest = Math.min(...levels.map((_, index) => covariance[index * (size + 1)]!));
  const isPositive = choleskyInPlace(covariance, size) && levels.every((_, index) => covariance[index * (size + 1)]! ** 2 > 1e-12 * smallest);
  if (!isPositive) return unknown("no-variance");
  const scaled = Float64Array.from(levels, ([p, q]) => p - q);
  solveLowerInPlace(covariance, size, scaled, 1);
  return { estimate: hypot(...scaled) };
}

function unknown(reason: "no-values" | "too-few-values" | "no-variance"): StandardisedDifference {
  return { estimate: null, reasons: { estimate: reason } };
}
