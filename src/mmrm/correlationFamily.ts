import { atanh, cosh, tanh } from "../numeric/elementary/hyperbolic.ts";

/** Correlations of m visits as functions of a few parameters ρ, with derivatives; matrices are m × m, by rows. */
export interface CorrelationFamily {
  readonly count: number;
  /** What is varied instead of ρ, without bounds. */
  readonly links: readonly Link[];
  readonly correlations: (parameters: Float64Array) => Float64Array;
  readonly first: (parameters: Float64Array, k: number) => Float64Array;
  /** Undefined where it is nil. */
  readonly second: (parameters: Float64Array, k: number, l: number) => Float64Array | undefined;
  /** The parameters nearest to given correlations. */
  readonly nearest: (correlations: Float64Array) => Float64Array;
  /** In words, for messages: what the k-th parameter is, of visits by these names. */
  readonly label: (k: number, visits: readonly string[]) => string;
}

/** ρ as a function of an unbounded coordinate, with two derivatives, and back. */
export interface Link {
  readonly value: (coordinate: number) => number;
  readonly first: (coordinate: number) => number;
  readonly second: (coordinate: number) => number;
  readonly inverse: (parameter: number) => number;
}

/** Fisher's z, stretched to an interval other than −1 to 1. */
function linkBetween(lower: number, upper: number): Link {
  const half = (upper - lower) / 2;
  const slope = (x: number) => half / cosh(x) ** 2;
  return {
    value: (x) => lower + half * (1 + tanh(x)),
    first: slope,
    second: (x) => -2 * slope(x) * tanh(x),
    inverse: (parameter) => atanh((parameter - lower) / half - 1),
  };
}

const identityLink: Link = { value: (x) => x, first: () => 1, second: () => 0, inverse: (parameter) => parameter };

export function noCorrelation(size: number): CorrelationFamily {
  const nil = () => new Float64Array(size * size);
  return { count: 0, links: [], correlations: () => matrixOf(size, (i, j) => (i === j ? 1 : 0)), first: nil, second: () => undefined, nearest: () => new Float64Array(0), label: () => "" };
}

export function equalCorrelation(size: number): CorrelationFamily {
  const apart = matrixOf(size, (i, j) => (i === j ? 0 : 1));
  return {
    count: 1,
    links: [linkBetween(-1 / (size - 1), 1)],
    correlations: ([rho]) => matrixOf(size, (i, j) => (i === j ? 1 : rho!)),
    first: () => apart,
    second: () => undefined,
    nearest: (correlations) => Float64Array.of(within(averageWhere(correlations, size, (i, j) => i !== j), -0.9 / (size - 1), 0.95)),
    label: () => "the correlation of visits",
  };
}

export function autoregressiveCorrelation(size: number): CorrelationFamily {
  return {
    count: 1,
    links: [linkBetween(-1, 1)],
    correlations: ([rho]) => matrixOf(size, (i, j) => wholePower(rho!, Math.abs(i - j))),
    first: ([rho]) => matrixOf(size, (i, j) => Math.abs(i - j) * wholePower(rho!, Math.abs(i - j) - 1)),
    second: ([rho]) => matrixOf(size, (i, j) => Math.abs(i - j) * (Math.abs(i - j) - 1) * wholePower(rho!, Math.abs(i - j) - 2)),
    nearest: (correlations) => Float64Array.of(within(averageWhere(correlations, size, (i, j) => Math.abs(i - j) === 1), -0.95, 0.95)),
    label: () => "the correlation of neighbouring visits",
  };
}

/** ρ^n; 0 for a negative n, whose terms have the factor 0. */
function wholePower(rho: number, n: number): number {
  let power = n < 0 ? 0 : 1;
  for (let k = 0; k < n; k++) power *= rho;
  return power;
}

/** Not every set of ρ is a correlation: there is no simple unbounded coordinate, and points outside are refused. */
export function toeplitzCorrelation(size: number): CorrelationFamily {
  const parameters = Array.from({ length: size - 1 }, (_, k) => k + 1);
  return {
    count: size - 1,
    links: parameters.map(() => identityLink),
    correlations: (rho) => matrixOf(size, (i, j) => (i === j ? 1 : rho[Math.abs(i - j) - 1]!)),
    first: (_, k) => matrixOf(size, (i, j) => (Math.abs(i - j) === k + 1 ? 1 : 0)),
    second: () => undefined,
    nearest: (correlations) => Float64Array.from(parameters, (lag) => within(averageWhere(correlations, size, (i, j) => Math.abs(i - j) === lag), -0.95, 0.95)),
    label: (k) => `the correlation of visits ${k + 1} apart`,
  };
}

export function anteDependentCorrelation(size: number): CorrelationFamily {
  const between = (rho: Float64Array, left: readonly number[]) => (i: number, j: number) => {
    const [from, to] = [Math.min(i, j), Math.max(i, j)];
    if (left.some((k) => k < from || k >= to)) return 0;
    let product = 1;
    for (let k = from; k < to; k++) if (!left.includes(k)) product *= rho[k]!;
    return product;
  };
  const links = Array.from({ length: size - 1 }, () => linkBetween(-1, 1));
  return {
    count: size - 1,
    links,
    correlations: (rho) => matrixOf(size, between(rho, [])),
    first: (rho, k) => matrixOf(size, between(rho, [k])),
    second: (rho, k, l) => (k === l ? undefined : matrixOf(size, between(rho, [k, l]))),
    nearest: (correlations) => Float64Array.from(links, (_, k) => within(correlations[k * size + k + 1]!, -0.95, 0.95)),
    label: (k, visits) => `the correlation of visits ${visits[k]} and ${visits[k + 1]}`,
  };
}

export function matrixOf(size: number, entry: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, place) => entry(Math.floor(place / size), place % size));
}

function averageWhere(matrix: Float64Array, size: number, counts: (i: number, j: number) => boolean): number {
  let [total, count] = [0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (!counts(i, j)) continue;
      total += matrix[i * size + j]!;
      count++;
    }
  }
  return count === 0 ? 0 : total / count;
}

function within(value: number, lower: number, upper: number): number {
  return Math.min(upper, Math.max(lower, value));
}
