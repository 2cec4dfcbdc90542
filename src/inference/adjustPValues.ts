import { checkChoice, checkSample } from "../result/checkOption.ts";
import type { Sample } from "../result/Sample.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";

/**
 * - `bonferroni`, `holm`, `hochberg`, `hommel`: bound the chance of any false rejection (the familywise error rate). Bonferroni and Holm
 *   do so for any tests, Hochberg and Hommel for independent or positively dependent ones. Holm is never less powerful than
 *   Bonferroni, Hommel never less than Hochberg.
 * - `benjamini-hochberg`, `benjamini-yekutieli`: bound the expected share of false ones among the rejections (the false discovery
 *   rate), for independent or positively dependent tests, and for any.
 */
export type PValueAdjustment = "bonferroni" | "holm" | "hochberg" | "hommel" | "benjamini-hochberg" | "benjamini-yekutieli";

export const pValueAdjustments: readonly PValueAdjustment[] = ["bonferroni", "holm", "hochberg", "hommel", "benjamini-hochberg", "benjamini-yekutieli"];

/**
 * Adjusts p-values for their number: a test is significant at a familywise error rate (or false discovery rate) of α if its
 * adjusted p-value is at most α.
 *
 * Use it for several endpoints, doses or adverse events. All tests of the family must be in the list, the unreported too: a
 * missing p-value is decided on before. The result is in the order of the input, never above 1; equal p-values stay equal. R:
 * `p.adjust()`, whose "BH" and "BY" are the last two; SAS: PROC MULTTEST, whose "FDR" is Benjamini and Hochberg's.
 *
 * @throws TrialwiseError `too-much-work` for Hommel's method beyond 20 000 p-values
 * @throws RangeError, TypeError for a list with anything but numbers from 0 to 1, an unknown method
 *
 * Source: Dunn 1961 (https://doi.org/10.1080/01621459.1961.10482090); Holm 1979, Scand J Stat 6, 65–70; Hochberg 1988
 * (https://doi.org/10.1093/biomet/75.4.800); Hommel 1988 (https://doi.org/10.1093/biomet/75.2.383) as in Wright 1992
 * (https://doi.org/10.2307/2532694); Benjamini & Hochberg 1995 (https://doi.org/10.1111/j.2517-6161.1995.tb02031.x); Benjamini &
 * Yekutieli 2001 (https://doi.org/10.1214/aos/1013699998).
 *
 * @example
 * ```ts
 * import { adjustPValues } from "trialwise";
 *
 * adjustPValues([0.01, 0.04, 0.03], "holm"); // => [0.03, 0.06, 0.06]
 * adjustPValues([0.01, 0.04, 0.03], "benjamini-hochberg"); // => [0.03, 0.04, 0.04]
 * ```
 */
export function adjustPValues(pValues: Sample, method: PValueAdjustment): number[] {
  checkSample("adjustPValues", "pValues", pValues);
  pValues.forEach((pValue, index) => {
    if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`adjustPValues: pValues[${index}] must be between 0 and 1; received ${show(pValue)}`);
  });
  checkChoice("adjustPValues", "method", method, pValueAdjustments);
  return adjustedPValues(pValues, method);
}

/** {@link adjustPValues} of p-values that were checked. */
export function adjustedPValues(pValues: Sample, method: PValueAdjustment): number[] {
  const order = Array.from(pValues, (_, index) => index).sort((i, j) => pValues[i]! - pValues[j]!);
  const adjusted = adjustAscending(
    order.map((index) => pValues[index]!),
    method,
  );
  const result = order.map(() => 0);
  order.forEach((index, place) => (result[index] = withoutNegativeZero(Math.min(1, adjusted[place]!))));
  return result;
}

function adjustAscending(ascending: readonly number[], method: PValueAdjustment): number[] {
  if (method === "hommel") return hommel(ascending);
  const m = ascending.length;
  const harmonic = ascending.reduce((total, _, place) => total + 1 / (place + 1), 0);
  const products = ascending.map((pValue, place) => {
    if (method === "bonferroni") return m * pValue;
    if (method === "holm" || method === "hochberg") return (m - place) * pValue;
    return ((method === "benjamini-hochberg" ? m : harmonic * m) / (place + 1)) * pValue;
  });
  return method === "holm" ? runningMaximum(products) : minimumFromHere(products);
}

/**
 * Hommel's closed test by Wright's algorithm: of every size s of a set of hypotheses, Simes's p-value of the set that is hardest
 * to reject, in which p-value i is, is the least of s p₍j₎/j over its members; the adjusted p-value is the largest of these.
 */
function hommel(ascending: readonly number[]): number[] {
  const m = ascending.length;
  if (m > 20_000) {
    throw new TrialwiseError({
      code: "too-much-work",
      message: `adjustPValues: Hommel's method takes ${m}² steps for ${m} p-values; use "hochberg"`,
      required: "at most 20000 p-values",
      observed: m,
    });
  }
  const adjusted = [...ascending];
  for (let size = m; size > 1; size--) {
    const first = m - size + 1;
    // The set of the largest size − 1 p-values and one more.
    let least = Infinity;
    for (let place = 2; place <= size; place++) least = Math.min(least, (size * ascending[first + place - 2]!) / place);
    ascending.forEach((pValue, place) => {
      const bound = place < first ? Math.min(least, size * pValue) : least;
      adjusted[place] = Math.max(adjusted[place]!, bound);
    });
  }
  return adjusted;
}

function runningMaximum(values: readonly number[]): number[] {
  let largest = 0;
  return values.map((value) => (largest = Math.max(largest, value)));
}

function minimumFromHere(values: readonly number[]): number[] {
  let smallest = Infinity;
  return values.map((_, index) => (smallest = Math.min(smallest, values[values.length - 1 - index]!))).reverse();
}
