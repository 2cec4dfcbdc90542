import type { Alternative } from "../result/Alternative.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { binomialPValue } from "./binomialProbability.ts";
import type { EventCount } from "./eventCount.ts";
import { readEventCount } from "./eventCount.ts";
import { clopperPearsonLimits } from "./proportionInterval.ts";
import type { ResolvedTestOptions, TestOptions } from "./testOptions.ts";
import { resolveTestOptions } from "./testOptions.ts";

export interface BinomialTestOptions extends TestOptions {
  /** The probability of an event under the null hypothesis, strictly between 0 and 1. Default 0.5. */
  readonly probability?: number;
}

export interface BinomialTestResult {
  /** Events / n. */
  readonly estimate: number;
  readonly pValue: number;
  /** Clopper and Pearson's. Its open side, when one-sided, ends at 0 or 1. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  readonly counts: EventCount;
  readonly method: Method<"binomial-test", ResolvedTestOptions & { readonly probability: number }>;
}

/**
 * The exact binomial test of a proportion against a given probability.
 *
 * Use it for one group and a rate known beforehand: responders against a historical rate, or counts of two kinds against ½.
 * `n` counts everyone in the denominator, so whoever has no outcome must have been decided on. The two-sided p-value is the
 * probability of all counts that are no more likely than the observed one (to a relative 1e-7), as in `fisherExactTest`. A limit
 * holds where a one-sided test reaches (1 − level)/2, so interval and two-sided p-value can disagree. `"greater"`: the
 * proportion is above the given one.
 *
 * R: `binom.test()`; SAS: PROC FREQ with EXACT BINOMIAL, whose two-sided p-value is twice the smaller tail.
 *
 * @throws TrialwiseError `too-few-values` when n is 0
 * @throws RangeError, TypeError for counts that are negative or not whole, more events than participants, a probability or a
 *   level outside (0, 1), an unknown option
 *
 * Source: Clopper & Pearson 1934 (https://doi.org/10.1093/biomet/26.4.404).
 *
 * @example Mendel's peas against 3 : 1: Conover 1971, page 97, as in R's help page of binom.test
 * ```ts
 * import { binomialTest } from "trialwise";
 *
 * const result = binomialTest({ events: 682, n: 925 }, { probability: 0.75 });
 * result.pValue; // => 0.3825
 * result.interval; // => { "lower": 0.7076683, "upper": 0.7654066, "level": 0.95 }
 * ```
 */
export function binomialTest(input: EventCount, options: BinomialTestOptions = {}): BinomialTestResult {
  const resolved = resolveTestOptions("binomialTest", options, ["probability"]);
  const { probability = 0.5 } = options;
  if (!(typeof probability === "number" && probability > 0 && probability < 1)) {
    throw new RangeError(`binomialTest: probability must be between 0 and 1; received ${show(probability)}`);
  }
  const counts = readEventCount("binomialTest", "the input", input);
  const { level, alternative } = resolved;
  const limits = clopperPearsonLimits(counts, alternative === "two-sided" ? (1 - level) / 2 : 1 - level);
  return {
    estimate: counts.events / counts.n,
    pValue: binomialPValue(counts, probability, alternative),
    interval: { lower: alternative === "less" ? 0 : limits.lower, upper: alternative === "greater" ? 1 : limits.upper, level },
    alternative,
    counts,
    method: { name: "binomial-test", options: { probability, ...resolved }, reference: "Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404" },
  };
}
