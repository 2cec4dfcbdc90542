import { choleskyInPlace, solveLowerInPlace } from "./cholesky.ts";
import { hypot } from "./elementary/hypot.ts";
import { dot } from "./patternTraces.ts";
import { symmetricEigen } from "./symmetricEigen.ts";

/** Seldom are more than thirty needed. */
const maximumIterations = 200;

/** A function's value with its first and second derivatives; the matrix is held by rows. */
export interface SecondOrder {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

export interface Minimum<Evaluation extends SecondOrder> {
  readonly point: Float64Array;
  readonly evaluation: Evaluation;
  /** gᵀH⁻¹g: twice the distance from the minimum, by the quadratic through this point. */
  readonly decrement: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * A local minimum by Newton's method in a trust region, which also leaves saddle points (Nocedal & Wright, Numerical
 * Optimization, 2nd ed., section 4.3). Near the minimum, where differences of the value are rounding error, full Newton steps
 * go on as long as the gradient falls. `evaluate` returns undefined outside the function's domain.
 */
export function minimise<Evaluation extends SecondOrder>(
  evaluate: (point: Float64Array) => Evaluation | undefined,
  start: { readonly point: Float64Array; readonly evaluation: Evaluation },
): Minimum<Evaluation> {
  let { point, evaluation } = start;
  let local = localModel(evaluation);
  let radius = 1;
  let iterations = 0;
  let polishing = false;
  for (; iterations < maximumIterations; iterations++) {
    polishing ||= local.isConvex && local.decrement < 1e-7;
    if (local.isConvex && local.decrement < 1e-21) break;
    const step = polishing ? local.newton : boundedStep(local, radius);
    const next = point.map((value, index) => value + step[index]!);
    const candidate = evaluate(next);
    const nextLocal = candidate && localModel(candidate);
    if (polishing) {
      if (candidate === undefined || nextLocal === undefined || !nextLocal.isConvex || !(nextLocal.decrement < local.decrement)) break;
      [point, evaluation, local] = [next, candidate, nextLocal];
      continue;
    }
    const predicted = predictedDecrease(evaluation, step);
    const ratio = candidate === undefined ? -1 : (evaluation.value - candidate.value) / predicted;
    const length = hypot(...step);
    if (!(ratio > 0.25)) radius = length / 4;
    else if (ratio > 0.75) radius = Math.max(radius, 2.5 * length);
    if (ratio > 1e-3 && candidate !== undefined && nextLocal !== undefined) [point, evaluation, local] = [next, candidate, nextLocal];
    else if (radius < 1e-12) break;
  }
  return { point, evaluation, decrement: local.decrement, iterations, converged: local.isConvex && local.decrement < 1e-10 };
}

/** The quadratic through a point. */
interface LocalModel {
  readonly isConvex: boolean;
  readonly decrement: number;
  /** To the minimum, where there is one. */
  readonly newton: Float64Array;
  /** Whether every curvature is well above zero. */
  readonly isPositive: boolean;
  /** What a step that is not Newton's needs; for many parameters it costs more than the rest. */
  readonly axes: () => Axes;
}

/** The gradient and the curvatures along the Hessian's eigenvectors. */
interface Axes {
  readonly curvatures: Float64Array;
  readonly vectors: Float64Array;
  readonly slopes: Float64Array;
  /** Curvatures below this size are taken for none. */
  readonly floor: number;
}

function localModel(evaluation: SecondOrder): LocalModel {
  const newton = newtonStep(evaluation);
  if (newton !== undefined) {
    return { isConvex: true, isPositive: true, decrement: 0 - dot(newton, evaluation.gradient), newton, axes: () => axesOf(evaluation) };
  }
  const axes = axesOf(evaluation);
  const { curvatures, vectors, slopes, floor } = axes;
  return {
    isConvex: curvatures.every((curvature) => curvature > -floor),
    isPositive: false,
    decrement: slopes.reduce((total, slope, k) => total + slope ** 2 / Math.max(Math.abs(curvatures[k]!), floor), 0),
    newton: combine(vectors, slopes.map((slope, k) => -slope / Math.max(curvatures[k]!, floor))),
    axes: () => axes,
  };
}

/** −H⁻¹g by Cholesky's factor; undefined where H, with a diagonal of ones, is nearly singular or not positive definite. */
function newtonStep({ gradient, hessian }: SecondOrder): Float64Array | undefined {
  const size = gradient.length;
  const scales = gradient.map((_, k) => 1 / Math.sqrt(hessian[k * (size + 1)]!));
  const triangle = hessian.map((entry, place) => entry * scales[Math.floor(place / size)]! * scales[place % size]!);
  if (!choleskyInPlace(triangle, size)) return undefined;
  const step = gradient.map((slope, k) => -slope * scales[k]!);
  solveLowerInPlace(triangle, size, step, 1);
  for (let row = size - 1; row >= 0; row--) {
    if (triangle[row * (size + 1)]! < 1e-4) return undefined;
    for (let k = row + 1; k < size; k++) step[row]! -= triangle[k * size + row]! * step[k]!;
    step[row]! /= triangle[row * (size + 1)]!;
  }
  return step.map((value, k) => value * scales[k]!);
}

function axesOf({ gradient, hessian }: SecondOrder): Axes {
  const size = gradient.length;
  const { values: curvatures, vectors } = symmetricEigen(hessian, size);
  const slopes = gradient.map((_, k) => gradient.reduce((total, value, index) => total + value * vectors[k * size + index]!, 0));
  return { curvatures, vectors, slopes, floor: 1e-10 * Math.max(...curvatures.map(Math.abs), 1e-300) };
}

/** The minimum of the quadratic within the radius: −(H + μI)⁻¹g, with μ by bisection; along the least curvature if g is nil. */
function boundedStep({ isPositive, newton, axes }: LocalModel, radius: number): Float64Array {
  if (isPositive && hypot(...newton) <= radius) return newton;
  const { curvatures, vectors, slopes, floor } = axes();
  const along = (shift: number) => slopes.map((slope, k) => -slope / (curvatures[k]! + shift));
  const least = curvatures[0] ?? 0;
  if (least > floor) {
    const free = along(0);
    if (hypot(...free) <= radius) return combine(vectors, free);
  }
  let low = Math.max(0, -least) + floor;
  const nearest = along(low);
  if (hypot(...nearest) < radius) {
    // The hard case: the gradient says nothing about the direction of least curvature.
    if (least < -floor) nearest[0]! += Math.sign(nearest[0]! || 1) * Math.sqrt(radius ** 2 - hypot(...nearest) ** 2);
    return combine(vectors, nearest);
  }
  let high = low + hypot(...slopes) / radius;
  for (let halving = 0; halving < 60 && high - low > 1e-3 * high; halving++) {
    const middle = (low + high) / 2;
    if (hypot(...along(middle)) > radius) low = middle;
    else high = middle;
  }
  return combine(vectors, along(high));
}

function predictedDecrease({ gradient, hessian }: SecondOrder, step: Float64Array): number {
  const size = step.length;
  const curved = step.map((_, row) => dot(step, hessian.subarray(row * size, (row + 1) * size)));
  return -dot(gradient, step) - dot(curved, step) / 2;
}

function combine(vectors: Float64Array, weights: Float64Array): Float64Array {
  const size = weights.length;
  return weights.map((_, index) => weights.reduce((total, weight, k) => total + weight * vectors[k * size + index]!, 0));
}
