/** A published or computed summary of a sample, accepted wherever the raw values are. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** With denominator n − 1; `null` when n is 1. Not the standard error. */
  readonly standardDeviation: number | null;
}
