import { checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import { checkSegments } from "./checkSegments.ts";
import type { TimedValues } from "../result/TimedValues.ts";
import type { Continuity, Segments } from "../numeric/segments.ts";
import { readSegments } from "./readSegments.ts";

/** Columns and knots that were checked to determine every slope. */
interface PiecewiseColumns {
  readonly time: Float64Array;
  readonly value: Float64Array;
  readonly segments: Segments;
}

export function readColumns(caller: string, columns: TimedValues, knots: readonly number[], continuity: Continuity): PiecewiseColumns {
  const { time, value } = readTimedValues(caller, columns);
  const segments = readSegments(caller, knots, time);
  checkSegments(caller, segments, continuity, time);
  return { time, value, segments };
}

/** Two columns of one length, all finite. */
export function readTimedValues(caller: string, columns: TimedValues): { readonly time: Float64Array; readonly value: Float64Array } {
  checkParts(caller, "the input", columns, ["time", "value"]);
  const { time, value } = columns;
  checkSample(caller, "time", time);
  checkSample(caller, "value", value);
  if (time.length !== value.length) {
    throw new RangeError(`${caller}: time and value must have the same length; received ${time.length} and ${value.length}`);
  }
  return { time: Float64Array.from(time), value: Float64Array.from(value) };
}
