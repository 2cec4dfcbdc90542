import { describe, expect, it } from "vitest";
import { recoverCounts, recoverTotals } from "trialwise/published";
import type { PrintedRounding } from "trialwise/published";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveCounts, naiveTotals } from "../naive/wholeNumbers.ts";
import reference from "../reference/published/wholeNumbers.json" with { type: "json" };

const cases = reference.cases.map((each) => ({ ...each, rounding: each.rounding as PrintedRounding }));
const ofCounts = cases.filter(({ kind }) => kind === "count");
const ofTotals = cases.filter(({ kind }) => kind === "total");
const countsOf = (percentage: string, n: number, rounding?: PrintedRounding) =>
  recoverCounts({ percentages: [percentage], n }, rounding === undefined ? {} : { rounding }).solutions[0]?.counts[0] ?? [];

describe("recoverCounts", () => {
  it("finds the counts of Oh 2018, and none behind its 82 % of 27", () => {
    // Oh et al. 2018 (https://doi.org/10.1002/ana.25302), Table 3, responders at 4 months: 10, 22 and 12, 21 poor ones of 32 and 27.
    expect(countsOf("31", 32)).toEqual([10]);
    expect(countsOf("38", 32)).toEqual([12]);
    expect(countsOf("78", 27)).toEqual([21]);
    // 22/27 is 81.48 %.
    expect(countsOf("82", 27)).toEqual([]);
    expect(countsOf("81", 27)).toEqual([22]);
  });

  it("agrees with R on 220 percentages under four roundings", () => {
    for (const { text, n, rounding, found } of ofCounts) expect(countsOf(text, n, rounding)).toEqual(found);
    expect(ofCounts.length).toBe(220);
  });

  it("agrees with a second implementation by long division", () => {
    for (const { text, n, rounding } of ofCounts) expect(countsOf(text, n, rounding)).toEqual(naiveCounts(text, n, rounding));
  });

  it("treats ties exactly: 1/8 is 12 or 13 %", () => {
    expect(countsOf("12", 8)).toEqual([1]);
    expect(countsOf("13", 8)).toEqual([1]);
    expect(countsOf("12", 8, "half-up")).toEqual([]);
    expect(countsOf("12", 8, "half-even")).toEqual([1]);
    expect(countsOf("13", 8, "half-up")).toEqual([1]);
    expect(countsOf("12", 8, "truncated")).toEqual([1]);
    expect(countsOf("37.5", 8)).toEqual([3]);
  });

  it("finds the denominator where it is unknown, the better the more is printed", () => {
    const denominators = (percentages: readonly string[], complete: boolean) =>
      recoverCounts({ percentages, n: { from: 1, to: 30 } }, { complete }).solutions.map(({ n }) => n);
    expect(denominators(["14.3"], false)).toEqual([7, 14, 21, 28]);
    expect(denominators(["14.3", "38.1"], false)).toEqual([21]);
    // 33 + 33 + 33 % may be thirds, but not of 31: 10/31 is 32 %.
    expect(denominators(["33", "33", "33"], true)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30]);
    const { unique, counts } = recoverCounts({ percentages: ["14.3", "38.1"], n: { from: 1, to: 30 } });
    expect(unique).toBe(true);
    expect(counts).toEqual({ percentages: 2, tried: 30, possible: 1 });
  });

  it("keeps of complete classes the counts that add up", () => {
    // Of 300, 33 % is 98 to 100 (either side of a tie: 97.5 and 100.5 are no counts); three classes of 33, 33 and 34 % add up.
    const { solutions } = recoverCounts({ percentages: ["33", "33", "34"], n: 300 }, { complete: true });
    for (const first of solutions[0]!.counts[0]!) {
      expect(solutions[0]!.counts[1]!.some((second) => solutions[0]!.counts[2]!.includes(300 - first - second))).toBe(true);
    }
    expect(recoverCounts({ percentages: ["50", "40"], n: 100 }, { complete: true }).solutions).toEqual([]);
    expect(recoverCounts({ percentages: ["100"], n: 10 }, { complete: true }).solutions).toEqual([{ n: 10, counts: [[10]] }]);
    // 99.99 % in all: of a million, 33.33 % is 333250 to 333350, so that a class has at least 1000000 − 2 × 333350.
    const many = recoverCounts({ percentages: ["33.33", "33.33", "33.33"], n: 1_000_000 }, { complete: true }).solutions[0]!.counts;
    expect(many.map((counts) => [counts[0], counts.at(-1)])).toEqual([[333_300, 333_350], [333_300, 333_350], [333_300, 333_350]]);
  });

  it("is plain data, and refuses what is no percentage", () => {
    const result = recoverCounts(deepFreeze({ percentages: ["56%"], n: { from: 20, to: 30 } }));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    expect(() => recoverCounts({ percentages: ["101"], n: 10 })).toThrow('percentages[0] must be at most 100; received "101"');
    expect(() => recoverCounts({ percentages: ["<5"], n: 10 })).toThrow("must be a number, not a bound");
    expect(() => recoverCounts({ percentages: [], n: 10 })).toThrow("percentages must be a list of printed percentages");
    expect(() => recoverCounts({ percentages: ["5"], n: 0 })).toThrow(RangeError);
    expect(() => recoverCounts({ percentages: ["5"], n: { from: 10, to: 5 } })).toThrow("n.to must not be below n.from, which is 10; received 5");
    expect(() => recoverCounts({ percentages: ["5"], n: 1_000_001 })).toThrow("at most 1000000");
    expect(() => recoverCounts({ percentages: ["33"], n: { from: 1, to: 1_000_000 } })).toThrow("n must be a range with fewer solutions");
    // @ts-expect-error: a number has lost its decimals
    expect(() => recoverCounts({ percentages: [5], n: 10 })).toThrow(TypeError);
    expect(() => recoverCounts({ percentages: ["5"], n: 10 }, { rounding: "half-dwon" as never })).toThrow("rounding must be one of");
  });
});

