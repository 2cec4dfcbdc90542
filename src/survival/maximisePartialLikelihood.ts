import { choleskyInPlace, invertLower } from "../numeric/cholesky.ts";
import { hypot } from "../numeric/elementary/hypot.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { CoxDesign } from "./coxDesign.ts";
import type { PartialLikelihood } from "./partialLikelihood.ts";
import { linearPredictors, partialLikelihood } from "./partialLikelihood.ts";
import type { HazardModel } from "./riskSums.ts";
import { riskSums } from "./riskSums.ts";

/** The maximum of the partial likelihood, in standardised columns. */
export interface CoxMaximum {
  readonly coefficients: Float64Array;
  readonly logLikelihood: number;
  /** L⁻¹ of the information LLᵀ, by rows. */
  readonly root: Float64Array;
  readonly iterations: number;
  /** √(gᵀI⁻¹g), g the gradient and I the information: the distance from the maximum in standard errors. */
  readonly gradientNorm: number;
  readonly nullLogLikelihood: number;
  /** gᵀI⁻¹g where all coefficients are 0. */
  readonly scoreStatistic: number;
}

/** The likelihood at a point, with the Newton step that leads on from it. */
interface Point {
  readonly coefficients: Float64Array;
  readonly likelihood: PartialLikelihood;
  readonly root: Float64Array;
  readonly step: Float64Array;
  readonly gradientNorm: number;
}

const maximumIterations = 100;

/**
 * Newton's method from 0, with halved steps where the likelihood would fall. The log partial likelihood is concave, so that a
 * point without gradient is its maximum.
 */
export function maximisePartialLikelihood(caller: string, design: CoxDesign<string>, input: HazardModel): CoxMaximum {
  const start = pointAt(input, new Float64Array(design.names.length));
  if (start === undefined) throw noConvergence(caller);
  // Up to the rounding of a sum over so many events.
  const near = 1e-16 * input.sets.events.length;
  let point = start;
  for (let iterations = 0; iterations <= maximumIterations; iterations++) {
    if (iterations > 4) checkFiniteMaximum(caller, design, input, point.step);
    // A step doubles the digits: from so near it leads to the maximum, and nothing else still changes.
    if (point.gradientNorm < near) return maximumAt({ ...point, coefficients: moved(point, 1) }, start, iterations + 1);
    const next = stepFrom(input, point);
    const isBetter = next !== undefined && next.gradientNorm < point.gradientNorm / 2;
    // Rounding error may keep it from coming nearer.
    if (!isBetter && point.gradientNorm < 1e-7) return maximumAt(point, start, iterations);
    if (next === undefined) break;
    point = next;
  }
  throw noConvergence(caller);
}

function maximumAt({ coefficients, likelihood, root, gradientNorm }: Point, start: Point, iterations: number): CoxMaximum {
  const { logLikelihood } = likelihood;
  return { coefficients, logLikelihood, root, iterations, gradientNorm, nullLogLikelihood: start.likelihood.logLikelihood, scoreStatistic: start.gradientNorm ** 2 };
}

function pointAt(input: HazardModel, coefficients: Float64Array): Point | undefined {
  const size = coefficients.length;
  const likelihood = partialLikelihood(input, coefficients);
  const triangle = likelihood.information.slice();
  if (!Number.isFinite(likelihood.logLikelihood) || !choleskyInPlace(triangle, size)) return undefined;
  const root = invertLower(triangle, size);
  const scores = root.subarray(0, size).map((_, i) => likelihood.gradient.reduce((total, value, j) => total + root[i * size + j]! * value, 0));
  const step = scores.map((_, j) => scores.reduce((total, score, i) => total + root[i * size + j]! * score, 0));
  return { coefficients, likelihood, root, step, gradientNorm: hypot(...scores) };
}

function stepFrom(input: HazardModel, point: Point): Point | undefined {
  for (let fraction = 1; fraction > 1e-9; fraction /= 2) {
    const next = pointAt(input, moved(point, fraction));
    // Near the maximum the likelihood changes by less than its rounding error.
    if (next !== undefined && (point.gradientNorm < 1e-4 || next.likelihood.logLikelihood > point.likelihood.logLikelihood)) return next;
  }
  return undefined;
}

function moved({ coefficients, step }: Point, fraction: number): Float64Array {
  return coefficients.map((value, j) => value + fraction * step[j]!);
}

/**
 * Refuses a likelihood that rises without end: along a direction in which, at each event time, those with the event have the
 * largest linear predictor of all at risk (Bryson & Johnson 1981). Newton's steps turn into it, each of about one unit.
 */
function checkFiniteMaximum(caller: string, design: CoxDesign<string>, model: HazardModel, step: Float64Array): void {
  const { sets } = model;
  const predictors = linearPredictors(design.rows, step);
  const spread = predictors.reduce((most, value) => Math.max(most, value), -Infinity) - predictors.reduce((least, value) => Math.min(least, value), Infinity);
  if (spread < 1e-3) return;
  const { moveTo, reference: largest } = riskSums(model, predictors, 1);
  for (let set = 0; set < sets.size; set++) {
    moveTo(set);
    for (let index = sets.eventsFrom[set]!; index < sets.eventsFrom[set + 1]!; index++) {
      if (predictors[sets.events[index]!]! < largest[set]! - 1e-6 * spread) return;
    }
  }
  const size = step.length;
  const moves = design.lengths.map((length, i) => length * Math.abs(step.reduce((total, value, j) => total + design.transform[i * size + j]! * value, 0)));
  const list = design.names.filter((_, i) => moves[i]! > 1e-4 * Math.max(...moves)).map((name) => JSON.stringify(name)).join(", ");
  throw new TrialwiseError({
    code: "monotone-likelihood",
    message:
      `${caller}: the estimate is infinite, since whenever an event happens, those who have it have the highest (or the lowest) values ` +
      `of all at risk, in ${list}. Leave it out or merge its groups; logRankTest compares groups without an estimate`,
    required: "an event of someone who has not the most extreme value of all at risk",
    observed: list,
  });
}

function noConvergence(caller: string): TrialwiseError {
  return new TrialwiseError({
    code: "no-convergence",
    message: `${caller}: the maximum of the partial likelihood was not found; a covariate may have an extreme value`,
    required: "a likelihood whose maximum can be found",
    observed: `none in ${maximumIterations} steps`,
  });
}
