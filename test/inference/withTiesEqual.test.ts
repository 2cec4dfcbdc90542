import { describe, expect, it } from "vitest";
import { withTiesEqual } from "../../src/inference/withTiesEqual.ts";

describe("withTiesEqual", () => {
  it("makes equal what differs by no more than the tolerance, whatever its sign, and nothing else", () => {
    expect(withTiesEqual([0.3 - 0.1, 0.2, 0.1 - 0.3, 0.25, 1e-17, -0, -1e-17], 1e-15)).toEqual([0.3 - 0.1, 0.3 - 0.1, 0.1 - 0.3, 0.25, 0, 0, 0]);
    expect(withTiesEqual([], 1)).toEqual([]);
    expect(withTiesEqual([3, -1, 2], 0)).toEqual([3, -1, 2]);
  });
});
