import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ascendingOrder } from "../../src/numeric/ascendingOrder.ts";

/** Numbers by their bits: every digit by which they are sorted varies, of large and of denormal ones. */
const ofBits = fc.bigInt({ min: 0n, max: 0x7ff0000000000000n }).map(doubleOf);
/** Numbers that differ by one bit: on both sides of a border between digits, or of a power of two. */
const neighbours = fc.tuple(fc.nat(62), fc.nat(2)).map(([bit, step]) => doubleOf(2n ** BigInt(bit) + BigInt(step) - 1n));
const magnitude = fc.oneof(
  fc.double({ min: 0, noNaN: true }).map(Math.abs),
  fc.constantFrom(0, Number.MIN_VALUE, 1, 2 ** 32, 2 ** 53, Number.MAX_VALUE, Infinity),
  fc.nat(5),
  ofBits,
  neighbours.filter((value) => !Number.isNaN(value)),
);

function doubleOf(bits: bigint): number {
  return new Float64Array(BigUint64Array.of(bits).buffer)[0]!;
}

describe("ascendingOrder", () => {
  it("orders as a stable sort by comparison does, ties and extremes included", () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(magnitude, { maxLength: 400 }), fc.array(neighbours.filter((value) => !Number.isNaN(value)), { maxLength: 50 })), (values) => {
        const expected = values.map((value, index) => ({ value, index })).sort((one, other) => Number(one.value > other.value) - Number(one.value < other.value));
        const { order, sorted } = ascendingOrder(Float64Array.from(values));
        expect(Array.from(order)).toEqual(expected.map(({ index }) => index));
        expect(Array.from(sorted)).toEqual(expected.map(({ value }) => value));
      }),
    );
  });

  it("reads a column that begins within its buffer, and leaves it as it was", () => {
    const column = new Float64Array([9, 8, 3, 1, 2]).subarray(2);
    const { order, sorted } = ascendingOrder(column);
    expect([Array.from(order), Array.from(sorted)]).toEqual([[1, 2, 0], [1, 2, 3]]);
    expect(Array.from(column)).toEqual([3, 1, 2]);
    sorted[0] = 7;
    expect(Array.from(column)).toEqual([3, 1, 2]);
  });

  it("has an order of none and of one, and of equal ones the order in which they came", () => {
    for (const values of [[], [5], [5, 5, 5], [0, 0]]) expect(Array.from(ascendingOrder(Float64Array.from(values)).order)).toEqual([...values.keys()]);
  });
});
