/** Numbers made of pairs of values, as rows that ascend, and how to read them without writing them all down. */
export interface PairTable {
  /** How many numbers each row has. */
  readonly lengths: Float64Array;
  readonly at: (row: number, column: number) => number;
}

/** x − y for every pair; 0 within `roundingError`, where the ranks are tied. */
export function differencesTable(x: Float64Array, y: Float64Array, roundingError: number): PairTable {
  const descending = y.slice().sort().reverse();
  return { lengths: new Float64Array(x.length).fill(y.length), at: (row, column) => zeroWithin(roundingError, x[row]! - descending[column]!) };
}

/** Walsh averages: (dᵢ + dⱼ)/2 for every i ≤ j; 0 within `roundingError`. */
export function walshAveragesTable(differences: Float64Array, roundingError: number): PairTable {
  const ascending = differences.slice().sort();
  const n = ascending.length;
  return {
    lengths: Float64Array.from(ascending, (_, row) => n - row),
    at: (row, column) => zeroWithin(roundingError, ascending[row]! / 2 + ascending[row + column]! / 2),
  };
}

/** Without it a limit of −5e-17 would exclude the zero that the test does not reject. */
export function zeroWithin(roundingError: number, value: number): number {
  return Math.abs(value) <= roundingError ? 0 : value;
}

export function pairCount({ lengths }: PairTable): number {
  return lengths.reduce((total, length) => total + length, 0);
}

/**
 * The k-th smallest number of the table, from 1, in time that grows with its rows and not with its pairs: around the weighted
 * median of the rows' medians a quarter of what is left can be discarded (Johnson & Mizoguchi 1978,
 * https://doi.org/10.1137/0207013).
 */
export function selectPair({ lengths, at }: PairTable, k: number): number {
  // What is left of row r are its columns from[r] ≤ column < to[r].
  const from = new Float64Array(lengths.length);
  const to = Float64Array.from(lengths);
  for (;;) {
    const pivot = weightedMedian(from, to, at);
    const below = from.map((_, row) => firstColumn(lengths[row]!, (column) => at(row, column) >= pivot));
    const upTo = from.map((_, row) => firstColumn(lengths[row]!, (column) => at(row, column) > pivot));
    if (k <= total(below)) to.forEach((end, row) => (to[row] = Math.min(end, below[row]!)));
    else if (k > total(upTo)) from.forEach((start, row) => (from[row] = Math.max(start, upTo[row]!)));
    else return pivot;
  }
}

function weightedMedian(from: Float64Array, to: Float64Array, at: PairTable["at"]): number {
  const medians: { readonly value: number; readonly weight: number }[] = [];
  from.forEach((start, row) => {
    const weight = to[row]! - start;
    if (weight > 0) medians.push({ value: at(row, start + Math.floor((weight - 1) / 2)), weight });
  });
  medians.sort((a, b) => a.value - b.value);
  const half = medians.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  return medians.find(({ weight }) => (passed += weight) >= half)!.value;
}

/** The first column from which on a condition holds. */
function firstColumn(length: number, holds: (column: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
