import type { Measure } from "../trial/Measure.ts";

/**
 * Appel ALS score: 30 is normal, 164 maximal impairment. Lower is better, so a falling score is an improvement.
 *
 * Source: Appel et al. 1987, doi 10.1002/ana.410220308; range as given by Oh et al. 2018, doi 10.1002/ana.25302.
 *
 * @example
 * ```ts
 * import { aals } from "trialwise";
 *
 * aals.better; // => "lower"
 * ```
 */
export const aals = {
  label: "Appel ALS score",
  unit: "points",
  better: "lower",
  range: { from: 30, to: 164 },
  step: 1,
  source: "Appel et al. 1987, doi 10.1002/ana.410220308",
} as const satisfies Measure;
