import { exp } from "../numeric/elementary/exp.ts";
import type { TiesMethod } from "./partialLikelihood.ts";
import type { RiskSets } from "./riskSets.ts";

/** The hazard at one event time of one stratum of a participant whose linear predictor is the reference. */
export interface BaselineStep {
  /** The largest linear predictor of those at risk, so that no sum over them vanishes beside an outlier. */
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
export function baselineHazards(sets: RiskSets, predictors: Float64Array, columns: readonly Float64Array[], ties: TiesMethod): ReadonlyMap<number, readonly BaselineStep[]> {
  const byStratum = new Map<number, BaselineStep[]>();
  const sums = { reference: -Infinity, total: 0, first: columns.map(() => 0), count: 0 };
  const hazardOf = (row: number) => exp(predictors[row]! - sums.reference);
  for (let set = 0; set < sets.size; set++) {
    const joining = sets.joining.slice(sets.joiningFrom[set], sets.joiningFrom[set + 1]);
    const events = sets.events.slice(sets.eventsFrom[set], sets.eventsFrom[set + 1]);
    if (sets.startsAnew[set]!) [sums.reference, sums.total, sums.first, sums.count] = [-Infinity, 0, columns.map(() => 0), 0];
    const reference = joining.reduce((largest, row) => Math.max(largest, predictors[row]!), sums.reference);
    const factor = reference === sums.reference ? 1 : exp(sums.reference - reference);
    sums.reference = reference;
    sums.total *= factor;
    sums.first = sums.first.map((first) => first * factor);
    for (const row of joining) {
      sums.total += hazardOf(row);
      columns.forEach((column, j) => (sums.first[j]! += hazardOf(row) * column[row]!));
      sums.count++;
    }
    const tiedTotal = events.reduce((total, row) => total + hazardOf(row), 0);
    const tiedFirst = columns.map((column) => events.reduce((total, row) => total + hazardOf(row) * column[row]!, 0));
    let [hazard, variance] = [0, 0];
    const means = columns.map(() => 0);
    for (let step = 0; step < events.length; step++) {
      const share = ties === "efron" ? step / events.length : 0;
      const total = sums.total - share * tiedTotal;
      hazard += 1 / total;
      variance += 1 / (total * total);
      sums.first.forEach((first, j) => (means[j]! += (first - share * tiedFirst[j]!) / (total * total)));
    }
    const stratum = sets.stratum[set]!;
    const steps = byStratum.get(stratum) ?? [];
    // Sets run backwards in time.
    steps.push({ reference, time: sets.time[set]!, atRisk: sums.count, events: events.length, hazard, variance, means });
    byStratum.set(stratum, steps);
  }
  for (const steps of byStratum.values()) steps.reverse();
  return byStratum;
}
