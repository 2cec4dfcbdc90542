const word = 0xffffffffn;

function rotate(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (32n - bits))) & word;
}

/** MurmurHash3_x86_32 on whole numbers of any size. */
export function naiveMurmurHash3(bytes: readonly number[], seed: number): number {
  const mixed = (chunk: readonly number[]) => {
    const block = chunk.reduce((sum, byte, place) => sum + (BigInt(byte) << BigInt(8 * place)), 0n);
    return (rotate((block * 0xcc9e2d51n) & word, 15n) * 0x1b873593n) & word;
  };
  let hash = BigInt(seed) & word;
  const whole = bytes.length - (bytes.length % 4);
  for (let start = 0; start < whole; start += 4) hash = (rotate(hash ^ mixed(bytes.slice(start, start + 4)), 13n) * 5n + 0xe6546b64n) & word;
  if (whole < bytes.length) hash ^= mixed(bytes.slice(whole));
  hash ^= BigInt(bytes.length);
  hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & word;
  hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & word;
  return Number(hash ^ (hash >> 16n));
}

/** xoshiro128** 1.1, each step a new state. */
export function naiveXoshiro128(state: readonly bigint[], count: number): number[] {
  const outputs: number[] = [];
  let [s0, s1, s2, s3] = state as [bigint, bigint, bigint, bigint];
  for (let index = 0; index < count; index++) {
    outputs.push(Number((rotate((s1 * 5n) & word, 7n) * 9n) & word));
    const [a, b] = [s2 ^ s0, s3 ^ s1];
    [s0, s1, s2, s3] = [s0 ^ b, s1 ^ a, a ^ ((s1 << 9n) & word), rotate(b, 11n)];
  }
  return outputs;
}

/** The uniform numbers at an address. */
export function naiveUniforms(address: readonly (string | number)[], count: number): number[] {
  const text = JSON.stringify(address);
  const bytes = [...text].flatMap((character) => [character.charCodeAt(0) % 256, Math.floor(character.charCodeAt(0) / 256)]);
  const state = [0, 1, 2, 3].map((seed) => BigInt(naiveMurmurHash3(bytes, seed)));
  state[3]! |= 1n;
  const words = naiveXoshiro128(state, 2 * count);
  return Array.from({ length: count }, (_, index) => {
    const bits = (BigInt(words[2 * index]!) >> 6n) * 2n ** 26n + (BigInt(words[2 * index + 1]!) >> 6n);
    return Number(2n * bits + 1n) / 2 ** 53;
  });
}

/** The z below which a standard normal number lies with this probability: by halving, on the integrated density. */
export function naiveNormal(probability: number): number {
  const below = (z: number) => {
    const steps = 400;
    let area = 0;
    for (let step = 0; step < steps; step++) {
      const [from, to] = [(z * step) / steps, (z * (step + 1)) / steps];
      const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
      area += ((to - from) / 6) * (density(from) + 4 * density((from + to) / 2) + density(to));
    }
    return 0.5 + area;
  };
  let [low, high] = [-9, 9];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (below(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** A value of a participant without random effects of slope: the course of the arm day by day, their own level, and a residual. */
export function naiveValue(
  address: readonly (string | number)[],
  measure: string,
  visit: string,
  day: number,
  course: { readonly baseline: number; readonly slopeOn: (day: number) => number },
  deviations: { readonly baseline: number; readonly residual: number },
): number {
  const level = deviations.baseline * naiveNormal(naiveUniforms([...address, "effects", "measures", measure], 1)[0]!);
  const residual = deviations.residual * naiveNormal(naiveUniforms([...address, "residual", "measures", measure, visit], 1)[0]!);
  const pieces = 1000;
  let change = 0;
  for (let piece = 0; piece < pieces; piece++) change += (course.slopeOn((day * (piece + 0.5)) / pieces) * day) / pieces;
  return course.baseline + level + change + residual;
}
