import { exp } from "../numeric/elementary/exp.ts";
import type { PartialLikelihoodInput } from "./partialLikelihood.ts";
import { linearPredictors } from "./partialLikelihood.ts";

/**
 * What each participant contributes to the gradient, participant by participant: the score residuals of Therneau, Grambsch &
 * Fleming 1990 (https://doi.org/10.1093/biomet/77.1.147), with tied events as the likelihood has them.
 *
 * A participant is under the hazard of every set from the one they join to the last before sums start anew, so the sums over those
 * sets serve all who join together.
 */
export function scoreResiduals(input: PartialLikelihoodInput, coefficients: Float64Array): Float64Array {
  const { sets, rows } = input;
  const size = coefficients.length;
  const predictors = linearPredictors(rows, coefficients);
  const { reference, everyone, shared, eventMean } = setSums(input, predictors, size);
  const residuals = new Float64Array(rows.length);
  // Over this set and those after it in the list, relative to the reference of this one.
  const onwards = new Float64Array(1 + size);
  for (let set = sets.size - 1; set >= 0; set--) {
    // References rise along the list, so the factor is at most 1.
    const factor = sets.startsAnew[set + 1] === 0 ? exp(reference[set]! - reference[set + 1]!) : 0;
    for (let k = 0; k <= size; k++) onwards[k] = factor * onwards[k]! + everyone[set * (1 + size) + k]!;
    const under = (row: number, sums: Float64Array, from: number, j: number) =>
      exp(predictors[row]! - reference[set]!) * (rows[row * size + j]! * sums[from]! - sums[from + 1 + j]!);
    for (let place = sets.joiningFrom[set]!; place < sets.joiningFrom[set + 1]!; place++) {
      const row = sets.joining[place]!;
      for (let j = 0; j < size; j++) residuals[row * size + j]! -= under(row, onwards, 0, j);
    }
    for (let place = sets.eventsFrom[set]!; place < sets.eventsFrom[set + 1]!; place++) {
      const row = sets.events[place]!;
      for (let j = 0; j < size; j++) residuals[row * size + j]! += rows[row * size + j]! - eventMean[set * size + j]! + under(row, shared, set * (1 + size), j);
    }
  }
  return residuals;
}

interface SetSums {
  /** The largest linear predictor at risk. */
  readonly reference: Float64Array;
  /** Σ 1/total, and Σ mean/total of each covariate, over the events of each set; total and mean as the likelihood has them. */
  readonly everyone: Float64Array;
  /** The same sums of the shares by which those who have the event then are no longer under the hazard. */
  readonly shared: Float64Array;
  /** The mean of each covariate, on average over the events. */
  readonly eventMean: Float64Array;
}

function setSums({ sets, rows, ties }: PartialLikelihoodInput, predictors: Float64Array, size: number): SetSums {
  const reference = new Float64Array(sets.size);
  const [everyone, shared] = [new Float64Array(sets.size * (1 + size)), new Float64Array(sets.size * (1 + size))];
  const eventMean = new Float64Array(sets.size * size);
  // The total of the hazards, and of hazard × each covariate.
  const [atRisk, tied] = [new Float64Array(1 + size), new Float64Array(1 + size)];
  const add = (sums: Float64Array, row: number, set: number) => {
    const hazard = exp(predictors[row]! - reference[set]!);
    sums[0]! += hazard;
    for (let j = 0; j < size; j++) sums[1 + j]! += hazard * rows[row * size + j]!;
  };
  for (let set = 0; set < sets.size; set++) {
    const before = sets.startsAnew[set]! ? -Infinity : reference[set - 1]!;
    let largest = before;
    for (let place = sets.joiningFrom[set]!; place < sets.joiningFrom[set + 1]!; place++) largest = Math.max(largest, predictors[sets.joining[place]!]!);
    reference[set] = largest;
    const factor = sets.startsAnew[set]! ? 0 : exp(before - largest);
    for (let k = 0; k <= size; k++) atRisk[k]! *= factor;
    for (let place = sets.joiningFrom[set]!; place < sets.joiningFrom[set + 1]!; place++) add(atRisk, sets.joining[place]!, set);
    tied.fill(0);
    const [from, to] = [sets.eventsFrom[set]!, sets.eventsFrom[set + 1]!];
    for (let place = from; place < to; place++) add(tied, sets.events[place]!, set);
    for (let place = from; place < to; place++) {
      const share = ties === "efron" ? (place - from) / (to - from) : 0;
      const total = atRisk[0]! - share * tied[0]!;
      everyone[set * (1 + size)]! += 1 / total;
      shared[set * (1 + size)]! += share / total;
      for (let j = 0; j < size; j++) {
        const mean = (atRisk[1 + j]! - share * tied[1 + j]!) / total;
        everyone[set * (1 + size) + 1 + j]! += mean / total;
        shared[set * (1 + size) + 1 + j]! += (share * mean) / total;
        eventMean[set * size + j]! += mean / (to - from);
      }
    }
  }
  return { reference, everyone, shared, eventMean };
}
