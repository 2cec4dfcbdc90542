import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { PairTable } from "./pairOrder.ts";
import { pairCount, selectPair } from "./pairOrder.ts";
import type { ResolvedTestOptions } from "./testOptions.ts";

export interface HodgesLehmann {
  /** The median over all pairs. */
  readonly estimate: number;
  readonly interval: Interval;
  readonly reasons?: Reasons<"interval.lower" | "interval.upper">;
}

/** The statistics that a one-sided test does not reject, at both ends: statistics count the pairs above a shift. */
export interface AcceptedStatistics {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Hodges and Lehmann's estimate of a shift, and the shifts that a rank test does not reject (Bauer 1972). The statistic at a
 * shift is the number of pairs above it, half of those equal to it; it falls with the shift, so the limits are pairs.
 */
export function hodgesLehmann(pairs: PairTable, { lowest, highest }: AcceptedStatistics, { level, alternative }: ResolvedTestOptions): HodgesLehmann {
  const count = pairCount(pairs);
  // A normal bound at a level below ½ may lie beyond every statistic that there is: no shift is accepted, not even one beyond all
  // pairs. The limit is the last pair then, as near to that as pairs come.
  const select = (k: number) => withoutNegativeZero(selectPair(pairs, Math.min(count, Math.max(1, k))));
  const lower = alternative === "less" || highest >= count ? null : select(Math.ceil(count - highest));
  const upper = alternative === "greater" || lowest <= 0 ? null : select(Math.floor(count + 1 - lowest));
  const reasons = { ...(lower === null && { "interval.lower": "unbounded" } as const), ...(upper === null && { "interval.upper": "unbounded" } as const) };
  const middle = select(Math.ceil(count / 2));
  return {
    estimate: count % 2 === 1 ? middle : withoutNegativeZero(middle / 2 + select(count / 2 + 1) / 2),
    interval: { lower, upper, level },
    ...((lower === null || upper === null) && { reasons }),
  };
}
