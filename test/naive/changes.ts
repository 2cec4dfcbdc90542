// A second implementation of the binomial, sign, McNemar and Mantel–Haenszel tests: every sequence of outcomes is listed, moments are
// summed over every table, expected counts are bisected for. Slow and plain on purpose.

import { bisect, chiSquareUpperTail } from "./inference.ts";

export interface NaiveBinomialTest {
  readonly twoSided: number;
  readonly greater: number;
  readonly less: number;
  readonly midP: number;
}

/** P(X = x) for every x, by adding one trial after the other. */
function binomialDensities(n: number, probability: number): number[] {
  let densities = [1];
  for (let trial = 0; trial < n; trial++) {
    densities = Array.from({ length: trial + 2 }, (_, x) => (densities[x] ?? 0) * (1 - probability) + (densities[x - 1] ?? 0) * probability);
  }
  return densities;
}

export function naiveBinomialTest(events: number, n: number, probability: number): NaiveBinomialTest {
  const densities = binomialDensities(n, probability);
  const total = (holds: (density: number, x: number) => boolean) => densities.reduce((sum, density, x) => (holds(density, x) ? sum + density : sum), 0);
  const own = densities[events]!;
  const greater = total((_, x) => x >= events);
  const less = total((_, x) => x <= events);
  const twoSided = total((density) => density <= own * (1 + 1e-7));
  return { twoSided, greater, less, midP: twoSided - total((density) => Math.abs(density - own) <= own * 1e-7) / 2 };
}

/** Of all sequences of signs, the share with so many positive ones or more. */
export function shareOfSequences(positive: number, n: number): number {
  let count = 0;
  for (let mask = 0; mask < 2 ** n; mask++) {
    let ones = 0;
    for (let rest = mask; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
    if (ones >= positive) count++;
  }
  return count / 2 ** n;
}

type Table = readonly (readonly number[])[];

export interface NaiveMantelHaenszelTest {
  readonly estimate: number;
  readonly standardErrorOfLog: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly breslowDay: number;
  readonly tarone: number;
}

/** Every table with the margins of this one, by its first count, with the number of ways to it. */
function tablesLike([first, second]: Table): { readonly x: number; readonly ways: number }[] {
  const [row, other, column] = [first![0]! + first![1]!, second![0]! + second![1]!, first![0]! + second![0]!];
  const choose = (n: number, k: number) => Array.from({ length: k }, (_, i) => (n - i) / (k - i)).reduce((product, factor) => product * factor, 1);
  return Array.from({ length: Math.min(row, column) + 1 }, (_, x) => ({ x, ways: column - x <= other ? choose(row, x) * choose(other, column - x) : 0 }));
}

export function naiveMantelHaenszelTest(tables: readonly Table[]): NaiveMantelHaenszelTest {
  let [excess, variance, r, s, spread] = [0, 0, 0, 0, 0];
  for (const table of tables) {
    const all = tablesLike(table);
    const ways = all.reduce((sum, each) => sum + each.ways, 0);
    const mean = all.reduce((sum, each) => sum + each.x * each.ways, 0) / ways;
    excess += table[0]![0]! - mean;
    variance += all.reduce((sum, each) => sum + (each.x - mean) ** 2 * each.ways, 0) / ways;
  }
  const cells = tables.map(([first, second]) => ({ a: first![0]!, b: first![1]!, c: second![0]!, d: second![1]! }));
  for (const { a, b, c, d } of cells) {
    r += (a * d) / (a + b + c + d);
    s += (b * c) / (a + b + c + d);
  }
  const estimate = r / s;
  // The form of Phillips & Holland 1987.
  for (const { a, b, c, d } of cells) spread += ((a * d + estimate * b * c) * (a + d + estimate * (b + c))) / (a + b + c + d) ** 2;
  let [breslowDay, left, information] = [0, 0, 0];
  for (const { a, b, c, d } of cells) {
    const expected = bisect((x) => Math.log(x) + Math.log(d - a + x) - Math.log(a + b - x) - Math.log(a + c - x) - Math.log(estimate), Math.max(0, a - d), Math.min(a + b, a + c));
    const inverse = 1 / expected + 1 / (a + b - expected) + 1 / (a + c - expected) + 1 / (d - a + expected);
    breslowDay += (a - expected) ** 2 * inverse;
    left += a - expected;
    information += 1 / inverse;
  }
  const statistic = excess ** 2 / variance;
  return {
    estimate,
    standardErrorOfLog: Math.sqrt(spread / 2) / r,
    statistic,
    pValue: chiSquareUpperTail(statistic, 1),
    breslowDay,
    tarone: breslowDay - left ** 2 / information,
  };
}
