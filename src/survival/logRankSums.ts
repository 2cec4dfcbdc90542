import { power } from "../numeric/elementary/power.ts";
import type { RiskSets } from "./riskSets.ts";

/** Sums over all event times and strata, by group. */
export interface LogRankSums {
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  /** observed − expected, subtracted at each event time. */
  readonly difference: readonly number[];
  /** Hypergeometric, of the differences. */
  readonly covariance: readonly (readonly number[])[];
  /**
   * Groups that are compared with each other, directly or through others, by index. Within a block the differences have one
   * constraint, that they add up to zero, and no other.
   */
  readonly blocks: readonly (readonly number[])[];
}

/** `groupOf` has one entry for each place in the order of the sets. The weight of an event time is the pooled estimate of survival just before it, in its stratum, to the power `rho`. */
export function logRankSums(sets: RiskSets, groupOf: Float64Array, groups: number, rho: number): LogRankSums {
  const zeros = () => Array.from({ length: groups }, () => 0);
  const [observed, expected, difference] = [zeros(), zeros(), zeros()];
  const covariance = Array.from({ length: groups }, zeros);
  const blockOf = Array.from({ length: groups }, (_, index) => index);
  const [atRisk, events] = [new Float64Array(groups), new Float64Array(groups)];
  const weights = weightsOf(sets, rho);
  for (let set = 0; set < sets.size; set++) {
    events.fill(0);
    for (let index = sets.joiningFrom[set]!; index < sets.joiningFrom[set + 1]!; index++) atRisk[groupOf[sets.joining[index]!]!]!++;
    for (let index = sets.eventsFrom[set]!; index < sets.eventsFrom[set + 1]!; index++) events[groupOf[sets.events[index]!]!]!++;
    const [totalAtRisk, totalEvents] = [sets.atRisk[set]!, eventsIn(sets, set)];
    const weight = weights[set]!;
    // Of the hypergeometric distribution; one participant at risk has no variance.
    const spread = totalAtRisk > 1 ? (weight * weight * totalEvents * (totalAtRisk - totalEvents)) / (totalAtRisk - 1) : 0;
    for (let i = 0; i < groups; i++) {
      const expectedHere = (totalEvents * atRisk[i]!) / totalAtRisk;
      observed[i]! += weight * events[i]!;
      expected[i]! += weight * expectedHere;
      difference[i]! += weight * (events[i]! - expectedHere);
      if (atRisk[i] === 0) continue;
      for (let j = 0; j < groups; j++) {
        const share = atRisk[j]! / totalAtRisk;
        const factor = i === j ? (totalAtRisk - atRisk[i]!) / totalAtRisk : -share;
        covariance[i]![j]! += spread * (atRisk[i]! / totalAtRisk) * factor;
      }
    }
    if (spread > 0) merge(blockOf, atRisk);
    for (let index = sets.leavingFrom[set]!; index < sets.leavingFrom[set + 1]!; index++) atRisk[groupOf[sets.leaving[index]!]!]!--;
  }
  const blocks = [...new Set(blockOf)].map((block) => [...blockOf.keys()].filter((index) => blockOf[index] === block));
  return { observed, expected, difference, covariance, blocks };
}

/** Sets run backwards in time, so the estimate of survival is built from the last of them. */
function weightsOf(sets: RiskSets, rho: number): Float64Array {
  const weights = new Float64Array(sets.size).fill(1);
  if (rho === 0) return weights;
  let survival = 1;
  for (let set = sets.size - 1; set >= 0; set--) {
    if (sets.stratum[set] !== sets.stratum[set + 1]) survival = 1;
    weights[set] = power(survival, rho);
    survival *= 1 - eventsIn(sets, set) / sets.atRisk[set]!;
  }
  return weights;
}

function eventsIn({ eventsFrom }: RiskSets, set: number): number {
  return eventsFrom[set + 1]! - eventsFrom[set]!;
}

/** Makes one block of the groups that are at risk together. */
function merge(blockOf: number[], atRisk: Float64Array): void {
  const target = blockOf.reduce((least, block, group) => (atRisk[group]! > 0 ? Math.min(least, block) : least), Infinity);
  if (blockOf.every((block, group) => atRisk[group] === 0 || block === target)) return;
  const merged = new Set(blockOf.filter((_, group) => atRisk[group]! > 0));
  blockOf.forEach((block, group) => {
    if (merged.has(block)) blockOf[group] = target;
  });
}
