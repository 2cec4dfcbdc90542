import type { Measure } from "../trial/Measure.ts";

const item = {
  unit: "points",
  better: "higher",
  range: { from: 0, to: 4 },
  step: 1,
  source: "Cedarbaum et al. 1999, doi 10.1016/S0022-510X(99)00210-5",
} as const;

/**
 * The items of the ALSFRS-R as measures of a trial, by the keys that `scoreAlsfrsR`, `kingsStage` and `mitosStage` know: 0 (none) to 4
 * (normal) in whole points. Item 5 is there in both of its forms, of which a visit has one.
 *
 * Use it where items were recorded at visits: `measures: { ...alsfrsRItemMeasures, alsfrsR }`, and `stagesByVisit` finds them. Labels are
 * the items' numbers: their wording belongs to its holders.
 *
 * Source: Cedarbaum et al. 1999, doi 10.1016/S0022-510X(99)00210-5.
 *
 * @example
 * ```ts
 * import { alsfrsRItemMeasures } from "trialwise";
 *
 * alsfrsRItemMeasures.walking.label; // => "ALSFRS-R item 8"
 * alsfrsRItemMeasures.walking.range; // => { from: 0, to: 4 }
 * ```
 */
export const alsfrsRItemMeasures = {
  speech: { label: "ALSFRS-R item 1", ...item },
  salivation: { label: "ALSFRS-R item 2", ...item },
  swallowing: { label: "ALSFRS-R item 3", ...item },
  handwriting: { label: "ALSFRS-R item 4", ...item },
  cutting: { label: "ALSFRS-R item 5a", ...item },
  cuttingWithGastrostomy: { label: "ALSFRS-R item 5b", ...item },
  dressing: { label: "ALSFRS-R item 6", ...item },
  turningInBed: { label: "ALSFRS-R item 7", ...item },
  walking: { label: "ALSFRS-R item 8", ...item },
  climbingStairs: { label: "ALSFRS-R item 9", ...item },
  dyspnea: { label: "ALSFRS-R item 10", ...item },
  orthopnea: { label: "ALSFRS-R item 11", ...item },
  respiratoryInsufficiency: { label: "ALSFRS-R item 12", ...item },
} as const satisfies { readonly [key: string]: Measure };
