import type { Offset, TimeUnit } from "../trial/Offset.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** A mean course: its value at baseline, and one slope more than there are knots, in the order of time. */
export interface MeanCourse {
  /** In the measure's unit, on the log scale too: there it is the median. */
  readonly baseline: number;
  /** Change per unit of time before the first knot, between knots, and after the last; on the log scale of the logarithm. */
  readonly slopes: readonly number[];
}

/** How participants of one arm differ from one another. */
export interface ParticipantVariation {
  /** Of the values at baseline and of the slopes, about the means of the arm; on the log scale of logarithms. */
  readonly standardDeviations: MeanCourse;
  /** Between the value at baseline and the slopes, in this order: a symmetric matrix. Independent if left out. */
  readonly correlations?: readonly (readonly number[])[];
}

/** How a measure or biomarker behaves: straight pieces that meet at the knots, participants about them, values about participants. */
export interface SimulatedQuantity<Keys extends TrialKeys = TrialKeys> {
  readonly byArm: { readonly [A in Keys["arm"]]: MeanCourse };
  /** Times from baseline at which the slope may change, ascending. Default none. */
  readonly knots?: readonly Offset[];
  /** Unit of time of the slopes. Default `"month"`, of 30.4375 days. */
  readonly per?: TimeUnit;
  readonly randomEffects: ParticipantVariation;
  /** Of values about their participant's own course; on the log scale of logarithms. */
  readonly residualStandardDeviation: number;
  /**
   * - `linear`: normal values
   * - `log`: values whose logarithms are normal, such as times and concentrations
   *
   * Default `"linear"` for measures, `"log"` for biomarkers.
   */
  readonly scale?: "linear" | "log";
  /** Ties participants' values at baseline and slopes to those of a measure with as many knots, each to its own, with this correlation. */
  readonly follows?: { readonly measure: Keys["measure"]; readonly correlation: number };
  /** Where it is taken. Default every visit of the trial. */
  readonly visits?: readonly Keys["visit"][];
}

/** A rate per month of 30.4375 days, the same in all arms or by arm. */
export type MonthlyRate<Keys extends TrialKeys = TrialKeys> = number | { readonly [A in Keys["arm"]]: number };

export interface SimulatedDropout<Keys extends TrialKeys = TrialKeys> {
  /** Leaving completely at random. Default 0. */
  readonly perMonth?: MonthlyRate<Keys>;
  /** After each visit held, the log odds of not coming back are `intercept` + `perUnit` × the last value observed. */
  readonly afterValue?: { readonly measure: Keys["measure"]; readonly intercept: number; readonly perUnit: number };
}

export interface SimulatedDeaths<Keys extends TrialKeys = TrialKeys> {
  /** Hazard; with `byValue` that of a participant whose true value is `reference`. */
  readonly perMonth: MonthlyRate<Keys>;
  /** Multiplies the hazard by `hazardRatioPerUnit` for each unit of the participant's current true value above `reference`. */
  readonly byValue?: { readonly measure: Keys["measure"]; readonly reference: number; readonly hazardRatioPerUnit: number };
}

/** One kind of adverse event, which comes at a constant rate while the participant is in the trial. */
export interface SimulatedAdverseEvent<Keys extends TrialKeys = TrialKeys> {
  readonly systemOrganClass: string;
  readonly preferredTerm: string;
  readonly perMonth: MonthlyRate<Keys>;
  /** Before when it does not come. Default baseline. */
  readonly from?: Offset;
  /** Relative frequencies of the grades 1, 2, 3 and 4. Without them events have no grade. */
  readonly grades?: readonly [number, number, number, number];
  /** Probability of being serious. Without it nothing is said. */
  readonly serious?: number;
  /** Mean duration, exponential. Without it events have neither end nor outcome. */
  readonly meanDays?: number;
}

/** A planned administration, counted from baseline. */
export interface SimulatedDose<Keys extends TrialKeys = TrialKeys> {
  readonly at: Offset;
  readonly treatment?: Keys["treatment"];
  readonly routes?: readonly string[];
  readonly amount?: { readonly value: number; readonly unit: string };
}

/** What a trial is simulated from. Whatever is left out does not happen. */
export interface SimulationDesign<Keys extends TrialKeys = TrialKeys> {
  /** Any whole number. The same seed and design give the same trial. */
  readonly seed: number;
  /** How many in each arm. */
  readonly participants: { readonly [A in Keys["arm"]]: number };
  readonly measures?: { readonly [M in Keys["measure"]]?: SimulatedQuantity<Keys> };
  readonly biomarkers?: { readonly [B in Keys["biomarker"]]?: SimulatedQuantity<Keys> };
  /** Probability that somebody who is still in the trial misses a visit other than baseline. Default 0. */
  readonly missedVisits?: number;
  readonly dropout?: SimulatedDropout<Keys>;
  readonly deaths?: SimulatedDeaths<Keys>;
  /** Until when deaths of those who have completed the trial are seen. Default the last visit. */
  readonly followUp?: Offset;
  readonly adverseEvents?: readonly SimulatedAdverseEvent<Keys>[];
  /** In order, the first being dose 1. A visit counted from a dose that the arm is not to have is not held in that arm. */
  readonly doses?: { readonly [A in Keys["arm"]]?: readonly SimulatedDose<Keys>[] };
}
