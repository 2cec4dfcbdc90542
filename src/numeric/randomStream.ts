import { log } from "./elementary/log.ts";
import { murmurHash3 } from "./murmurHash3.ts";
import { normalQuantile } from "./normal.ts";
import { nextXoshiro128 } from "./xoshiro128.ts";

/** Independent random numbers, one after the other, the same in every engine. */
export interface RandomStream {
  /** Uniform between 0 and 1, neither of which it is: an odd multiple of 2⁻⁵³. */
  readonly uniform: () => number;
  /** Standard normal: the quantile of the next uniform number. */
  readonly normal: () => number;
  /** Exponential with mean 1: minus the logarithm of the next uniform number. */
  readonly exponential: () => number;
}

/**
 * The random numbers at an address: a seed and words or numbers that say what they are for. Each address has a stream of its own,
 * so that what is drawn for one purpose does not move what is drawn for another.
 *
 * The state of the generator is four hashes, seeded 0 to 3, of the address as JSON in UTF-16, low byte first; the lowest bit of the last
 * is set, because a state of zeros would stand still.
 */
export function randomStream(address: readonly (string | number)[]): RandomStream {
  const bytes: number[] = [];
  const text = JSON.stringify(address);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes.push(unit & 255, unit >>> 8);
  }
  const state = Uint32Array.of(murmurHash3(bytes, 0), murmurHash3(bytes, 1), murmurHash3(bytes, 2), murmurHash3(bytes, 3) | 1);
  const uniform = () => {
    const high = nextXoshiro128(state) >>> 6;
    const low = nextXoshiro128(state) >>> 6;
    return (high * 2 ** 26 + low + 0.5) / 2 ** 52;
  };
  return { uniform, normal: () => normalQuantile(uniform(), "lower"), exponential: () => -log(uniform()) };
}
