// A second implementation of src/numeric that shares nothing with the first: integrals of unnormalised densities instead of special
// functions, bisection instead of Newton, whole numbers of any size instead of logarithms. Slow and plain on purpose.

export interface NaiveTails {
  readonly lower: number;
  readonly upper: number;
}

/** Log of a density on the real line, up to a constant. */
export type LogKernel = (u: number) => number;

export const normalKernel: LogKernel = (z) => (-z * z) / 2;

/** Of asinh(t). */
export const studentTKernel =
  (df: number): LogKernel =>
  (u) =>
    (-(df + 1) / 2) * Math.log1p(Math.sinh(u) ** 2 / df) + Math.log(Math.cosh(u));

/** Of log f. */
export const fKernel =
  (first: number, second: number): LogKernel =>
  (u) =>
    (first / 2) * u - ((first + second) / 2) * Math.log1p((first / second) * Math.exp(u));

/** Of log x. */
export const chiSquareKernel =
  (df: number): LogKernel =>
  (u) =>
    (df / 2) * u - Math.exp(u) / 2;

/** Of log(x/(1 − x)). */
export const betaKernel =
  (a: number, b: number): LogKernel =>
  (u) =>
    a * u - (a + b) * Math.log1p(Math.exp(u));

/** Both tails at u, by Simpson's rule outwards on panels that grow. */
export function naiveTails(kernel: LogKernel, u: number): NaiveTails {
  const mode = modeOf(kernel);
  const top = kernel(mode);
  const width = widthAt(kernel, mode);
  const integral = (direction: number): number => {
    let total = 0;
    let from = 0;
    let length = width / 20;
    for (let panel = 0; panel < 2000; panel++) {
      const added = simpson((s) => Math.exp(kernel(u + direction * s) - top), from, from + length);
      total += added;
      from += length;
      const isBeyondMode = direction * (u + direction * from - mode) > 0;
      if (isBeyondMode && added <= 1e-19 * total) break;
      // Small steps until the mode is passed, so that it is not stepped over.
      if (isBeyondMode || from < Math.abs(mode - u) / 4) length *= 1.1;
      length = isBeyondMode ? length : Math.min(length, width);
    }
    return total;
  };
  const below = integral(-1);
  const above = integral(1);
  return { lower: below / (below + above), upper: above / (below + above) };
}

/** The u with probability p below it, by bisection. */
export function naiveQuantile(kernel: LogKernel, p: number, tail: "lower" | "upper"): number {
  const mode = modeOf(kernel);
  const width = widthAt(kernel, mode);
  const isBelow = (u: number): boolean => {
    const tails = naiveTails(kernel, u);
    return tail === "lower" ? tails.lower < p : tails.upper > p;
  };
  let low = mode - width;
  let high = mode + width;
  while (!isBelow(low)) low -= 2 * (mode - low);
  while (isBelow(high)) high += 2 * (high - mode);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The series over Poisson weights (Lenth 1989, AS 243), with its beta functions by integration; t > 0. */
export function naiveNoncentralT(t: number, df: number, delta: number): NaiveTails {
  const half = (delta * delta) / 2;
  const odds = Math.log((t * t) / df);
  let between = 0;
  let above = 0;
  let p = Math.exp(-half);
  let q = delta * Math.sqrt(2 / Math.PI) * p;
  for (let j = 0; j < 300; j++) {
    const odd = naiveTails(betaKernel(j + 0.5, df / 2), odds);
    const even = naiveTails(betaKernel(j + 1, df / 2), odds);
    between += (p * odd.lower + q * even.lower) / 2;
    above += (p * odd.upper + q * even.upper) / 2;
    p *= half / (j + 1);
    q *= half / (j + 1.5);
    if (j > half && p + Math.abs(q) < 1e-17) break;
  }
  return { lower: naiveTails(normalKernel, -delta).lower + between, upper: above };
}

/** log Γ(x), the integral that defines it. */
export function naiveLogGamma(x: number): number {
  const kernel: LogKernel = (u) => x * u - Math.exp(u);
  const mode = Math.log(x);
  const width = 1 / Math.sqrt(x);
  let total = 0;
  for (let panel = -4000; panel < 400; panel++) {
    total += simpson((u) => Math.exp(kernel(u) - kernel(mode)), mode + (panel * width) / 10, mode + ((panel + 1) * width) / 10);
  }
  return kernel(mode) + Math.log(total);
}

/** The number of ways to choose k of n. */
export function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
  return ways;
}

