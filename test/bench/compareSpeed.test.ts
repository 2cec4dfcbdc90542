import { describe, expect, it } from "vitest";
import { compareSpeed } from "./compareSpeed.ts";

/** A clock that only work moves on. */
function workshop() {
  let now = 0;
  const order: string[] = [];
  const contender = (name: string, cost: () => number) => ({
    name,
    run: () => {
      order.push(name);
      now += cost();
      return name;
    },
  });
  return { clock: () => now, order, contender };
}

describe("compareSpeed", () => {
  it("gives the time of one run, and the ratio to the baseline", () => {
    const { clock, contender } = workshop();
    const speeds = compareSpeed({ title: "", baseline: contender("two", () => 2), others: [contender("three", () => 3)] }, { clock, rounds: 5 });
    expect(speeds).toEqual([
      { name: "two", median: 2, spread: { from: 2, to: 2 }, ratio: 1 },
      { name: "three", median: 3, spread: { from: 3, to: 3 }, ratio: 1.5 },
    ]);
  });

  it("repeats quick work until a timing is long enough, after a warm-up", () => {
    const { clock, order, contender } = workshop();
    compareSpeed({ title: "", baseline: contender("quick", () => 0.01), others: [] }, { clock, rounds: 1, atLeast: 10 });
    // Three warm timings and the one that counts, of at least 10 ms each.
    expect(order.length).toBeGreaterThan(4 * 1000);
  });

  it("interleaves the contenders, so that a machine that slows down leaves the ratio as it is", () => {
    const { clock, order, contender } = workshop();
    let speed = 1;
    const slowing = (cost: number) => () => cost * (speed *= 1.01);
    const speeds = compareSpeed({ title: "", baseline: contender("a", slowing(100)), others: [contender("b", slowing(200))] }, { clock, rounds: 10 });
    expect(order.slice(-4)).toEqual(["a", "b", "b", "a"]);
    expect(speeds[1]!.ratio).toBeCloseTo(2, 1);
    expect(speeds[0]!.spread.to).toBeGreaterThan(speeds[0]!.spread.from);
  });
});
