import type { CheckedTimes } from "../survival/survivalTimes.ts";

/**
 * Of two participants, by their indexes: above 0 if the first did better, below 0 if the second did. 0 or NaN where this cannot tell
 * them apart.
 */
export type PairComparison = (first: number, second: number) => number;

/** The first comparison that tells two participants apart, counted from 1, negative where the second did better; 0 where none does. */
export function decidePair(comparisons: readonly PairComparison[], first: number, second: number): number {
  for (let level = 0; level < comparisons.length; level++) {
    const difference = comparisons[level]!(first, second);
    if (difference > 0) return level + 1;
    if (difference < 0) return -level - 1;
  }
  return 0;
}

/**
 * Who had the event first did worse, if the other is known to have been without it then: observed for longer, or to the same time. Two
 * events at one time, and an event after the other's observation ended, tell nothing. Events after the horizon have not happened.
 */
export function timeComparison({ time, event }: Pick<CheckedTimes, "time" | "event">, horizon: number, better: "later" | "earlier" = "later"): PairComparison {
  const last = withinRounding(horizon);
  const happened = event.map((value, index) => (time[index]! <= last ? value : 0));
  const end = time.map((value) => Math.min(value, last));
  const sign = better === "later" ? 1 : -1;
  const isFirst = (one: number, other: number) => happened[one] === 1 && (end[one]! < end[other]! || (end[one] === end[other] && happened[other] === 0));
  return (first, second) => (isFirst(first, second) ? -sign : isFirst(second, first) ? sign : 0);
}

/** Of values at visits, in order, NaN where there is none: the values at the last visit that both have, where they differ by more than `bound`. */
export function visitComparison(visits: readonly Float64Array[], bound: number): PairComparison {
  return (first, second) => {
    for (let visit = visits.length - 1; visit >= 0; visit--) {
      const difference = visits[visit]![first]! - visits[visit]![second]!;
      if (!Number.isNaN(difference)) return Math.abs(difference) > bound ? difference : 0;
    }
    return 0;
  };
}

/** Planned times that were computed in another unit may lie off by their rounding (2⁻²⁶, as near-equal survival times). */
function withinRounding(horizon: number): number {
  return horizon * (1 + 2 ** -26);
}
