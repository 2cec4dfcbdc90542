import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";

/**
 * What an analysis must give: the result of `compareArms` is such, and the parts of others can be put together, as
 * `{ ...riskDifference, counts }` of `compareResponders`.
 */
export interface SubgroupEffect {
  /** Treatment − control; of a ratio, its logarithm. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly interval: Interval;
  /** Participants analysed, or what says them as its `n`. */
  readonly counts: { readonly treatment: number | { readonly n: number }; readonly control: number | { readonly n: number } };
  readonly degreesOfFreedom?: number | null;
  readonly reasons?: Reasons;
}

/** An effect with its interval, and the participants it stands on. */
export interface EffectRow {
  readonly participants: number;
  readonly participantIds: readonly string[];
  /** Analysed in each arm; 0 where the analysis could not be done at all. */
  readonly counts: { readonly treatment: number; readonly control: number };
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons<"estimate" | "standardError" | "interval.lower" | "interval.upper">;
}

export interface GroupRow extends EffectRow {
  readonly group: string;
}
