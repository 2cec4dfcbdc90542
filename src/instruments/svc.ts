import type { Measure } from "../trial/Measure.ts";

/**
 * Slow vital capacity in percent of the predicted value. Higher is better; healthy values can exceed 100. The percentage depends
 * on the reference equation: name it in the trial, and do not mix two.
 *
 * @example
 * ```ts
 * import { svc } from "trialwise";
 *
 * svc.unit; // => "% predicted"
 * ```
 */
export const svc = {
  label: "SVC",
  unit: "% predicted",
  better: "higher",
  range: { from: 0 },
} as const satisfies Measure;
