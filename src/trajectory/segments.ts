import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** The stretches of time that known knots cut the time axis into: one more than there are knots. */
export interface Segments {
  /** In ascending order. */
  readonly knots: readonly number[];
  /** Times no further apart than this are one time: 0.1 + 0.2 and 0.3 differ by rounding alone. */
  readonly tolerance: number;
}

/** Refuses knots that do not ascend: which of two equal or reversed knots comes first cannot be known. */
export function readSegments(caller: string, knots: readonly number[], time: ArrayLike<number>): Segments {
  if (!Array.isArray(knots)) throw new TypeError(`${caller}: knots must be an array of numbers; received ${show(knots)}`);
  let largest = 0;
  for (let index = 0; index < time.length; index++) largest = Math.max(largest, Math.abs(time[index]!));
  const tolerance = 16 * Number.EPSILON * largest;
  for (let index = 0; index < knots.length; index++) {
    checkFinite(caller, `knots[${index}]`, knots[index]!);
    if (index === 0 || knots[index]! - knots[index - 1]! > tolerance) continue;
    throw new RangeError(`${caller}: knots must ascend; received ${show(knots[index - 1])} before ${show(knots[index])}`);
  }
  return { knots: knots.map(withoutNegativeZero), tolerance };
}

/** The segment that a time belongs to, counted from 0. A time at a knot belongs to the segment that ends there. */
export function segmentOf({ knots, tolerance }: Segments, time: number): number {
  let segment = 0;
  while (segment < knots.length && time - knots[segment]! > tolerance) segment++;
  return segment;
}

/** The same, but a time at a knot belongs to the segment that begins there. */
export function segmentFrom({ knots, tolerance }: Segments, time: number): number {
  let segment = 0;
  while (segment < knots.length && time - knots[segment]! >= -tolerance) segment++;
  return segment;
}

/** Where a segment begins and ends: at infinity for the first and the last. */
export function boundsOf({ knots }: Segments, segment: number): { readonly from: number; readonly to: number } {
  return { from: knots[segment - 1] ?? -Infinity, to: knots[segment] ?? Infinity };
}
