import { exp } from "../numeric/elementary/exp.ts";
import { linearPredictors } from "./partialLikelihood.ts";
import type { HazardModel } from "./riskSums.ts";
import { riskSums } from "./riskSums.ts";

/**
 * What each participant contributes to the gradient, participant by participant: the score residuals of Therneau, Grambsch &
 * Fleming 1990 (https://doi.org/10.1093/biomet/77.1.147), with tied events as the likelihood has them.
 *
 * A participant is under the hazard of every set of a stretch of their stay, from the first on, so that sums over those sets, taken from the
 * last on and begun anew where the level of the stretch is, serve all stretches that begin together.
 */
export function scoreResiduals(model: HazardModel, coefficients: Float64Array): Float64Array {
  const { sets, stays, rows } = model;
  const size = coefficients.length;
  const predictors = linearPredictors(rows, coefficients);
  const { reference, everyone, shared, eventMean } = setSums(model, predictors, size);
  const residuals = new Float64Array(rows.length);
  // Relative to the least reference of those sets: that of someone at risk in all of them is none larger.
  const levels = Array.from({ length: stays.levels }, () => ({ sums: new Float64Array(1 + size), reference: Infinity }));
  for (let set = sets.size - 1; set >= 0; set--) {
    for (let index = stays.anewFrom[set + 1] ?? 0; index < levels.length; index++) {
      levels[index]!.sums.fill(0);
      levels[index]!.reference = Infinity;
    }
    for (const level of levels) {
      const before = level.reference;
      level.reference = Math.min(before, reference[set]!);
      const [ofSums, ofSet] = [exp(level.reference - before), exp(level.reference - reference[set]!)];
      for (let k = 0; k <= size; k++) level.sums[k] = ofSums * level.sums[k]! + ofSet * everyone[set * (1 + size) + k]!;
    }
    const under = (place: number, relativeTo: number, sums: Float64Array, from: number, j: number) =>
      exp(predictors[place]! - relativeTo) * (rows[place * size + j]! * sums[from]! - sums[from + 1 + j]!);
    for (let index = stays.from[set]!; index < stays.from[set + 1]!; index++) {
      const [level, place] = [levels[stays.level[index]!]!, stays.places[index]!];
      for (let j = 0; j < size; j++) residuals[place * size + j]! -= under(place, level.reference, level.sums, 0, j);
    }
    for (let index = sets.eventsFrom[set]!; index < sets.eventsFrom[set + 1]!; index++) {
      const place = sets.events[index]!;
      for (let j = 0; j < size; j++) residuals[place * size + j]! += rows[place * size + j]! - eventMean[set * size + j]! + under(place, reference[set]!, shared, set * (1 + size), j);
    }
  }
  return residuals;
}

interface SetSums {
  /** What the sums are relative to. */
  readonly reference: Float64Array;
  /** Σ 1/total, and Σ mean/total of each covariate, over the events of each set; total and mean as the likelihood has them. */
  readonly everyone: Float64Array;
  /** The same sums of the shares by which those who have the event then are no longer under the hazard. */
  readonly shared: Float64Array;
  /** The mean of each covariate, on average over the events. */
  readonly eventMean: Float64Array;
}

function setSums(model: HazardModel, predictors: Float64Array, size: number): SetSums {
  const { sets, ties } = model;
  const { moveTo, atRisk, tied, reference } = riskSums(model, predictors, 1);
  const [everyone, shared] = [new Float64Array(sets.size * (1 + size)), new Float64Array(sets.size * (1 + size))];
  const eventMean = new Float64Array(sets.size * size);
  for (let set = 0; set < sets.size; set++) {
    moveTo(set);
    const events = sets.eventsFrom[set + 1]! - sets.eventsFrom[set]!;
    for (let event = 0; event < events; event++) {
      const share = ties === "efron" ? event / events : 0;
      const total = atRisk[0]! - share * tied[0]!;
      everyone[set * (1 + size)]! += 1 / total;
      shared[set * (1 + size)]! += share / total;
      for (let j = 0; j < size; j++) {
        const mean = (atRisk[1 + j]! - share * tied[1 + j]!) / total;
        everyone[set * (1 + size) + 1 + j]! += mean / total;
        shared[set * (1 + size) + 1 + j]! += (share * mean) / total;
        eventMean[set * size + j]! += mean / events;
      }
    }
  }
  return { reference, everyone, shared, eventMean };
}
