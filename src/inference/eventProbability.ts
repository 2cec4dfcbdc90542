import { exp } from "../numeric/elementary/exp.ts";
import { expm1 } from "../numeric/elementary/expm1.ts";
import { checkFields } from "../result/checkKeys.ts";
import { checkDesignNumber, checkGiven } from "./designNumbers.ts";

/** How participants enter and are followed, with constant hazards. All times are in one unit, which hazards are per. */
export interface ExponentialFollowUp {
  /** Of the control group; or give `controlMedian`. */
  readonly controlHazard?: number;
  /** Median time to the event in the control group: log 2 / hazard. */
  readonly controlMedian?: number;
  /** Over which participants enter, at a constant rate. Default 0: all at once. */
  readonly accrual?: number;
  /** From the last entry to the end: whoever enters first is followed for `accrual` longer. */
  readonly followUp: number;
  /** Of being lost to follow-up, in both groups. Default 0. */
  readonly lossHazard?: number;
}

/** The same with every default applied. */
export interface ResolvedFollowUp {
  readonly controlHazard: number;
  readonly accrual: number;
  readonly followUp: number;
  readonly lossHazard: number;
}

export function readFollowUp(caller: string, followUp: ExponentialFollowUp): ResolvedFollowUp {
  checkFields(caller, "followUp", followUp, ["followUp"], ["controlHazard", "controlMedian", "accrual", "lossHazard"]);
  const { controlHazard, controlMedian, accrual = 0, followUp: length, lossHazard = 0 } = followUp;
  for (const [name, value] of Object.entries({ controlHazard, controlMedian })) checkGiven(caller, `followUp.${name}`, value, (given) => given > 0, "above 0");
  for (const [name, value] of Object.entries({ accrual, followUp: length, lossHazard })) checkDesignNumber(caller, `followUp.${name}`, value, value >= 0, "at least 0");
  if (accrual + length === 0) throw new RangeError(`${caller}: followUp.accrual and followUp.followUp must not both be 0; received 0 and 0`);
  return { controlHazard: hazardOf(caller, controlHazard, controlMedian), accrual, followUp: length, lossHazard };
}

function hazardOf(caller: string, hazard: number | undefined, median: number | undefined): number {
  if (hazard !== undefined && median === undefined) return hazard;
  if (median !== undefined && hazard === undefined) return Math.LN2 / median;
  throw new TypeError(`${caller}: followUp must have controlHazard or controlMedian, and not both`);
}

/**
 * The probability that a participant's event is seen: with hazard λ, loss η, μ = λ + η, accrual a and follow-up f
 * λ/μ · [1 − e^(−μf) (1 − e^(−μa)) / (μa)] (Lachin & Foulkes 1986, https://doi.org/10.2307/2531201).
 */
export function eventProbability(hazard: number, { accrual, followUp, lossHazard }: ResolvedFollowUp): number {
  const leaving = hazard + lossHazard;
  const entered = leaving * accrual;
  const meanOverEntry = entered === 0 ? 1 : -expm1(-entered) / entered;
  return (hazard / leaving) * (1 - exp(-leaving * followUp) * meanOverEntry);
}
