import { normalTails } from "../numeric/normal.ts";
import { randomStream } from "../numeric/randomStream.ts";
import { mean, sum, sumOfSquaredDeviations } from "../numeric/sum.ts";
import { subsetSumDistribution, tailsAt, twoSidedProbability } from "../inference/scoreDistribution.ts";
import { pValueOf } from "../inference/testOfEstimate.ts";
import type { Alternative } from "../result/Alternative.ts";

export interface PermutationTestOptions {
  readonly pValueMethod: "exact" | "monte-carlo" | "normal" | "auto";
  readonly alternative: Alternative;
  /** What the normal approximation takes off the distance of the sum from its expectation. */
  readonly correction: number;
  readonly permutations: number;
  readonly seed: number;
}

export interface PermutationTest {
  /** Mean score of treatment − mean score of control. */
  readonly estimate: number;
  /** Over all ways to divide the scores. */
  readonly standardError: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly pValueMethodUsed: "exact" | "monte-carlo" | "normal";
  readonly monteCarloError?: number;
}

/**
 * Whether the first `treated` scores are larger or smaller than a division of all scores at random would make them. The variance of
 * their sum is mn/(N(N − 1)) Σ(score − mean)². There must be scores that differ.
 */
export function permutationTest(caller: string, scores: Float64Array, treated: number, options: PermutationTestOptions): PermutationTest {
  const all = scores.length;
  const untreated = all - treated;
  const statistic = sum(scores.subarray(0, treated));
  const expected = treated * mean(scores);
  const standardDeviation = Math.sqrt(((treated * untreated) / (all * (all - 1))) * sumOfSquaredDeviations(scores));
  // From the sum of one group to the difference of the means of both.
  const toDifference = all / (treated * untreated);
  const method = options.pValueMethod !== "auto" ? options.pValueMethod : all <= 100 ? "exact" : "normal";
  const estimates = { estimate: (statistic - expected) * toDifference, standardError: standardDeviation * toDifference, statistic: (statistic - expected) / standardDeviation };
  if (method === "monte-carlo") {
    const pValue = sampledPValue(scores, treated, statistic - expected, options);
    return { ...estimates, pValue, pValueMethodUsed: method, monteCarloError: Math.sqrt((pValue * (1 - pValue)) / options.permutations) };
  }
  const pValue = method === "exact" ? exactPValue(caller, scores, treated, { statistic, expected }, options) : normalPValue(statistic - expected, standardDeviation, options);
  return { ...estimates, pValue, pValueMethodUsed: method };
}

function exactPValue(caller: string, scores: Float64Array, treated: number, { statistic, expected }: { readonly statistic: number; readonly expected: number }, { alternative }: PermutationTestOptions): number {
  const distribution = subsetSumDistribution(caller, scores, treated);
  return alternative === "two-sided" ? twoSidedProbability(distribution, statistic, expected) : pValueOf(tailsAt(distribution, statistic), alternative);
}

function normalPValue(distance: number, standardDeviation: number, { alternative, correction }: PermutationTestOptions): number {
  const direction = alternative === "two-sided" ? Math.sign(distance) : alternative === "greater" ? 1 : -1;
  return pValueOf(normalTails((distance - direction * correction) / standardDeviation), alternative);
}

/** The observed division is one of those that count, so that the p-value is never 0 (Phipson & Smyth 2010). */
function sampledPValue(scores: Float64Array, treated: number, distance: number, { alternative, permutations, seed }: PermutationTestOptions): number {
  const { uniform } = randomStream([seed, "permutation"]);
  const all = scores.length;
  const drawn = Math.min(treated, all - treated);
  const sign = drawn === treated ? 1 : -1;
  const average = mean(scores);
  // In order, so that what is drawn does not hang on the order of the rows.
  const pool = scores.map((score) => score - average).sort();
  const sideOf = (value: number) => (alternative === "two-sided" ? Math.abs(value) : alternative === "greater" ? value : -value);
  // Sums of midranks differ by halves, so that equal ones are told from others by far less than this.
  const bound = sideOf(distance) - 1e-6;
  let extreme = 1;
  for (let permutation = 0; permutation < permutations; permutation++) {
    let total = 0;
    for (let place = 0; place < drawn; place++) {
      const other = place + Math.floor(uniform() * (all - place));
      const taken = pool[other]!;
      pool[other] = pool[place]!;
      pool[place] = taken;
      total += taken;
    }
    if (sideOf(sign * total) >= bound) extreme++;
  }
  return extreme / (permutations + 1);
}
