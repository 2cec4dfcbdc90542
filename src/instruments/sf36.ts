import type { Measure } from "../trial/Measure.ts";

/**
 * SF-36 summary on its scale of 0 to 100. Higher is better health. Norm-based component summaries (mean 50, SD 10) are another
 * measure.
 *
 * Source: Ware and Sherbourne 1992, doi 10.1097/00005650-199206000-00002.
 *
 * @example
 * ```ts
 * import { sf36 } from "trialwise";
 *
 * sf36.range; // => { from: 0, to: 100 }
 * ```
 */
export const sf36 = {
  label: "SF-36",
  unit: "points",
  better: "higher",
  range: { from: 0, to: 100 },
  source: "Ware and Sherbourne 1992, doi 10.1097/00005650-199206000-00002",
} as const satisfies Measure;
