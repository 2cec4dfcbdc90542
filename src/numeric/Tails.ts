/**
 * Both tail probabilities at one point. Each is computed so that it keeps its relative precision when it is small:
 * `1 - lower` would not. For a continuous distribution they add up to 1; for a discrete one both include the point.
 */
export interface Tails {
  /** P(X ≤ x). */
  readonly lower: number;
  /** P(X > x), or P(X ≥ x) for a discrete distribution. */
  readonly upper: number;
}

export type Tail = "lower" | "upper";
