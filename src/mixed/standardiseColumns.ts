import type { StandardisedFixed } from "../model/standardiseFixed.ts";
import { aliasedColumns, aliasTolerance, standardiseFixed } from "../model/standardiseFixed.ts";
import { invertUpper, lengthOf, orthonormalise } from "../numeric/orthonormalise.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import type { ModelInput } from "./readModelInput.ts";

/** The model in columns of one size: the random columns are orthogonal too where their covariance is free. */
export interface StandardisedModel extends StandardisedFixed {
  readonly random: readonly Float64Array[];
  /** The standardised random columns are Z · `randomTransform`, q × q. */
  readonly randomTransform: Float64Array;
}

export function standardiseColumns(caller: string, model: ModelInput<string, string, string | number>, structure: CovarianceStructure): StandardisedModel {
  return { ...standardiseFixed(caller, model.fixed, model.fixedNames, model.response), ...standardiseRandom(caller, model, structure) };
}

function standardiseRandom(
  caller: string,
  { random, randomNames, participants }: ModelInput<string, string, string | number>,
  structure: CovarianceStructure,
): Pick<StandardisedModel, "random" | "randomTransform"> {
  const spread = Math.sqrt(participants.length);
  const { basis, triangle, aliased } = orthonormalise(random, aliasTolerance);
  if (aliased.length > 0) throw aliasedColumns(caller, "random", aliased.map((index) => randomNames[index]!));
  if (structure === "unstructured") {
    return { random: basis.map((column) => column.map((value) => value * spread)), randomTransform: invertUpper(triangle).map((entry) => entry * spread) };
  }
  // Uncorrelated random effects stay so only if each column is scaled by itself.
  const scales = random.map((column) => spread / lengthOf(column));
  return {
    random: random.map((column, k) => column.map((value) => value * scales[k]!)),
    randomTransform: Float64Array.from({ length: random.length ** 2 }, (_, place) => (place % (random.length + 1) === 0 ? scales[place % random.length]! : 0)),
  };
}
