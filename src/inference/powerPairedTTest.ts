import type { Alternative } from "../result/Alternative.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkKnownKeys, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { ErrorRates, Without } from "./designNumbers.ts";
import { checkDifference, checkDropout, checkErrorRates, checkGiven, quantityLeftOut } from "./designNumbers.ts";
import type { PowerFormula } from "./powerFormula.ts";
import { powerFormulas } from "./powerFormula.ts";
import type { SizedDesign } from "./solveDesign.ts";
import { solveDesign } from "./solveDesign.ts";
import { roundUp } from "./wholeParticipants.ts";

interface Effect {
  /** Mean of after − before that the trial should detect. */
  readonly difference: number;
  /** Of the differences. */
  readonly standardDeviation: number;
}

interface NoPairs {
  readonly n?: never;
}

interface Pairs {
  /** Pairs of values: participants, where each is measured before and after. */
  readonly n: number;
}

/** The design with one quantity left out: the number of pairs, the difference, the standard deviation, the power or the significance level. */
export type PowerPairedTTestInput =
  | (NoPairs & Effect & ErrorRates)
  | (Pairs & Without<Effect, "difference"> & ErrorRates)
  | (Pairs & Without<Effect, "standardDeviation"> & ErrorRates)
  | (Pairs & Effect & Without<ErrorRates, "power">)
  | (Pairs & Effect & Without<ErrorRates, "significanceLevel">);

export interface PowerPairedTTestOptions {
  /**
   * - `noncentral-t`: the power of the t test itself, whose variance is estimated
   * - `normal`: the textbook formula, as if the variance were known; about two pairs too few
   *
   * Default `"noncentral-t"`.
   */
  readonly formula?: PowerFormula;
  /** Default `"two-sided"`. `"greater"` needs a positive difference, `"less"` a negative one. */
  readonly alternative?: Alternative;
  /** Proportion of enrolled participants who will not be analysed, 0 or more and below 1. Default 0. */
  readonly dropout?: number;
}

export interface PowerPairedTTestResult extends Omit<SizedDesign, "size"> {
  /** Pairs analysed, not rounded. */
  readonly n: number;
  /** The quantity that was left out. */
  readonly solvedFor: "n" | keyof Omit<SizedDesign, "size">;
  /** `n` rounded up, at least 2. `power` is that of `n` itself. */
  readonly nAnalysed: number;
  /** `nAnalysed` / (1 − dropout), rounded up. */
  readonly nEnrolled: number;
  readonly alternative: Alternative;
  readonly method: Method<"power-paired-t-test", { readonly formula: PowerFormula; readonly alternative: Alternative; readonly dropout: number }>;
}

const caller = "powerPairedTTest";

/**
 * Sample size, power, detectable difference, standard deviation or significance level of the paired t test: the one of them that
 * is left out.
 *
 * Use it to plan a comparison of each participant with themselves: before and after, the run-in as own control, the two periods of a
 * crossover. `standardDeviation` is that of the differences; from that of single values it is SD √(2 (1 − r)), where r is the
 * correlation of the two values. `n` need not be whole: a solved one is exact, and every other quantity belongs to exactly the `n`
 * given or solved. `nAnalysed` rounds it up, `nEnrolled` then inflates for dropout and rounds up again.
 *
 * Power counts only a significant difference in the right direction, as R's `power.t.test(type = "paired", strict = FALSE)`.
 *
 * @throws TrialwiseError `no-solution` when the power asked for is not above the significance level in the tail, or no
 *   standard deviation, level or number of pairs up to 10¹⁵ gives it
 * @throws RangeError, TypeError when none or more than one quantity is left out; for a difference in the wrong direction, fewer
 *   than 2 pairs, probabilities outside (0, 1), an unknown option
 *
 * Source: Julious 2004 (https://doi.org/10.1002/sim.1783).
 *
 * @example
 * ```ts
 * import { powerPairedTTest } from "trialwise";
 *
 * // A change of slope of 0.5 points a month against the participants' own run-in, differences with standard deviation 1.2.
 * const { n, nAnalysed, nEnrolled } = powerPairedTTest({ difference: 0.5, standardDeviation: 1.2, power: 0.9 }, { dropout: 0.1 });
 * n; // => 62.475
 * nAnalysed; // => 63
 * nEnrolled; // => 70
 * ```
 */
export function powerPairedTTest(input: PowerPairedTTestInput, options: PowerPairedTTestOptions = {}): PowerPairedTTestResult {
  checkOptionKeys(caller, options, ["formula", "alternative", "dropout"]);
  const { formula = "noncentral-t", alternative = "two-sided", dropout = 0 } = options;
  checkChoice(caller, "formula", formula, powerFormulas);
  checkChoice(caller, "alternative", alternative, alternatives);
  checkDropout(caller, dropout);
  const { solvedFor, ...question } = readPairedQuestion(input, alternative);
  const sampling = { unitError: 1, degreesOfFreedom: (pairs: number) => pairs - 1, smallest: 1.05, largestGroup: 1 };
  const { size: n, difference, ...design } = solveDesign(question, sampling, { caller, formula, alternative });
  const nAnalysed = Math.max(2, roundUp(n));
  return {
    ...design,
    n,
    difference: withoutNegativeZero(difference),
    solvedFor,
    nAnalysed,
    nEnrolled: roundUp(nAnalysed / (1 - dropout)),
    alternative,
    method: { name: "power-paired-t-test", options: { formula, alternative, dropout: withoutNegativeZero(dropout) }, reference: "Julious 2004, doi:10.1002/sim.1783" },
  };
}

function readPairedQuestion(input: PowerPairedTTestInput, alternative: Alternative) {
  checkKnownKeys(caller, "the input", input, ["n", "difference", "standardDeviation", "power", "significanceLevel"]);
  const { n, difference, standardDeviation, power } = input;
  checkGiven(caller, "n", n, (value) => value >= 2, "at least 2");
  checkGiven(caller, "standardDeviation", standardDeviation, (value) => value > 0, "above 0");
  checkErrorRates(caller, input);
  checkDifference(caller, "difference", difference, alternative, power);
  const solvedFor = quantityLeftOut(caller, { n, difference, standardDeviation, power }, input.significanceLevel);
  const significanceLevel = solvedFor === "significanceLevel" ? undefined : (input.significanceLevel ?? 0.05);
  return { size: n, difference, standardDeviation, power, significanceLevel, solvedFor };
}
