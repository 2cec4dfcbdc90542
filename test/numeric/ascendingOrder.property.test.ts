import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ascendingOrder } from "../../src/numeric/ascendingOrder.ts";
import { valuesAt } from "../../src/numeric/valuesAt.ts";

const magnitude = fc.oneof(
  fc.double({ min: 0, noNaN: true }).map(Math.abs),
  fc.constantFrom(0, Number.MIN_VALUE, 1, 2 ** 32, 2 ** 53, Number.MAX_VALUE, Infinity),
  fc.nat(5),
);

describe("ascendingOrder", () => {
  it("orders as a stable sort by comparison does, ties and extremes included", () => {
    fc.assert(
      fc.property(fc.array(magnitude, { maxLength: 400 }), (values) => {
        const expected = values.map((value, index) => ({ value, index })).sort((one, other) => Number(one.value > other.value) - Number(one.value < other.value));
        expect(Array.from(ascendingOrder(Float64Array.from(values)))).toEqual(expected.map(({ index }) => index));
      }),
    );
  });

  it("reads a column that begins within its buffer, and leaves it as it was", () => {
    const column = new Float64Array([9, 8, 3, 1, 2]).subarray(2);
    expect(Array.from(ascendingOrder(column))).toEqual([1, 2, 0]);
    expect(Array.from(column)).toEqual([3, 1, 2]);
    expect(Array.from(valuesAt(column, ascendingOrder(column)))).toEqual([1, 2, 3]);
  });
});
