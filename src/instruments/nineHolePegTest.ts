import type { Measure } from "../trial/Measure.ts";

/**
 * Nine-hole peg test of the dominant hand in seconds. Lower is better. Longest time 300 s, which stands for a test that was not
 * completed: see `timedTestScore`. A code such as 777 is no time and is refused.
 *
 * Source: Cutter et al. 1999, doi 10.1093/brain/122.5.871. The limit of 300 s is the customary one and could not be checked
 * against the manual.
 *
 * @example
 * ```ts
 * import { nineHolePegDominant } from "trialwise";
 *
 * nineHolePegDominant.range; // => { from: 0, to: 300 }
 * ```
 */
export const nineHolePegDominant = {
  label: "9HPT, dominant hand",
  unit: "s",
  better: "lower",
  range: { from: 0, to: 300 },
  source: "Cutter et al. 1999, doi 10.1093/brain/122.5.871",
} as const satisfies Measure;

/**
 * Nine-hole peg test of the other hand in seconds: as {@link nineHolePegDominant}.
 *
 * @example
 * ```ts
 * import { nineHolePegNonDominant } from "trialwise";
 *
 * nineHolePegNonDominant.better; // => "lower"
 * ```
 */
export const nineHolePegNonDominant = {
  label: "9HPT, non-dominant hand",
  unit: "s",
  better: "lower",
  range: { from: 0, to: 300 },
  source: "Cutter et al. 1999, doi 10.1093/brain/122.5.871",
} as const satisfies Measure;
