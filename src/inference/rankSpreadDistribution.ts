import { sum } from "../numeric/sum.ts";
import { wholeScores } from "./scoreDistribution.ts";

/** The exact distribution of rank sums of several groups, not yet computed. */
export interface RankSpreadDistribution {
  /** Additions that computing it takes at most: it keeps as many numbers as this per rank. */
  readonly work: number;
  /** P(spread ≥ observed), where the spread is Σ n (mean rank − mean of all ranks)². */
  upperTail(observed: number): number;
}

/**
 * The joint distribution of the rank sums when all ways to divide the ranks, ties included, into groups of these sizes are as likely.
 *
 * The shift algorithm in as many dimensions as there are groups but one: the number of ways by how many ranks each group has and
 * by their sums, one rank after the other (Streitberg & Röhmel 1986, Statistical Software Newsletter 12, 10–17, for two
 * groups). The largest group has what is left, so it is not counted.
 */
export function rankSpreadDistribution(ranks: Float64Array, groupSizes: readonly number[]): RankSpreadDistribution {
  const { whole, lowest, step } = wholeScores(ranks);
  const sizes = [...groupSizes].sort((a, b) => a - b);
  const rest = sizes.pop()!;
  // The sums of a group run from 0 to that of its largest scores.
  const widths = sizes.map((size) => sum(whole.slice(whole.length - size)) + 1);
  const block = product(widths);
  const strides = widths.map((_, group) => product(widths.slice(0, group)));
  return {
    work: whole.length * product(sizes.map((size) => size + 1)) * block,
    upperTail: (observed) => {
      const ways = waysOf(whole, rest, { sizes, block, strides, countings: countingsOf(sizes) });
      const centre = (whole.length + 1) / 2;
      // The scores of all ranks add up to this, whoever has them.
      const total = sum(whole);
      // Spreads are fractions of whole numbers, told apart by far more than their rounding.
      const bound = observed * (1 - 1e-12);
      let [far, all] = [0, 0];
      ways.forEach((count, index) => {
        if (count === 0) return;
        all += count;
        const sums = widths.map((width, group) => Math.floor(index / strides[group]!) % width);
        const everyone = [...sums, total - sum(sums)];
        const spread = everyone.reduce((squares, scores, group) => {
          const n = sizes[group] ?? rest;
          return squares + n * (lowest + (step * scores) / n - centre) ** 2;
        }, 0);
        if (spread >= bound) far += count;
      });
      return far / all;
    },
  };
}

interface Layout {
  readonly sizes: readonly number[];
  readonly block: number;
  readonly strides: readonly number[];
  /** Every choice of how many ranks each group has, the first group's changing fastest. */
  readonly countings: readonly (readonly number[])[];
}

/** The number of ways by the sums of the groups, once every rank is given out. */
function waysOf(whole: Float64Array, rest: number, { sizes, block, strides, countings }: Layout): Float64Array {
  const ways = new Float64Array(countings.length * block);
  ways[0] = 1;
  const countStrides = sizes.map((_, group) => product(sizes.slice(0, group).map((size) => size + 1)));
  whole.forEach((score, given) => {
    // From the top, so that a way that has got this rank is not given it again.
    for (let place = countings.length - 1; place >= 0; place--) {
      const counts = countings[place]!;
      const shared = sum(counts);
      if (shared > given || given - shared > rest) continue;
      const shifts = counts.flatMap((count, group) => (count < sizes[group]! ? [countStrides[group]! * block + score * strides[group]!] : []));
      for (let from = (place + 1) * block - 1; from >= place * block; from--) {
        const before = ways[from]!;
        if (before === 0) continue;
        for (const shift of shifts) ways[from + shift]! += before;
      }
    }
  });
  return ways.subarray((countings.length - 1) * block);
}

function countingsOf(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>((all, size) => Array.from({ length: size + 1 }, (_, count) => all.map((counts) => [...counts, count])).flat(), [[]]);
}

function product(values: readonly number[]): number {
  return values.reduce((all, value) => all * value, 1);
}
