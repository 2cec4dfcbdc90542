import { censoredPairsLikelihood, type KnownPair } from "../numeric/censoredPairsLikelihood.ts";
import type { KnownPart } from "../numeric/censoredNormalLikelihood.ts";
import { exp } from "../numeric/elementary/exp.ts";
import { atanh, cosh, tanh } from "../numeric/elementary/hyperbolic.ts";
import { hypot } from "../numeric/elementary/hypot.ts";
import { log } from "../numeric/elementary/log.ts";
import { mean, sum } from "../numeric/sum.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkFields } from "../result/checkKeys.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { type CensoredNormalOptions, exponentialOf, fitCensoredNormal, mapInterval, openSide, resolveCensoredOptions, scaleOf } from "./censoredNormal.ts";
import { type CensoredValue, readCensoredValues } from "./CensoredValue.ts";
import { fitLikelihood, type LikelihoodFit, testParameter } from "./likelihoodFit.ts";

/** Mean and standard deviation of one visit, on the scale. */
export interface CensoredMargin {
  readonly mean: number;
  readonly standardError: number;
  /** Maximum likelihood: with denominator n where no value lies beyond a limit. */
  readonly standardDeviation: number;
}

export interface CensoredPairsResult {
  /** The mean after less the mean before, on the scale. */
  readonly estimate: number;
  readonly standardError: number;
  /** Against no difference: the signed root of the likelihood ratio statistic (`profile`), or estimate / standard error (`wald`). */
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly alternative: Alternative;
  /** On the scale `log`: the ratio of the geometric means, after / before. */
  readonly ratio?: { readonly estimate: number; readonly interval: Interval };
  readonly before: CensoredMargin;
  readonly after: CensoredMargin;
  /** Between before and after. */
  readonly correlation: { readonly estimate: number; readonly standardError: number };
  /** Of the values on the scale. */
  readonly logLikelihood: number;
  /** Pairs by how many of their two values are quantified. */
  readonly counts: { readonly pairs: number; readonly bothQuantified: number; readonly oneQuantified: number; readonly noneQuantified: number };
  readonly method: Method<"censored-normal-pairs", Required<CensoredNormalOptions>>;
  readonly reasons?: Reasons;
}

/**
 * Mean change of paired values of which some are only known to lie below or above a limit of quantification: maximum likelihood for
 * the censored bivariate normal distribution.
 *
 * Use it for a concentration before and after, on the scale `log`, where values lie below the limit at one visit or at both. A pair
 * counts whole whether both, one or none of its values is quantified: what is known of one value says something of the other, by the
 * correlation that the other pairs show. Values are numbers, `{ below }` or `{ above }`, one for each participant in the same order; a
 * participant who lacks one of the two is left out before. Without values beyond limits the estimate is the mean difference, and its
 * standard error that of the paired t test times √((n − 1)/n).
 *
 * It needs three pairs with both values quantified that do not lie on a line; then the likelihood has a maximum. Inference holds for
 * large samples: `statistic` has a normal distribution, and in small samples intervals are a little too short and p-values too small.
 * Standard errors come from the observed information of all five parameters.
 *
 * R and SAS have no ready function; in SAS, PROC NLMIXED fits the same likelihood.
 *
 * @throws TrialwiseError `too-few-values` with fewer than 3 quantified pairs; `no-variance` where they lie on one line; `no-convergence`
 * @throws RangeError, TypeError for lists of unequal length, anything but finite numbers and limits, a value of at most 0 on the
 *   scale `log`, an unknown option
 *
 * Source: Lyles, Williams & Chuachoowong 2001 (https://doi.org/10.1111/j.0006-341X.2001.01238.x).
 *
 * @example
 * ```ts
 * import { censoredNormalPairs } from "trialwise/biomarker";
 *
 * const before = [4.2, { below: 4 }, 6.1, 5, { below: 4 }, 9.3, 7.7];
 * const after = [6, { below: 4 }, 7.2, 8.8, 4.9, 11, 9.5];
 * const change = censoredNormalPairs({ before, after }, { scale: "log" });
 * change.ratio?.estimate; // => 1.405
 * change.pValue; // => 0.0018
 * change.counts; // => { pairs: 7, bothQuantified: 5, oneQuantified: 1, noneQuantified: 1 }
 * ```
 */
