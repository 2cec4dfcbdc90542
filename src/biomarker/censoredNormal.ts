import { resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { censoredNormalLikelihood, type KnownPart } from "../numeric/censoredNormalLikelihood.ts";
import { exp } from "../numeric/elementary/exp.ts";
import { hypot } from "../numeric/elementary/hypot.ts";
import { log } from "../numeric/elementary/log.ts";
import { mean, sumOfSquaredDeviations } from "../numeric/sum.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkFields, checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { type CensoredValue, readCensoredValues } from "./CensoredValue.ts";
import { fitLikelihood, type LikelihoodFit, type LikelihoodIntervalMethod, testParameter } from "./likelihoodFit.ts";

export interface CensoredNormalOptions extends TestOptions {
  /** `log`: the logarithms are normal, as those of concentrations often are. Default `"raw"`. */
  readonly scale?: "raw" | "log";
  /** `profile`: the values that a likelihood ratio test does not reject (default). `wald`: estimate ± quantile × error. */
  readonly intervalMethod?: LikelihoodIntervalMethod;
}

export interface CensoredNormalResult {
  /** The mean, on the scale. */
  readonly estimate: number;
  readonly standardError: number;
  /** Of the mean. */
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** Of the values, on the scale: maximum likelihood, so with denominator n where no value lies beyond a limit. */
  readonly standardDeviation: { readonly estimate: number; readonly standardError: number; readonly interval: Interval };
  /** Of the mean and of the logarithm of the standard deviation, from the observed information. */
  readonly covariance: {
    readonly mean: number;
    readonly meanAndLogStandardDeviation: number;
    readonly logStandardDeviation: number;
  };
  /** On the scale `log`: the exponentials of the mean and its limits, of which one that is too large for a number is `null` (`"unbounded"`). */
  readonly geometricMean?: { readonly estimate: number; readonly interval: Interval };
  /** Of the values on the scale, so without the logarithm's own derivative on `log`. */
  readonly logLikelihood: number;
  readonly counts: { readonly values: number; readonly quantified: number; readonly below: number; readonly above: number };
  readonly method: Method<"censored-normal", Required<CensoredNormalOptions>>;
  readonly reasons?: Reasons;
}

/**
 * Mean and standard deviation of values of which some are only known to lie below or above a limit of quantification: maximum
 * likelihood for the censored normal distribution (tobit).
 *
 * Use it for concentrations near the limit of an assay, on the scale `log`. It uses what a limit says and puts no number in its
 * place; half of the limit or the limit itself bias the mean and shrink the standard deviation. Values are numbers, `{ below }` or
 * `{ above }`, each with its own limit. Every value counts: a missing one is decided on before. It leans on the normal shape where
 * nothing is seen, the more so the more values lie there, and standard errors and intervals hold for large samples.
 *
 * The likelihood has one maximum, or none: none without a quantified value, and none where all quantified values are equal and
 * every limit is consistent with that one value. Standard errors come from the observed information. The `profile` interval is
 * the set of means (or standard deviations) that a likelihood ratio test with one degree of freedom does not reject. The standard
 * deviation's interval is two-sided always, and its `wald` limits are those of its logarithm, as R's.
 *
 * R: `survival::survreg(Surv(left, right, type = "interval2") ~ 1, dist = "gaussian")`, whose second parameter is log(scale);
 * `"lognormal"` for `log`, with a log likelihood of the values themselves. SAS: PROC LIFEREG. Both give Wald limits.
 *
 * @throws TrialwiseError `too-few-values` without a quantified value; `no-variance` where the standard deviation tends to 0;
 *   `no-convergence`
 * @throws RangeError, TypeError for anything but finite numbers and limits, a value of at most 0 on the scale `log`, an unknown option
 *
 * Source: Tobin 1958 (https://doi.org/10.2307/1907382); Burridge 1981 (https://doi.org/10.1111/j.2517-6161.1981.tb01749.x).
 *
 * @example
 * ```ts
 * import { censoredNormal } from "trialwise/biomarker";
 *
 * const cytokine = [{ below: 4 }, { below: 4 }, 5.1, 6.3, 8.8, 9.4, 14.2, 21];
 * const fit = censoredNormal({ values: cytokine }, { scale: "log" });
 * fit.geometricMean?.estimate; // => 6.978
 * fit.standardDeviation.estimate; // => 0.7121
 * fit.counts; // => { values: 8, quantified: 6, below: 2, above: 0 }
 * ```
 */
export function censoredNormal(input: { readonly values: readonly CensoredValue[] }, options: CensoredNormalOptions = {}): CensoredNormalResult {
  checkFields("censoredNormal", "the input", input, ["values"]);
  const resolved = resolveCensoredOptions("censoredNormal", options);
  const { scale, intervalMethod, level, alternative } = resolved;
  const parts = readCensoredValues("censoredNormal", "values", input.values, scale);
  const { fit, centre, spread } = fitCensoredNormal("censoredNormal", parts);
  const [mu, tau] = [fit.point[0]!, fit.point[1]!];
  const shared = { against: 0, method: intervalMethod };
  const widened = (value: number) => [Float64Array.of(log(hypot(exp(tau), value - mu)))];
  const sided = testParameter("censoredNormal", fit, { ...shared, index: 0, startsAt: widened }, { level, alternative }).interval;
  const kept = () => [Float64Array.of(mu)];
  const ofLog = testParameter("censoredNormal", fit, { ...shared, index: 1, startsAt: kept }, { level, alternative: "two-sided" }).interval;
  const interval = mapInterval(sided, (value) => centre + spread * value);
  const count = (kind: KnownPart["kind"]) => parts.filter((part) => part.kind === kind).length;
  const estimate = withoutNegativeZero(centre + spread * mu);
  const standardDeviation = spread * exp(tau);
  const [meanVariance, both, , logVariance] = fit.covariance;
  const geometric = scale === "log" ? exponentialOf("geometricMean", estimate, interval) : undefined;
  const reasons = { ...openSide(alternative), ...geometric?.reasons };
  return {
    estimate,
    standardError: spread * Math.sqrt(meanVariance!),
    interval,
    alternative,
    standardDeviation: {
      estimate: standardDeviation,
      standardError: standardDeviation * Math.sqrt(logVariance!),
      interval: mapInterval(ofLog, (value) => spread * exp(value)),
    },
    covariance: {
      mean: spread ** 2 * meanVariance!,
      meanAndLogStandardDeviation: withoutNegativeZero(spread * both!),
      logStandardDeviation: logVariance!,
    },
    ...(geometric !== undefined && { geometricMean: geometric.exponential }),
    logLikelihood: withoutNegativeZero(-fit.value - count("value") * log(spread)),
    counts: { values: parts.length, quantified: count("value"), below: count("below"), above: count("above") },
    method: {
      name: "censored-normal",
      options: resolved,
      reference: "Tobin 1958, doi:10.2307/1907382; Burridge 1981, doi:10.1111/j.2517-6161.1981.tb01749.x",
    },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

export function resolveCensoredOptions(caller: string, options: CensoredNormalOptions): Required<CensoredNormalOptions> {
  checkOptionKeys(caller, options, ["scale", "intervalMethod", "level", "alternative"]);
  const { scale = "raw", intervalMethod = "profile", ...testOptions } = options;
  checkChoice(caller, "scale", scale, ["raw", "log"]);
  checkChoice(caller, "intervalMethod", intervalMethod, ["profile", "wald"]);
  return { scale, intervalMethod, ...resolveTestOptions(caller, testOptions) };
}

export function mapInterval({ lower, upper, level }: Interval, map: (value: number) => number): Interval {
  const limit = (value: number | null) => (value === null ? null : withoutNegativeZero(map(value)));
  return { lower: limit(lower), upper: limit(upper), level };
}

/** The side of a one-sided interval that has no limit. */
export function openSide(alternative: Alternative): Reasons {
  return alternative === "less" ? { "interval.lower": "unbounded" } : alternative === "greater" ? { "interval.upper": "unbounded" } : {};
}

/** An estimate of logarithms as a number of its own, with the reasons for the limits that it lacks: beyond e^709 there is no finite one. */
export function exponentialOf(
  name: string,
  estimate: number,
  { lower, upper, level }: Interval,
): { readonly exponential: { readonly estimate: number; readonly interval: Interval }; readonly reasons: Reasons } {
  const limit = (value: number | null) => (value === null || exp(value) === Infinity ? null : exp(value));
  const interval = { lower: limit(lower), upper: limit(upper), level };
  return {
    exponential: { estimate: exp(estimate), interval },
    reasons: {
      ...(interval.lower === null && { [`${name}.interval.lower`]: "unbounded" as const }),
      ...(interval.upper === null && { [`${name}.interval.upper`]: "unbounded" as const }),
    },
  };
}

/** A fit to (limit − centre)/spread, so that its parameters are of the order of 1. */
export interface ScaledFit {
  readonly fit: LikelihoodFit;
  readonly centre: number;
  readonly spread: number;
}

/** The fit of a sample, if it has one. */
export function fitCensoredNormal(caller: string, parts: readonly KnownPart[]): ScaledFit {
  checkMaximum(caller, parts);
  const { centre, spread } = scaleOf(parts);
  const scaled = parts.map(({ kind, limit }) => ({ kind, limit: (limit - centre) / spread }));
  const fit = fitLikelihood(caller, (point) => censoredNormalLikelihood(scaled, point), Float64Array.of(0, 0));
  return { fit, centre, spread };
}

/** Mean and standard deviation with every limit in the place of its value: near enough for a start. */
export function scaleOf(parts: readonly KnownPart[]): { readonly centre: number; readonly spread: number } {
  const limits = parts.map(({ limit }) => limit);
  return { centre: mean(limits), spread: Math.sqrt(sumOfSquaredDeviations(limits) / limits.length) };
}

/**
 * Refuses a sample without a maximum of its likelihood. With a quantified value it has one unless the standard deviation may shrink
 * to 0 on that value: all others equal it, and it lies on the right side of every limit.
 */
function checkMaximum(caller: string, parts: readonly KnownPart[]): void {
  const quantified = parts.filter(({ kind }) => kind === "value");
  const [first] = quantified;
  if (first === undefined) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: `${caller}: no value lies within the limits of quantification, so the likelihood has no maximum`,
      required: "at least 1 value within the limits",
      observed: 0,
    });
  }
  const margin = 1e-14 * Math.abs(first.limit);
  const agrees = ({ kind, limit }: KnownPart) =>
    kind === "value" ? Math.abs(limit - first.limit) <= margin : kind === "below" ? first.limit <= limit + margin : first.limit >= limit - margin;
  if (!parts.every(agrees)) return;
  throw new TrialwiseError({
    code: "no-variance",
    message: `${caller}: nothing shows a standard deviation above 0: all values within the limits are equal, and every limit agrees with them`,
    required: "values that differ",
    observed: `${quantified.length} equal values and ${parts.length - quantified.length} limits`,
  });
}
