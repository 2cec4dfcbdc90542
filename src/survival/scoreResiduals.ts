import type { PartialLikelihoodInput } from "./partialLikelihood.ts";
import { linearPredictors } from "./partialLikelihood.ts";

/**
 * What each participant contributes to the gradient, participant by participant: the score residuals of Therneau, Grambsch &
 * Fleming 1990 (https://doi.org/10.1093/biomet/77.1.147), with tied events as the likelihood has them.
 */
export function scoreResiduals({ sets, rows, ties }: PartialLikelihoodInput, coefficients: Float64Array): Float64Array {
  const size = coefficients.length;
  const predictors = linearPredictors(rows, coefficients);
  const hazards = new Float64Array(predictors.length);
  const residuals = new Float64Array(rows.length);
  let atRisk: number[] = [];
  const sumsOver = (members: readonly number[]) => {
    const first = new Float64Array(size);
    let total = 0;
    for (const row of members) {
      total += hazards[row]!;
      for (let j = 0; j < size; j++) first[j]! += hazards[row]! * rows[row * size + j]!;
    }
    return { total, first };
  };
  for (const { events, joining, startsAnew } of sets) {
    atRisk = startsAnew ? [...joining] : atRisk.concat(joining);
    // Relative to those at risk, as in the likelihood.
    const largest = atRisk.reduce((most, row) => Math.max(most, predictors[row]!), -Infinity);
    for (const row of atRisk) hazards[row] = Math.exp(predictors[row]! - largest);
    const [everyone, tied] = [sumsOver(atRisk), sumsOver(events)];
    const hasEvent = new Set(events);
    for (let step = 0; step < events.length; step++) {
      const share = ties === "efron" ? step / events.length : 0;
      const total = everyone.total - share * tied.total;
      const mean = everyone.first.map((value, j) => (value - share * tied.first[j]!) / total);
      for (const row of atRisk) {
        // Of the event itself, and of the hazard that this participant was under.
        const own = hasEvent.has(row) ? 1 / events.length : 0;
        const under = (hazards[row]! / total) * (hasEvent.has(row) ? 1 - share : 1);
        for (let j = 0; j < size; j++) residuals[row * size + j]! += (own - under) * (rows[row * size + j]! - mean[j]!);
      }
    }
  }
  return residuals;
}
