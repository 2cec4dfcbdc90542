import type { CheckedTimes } from "../survival/survivalTimes.ts";

/**
 * Of two participants, by their indexes: above 0 if the first did better, below 0 if the second did. 0 where this cannot tell
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
  const end = time.map((value) => Math.min(value, withinRounding(horizon)));
  const places = new Map([...new Set(end)].sort((a, b) => a - b).map((value, place) => [value, place]));
  // An event is an even number, and the end of observation at the same time the odd one after it.
  const order = Int32Array.from(end, (value, index) => 2 * places.get(value)! + (event[index] === 1 && time[index] === value ? 0 : 1));
  const [worse, well] = better === "later" ? [-1, 1] : [1, -1];
  return (first, second) => {
    const one = order[first]!;
    const other = order[second]!;
    if (one < other) return one % 2 === 0 ? worse : 0;
    return other < one && other % 2 === 0 ? well : 0;
  };
}

/** Of values at visits, in order, NaN where there is none: the values at the last visit that both have, where they differ by more than `bound`. */
export function visitComparison(visits: readonly Float64Array[], bound: number): PairComparison {
  const width = visits.length;
  const values = new Float64Array(width * (visits[0]?.length ?? 0));
  const lastSeen = new Int32Array(visits[0]?.length ?? 0).fill(-1);
  visits.forEach((column, visit) =>
    column.forEach((value, participant) => {
      values[participant * width + visit] = value;
      if (!Number.isNaN(value)) lastSeen[participant] = visit;
    }),
  );
  return (first, second) => {
    for (let visit = Math.min(lastSeen[first]!, lastSeen[second]!); visit >= 0; visit--) {
      const difference = values[first * width + visit]! - values[second * width + visit]!;
      if (difference > bound || difference < -bound) return difference;
      if (!Number.isNaN(difference)) return 0;
    }
    return 0;
  };
}

/** Planned times that were computed in another unit may lie off by their rounding (2⁻²⁶, as near-equal survival times). */
function withinRounding(horizon: number): number {
  return horizon * (1 + 2 ** -26);
}
