import type { RiskSet } from "./riskSets.ts";

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

/** The weight of an event time is the pooled estimate of survival just before it, in its stratum, to the power `rho`. */
export function logRankSums(sets: readonly RiskSet[], groupOf: Int32Array, groups: number, rho: number): LogRankSums {
  const zeros = () => Array.from({ length: groups }, () => 0);
  const [observed, expected, difference] = [zeros(), zeros(), zeros()];
  const covariance = Array.from({ length: groups }, zeros);
  const blockOf = Array.from({ length: groups }, (_, index) => index);
  const tables = tabulate(sets, groupOf, groups);
  const weights = weightsOf(sets, tables, rho);
  tables.forEach(({ atRisk, events, totalAtRisk, totalEvents }, at) => {
    const weight = weights[at]!;
    // Of the hypergeometric distribution; one participant at risk has no variance.
    const spread = totalAtRisk > 1 ? (weight * weight * totalEvents * (totalAtRisk - totalEvents)) / (totalAtRisk - 1) : 0;
    const present: number[] = [];
    for (let i = 0; i < groups; i++) {
      const expectedHere = (totalEvents * atRisk[i]!) / totalAtRisk;
      observed[i]! += weight * events[i]!;
      expected[i]! += weight * expectedHere;
      difference[i]! += weight * (events[i]! - expectedHere);
      if (atRisk[i] === 0) continue;
      present.push(i);
      for (let j = 0; j < groups; j++) {
        const share = atRisk[j]! / totalAtRisk;
        const factor = i === j ? (totalAtRisk - atRisk[i]!) / totalAtRisk : -share;
        covariance[i]![j]! += spread * (atRisk[i]! / totalAtRisk) * factor;
      }
    }
    if (spread > 0) merge(blockOf, present);
  });
  const blocks = [...new Set(blockOf)].map((block) => [...blockOf.keys()].filter((index) => blockOf[index] === block));
  return { observed, expected, difference, covariance, blocks };
}

interface EventTable {
  readonly atRisk: readonly number[];
  readonly events: readonly number[];
  readonly totalAtRisk: number;
  readonly totalEvents: number;
}

function tabulate(sets: readonly RiskSet[], groupOf: Int32Array, groups: number): EventTable[] {
  let atRisk = Array.from({ length: groups }, () => 0);
  return sets.map((set) => {
    atRisk = set.startsAnew ? atRisk.map(() => 0) : [...atRisk];
    const events = atRisk.map(() => 0);
    for (const row of set.joining) atRisk[groupOf[row]!]!++;
    for (const row of set.events) events[groupOf[row]!]!++;
    return { atRisk, events, totalAtRisk: atRisk.reduce((total, count) => total + count, 0), totalEvents: set.events.length };
  });
}

/** Sets run backwards in time, so the estimate of survival is built from the last of them. */
function weightsOf(sets: readonly RiskSet[], tables: readonly EventTable[], rho: number): Float64Array {
  const weights = new Float64Array(sets.length);
  let survival = 1;
  for (let at = sets.length - 1; at >= 0; at--) {
    if (sets[at]!.stratum !== sets[at + 1]?.stratum) survival = 1;
    weights[at] = survival ** rho;
    survival *= 1 - tables[at]!.totalEvents / tables[at]!.totalAtRisk;
  }
  return weights;
}

function merge(blockOf: number[], present: readonly number[]): void {
  const merged = new Set(present.map((index) => blockOf[index]!));
  const target = Math.min(...merged);
  blockOf.forEach((block, index) => {
    if (merged.has(block)) blockOf[index] = target;
  });
}
