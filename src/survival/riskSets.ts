import { valuesAt } from "../numeric/valuesAt.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Labelled } from "./labels.ts";
import type { CheckedTimes } from "./survivalTimes.ts";
import { countParticipants } from "./survivalTimes.ts";

/**
 * Who was at risk at each time with an event of each stratum: in each stratum from the last time to the first, so that sets grow and
 * sums over them are only added to. Sets are numbered; there may be a million, so they lie side by side in columns and are no objects.
 */
export interface RiskSets {
  readonly size: number;
  /**
   * Rows of the data by stratum, in each from the last time to the first, at one time those with the event last. Everything else names
   * places in this order, so that what is used together lies together.
   */
  readonly order: Uint32Array;
  readonly stratum: Int32Array;
  readonly time: Float64Array;
  /** Places of those with the event: those of set s from `eventsFrom[s]` up to `eventsFrom[s + 1]`, which is not one of them. */
  readonly events: Uint32Array;
  readonly eventsFrom: Uint32Array;
  /** Places of those at risk that were not yet in the set before, `joiningFrom` likewise; everyone at risk where `startsAnew`. The last of them are those with the event. */
  readonly joining: Uint32Array;
  readonly joiningFrom: Uint32Array;
  /** 1 where sums over the set before are of no use: another stratum, or someone who enters between the two times. */
  readonly startsAnew: Uint8Array;
}

type Strata = Labelled<string | number>;

export function riskSets(data: CheckedTimes, strata: Strata): RiskSets {
  const { order, times, startOf } = latestFirst(data, strata);
  const entries = data.isDelayed ? valuesAt(data.entry, order) : undefined;
  const most = countParticipants(data).events;
  const [stratum, time, startsAnew] = [new Int32Array(most), new Float64Array(most), new Uint8Array(most)];
  const [events, eventsFrom, joiningFrom] = [new Uint32Array(most), new Uint32Array(most + 1), new Uint32Array(most + 1)];
  let joining = new Uint32Array(order.length);
  let [size, happened, joinings] = [0, 0, 0];
  for (let current = 0; current + 1 < startOf.length; current++) {
    const [start, end] = [startOf[current]!, startOf[current + 1]!];
    let joined = start;
    for (let next = start; next < end; ) {
      const at = times[next]!;
      for (; next < end && times[next] === at; next++) if (data.event[order[next]!] === 1) events[happened++] = next;
      if (happened === eventsFrom[size]) continue;
      const isAnew = joined === start || (entries !== undefined && entries.subarray(start, joined).some((entered) => entered >= at && entered < time[size - 1]!));
      const from = isAnew ? start : joined;
      if (joinings + next - from > joining.length) joining = withSpace(joining, joinings + next - from);
      for (let place = from; place < next; place++) if (entries === undefined || entries[place]! < at) joining[joinings++] = place;
      joined = next;
      stratum[size] = current;
      time[size] = at;
      startsAnew[size++] = isAnew ? 1 : 0;
      eventsFrom[size] = happened;
      joiningFrom[size] = joinings;
    }
  }
  return {
    size,
    order,
    stratum: stratum.subarray(0, size),
    time: time.subarray(0, size),
    events,
    eventsFrom: eventsFrom.subarray(0, size + 1),
    joining: joining.subarray(0, joinings),
    joiningFrom: joiningFrom.subarray(0, size + 1),
    startsAnew: startsAnew.subarray(0, size),
  };
}

/** Refuses data without an event: they say nothing about who has it sooner. */
export function checkEvents(caller: string, sets: RiskSets): void {
  if (sets.size > 0) return;
  throw new TrialwiseError({ code: "no-events", message: `${caller}: no participant has the event`, required: "at least 1 event", observed: 0 });
}

interface LatestFirst {
  /** Rows by stratum, in each from the last time to the first, at one time those with the event last. */
  readonly order: Uint32Array;
  readonly times: Float64Array;
  /** The place at which each stratum begins, and their end. */
  readonly startOf: readonly number[];
}

function latestFirst(data: CheckedTimes, { labels, indexOfRow }: Strata): LatestFirst {
  const size = data.order.length;
  const [order, times] = [new Uint32Array(size), new Float64Array(size)];
  const startOf = [0, ...labels.map(() => 0)];
  for (let row = 0; row < size; row++) startOf[indexOfRow[row]! + 1]!++;
  for (let stratum = 0; stratum < labels.length; stratum++) startOf[stratum + 1]! += startOf[stratum]!;
  const places = [...startOf];
  for (let last = size; last > 0; ) {
    const time = data.sorted[last - 1]!;
    let first = last;
    while (first > 0 && data.sorted[first - 1] === time) first--;
    for (const isEvent of [0, 1]) {
      for (let rank = last - 1; rank >= first; rank--) {
        const row = data.order[rank]!;
        if (data.event[row] !== isEvent) continue;
        // What is read here lies all over the memory.
        const place = places[labels.length === 1 ? 0 : indexOfRow[row]!]!++;
        order[place] = row;
        times[place] = time;
      }
    }
    last = first;
  }
  return { order, times, startOf };
}

/** The same places, with space for so many at least. */
function withSpace(places: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(size, 2 * places.length));
  larger.set(places);
  return larger;
}
