import { type TimedTest, timedTestScore } from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveTimedTest } from "../naive/instruments.ts";
import { cases } from "./fixtures.ts";

type Trials = readonly (number | "unable")[];

const byHand: readonly (readonly [TimedTest, Trials, number, boolean])[] = [
  ["t25fw", [5, 7], 6, false],
  ["t25fw", [8.2, 7.8], 8, false],
  ["t25fw", [6], 6, false],
  ["t25fw", [6, "unable"], 6, false],
  ["t25fw", ["unable", 6], 6, false],
  ["t25fw", ["unable"], 180, true],
  ["t25fw", ["unable", "unable"], 180, true],
  ["t25fw", [180, 180], 180, false],
  ["t25fw", [170, 180], 175, false],
  ["t25fw", [1, 2, 6], 3, false],
  ["9hpt", [20, 22], 21, false],
  ["9hpt", [25], 25, false],
  ["9hpt", [25, "unable"], 25, false],
  ["9hpt", ["unable", 25], 25, false],
  ["9hpt", ["unable"], 300, true],
  ["9hpt", ["unable", "unable"], 300, true],
  ["9hpt", [300], 300, false],
  ["9hpt", [181], 181, false],
  ["9hpt", [200, 300], 250, false],
  ["9hpt", ["unable", 30, 40], 35, false],
];

function trialsOf(trials: readonly (number | null)[]): Trials {
  return trials.map((trial) => trial ?? "unable");
}

describe("timedTestScore", () => {
  it("is right by hand: means of the completed trials, and the limit, flagged, where there is none", () => {
    for (const [test, trials, seconds, unable] of byHand) expect([test, trials, timedTestScore({ test, trials })]).toMatchObject([test, trials, { seconds, unable }]);
    expect(timedTestScore({ test: "9hpt", trials: ["unable"] }, { limit: 777 }).seconds).toBe(777);
    expect(timedTestScore({ test: "t25fw", trials: [4, "unable"] }).counts).toEqual({ completed: 1, unable: 1 });
  });

  it("agrees with R's mean() on 240 random visits", () => {
    for (const { timed } of cases) {
      const result = timedTestScore({ test: timed.test, trials: trialsOf(timed.trials) });
      expect(Math.abs(result.seconds / timed.seconds - 1)).toBeLessThanOrEqual(1e-13);
      expect(result.unable).toBe(timed.unable);
    }
  });

  it("agrees with a second implementation that updates the mean trial by trial", () => {
    for (const { timed } of cases) {
      const { seconds } = timedTestScore({ test: timed.test, trials: trialsOf(timed.trials) });
      expect(Math.abs(seconds - naiveTimedTest(timed.trials, timed.test === "t25fw" ? 180 : 300))).toBeLessThanOrEqual(1e-13 * seconds);
    }
  });

  it("is plain data from frozen input", () => {
    for (const { timed } of cases.slice(0, 20)) expectPlain(timedTestScore(deepFreeze({ test: timed.test, trials: trialsOf(timed.trials) })));
  });

  it("refuses no trials, times off the clock, codes for times, and unknown tests", () => {
    expect(() => timedTestScore({ test: "t25fw", trials: [] })).toThrow(/at least one trial/);
    expect(() => timedTestScore({ test: "t25fw", trials: [777] })).toThrow(/^timedTestScore: trials\[0\] must be above 0 and at most the limit of 180 s; received 777$/);
    for (const time of [0, -1, Number.NaN, Infinity]) expect(() => timedTestScore({ test: "9hpt", trials: [time] })).toThrow(RangeError);
    // @ts-expect-error the word is unable
    expect(() => timedTestScore({ test: "9hpt", trials: ["failed"] })).toThrow(TypeError);
    // @ts-expect-error the test is called 9hpt
    expect(() => timedTestScore({ test: "nhpt", trials: [20] })).toThrow(RangeError);
    // @ts-expect-error an unknown option
    expect(() => timedTestScore({ test: "9hpt", trials: [20] }, { ceiling: 300 })).toThrow(TypeError);
  });
});
