import { ascendingOrder } from "../numeric/ascendingOrder.ts";
import type { Reasons } from "../result/Reason.ts";
import { rankCounter } from "./rankCounter.ts";
import type { RiskSets } from "./riskSets.ts";

/** How often the model puts two participants in the order in which they had the event. */
export interface Concordance {
  /**
   * (concordant + ½ tied) / all comparable pairs: ½ for a model that knows nothing. `null` (`"no-values"`) without comparable
   * pairs.
   */
  readonly estimate: number | null;
  /** By the infinitesimal jackknife: what the estimate would change if each participant weighed a little more. `null` likewise. */
  readonly standardError: number | null;
  /** Pairs in which the one with the earlier event has the higher hazard by the model. */
  readonly concordant: number;
  readonly discordant: number;
  /** Pairs of the same hazard by the model. */
  readonly tied: number;
  readonly reasons?: Reasons<"estimate" | "standardError">;
}

/**
 * Harrell's: a pair is comparable when the event of one happens while the other is at risk, in the same stratum, and does not
 * have it at the same time.
 */
export function concordanceOf(sets: RiskSets, predictors: Float64Array): Concordance {
  const { rankOf, ranks } = ranksOf(predictors);
  const { events, eventsFrom, joining, joiningFrom, leaving, leavingFrom } = sets;
  const [atRisk, seen] = [rankCounter(ranks), rankCounter(ranks)];
  // Of each participant: concordant + ½ tied pairs, and all.
  const [scores, pairs] = [new Float64Array(predictors.length), new Float64Array(predictors.length)];
  let [concordant, discordant, tied] = [0, 0, 0];
  // Pairs with those whose events are seen while this one is at risk, who count if they rank higher: what is seen by then, less what was before.
  const count = (place: number, sign: 1 | -1) => {
    const rank = rankOf[place]!;
    scores[place]! += sign * (seen.total() - seen.below(rank) - seen.at(rank) / 2);
    pairs[place]! += sign * seen.total();
  };
  for (let set = 0; set < sets.size; set++) {
    const [from, to] = [eventsFrom[set]!, eventsFrom[set + 1]!];
    // The last who join are those with the event.
    for (let index = joiningFrom[set]!; index < joiningFrom[set + 1]! - (to - from); index++) {
      count(joining[index]!, -1);
      atRisk.add(rankOf[joining[index]!]!, 1);
    }
    for (let index = from; index < to; index++) {
      const place = events[index]!;
      const [lower, equal] = [atRisk.below(rankOf[place]!), atRisk.at(rankOf[place]!)];
      concordant += lower;
      tied += equal;
      discordant += atRisk.total() - lower - equal;
      scores[place]! += lower + equal / 2;
      pairs[place]! += atRisk.total();
    }
    for (let index = from; index < to; index++) {
      atRisk.add(rankOf[events[index]!]!, 1);
      seen.add(rankOf[events[index]!]!, 1);
    }
    for (let index = from; index < to; index++) count(events[index]!, -1);
    for (let index = leavingFrom[set]!; index < leavingFrom[set + 1]!; index++) {
      count(leaving[index]!, 1);
      atRisk.add(rankOf[leaving[index]!]!, -1);
    }
  }
  const all = concordant + discordant + tied;
  if (all === 0) return { estimate: null, standardError: null, concordant, discordant, tied, reasons: { estimate: "no-values", standardError: "no-values" } };
  const estimate = (concordant + tied / 2) / all;
  let variance = 0;
  for (let row = 0; row < scores.length; row++) variance += ((scores[row]! - estimate * pairs[row]!) / all) ** 2;
  return { estimate, standardError: Math.sqrt(variance), concordant, discordant, tied };
}

/**
 * Values that differ by rounding alone have one rank: those of two sets of covariates with the same hazard, and all where the hazards do not
 * differ in their 12th digit, as when the estimate is 0 but for its own rounding.
 */
function ranksOf(values: Float64Array): { readonly rankOf: Int32Array; readonly ranks: number } {
  let least = Infinity;
  for (let row = 0; row < values.length; row++) least = Math.min(least, values[row]!);
  const heights = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) heights[row] = values[row]! - least;
  const { order, sorted } = ascendingOrder(heights);
  const rounding = 1e-12 * Math.max(1, sorted[sorted.length - 1]!);
  const rankOf = new Int32Array(values.length);
  let rank = 0;
  for (let place = 1; place < order.length; place++) {
    if (sorted[place]! - sorted[place - 1]! > rounding) rank++;
    rankOf[order[place]!] = rank;
  }
  return { rankOf, ranks: rank + 1 };
}
