import type { Reasons } from "../result/Reason.ts";
import type { RiskSet } from "./riskSets.ts";

/** How often the model puts two participants in the order in which they had the event. */
export interface Concordance {
  /**
   * (concordant + ½ tied) / all comparable pairs: ½ for a model that knows nothing. `null` (`"no-values"`) without comparable
   * pairs.
   */
  readonly estimate: number | null;
  /** Pairs in which the one with the earlier event has the higher hazard by the model. */
  readonly concordant: number;
  readonly discordant: number;
  /** Pairs of the same hazard by the model. */
  readonly tied: number;
  readonly reasons?: Reasons<"estimate">;
}

/**
 * Harrell's: a pair is comparable when the event of one happens while the other is at risk, in the same stratum, and does not
 * have it at the same time.
 */
export function concordanceOf(sets: readonly RiskSet[], predictors: Float64Array): Concordance {
  let [concordant, discordant, tied] = [0, 0, 0];
  let atRisk: number[] = [];
  for (const { events, joining, startsAnew } of sets) {
    atRisk = startsAnew ? [...joining] : atRisk.concat(joining);
    const hasEvent = new Set(events);
    for (const other of atRisk) {
      if (hasEvent.has(other)) continue;
      for (const row of events) {
        const difference = predictors[row]! - predictors[other]!;
        if (difference > 0) concordant++;
        else if (difference < 0) discordant++;
        else tied++;
      }
    }
  }
  const pairs = concordant + discordant + tied;
  if (pairs === 0) return { estimate: null, concordant, discordant, tied, reasons: { estimate: "no-values" } };
  return { estimate: (concordant + tied / 2) / pairs, concordant, discordant, tied };
}
