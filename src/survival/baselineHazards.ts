import type { HazardModel } from "./riskSums.ts";
import { riskSums } from "./riskSums.ts";

/** The hazard at one event time of one stratum of a participant whose linear predictor is the reference. */
export interface BaselineStep {
  readonly reference: number;
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly hazard: number;
  /** Of the hazard, with the coefficients known. */
  readonly variance: number;
  /** The mean of each covariate at risk × the hazard. */
  readonly means: readonly number[];
}

/**
 * Breslow's estimate of the baseline hazard, or with Efron's ties the sum over the tied events in turn, as the likelihood has them. For
 * each stratum the steps in order of time.
 */
export function baselineHazards(model: HazardModel, predictors: Float64Array): ReadonlyMap<number, readonly BaselineStep[]> {
  const { sets, rows, ties } = model;
  const byStratum = new Map<number, BaselineStep[]>();
  const { moveTo, atRisk, tied, reference } = riskSums(model, predictors, 1);
  for (let set = 0; set < sets.size; set++) {
    moveTo(set);
    const events = sets.eventsFrom[set + 1]! - sets.eventsFrom[set]!;
    let [hazard, variance] = [0, 0];
    const means = Array.from({ length: rows.length / predictors.length }, () => 0);
    for (let event = 0; event < events; event++) {
      const share = ties === "efron" ? event / events : 0;
      const total = atRisk[0]! - share * tied[0]!;
      hazard += 1 / total;
      variance += 1 / (total * total);
      for (let j = 0; j < means.length; j++) means[j]! += (atRisk[1 + j]! - share * tied[1 + j]!) / (total * total);
    }
    const stratum = sets.stratum[set]!;
    const steps = byStratum.get(stratum) ?? [];
    // Sets run backwards in time.
    steps.push({ reference: reference[set]!, time: sets.time[set]!, atRisk: sets.atRisk[set]!, events, hazard, variance, means });
    byStratum.set(stratum, steps);
  }
  for (const steps of byStratum.values()) steps.reverse();
  return byStratum;
}
