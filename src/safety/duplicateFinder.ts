import type { PlacedAdverseEvent } from "../trial/AdverseEvent.ts";
import type { PlacedTime } from "../trial/TimePoint.ts";
import type { EventColumns } from "./eventColumns.ts";

/** Looks for an event's earlier exact copy in the same participant: its position, or −1. */
export interface DuplicateFinder {
  /** Forgets the events of the participant before; the next has so many. */
  readonly startParticipant: (events: number) => void;
  readonly find: (index: number) => number;
}

/**
 * Finds events recorded twice: same terms, grades, judgements, outcome and times as placed.
 *
 * A participant's events lie in a table by their signature, each at the next free place after it (Knuth 1998, The Art of
 * Computer Programming 3, 6.4), so that an event is compared with the few that share it.
 */
export function duplicateFinder(events: readonly PlacedAdverseEvent[], { termRow, signature }: Pick<EventColumns, "termRow" | "signature">): DuplicateFinder {
  // Positions of events, one more than they are so that 0 is a free place.
  let table = new Int32Array(16);
  let lastPlace = 0;
  return {
    startParticipant(count) {
      let size = 4;
      while (size < 2 * count) size *= 2;
      if (size > table.length) table = new Int32Array(size);
      else table.fill(0, 0, size);
      lastPlace = size - 1;
    },
    find(index) {
      let place = signature[index]! & lastPlace;
      for (let found = table[place]!; found !== 0; found = table[place]!) {
        const earlier = found - 1;
        const isAlike = signature[earlier] === signature[index] && termRow[earlier] === termRow[index];
        if (isAlike && isCopy(events[earlier]!, events[index]!)) return earlier;
        place = (place + 1) & lastPlace;
      }
      table[place] = index + 1;
      return -1;
    },
  };
}

function isCopy(one: PlacedAdverseEvent, other: PlacedAdverseEvent): boolean {
  return (
    one.grade === other.grade &&
    one.priorGrade === other.priorGrade &&
    one.serious === other.serious &&
    one.outcome === other.outcome &&
    one.related?.product === other.related?.product &&
    one.related?.procedure === other.related?.procedure &&
    isSameTime(one.start, other.start) &&
    isSameTime(one.end, other.end) &&
    isSameTime(one.worsenedAt, other.worsenedAt)
  );
}

function isSameTime(one: PlacedTime | undefined, other: PlacedTime | undefined): boolean {
  return one?.earliest === other?.earliest && one?.latest === other?.latest;
}

/** Gives events signatures: a number that equal events of a participant have in common, and others hardly ever. Terms come as numbers. */
export function signer(): (event: PlacedAdverseEvent, termRow: number) => number {
  const day = new Float64Array(1);
  const bits = new Int32Array(day.buffer);
  const mixTime = (code: number, time: PlacedTime | undefined): number => {
    if (time === undefined) return mix(code, 0);
    // All of its bits, so that no two days are alike; −0 becomes 0, which it equals.
    day[0] = time.latest + 0;
    return mix(mix(code, bits[0]!), bits[1]!);
  };
  return ({ grade = 0, start, end, worsenedAt }, termRow) => mixTime(mixTime(mixTime(mix(termRow, grade), start), end), worsenedAt);
}

/** Spreads a number over 32 bits. */
function mix(code: number, value: number): number {
  const mixed = Math.imul(code ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
