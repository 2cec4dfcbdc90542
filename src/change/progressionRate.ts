import { checkMagnitude } from "../inference/groupMoments.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/** A score, and how long the participant had had symptoms when it was taken. */
export interface ScoreSinceOnset {
  readonly score: number;
  readonly monthsSinceOnset: number;
}

export interface ProgressionRateOptions {
  /** The score of normal function. Default 48, that of the ALSFRS-R. */
  readonly maximum?: number;
}

export interface ProgressionRateResult {
  /** Points lost per month since symptom onset: larger is faster. */
  readonly estimate: number;
  readonly method: Method<"progression-rate", Required<ProgressionRateOptions>>;
}

/**
 * The rate of progression before the trial (ΔFS): (48 − ALSFRS-R) / months since symptom onset.
 *
 * Use it where only one score is known, to describe or to stratify participants: it takes function as having been normal at
 * onset and the loss since then as even. `progressionRates` does the same for a trial's participants; a slope over a lead-in
 * measures progression instead of inferring it. Scores are in points, with normal function at `maximum`; months are counted
 * as recorded.
 *
 * @throws RangeError, TypeError for values that are not finite, a score above the maximum, months that are not above 0
 *
 * Source: Kimura et al. 2006, Neurology 66, 265–267 (https://pubmed.ncbi.nlm.nih.gov/16434671).
 *
 * @example
 * ```ts
 * import { progressionRate } from "trialwise";
 *
 * progressionRate({ score: 38, monthsSinceOnset: 20 }).estimate; // => 0.5
 * ```
 */
export function progressionRate(input: ScoreSinceOnset, options: ProgressionRateOptions = {}): ProgressionRateResult {
  checkParts("progressionRate", "the input", input, ["score", "monthsSinceOnset"]);
  const { score, monthsSinceOnset } = input;
  checkOptionKeys("progressionRate", options, ["maximum"]);
  const { maximum = 48 } = options;
  checkMagnitude("progressionRate", "score", score);
  checkMagnitude("progressionRate", "maximum", maximum);
  checkFinite("progressionRate", "monthsSinceOnset", monthsSinceOnset);
  if (score > maximum) throw new RangeError(`progressionRate: score must be at most ${maximum}; received ${score}`);
  const estimate = (maximum - score) / monthsSinceOnset;
  if (!(monthsSinceOnset > 0) || !Number.isFinite(estimate)) {
    throw new RangeError(`progressionRate: monthsSinceOnset must be above 0; received ${monthsSinceOnset}`);
  }
  return {
    estimate: withoutNegativeZero(estimate),
    method: { name: "progression-rate", options: { maximum }, reference: "Kimura et al. 2006, Neurology 66, 265-267" },
  };
}
