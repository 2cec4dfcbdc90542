import type { Alternative } from "../result/Alternative.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkDropout } from "./designNumbers.ts";
import type { PowerFormula } from "./powerFormula.ts";
import { powerFormulas } from "./powerFormula.ts";
import type { ResolvedSlopeDesign } from "./resolveSlopeDesign.ts";
import { resolveSlopeDesign } from "./resolveSlopeDesign.ts";
import type { PowerSlopeInput } from "./slopeQuestion.ts";
import { readSlopeQuestion } from "./slopeQuestion.ts";
import { slopeVariance } from "./slopeVariance.ts";
import type { PerArm } from "./solvePower.ts";
import { rootOfInverses, solvePower } from "./solvePower.ts";
import type { ParticipantsPerArm } from "./wholeParticipants.ts";
import { wholeParticipants } from "./wholeParticipants.ts";

export interface PowerSlopeOptions {
  /**
   * - `normal`: as if the variances were known; what published formulas use
   * - `noncentral-t`: of a t test with n − 2 degrees of freedom, which the analysis has exactly when everybody is seen at every visit
   *   and every coefficient is by arm, and nearly otherwise
   *
   * Default `"normal"`.
   */
  readonly formula?: PowerFormula;
  /** Default `"two-sided"`. `"greater"` needs a positive difference, `"less"` a negative one. */
  readonly alternative?: Alternative;
  /** Ratio of the group sizes when they are what is left out or given in total. Default 1 to 1. */
  readonly allocation?: PerArm;
  /** Proportion of enrolled participants who will not be analysed at all; not beside `observed`, which models who leaves. Default 0. */
  readonly dropout?: number;
}

export interface PowerSlopeResult {
  /** The quantity that was left out. */
  readonly solvedFor: "n" | "difference" | "power";
  /** Participants in each group, not rounded. */
  readonly n: PerArm;
  readonly difference: number;
  /** Of the estimated difference, with exactly `n` participants. */
  readonly standardError: number;
  readonly power: number;
  readonly significanceLevel: number;
  /** `n` rounded up in each group, at least 2. */
  readonly nAnalysed: ParticipantsPerArm;
  /** `nAnalysed` / (1 − dropout), rounded up in each group. */
  readonly nEnrolled: ParticipantsPerArm;
  readonly alternative: Alternative;
  readonly method: Method<
    "power-slope",
    { readonly design: ResolvedSlopeDesign; readonly formula: PowerFormula; readonly alternative: Alternative; readonly allocation: PerArm; readonly dropout: number }
  >;
}

