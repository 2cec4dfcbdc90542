import { midranks } from "../inference/midranks.ts";
import { equalWithin, type PooledOutcomes } from "./jointOutcomes.ts";
import { timeComparison, visitComparison } from "./pairComparison.ts";
import { type PairScores, scorePairs } from "./scorePairs.ts";

/**
 * How participants are compared in function where death does not decide, since some have left early.
 *
 * - `last-common-visit`: at the last visit at which both have a value
 * - `last-value`: each at their own last visit, whenever that was
 */
export type JointDropoutRule = "last-common-visit" | "last-value";

/** How pairs of participants were decided. */
export interface JointPairs {
  readonly total: number;
  readonly byDeath: number;
  readonly byFunction: number;
  /** Alike in function, or without a value to compare. */
  readonly tied: number;
}

/** Pairs of one participant of each group, by who did better and in what. */
export interface JointPairsBetween {
  readonly total: number;
  readonly treatmentBetter: { readonly byDeath: number; readonly byFunction: number };
  readonly controlBetter: { readonly byDeath: number; readonly byFunction: number };
  readonly tied: number;
}

export interface JointScores {
  readonly scores: Float64Array;
  readonly ranks: Float64Array;
  readonly pairs: JointPairs;
  readonly pairsBetween: JointPairsBetween;
}

export function scoreJointOutcomes({ treated, participants, times, visits }: PooledOutcomes, { horizon, dropout }: { readonly horizon?: number; readonly dropout: JointDropoutRule }): JointScores {
  const compared = dropout === "last-value" ? [lastValues(visits, participants)] : visits;
  const comparisons = [timeComparison(times, horizon ?? Infinity), visitComparison(compared, equalWithin(compared))];
  const { scores, all, between } = scorePairs(participants, treated, comparisons);
  return { scores, ranks: midranks(scores, 0).ranks, pairs: pairsOf(all), pairsBetween: pairsBetween(between) };
}

function lastValues(visits: readonly Float64Array[], participants: number): Float64Array {
  const last = new Float64Array(participants).fill(NaN);
  for (const column of visits) column.forEach((value, index) => (last[index] = Number.isNaN(value) ? last[index]! : value));
  return last;
}

function pairsOf({ wins, losses, tied }: PairScores["all"]): JointPairs {
  const [byDeath, byFunction] = [wins[0]! + losses[0]!, wins[1]! + losses[1]!];
  return { total: byDeath + byFunction + tied, byDeath, byFunction, tied };
}

function pairsBetween(decisions: PairScores["between"]): JointPairsBetween {
  const partsOf = (counts: readonly number[]) => ({ byDeath: counts[0]!, byFunction: counts[1]! });
  return { total: pairsOf(decisions).total, treatmentBetter: partsOf(decisions.wins), controlBetter: partsOf(decisions.losses), tied: decisions.tied };
}
