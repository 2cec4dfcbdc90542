import { hypot } from "../numeric/elementary/hypot.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { CovarianceEstimate } from "./estimateCovariance.ts";
import type { LinearMixedModelFit, ParticipantEffects, PredictedEffect } from "./LinearMixedModelFit.ts";
import type { PredictedEffects } from "./predictRandomEffects.ts";
import { product } from "../numeric/matrixProduct.ts";
import type { ModelInput } from "./readModelInput.ts";

type RandomEffects<Random extends string, Id extends string | number> = LinearMixedModelFit<string, Random, Id>["randomEffects"];

/** The random part of a fit in the units of the columns given. */
export function describeRandomEffects<Random extends string, Id extends string | number>(
  { randomNames, participants, starts }: ModelInput<string, Random, Id>,
  { chart, evaluation }: CovarianceEstimate,
  randomTransform: Float64Array,
  residualVariance: number,
  predicted: PredictedEffects,
): RandomEffects<Random, Id> {
  const size = randomNames.length;
  const index = new Map(randomNames.map((name, place) => [name, place]));
  const placeOf = (name: Random) => index.get(name)!;
  const factor = product(randomTransform, evaluation.factor, size, size, chart.rank);
  const row = (place: number) => factor.subarray(place * chart.rank, (place + 1) * chart.rank);
  const between = (i: number, j: number) => row(i).reduce((total, value, k) => total + value * row(j)[k]!, 0);
  // An exact zero of the standardised factor may come back as rounding error of its neighbours.
  const isZero = (place: number) => {
    const reach = hypot(...randomTransform.subarray(place * size, (place + 1) * size)) * hypot(...evaluation.factor);
    return Math.sqrt(between(place, place)) <= 1e-12 * reach;
  };
  const zero = randomNames.map((_, place) => isZero(place));
  const matrix = randomNames.map((_, i) => randomNames.map((__, j) => (zero[i] || zero[j] ? 0 : withoutNegativeZero(residualVariance * between(i, j)))));
  const correlation = (i: number, j: number) => {
    if (zero[i] || zero[j]) return null;
    if (i === j) return 1;
    return withoutNegativeZero(Math.min(1, Math.max(-1, between(i, j) / Math.sqrt(between(i, i) * between(j, j)))));
  };
  const conditional = predicted.covariances.map((covariance) =>
    randomNames.map((_, i) => randomNames.map((__, j) => (zero[i] || zero[j] ? 0 : withoutNegativeZero(covariance[i * size + j]!)))),
  );
  const conditionalOf = (participant: number) => conditional[predicted.participantPattern[participant]!]!;
  const effect = (participant: number, place: number): PredictedEffect => ({
    estimate: zero[place] ? 0 : withoutNegativeZero(predicted.estimates[participant * size + place]!),
    conditionalStandardDeviation: Math.sqrt(conditionalOf(participant)[place]![place]!),
  });
  return {
    covariance: { parameters: randomNames, matrix },
    standardDeviations: recordOf(randomNames, (name) => Math.sqrt(matrix[placeOf(name)]![placeOf(name)]!)),
    correlations: { parameters: randomNames, matrix: randomNames.map((_, i) => randomNames.map((__, j) => correlation(i, j))) },
    byParticipant: participants.map(
      (participant, place): ParticipantEffects<Random, Id> => ({
        participant,
        observations: starts[place + 1]! - starts[place]!,
        effects: recordOf(randomNames, (name) => effect(place, placeOf(name))),
        conditionalCovariance: conditionalOf(place),
      }),
    ),
  };
}
