/** How a quantile is taken between two values: Hyndman and Fan's type 7 (R's default) or type 2 (SAS's). */
export type QuantileType = 7 | 2;

export const quantileTypes: readonly QuantileType[] = [7, 2];

/** A quantile of at least one value in ascending order (Hyndman & Fan 1996, https://doi.org/10.1080/00031305.1996.10473566). */
export function quantile(ascending: Float64Array, probability: number, type: QuantileType): number {
  const n = ascending.length;
  // Type 7: the position of the quantile among n − 1 steps. Type 2: the inverse of the empirical distribution function,
  // the mean of its two sides at a jump.
  const position = type === 7 ? (n - 1) * probability : n * probability - 1;
  const isWhole = Number.isInteger(position);
  const below = Math.floor(position);
  const weight = type === 7 ? position - below : isWhole ? 0.5 : 1;
  const lower = ascending[Math.max(0, below)]!;
  const upper = ascending[Math.min(n - 1, below + 1)]!;
  return lower === upper ? lower : (1 - weight) * lower + weight * upper;
}
