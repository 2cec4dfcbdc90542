import type { Sample } from "../../src/result/Sample.ts";

/** Fractions of whole numbers: arithmetic without rounding. */
interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

const zero: Fraction = { above: 0n, below: 1n };
const one: Fraction = { above: 1n, below: 1n };

function reduced(above: bigint, below: bigint): Fraction {
  let [a, b] = [above < 0n ? -above : above, below < 0n ? -below : below];
  while (b !== 0n) [a, b] = [b, a % b];
  const sign = below < 0n ? -1n : 1n;
  return a === 0n ? zero : { above: (sign * above) / a, below: (sign * below) / a };
}

const plus = (a: Fraction, b: Fraction) => reduced(a.above * b.below + b.above * a.below, a.below * b.below);
const minus = (a: Fraction, b: Fraction) => reduced(a.above * b.below - b.above * a.below, a.below * b.below);
const times = (a: Fraction, b: Fraction) => reduced(a.above * b.above, a.below * b.below);
const over = (a: Fraction, b: Fraction) => reduced(a.above * b.below, a.below * b.above);
const total = (terms: readonly Fraction[]) => terms.reduce(plus, zero);
const inner = (a: readonly Fraction[], b: readonly Fraction[]) => total(a.map((value, index) => times(value, b[index]!)));

/** The fraction that a double is. */
function fraction(value: number): Fraction {
  let [scaled, below] = [value, 1n];
  while (!Number.isInteger(scaled)) [scaled, below] = [scaled * 2, below * 2n];
  return reduced(BigInt(scaled), below);
}

function toNumber({ above, below }: Fraction): number {
  const digits = 10n ** 40n;
  return Number((above * digits) / below) / 1e40;
}

export interface NaiveFit {
  /** Of the columns kept. */
  readonly coefficients: readonly number[];
  /** (XᵀX)⁻¹ of the columns kept. */
  readonly inverse: readonly (readonly number[])[];
  readonly residualSumOfSquares: number;
  readonly degreesOfFreedom: number;
  /** Indexes of the columns that are no combinations of those before them. */
  readonly kept: readonly number[];
}

/** Least squares by Gauss and Jordan's elimination of the normal equations, in fractions. */
export function naiveLeastSquares(columns: readonly Sample[], response: Sample): NaiveFit {
  const exact = columns.map((column) => Array.from(column, fraction));
  const y = Array.from(response, fraction);
  const size = exact.length;
  const rows = exact.map((column, i) => [...exact.map((other) => inner(column, other)), inner(column, y), ...exact.map((_, j) => (i === j ? one : zero))]);
  const kept: number[] = [];
  for (let step = 0; step < size; step++) {
    const pivot = rows[step]![step]!;
    if (pivot.above === 0n) continue;
    kept.push(step);
    rows[step] = rows[step]!.map((value) => over(value, pivot));
    for (let other = 0; other < size; other++) {
      const factor = rows[other]![step]!;
      if (other === step || factor.above === 0n) continue;
      rows[other] = rows[other]!.map((value, place) => minus(value, times(factor, rows[step]![place]!)));
    }
  }
  const coefficients = kept.map((row) => rows[row]![size]!);
  const residuals = y.map((value, row) => minus(value, total(kept.map((column, k) => times(coefficients[k]!, exact[column]![row]!)))));
  return {
    coefficients: coefficients.map(toNumber),
    inverse: kept.map((row) => kept.map((column) => toNumber(rows[row]![size + 1 + column]!))),
    residualSumOfSquares: toNumber(inner(residuals, residuals)),
    degreesOfFreedom: y.length - kept.length,
    kept,
  };
}

export interface NaiveData {
  readonly response: readonly number[];
  /** Two factors and a covariate. */
  readonly arm: readonly string[];
  readonly visit: readonly string[];
  readonly baseline: readonly number[];
}

const levelsOf = (values: readonly string[]) => [...new Set(values)].sort();

