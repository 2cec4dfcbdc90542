import type { CensoredValue } from "../../src/biomarker/CensoredValue.ts";

/** What is known of a value, as an interval that it lies in. */
function intervalOf(value: CensoredValue): readonly [number, number] {
  if (typeof value === "number") return [value, value];
  return "below" in value ? [-Infinity, value.below] : [value.above, Infinity];
}

const density = (z: number) => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Φ(z) by Simpson's rule over the density from −10, or from z to 10 for the upper part. */
export function naiveNormal(z: number): number {
  if (z > 0) return 1 - naiveNormal(-z);
  const start = Math.min(z, 0) - 9;
  const steps = 400;
  const width = (z - start) / steps;
  let total = 0;
  for (let step = 0; step <= steps; step++) total += density(start + step * width) * (step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2);
  return (total * width) / 3;
}

/** Mean and standard deviation of a censored normal sample by the EM algorithm (Dempster, Laird & Rubin 1977), from truncated moments. */
export function naiveCensoredNormal(values: readonly CensoredValue[]): { readonly mean: number; readonly deviation: number; readonly logLikelihood: number } {
  const known = values.map(intervalOf);
  const ends = known.map(([low, high]) => (Number.isFinite(low) ? low : high));
  let mean = ends.reduce((a, b) => a + b) / ends.length;
  let deviation = Math.sqrt(ends.reduce((a, b) => a + (b - mean) ** 2, 0) / ends.length);
  for (let iteration = 0; iteration < 4000; iteration++) {
    let [first, second] = [0, 0];
    for (const [low, high] of known) {
      if (low === high) {
        first += low;
        second += (low - mean) ** 2;
        continue;
      }
      const side = Number.isFinite(high) ? -1 : 1;
      const z = ((side === 1 ? low : high) - mean) / deviation;
      const hazard = density(z) / naiveNormal(-side * z);
      first += mean + side * deviation * hazard;
      second += deviation ** 2 * (1 + side * z * hazard);
    }
    const next = first / known.length;
    const variance = second / known.length - (next - mean) ** 2;
    const moved = Math.abs(next - mean) + Math.abs(Math.sqrt(variance) - deviation);
    [mean, deviation] = [next, Math.sqrt(variance)];
    if (moved < 1e-14 * deviation) break;
  }
  const logLikelihood = known.reduce((total, [low, high]) => {
    if (low === high) return total + Math.log(density((low - mean) / deviation) / deviation);
    const probability = Number.isFinite(high) ? naiveNormal((high - mean) / deviation) : naiveNormal((mean - low) / deviation);
    return total + Math.log(probability);
  }, 0);
  return { mean, deviation, logLikelihood };
}

export interface PairParameters {
  readonly before: number;
  readonly after: number;
  readonly deviationBefore: number;
  readonly deviationAfter: number;
  readonly correlation: number;
}

/** Log likelihood of censored pairs, each region integrated over a grid of midpoints: over both values where neither is known. */
export function naivePairsLogLikelihood(before: readonly CensoredValue[], after: readonly CensoredValue[], p: PairParameters): number {
  const root = Math.sqrt(1 - p.correlation ** 2);
  const joint = (x: number, y: number) => {
    const [a, b] = [(x - p.before) / p.deviationBefore, (y - p.after) / p.deviationAfter];
    return Math.exp(-(a * a - 2 * p.correlation * a * b + b * b) / (2 * root * root)) / (2 * Math.PI * p.deviationBefore * p.deviationAfter * root);
  };
  return before.reduce<number>((total, value, index) => {
    const columns = grid(intervalOf(value), p.before, p.deviationBefore);
    const rows = grid(intervalOf(after[index]!), p.after, p.deviationAfter);
    let mass = 0;
    for (const [x, width] of columns) for (const [y, height] of rows) mass += joint(x, y) * width * height;
    return total + Math.log(mass);
  }, 0);
}

/** Midpoints and widths over an interval, cut off at 8 standard deviations; a known value is one point of width 1. */
function grid([low, high]: readonly [number, number], mean: number, deviation: number): readonly (readonly [number, number])[] {
  if (low === high) return [[low, 1]];
  const [from, to] = [Math.max(low, Math.min(mean, high) - 8 * deviation), Math.min(high, Math.max(mean, low) + 8 * deviation)];
  const width = (to - from) / 400;
  return Array.from({ length: 400 }, (_, step) => [from + (step + 0.5) * width, width] as const);
}

/** A sample as it was written down: a value, below or above its limit, or none. */
export type WrittenSample = { readonly value: number } | { readonly below: number } | { readonly above: number } | null;

/** Differences of participants by the definition: what stands for each value, put on the scale, and subtracted. */
export function naiveChanges(
  pairs: readonly (readonly [WrittenSample, WrittenSample])[],
  rule: "half" | "limit" | "limit/√2",
  scale: "raw" | "log" | "fold",
): (number | null)[] {
  const stand = (sample: Exclude<WrittenSample, null>) => {
    if ("value" in sample) return sample.value;
    if ("above" in sample) return sample.above;
    return rule === "half" ? sample.below / 2 : rule === "limit" ? sample.below : sample.below / 2 ** 0.5;
  };
  return pairs.map(([before, after]) => {
    if (before === null || after === null) return null;
    const [first, second] = [stand(before), stand(after)];
    return scale === "raw" ? second - first : Math.log(second / first);
  });
}

/** Ordinary least squares of y on x from sums. */
export function naiveRegression(x: readonly number[], y: readonly number[]): { readonly slope: number; readonly intercept: number; readonly rSquared: number } {
  const n = x.length;
  const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const products = (u: readonly number[], v: readonly number[]) => total(u.map((value, index) => value * v[index]!)) - (total(u) * total(v)) / n;
  const slope = products(x, y) / products(x, x);
  return { slope, intercept: (total(y) - slope * total(x)) / n, rSquared: products(x, y) ** 2 / products(x, x) / products(y, y) };
}

/** p × the number of tests, by Bonferroni and Holm's steps over ranks. */
export function naiveHolm(pValues: readonly number[]): number[] {
  return pValues.map((own) => Math.min(1, Math.max(...pValues.filter((p) => p <= own).map((p) => p * pValues.filter((other) => other >= p).length))));
}

/** The difference of two arms' mean changes, less the pooled slope within arms times the difference of their means before. */
export function naiveAdjusted(rows: readonly { readonly treated: boolean; readonly before: number; readonly change: number }[]): { readonly estimate: number; readonly baseline: number } {
  const arms = [true, false].map((treated) => rows.filter((row) => row.treated === treated));
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const means = arms.map((arm) => ({ before: average(arm.map(({ before }) => before)), change: average(arm.map(({ change }) => change)) }));
  const within = (products: (row: (typeof rows)[number], index: number) => number) => arms.flatMap((arm, index) => arm.map((row) => products(row, index))).reduce((a, b) => a + b, 0);
  const squares = within(({ before }, index) => (before - means[index]!.before) ** 2);
  const baseline = within(({ before, change }, index) => (before - means[index]!.before) * (change - means[index]!.change)) / squares;
  return { estimate: means[0]!.change - means[1]!.change - baseline * (means[0]!.before - means[1]!.before), baseline };
}
