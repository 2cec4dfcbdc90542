import { checkMagnitudes } from "../inference/groupMoments.ts";
import type { Ascending } from "../numeric/ascendingOrder.ts";
import { ascendingOrder } from "../numeric/ascendingOrder.ts";
import { checkFields } from "../result/checkKeys.ts";
import { checkFinite, checkSample } from "../result/checkOption.ts";
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
  checkFields(caller, "the input", input, ["time", "event", ...others.required], ["entry", ...others.optional]);
  const time = readTimes(caller, "time", input.time);
  const event = readEvents(caller, input.event);
  checkLength(caller, "event", event.length, time.length);
  const entry = input.entry === undefined ? undefined : readTimes(caller, "entry", input.entry);
  if (entry !== undefined) checkLength(caller, "entry", entry.length, time.length);
  if (time.length === 0) {
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: there are no participants`, required: "at least 1 participant", observed: 0 });
  }
  const { order, sorted } = orderNearEqual(time, entry ?? Float64Array.of(0));
  const entries = entry ?? new Float64Array(time.length);
  let isDelayed = false;
  for (let row = 0; row < time.length; row++) {
    const start = entries[row]!;
    if (start === 0) entries[row] = -Infinity;
    else if (start < time[row]!) isDelayed = true;
    else throw new RangeError(`${caller}: entry[${row}] must be before time[${row}], ${show(input.time[row])}; received ${show(input.entry?.[row])}`);
  }
  return { time, event, entry: entries, isDelayed, order, sorted };
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

export function checkNotNegative(caller: string, name: string, value: number): void {
  checkFinite(caller, name, value);
  if (value < 0) throw new RangeError(`${caller}: ${name} must not be negative; received ${show(value)}`);
}

function readTimes(caller: string, name: string, values: Sample): Float64Array {
  checkSample(caller, name, values);
  checkMagnitudes(caller, name, values);
  const times = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    // The name of each of a million values is not spelt out to find it in order.
    if (value < 0) checkNotNegative(caller, `${name}[${index}]`, value);
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

/**
 * The order of the times, once those of them and of the entries that follow each other by at most 1.5e-8 (√machine epsilon) of the mean of all
 * distinct ones have become the earliest of them: what was computed as 0.1 + 0.2 months and what was recorded as 0.3 are a tie. Changes both.
 */
function orderNearEqual(time: Float64Array, entry: Float64Array): Ascending {
  const both = new Float64Array(entry.length + time.length);
  both.set(entry);
  both.set(time, entry.length);
  const { order: all, sorted: values } = ascendingOrder(both);
  let distinct = 0;
  for (let rank = 0; rank < values.length; rank++) if (values[rank] !== values[rank - 1]) distinct++;
  let mean = 0;
  for (let rank = 0; rank < values.length; rank++) if (values[rank] !== values[rank - 1]) mean += values[rank]! / distinct;
  const [order, sorted] = [new Uint32Array(time.length), new Float64Array(time.length)];
  let [earliest, size] = [values[0]!, 0];
  for (let rank = 0; rank < values.length; rank++) {
    if (rank > 0 && values[rank]! - values[rank - 1]! > 2 ** -26 * mean) earliest = values[rank]!;
    const row = all[rank]! - entry.length;
    if (row < 0) entry[all[rank]!] = earliest;
    else {
      time[row] = earliest;
      order[size] = row;
      sorted[size++] = earliest;
    }
  }
  return { order, sorted };
}