/**
 * Sample size, power or detectable difference for a comparison of two arms' slopes by a linear mixed model: the one that is left out.
 *
 * Use it to plan a trial whose endpoint is a rate of change: `two-slopes` compares one slope per arm, `lead-in-hinge` compares the
 * change of slope at time 0 (or the slope after it) in a trial that observes its participants before treatment. Visits, variances
 * between and within participants and the expected dropout are stated, or the variances are those of a fit of earlier data. Slopes are
 * per unit of `times`; variances are in squared units of the response. Group sizes come as `nPerGroup`, as `nTotal` with the option
 * `allocation`, or as `n: { treatment, control }`, and need not be whole.
 *
 * The standard error is that of generalised least squares with V = ZGZᵀ + σ²I. With `observed`, a participant's last visit is random
 * and the information is averaged over it; participants who leave count for the visits they had, and values are taken to be missing
 * at random. `nAnalysed` rounds up in each group; `nEnrolled` then inflates for `dropout` and rounds up again.
 *
 * Power counts only a significant difference in the right direction, as {@link powerTTest} does. R: longpower's
 * `edland.linear.power`, `liu.liang.linear.power` and `diggle.linear.power` agree with `two-slopes`, and its `hu.mackey.thomas.linear.power`
 * with `intercepts: "common"`; none has a lead-in.
 *
 * @throws TrialwiseError `singular-design` when the observed visits cannot tell the slopes apart; `no-solution` when the power asked
 *   for is not above the significance level in the tail, or no group size up to 10¹⁵ gives it
 * @throws RangeError, TypeError when none or more than one quantity is left out; for a difference in the wrong direction, times that do
 *   not rise, proportions that do, negative variances, impossible correlations, an allocation beside sizes by group, `dropout` beside
 *   `observed`, a column that the fit does not have
 *
 * Source: Liu & Liang 1997 (https://doi.org/10.2307/2533554); Diggle, Heagerty, Liang & Zeger 2002, Analysis of Longitudinal Data, 2nd
 * ed., section 2.4; with dropout: Zhao & Edland 2021 (https://doi.org/10.1515/ijb-2020-0107) and Hu, Mackey & Thomas 2021 (Biometrical
 * Journal 63, 806-824); with a lead-in: Frost, Kenward & Fox 2008 (https://doi.org/10.1002/sim.3280).
 *
 * @example ADAS-cog over 18 months, as in the documentation of longpower: 208 per arm
 * ```ts
 * import { powerSlope } from "trialwise";
 *
 * const result = powerSlope({
 *   model: "two-slopes",
 *   times: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5],
 *   variances: { intercept: 55, slope: 24, correlation: 0.8, residual: 10 },
 *   difference: 1.5,
 *   power: 0.8,
 * });
 * result.n; // => { "treatment": 207.3101, "control": 207.3101 }
 * result.nAnalysed; // => { "treatment": 208, "control": 208, "total": 416 }
 * ```
 *
 * @example ALSFRS-R with a lead-in of three months and a follow-up of six, some participants leaving
 * ```ts
 * import { powerSlope } from "trialwise";
 *
 * const result = powerSlope({
 *   model: "lead-in-hinge",
 *   times: [-3, 0, 1, 2, 4, 6],
 *   observed: [1, 1, 0.97, 0.95, 0.9, 0.85],
 *   variances: { intercept: 36, leadIn: 0.5, followUp: 0.5, correlations: { leadInFollowUp: 0.6 }, residual: 1.5 },
 *   leadInSlopes: "common",
 *   difference: 0.5,
 *   nPerGroup: 30,
 * });
 * result.standardError; // => 0.18836
 * result.power; // => 0.756306
 * ```
 */
export function powerSlope(input: PowerSlopeInput, options: PowerSlopeOptions = {}): PowerSlopeResult {
  checkOptionKeys("powerSlope", options, ["formula", "alternative", "allocation", "dropout"]);
  const { formula = "normal", alternative = "two-sided", dropout = 0 } = options;
  checkChoice("powerSlope", "formula", formula, powerFormulas);
  checkChoice("powerSlope", "alternative", alternative, alternatives);
  checkDropout("powerSlope", dropout);
  const { allocation, solvedFor, ...question } = readSlopeQuestion(input, alternative, options.allocation);
  if (options.dropout !== undefined && input.observed !== undefined) {
    throw new TypeError("powerSlope: give dropout or observed, not both: who leaves is counted once");
  }
  const design = resolveSlopeDesign(input);
  // The variance falls in proportion to both group sizes, so along one allocation it is that of a mean with this deviation.
  const standardDeviation = Math.sqrt(slopeVariance(design, allocation)) / rootOfInverses(allocation);
  const solved = solvePower({ ...question, standardDeviation }, { caller: "powerSlope", formula, alternative, allocation });
  return {
    solvedFor,
    n: solved.n,
    difference: withoutNegativeZero(solved.difference),
    standardError: standardDeviation * rootOfInverses(solved.n),
    power: solved.power,
    significanceLevel: solved.significanceLevel,
    ...wholeParticipants(solved.n, dropout),
    alternative,
    method: {
      name: "power-slope",
      options: { design, formula, alternative, allocation, dropout: withoutNegativeZero(dropout) },
      reference: design.model === "two-slopes" ? "Liu & Liang 1997, doi:10.2307/2533554" : "Frost, Kenward & Fox 2008, doi:10.1002/sim.3280",
    },
  };
}
