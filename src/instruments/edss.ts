import type { Measure } from "../trial/Measure.ts";

/**
 * Expanded Disability Status Scale: 0 is a normal examination, 10 death from MS, in steps of 0.5 without 0.5 itself. Lower is
 * better. Its steps are not equally wide: what counts as a change depends on where it starts (`edssChange`).
 *
 * Source: Kurtzke 1983, doi 10.1212/wnl.33.11.1444. Only numbers stand here: scoring sheets and definitions belong to their
 * holders.
 *
 * @example
 * ```ts
 * import { edss } from "trialwise";
 *
 * edss.gaps; // => [0.5]
 * ```
 */
export const edss = {
  label: "EDSS",
  unit: "points",
  better: "lower",
  range: { from: 0, to: 10 },
  step: 0.5,
  gaps: [0.5],
  source: "Kurtzke 1983, doi 10.1212/wnl.33.11.1444",
} as const satisfies Measure;
