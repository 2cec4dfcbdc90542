import type { Tails } from "../numeric/Tails.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";

/** The exact distribution of a sum of scores: of `smallest + i × step`, the probability at index i. */
export interface ScoreDistribution {
  readonly smallest: number;
  readonly step: number;
  readonly probabilities: Float64Array;
}

/** Additions that take about a second. */
const mostWork = 1e9;

/**
 * The sum of `size` scores drawn without replacement, every subset being as likely: a rank sum, given the ranks with their
 * ties. Scores are positive multiples of ½.
 *
 * The shift algorithm: the number of subsets by size and sum, one score after the other (Streitberg & Röhmel 1986,
 * Statistical Software Newsletter 12, 10–17; Pagano & Tritchler 1983, https://doi.org/10.1080/01621459.1983.10477990).
 */
export function subsetSumDistribution(caller: string, scores: Float64Array, size: number): ScoreDistribution {
  const n = scores.length;
  // The smaller part of a division into two says as much as the larger.
  const drawn = Math.min(size, n - size);
  const { whole, lowest, step } = wholeScores(scores);
  const width = whole.slice(n - drawn).reduce((total, score) => total + score, 0);
  checkWork(caller, n * drawn * (width + 1));
  const below = [0];
  whole.forEach((score, index) => below.push(below[index]! + score));
  const subsets = Array.from({ length: drawn + 1 }, () => new Float64Array(width + 1));
  subsets[0]![0] = 1;
  whole.forEach((score, index) => {
    for (let count = Math.min(drawn, index + 1); count > Math.max(0, drawn - (n - index)); count--) {
      const [from, to] = [subsets[count - 1]!, subsets[count]!];
      // From the sum of the least of the scores so far to that of the largest of them; they ascend.
      const last = Math.min(width - score, below[index]! - below[index - count + 1]!);
      for (let sum = below[count - 1]!; sum <= last; sum++) to[sum + score]! += from[sum]!;
    }
  });
  const counts = subsets[drawn]!;
  const total = counts.reduce((all, count) => all + count, 0);
  const probabilities = counts.map((count) => count / total);
  const smallest = drawn * lowest;
  if (drawn === size) return { smallest, step, probabilities };
  const all = scores.reduce((sum, score) => sum + score, 0);
  return { smallest: all - smallest - width * step, step, probabilities: probabilities.reverse() };
}

/** The sum of those scores that get a positive sign, every choice of signs being as likely: a signed rank sum. */
export function signSumDistribution(caller: string, scores: Float64Array): ScoreDistribution {
  const doubled = scores.map((score) => 2 * score).sort();
  const unit = doubled.reduce(greatestCommonDivisor, 0);
  const whole = doubled.map((score) => score / unit);
  const width = whole.reduce((total, score) => total + score, 0);
  checkWork(caller, whole.length * (width + 1));
  const probabilities = new Float64Array(width + 1);
  probabilities[0] = 1;
  let reached = 0;
  for (const score of whole) {
    reached += score;
    for (let sum = reached; sum >= 0; sum--) probabilities[sum] = (probabilities[sum]! + (sum >= score ? probabilities[sum - score]! : 0)) / 2;
  }
  return { smallest: 0, step: unit / 2, probabilities };
}

export function tailsAt({ smallest, step, probabilities }: ScoreDistribution, statistic: number): Tails {
  const at = Math.round((statistic - smallest) / step);
  let [lower, upper] = [0, 0];
  for (let index = 0; index <= at; index++) lower += probabilities[index]!;
  for (let index = probabilities.length - 1; index >= at; index--) upper += probabilities[index]!;
  return { lower: Math.min(1, lower), upper: Math.min(1, upper) };
}

/** P(|T − mean| ≥ |t − mean|), which is not twice a tail where the distribution is skew. */
export function twoSidedProbability({ smallest, step, probabilities }: ScoreDistribution, statistic: number, mean: number): number {
  // Distances are fractions of small whole numbers, so equal ones are told from others by far less than this.
  const distance = Math.abs(statistic - mean) - 1e-9 * step;
  const far = probabilities.reduce((total, probability, index) => (Math.abs(smallest + index * step - mean) >= distance ? total + probability : total), 0);
  return Math.min(1, far);
}

/** The smallest and the largest sum that a one-sided test does not reject: the tail from there on is above `tail`. */
export function criticalSums({ smallest, step, probabilities }: ScoreDistribution, tail: number): { readonly lowest: number; readonly highest: number } {
  // A tail of exactly 1/20 is not above 0.05, whatever the rounding of either.
  const bound = tail * (1 + 1e-9);
  let [low, high] = [0, probabilities.length - 1];
  for (let lower = probabilities[low]!; lower <= bound; lower += probabilities[low]!) low++;
  for (let upper = probabilities[high]!; upper <= bound; upper += probabilities[high]!) high--;
  return { lowest: smallest + low * step, highest: smallest + high * step };
}

/** Scores from 0 as whole multiples of their largest common step, in ascending order. */
export function wholeScores(scores: Float64Array): { readonly whole: Float64Array; readonly lowest: number; readonly step: number } {
  const doubled = scores.map((score) => 2 * score).sort();
  const lowest = doubled[0]!;
  const unit = doubled.reduce((divisor, score) => greatestCommonDivisor(divisor, score - lowest), 0) || 1;
  return { whole: doubled.map((score) => (score - lowest) / unit), lowest: lowest / 2, step: unit / 2 };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function checkWork(caller: string, steps: number): void {
  if (steps <= mostWork) return;
  throw new TrialwiseError({
    code: "too-much-work",
    message: `${caller}: the exact distribution of so many ranks would take ${steps} additions; use pValueMethod "normal"`,
    required: `at most ${mostWork} additions`,
    observed: steps,
  });
}
