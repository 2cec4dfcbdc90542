export interface Ascending {
  /** Indexes of the values from the smallest to the largest; equal ones keep their order. */
  readonly order: Uint32Array;
  /** The values in that order. */
  readonly sorted: Float64Array;
}

const digitBits = 11;
const buckets = 1 << digitBits;

/**
 * Values from the smallest to the largest. They must not be negative, nor −0, nor NaN. Such numbers are in the order of their bits, so they
 * are sorted digit by digit without a comparison: radix exchange from the last digit (Knuth 1998, The Art of Computer Programming 3,
 * 5.2.5). They move along with their indexes, so that each pass reads memory from end to end.
 */
export function ascendingOrder(values: Float64Array): Ascending {
  const size = values.length;
  let [from, to] = [columns(values.slice()), columns(new Float64Array(size))];
  for (let index = 0; index < size; index++) from.order[index] = index;
  for (const word of wordsFromLast()) {
    const varying = varyingBits(from.words, word);
    for (let shift = 0; shift < 32; shift += digitBits) {
      if (((varying >>> shift) & (buckets - 1)) === 0) continue;
      move(from, to, placesOf(from.words, word, shift), word, shift);
      [from, to] = [to, from];
    }
  }
  return { order: from.order, sorted: from.sorted };
}

interface Columns extends Ascending {
  /** The halves of the sorted values. */
  readonly words: Uint32Array;
}

function columns(sorted: Float64Array): Columns {
  return { order: new Uint32Array(sorted.length), sorted, words: new Uint32Array(sorted.buffer) };
}

function move({ order, sorted, words }: Columns, to: Columns, places: Uint32Array, word: number, shift: number): void {
  for (let rank = 0; rank < order.length; rank++) {
    const place = places[digitAt(words, rank, word, shift)]!++;
    to.order[place] = order[rank]!;
    to.sorted[place] = sorted[rank]!;
  }
}

/** The bits of one half in which not all numbers are the same. */
function varyingBits(words: Uint32Array, word: number): number {
  let varying = 0;
  for (let place = word; place < words.length; place += 2) varying |= words[place]! ^ words[word]!;
  return varying;
}

/** Where the numbers with each digit begin once they are sorted by it. */
function placesOf(words: Uint32Array, word: number, shift: number): Uint32Array {
  const counts = new Uint32Array(buckets);
  for (let rank = 0; rank < words.length / 2; rank++) counts[digitAt(words, rank, word, shift)]!++;
  let place = 0;
  return counts.map((count) => (place += count) - count);
}

function digitAt(words: Uint32Array, rank: number, word: number, shift: number): number {
  return (words[2 * rank + word]! >>> shift) & (buckets - 1);
}

/** Which of the two halves of a number in memory has the last digits, and which the first: machines differ. */
function wordsFromLast(): readonly [0, 1] | readonly [1, 0] {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];
}
