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

/** Whether someone is at risk: `stays` while it is found out who still is. */
const [away, here, stays] = [0, 1, 2];

/**
 * Harrell's: a pair is comparable when the event of one happens while the other is at risk, in the same stratum, and does not
 * have it at the same time.
 */
export function concordanceOf(sets: RiskSets, predictors: Float64Array): Concordance {
  const { rankOf, ranks } = ranksOf(predictors);
  const { events, eventsFrom, joining, joiningFrom, startsAnew } = sets;
  const [atRisk, seen] = [rankCounter(ranks), rankCounter(ranks)];
  const presence = new Uint8Array(predictors.length);
  // Of each participant: concordant + ½ tied pairs, and all.
  const [scores, pairs] = [new Float64Array(predictors.length), new Float64Array(predictors.length)];
  let [concordant, discordant, tied, first] = [0, 0, 0, 0];
  // Pairs with those whose events are seen while this one is at risk, who count if they rank higher: what is seen by then, less what was before.
  const count = (row: number, sign: 1 | -1) => {
    const rank = rankOf[row]!;
    scores[row]! += sign * (seen.total() - seen.below(rank) - seen.at(rank) / 2);
    pairs[row]! += sign * seen.total();
  };
  for (let set = 0; set < sets.size; set++) {
    const [joins, joinedBy, from, to] = [joiningFrom[set]!, joiningFrom[set + 1]!, eventsFrom[set]!, eventsFrom[set + 1]!];
    if (startsAnew[set] === 1) {
      for (let place = joins; place < joinedBy; place++) if (presence[joining[place]!] === here) presence[joining[place]!] = stays;
      for (let place = first; place < joins; place++) {
        const row = joining[place]!;
        if (presence[row] === stays) presence[row] = here;
        else {
          presence[row] = away;
          count(row, 1);
          atRisk.add(rankOf[row]!, -1);
        }
      }
      first = joins;
    }
    // The last who join are those with the event.
    for (let place = joins; place < joinedBy; place++) {
      const row = joining[place]!;
      if (presence[row] === away && place < joinedBy - (to - from)) {
        count(row, -1);
        atRisk.add(rankOf[row]!, 1);
      }
      presence[row] = here;
    }
    for (let place = from; place < to; place++) {
      const row = events[place]!;
      const [lower, equal] = [atRisk.below(rankOf[row]!), atRisk.at(rankOf[row]!)];
      concordant += lower;
      tied += equal;
      discordant += atRisk.total() - lower - equal;
      scores[row]! += lower + equal / 2;
      pairs[row]! += atRisk.total();
    }
    for (let place = from; place < to; place++) {
      atRisk.add(rankOf[events[place]!]!, 1);
      seen.add(rankOf[events[place]!]!, 1);
    }
    for (let place = from; place < to; place++) count(events[place]!, -1);
  }
  for (let place = first; place < joining.length; place++) count(joining[place]!, 1);
  const all = concordant + discordant + tied;
  if (all === 0) return { estimate: null, standardError: null, concordant, discordant, tied, reasons: { estimate: "no-values", standardError: "no-values" } };
  const estimate = (concordant + tied / 2) / all;
  let variance = 0;
  for (let row = 0; row < scores.length; row++) variance += ((scores[row]! - estimate * pairs[row]!) / all) ** 2;
  return { estimate, standardError: Math.sqrt(variance), concordant, discordant, tied };
}

/** Values that differ by rounding alone, such as of two sets of covariates with the same hazard, have one rank. */
function ranksOf(values: Float64Array): { readonly rankOf: Int32Array; readonly ranks: number } {
  let least = Infinity;
  for (let row = 0; row < values.length; row++) least = Math.min(least, values[row]!);
  const heights = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) heights[row] = values[row]! - least;
  const { order, sorted } = ascendingOrder(heights);
  const rounding = 1e-12 * sorted[sorted.length - 1]!;
  const rankOf = new Int32Array(values.length);
  let rank = 0;
  for (let place = 1; place < order.length; place++) {
    if (sorted[place]! - sorted[place - 1]! > rounding) rank++;
    rankOf[order[place]!] = rank;
  }
  return { rankOf, ranks: rank + 1 };
}
