import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { CheckedTimes } from "./survivalTimes.ts";

/** Who was at risk at one time with an event, in one stratum. */
export interface RiskSet {
  readonly stratum: number;
  readonly time: number;
  /** Rows with the event at this time. */
  readonly events: readonly number[];
  /** Rows at risk here that were not yet in the set before this one in the list; everyone at risk where `startsAnew`. */
  readonly joining: readonly number[];
  /** Whether sums over the set before this one are of no use: another stratum, or someone who enters between the two times. */
  readonly startsAnew: boolean;
}

/**
 * One set for each stratum and time with an event, in each stratum from the last time to the first, so that sets grow and sums
 * over them are only added to.
 */
export function riskSets({ time, event, entry }: CheckedTimes, stratumOf: Int32Array): RiskSet[] {
  const order = Array.from(time.keys()).sort((a, b) => stratumOf[a]! - stratumOf[b]! || time[b]! - time[a]! || a - b);
  const isDelayed = entry.some((start) => start > 0);
  const sets: RiskSet[] = [];
  let start = 0;
  let joined = 0;
  for (let next = 0; next < order.length; ) {
    const first = order[next]!;
    const [stratum, at] = [stratumOf[first]!, time[first]!];
    if (next > 0 && stratumOf[order[next - 1]!] !== stratum) [start, joined] = [next, next];
    const events: number[] = [];
    for (let row: number | undefined = first; row !== undefined && stratumOf[row] === stratum && time[row] === at; row = order[++next]) {
      if (event[row] === 1) events.push(row);
    }
    if (events.length === 0) continue;
    const before = sets.at(-1);
    const previous = before?.stratum === stratum ? before.time : undefined;
    const startsAnew = previous === undefined || (isDelayed && order.slice(start, joined).some((row) => entry[row]! >= at && entry[row]! < previous));
    const joining = order.slice(startsAnew ? start : joined, next).filter((row) => entry[row]! < at);
    sets.push({ stratum, time: at, events, joining, startsAnew });
    joined = next;
  }
  return sets;
}

/** Refuses data without an event: they say nothing about who has it sooner. */
export function checkEvents(caller: string, sets: readonly RiskSet[]): void {
  if (sets.length > 0) return;
  throw new TrialwiseError({ code: "no-events", message: `${caller}: no participant has the event`, required: "at least 1 event", observed: 0 });
}
