import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { checkMagnitude } from "./groupMoments.ts";
import { roundingErrorOf } from "./midranks.ts";
import { zeroWithin } from "./pairOrder.ts";

interface BeforeAndAfter {
  readonly before: Sample;
  readonly after: Sample;
  readonly differences?: never;
}

interface Differences<Given> {
  readonly differences: Given;
  readonly before?: never;
  readonly after?: never;
}

/** Two measurements of the same participants in the same order, or their differences (after − before). */
export type PairedValues = BeforeAndAfter | Differences<Sample>;

/** Whether paired samples come as differences; refuses both forms at once. */
export function hasDifferences<Given>(caller: string, input: BeforeAndAfter | Differences<Given>): input is Differences<Given> {
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

export interface ReadPairs {
  /** 0 where they are within a rounding error of it. */
  readonly differences: Float64Array;
  readonly nonzero: Float64Array;
  readonly roundingError: number;
}

/** Reads differences of which at least one is not zero. */
export function readPairedValues(caller: string, input: PairedValues): ReadPairs {
  const { differences: read, roundingError } = readDifferences(caller, input);
  const differences = read.map((difference) => zeroWithin(roundingError, difference));
  const nonzero = differences.filter((difference) => difference !== 0);
  if (nonzero.length > 0) return { differences, nonzero, roundingError };
  const isEmpty = differences.length === 0;
  throw new TrialwiseError({
    code: isEmpty ? "too-few-values" : "no-variance",
    message: isEmpty ? `${caller}: there are no pairs` : `${caller}: every difference is zero, so none has a sign`,
    required: isEmpty ? "at least 1 pair" : "a difference other than zero",
    observed: isEmpty ? 0 : `${differences.length} differences of zero`,
  });
}

function readDifferences(caller: string, input: PairedValues): Omit<ReadPairs, "nonzero"> {
  if (hasDifferences(caller, input)) {
    checkSample(caller, "differences", input.differences);
    const differences = Float64Array.from(input.differences);
    checkMagnitude(caller, "the largest value of differences", largestMagnitude(differences));
    return { differences, roundingError: roundingErrorOf(differences) };
  }
  const differences = subtractPairs(caller, input);
  checkMagnitude(caller, "the largest value of the differences", largestMagnitude(differences));
  return { differences, roundingError: Math.max(roundingErrorOf(input.before), roundingErrorOf(input.after)) };
}
