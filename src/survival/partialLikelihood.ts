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

/** Each set counts `weights[set]` times; once without weights. */
export function partialLikelihood({ sets, rows, ties }: PartialLikelihoodInput, coefficients: Float64Array, weights?: Float64Array): PartialLikelihood {
  const size = coefficients.length;
  const predictors = linearPredictors(rows, coefficients);
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const atRisk = moments(size);
  const tied = moments(size);
  const mean = new Float64Array(size);
  let logLikelihood = 0;
  for (let set = 0; set < sets.size; set++) {
    const weight = weights === undefined ? 1 : weights[set]!;
    if (sets.startsAnew[set]!) clear(atRisk);
    const joinedBy = sets.joiningFrom[set + 1]!;
    let reference = atRisk.reference;
    for (let place = sets.joiningFrom[set]!; place < joinedBy; place++) reference = Math.max(reference, predictors[sets.joining[place]!]!);
    raise(atRisk, reference);
    for (let place = sets.joiningFrom[set]!; place < joinedBy; place++) add(atRisk, rows, sets.joining[place]!, predictors);
    clear(tied);
    raise(tied, atRisk.reference);
    const from = sets.eventsFrom[set]!;
    const to = sets.eventsFrom[set + 1]!;
    for (let place = from; place < to; place++) {
      const row = sets.events[place]!;
      // A single event is tied with nobody.
      if (ties === "efron" && to - from > 1) add(tied, rows, row, predictors);
      logLikelihood += weight * (predictors[row]! - atRisk.reference);
      for (let j = 0; j < size; j++) gradient[j]! += weight * rows[row * size + j]!;
    }
    for (let place = from; place < to; place++) {
      const share = ties === "efron" ? (place - from) / (to - from) : 0;
      const total = atRisk.total - share * tied.total;
      logLikelihood -= weight * Math.log(total);
      for (let i = 0; i < size; i++) {
        mean[i] = (atRisk.first[i]! - share * tied.first[i]!) / total;
        gradient[i]! -= weight * mean[i]!;
        for (let j = 0; j <= i; j++) {
          const second = (atRisk.second[i * size + j]! - share * tied.second[i * size + j]!) / total;
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

/**
 * Σr, Σrz and Σrzzᵀ (lower triangle) over some participants, z the covariates and r the hazard relative to the largest among those at
 * risk. It is not relative to the largest of all: beside an outlier who leaves first, everybody else's would be 0.
 */
interface Moments {
  /** The linear predictor that r is relative to. */
  reference: number;
  total: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function moments(size: number): Moments {
  return { reference: -Infinity, total: 0, first: new Float64Array(size), second: new Float64Array(size * size) };
}

function clear(sums: Moments): void {
  sums.reference = -Infinity;
  sums.total = 0;
  sums.first.fill(0);
  sums.second.fill(0);
}

function raise(sums: Moments, reference: number): void {
  if (reference === sums.reference) return;
  const factor = Math.exp(sums.reference - reference);
  sums.reference = reference;
  sums.total *= factor;
  for (let i = 0; i < sums.first.length; i++) sums.first[i]! *= factor;
  for (let i = 0; i < sums.second.length; i++) sums.second[i]! *= factor;
}

function add(sums: Moments, rows: Float64Array, row: number, predictors: Float64Array): void {
  const size = sums.first.length;
  const hazard = Math.exp(predictors[row]! - sums.reference);
  sums.total += hazard;
  for (let i = 0; i < size; i++) {
    const value = hazard * rows[row * size + i]!;
    sums.first[i]! += value;
    for (let j = 0; j <= i; j++) sums.second[i * size + j]! += value * rows[row * size + j]!;
  }
}
