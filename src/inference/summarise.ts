import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkSample } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Sample } from "../result/Sample.ts";
import type { Summary } from "../result/Summary.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { sampleMoments } from "./groupMoments.ts";
import { checkQuantileType, quantile, type QuantileType } from "./quantile.ts";

export interface SummariseOptions {
  /**
   * How the quartiles are taken between two values, by Hyndman and Fan's number: 7, linear between the values (R's default),
   * 2, the mean of two neighbours at a jump (SAS's default), or another that `quantiles` describes. The median is always the
   * middle value or the mean of the middle two. Default 7.
   */
  readonly quantileType?: QuantileType;
}

/** A description of one sample. It can be passed on wherever a `Summary` is accepted. */
export interface SummariseResult extends Summary {
  /** Standard deviation / √n; `null` when n is 1. */
  readonly standardError: number | null;
  readonly median: number;
  readonly quartiles: { readonly lower: number; readonly upper: number };
  readonly minimum: number;
  readonly maximum: number;
  readonly method: Method<"summary", Required<SummariseOptions>>;
  readonly reasons?: Reasons<"standardDeviation" | "standardError">;
}

/**
 * Describes one sample: n, mean, standard deviation (denominator n − 1), standard error of the mean, median, quartiles,
 * minimum and maximum, all in the units of the values.
 *
 * Use it for a table of baseline values or of changes. Every value must be finite: missing values are decided on and
 * counted before. The standard deviation and error of a single value are `null` with the reason `"too-few-values"`.
 *
 * @throws TrialwiseError `too-few-values` when the sample is empty
 * @throws RangeError, TypeError for values that are not finite, an unknown option
 *
 * Source of the quantile types: Hyndman & Fan 1996 (https://doi.org/10.1080/00031305.1996.10473566). R and SAS differ in
 * their default type, and so in the quartiles: see `quantileType`.
 *
 * @example
 * ```ts
 * import { summarise } from "trialwise";
 *
 * const change = summarise([-2, 0, -5, -1, -3, -4]);
 * change.mean; // => -2.5
 * change.standardDeviation; // => 1.870829
 * change.quartiles; // => { "lower": -3.75, "upper": -1.25 }
 * summarise([-2, 0, -5, -1, -3, -4], { quantileType: 2 }).quartiles; // => { "lower": -4, "upper": -1 }
 * ```
 */
export function summarise(sample: Sample, options: SummariseOptions = {}): SummariseResult {
  checkOptionKeys("summarise", options, ["quantileType"]);
  const { quantileType = 7 } = options;
  checkQuantileType("summarise", quantileType);
  checkSample("summarise", "sample", sample);
  if (sample.length === 0) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: "summarise: the sample is empty",
      required: "at least 1 value",
      observed: 0,
    });
  }
  return {
    ...describeSample("summarise", "sample", sample, quantileType),
    method: { name: "summary", options: { quantileType }, reference: "Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566" },
  };
}

/** What {@link summarise} says of at least one finite value. */
export function describeSample(caller: string, name: string, sample: Sample, quantileType: QuantileType): Omit<SummariseResult, "method"> {
  const { n, mean, standardDeviation } = sampleMoments(caller, name, sample);
  const ascending = Float64Array.from(sample).sort();
  const quantileAt = (probability: number, type = quantileType) => withoutNegativeZero(quantile(ascending, probability, type));
  return {
    n,
    mean,
    standardDeviation: n === 1 ? null : standardDeviation,
    standardError: n === 1 ? null : standardDeviation / Math.sqrt(n),
    median: quantileAt(0.5, 7),
    quartiles: { lower: quantileAt(0.25), upper: quantileAt(0.75) },
    minimum: withoutNegativeZero(ascending[0]!),
    maximum: withoutNegativeZero(ascending[n - 1]!),
    ...(n === 1 && { reasons: { standardDeviation: "too-few-values", standardError: "too-few-values" } as const }),
  };
}
