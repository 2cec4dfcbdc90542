import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { checkParts } from "./checkKeys.ts";

interface BeforeAndAfter {
  readonly before: Sample;
  readonly after: Sample;
  readonly differences?: never;
}

interface Differences {
  readonly differences: unknown;
  readonly before?: never;
  readonly after?: never;
}

/** Whether paired samples come as differences; refuses both forms at once. */
export function hasDifferences<Given extends Differences>(caller: string, input: BeforeAndAfter | Given): input is Given {
  if (typeof input !== "object" || input === null || input.differences === undefined) return false;
  if (input.before === undefined && input.after === undefined) return true;
  throw new TypeError(`${caller}: give before and after, or differences, not both`);
}

/** after − before for each participant. */
export function subtractPairs(caller: string, input: BeforeAndAfter): Float64Array {
  checkParts(caller, "the input", input, ["before", "after"]);
  const { before, after } = input;
  checkSample(caller, "before", before);
  checkSample(caller, "after", after);
  if (before.length !== after.length) {
    throw new RangeError(`${caller}: before and after must have the same length; received ${before.length} and ${after.length}`);
  }
  return Float64Array.from(after, (value, index) => value - before[index]!);
}