export interface NaiveCount {
  readonly density: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** Successes among draws without replacement, tables weighted by the odds ratio numerator/denominator to the power x. */
export function naiveHypergeometric(x: number, successes: number, failures: number, draws: number, numerator = 1, denominator = 1): NaiveCount {
  let [total, moment, at, below, above] = [0n, 0n, 0n, 0n, 0n];
  for (let k = 0; k <= draws; k++) {
    if (k > successes || draws - k > failures) continue;
    const weight = choose(successes, k) * choose(failures, draws - k) * BigInt(numerator) ** BigInt(k) * BigInt(denominator) ** BigInt(draws - k);
    total += weight;
    moment += weight * BigInt(k);
    if (k === x) at += weight;
    if (k <= x) below += weight;
    if (k >= x) above += weight;
  }
  return { density: quotient(at, total), mean: quotient(moment, total), lower: quotient(below, total), upper: quotient(above, total) };
}

/** The sum without any rounding but the last: doubles are multiples of 2^−1074. */
export function naiveSum(values: readonly number[]): number {
  let total = 0n;
  for (const value of values) {
    let [whole, doublings] = [value, 0];
    for (; !Number.isInteger(whole); doublings++) whole *= 2;
    total += BigInt(whole) << BigInt(1074 - doublings);
  }
  return quotient(total, 1n << 1074n);
}

/** Coefficients by Gaussian elimination of the normal equations. */
export function naiveLeastSquares(columns: readonly (readonly number[])[], response: readonly number[]): number[] {
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((total, value, i) => total + value * b[i]!, 0);
  const rows = columns.map((column) => [...columns.map((other) => dot(column, other)), dot(column, response)]);
  rows.forEach((pivotRow, step) => {
    const pivot = pivotRow[step]!;
    for (const row of rows) {
      if (row === pivotRow) continue;
      const factor = row[step]! / pivot;
      row.forEach((_, i) => (row[i]! -= factor * pivotRow[i]!));
    }
  });
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

/** Where a function changes sign, by bisection. */
export function naiveRoot(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = f(from) < 0 ? [from, to] : [to, from];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return low;
}

/** Simpson's rule with 32 and with 64 intervals, extrapolated (Richardson). */
function simpson(f: (x: number) => number, from: number, to: number): number {
  const rule = (intervals: number): number => {
    const step = (to - from) / intervals;
    let total = f(from) + f(to);
    for (let i = 1; i < intervals; i++) total += (i % 2 === 1 ? 4 : 2) * f(from + i * step);
    return (total * step) / 3;
  };
  return (16 * rule(64) - rule(32)) / 15;
}

/** The largest point of a unimodal function, by ternary search. */
function modeOf(kernel: LogKernel): number {
  let [low, high] = [-50, 50];
  for (let step = 0; step < 200; step++) {
    const third = (high - low) / 3;
    if (kernel(low + third) < kernel(high - third)) low += third;
    else high -= third;
  }
  return (low + high) / 2;
}

/** The standard deviation of the normal density of the same curvature. */
function widthAt(kernel: LogKernel, mode: number): number {
  let width = 1;
  while (kernel(mode + width) < kernel(mode) - 1 && kernel(mode - width) < kernel(mode) - 1) width /= 2;
  return width;
}

/** A ratio of whole numbers, to the nearest double or nearly. */
function quotient(numerator: bigint, denominator: bigint): number {
  if (numerator < 0n) return -quotient(-numerator, denominator);
  if (numerator === 0n) return 0;
  const shift = denominator.toString(2).length - numerator.toString(2).length + 80;
  const scaled = shift >= 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift));
  return Number(scaled) * 2 ** -80 * 2 ** (80 - shift);
}
