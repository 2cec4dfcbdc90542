import { show } from "../result/show.ts";

/**
 * How a quantile is taken between two values, by the number that Hyndman and Fan gave it. 7 is R's default, 2 that of SAS
 * (its definition 5), 6 that of SPSS and Minitab, 8 the one they recommend.
 */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Refuses what is no type of quantile. */
export function checkQuantileType(caller: string, type: QuantileType): void {
  if (Number.isInteger(type) && type >= 1 && type <= 9) return;
  throw new RangeError(`${caller}: quantileType must be a whole number from 1 to 9; received ${show(type)}`);
}

/** A quantile of at least one value in ascending order (Hyndman & Fan 1996, https://doi.org/10.1080/00031305.1996.10473566). */
export function quantile(ascending: Float64Array, probability: number, type: QuantileType): number {
  const n = ascending.length;
  const { below, weight } = place(n, probability, type);
  const lower = ascending[Math.min(n - 1, Math.max(0, below - 1))]!;
  const upper = ascending[Math.min(n - 1, Math.max(0, below))]!;
  return lower === upper ? lower : (1 - weight) * lower + weight * upper;
}

/** The rank below the quantile, counted from 1, and how far it lies towards the next. */
function place(n: number, probability: number, type: QuantileType): { readonly below: number; readonly weight: number } {
  if (type >= 4) {
    const [a, b] = plottingPosition(type);
    const position = snap(a + probability * (n + 1 - a - b));
    const below = Math.floor(position);
    return { below, weight: position - below };
  }
  const position = snap(n * probability - (type === 3 ? 0.5 : 0));
  const below = Math.floor(position);
  if (position > below) return { below, weight: 1 };
  return { below, weight: type === 1 ? 0 : type === 2 ? 0.5 : Math.abs(below % 2) };
}

/** a and b of the plotting positions (k − a) / (n + 1 − a − b), at which the k-th value stands. */
function plottingPosition(type: QuantileType): readonly [number, number] {
  switch (type) {
    case 4:
      return [0, 1];
    case 5:
      return [1 / 2, 1 / 2];
    case 6:
      return [0, 0];
    case 8:
      return [1 / 3, 1 / 3];
    case 9:
      return [3 / 8, 3 / 8];
    default:
      return [1, 1];
  }
}

/** 0.07 × 100 is 7.000000000000001 in floating point: what is whole but for rounding is whole. */
function snap(position: number): number {
  const whole = Math.round(position);
  return Math.abs(position - whole) <= 4 * Number.EPSILON * Math.max(1, Math.abs(position)) ? whole : position;
}
