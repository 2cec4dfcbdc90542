import type { ContrastBasis } from "../model/ContrastBasis.ts";
import { kenwardRogerAdjustment } from "../model/kenwardRogerAdjustment.ts";
import { invertPositive } from "../numeric/invertPositive.ts";
import { crossProductsAlong } from "../numeric/patternTraces.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { MmrmSettings } from "./MmrmFit.ts";
import type { MmrmEvaluation } from "./mmrmCriterion.ts";
import { expectedHessian } from "./mmrmCriterion.ts";

type Settings = Pick<MmrmSettings, "estimator" | "degreesOfFreedomMethod" | "information" | "covarianceAdjustment">;

/** What the fixed effects' tests need of the covariance parameters, as plain data. `rootValues` is M, where Φ = MMᵀ. */
export function makeMmrmContrastBasis(
  caller: string,
  { estimator, degreesOfFreedomMethod, information = "observed", covarianceAdjustment }: Settings,
  evaluation: MmrmEvaluation,
  rootValues: Float64Array,
  observations: number,
): ContrastBasis {
  const size = Math.sqrt(rootValues.length);
  const root = toRows(rootValues, size);
  if (degreesOfFreedomMethod === "asymptotic") return { degreesOfFreedomMethod, root };
  if (degreesOfFreedomMethod === "residual") return { degreesOfFreedomMethod, root, degreesOfFreedom: observations - size };
  const count = evaluation.products.length;
  const covariance = invertPositive(information === "observed" ? evaluation.hessian : expectedHessian(estimator, evaluation), count)?.map((entry) => 2 * entry);
  if (covariance === undefined) {
    throw new TrialwiseError({
      code: "no-convergence",
      message: `${caller}: the ${information} information about the covariance is not positive definite, so no degrees of freedom follow from it`,
      required: "a positive definite information matrix",
      observed: "an indefinite one",
    });
  }
  const sensitivities = evaluation.products.map((matrix) => withoutLast(matrix, size));
  const shared = {
    degreesOfFreedomMethod,
    information,
    root,
    sensitivities: sensitivities.map((sensitivity) => toRows(sensitivity, size)),
    parameterCovariance: toRows(covariance, count),
  };
  if (degreesOfFreedomMethod === "satterthwaite") return shared;
  const groups = evaluation.groups.map(({ shape, covariance: { directions }, sums, first }) => ({ shape, patternLeverage: sums.patternLeverage, blocks: sums.blocks, directions, first }));
  const adjustment = kenwardRogerAdjustment(size, groups, sensitivities, covariance, count);
  if (covarianceAdjustment === "second-order") subtractSecondDerivatives(adjustment, evaluation, covariance, size);
  return { ...shared, adjustment: toRows(adjustment, size) };
}

/** −½ Σ wᵢⱼ M⁻¹ΦRᵢⱼΦM⁻ᵀ with Rᵢⱼ = XᵀV⁻¹(∂²V)V⁻¹X (Kenward & Roger 1997, equation 5): one pass with Σ wᵢⱼ ∂²Σ. */
function subtractSecondDerivatives(adjustment: Float64Array, { groups, products }: MmrmEvaluation, covariance: Float64Array, size: number): void {
  const count = products.length;
  for (const { shape, covariance: { weightedSecondDerivative }, sums, first } of groups) {
    const second = weightedSecondDerivative?.((i, j) => covariance[(first + i) * count + first + j]!);
    if (second === undefined) continue;
    const along = withoutLast(crossProductsAlong(shape.size, size + 1, sums.crossProducts, second), size);
    along.forEach((value, place) => (adjustment[place]! -= value / 2));
  }
}

function withoutLast(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, place) => matrix[Math.floor(place / size) * (size + 1) + (place % size)]!);
}

function toRows(values: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from(values.subarray(row * size, (row + 1) * size), withoutNegativeZero));
}
