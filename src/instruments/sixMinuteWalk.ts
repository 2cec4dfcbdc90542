import type { Measure } from "../trial/Measure.ts";

/**
 * Six-minute walk: the distance in metres. Higher is better. Someone who cannot walk has 0.
 *
 * Source: Goldman et al. 2008, doi 10.1177/1352458507082607.
 *
 * @example
 * ```ts
 * import { sixMinuteWalk } from "trialwise";
 *
 * sixMinuteWalk.unit; // => "m"
 * ```
 */
export const sixMinuteWalk = {
  label: "6MWT",
  unit: "m",
  better: "higher",
  range: { from: 0 },
  source: "Goldman et al. 2008, doi 10.1177/1352458507082607",
} as const satisfies Measure;