describe("recoverTotals", () => {
  it("repeats the example of Brown & Heathers 2017: 5.19 is no mean of 28 whole numbers", () => {
    // 145/28 = 5.1786 and 146/28 = 5.2143.
    expect(recoverTotals({ mean: "5.19", n: 28 })).toMatchObject({ totals: [], conclusive: true });
    expect(recoverTotals({ mean: "5.18", n: 28 }).totals).toEqual([145]);
    expect(recoverTotals({ mean: "5.21", n: 28 }).totals).toEqual([146]);
    expect(recoverTotals({ mean: "5.19", n: 100 })).toMatchObject({ totals: [519], conclusive: false });
  });

  it("agrees with R on 220 means of scores in steps of 1, 0.5 and 0.1", () => {
    for (const each of ofTotals) {
      const { totals } = recoverTotals({ mean: each.text, n: each.n }, { rounding: each.rounding, step: 1 / each.stepsPerUnit! });
      expect(totals).toEqual(each.found);
    }
    expect(ofTotals.length).toBe(220);
  });

  it("agrees with a second implementation by long division", () => {
    for (const { text, n, rounding, stepsPerUnit } of ofTotals.slice(0, 60)) {
      const largest = Math.ceil(50 * n * stepsPerUnit!);
      expect(recoverTotals({ mean: text, n }, { rounding, step: 1 / stepsPerUnit! }).totals).toEqual(naiveTotals(text, n, stepsPerUnit!, rounding, largest));
    }
  });

  it("is plain data, and refuses what is no mean", () => {
    const result = recoverTotals(deepFreeze({ mean: "31.1", n: 20 }));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    expect(() => recoverTotals({ mean: "-1.2", n: 20 })).toThrow("mean must not be negative");
    expect(() => recoverTotals({ mean: "1.2", n: 2.5 })).toThrow(RangeError);
    expect(() => recoverTotals({ mean: "1.2", n: 20 }, { step: 0.3 })).toThrow("step must be 1 or 1 divided by a whole number up to 1000 (0.5, 0.1); received 0.3");
    expect(() => recoverTotals({ mean: "1.2345678", n: 20 })).toThrow("at most 6 decimals");
    expect(() => recoverTotals({ mean: "5", n: 1_000_000 }, { step: 0.001 })).toThrow("n / step must be at most 1000000; received 1000000000");
  });
});
