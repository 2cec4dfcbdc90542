/**
 * MurmurHash3_x86_32 of some bytes (Appleby 2011, SMHasher). Whole-number arithmetic alone, so that every engine agrees.
 *
 * h is the hash so far, k a block of four bytes; the constants are the source's.
 */
export function murmurHash3(bytes: readonly number[], seed: number): number {
  let h = seed | 0;
  for (let start = 0; start < bytes.length; start += 4) {
    let k = 0;
    const size = Math.min(4, bytes.length - start);
    for (let index = size - 1; index >= 0; index--) k = (k << 8) | bytes[start + index]!;
    h ^= Math.imul(rotateLeft(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
    // The bytes left over at the end are not mixed any further.
    if (size === 4) h = (Math.imul(rotateLeft(h, 13), 5) + 0xe6546b64) | 0;
  }
  h ^= bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
