import { symmetricEigen } from "../numeric/symmetricEigen.ts";
import type { ContrastBasis } from "./ContrastBasis.ts";

/** The error of one contrast. */
export interface ContrastError {
  readonly standardError: number;
  /** Infinite where the normal distribution is the reference. */
  readonly degreesOfFreedom: number;
}

/** The F statistic of several contrasts and its reference distribution. */
export interface ContrastsError {
  readonly numerator: number;
  /** Infinite where χ² over `numerator` is the reference; NaN where Kenward and Roger's formulas give none. */
  readonly denominator: number;
  readonly statistic: number;
  /** What the statistic was multiplied by: 1 but for Kenward–Roger. */
  readonly scale: number;
}

type Rows = readonly (readonly number[])[];

/** The standard error and degrees of freedom of Σ weights × coefficients. */
export function contrastError(basis: ContrastBasis, weights: readonly number[]): ContrastError {
  const row = timesRoot(basis, weights);
  const variance = row.reduce((total, value) => total + value ** 2, 0);
  const adjusted = "adjustment" in basis && basis.adjustment !== undefined ? quadratic(basis.adjustment, row, row) : variance;
  return { standardError: Math.sqrt(adjusted), degreesOfFreedom: degreesOfFreedomAlong(basis, row.map((value) => value / Math.sqrt(variance))) };
}

/** MAMᵀ, or MMᵀ where nothing was adjusted: the covariance of the fixed effects. */
export function coefficientCovariance(basis: ContrastBasis): number[][] {
  const rows = basis.root.map((row) => [...row]);
  const adjustment = "adjustment" in basis ? basis.adjustment : undefined;
  return rows.map((row) => rows.map((other) => (adjustment === undefined ? inner(row, other) : quadratic(adjustment, row, other))));
}

/** Wald's F of several contrasts; undefined where all weights are zero. `estimates` are those of the rows. */
export function contrastsError(basis: ContrastBasis, weights: Rows, estimates: readonly number[]): ContrastsError | undefined {
  const rows = weights.map((row) => timesRoot(basis, row));
  const directions = orthonormalDirections(rows, estimates);
  if (directions.length === 0) return undefined;
  const numerator = directions.length;
  const plain = directions.reduce((total, { estimate }) => total + estimate ** 2, 0) / numerator;
  if (basis.degreesOfFreedomMethod === "kenward-roger") return kenwardRoger(basis, directions);
  if (basis.degreesOfFreedomMethod === "residual") return { numerator, denominator: basis.degreesOfFreedom, statistic: plain, scale: 1 };
  if (basis.degreesOfFreedomMethod === "asymptotic") return { numerator, denominator: Infinity, statistic: plain, scale: 1 };
  return { numerator, denominator: faiCornelius(directions.map(({ row }) => degreesOfFreedomAlong(basis, row))), statistic: plain, scale: 1 };
}

/** A combination of the contrasts whose standard error is 1, uncorrelated with the others. */
interface Direction {
  readonly row: readonly number[];
  readonly estimate: number;
}

/**
 * As many directions as the rows have independent ones, in the principal axes of the contrasts' covariance. Whether a row follows
 * from others must not depend on units, so that is seen in their correlations.
 */
function orthonormalDirections(rows: Rows, estimates: readonly number[]): readonly Direction[] {
  const asGiven = principalAxes(rows, estimates);
  const lengths = rows.map((row) => Math.sqrt(inner(row, row)));
  if (lengths.includes(0)) return asGiven;
  const scaled = principalAxes(
    rows.map((row, index) => row.map((value) => value / lengths[index]!)),
    estimates.map((estimate, index) => estimate / lengths[index]!),
  );
  return asGiven.length === scaled.length ? asGiven : scaled;
}

function principalAxes(rows: Rows, estimates: readonly number[]): readonly Direction[] {
  const count = rows.length;
  const gram = Float64Array.from({ length: count * count }, (_, place) => inner(rows[Math.floor(place / count)]!, rows[place % count]!));
  const { values, vectors } = symmetricEigen(gram, count);
  // Rows that repeat what others say have no eigenvalue of their own.
  const kept = Array.from(values.keys()).filter((k) => values[k]! > 1e-12 * values[count - 1]! && values[k]! > 0);
  return kept.map((k) => {
    const scale = 1 / Math.sqrt(values[k]!);
    const combine = (of: (index: number) => number) => rows.reduce((total, _, index) => total + vectors[k * count + index]! * of(index), 0) * scale;
    return { row: rows[0]!.map((_, column) => combine((index) => rows[index]![column]!)), estimate: combine((index) => estimates[index]!) };
  });
}

