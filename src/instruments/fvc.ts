import type { Measure } from "../trial/Measure.ts";

/**
 * Forced vital capacity in percent of the predicted value. Higher is better; healthy values can exceed 100. The percentage depends
 * on the reference equation: name it in the trial, and do not mix two.
 *
 * @example
 * ```ts
 * import { fvc } from "trialwise";
 *
 * fvc.unit; // => "% predicted"
 * ```
 */
export const fvc = {
  label: "FVC",
  unit: "% predicted",
  better: "higher",
  range: { from: 0 },
} as const satisfies Measure;
