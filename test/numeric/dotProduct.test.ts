import { expect, it } from "vitest";
import { dotProduct } from "../../src/numeric/dotProduct.ts";
import { deepFreeze } from "../deepFreeze.ts";

it("loses nothing to cancellation: sums and products that plain addition rounds away", () => {
  expect(dotProduct([1e16, 1, -1e16], [1, 1, 1])).toBe(1);
  // (1 + 2⁻³⁰)² − (1 + 2⁻²⁹) = 2⁻⁶⁰, below the rounding of the product.
  const x = 1 + 2 ** -30;
  expect(dotProduct(deepFreeze([x, -1]), deepFreeze([x, 1 + 2 ** -29]))).toBe(2 ** -60);
  expect(dotProduct(Float64Array.of(0.1, 0.1, 0.1, -0.3), [1, 1, 1, 1])).toBe(2.7755575615628914e-17);
  expect(dotProduct([], [])).toBe(0);
});
