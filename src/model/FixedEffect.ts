import type { Interval } from "../result/Interval.ts";
import type { Reasons } from "../result/Reason.ts";

/** A fixed effect, or a combination of some, tested against zero. */
export interface FixedEffect {
  /** In units of the response per unit of the column. */
  readonly estimate: number;
  /** With `kenward-roger` the adjusted one. */
  readonly standardError: number;
  /** `null` (`"unbounded"`) with `asymptotic`: the normal distribution has none. */
  readonly degreesOfFreedom: number | null;
  /** Estimate / standard error. */
  readonly statistic: number;
  readonly pValue: number;
  /** A limit too large for a number, as with next to no degrees of freedom, is `null` (`"unbounded"`). */
  readonly interval: Interval;
  readonly alternative: "two-sided";
  readonly reasons?: Reasons<"degreesOfFreedom" | "interval.lower" | "interval.upper">;
}
