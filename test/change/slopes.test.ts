import { describe, expect, it } from "vitest";
import { alsfrsR, defineTrial, readTrialData } from "trialwise";
import { slopes } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveSlopes } from "../naive/change.ts";
import { readEntries, readExample } from "./exampleTrial.ts";
import { expectPlain } from "./plain.ts";
import { analysisOptionsOf, arms, columnOf, exclusionsOf, readCase, scoreTable, slopeCases, summaryErrors } from "./referenceTrial.ts";

const leadIn = { measure: "alsfrsR", from: "V1", to: "V5" } as const;

describe("slopes", () => {
  it("are right by hand: two visits three months apart, and the line through three", () => {
    const data = readExample({ "001": { arm: "msc", at: { V1: 40, V3: 38, V5: 34 } } });
    expect(slopes(data, "leadIn").rows).toEqual([{ participant: "001", arm: "msc", slope: -2, improvement: -2, visits: 2 }]);
    // Times −5/3, 1/3, 4/3 from their mean: Σtv = −26/3, Σt² = 42/9.
    const [row] = slopes(data, { ...leadIn, method: "least-squares" }).rows;
    expect(row?.slope).toBeCloseTo(-13 / 7, 14);
    expect(row?.visits).toBe(3);
  });

  it("agree with R's lm() on 200 simulated trials, on planned and on actual times: who is analysed, who is not and why, and the arms", () => {
    const worst = new WorstErrors();
    expect(slopeCases.length).toBeGreaterThanOrEqual(200);
    slopeCases.forEach((each, at) => {
      const { from, to, options } = each;
      const { rows, excluded, byArm } = slopes(readCase(each), { measure: "score", from, to, ...options }, analysisOptionsOf(each));
      expect(rows.map(({ participant, visits }) => [Number(participant), visits])).toEqual(each.rows.map((participant, row) => [participant, each.visits[row]]));
      expect(excluded).toEqual(exclusionsOf(each, each.excluded));
      rows.forEach(({ slope }, row) => worst.add(at, { [options.method]: errorOf(slope, each.slope[row]!, Math.max(1, Math.abs(slope))) }));
      arms.forEach((arm, index) => worst.add(at, summaryErrors(byArm[arm][each.of], each.byArm[index]!)));
    });
    worst.expectBelow(1e-12);
  });

  it("agree with a second implementation on tables of scores", () => {
    const worst = new WorstErrors();
    slopeCases.forEach((each, at) => {
      const data = readCase(each);
      const table = scoreTable(each);
      for (const method of ["two-visit", "least-squares"] as const) {
        const { rows } = slopes(data, { measure: "score", from: "V3", to: "V9", method });
        const naive = naiveSlopes(table, method, 1, 4);
        columnOf(data, rows, "slope").forEach((slope, row) => worst.add(at, { [method]: errorOf(slope, naive[row]!, 1) }));
      }
    });
    worst.expectBelow(1e-12);
  });

  it("take months as declared: 3 by nominal time, recorded days of 30.4375 by actual time", () => {
    const data = readExample({ "001": { arm: "msc", at: { V1: 40, V5: 34 }, days: { V1: -100, V5: 0 } } });
    expect(slopes(data, { ...leadIn, method: "two-visit" }).rows[0]?.slope).toBe(-2);
    expect(slopes(data, { ...leadIn, method: "two-visit", time: "actual" }).rows[0]?.slope).toBeCloseTo((-6 / 100) * 30.4375, 14);
    expect(slopes(data, { ...leadIn, method: "two-visit", time: "actual", daysPerMonth: 30 }).rows[0]?.slope).toBeCloseTo(-1.8, 14);
    expect(slopes(data, { ...leadIn, method: "two-visit", time: "actual", per: "day" }).rows[0]?.slope).toBeCloseTo(-0.06, 14);
    expect(slopes(data, { ...leadIn, method: "two-visit", per: "week", daysPerMonth: 28 }).rows[0]?.slope).toBeCloseTo(-0.5, 14);
  });

  it("by least squares need any two values of the range, ends included, and say how many there were", () => {
    const data = readExample({
      both: { arm: "msc", at: { V1: 40, V5: 34 } },
      inner: { arm: "msc", at: { V3: 38, V5: 34 } },
      outside: { arm: "msc", at: { V3: 38, V6: 34 } },
      whole: { arm: "msc", at: { V1: 40, V3: 38, V5: 34, V6: 0 } },
    });
    const { rows, excluded } = slopes(data, { ...leadIn, method: "least-squares" });
    expect(rows.map(({ participant, visits }) => [participant, visits])).toEqual([["both", 2], ["inner", 2], ["whole", 3]]);
    expect(rows[1]?.slope).toBe(-4);
    expect(excluded).toEqual([{ participant: "outside", arm: "msc", reason: "too-few-visits", visit: "V5" }]);
  });

  it("exclude a participant with an undated value, one seen on one day, and one seen the wrong way round", () => {
    const data = readExample({
      undated: { arm: "msc", at: { V5: 40, V6: 38, V9: 34 }, days: { V5: 0, V9: 120 } },
      sameDay: { arm: "msc", at: { V5: 40, V9: 34 }, days: { V5: 0, V9: 0 } },
      wrongWay: { arm: "msc", at: { V5: 40, V9: 34 }, days: { V5: 3, V9: 1 } },
    });
    const reasons = (method: "two-visit" | "least-squares") =>
      slopes(data, { measure: "alsfrsR", from: "V5", to: "V9", method, time: "actual" }).excluded.map(({ participant, reason, visit }) => [participant, reason, visit]);
    expect(reasons("two-visit")).toEqual([["sameDay", "same-day", "V9"], ["wrongWay", "out-of-order", "V9"]]);
    expect(reasons("least-squares")).toEqual([["undated", "no-date", "V6"], ["sameDay", "same-day", "V9"]]);
  });

  it("between visits counted from a dose run on actual time, and only for who got the dose", () => {
    const endpoint = { measure: "alsfrsR", from: "afterDose2", to: "afterDose2Again" } as const;
    const data = readExample({
      dosed: { arm: "msc", at: { afterDose2: 36, afterDose2Again: 34 }, days: { afterDose2: 55, afterDose2Again: 111 }, doseDays: [0, 27] },
      once: { arm: "msc", at: {}, doseDays: [0] },
    });
    for (const method of ["two-visit", "least-squares"] as const) {
      const { rows, excluded } = slopes(data, { ...endpoint, method, time: "actual", per: "week" });
      expect(rows.map(({ participant, slope }) => [participant, slope])).toEqual([["dosed", -0.25]]);
      expect(excluded.map(({ participant }) => participant)).toEqual(["once"]);
    }
    expect(() => slopes(data, { measure: "alsfrsR", from: "V5", to: "afterDose2", method: "two-visit" })).toThrow(/different anchors.*use time: "actual"/);
    const mixed = slopes(data, { measure: "alsfrsR", from: "V5", to: "afterDose2Again", method: "least-squares", time: "actual", per: "month" });
    expect(mixed.rows.map(({ visits }) => visits)).toEqual([2]);
  });

  it("convert between units only where asked, and refuse to guess", () => {
    const weekly = defineTrial({
      id: "weekly",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V5: { at: { weeks: 0 }, baseline: true }, W8: { at: { weeks: 8 } }, M6: { at: { months: 6 } } },
      measures: { alsfrsR },
    });
    const data = readTrialData(weekly, {
      participants: [{ id: "001", arm: "msc" }],
      observations: [["V5", 36], ["W8", 34], ["M6", 30]].map(([visit, value]) => ({ participant: "001", visit: String(visit), measure: "alsfrsR", value: Number(value) })),
    });
    const slopeOf = (result: { readonly rows: readonly { readonly slope: number }[] }) => result.rows[0]?.slope;
    expect(slopeOf(slopes(data, { measure: "alsfrsR", from: "V5", to: "W8", method: "two-visit" }))).toBe(-0.25);
    expect(slopeOf(slopes(data, { measure: "alsfrsR", from: "V5", to: "M6", method: "two-visit" }))).toBe(-1);
    expect(() => slopes(data, { measure: "alsfrsR", from: "W8", to: "M6", method: "two-visit" })).toThrow(/per: "week" or per: "month"/);
    expect(slopeOf(slopes(data, { measure: "alsfrsR", from: "W8", to: "M6", method: "two-visit", per: "week" }))).toBeCloseTo(-4 / ((6 * 30.4375) / 7 - 8), 14);
    expect(slopes(data, { measure: "alsfrsR", from: "V5", to: "M6", method: "least-squares" }).rows[0]?.visits).toBe(3);
  });

  it("echo every option, and are plain data from frozen input", () => {
    const data = deepFreeze(readEntries([["__proto__", { arm: "msc", at: { V1: 36, V5: 36 } }], ["constructor", { arm: "control", at: {} }]]));
    const result = slopes(data, "leadIn", deepFreeze({ population: "seenAtBaseline", quantileType: 2 }));
    expect(result.method.options).toEqual({
      measure: "alsfrsR", from: "V1", to: "V5", method: "two-visit", per: "month", time: "nominal", daysPerMonth: 30.4375, population: "seenAtBaseline", quantileType: 2,
    });
    expect(result.byArm.control.slope.mean).toBeNull();
    expectPlain(result);
    expectPlain(slopes(data, { ...leadIn, method: "least-squares" }));
  });

  it("of the same participants in another order are the same", () => {
    const entries = Object.entries({ a: { arm: "msc", at: { V1: 40, V5: 31 } }, b: { arm: "msc", at: { V1: 41, V5: 39 } } } as const);
    const forward = slopes(readEntries(entries), "leadIn");
    const backward = slopes(readEntries(entries.reverse()), "leadIn");
    expect(backward.byArm).toEqual(forward.byArm);
  });

  it("refuse unknown keys, other kinds, reversed ranges and misspelt fields", () => {
    const data = readExample({});
    // @ts-expect-error an endpoint that is not declared
    expect(() => slopes(data, "leadin")).toThrow(/endpoint "leadin" is not declared.*Did you mean "leadIn"/);
    expect(() => slopes(data, "slope4")).toThrow(/the endpoint's kind must be one of "slope"; received "slope-change"/);
    expect(() => slopes(data, { ...leadIn, from: "V5", to: "V1", method: "two-visit" })).toThrow(/"V1" must be later than "V5"/);
    // @ts-expect-error methods are two
    expect(() => slopes(data, { ...leadIn, method: "ols" })).toThrow(/method must be one of "two-visit", "least-squares"; received "ols"/);
    // @ts-expect-error the field is called time
    expect(() => slopes(data, { ...leadIn, method: "two-visit", times: "actual" })).toThrow(/must not have "times".*Did you mean "time"/);
    // @ts-expect-error the method is needed
    expect(() => slopes(data, leadIn)).toThrow(/method is missing/);
    expect(() => slopes(data, { ...leadIn, method: "two-visit", daysPerMonth: 0 })).toThrow(/daysPerMonth must be above 0/);
    // @ts-expect-error options stand in an object of their own
    expect(() => slopes(data, "leadIn", { method: "two-visit" })).toThrow(/must not have "method"/);
    // @ts-expect-error an endpoint is a key or an object
    expect(() => slopes(data, null)).toThrow(TypeError);
  });
});
