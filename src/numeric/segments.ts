/**
 * Whether the lines of neighbouring segments meet.
 *
 * - `continuous`: they meet at every knot (a hinge, or broken stick).
 * - `separate`: each segment has a line of its own, so the value may jump at a knot. All share one residual variance.
 */
export type Continuity = "continuous" | "separate";

/** The stretches of time that known knots cut the time axis into: one more than there are knots. */
export interface Segments {
  /** In ascending order. */
  readonly knots: readonly number[];
  /** Times no further apart than this are one time: 0.1 + 0.2 and 0.3 differ by rounding alone. */
  readonly tolerance: number;
}

/** What times of this size may differ by and still be one time. */
export function timeTolerance(largest: number): number {
  return 16 * Number.EPSILON * largest;
}

/** The segment that a time belongs to, counted from 0. A time at a knot belongs to the segment that ends there. */
export function segmentOf({ knots, tolerance }: Segments, time: number): number {
  return knots.filter((knot) => time - knot > tolerance).length;
}

/** The same, but a time at a knot belongs to the segment that begins there. */
export function segmentFrom({ knots, tolerance }: Segments, time: number): number {
  return knots.filter((knot) => time - knot >= -tolerance).length;
}

/** Where a segment begins and ends: at infinity for the first and the last. */
export function boundsOf({ knots }: Segments, segment: number): { readonly from: number; readonly to: number } {
  return { from: knots[segment - 1] ?? -Infinity, to: knots[segment] ?? Infinity };
}

/** How much of the way to a time lies in a segment, counted from `anchor`: joined lines are sums of these, times slopes. */
export function timeWithin(segments: Segments, segment: number, time: number, anchor: number): number {
  const { from, to } = boundsOf(segments, segment);
  return Math.min(Math.max(time, from), to) - anchor;
}
