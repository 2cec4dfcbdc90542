import { log } from "../numeric/elementary/log.ts";
import { riskSums } from "./riskSums.ts";
import type { HazardModel } from "./riskSums.ts";

/** Cox's log partial likelihood at some coefficients, with its derivatives. */
export interface PartialLikelihood {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  /** Minus the second derivatives, by rows. */
  readonly information: Float64Array;
}

/** Each set counts `weights[set]` times; once without weights. */
export function partialLikelihood(model: HazardModel, coefficients: Float64Array, weights?: Float64Array): PartialLikelihood {
  const { sets, rows, ties } = model;
  const size = coefficients.length;
  const predictors = linearPredictors(rows, coefficients);
  const { moveTo, atRisk, tied, reference } = riskSums(model, predictors, 2);
  const [gradient, information] = [new Float64Array(size), new Float64Array(size * size)];
  const mean = new Float64Array(size);
  let logLikelihood = 0;
  for (let set = 0; set < sets.size; set++) {
    const weight = weights === undefined ? 1 : weights[set]!;
    moveTo(set);
    const [from, to] = [sets.eventsFrom[set]!, sets.eventsFrom[set + 1]!];
    // The logarithm of a product is taken less often than the sum of logarithms.
    let totals = 1;
    for (let event = from; event < to; event++) {
      const place = sets.events[event]!;
      const share = ties === "efron" ? (event - from) / (to - from) : 0;
      const total = atRisk[0]! - share * tied[0]!;
      const perTotal = 1 / total;
      logLikelihood += weight * (predictors[place]! - reference[set]!);
      totals *= total;
      if (event + 1 === to || totals > 1e200 || totals < 1e-200) {
        logLikelihood -= weight * log(totals);
        totals = 1;
      }
      for (let i = 0, entry = 1 + size; i < size; i++) {
        mean[i] = (atRisk[1 + i]! - share * tied[1 + i]!) * perTotal;
        gradient[i]! += weight * (rows[place * size + i]! - mean[i]!);
        for (let j = 0; j <= i; j++, entry++) {
          const second = (atRisk[entry]! - share * tied[entry]!) * perTotal;
          information[i * size + j]! += weight * (second - mean[i]! * mean[j]!);
        }
      }
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) information[j * size + i] = information[i * size + j]!;
  return { logLikelihood, gradient, information };
}

export function linearPredictors(rows: Float64Array, coefficients: Float64Array): Float64Array {
  const size = coefficients.length;
  const predictors = new Float64Array(rows.length / size);
  for (let row = 0; row < predictors.length; row++) {
    let predictor = 0;
    for (let j = 0; j < size; j++) predictor += coefficients[j]! * rows[row * size + j]!;
    predictors[row] = predictor;
  }
  return predictors;
}
