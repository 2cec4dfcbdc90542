import { hypot } from "../numeric/elementary/hypot.ts";
import { symmetricEigen } from "../numeric/symmetricEigen.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { CovarianceStructure } from "./covarianceChart.ts";
import { chartAtIdentity, linearDirections } from "./covarianceChart.ts";
import type { Estimator } from "../model/Estimator.ts";
import { crossProductsAlong } from "../numeric/patternTraces.ts";
import { evaluateCriterion } from "./criterion.ts";
import type { ParticipantPatterns } from "./participantPatterns.ts";
import { product, transpose } from "../numeric/matrixProduct.ts";
import type { ModelInput } from "./readModelInput.ts";
import { expectedInformation } from "./varianceInformation.ts";

type Model = ModelInput<string, string, string | number>;

/**
 * Refuses a random column that is a covariate of participants: one that varies within none of them, and takes several values
 * besides 0. A column of ones is an intercept, and one of zeros and ones an intercept of a group.
 */
export function checkVaryingWithin(caller: string, { random, randomNames, rows, starts }: Model): void {
  random.forEach((column, index) => {
    let varies = false;
    let value = 0;
    let severalValues = false;
    for (let participant = 0; participant < starts.length - 1 && !varies; participant++) {
      const first = column[rows[starts[participant]!]!]!;
      for (let place = starts[participant]! + 1; place < starts[participant + 1]! && !varies; place++) varies = column[rows[place]!]! !== first;
      severalValues ||= first !== 0 && value !== 0 && first !== value;
      value = first === 0 ? value : first;
    }
    if (varies || !severalValues) return;
    const name = JSON.stringify(randomNames[index]);
    throw new TrialwiseError({
      code: "singular-design",
      message: `${caller}: the random column ${name} varies within no participant, so its coefficient cannot vary between them. Make it a fixed column`,
      required: "random columns that vary within participants",
      observed: name,
    });
  });
}

/**
 * Refuses variances that the design cannot tell apart, as a random intercept and the residual when every participant has one
 * observation: their expected information is singular.
 */
export function checkIdentifiable(
  caller: string,
  { randomNames }: Model,
  model: ParticipantPatterns,
  estimator: Estimator,
  structure: CovarianceStructure,
  randomTransform: Float64Array,
): void {
  const size = model.randomCount;
  const { chart, point } = chartAtIdentity(size, structure, 1);
  const evaluation = evaluateCriterion(model, estimator, chart, point);
  if (evaluation === undefined) return;
  const directions = linearDirections(size, structure);
  const count = directions.length + 1;
  const products = directions.map((direction) => crossProductsAlong(model.randomCount, model.fixedCount + 1, evaluation.sums.crossProducts, direction));
  const information = expectedInformation(model, estimator, evaluation.sums, directions, products);
  const scales = Float64Array.from({ length: count }, (_, index) => 1 / Math.sqrt(Math.max(information[index * (count + 1)]!, 1e-300)));
  const { values, vectors } = symmetricEigen(information.map((entry, place) => entry * scales[Math.floor(place / count)]! * scales[place % count]!), count);
  if (values[0]! > 1e-9) return;
  // The direction of no information, as a change of V over σ²: ZdΓZᵀ + dlogσ²(I + ZZᵀ).
  const weights = vectors.subarray(0, count).map((weight, index) => weight * scales[index]!);
  const residual = weights[count - 1]!;
  const change = Float64Array.from({ length: size * size }, (_, place) => (place % (size + 1) === 0 ? residual : 0));
  directions.forEach((direction, index) => direction.forEach((value, place) => (change[place]! += value * weights[index]!)));
  const transform = product(product(randomTransform, change, size, size, size), transpose(randomTransform, size, size), size, size, size);
  const names = parametersIn(transform, randomTransform, randomNames, residual);
  throw new TrialwiseError({
    code: "singular-design",
    message: `${caller}: the observations do not tell apart ${names}. Participants have too few observations for these random columns, or the fixed columns leave nothing to them`,
    required: "a design that determines every variance and covariance",
    observed: names,
  });
}

/** The parameters that take part in a change, in units of the columns' own sizes. */
function parametersIn(change: Float64Array, randomTransform: Float64Array, names: readonly string[], residual: number): string {
  const size = names.length;
  const unit = names.map((_, k) => hypot(...randomTransform.subarray(k * size, (k + 1) * size)));
  const entries = linearDirections(size, "unstructured").map((direction) => {
    const place = direction.indexOf(1);
    const [i, j] = [Math.floor(place / size), place % size];
    const label = i === j ? `the variance of ${JSON.stringify(names[i])}` : `the covariance of ${JSON.stringify(names[i])} and ${JSON.stringify(names[j])}`;
    return { label, size: Math.abs(change[place]!) / (unit[i]! * unit[j]!) };
  });
  const all = [...entries, { label: "the residual variance", size: Math.abs(residual) }];
  const largest = Math.max(...all.map((entry) => entry.size));
  return all.filter((entry) => entry.size > 0.01 * largest).map(({ label }) => label).join(", ");
}
