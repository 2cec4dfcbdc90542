import { checkMagnitude } from "../inference/groupMoments.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkPositive } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { type Direction, improvementOf } from "./direction.ts";

/** Slopes of one participant before and after treatment, in the same units per the same unit of time. */
export interface TwoSlopes {
  readonly leadIn: number;
  readonly followUp: number;
}

export interface SlopeImprovementOptions {
  /** Which way the measure is better: `"higher"` for ALSFRS-R, `"lower"` for AALS. */
  readonly better: Direction;
  /**
   * Width of the measure's range, 48 for ALSFRS-R. A decline of at most 1e-9 of it per unit of time is none. The larger of
   * the two slopes, without its sign, if left out.
   */
  readonly range?: number;
}

export interface SlopeImprovementResult {
  /** Follow-up slope − lead-in slope. */
  readonly change: number;
  /** The change, turned so that positive is benefit. */
  readonly improvement: number;
  /** How fast the measure got worse in the lead-in; negative if it got better. */
  readonly decline: number;
  /** 100 × improvement / decline: 50 where the decline slowed by half, 100 where it stopped. `null` without a decline. */
  readonly percentImprovement: number | null;
  readonly method: Method<"slope-improvement", Required<SlopeImprovementOptions>>;
  readonly reasons?: Reasons<"percentImprovement">;
}

/**
 * How a participant's slope improved from lead-in to follow-up: raw change, oriented improvement, and the improvement as a
 * percentage of the lead-in decline.
 *
 * Use it on two slopes of any method. The change is follow-up − lead-in; Oh 2018's footnote prints the opposite subtraction,
 * which would turn its own +1.13 into −1.13, and its table reports improvement as here. Percent improvement is not capped: it
 * exceeds 100 where the measure got better, and is negative where it got worse faster. Without a decline in the lead-in it
 * is undefined, `null` with the reason `"no-lead-in-decline"`: dividing by a negative decline would call participants
 * improved who got worse.
 *
 * Do not compare a percentage with a bound by `>=`: 100 × (F − L)/−L falls just short of 50 for 6 of the 20 pairs of
 * whole-number ALSFRS-R losses up to 20 points in 3 and in 6 months that improve by exactly half. `classifyResponders` allows
 * for it.
 *
 * @throws RangeError, TypeError for slopes that are not finite, a range that is not positive, an unknown direction
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302).
 *
 * @example
 * ```ts
 * import { slopeImprovement } from "trialwise";
 *
 * const alsfrsR = slopeImprovement({ leadIn: -1.5, followUp: -0.6 }, { better: "higher", range: 48 });
 * alsfrsR.improvement; // => 0.9
 * alsfrsR.percentImprovement; // => 60
 * slopeImprovement({ leadIn: 4.5, followUp: 3 }, { better: "lower", range: 134 }).improvement; // => 1.5
 * slopeImprovement({ leadIn: 0.2, followUp: -0.6 }, { better: "higher" }).reasons; // => { percentImprovement: "no-lead-in-decline" }
 * ```
 */
export function slopeImprovement(slopes: TwoSlopes, options: SlopeImprovementOptions): SlopeImprovementResult {
  checkParts("slopeImprovement", "the input", slopes, ["leadIn", "followUp"]);
  checkMagnitude("slopeImprovement", "leadIn", slopes.leadIn);
  checkMagnitude("slopeImprovement", "followUp", slopes.followUp);
  checkOptionKeys("slopeImprovement", options, ["better", "range"]);
  const { better, range = Math.max(Math.abs(slopes.leadIn), Math.abs(slopes.followUp)) } = options;
  checkChoice("slopeImprovement", "better", better, ["higher", "lower"]);
  if (options.range !== undefined) checkPositive("slopeImprovement", "range", range);
  return {
    ...slopeDifference(slopes, better, range),
    method: { name: "slope-improvement", options: { better, range }, reference: "Oh et al. 2018, doi:10.1002/ana.25302" },
  };
}

/** How two slopes differ. A decline that cannot be told from none on a scale of this width has no percentage. */
export function slopeDifference({ leadIn, followUp }: TwoSlopes, better: Direction, range: number): Omit<SlopeImprovementResult, "method"> {
  const change = withoutNegativeZero(followUp - leadIn);
  const numbers = { change, improvement: improvementOf(better, change), decline: improvementOf(better, -leadIn) };
  const percentImprovement = (100 * numbers.improvement) / numbers.decline;
  if (numbers.decline > 1e-9 * range && Number.isFinite(percentImprovement)) return { ...numbers, percentImprovement: withoutNegativeZero(percentImprovement) };
  return { ...numbers, percentImprovement: null, reasons: { percentImprovement: "no-lead-in-decline" } };
}
