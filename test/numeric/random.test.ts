import { describe, expect, it } from "vitest";
import { murmurHash3 } from "../../src/numeric/murmurHash3.ts";
import { chiSquareTails } from "../../src/numeric/chiSquare.ts";
import { randomStream } from "../../src/numeric/randomStream.ts";
import { nextXoshiro128 } from "../../src/numeric/xoshiro128.ts";
import { naiveNormal, naiveUniforms, naiveXoshiro128 } from "../naive/simulation.ts";

const bytesOf = (text: string) => [...text].map((character) => character.charCodeAt(0));

describe("murmurHash3", () => {
  it("has its published values", () => {
    expect(murmurHash3([], 0)).toBe(0);
    expect(murmurHash3([], 1)).toBe(0x514e28b7);
    expect(murmurHash3([], 0xffffffff)).toBe(0x81f16f39);
    expect(murmurHash3(bytesOf("test"), 0)).toBe(0xba6bd213);
    expect(murmurHash3(bytesOf("test"), 0x9747b28c)).toBe(0x704b81dc);
    expect(murmurHash3(bytesOf("Hello, world!"), 0x9747b28c)).toBe(0x24884cba);
    expect(murmurHash3(bytesOf("abc"), 0)).toBe(0xb3dd93fa);
    expect(murmurHash3([0x21, 0x43, 0x65, 0x87], 0x5082edee)).toBe(0x2362f9de);
  });

  it("passes the verification of SMHasher, which hashes 256 keys and their hashes", () => {
    const hashes = Array.from({ length: 256 }, (_, size) => murmurHash3(Array.from({ length: size }, (_, byte) => byte), 256 - size));
    const bytes = hashes.flatMap((hash) => [hash & 255, (hash >>> 8) & 255, (hash >>> 16) & 255, hash >>> 24]);
    expect(murmurHash3(bytes, 0)).toBe(0xb0f57ee3);
  });
});

describe("xoshiro128**", () => {
  it("has the reference outputs of its authors' code from state 1, 2, 3, 4", () => {
    // As printed by the tests of rand_xoshiro 0.7.0, which ran the C code.
    const state = Uint32Array.of(1, 2, 3, 4);
    const expected = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804];
    expect(expected.map(() => nextXoshiro128(state))).toEqual(expected);
  });

  it("agrees with a second implementation on whole numbers of any size", () => {
    const state = Uint32Array.of(0xdeadbeef, 0x12345678, 0xffffffff, 0x80000001);
    const expected = naiveXoshiro128([...state].map(BigInt), 1000);
    expect(expected.map(() => nextXoshiro128(state))).toEqual(expected);
  });
});

describe("randomStream", () => {
  it("agrees with a second implementation, address by address", () => {
    for (const address of [[1], [2018, "msc", 7, "residual", "measures", "alsfrsR", "V5"], [-3, "Kontrolle Ä", 1, "Δ"], ["", 0.5]]) {
      const stream = randomStream(address);
      expect(naiveUniforms(address, 20).map(() => stream.uniform())).toEqual(naiveUniforms(address, 20));
      const normal = randomStream(address).normal();
      expect(normal).toBeCloseTo(naiveNormal(naiveUniforms(address, 1)[0]!), 8);
    }
  });

  it("uniform numbers are odd multiples of 2⁻⁵³", () => {
    const stream = randomStream(["odd"]);
    for (let draw = 0; draw < 1000; draw++) {
      const multiple = BigInt(stream.uniform() * 2 ** 53);
      expect(multiple % 2n).toBe(1n);
    }
  });

  it("100 000 numbers of one stream have the moments of their distribution", () => {
    expectMoments(Array.from({ length: 1e5 }, () => stream.uniform()), Array.from({ length: 1e5 }, () => stream.normal()), Array.from({ length: 1e5 }, () => stream.exponential()));
  });

  it("so have the first numbers of 100 000 neighbouring streams", () => {
    const first = (purpose: string, draw: (one: ReturnType<typeof randomStream>) => number) => Array.from({ length: 1e5 }, (_, number) => draw(randomStream([1, "msc", number, purpose])));
    expectMoments(first("a", (one) => one.uniform()), first("b", (one) => one.normal()), first("c", (one) => one.exponential()));
  });

  const stream = randomStream(["moments", 1]);
});

/** Within four standard errors: each of these would fail once in 16 000 seeds. */
function expectMoments(uniforms: readonly number[], normals: readonly number[], exponentials: readonly number[]): void {
  const n = uniforms.length;
  const mean = (values: readonly number[], power = 1) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  const near = (value: number, expected: number, variance: number) => expect(Math.abs(value - expected)).toBeLessThan(4 * Math.sqrt(variance / n));
  near(mean(uniforms), 1 / 2, 1 / 12);
  near(mean(uniforms, 2), 1 / 3, 1 / 5 - 1 / 9);
  near(mean(normals), 0, 1);
  near(mean(normals, 2), 1, 2);
  near(mean(normals, 3), 0, 15);
  near(mean(normals, 4), 3, 105 - 9);
  near(mean(exponentials), 1, 1);
  near(mean(exponentials, 2), 2, 24 - 4);
  const neighbours = mean(normals.slice(1).map((value, index) => value * normals[index]!));
  near(neighbours, 0, 1);
  const bins = Array.from({ length: 256 }, () => 0);
  for (const value of uniforms) bins[Math.floor(value * 256)]! += 1;
  const statistic = bins.reduce((sum, count) => sum + (count - n / 256) ** 2 / (n / 256), 0);
  expect(Math.min(chiSquareTails(statistic, 255).lower, chiSquareTails(statistic, 255).upper)).toBeGreaterThan(3e-5);
}
