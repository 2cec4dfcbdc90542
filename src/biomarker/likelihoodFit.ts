import { choleskyInPlace, invertLower } from "../numeric/cholesky.ts";
import { findRoot } from "../numeric/findRoot.ts";
import { minimise, type SecondOrder } from "../numeric/minimise.ts";
import { normalQuantile, normalTails } from "../numeric/normal.ts";
import { pValueOf, testOfEstimate } from "../inference/testOfEstimate.ts";
import type { ResolvedTestOptions } from "../inference/testOptions.ts";
import type { Interval } from "../result/Interval.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/**
 * How an interval is taken from a likelihood.
 *
 * - `profile`: the values that a likelihood ratio test does not reject
 * - `wald`: estimate ± normal quantile × standard error
 */
export type LikelihoodIntervalMethod = "profile" | "wald";

/** −log likelihood at a point; undefined outside its domain. */
export type Likelihood = (point: Float64Array) => SecondOrder | undefined;

export interface LikelihoodFit {
  readonly likelihood: Likelihood;
  readonly point: Float64Array;
  /** −log likelihood at its least. */
  readonly value: number;
  /** The inverse of the observed information, by rows. */
  readonly covariance: Float64Array;
}

/** The point of the greatest likelihood near a start, with the inverse of the observed information. */
export function fitLikelihood(caller: string, likelihood: Likelihood, start: Float64Array): LikelihoodFit {
  const found = leastFrom(likelihood, start);
  const covariance = found && inverseOf(found.evaluation.hessian, start.length);
  if (found === undefined || covariance === undefined) throw notConverged(caller);
  return { likelihood, point: found.point, value: found.evaluation.value, covariance };
}

export interface ParameterTest {
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
}

/** What to test of a fit, on its scale. */
export interface ParameterQuestion {
  readonly index: number;
  readonly against: number;
  readonly method: LikelihoodIntervalMethod;
  /** Where the likelihood of the other parameters may have its maximum when this one is held at a value: the best found counts. */
  readonly startsAt: (value: number) => readonly Float64Array[];
}

/** One parameter's interval and its test. */
export function testParameter(caller: string, fit: LikelihoodFit, question: ParameterQuestion, options: ResolvedTestOptions): ParameterTest {
  const { index, against, method } = question;
  const estimate = fit.point[index]!;
  const standardError = Math.sqrt(fit.covariance[index * (fit.point.length + 1)]!);
  const { level, alternative } = options;
  if (method === "wald") {
    const { statistic, pValue } = testOfEstimate({ estimate: estimate - against, standardError }, normalDistribution, options);
    const { interval } = testOfEstimate({ estimate, standardError }, normalDistribution, options);
    return { statistic, pValue, interval };
  }
  const quantile = normalDistribution.upperQuantile(alternative === "two-sided" ? (1 - level) / 2 : 1 - level);
  const root = signedRoots(caller, fit, question);
  const limit = (end: 1 | -1) => {
    // A one-sided interval of a level below one half ends on the other side of the estimate.
    const side = quantile < 0 ? -end : end;
    const excess = (value: number) => side * -root(value) - Math.abs(quantile);
    let reach = side * standardError;
    while (excess(estimate + reach) < 0) reach *= 1.5;
    return findRoot(excess, { from: estimate, to: estimate + reach, tolerance: 1e-11 * standardError });
  };
  const statistic = root(against);
  return {
    statistic,
    pValue: pValueOf(normalTails(statistic), alternative),
    interval: { lower: alternative === "less" ? null : limit(-1), upper: alternative === "greater" ? null : limit(1), level },
  };
}

const normalDistribution = { tails: normalTails, upperQuantile: (probability: number) => normalQuantile(probability, "upper") };

/** The signed root of the likelihood ratio statistic at values of one parameter: positive below the estimate. */
function signedRoots(caller: string, fit: LikelihoodFit, { index, startsAt }: ParameterQuestion): (value: number) => number {
  const estimate = fit.point[index]!;
  return (value) => {
    if (value === estimate) return 0;
    const profile = (point: Float64Array) => without(fit.likelihood(inserted(point, index, value)), index);
    const found = startsAt(value).flatMap((start) => leastFrom(profile, start)?.evaluation.value ?? []);
    if (found.length === 0) throw notConverged(caller);
    return Math.sign(estimate - value) * Math.sqrt(2 * Math.max(0, Math.min(...found) - fit.value));
  };
}

function leastFrom(likelihood: Likelihood, point: Float64Array) {
  const evaluation = likelihood(point);
  if (evaluation === undefined) return undefined;
  const found = minimise(likelihood, { point, evaluation });
  return found.converged ? found : undefined;
}

function inserted(point: Float64Array, index: number, value: number): Float64Array {
  return Float64Array.from({ length: point.length + 1 }, (_, place) => (place === index ? value : point[place < index ? place : place - 1]!));
}

/** Without one parameter, which is held fixed. */
function without(evaluation: SecondOrder | undefined, index: number): SecondOrder | undefined {
  if (evaluation === undefined) return undefined;
  const size = evaluation.gradient.length;
  const gradient = evaluation.gradient.filter((_, place) => place !== index);
  const hessian = evaluation.hessian.filter((_, place) => place % size !== index && Math.floor(place / size) !== index);
  return { value: evaluation.value, gradient, hessian };
}

function inverseOf(matrix: Float64Array, size: number): Float64Array | undefined {
  const triangle = matrix.slice();
  if (!choleskyInPlace(triangle, size)) return undefined;
  const root = invertLower(triangle, size);
  return matrix.map((_, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    let sum = 0;
    for (let k = Math.max(row, column); k < size; k++) sum += root[k * size + row]! * root[k * size + column]!;
    return sum;
  });
}

function notConverged(caller: string): TrialwiseError {
  return new TrialwiseError({
    code: "no-convergence",
    message: `${caller}: the likelihood's maximum was not found; too few values lie within the limits`,
    required: "a maximum of the likelihood",
    observed: "no convergence",
  });
}
