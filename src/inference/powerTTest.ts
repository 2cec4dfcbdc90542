import type { Alternative } from "../result/Alternative.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkDropout, readAllocation } from "./designNumbers.ts";
import type { PowerFormula } from "./powerFormula.ts";
import { powerFormulas } from "./powerFormula.ts";
import type { PowerTTestInput } from "./powerQuestion.ts";
import { readQuestion } from "./powerQuestion.ts";
import type { PerArm, PowerDesign } from "./solvePower.ts";
import { solvePower } from "./solvePower.ts";
import type { ParticipantsPerArm } from "./wholeParticipants.ts";
import { wholeParticipants } from "./wholeParticipants.ts";

export interface PowerTTestOptions {
  /**
   * - `noncentral-t`: the power of the t test itself, whose variance is estimated
   * - `normal`: the textbook formula, as if the variance were known; about one participant per group too few
   *
   * Default `"noncentral-t"`.
   */
  readonly formula?: PowerFormula;
  /** Default `"two-sided"`. `"greater"` needs a positive difference, `"less"` a negative one. */
  readonly alternative?: Alternative;
  /** Ratio of the group sizes when they are what is left out. Default 1 to 1. */
  readonly allocation?: PerArm;
  /** Proportion of enrolled participants who will not be analysed, 0 or more and below 1. Default 0. */
  readonly dropout?: number;
}

export interface PowerTTestResult extends PowerDesign {
  /** The quantity that was left out. */
  readonly solvedFor: keyof PowerDesign;
  /** `n` rounded up in each group, at least 2. `power` is that of `n` itself: of 20.5 per group if these were given, not of 21. */
  readonly nAnalysed: ParticipantsPerArm;
  /** `nAnalysed` / (1 − dropout), rounded up in each group. */
  readonly nEnrolled: ParticipantsPerArm;
  readonly alternative: Alternative;
  readonly method: Method<
    "power-t-test",
    { readonly formula: PowerFormula; readonly alternative: Alternative; readonly allocation: PerArm; readonly dropout: number }
  >;
}

/**
 * Sample size, power, detectable difference, standard deviation or significance level of Student's t test for two groups: the one
 * of them that is left out.
 *
 * Use it to plan a parallel-group trial with a continuous endpoint, or to see what a published sample size implies. Group
 * sizes come as `nPerGroup`, or as `n: { treatment, control }` for unequal groups, and need not be whole: a solved `n` is
 * exact, and power and every other quantity belong to exactly the `n` given or solved. `nAnalysed` rounds it up in each group, `nEnrolled` then inflates for dropout and rounds up again (rounding once, at
 * the end, gives fewer). `difference` and `standardDeviation` are in the units of the endpoint.
 *
 * Power counts only a significant difference in the right direction, as in R's `power.t.test(strict = FALSE)`; SAS PROC POWER adds a
 * significant difference in the wrong one, which matters below a power of about 0.1. Given quantities must have one solution.
 *
 * @throws TrialwiseError `no-solution` when the power asked for is not above the significance level in the tail, or no
 *   standard deviation, level or group size up to 10¹⁵ gives it
 * @throws RangeError, TypeError when none or more than one quantity is left out; for a difference in the wrong direction, groups
 *   below 2, probabilities outside (0, 1), an allocation beside given group sizes
 *
 * Source: Julious 2004 (https://doi.org/10.1002/sim.1783), who has both formulas.
 *
 * @example The sample size of Oh 2018 (https://doi.org/10.1002/ana.25302), whose standard deviation was not printed
 * ```ts
 * import { powerTTest } from "trialwise";
 *
 * const design = { difference: 2.28, standardDeviation: 3, power: 0.8, significanceLevel: 0.025 };
 * const result = powerTTest(design, { formula: "normal", alternative: "greater", dropout: 0.1 });
 * result.n; // => { "treatment": 27.17756, "control": 27.17756 }
 * result.nAnalysed; // => { "treatment": 28, "control": 28, "total": 56 }
 * result.nEnrolled; // => { "treatment": 32, "control": 32, "total": 64 }
 * ```
 */
export function powerTTest(input: PowerTTestInput, options: PowerTTestOptions = {}): PowerTTestResult {
  checkOptionKeys(caller, options, ["formula", "alternative", "allocation", "dropout"]);
  const { formula = "noncentral-t", alternative = "two-sided", dropout = 0 } = options;
  checkChoice(caller, "formula", formula, powerFormulas);
  checkChoice(caller, "alternative", alternative, alternatives);
  checkDropout(caller, dropout);
  const { solvedFor, ...question } = readQuestion(caller, input, alternative);
  const allocation = readAllocation(caller, options.allocation, question.n);
  const design = solvePower(question, { caller, formula, alternative, allocation });
  return {
    ...design,
    difference: withoutNegativeZero(design.difference),
    solvedFor,
    ...wholeParticipants(design.n, dropout),
    alternative,
    method: { name: "power-t-test", options: { formula, alternative, allocation, dropout: withoutNegativeZero(dropout) }, reference: "Julious 2004, doi:10.1002/sim.1783" },
  };
}

const caller = "powerTTest";