export function censoredNormalPairs(
  input: { readonly before: readonly CensoredValue[]; readonly after: readonly CensoredValue[] },
  options: CensoredNormalOptions = {},
): CensoredPairsResult {
  checkFields("censoredNormalPairs", "the input", input, ["before", "after"]);
  const resolved = resolveCensoredOptions("censoredNormalPairs", options);
  const { scale, intervalMethod, level, alternative } = resolved;
  const before = readCensoredValues("censoredNormalPairs", "before", input.before, scale);
  const after = readCensoredValues("censoredNormalPairs", "after", input.after, scale);
  if (before.length !== after.length) {
    throw new RangeError(`censoredNormalPairs: before and after must have the same length; received ${before.length} and ${after.length}`);
  }
  const { fit, centre, spread, jacobian } = fitPairs(before.map((part, index) => ({ before: part, after: after[index]! })));
  const parameter = (index: number) => fit.point[index]!;
  const variance = (row: number, column: number) => fit.covariance[5 * row + column]!;
  const question = { index: 1, against: 0, method: intervalMethod, startsAt: startsOf(fit) };
  const tested = testParameter("censoredNormalPairs", fit, question, { level, alternative });
  const interval = mapInterval(tested.interval, (value) => spread * value);
  const estimate = withoutNegativeZero(spread * parameter(1));
  const quantified = (count: number) => before.filter((part, index) => Number(part.kind === "value") + Number(after[index]!.kind === "value") === count).length;
  const ratio = scale === "log" ? exponentialOf("ratio", estimate, interval) : undefined;
  const reasons = { ...openSide(alternative), ...ratio?.reasons };
  return {
    estimate,
    standardError: spread * Math.sqrt(variance(1, 1)),
    statistic: withoutNegativeZero(tested.statistic),
    pValue: tested.pValue,
    interval,
    alternative,
    ...(ratio !== undefined && { ratio: ratio.exponential }),
    before: {
      mean: withoutNegativeZero(centre + spread * parameter(0)),
      standardError: spread * Math.sqrt(variance(0, 0)),
      standardDeviation: spread * exp(parameter(2)),
    },
    after: {
      mean: withoutNegativeZero(centre + spread * (parameter(0) + parameter(1))),
      standardError: spread * Math.sqrt(variance(0, 0) + 2 * variance(0, 1) + variance(1, 1)),
      standardDeviation: spread * exp(parameter(3)),
    },
    correlation: { estimate: withoutNegativeZero(tanh(parameter(4))), standardError: Math.sqrt(variance(4, 4)) / cosh(parameter(4)) ** 2 },
    logLikelihood: withoutNegativeZero(-fit.value - jacobian),
    counts: { pairs: before.length, bothQuantified: quantified(2), oneQuantified: quantified(1), noneQuantified: quantified(0) },
    method: {
      name: "censored-normal-pairs",
      options: resolved,
      reference: "Lyles, Williams & Chuachoowong 2001, doi:10.1111/j.0006-341X.2001.01238.x",
    },
    ...(Object.keys(reasons).length > 0 && { reasons }),
  };
}

interface PairsFit {
  readonly fit: LikelihoodFit;
  readonly centre: number;
  readonly spread: number;
  /** What the scaling took from −log likelihood. */
  readonly jacobian: number;
}

function fitPairs(pairs: readonly KnownPair[]): PairsFit {
  const caller = "censoredNormalPairs";
  const rho = checkQuantified(pairs);
  const margins = [pairs.map(({ before }) => before), pairs.map(({ after }) => after)] as const;
  const { centre, spread } = scaleOf(margins.flat());
  const scale = ({ kind, limit }: KnownPart): KnownPart => ({ kind, limit: (limit - centre) / spread });
  const scaled = pairs.map(({ before, after }) => ({ before: scale(before), after: scale(after) }));
  // Each visit's own fit, and the correlation of the quantified pairs, are near the maximum.
  const [first, second] = margins.map((margin) => {
    const own = fitCensoredNormal(caller, margin.map(scale));
    return { mean: own.centre + own.spread * own.fit.point[0]!, logDeviation: log(own.spread) + own.fit.point[1]! };
  });
  const start = Float64Array.of(first!.mean, second!.mean - first!.mean, first!.logDeviation, second!.logDeviation, atanh(0.9 * rho));
  const fit = fitLikelihood(caller, (point) => censoredPairsLikelihood(scaled, point), start);
  const quantified = margins.flat().filter(({ kind }) => kind === "value").length;
  return { fit, centre, spread, jacobian: quantified * log(spread) };
}

/**
 * Where the maximum may be when the difference is held at a value: at the mean before, at the mean after, or between, with standard
 * deviations that make up for the shift. Held far from its estimate the likelihood may have two maxima, one near each.
 */
function startsOf({ point }: LikelihoodFit): (value: number) => readonly Float64Array[] {
  const [mu, delta, tau1, tau2, zeta] = [point[0]!, point[1]!, point[2]!, point[3]!, point[4]!];
  const widened = (tau: number, shift: number) => log(hypot(exp(tau), shift));
  return (value) =>
    [0, 0.5, 1].map((share) => {
      const shift = delta - value;
      return Float64Array.of(mu + share * shift, widened(tau1, share * shift), widened(tau2, (1 - share) * shift), zeta);
    });
}

/** The correlation of the quantified pairs, which are three or more and not on a line: then the likelihood is bounded. */
function checkQuantified(pairs: readonly KnownPair[]): number {
  const whole = pairs.filter(({ before, after }) => before.kind === "value" && after.kind === "value");
  if (whole.length < 3) {
    throw new TrialwiseError({
      code: "too-few-values",
      message: `censoredNormalPairs: needs 3 pairs with both values within the limits of quantification; received ${whole.length}`,
      required: "at least 3 pairs with both values within the limits",
      observed: whole.length,
    });
  }
  const [x, y] = [deviations(whole.map(({ before }) => before.limit)), deviations(whole.map(({ after }) => after.limit))];
  const products = (u: readonly number[], v: readonly number[]) => sum(u.map((value, index) => value * v[index]!));
  const rho = products(x, y) / Math.sqrt(products(x, x) * products(y, y));
  if (1 - Math.abs(rho) > 1e-12) return rho;
  throw new TrialwiseError({
    code: "no-variance",
    message: "censoredNormalPairs: the pairs with both values within the limits lie on one line, so the likelihood has no maximum",
    required: "pairs that do not lie on one line",
    observed: `a correlation of ${rho} in ${whole.length} pairs`,
  });
}

function deviations(values: readonly number[]): readonly number[] {
  const centre = mean(values);
  return values.map((value) => value - centre);
}
