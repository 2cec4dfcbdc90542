import { ascendingOrder } from "../numeric/ascendingOrder.ts";
import type { Reasons } from "../result/Reason.ts";
import { rankCounter, type RankCounter } from "./rankCounter.ts";
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
  const [atRisk, seen] = [rankCounter(ranks), rankCounter(ranks)];
  const isTiedEvent = new Uint8Array(predictors.length);
  // Of each participant: concordant + ½ tied pairs, and all.
  const [scores, pairs] = [new Float64Array(predictors.length), new Float64Array(predictors.length)];
  let [concordant, discordant, tied] = [0, 0, 0];
  let present: number[] = [];
  // Of a participant at risk: pairs with those whose events are seen, who count if they rank higher.
  const count = (row: number, sign: 1 | -1) => {
    const { lower, equal, higher } = compare(seen, rankOf[row]!);
    scores[row]! += sign * (higher + equal / 2);
    pairs[row]! += sign * (lower + equal + higher);
  };
  const endBlock = () => {
    for (const row of present) count(row, 1);
    present = [];
    atRisk.clear();
    seen.clear();
  };
  for (let set = 0; set < sets.size; set++) {
    const joining = sets.joining.slice(sets.joiningFrom[set], sets.joiningFrom[set + 1]);
    const events = sets.events.slice(sets.eventsFrom[set], sets.eventsFrom[set + 1]);
    if (sets.startsAnew[set]!) endBlock();
    for (const row of events) isTiedEvent[row] = 1;
    for (const row of joining) {
      present.push(row);
      if (isTiedEvent[row] === 1) continue;
      count(row, -1);
      atRisk.add(rankOf[row]!, 1);
    }
    for (const row of events) {
      const { lower, equal, higher } = compare(atRisk, rankOf[row]!);
      concordant += lower;
      discordant += higher;
      tied += equal;
      scores[row]! += lower + equal / 2;
      pairs[row]! += lower + equal + higher;
    }
    for (const row of events) {
      atRisk.add(rankOf[row]!, 1);
      seen.add(rankOf[row]!, 1);
    }
    for (const row of events) {
      isTiedEvent[row] = 0;
      count(row, -1);
    }
  }
  endBlock();
  const all = concordant + discordant + tied;
  if (all === 0) return { estimate: null, standardError: null, concordant, discordant, tied, reasons: { estimate: "no-values", standardError: "no-values" } };
  const estimate = (concordant + tied / 2) / all;
  const variance = scores.reduce((total, score, row) => total + ((score - estimate * pairs[row]!) / all) ** 2, 0);
  return { estimate, standardError: Math.sqrt(variance), concordant, discordant, tied };
}

/** Values that differ by rounding alone, such as of two sets of covariates with the same hazard, have one rank. */
function ranksOf(values: Float64Array): { readonly rankOf: Int32Array; readonly ranks: number } {
  const least = values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
  const heights = values.map((value) => value - least);
  const order = ascendingOrder(heights);
  const rounding = 1e-12 * heights[order.at(-1)!]!;
  const rankOf = new Int32Array(values.length);
  let rank = 0;
  for (let place = 1; place < order.length; place++) {
    if (heights[order[place]!]! - heights[order[place - 1]!]! > rounding) rank++;
    rankOf[order[place]!] = rank;
  }
  return { rankOf, ranks: rank + 1 };
}

function compare(counter: RankCounter, rank: number): { readonly lower: number; readonly equal: number; readonly higher: number } {
  const lower = counter.below(rank);
  const equal = counter.at(rank);
  return { lower, equal, higher: counter.total() - lower - equal };
}
