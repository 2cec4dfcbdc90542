import { valuesAt } from "../numeric/valuesAt.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Labelled } from "./labels.ts";
import type { CheckedTimes } from "./survivalTimes.ts";
import { countParticipants } from "./survivalTimes.ts";

/**
 * Who was at risk at each time with an event of each stratum: in each stratum from the last time to the first, as participants join at
 * their own time and leave at their entry. Sets are numbered; there may be a million, so they lie side by side in columns and are no objects.
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
  /** How many are at risk. */
  readonly atRisk: Uint32Array;
  /** Places of those with the event: those of set s from `eventsFrom[s]` up to `eventsFrom[s + 1]`, which is not one of them. */
  readonly events: Uint32Array;
  readonly eventsFrom: Uint32Array;
  /** Places of those whose first set it is, `joiningFrom` likewise: everyone who is at risk at an event, once. The last of them are those with the event. */
  readonly joining: Uint32Array;
  readonly joiningFrom: Uint32Array;
  /** Places of those whose last set it is, `leavingFrom` likewise. */
  readonly leaving: Uint32Array;
  readonly leavingFrom: Uint32Array;
  /** The last set of each place that is in one. */
  readonly lastSet: Uint32Array;
}

type Strata = Labelled<string | number>;

export function riskSets(data: CheckedTimes, strata: Strata): RiskSets {
  const { order, times, startOf } = latestFirst(data, strata);
  const entries = data.isDelayed ? valuesAt(data.entry, order) : undefined;
  const most = countParticipants(data).events;
  const [stratum, time, atRisk] = [new Int32Array(most), new Float64Array(most), new Uint32Array(most)];
  const [events, eventsFrom] = [new Uint32Array(most), new Uint32Array(most + 1)];
  const [joining, joiningFrom, leavingFrom] = [new Uint32Array(order.length), new Uint32Array(most + 1), new Uint32Array(most + 1)];
  const lastSet = new Uint32Array(order.length);
  let [size, happened, joined] = [0, 0, 0];
  for (let current = 0; current + 1 < startOf.length; current++) {
    const [first, end] = [size, startOf[current + 1]!];
    let candidate = startOf[current]!;
    for (let next = candidate; next < end; ) {
      const at = times[next]!;
      for (; next < end && times[next] === at; next++) if (data.event[order[next]!] === 1) events[happened++] = next;
      if (happened === eventsFrom[size]) continue;
      // Whoever enters later than this is at risk at no earlier time either.
      for (; candidate < next; candidate++) if (entries === undefined || entries[candidate]! < at) joining[joined++] = candidate;
      stratum[size] = current;
      time[size++] = at;
      eventsFrom[size] = happened;
      joiningFrom[size] = joined;
    }
    for (let index = joiningFrom[first]!; index < joined; index++) {
      const place = joining[index]!;
      const last = entries === undefined ? size - 1 : lastAfter(time, entries[place]!, first, size);
      lastSet[place] = last;
      leavingFrom[last + 1]!++;
    }
  }
  for (let set = 0; set < size; set++) {
    atRisk[set] = joiningFrom[set + 1]! - leavingFrom[set]!;
    leavingFrom[set + 1]! += leavingFrom[set]!;
  }
  const leaving = new Uint32Array(joined);
  const places = leavingFrom.slice();
  for (let index = 0; index < joined; index++) leaving[places[lastSet[joining[index]!]!]!++] = joining[index]!;
  return {
    size,
    order,
    stratum: stratum.subarray(0, size),
    time: time.subarray(0, size),
    atRisk: atRisk.subarray(0, size),
    events,
    eventsFrom: eventsFrom.subarray(0, size + 1),
    joining: joining.subarray(0, joined),
    joiningFrom: joiningFrom.subarray(0, size + 1),
    leaving,
    leavingFrom: leavingFrom.subarray(0, size + 1),
    lastSet,
  };
}

/** The last of the sets from one up to another whose time is after the entry; times fall, and the first of them is. */
function lastAfter(time: Float64Array, entry: number, first: number, end: number): number {
  let [after, before] = [first, end];
  while (before - after > 1) {
    const middle = (after + before) >>> 1;
    if (time[middle]! > entry) after = middle;
    else before = middle;
  }
  return after;
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
