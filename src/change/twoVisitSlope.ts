import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { slopeBetween } from "./line.ts";
import { checkSlope, checkTimedValues } from "./checkTimedValues.ts";
import type { TimedValues } from "../result/TimedValues.ts";

export interface TwoVisitSlopeResult {
  /** Units of the value per unit of time. */
  readonly estimate: number;
  readonly counts: { readonly visits: number };
  readonly method: Method<"two-visit-slope">;
}

/**
 * The rate of change between two visits: (later value − earlier value) / time between.
 *
 * Use it where a protocol defines a slope by its two end visits, as Oh 2018 does; `leastSquaresSlope` takes in the visits
 * between them. Time is in any unit, counted from anywhere; the slope is in units of the value per that unit of time. The
 * order of the two visits does not matter. Two visits say nothing about the error of their slope, so there is none.
 *
 * @throws TrialwiseError `too-few-values` for fewer than two visits; `singular-design` when both were at the same time
 * @throws RangeError, TypeError for more than two visits, lists of unequal length, values that are not finite
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302).
 *
 * @example An ALSFRS-R of 40 at the start of a three-month lead-in and of 36 at its end
 * ```ts
 * import { twoVisitSlope } from "trialwise";
 *
 * twoVisitSlope({ time: [-3, 0], value: [40, 36] }).estimate; // => -1.3333333
 * ```
 */
export function twoVisitSlope(input: TimedValues): TwoVisitSlopeResult {
  checkTimedValues("twoVisitSlope", input);
  const { time, value } = input;
  if (time.length > 2) {
    throw new RangeError(`twoVisitSlope: time must have exactly 2 values; received ${time.length}. leastSquaresSlope takes more`);
  }
  const slope = slopeBetween(time, value);
  return {
    estimate: withoutNegativeZero(checkSlope("twoVisitSlope", slope)),
    counts: { visits: 2 },
    method: { name: "two-visit-slope", options: {}, reference: "Oh et al. 2018, doi:10.1002/ana.25302" },
  };
}
