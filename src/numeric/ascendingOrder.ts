const digitBits = 11;
const buckets = 2 ** digitBits;

/**
 * The indexes of values from the smallest to the largest; equal ones keep their order. The values must not be negative, nor −0. Such
 * numbers are in the order of their bits, so they are sorted digit by digit without a comparison: radix exchange from the last digit
 * (Knuth 1998, The Art of Computer Programming 3, 5.2.5).
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  let order = new Uint32Array(values.length);
  for (let index = 0; index < order.length; index++) order[index] = index;
  let sorted = new Uint32Array(values.length);
  for (const word of wordsFromLast()) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      const places = placesOf(words, word, shift);
      if (places === undefined) continue;
      for (let rank = 0; rank < order.length; rank++) {
        const index = order[rank]!;
        const digit = (words[2 * index + word]! >>> shift) & (buckets - 1);
        sorted[places[digit]!++] = index;
      }
      [order, sorted] = [sorted, order];
    }
  }
  return order;
}

/** Where the numbers with each digit begin once they are sorted by it; `undefined` where all have the same. */
function placesOf(words: Uint32Array, word: number, shift: number): Uint32Array | undefined {
  const counts = new Uint32Array(buckets);
  for (let place = word; place < words.length; place += 2) counts[(words[place]! >>> shift) & (buckets - 1)]!++;
  if (counts.includes(words.length / 2)) return undefined;
  let place = 0;
  return counts.map((count) => (place += count) - count);
}

/** Which of the two halves of a number in memory has the last digits, and which the first: machines differ. */
function wordsFromLast(): readonly [0, 1] | readonly [1, 0] {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];
}
