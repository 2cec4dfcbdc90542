import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkFinite, checkSample } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkQuantileType, quantile, type QuantileType } from "./quantile.ts";

export interface QuantilesOptions {
  /** Between 0 and 1, in any order. Default: minimum, quartiles and maximum. */
  readonly probabilities?: readonly number[];
  /** Default 7. */
  readonly quantileType?: QuantileType;
}

export interface QuantilesResult {
  /** In the order of the probabilities; each value in the units of the sample. */
  readonly quantiles: readonly { readonly probability: number; readonly value: number }[];
  readonly counts: { readonly n: number };
  readonly method: Method<"quantiles", Required<QuantilesOptions>>;
}

/**
 * Quantiles of a sample by any of the nine definitions in use.
 *
 * Use it for medians, quartiles and percentiles of skewed values, such as timed walks, where another program's table is to be
 * repeated: programs differ in the definition. With n values in ascending order and p the probability:
 *
 * - 1: the inverse of the empirical distribution function; 2: the same, with the mean of both sides at a jump (SAS, definition 5);
 *   3: the nearest value, the even rank at a tie (SAS, definition 2).
 * - 4 to 9: linear between the values, the k-th of which stands at k/n (4), (k − ½)/n (5), k/(n + 1) (6; SPSS, SAS definition 4),
 *   (k − 1)/(n − 1) (7; R, NumPy, Excel), (k − ⅓)/(n + ⅓) (8; about median-unbiased for any distribution),
 *   (k − ⅜)/(n + ¼) (9; about unbiased for normal values).
 *
 * Ties need no rule. A position that is whole but for rounding is whole (0.07 × 100 in floating point is a little more than 7;
 * R 4.2 then takes the eighth value in types 1 to 3). Every value must be finite: missing values are decided on and counted before.
 *
 * @throws TrialwiseError `too-few-values` when the sample is empty
 * @throws RangeError, TypeError for values that are not finite, a probability outside [0, 1], an unknown option or type
 *
 * Source: Hyndman & Fan 1996 (https://doi.org/10.1080/00031305.1996.10473566).
 *
 * @example
 * ```ts
 * import { quantiles } from "trialwise";
 *
 * const walk = [6.1, 5.4, 9.8, 7.2];
 * quantiles(walk, { probabilities: [0.25] }).quantiles[0]?.value; // => 5.925
 * quantiles(walk, { probabilities: [0.25], quantileType: 2 }).quantiles[0]?.value; // => 5.75
 * quantiles(walk, { probabilities: [0.25], quantileType: 6 }).quantiles[0]?.value; // => 5.575
 * ```
 */
export function quantiles(sample: Sample, options: QuantilesOptions = {}): QuantilesResult {
  checkOptionKeys("quantiles", options, ["probabilities", "quantileType"]);
  const { probabilities = [0, 0.25, 0.5, 0.75, 1], quantileType = 7 } = options;
  checkQuantileType("quantiles", quantileType);
  checkProbabilities(probabilities);
  checkSample("quantiles", "sample", sample);
  const n = sample.length;
  if (n === 0) {
    throw new TrialwiseError({ code: "too-few-values", message: "quantiles: the sample is empty", required: "at least 1 value", observed: 0 });
  }
  const ascending = Float64Array.from(sample).sort();
  return {
    quantiles: probabilities.map((probability) => ({ probability: withoutNegativeZero(probability), value: withoutNegativeZero(quantile(ascending, probability, quantileType)) })),
    counts: { n },
    method: {
      name: "quantiles",
      options: { probabilities: probabilities.map(withoutNegativeZero), quantileType },
      reference: "Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566",
    },
  };
}

function checkProbabilities(probabilities: readonly number[]): void {
  if (!Array.isArray(probabilities)) throw new TypeError(`quantiles: probabilities must be an array of numbers; received ${show(probabilities)}`);
  probabilities.forEach((probability, index) => {
    checkFinite("quantiles", `probabilities[${index}]`, probability);
    if (probability < 0 || probability > 1) {
      throw new RangeError(`quantiles: probabilities[${index}] must be between 0 and 1 (0.25 for the lower quartile); received ${show(probability)}`);
    }
  });
}
