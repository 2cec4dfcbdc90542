import { describe, expect, it } from "vitest";
import { classifyResponders, percentImprovement, studentTTest, welchTTest } from "trialwise";
import { sensitivity } from "trialwise/sensitivity";
import { TrialwiseError } from "trialwise/result";
import { deepFreeze } from "../deepFreeze.ts";
import { twoArmData } from "./twoArmData.ts";

/** Estimates that can be worked out in the head: 10 for the base, +1 or −30 by two decisions. */
const additive = ({ first, second }: { readonly first: "a" | "b" | "c"; readonly second: 0 | 1 }) => ({
  estimate: 10 + { a: 0, b: 1, c: -30 }[first] + 100 * second,
  pValue: first === "a" ? 0.01 : 0.2,
});

describe("sensitivity", () => {
  it("runs every combination, the primary one first and the last convention fastest", () => {
    const { rows, primary, counts, range } = sensitivity({ conventions: { first: ["a", "b", "c"], second: [0, 1] }, analysis: additive });
    expect(rows.map(({ choices, estimate }) => [choices.first, choices.second, estimate])).toEqual([
      ["a", 0, 10],
      ["a", 1, 110],
      ["b", 0, 11],
      ["b", 1, 111],
      ["c", 0, -20],
      ["c", 1, 80],
    ]);
    expect(primary).toEqual({ choices: { first: "a", second: 0 }, estimate: 10, pValue: 0.01 });
    expect(range).toEqual({ lowest: -20, highest: 111 });
    expect(counts).toEqual({ analyses: 6, estimated: 6, sameDirection: 5, withPValue: 6, belowSignificanceLevel: 2 });
  });

  it("varies one convention at a time from the primary analysis", () => {
    const { byConvention } = sensitivity({ conventions: { first: ["a", "b", "c"], second: [0, 1] }, analysis: additive });
    expect(byConvention.first.rows.map(({ choice, estimate }) => [choice, estimate])).toEqual([
      ["a", 10],
      ["b", 11],
      ["c", -20],
    ]);
    expect(byConvention.first.largestDifference).toBe(30);
    expect(byConvention.second.largestDifference).toBe(100);
  });

  it("keeps the row of an analysis that fails, with its issue, and throws a caller's mistake on", () => {
    const { rows, byConvention, counts, primary } = sensitivity({
      conventions: { values: ["all", "one"] },
      analysis: ({ values }) => welchTTest({ treatment: values === "all" ? [1, 2, 4] : [1], control: [0, 1, 3] }),
    });
    expect(rows.map(({ estimate, issue }) => [estimate === null, issue?.code])).toEqual([
      [false, undefined],
      [true, "too-few-values"],
    ]);
    expect(byConvention.values.largestDifference).toBeNull();
    expect(counts).toMatchObject({ analyses: 2, estimated: 1, sameDirection: 1 });
    expect(primary.estimate).toBe(rows[0]!.estimate);
    expect(() => sensitivity({ conventions: { level: [95] }, analysis: ({ level }) => studentTTest({ treatment: [1, 2], control: [3, 4] }, { level }) })).toThrow(RangeError);
  });

  it("carries the interval, standard error, p-value and reasons of a test as they are", () => {
    const groups = deepFreeze({ treatment: [3.1, 4.2, 2.8, 5], control: [1.2, 2.4, 2, 1.6, 2.2] });
    const { rows } = sensitivity({
      conventions: deepFreeze({ test: ["student", "welch"] } as const),
      analysis: ({ test }) => (test === "student" ? studentTTest(groups) : welchTTest(groups, { alternative: "greater" })),
    });
    const [student, welch] = [studentTTest(groups), welchTTest(groups, { alternative: "greater" })];
    expect(rows[0]).toEqual({ choices: { test: "student" }, estimate: student.estimate, standardError: student.standardError, interval: student.interval, pValue: student.pValue });
    expect(rows[1]).toMatchObject({ interval: welch.interval, pValue: welch.pValue, reasons: { "interval.upper": "unbounded" } });
  });

  it("shows how much a share of responders hangs on what a death counts as", () => {
    const { rows, byConvention } = sensitivity({
      conventions: { deaths: ["non-responder", "excluded"], atLeast: [50, 75] },
      analysis: ({ deaths, atLeast }) => {
        const { byArm } = classifyResponders(twoArmData(), { rule: percentImprovement({ of: "slope4", atLeast }), deaths });
        return { estimate: byArm.msc.proportion };
      },
    });
    // Of four with MSC one improved by 80 %, one by 60 %, one not, one died: 2/4 and 1/4, or 2/3 and 1/3 without the death.
    expect(rows.map(({ estimate }) => estimate)).toEqual([2 / 4, 1 / 4, 2 / 3, 1 / 3]);
    expect(byConvention.deaths.largestDifference).toBeCloseTo(2 / 3 - 2 / 4, 15);
  });

  it("equals itself after a JSON round trip", () => {
    const result = sensitivity({ conventions: { first: ["a", "b", "c"], second: [0, 1] }, analysis: additive });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });

  it("has no negative zero, and rows that the analysis cannot change", () => {
    const conventions = { a: [1, 2] } as const;
    const { rows, range, counts } = sensitivity({ conventions, analysis: () => ({ estimate: -0 }) });
    expect(rows.map(({ estimate }) => estimate)).toStrictEqual([0, 0]);
    expect(range).toStrictEqual({ lowest: 0, highest: 0 });
    expect(counts.sameDirection).toBe(2);
    const changed = sensitivity({ conventions, analysis: (choices) => ({ estimate: Object.assign(choices, { a: 9 }).a }) });
    expect(changed.rows.map(({ choices }) => choices)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(changed.byConvention.a.rows).toHaveLength(2);
  });

  const analysis = () => ({ estimate: 1 });
  it.each<[string, unknown, RegExp]>([
    ["no conventions", { conventions: {}, analysis }, /conventions must have at least one decision/],
    ["conventions in a list", { conventions: [], analysis }, /conventions must be an object of lists/],
    ["no choices", { conventions: { test: [] }, analysis }, /conventions\.test must be a list of at least one choice/],
    ["a choice twice", { conventions: { test: ["a", "a"] }, analysis }, /conventions\.test has "a" twice/],
    ["a choice that JSON cannot hold", { conventions: { test: [NaN] }, analysis }, /conventions\.test\[0\] must be text, a finite number/],
    ["a choice that is an object", { conventions: { test: [{}] }, analysis }, /received an object/],
    ["a name that every object answers to", { conventions: { constructor: [1] }, analysis }, /cannot be called "constructor"/],
    ["too many combinations", { conventions: { a: numbers(101), b: numbers(100) }, analysis }, /10100 combinations, more than 10000/],
    ["no function", { conventions: { a: [1] }, analysis: 3 }, /analysis must be a function/],
    ["nothing back", { conventions: { a: [1] }, analysis: () => undefined }, /what the analysis returns must be an object/],
    ["no estimate back", { conventions: { a: [1] }, analysis: () => ({ pValue: 0.1 }) }, /must have estimate; estimate is missing/],
    ["an estimate that is not finite", { conventions: { a: [1] }, analysis: () => ({ estimate: NaN }) }, /must be a finite number/],
    ["an estimate that is text", { conventions: { a: [1] }, analysis: () => ({ estimate: "1" }) }, /estimate of the analysis must be a finite number; received "1"/],
    ["a standard error that is not finite", { conventions: { a: [1] }, analysis: () => ({ estimate: 1, standardError: Infinity }) }, /standardError of the analysis must be a finite number/],
    ["a p-value that is no number", { conventions: { a: [1] }, analysis: () => ({ estimate: 1, pValue: NaN }) }, /pValue of the analysis must be between 0 and 1; received NaN/],
    ["a p-value in percent", { conventions: { a: [1] }, analysis: () => ({ estimate: 1, pValue: 3 }) }, /pValue of the analysis must be between 0 and 1; received 3/],
    ["a limit that is not finite", { conventions: { a: [1] }, analysis: () => ({ estimate: 1, interval: { lower: -Infinity, upper: 1, level: 0.95 } }) }, /interval\.lower of the analysis must be a finite number/],
    ["an interval in a list", { conventions: { a: [1] }, analysis: () => ({ estimate: 1, interval: [0, 2] }) }, /interval of the analysis must be an object; received an array of 2/],
    ["a gap in the choices", { conventions: { a: Array(2) }, analysis }, /conventions\.a\[0\] must be text/],
    ["a misspelt option", { conventions: { a: [1] }, analysis, significancelevel: 0.1 }, /Did you mean "significanceLevel"/],
    ["a level in percent", { conventions: { a: [1] }, analysis, significanceLevel: 5 }, /between 0 and 1/],
  ])("refuses %s", (_, options, message) => {
    expect(() => Reflect.apply(sensitivity, undefined, [options])).toThrow(message);
    expect(() => Reflect.apply(sensitivity, undefined, [options])).not.toThrow(TrialwiseError);
  });
});

function numbers(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}
