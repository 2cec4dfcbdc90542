import { checkObject } from "../result/checkKeys.ts";
import type { ContrastableFit } from "./contrast.ts";
import { contrastError } from "./contrastError.ts";
import { fixedEffectOf } from "./fixedEffectOf.ts";
import type { FixedEffect } from "./FixedEffect.ts";
import type { ModelDesign } from "./ModelDesign.ts";

/** A fit of the columns of a design: that of `fitLinearModel`, or `{ ...fit, design }` of a mixed model. */
export interface DesignedFit<Factor extends string = string, Covariate extends string = string> extends ContrastableFit<string> {
  readonly design: ModelDesign<Factor, Covariate>;
  readonly residualVariance?: number;
  readonly method: { readonly name: string; readonly options: { readonly level: number } };
}

/**
 * Weights of a fit's coefficients from weights of all columns of its design, aliased ones too; undefined where the combination
 * is not estimable: where it gives an aliased column another weight than the columns that it is a combination of.
 */
export function estimableWeights({ design, covariance }: DesignedFit, weights: readonly number[]): number[] | undefined {
  const weightOf = new Map(design.columns.map(({ name }, index) => [name, weights[index]!]));
  const sizes = columnSizes(design);
  const largest = Math.max(...design.columns.map(({ name }, index) => Math.abs(weights[index]!) / sizes.get(name)!));
  for (const { name, combination } of design.aliased) {
    const implied = combination.reduce((total, part) => total + part.weight * weightOf.get(part.name)!, 0);
    const scale = combination.reduce((total, part) => total + Math.abs(part.weight) * sizes.get(part.name)!, sizes.get(name)!);
    if (Math.abs(weightOf.get(name)! - implied) > 1e-8 * scale * largest) return undefined;
  }
  return covariance.parameters.map((name) => weightOf.get(name)!);
}

/** The size of each column's values, so that units do not matter: that of its covariates. */
export function columnSizes({ columns, covariates }: ModelDesign): ReadonlyMap<string, number> {
  const sizeOf = new Map(covariates.map(({ name, rootMeanSquare }) => [name, rootMeanSquare]));
  // A covariate of zeros has no unit that could be seen.
  return new Map(columns.map(({ name, parts }) => [name, parts.reduce((size, part) => size * ("covariate" in part ? sizeOf.get(part.covariate)! || 1 : 1), 1)]));
}

/** The estimate of a combination of all columns, or undefined where it is not estimable. */
export function estimableEffect(fit: DesignedFit, weights: readonly number[], level: number): FixedEffect | undefined {
  const kept = estimableWeights(fit, weights);
  return kept && fixedEffectOf(combine(fit, kept), contrastError(fit.contrastBasis, kept), level);
}

export function combine({ coefficients, covariance: { parameters } }: DesignedFit, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + weight * coefficients[parameters[index]!]!.estimate, 0);
}

/** Refuses a fit whose coefficients are not the columns of its design. */
export function checkDesignedFit(caller: string, fit: DesignedFit): void {
  checkObject(caller, "the fit", fit);
  const { design, covariance } = fit;
  if (typeof design !== "object" || design === null) {
    throw new TypeError(`${caller}: the fit must have the design that its columns came from, as fitLinearModel gives it; of another fit, { ...fit, design } of designColumns`);
  }
  const aliased = new Set(design.aliased.map(({ name }) => name));
  const expected = design.columns.flatMap(({ name }) => (aliased.has(name) ? [] : [name]));
  const received = new Set(covariance.parameters);
  if (expected.length === received.size && expected.every((name) => received.has(name))) return;
  throw new RangeError(`${caller}: the fit's coefficients must be the columns of its design, ${expected.join(", ")}; received ${covariance.parameters.join(", ")}`);
}
