/** Counts of members by rank, which are added and looked up in logarithmic time: Fenwick 1994 (https://doi.org/10.1002/spe.4380240306). */
export interface RankCounter {
  /** Adds so many members of a rank, or takes them away. */
  readonly add: (rank: number, count: number) => void;
  /** Members of lower ranks. */
  readonly below: (rank: number) => number;
  readonly at: (rank: number) => number;
  readonly total: () => number;
}

/** For ranks from 0 up to `size` − 1. */
export function rankCounter(size: number): RankCounter {
  const tree = new Float64Array(size + 1);
  const counts = new Float64Array(size);
  let total = 0;
  return {
    add: (rank, count) => {
      total += count;
      counts[rank]! += count;
      for (let place = rank + 1; place <= size; place += place & -place) tree[place]! += count;
    },
    below: (rank) => {
      let sum = 0;
      for (let place = rank; place > 0; place -= place & -place) sum += tree[place]!;
      return sum;
    },
    at: (rank) => counts[rank]!,
    total: () => total,
  };
}
