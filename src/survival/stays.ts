import type { RiskSets } from "./riskSets.ts";

/**
 * The sets that each participant is at risk in, cut into stretches so that sums over those at risk are only ever added to. Taken away from
 * a sum, a large hazard would leave its rounding error behind, which may be more than all who stay.
 *
 * A sum is held in levels, each of which begins anew from time to time: the first with each stratum, the last with each set, and each of
 * those between half as often as the one after it. A stretch is in the one level that begins anew just after it ends, so that everyone at
 * risk is in one level. Without delayed entry there is one level and one stretch for each participant.
 */
export interface Stays {
  readonly levels: number;
  /** For each set the first level that begins anew there, as do all after it. */
  readonly anewFrom: Uint8Array;
  /** Places and levels of the stretches that begin with set s: those from `from[s]` up to `from[s + 1]`, which is not one of them. */
  readonly places: Uint32Array;
  readonly level: Uint8Array;
  readonly from: Uint32Array;
}

export function staysIn(sets: RiskSets): Stays {
  const { size, stratum, joining, joiningFrom, lastSet } = sets;
  // Between the level of strata and that of single sets there is one for each power of 2.
  const powers = joining.some((place) => isBeforeEnd(sets, lastSet[place]!)) ? 32 - Math.clz32(size) : 0;
  const levels = 1 + powers;
  const anewFrom = Uint8Array.from(stratum, (each, set) => (each === stratum[set - 1] ? levels - Math.min(powers, 1 + trailingZeros(set)) : 0));
  const from = new Uint32Array(size + 1);
  const eachStretch = (visit: (place: number, set: number, level: number) => void) => {
    for (let set = 0; set < size; set++) {
      for (let index = joiningFrom[set]!; index < joiningFrom[set + 1]!; index++) {
        const place = joining[index]!;
        const last = lastSet[place]!;
        if (!isBeforeEnd(sets, last)) {
          visit(place, set, 0);
          continue;
        }
        for (let begin = set, end = 0; begin <= last; begin = end + 1) {
          let power = 0;
          while ((begin | ((2 << power) - 1)) <= last) power++;
          end = begin | ((1 << power) - 1);
          visit(place, begin, powers - power);
        }
      }
    }
  };
  eachStretch((_, set) => from[set + 1]!++);
  for (let set = 0; set < size; set++) from[set + 1]! += from[set]!;
  const [places, level] = [new Uint32Array(from[size]!), new Uint8Array(from[size]!)];
  const next = from.slice();
  eachStretch((place, set, own) => {
    const index = next[set]!++;
    places[index] = place;
    level[index] = own;
  });
  return { levels, anewFrom, places, level, from };
}

/** Whether the stratum has sets after this one. */
function isBeforeEnd({ stratum }: RiskSets, set: number): boolean {
  return stratum[set] === stratum[set + 1];
}

function trailingZeros(set: number): number {
  return 31 - Math.clz32(set & -set);
}
