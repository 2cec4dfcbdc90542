import { checkMagnitude } from "../inference/groupMoments.ts";
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
  const entry = input.entry === undefined ? new Float64Array(time.length) : readTimes(caller, "entry", input.entry);
  checkLength(caller, "entry", entry.length, time.length);
  if (time.length === 0) {
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: there are no participants`, required: "at least 1 participant", observed: 0 });
  }
  const merged = mergeNearEqual(time, entry);
  merged.time.forEach((exit, index) => {
    const start = merged.entry[index]!;
    if (start === 0) merged.entry[index] = -Infinity;
    else if (start >= exit) {
      throw new RangeError(`${caller}: entry[${index}] must be before time[${index}], ${show(time[index])}; received ${show(entry[index])}`);
    }
  });
  return { ...merged, event };
}

export function countParticipants({ event }: CheckedTimes): SurvivalCounts {
  const events = event.reduce((total, value) => total + value, 0);
  return { participants: event.length, events, censored: event.length - events };
}

export function checkLength(caller: string, name: string, received: number, expected: number): void {
  if (received === expected) return;
  throw new RangeError(`${caller}: ${name} must have one entry for each of the ${expected} of time; received ${received}`);
}

function readTimes(caller: string, name: string, values: Sample): Float64Array {
  checkSample(caller, name, values);
  return Float64Array.from(values, (value, index) => {
    checkMagnitude(caller, `${name}[${index}]`, value);
    if (value < 0) throw new RangeError(`${caller}: ${name}[${index}] must not be negative; received ${show(value)}`);
    return Math.abs(value);
  });
}

function readEvents(caller: string, values: SurvivalTimes["event"]): Uint8Array {
  if (!Array.isArray(values) && !(values instanceof Float64Array)) {
    throw new TypeError(`${caller}: event must be an array of true and false, or of 1 and 0; received ${show(values)}`);
  }
  return Uint8Array.from(values, (value: unknown, index) => {
    if (value === true || value === 1) return 1;
    if (value === false || value === 0) return 0;
    const problem = `${caller}: event[${index}] must be true, false, 1 or 0; received ${show(value)}`;
    throw typeof value === "number" ? new RangeError(problem) : new TypeError(problem);
  });
}

/**
 * Times that follow each other by at most 1.5e-8 (√machine epsilon) of the mean of all distinct times become the earliest
 * of them: what was computed as 0.1 + 0.2 months and what was recorded as 0.3 are a tie.
 */
function mergeNearEqual(time: Float64Array, entry: Float64Array): Pick<CheckedTimes, "time" | "entry"> {
  const sorted = new Float64Array(time.length + entry.length);
  sorted.set(time);
  sorted.set(entry, time.length);
  sorted.sort();
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  const tolerance = 2 ** -26 * distinct.reduce((total, value) => total + value / distinct.length, 0);
  // Only of those that are not the earliest themselves, which are few.
  const earliest = new Map<number, number>();
  distinct.forEach((value, index) => {
    const before = distinct[index - 1];
    if (before !== undefined && value - before <= tolerance) earliest.set(value, earliest.get(before) ?? before);
  });
  if (earliest.size === 0) return { time, entry };
  const merge = (values: Float64Array) => values.map((value) => earliest.get(value) ?? value);
  return { time: merge(time), entry: merge(entry) };
}
