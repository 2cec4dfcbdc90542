import { describe, expect, it } from "vitest";
import { grayTest } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { competitors, naiveGray } from "../naive/competing.ts";
import { readFixture } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface GrayCase {
  readonly time: readonly number[];
  readonly cause: readonly (number | null)[];
  readonly group: readonly number[];
  readonly stratum: readonly number[] | null;
  readonly rho: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly degreesOfFreedom: number;
}

const { cases } = readFixture<GrayCase>("gray");
const inputOf = ({ time, cause, group, stratum }: GrayCase) => ({ time, cause, group, ...(stratum !== null && { stratum }) });

describe("grayTest", () => {
  it("is right by hand for four participants", () => {
    // Group 1: its own event at 1, death at 3; group 0: death at 2, its own event at 4. Y/S is 2 in both groups up to their first event and
    // after it 1/(1/2) = 2; 1 − F of group 1 is 1/2 after time 1. Expected in group 1: 2/4 at 1; at 4 nobody of it is at risk: 0.
    const { groups, counts } = grayTest({ time: [1, 3, 2, 4], cause: ["g", "d", "d", "g"], group: [1, 1, 0, 0] }, { of: "g" });
    expect(groups.map(({ group, participants, events }) => [group, participants, events])).toEqual([[0, 2, 1], [1, 2, 1]]);
    expect(groups[1]!.score).toBeCloseTo(1 / 2, 14);
    expect(groups[0]!.score).toBeCloseTo(-1 / 2, 14);
    expect(counts).toEqual({ participants: 4, events: 4, censored: 0, strata: 1 });
    // Before a second event at 3 in group 0, R of group 1 is 2 (1 − 1/2) = 1 and of group 0 is 2.
    const later = grayTest({ time: [1, 5, 2, 3], cause: ["g", null, "d", "g"], group: [1, 1, 0, 0] }, { of: "g" });
    expect(later.groups[1]!.score).toBeCloseTo(1 - 2 / 4 - 1 / 3, 14);
  });

  it("agrees with cmprsk's cuminc() on 240 random samples with heavy ties, strata and weights", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const { statistic, pValue, degreesOfFreedom } = grayTest(inputOf(each), { of: 1, rho: each.rho });
      expect(degreesOfFreedom).toBe(each.degreesOfFreedom);
      worst.add(at, { statistic: errorOf(statistic, each.statistic, Math.max(each.statistic, 1e-3)), pValue: errorOf(pValue, each.pValue) });
    });
    worst.expectBelow(1e-9);
  });

  it("agrees with a second implementation by derivatives, summed forwards", () => {
    const worst = new WorstErrors();
    cases.filter(({ time }) => time.length <= 18).slice(0, 40).forEach((each, at) => {
      const labels = [...new Set(each.group)].sort((a, b) => a - b);
      const everyone = competitors(each).map((person, row) => ({ ...person, group: labels.indexOf(each.group[row]!), stratum: each.stratum?.[row] ?? 0 }));
      const naive = naiveGray(everyone, labels.length, each.rho);
      const { statistic, groups } = grayTest(inputOf(each), { of: 1, rho: each.rho });
      groups.forEach(({ score }, index) => worst.add(at, { score: errorOf(score, naive.scores[index]!, 1) }));
      worst.add(at, { statistic: errorOf(statistic, naive.statistic, Math.max(1e-3, naive.statistic)) });
    });
    worst.expectBelow(1e-9);
  });

  it("is plain data from frozen input, and takes near-equal times for ties", () => {
    cases.slice(0, 40).forEach((each) => expectPlain((input) => grayTest(input, { of: 1, rho: each.rho }), inputOf(each)));
    const columns = { cause: [1, 1, 2, null, 1, 2], group: [1, 2, 1, 2, 2, 1] };
    expect(grayTest({ time: [0.3, 0.1 + 0.2, 0.5, 0.6, 0.7, 0.8], ...columns }, { of: 1 })).toEqual(grayTest({ time: [0.3, 0.3, 0.5, 0.6, 0.7, 0.8], ...columns }, { of: 1 }));
  });

  it("refuses what it cannot compare, and options it does not know", () => {
    const good = { time: [1, 2, 3, 4], cause: ["g", "d", "g", null], group: ["a", "b", "b", "a"] };
    expect(codeOf(() => grayTest(good, { of: "relapse" }))).toBe("no-events");
    expect(codeOf(() => grayTest({ ...good, group: ["a", "a", "a", "a"] }, { of: "g" }))).toBe("too-few-values");
    expect(codeOf(() => grayTest({ time: [1, 2, 3, 4], cause: ["g", null, null, "g"], group: ["b", "a", "a", "b"], stratum: [1, 2, 2, 1] }, { of: "g" }))).toBe("no-variance");
    expect(codeOf(() => grayTest({ time: [], cause: [] as string[], group: [] }, { of: "g" }))).toBe("too-few-values");
    expect(() => grayTest(good, {} as never)).toThrow("of is missing");
    expect(() => grayTest(good, { of: "g", rho: -1 })).toThrow("rho must not be negative");
    expect(() => grayTest({ ...good, entry: [0, 0, 0, 0] } as never, { of: "g" })).toThrow("entry");
    expect(() => grayTest({ ...good, group: ["a"] }, { of: "g" })).toThrow("group must have one entry");
    expect(() => grayTest({ ...good, cause: [0, 1, 1, 1] }, { of: 1 })).toThrow("cause[0] must be a name");
  });
});
