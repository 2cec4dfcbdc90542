/**
 * Both tail probabilities at one point. Each keeps its relative precision when it is small, which `1 - lower` would not.
 * Of a continuous distribution they add up to 1; of a discrete one both include the point.
 */
export interface Tails {
  /** P(X ≤ x). */
  readonly lower: number;
  /** P(X ≥ x). */
  readonly upper: number;
}

export type Tail = "lower" | "upper";
