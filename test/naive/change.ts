// A second implementation of change and slopes that goes another way: linear equations and pairs of visits for lines, integrals
// and bisection for quantiles, searches for limits, and plain tables of scores in place of trial data.
import { bisect, naiveSummary, normalCritical, studentCritical } from "./inference.ts";

/** The line through two points, by Cramer's rule on intercept + slope × time = value. */
export function naiveTwoVisitSlope(time: readonly number[], value: readonly number[]): number {
  const determinant = 1 * time[1]! - 1 * time[0]!;
  return (1 * value[1]! - 1 * value[0]!) / determinant;
}

/** The slope as a weighted mean of the slopes of all pairs of visits, weighted by the square of the time between them. */
export function naiveLine(time: readonly number[], value: readonly number[]): { readonly estimate: number; readonly weight: number } {
  const pairs = time.flatMap((start, i) => time.slice(i + 1).map((end, j) => ({ time: end - start, value: value[i + 1 + j]! - value[i]! })));
  const weight = pairs.reduce((total, pair) => total + pair.time ** 2, 0);
  return { estimate: pairs.reduce((total, pair) => total + pair.value * pair.time, 0) / weight, weight };
}

export function naiveLeastSquaresSlope(time: readonly number[], value: readonly number[], level: number) {
  const { estimate, weight } = naiveLine(time, value);
  const average = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number / numbers.length, 0);
  const intercept = average(value.map((each, i) => each - estimate * time[i]!));
  if (time.length === 2) return { estimate, intercept };
  const residuals = value.map((each, i) => each - average(value) - estimate * (time[i]! - average(time)));
  const residual = Math.hypot(...residuals) / Math.sqrt(time.length - 2);
  const standardError = residual / Math.sqrt(weight / time.length);
  const margin = studentCritical((1 - level) / 2, time.length - 2) * standardError;
  return { estimate, intercept, standardError, lower: estimate - margin, upper: estimate + margin, residual };
}

/** How much of the decline is left is followed from the ratio; what is not left is the improvement. */
export function naivePercentImprovement(leadIn: number, followUp: number, better: "higher" | "lower"): number | null {
  const isDecline = better === "higher" ? leadIn < 0 : leadIn > 0;
  return isDecline ? 100 - (100 * followUp) / leadIn : null;
}

/** The ratios that a test does not reject, found by walking out from the estimate in both directions. */
export function naivePercentSlowing(
  treatment: { readonly estimate: number; readonly standardError: number },
  control: { readonly estimate: number; readonly standardError: number },
  level: number,
  degreesOfFreedom: number | null,
): { readonly lower: number; readonly upper: number } | null {
  const critical = degreesOfFreedom === null ? normalCritical((1 - level) / 2) : studentCritical((1 - level) / 2, degreesOfFreedom);
  const statistic = (ratio: number) =>
    Math.abs(treatment.estimate - ratio * control.estimate) / Math.hypot(treatment.standardError, ratio * control.standardError);
  const start = treatment.estimate / control.estimate;
  const end = (direction: 1 | -1): number | null => {
    for (let distance = 1e-3; distance < 1e9; distance *= 1.2) {
      if (statistic(start + direction * distance) > critical) return start + direction * bisect((d) => statistic(start + direction * d) - critical, 0, distance);
    }
    return null;
  };
  const [low, high] = [end(-1), end(1)];
  return low === null || high === null ? null : { lower: 100 * (1 - high), upper: 100 * (1 - low) };
}

/** Points lost, counted off one month after another at an even pace. */
export function naiveProgressionRate(score: number, monthsSinceOnset: number): number {
  return 48 / monthsSinceOnset - score / monthsSinceOnset;
}

/** A table of scores: a row for each participant, a column for each visit. */
export interface ScoreTable {
  readonly months: readonly number[];
  readonly scores: readonly (readonly (number | null)[])[];
}

export function naiveChange({ scores }: ScoreTable, from: number, to: number): (number | null)[] {
  return scores.map((row) => (row[from] === null || row[to] === null ? null : 0 - (row[from]! - row[to]!)));
}

/** Slopes over the columns from one to another. */
export function naiveSlopes({ months, scores }: ScoreTable, method: string, from: number, to: number): (number | null)[] {
  return scores.map((row) => {
    const columns = method === "two-visit" ? [from, to] : row.map((_, column) => column).filter((column) => column >= from && column <= to);
    const seen = columns.filter((column) => row[column] !== null);
    if (seen.length < 2) return null;
    const [time, value] = [seen.map((column) => months[column]!), seen.map((column) => row[column]!)];
    return naiveLine(time, value).estimate;
  });
}

/** Mean, standard deviation and quartiles of those who have a value. */
export function naiveDescription(values: readonly (number | null)[]) {
  const seen = values.filter((value) => value !== null);
  return seen.length === 0 ? null : naiveSummary(seen);
}
