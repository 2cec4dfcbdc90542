import { checkMagnitudes } from "../inference/groupMoments.ts";
import type { Ascending } from "../numeric/ascendingOrder.ts";
import { ascendingOrder } from "../numeric/ascendingOrder.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/** Times to an event, one entry for each participant, in any order. */
export interface SurvivalTimes {
  /** From the origin to the event or to the end of observation, in any unit; not negative. */
  readonly time: Sample;
  /** Whether the event happened at `time` (`true` or 1), or observation ended before it (`false` or 0). */
  readonly event: readonly (boolean | number)[] | Sample;
  /**
   * Delayed entry: the time at which observation began, before `time`. A participant is at risk after it, up to and
   * including `time`; an event before it would not have been seen. 0 is no delay.
   */
  readonly entry?: Sample;
}

/** The times after they were checked and near-equal ones made equal. */
export interface CheckedTimes {
  readonly time: Float64Array;
  readonly event: Uint8Array;
  /** −Infinity without delay. */
  readonly entry: Float64Array;
  /** Whether anyone entered late. */
  readonly isDelayed: boolean;
  /** Rows by time, ascending. */
  readonly order: Uint32Array;
  /** The times in this order. */
  readonly sorted: Float64Array;
}

/** How many participants a result is about. */
export interface SurvivalCounts {
  readonly participants: number;
  readonly events: number;
  readonly censored: number;
}

/** Reads the columns of at least one participant. `others` are the keys of columns that the caller reads itself. */
export function readSurvivalTimes(
  caller: string,
  input: SurvivalTimes,
  others: { readonly required: readonly string[]; readonly optional: readonly string[] } = { required: [], optional: [] },
): CheckedTimes {
  checkKnownKeys(caller, "the input", input, ["time", "event", ...others.required, "entry", ...others.optional]);
  checkParts(caller, "the input", input, ["time", "event", ...others.required]);
  const time = readTimes(caller, "time", input.time);
  const event = readEvents(caller, input.event);
  checkLength(caller, "event", event.length, time.length);
  const entry = input.entry === undefined ? undefined : readTimes(caller, "entry", input.entry);
  if (entry !== undefined) checkLength(caller, "entry", entry.length, time.length);
  if (time.length === 0) {
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: there are no participants`, required: "at least 1 participant", observed: 0 });
  }
  const byTime: Column = { values: time, ...ascendingOrder(time) };
  mergeNearEqual(byTime, entry && { values: entry, ...ascendingOrder(entry) });
  const entries = entry ?? new Float64Array(time.length);
  let isDelayed = false;
  for (let row = 0; row < time.length; row++) {
    const start = entries[row]!;
    if (start === 0) entries[row] = -Infinity;
    else if (start < time[row]!) isDelayed = true;
    else throw new RangeError(`${caller}: entry[${row}] must be before time[${row}], ${show(input.time[row])}; received ${show(input.entry?.[row])}`);
  }
  return { time, event, entry: entries, isDelayed, order: byTime.order, sorted: byTime.sorted };
}

export function countParticipants({ event }: Pick<CheckedTimes, "event">): SurvivalCounts {
  let events = 0;
  for (let row = 0; row < event.length; row++) events += event[row]!;
  return { participants: event.length, events, censored: event.length - events };
}

export function checkLength(caller: string, name: string, received: number, expected: number): void {
  if (received === expected) return;
  throw new RangeError(`${caller}: ${name} must have one entry for each of the ${expected} of time; received ${received}`);
}

function readTimes(caller: string, name: string, values: Sample): Float64Array {
  checkSample(caller, name, values);
  checkMagnitudes(caller, name, values);
  const times = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value < 0) throw new RangeError(`${caller}: ${name}[${index}] must not be negative; received ${show(value)}`);
    times[index] = Math.abs(value);
  }
  return times;
}

function readEvents(caller: string, values: SurvivalTimes["event"]): Uint8Array {
  if (!Array.isArray(values) && !(values instanceof Float64Array)) {
    throw new TypeError(`${caller}: event must be an array of true and false, or of 1 and 0; received ${show(values)}`);
  }
  const events = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value: unknown = values[index];
    if (value === true || value === 1) events[index] = 1;
    else if (value !== false && value !== 0) {
      const problem = `${caller}: event[${index}] must be true, false, 1 or 0; received ${show(value)}`;
      throw typeof value === "number" ? new RangeError(problem) : new TypeError(problem);
    }
  }
  return events;
}

interface Column extends Ascending {
  readonly values: Float64Array;
}

/**
 * Times that follow each other by at most 1.5e-8 (√machine epsilon) of the mean of all distinct times become the earliest
 * of them: what was computed as 0.1 + 0.2 months and what was recorded as 0.3 are a tie. Changes the columns, which stay in order.
 */
function mergeNearEqual(time: Column, entry: Column | undefined): void {
  const distinct = distinctTimes(time, entry);
  let mean = 0;
  for (let index = 0; index < distinct.length; index++) mean += distinct[index]! / distinct.length;
  const tolerance = 2 ** -26 * mean;
  const runs: { readonly from: number; to: number }[] = [];
  for (let index = 1; index < distinct.length; index++) {
    const [before, value] = [distinct[index - 1]!, distinct[index]!];
    if (value - before > tolerance) continue;
    if (runs.at(-1)?.to === before) runs.at(-1)!.to = value;
    else runs.push({ from: before, to: value });
  }
  for (const { values, order, sorted } of entry === undefined ? [time] : [time, entry]) {
    let rank = 0;
    for (const { from, to } of runs) {
      while (rank < sorted.length && sorted[rank]! <= from) rank++;
      for (; rank < sorted.length && sorted[rank]! <= to; rank++) {
        sorted[rank] = from;
        values[order[rank]!] = from;
      }
    }
  }
}

/** All times and entries, ascending, each once. Without a column of entries everyone enters at 0. */
function distinctTimes(time: Column, entry: Column | undefined): Float64Array {
  const entries = entry === undefined ? Float64Array.of(0) : entry.sorted;
  const distinct = new Float64Array(time.sorted.length + entries.length);
  let [left, entered, size] = [0, 0, 0];
  while (left < time.sorted.length || entered < entries.length) {
    const isEntry = entered < entries.length && !(time.sorted[left]! < entries[entered]!);
    const next = isEntry ? entries[entered++]! : time.sorted[left++]!;
    if (size === 0 || next !== distinct[size - 1]) distinct[size++] = next;
  }
  return distinct.subarray(0, size);
}
