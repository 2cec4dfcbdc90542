import { checkParts } from "../inference/checkKeys.ts";
import { checkMagnitude } from "../inference/groupMoments.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** Values of one participant with the times they were taken at, in the same order. */
export interface TimedValues {
  readonly time: Sample;
  readonly value: Sample;
}

export interface TwoVisitSlopeResult {
  /** Units of the value per unit of time. */
  readonly estimate: number;
  readonly counts: { readonly visits: 2 };
  readonly method: Method<"two-visit-slope", Record<never, never>>;
}

/**
 * The rate of change between two visits: (later value − earlier value) / time between.
 *
 * Use it where a protocol defines a slope by its end visits, as Oh 2018 does; `leastSquaresSlope` uses the visits between
 * as well. Times are in any unit, counted from anywhere; the slope is in units of the value per that unit of time. The order
 * of the two visits does not matter. Two visits say nothing about the error of the slope, so there is no standard error.
 *
 * @throws TrialwiseError `too-few-values` for fewer than two visits; `singular-design` when both were at the same time
 * @throws RangeError, TypeError for more than two visits, lists of unequal length, values that are not finite
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302).
 *
 * @example ALSFRS-R of 40 at the start of a three-month lead-in and 36 at its end
 * ```ts
 * import { twoVisitSlope } from "trialwise";
 *
 * twoVisitSlope({ time: [-3, 0], value: [40, 36] }).estimate; // => -1.3333333
 * ```
 */
export function twoVisitSlope(input: TimedValues): TwoVisitSlopeResult {
  const { time, value } = readTimedValues("twoVisitSlope", input);
  if (time.length > 2) {
    throw new RangeError(`twoVisitSlope: time must have exactly 2 values; received ${time.length}. leastSquaresSlope takes more`);
  }
  const [start, end] = time as ArrayLike<number> as readonly [number, number];
  const [first, last] = value as ArrayLike<number> as readonly [number, number];
  return {
    estimate: finiteSlope("twoVisitSlope", (last - first) / (end - start)),
    counts: { visits: 2 },
    method: { name: "two-visit-slope", options: {}, reference: "Oh et al. 2018, doi:10.1002/ana.25302" },
  };
}
