import { valuesAt } from "../numeric/valuesAt.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { CheckedTimes } from "./survivalTimes.ts";

/**
 * Who was at risk at each time with an event of each stratum: in each stratum from the last time to the first, so that sets grow and
 * sums over them are only added to. Sets are numbered; there may be a million, so they lie side by side in lists and are no objects.
 */
export interface RiskSets {
  readonly size: number;
  /** Rows of the data by stratum, in each from the last time to the first. Everything else names places in this order, so that what is used together lies together. */
  readonly order: Uint32Array;
  readonly stratum: readonly number[];
  readonly time: readonly number[];
  /** Places of those with the event: those of set s from `eventsFrom[s]` up to `eventsFrom[s + 1]`, which is not one of them. */
  readonly events: readonly number[];
  readonly eventsFrom: readonly number[];
  /** Places of those at risk that were not yet in the set before, `joiningFrom` likewise; everyone at risk where `startsAnew`. */
  readonly joining: readonly number[];
  readonly joiningFrom: readonly number[];
  /** Whether sums over the set before are of no use: another stratum, or someone who enters between the two times. */
  readonly startsAnew: readonly boolean[];
}

export function riskSets(data: CheckedTimes, stratumOf: Int32Array): RiskSets {
  const { time, event, entry, isDelayed } = data;
  const order = latestFirst(data, stratumOf);
  const [stratum, times, events, joining]: [number[], number[], number[], number[]] = [[], [], [], []];
  const [eventsFrom, joiningFrom] = [[0], [0]];
  const startsAnew: boolean[] = [];
  const entries = valuesAt(entry, order);
  let [start, joined] = [0, 0];
  for (let next = 0; next < order.length; ) {
    const first = order[next]!;
    const [current, at] = [stratumOf[first]!, time[first]!];
    if (next > 0 && stratumOf[order[next - 1]!] !== current) [start, joined] = [next, next];
    for (; next < order.length && time[order[next]!] === at && stratumOf[order[next]!] === current; next++) {
      if (event[order[next]!] === 1) events.push(next);
    }
    if (events.length === eventsFrom.at(-1)) continue;
    const last = times.length - 1;
    const isAnew = stratum[last] !== current || (isDelayed && entries.subarray(start, joined).some((entered) => entered >= at && entered < times[last]!));
    for (let place = isAnew ? start : joined; place < next; place++) if (entries[place]! < at) joining.push(place);
    joined = next;
    stratum.push(current);
    times.push(at);
    startsAnew.push(isAnew);
    eventsFrom.push(events.length);
    joiningFrom.push(joining.length);
  }
  return { size: times.length, order, stratum, time: times, events, eventsFrom, joining, joiningFrom, startsAnew };
}

/** Refuses data without an event: they say nothing about who has it sooner. */
export function checkEvents(caller: string, sets: RiskSets): void {
  if (sets.size > 0) return;
  throw new TrialwiseError({ code: "no-events", message: `${caller}: no participant has the event`, required: "at least 1 event", observed: 0 });
}

/** Rows by stratum, and in each from the last time to the first. */
function latestFirst({ order }: CheckedTimes, stratumOf: Int32Array): Uint32Array {
  const places: number[] = [];
  for (const stratum of stratumOf) places[stratum] = (places[stratum] ?? 0) + 1;
  places.reduce((from, count, stratum) => {
    places[stratum] = from;
    return from + count;
  }, 0);
  const sorted = new Uint32Array(order.length);
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const row = order[rank]!;
    sorted[places[stratumOf[row]!]!++] = row;
  }
  return sorted;
}
