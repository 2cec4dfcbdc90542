import { checkFields, checkOptionKeys } from "../result/checkKeys.ts";
import { checkCount, checkFinite } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import type { PrintedRounding } from "./wholeNumbers.ts";
import { checkRounding, multiplesPrintedAs, readDigits } from "./wholeNumbers.ts";

export interface RecoverTotalsInput {
  /** As printed, not negative: `"3.45"`. */
  readonly mean: string;
  /** Participants; n / step is at most 1 000 000. */
  readonly n: number;
}

export interface RecoverTotalsOptions {
  /** Default `"any"`. */
  readonly rounding?: PrintedRounding;
  /** What scores are multiples of: 1 for ALSFRS-R, 0.5 for EDSS. Default 1. */
  readonly step?: number;
}

export interface RecoverTotalsResult {
  /** Every sum of scores with this mean, rising; empty where no scores have it. */
  readonly totals: readonly number[];
  /** Whether means can be impossible at all: n / step is below 10 to the power of the decimals. Otherwise every mean is possible. */
  readonly conclusive: boolean;
  readonly counts: { readonly n: number };
  readonly method: Method<"recover-totals", { readonly rounding: PrintedRounding; readonly step: number }>;
}

const caller = "recoverTotals";

/**
 * Every sum of whole scores that a printed mean can come from: the granularity test of means (GRIM).
 *
 * Use it where a paper prints the mean of a score that moves in steps, with few participants: a mean that no sum gives shows
 * another n, a missing value, or a misprint. With `conclusive` false there are more sums than printed digits, so that every mean is
 * possible and nothing is learnt. The arithmetic is in whole numbers of half digits, so that ties are exact.
 *
 * @throws RangeError, TypeError for a mean that is no printed figure, is negative or a bound, more than 6 decimals, n that is no whole
 *   number from 1 on, n / step above 1 000 000, a step that is not 1, or 1 divided by a whole number up to 1000, an unknown option
 *
 * Source: Brown & Heathers 2017 (https://doi.org/10.1177/1948550616673876).
 *
 * @example The example of the paper: no 28 whole numbers have a mean of 5.19
 * ```ts
 * import { recoverTotals } from "trialwise";
 *
 * recoverTotals({ mean: "5.19", n: 28 }).totals; // => []
 * recoverTotals({ mean: "5.18", n: 28 }).totals; // => [145]
 * recoverTotals({ mean: "5.19", n: 28 }, { step: 0.5 }).totals; // => []
 * recoverTotals({ mean: "5.2", n: 28 }).totals; // => [145, 146, 147]
 * ```
 */
export function recoverTotals(input: RecoverTotalsInput, options: RecoverTotalsOptions = {}): RecoverTotalsResult {
  checkOptionKeys(caller, options, ["rounding", "step"]);
  const { rounding = "any", step = 1 } = options;
  checkRounding(caller, rounding);
  const stepsPerUnit = readStepsPerUnit(step);
  checkFields(caller, "the input", input, ["mean", "n"]);
  checkCount(caller, "n", input.n, 1);
  if (input.n * stepsPerUnit > 1e6) throw new RangeError(`${caller}: n / step must be at most 1000000; received ${input.n * stepsPerUnit}`);
  const mean = readDigits(caller, "mean", input.mean);
  return {
    totals: multiplesPrintedAs(mean, input.n * stepsPerUnit, 1, rounding).map((steps) => steps / stepsPerUnit),
    conclusive: input.n * stepsPerUnit < Number(`1e${mean.decimals}`),
    counts: { n: input.n },
    method: { name: "recover-totals", options: { rounding, step }, reference: "Brown & Heathers 2017, doi:10.1177/1948550616673876" },
  };
}

/** Steps of 0.1 are ten to a unit, which is exact where 0.1 is not. */
function readStepsPerUnit(step: number): number {
  checkFinite(caller, "step", step);
  const stepsPerUnit = Math.round(1 / step);
  if (stepsPerUnit >= 1 && stepsPerUnit <= 1000 && 1 / stepsPerUnit === step) return stepsPerUnit;
  throw new RangeError(`${caller}: step must be 1 or 1 divided by a whole number up to 1000 (0.5, 0.1); received ${show(step)}`);
}
