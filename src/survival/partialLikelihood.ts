import { exp } from "../numeric/elementary/exp.ts";
import { log } from "../numeric/elementary/log.ts";
import type { RiskSets } from "./riskSets.ts";

/**
 * What stands for the unknown order of tied events.
 *
 * - `efron`: the mean over the tied events, near the exact answer
 * - `breslow`: everyone stays in the risk set through all of them; SAS's default
 */
export type TiesMethod = "efron" | "breslow";

/** Cox's log partial likelihood at some coefficients, with its derivatives. */
export interface PartialLikelihood {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  /** Minus the second derivatives, by rows. */
  readonly information: Float64Array;
}

/** The model in one set of columns, each participant's values side by side. */
export interface PartialLikelihoodInput {
  readonly sets: RiskSets;
  readonly rows: Float64Array;
  readonly ties: TiesMethod;
}

/**
 * Each set counts `weights[set]` times; once without weights. Hazards r are relative to the largest among those at risk. They are not
 * relative to the largest of all: beside an outlier who leaves first, everybody else's would be 0.
 */
export function partialLikelihood({ sets, rows, ties }: PartialLikelihoodInput, coefficients: Float64Array, weights?: Float64Array): PartialLikelihood {
  const { eventsFrom, joining, joiningFrom, startsAnew } = sets;
  const size = coefficients.length;
  const predictors = linearPredictors(rows, coefficients);
  const [gradient, information] = [new Float64Array(size), new Float64Array(size * size)];
  const [atRisk, tied] = [moments(size), moments(size)];
  const mean = new Float64Array(size);
  let [logLikelihood, reference] = [0, -Infinity];
  for (let set = 0; set < sets.size; set++) {
    const weight = weights === undefined ? 1 : weights[set]!;
    const [joins, joinedBy, events] = [joiningFrom[set]!, joiningFrom[set + 1]!, eventsFrom[set + 1]! - eventsFrom[set]!];
    const happens = joinedBy - events;
    const before = startsAnew[set] === 1 ? -Infinity : reference;
    reference = before;
    for (let place = joins; place < joinedBy; place++) reference = Math.max(reference, predictors[joining[place]!]!);
    if (reference !== before) scale(atRisk, exp(before - reference));
    add(atRisk, rows, predictors, reference, joining, joins, happens);
    tied.fill(0);
    add(tied, rows, predictors, reference, joining, happens, joinedBy);
    for (let entry = 0; entry < tied.length; entry++) atRisk[entry]! += tied[entry]!;
    // The logarithm of a product is taken less often than the sum of logarithms.
    let totals = 1;
    for (let event = 0; event < events; event++) {
      const row = joining[happens + event]!;
      const share = ties === "efron" ? event / events : 0;
      const total = atRisk[0]! - share * tied[0]!;
      const perTotal = 1 / total;
      logLikelihood += weight * (predictors[row]! - reference);
      totals *= total;
      if (event + 1 === events || totals > 1e200 || totals < 1e-200) {
        logLikelihood -= weight * log(totals);
        totals = 1;
      }
      for (let i = 0, entry = 1; i < size; i++) {
        mean[i] = (atRisk[entry]! - share * tied[entry]!) * perTotal;
        gradient[i]! += weight * (rows[row * size + i]! - mean[i]!);
        entry++;
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

/** Σr over some participants, then for each covariate z in turn Σrz and Σrzy, y each covariate up to this one: they are visited in this order. */
function moments(size: number): Float64Array {
  return new Float64Array(((size + 1) * (size + 2)) / 2);
}

function scale(sums: Float64Array, factor: number): void {
  for (let entry = 0; entry < sums.length; entry++) sums[entry]! *= factor;
}

/** Adds the participants from one place of a list up to another. */
function add(sums: Float64Array, rows: Float64Array, predictors: Float64Array, reference: number, list: Uint32Array, from: number, to: number): void {
  const size = rows.length / predictors.length;
  for (let place = from; place < to; place++) {
    const row = list[place]!;
    const hazard = exp(predictors[row]! - reference);
    sums[0]! += hazard;
    for (let i = 0, entry = 1; i < size; i++) {
      const value = hazard * rows[row * size + i]!;
      sums[entry++]! += value;
      for (let j = 0; j <= i; j++) sums[entry++]! += value * rows[row * size + j]!;
    }
  }
}
