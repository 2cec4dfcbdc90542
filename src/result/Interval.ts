/** A confidence interval. A limit that does not exist or lies at infinity is `null`, and the result's `reasons` say why. */
export interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
  /** Coverage, between 0 and 1. */
  readonly level: number;
}