/** 2 / gᵀWg, where g are the relative changes of the variance of a contrast with the variance parameters. */
function degreesOfFreedomAlong(basis: ContrastBasis, unit: readonly number[]): number {
  if (basis.degreesOfFreedomMethod === "residual") return basis.degreesOfFreedom;
  if (basis.degreesOfFreedomMethod === "asymptotic") return Infinity;
  const changes = basis.sensitivities.map((sensitivity) => quadratic(sensitivity, unit, unit));
  return 2 / quadratic(basis.parameterCovariance, changes, changes);
}

/** The denominator whose F has the mean of the sum of independent t² (Fai & Cornelius 1996, section 2). */
function faiCornelius(degreesOfFreedom: readonly number[]): number {
  const count = degreesOfFreedom.length;
  const largest = Math.max(...degreesOfFreedom);
  // All the same: the formula gives just these, but for rounding, which decides everything where they are 2.
  if (largest - Math.min(...degreesOfFreedom) <= 1e-8 * largest) return largest;
  const mean = degreesOfFreedom.reduce((total, df) => total + (df > 2 ? df / (df - 2) : 0), 0);
  return mean > count ? (2 * mean) / (mean - count) : 1;
}

/** Kenward & Roger 1997, section 3.2: F scaled so that its first two moments are those of an F distribution. */
function kenwardRoger(
  { adjustment = [], sensitivities, parameterCovariance }: Extract<ContrastBasis, { readonly sensitivities: unknown }>,
  directions: readonly Direction[],
): ContrastsError {
  const l = directions.length;
  const unscaled = waldStatistic(adjustment, directions) / l;
  // The rows are orthonormal, so that these are N ΘΦPΦ Nᵀ of the paper, with the sign turned.
  const changes = sensitivities.map((sensitivity) => directions.map(({ row }) => directions.map((other) => quadratic(sensitivity, row, other.row))));
  let a1 = 0;
  let a2 = 0;
  changes.forEach((first, i) => {
    changes.forEach((second, j) => {
      const weight = parameterCovariance[i]![j]!;
      a1 += weight * trace(first) * trace(second);
      first.forEach((row, m) => row.forEach((value, n) => (a2 += weight * value * second[n]![m]!)));
    });
  });
  // With one contrast the paper's formulas reduce to these exactly.
  if (l === 1) return { numerator: 1, denominator: 2 / a2, statistic: unscaled, scale: 1 };
  const b = (a1 + 6 * a2) / (2 * l);
  const g = ((l + 1) * a1 - (l + 4) * a2) / ((l + 2) * a2);
  const divisor = 3 * l + 2 * (1 - g);
  const [c1, c2, c3] = [g / divisor, (l - g) / divisor, (l + 2 - g) / divisor];
  const expectation = 1 / (1 - a2 / l);
  const variance = ((2 / l) * (1 + c1 * b)) / ((1 - c2 * b) ** 2 * (1 - c3 * b));
  const rho = variance / (2 * expectation ** 2);
  const denominator = 4 + (l + 2) / (l * rho - 1);
  const scale = denominator / (expectation * (denominator - 2));
  const exists = scale > 0 && denominator > 0 && scale < Infinity;
  return { numerator: l, denominator: exists ? denominator : Number.NaN, statistic: exists ? scale * unscaled : unscaled, scale: exists ? scale : 1 };
}

/** eᵀ(N A Nᵀ)⁻¹e by the eigenvectors of N A Nᵀ. */
function waldStatistic(adjustment: Rows, directions: readonly Direction[]): number {
  const count = directions.length;
  const matrix = Float64Array.from({ length: count * count }, (_, place) => quadratic(adjustment, directions[Math.floor(place / count)]!.row, directions[place % count]!.row));
  const { values, vectors } = symmetricEigen(matrix, count);
  return values.reduce((total, value, k) => total + directions.reduce((part, { estimate }, index) => part + vectors[k * count + index]! * estimate, 0) ** 2 / value, 0);
}

function timesRoot({ root }: ContrastBasis, weights: readonly number[]): number[] {
  return root.map((_, column) => weights.reduce((total, weight, row) => total + weight * root[row]![column]!, 0));
}

function quadratic(matrix: Rows, left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, value, row) => total + value * inner(matrix[row]!, right), 0);
}

function inner(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, value, index) => total + value * right[index]!, 0);
}

function trace(matrix: Rows): number {
  return matrix.reduce((total, row, index) => total + row[index]!, 0);
}