/** Columns of arm, visit, their interaction and the baseline, by the effect of a point (arm, visit, baseline). */
type Point = readonly [arm: string, visit: string, baseline: number];

function referenceRow(arms: readonly string[], visits: readonly string[], [arm, visit, baseline]: Point): number[] {
  const a = arms.slice(1).map((level) => Number(level === arm));
  const v = visits.slice(1).map((level) => Number(level === visit));
  return [1, ...a, ...v, baseline, ...v.flatMap((second) => a.map((first) => first * second))];
}

/** The same model with effects that sum to zero: the last level is −1 in every column of its factor. */
function sumToZeroRow(arms: readonly string[], visits: readonly string[], [arm, visit, baseline]: Point): { readonly term: string; readonly value: number }[] {
  const effects = (levels: readonly string[], value: string) => levels.slice(0, -1).map((level) => (value === levels.at(-1) ? -1 : Number(level === value)));
  const a = effects(arms, arm);
  const v = effects(visits, visit);
  return [
    { term: "intercept", value: 1 },
    ...a.map((value) => ({ term: "arm", value })),
    ...v.map((value) => ({ term: "visit", value })),
    { term: "baseline", value: baseline },
    ...v.flatMap((second) => a.map((first) => ({ term: "arm:visit", value: first * second }))),
  ];
}

/** F of type III of each term: the model with sum-to-zero effects, with and without the term's columns. */
export function naiveTypeThree(data: NaiveData): Record<string, { readonly statistic: number; readonly numerator: number }> {
  const { response, arm, visit, baseline } = data;
  const rows = response.map((_, row) => sumToZeroRow(levelsOf(arm), levelsOf(visit), [arm[row]!, visit[row]!, baseline[row]!]));
  const terms = rows[0]!.map(({ term }) => term);
  const fitWithout = (left: string | undefined) =>
    naiveLeastSquares(terms.flatMap((term, column) => (term === left ? [] : [rows.map((row) => row[column]!.value)])), response);
  const full = fitWithout(undefined);
  return Object.fromEntries(
    ["arm", "visit", "baseline", "arm:visit"].map((term) => {
      const reduced = fitWithout(term);
      const numerator = reduced.degreesOfFreedom - full.degreesOfFreedom;
      const added = reduced.residualSumOfSquares - full.residualSumOfSquares;
      return [term, { numerator, statistic: added / numerator / (full.residualSumOfSquares / full.degreesOfFreedom) }];
    }),
  );
}

/** Adjusted means of the arms: averages of predictions over points listed one by one. */
export function naiveArmMeans(data: NaiveData, weights: "equal" | "counterfactual"): { readonly arm: string; readonly estimate: number; readonly standardError: number }[] {
  const { response, arm, visit, baseline } = data;
  const arms = levelsOf(arm);
  const visits = levelsOf(visit);
  const rows = response.map((_, row) => referenceRow(arms, visits, [arm[row]!, visit[row]!, baseline[row]!]));
  const { coefficients, inverse, residualSumOfSquares, degreesOfFreedom } = naiveLeastSquares(rows[0]!.map((_, column) => rows.map((row) => row[column]!)), response);
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre = average(baseline);
  return arms.map((one) => {
    const points: Point[] = weights === "equal" ? visits.map((each) => [one, each, centre]) : response.map((_, row) => [one, visit[row]!, baseline[row]!]);
    const cells = points.map((point) => referenceRow(arms, visits, point));
    const weight = coefficients.map((_, column) => average(cells.map((cell) => cell[column]!)));
    const variance = weight.reduce((sum, first, i) => sum + weight.reduce((part, second, j) => part + first * second * inverse[i]![j]!, 0), 0);
    return {
      arm: one,
      estimate: weight.reduce((sum, value, column) => sum + value * coefficients[column]!, 0),
      standardError: Math.sqrt((variance * residualSumOfSquares) / degreesOfFreedom),
    };
  });
}
