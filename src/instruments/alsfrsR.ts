import type { Measure } from "../trial/Measure.ts";

/**
 * ALSFRS-R total score: twelve items of 0 to 4 points, 48 is normal function, 0 none. Higher is better.
 *
 * Source: Cedarbaum et al. 1999, doi 10.1016/S0022-510X(99)00210-5.
 *
 * @example
 * ```ts
 * import { alsfrsR } from "trialwise";
 *
 * alsfrsR.range; // => { from: 0, to: 48 }
 * ```
 */
export const alsfrsR = {
  label: "ALSFRS-R",
  unit: "points",
  better: "higher",
  range: { from: 0, to: 48 },
  step: 1,
  source: "Cedarbaum et al. 1999, doi 10.1016/S0022-510X(99)00210-5",
} as const satisfies Measure;
