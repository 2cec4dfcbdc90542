import { invertUpper, orthonormalise } from "../numeric/orthonormalise.ts";
import { symmetricEigen } from "../numeric/symmetricEigen.ts";
import { columnSizes, type DesignedFit, estimableWeights } from "./estimableEffect.ts";
import type { DesignColumn, ModelDesign } from "./ModelDesign.ts";

/**
 * Type III: the weights of all columns in the hypotheses of one term. The effects of a factor in the term are differences
 * from its reference (its levels themselves where its margin is not in the model), other factors are averaged with equal
 * weights, and covariates not in the term lie at their centre. That is what is left of the term with sum-to-zero coding.
 */
export function typeThreeWeights({ factors, covariates, terms, columns }: ModelDesign, termIndex: number): number[][] {
  const { variables } = terms[termIndex]!;
  const own = columns.filter(({ term }) => term === termIndex);
  const covariatesOf = (column: DesignColumn) => column.parts.flatMap((part) => ("covariate" in part ? [part.covariate] : []));
  const expected = covariates.filter(({ name }) => variables.includes(name)).map(({ name }) => name);
  const valueAt = (column: DesignColumn, factor: string, level: string) => {
    const own = levelIn(column, factor);
    return own === undefined || own === level ? 1 : 0;
  };
  return own.map((effect) =>
    columns.map((column) => {
      const found = covariatesOf(column);
      if (found.length !== expected.length || !found.every((name) => expected.includes(name))) return 0;
      return factors.reduce((weight, { name, levels, reference }) => {
        const level = levelIn(effect, name);
        if (level === undefined) return (weight * levels.reduce((total, one) => total + valueAt(column, name, one), 0)) / levels.length;
        const hasEveryLevel = own.some((other) => levelIn(other, name) === reference);
        return weight * (valueAt(column, name, level) - (hasEveryLevel ? 0 : valueAt(column, name, reference)));
      }, 1);
    }),
  );
}

/** The level of a factor that a column is of, if any. */
function levelIn({ parts }: DesignColumn, factor: string): string | undefined {
  for (const part of parts) if ("factor" in part && part.factor === factor) return part.level;
  return undefined;
}

/**
 * The estimable combinations of hypotheses, as weights of a fit's coefficients: all of them, unless columns were left out as
 * aliased.
 */
export function estimableHypotheses(fit: DesignedFit, hypotheses: readonly (readonly number[])[]): number[][] {
  const direct = hypotheses.flatMap((row) => {
    const weights = estimableWeights(fit, row);
    return weights === undefined ? [] : [weights];
  });
  if (direct.length === hypotheses.length) return direct;
  // What each hypothesis gives to the aliased columns beyond their combinations: a combination of hypotheses must give nothing.
  const excess = hypotheses.map((row) => aliasedExcess(fit.design, row));
  const count = hypotheses.length;
  const gram = Float64Array.from({ length: count * count }, (_, place) => inner(excess[Math.floor(place / count)]!, excess[place % count]!));
  const { values, vectors } = symmetricEigen(gram, count);
  const kept = Array.from(values.keys()).filter((k) => values[k]! <= 1e-12 * values[count - 1]!);
  return kept.flatMap((k) => {
    const combined = hypotheses[0]!.map((_, column) => hypotheses.reduce((total, row, index) => total + vectors[k * count + index]! * row[column]!, 0));
    return [estimableWeights(fit, combined) ?? []];
  });
}

function aliasedExcess(design: ModelDesign, weights: readonly number[]): number[] {
  const weightOf = new Map(design.columns.map(({ name }, index) => [name, weights[index]!]));
  const sizes = columnSizes(design);
  return design.aliased.map(
    ({ name, combination }) => combination.reduce((total, part) => total - part.weight * weightOf.get(part.name)!, weightOf.get(name)!) / sizes.get(name)!,
  );
}

/**
 * The sum of squares, over the residual variance, that a term adds to those it is adjusted for, and its degrees of freedom.
 * M⁻¹ stands for the columns of a linear model and M⁻¹b for the response: with (XᵀX)⁻¹s² = MMᵀ they have the same products.
 */
export function addedSquares(fit: DesignedFit, term: number, adjustedFor: readonly number[]): { readonly squares: number; readonly degreesOfFreedom: number } {
  const { design, contrastBasis, covariance } = fit;
  const size = covariance.parameters.length;
  const inverse = invertUpper(contrastBasis.root.map((row) => Float64Array.from(row)));
  const standIn = (weights: readonly number[]) => Float64Array.from(weights, (_, row) => weights.reduce((total, weight, column) => total + weight * inverse[row * size + column]!, 0));
  const combinations = new Map(design.aliased.map(({ name, combination }) => [name, combination]));
  const columnsOf = (index: number | undefined) =>
    design.columns
      .filter((column) => column.term === index)
      .map(({ name }) => {
        const combination = combinations.get(name) ?? [{ name, weight: 1 }];
        return standIn(covariance.parameters.map((parameter) => combination.find((part) => part.name === parameter)?.weight ?? 0));
      });
  const before = [undefined, ...adjustedFor].flatMap(columnsOf);
  const { basis, aliased } = orthonormalise([...before, ...columnsOf(term)], 1e-10);
  const own = basis.slice(before.length - aliased.filter((index) => index < before.length).length);
  const response = standIn(covariance.parameters.map((name) => fit.coefficients[name]!.estimate));
  return { squares: own.reduce((total, direction) => total + inner(direction, response) ** 2, 0), degreesOfFreedom: own.length };
}

function inner(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let product = 0;
  for (let index = 0; index < left.length; index++) product += left[index]! * right[index]!;
  return product;
}
