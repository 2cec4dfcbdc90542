import { show } from "../result/show.ts";

/**
 * How a quantile is taken between two values, by the number that Hyndman and Fan gave it. 7 is R's default, 2 that of SAS
 * (its definition 5), 6 that of SPSS and Minitab, 8 the one they recommend.
 */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Refuses what is no type of quantile. */
export function checkQuantileType(caller: string, type: QuantileType): void {
  if (typeof type === "number" && type in firstRanks) return;
  throw new RangeError(`${caller}: quantileType must be a whole number from 1 to 9; received ${show(type)}`);
}

/** a of each type: a quantile lies at the rank a + p(n + 1 − a − b), so that type 7 counts from the first value to the last. */
const firstRanks = { 1: 0, 2: 0, 3: -1 / 2, 4: 0, 5: 1 / 2, 6: 0, 7: 1, 8: 1 / 3, 9: 3 / 8 } as const;

/** What the upper value counts where the step functions of the first types jump; that of type 3 takes the value of even rank. */
const weightsAtJumps: { readonly [type: number]: number } = { 1: 0, 2: 0.5 };

/** A quantile of at least one value in ascending order (Hyndman & Fan 1996, https://doi.org/10.1080/00031305.1996.10473566). */
export function quantile(ascending: Float64Array, probability: number, type: QuantileType): number {
  const n = ascending.length;
  const a = firstRanks[type];
  // b is 1 − a up to type 5, and a from there on.
  const computed = a + probability * (type > 5 ? n + 1 - a - a : n);
  // 0.07 × 100 is 7.000000000000001 in floating point: what is whole but for rounding is whole.
  const whole = Math.round(computed);
  const rank = Math.abs(computed - whole) <= 4 * Number.EPSILON * Math.max(1, computed) ? whole : computed;
  const below = Math.floor(rank);
  const valueAt = (place: number) => ascending[Math.min(n, Math.max(1, place)) - 1]!;
  const lower = valueAt(below);
  const upper = valueAt(below + 1);
  const weight = type > 3 ? rank - below : rank > below ? 1 : (weightsAtJumps[type] ?? Math.abs(below % 2));
  return lower === upper ? lower : (1 - weight) * lower + weight * upper;
}
