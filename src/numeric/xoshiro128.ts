import { rotateLeft } from "./murmurHash3.ts";

/** The name under which results say where their random numbers come from. */
export const generatorName = "xoshiro128**";

/**
 * The next 32 random bits of xoshiro128** 1.1 (Blackman & Vigna 2021, https://doi.org/10.1145/3460772), whose state of four words is
 * changed in place and must not be all zeros. Whole-number arithmetic alone, so that every engine agrees.
 */
export function nextXoshiro128(state: Uint32Array): number {
  const result = Math.imul(rotateLeft(Math.imul(state[1]!, 5), 7), 9) >>> 0;
  const shifted = state[1]! << 9;
  state[2]! ^= state[0]!;
  state[3]! ^= state[1]!;
  state[1]! ^= state[2]!;
  state[0]! ^= state[3]!;
  state[2]! ^= shifted;
  state[3] = rotateLeft(state[3]!, 11);
  return result;
}
