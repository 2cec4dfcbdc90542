import type { Measure } from "../trial/Measure.ts";

/**
 * Timed 25-foot walk in seconds. Lower is better. Longest time 180 s, which stands for a walk that was not completed: see
 * `timedTestScore`. A code such as 777 is no time and is refused.
 *
 * Source: Cutter et al. 1999, doi 10.1093/brain/122.5.871; time limit 3 minutes.
 *
 * @example
 * ```ts
 * import { t25fw } from "trialwise";
 *
 * t25fw.range; // => { from: 0, to: 180 }
 * ```
 */
export const t25fw = {
  label: "T25FW",
  unit: "s",
  better: "lower",
  range: { from: 0, to: 180 },
  source: "Cutter et al. 1999, doi 10.1093/brain/122.5.871",
} as const satisfies Measure;
