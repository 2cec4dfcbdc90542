import { confirmedProgression, type ConfirmedProgressionOptions } from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveConfirmation, naiveEdssSide, naiveTimeSide } from "../naive/instruments.ts";
import { type Case, cases } from "./fixtures.ts";

type Unconfirmed = readonly (readonly [number, "not-sustained" | "no-later-visit"])[];

const edss = { kind: "edss" } as const;
const percent = { kind: "percent" } as const;
const weeks12 = { rule: edss, weeks: 12 };
const roving = { rule: edss, weeks: 12, reference: "roving" } as const;
const times12 = { rule: percent, weeks: 12 };

/** Days and values; options; onset and confirmation in days, or null; what was not confirmed, by its first day. */
const byHand: readonly (readonly [readonly number[], readonly number[], ConfirmedProgressionOptions, readonly [number, number] | null, Unconfirmed?])[] = [
  [[0, 84, 168], [4, 5, 5], weeks12, [84, 168]],
  [[0, 84, 168], [4, 4.5, 4.5], weeks12, null],
  [[0, 84, 167], [4, 5, 5], weeks12, null, [[84, "no-later-visit"]]],
  [[0, 84, 167, 168], [4, 5, 5, 5], weeks12, [84, 168]],
  [[0, 84, 120, 168], [4, 5, 4.5, 5], weeks12, null, [[84, "not-sustained"], [168, "no-later-visit"]]],
  [[0, 84, 168, 252], [4, 5, 4, 5], weeks12, null, [[84, "not-sustained"], [252, "no-later-visit"]]],
  [[0, 84, 168, 252, 336], [4, 5, 4, 5, 5], weeks12, [252, 336], [[84, "not-sustained"]]],
  [[0, 84, 168, 252], [4, 6, 5, 5], weeks12, [84, 168]],
  [[0, 84, 168], [0, 1, 1], weeks12, null],
  [[0, 84, 168], [0, 1.5, 1.5], weeks12, [84, 168]],
  [[0, 84, 168], [0, 1.5, 1], weeks12, null, [[84, "not-sustained"]]],
  [[0, 84, 168], [5.5, 6, 6], weeks12, null],
  [[0, 84, 168], [5.5, 6, 6], { rule: { kind: "edss", halfPointFrom: 5.5 }, weeks: 12 }, [84, 168]],
  [[0, 84, 168], [6, 6.5, 6.5], weeks12, [84, 168]],
  [[0, 84, 252], [6, 6.5, 6.5], { rule: edss, weeks: 24 }, [84, 252]],
  [[0, 84, 251], [6, 6.5, 6.5], { rule: edss, weeks: 24 }, null, [[84, "no-later-visit"]]],
  [[0, 84, 245], [6, 6.5, 6.5], { rule: edss, weeks: 24, toleranceDays: 7 }, [84, 245]],
  [[0, 84, 244], [6, 6.5, 6.5], { rule: edss, weeks: 24, toleranceDays: 7 }, null, [[84, "no-later-visit"]]],
  [[0, 84, 168, 252, 336], [4, 3, 3, 4, 4], weeks12, null],
  [[0, 84, 168, 252, 336], [4, 3, 3, 4, 4], roving, [252, 336]],
  [[0, 84, 168, 252], [4, 3, 4, 4], roving, null],
  [[0, 84, 168, 252, 336], [4, 2, 3, 3.5, 3.5], roving, null],
  [[0, 84, 168, 252, 336], [6, 5.5, 5.5, 6, 6], roving, null],
  [[0, 84, 168, 252, 336, 420], [4, 3, 3, 5, 5, 5], roving, [252, 336]],
  [[0, 84, 168, 252], [4, 3, 5, 5], roving, [168, 252]],
  [[0, 84, 168, 252, 336, 420], [4, 5, 3, 3, 4, 4], roving, [336, 420], [[84, "not-sustained"]]],
  [[-28, 0, 84], [4, 5, 5], weeks12, [0, 84]],
  [[0, 84, 168], [10, 12, 12], times12, [84, 168]],
  [[0, 84, 168], [10, 11.9, 12], times12, null, [[168, "no-later-visit"]]],
  [[0, 84, 168], [5.5, 6.6, 6.6], times12, [84, 168]],
  [[0, 84, 168], [0.7, 0.84, 0.84], times12, [84, 168]],
  [[0, 84, 168], [10, 11.5, 11.5], { rule: { kind: "percent", percent: 15 }, weeks: 12 }, [84, 168]],
  [[0, 84, 168], [10, 8, 8], times12, null],
];

function optionsOf({ kind, bound, weeks, tolerance, roving: isRoving }: Case["confirmation"]): ConfirmedProgressionOptions {
  const rule = kind === "edss" ? { kind, halfPointFrom: bound } : { kind, percent: bound };
  return { rule, weeks, toleranceDays: tolerance, reference: isRoving ? "roving" : "fixed" };
}

describe("confirmedProgression", () => {
  it("is right by hand: bounds met exactly, visits a day early, breaks, both references", () => {
    for (const [time, value, options, event, unconfirmed = []] of byHand) {
      const result = confirmedProgression({ time, value }, options);
      const found = result.onset === null || result.confirmation === null ? null : [result.onset.time, result.confirmation.time];
      expect([time, value, found, result.unconfirmed.map((each) => [each.time, each.reason])]).toEqual([time, value, event, unconfirmed]);
      expect(result.verdict).toBe(event !== null ? "confirmed" : unconfirmed.length > 0 ? "unconfirmed" : "none");
    }
    expect(byHand.length).toBeGreaterThanOrEqual(20);
  });

  it("names the references: the worst value of a confirmed improvement", () => {
    expect(confirmedProgression({ time: [0, 84, 120, 168, 252], value: [5, 3, 4, 3.5, 4.5] }, roving).references).toEqual([{ time: 0, value: 5 }, { time: 120, value: 4 }]);
    expect(confirmedProgression({ time: [0, 84, 168], value: [4, 3, 3] }, weeks12).references).toEqual([{ time: 0, value: 4 }]);
  });

  it("agrees with R, which tries every pair of visits, on 240 random series", () => {
    for (const { confirmation: each } of cases) {
      const result = confirmedProgression(each, optionsOf(each));
      const timeOf = (index: number | null) => (index === null ? null : each.time[index]);
      expect([result.onset?.time ?? null, result.confirmation?.time ?? null]).toEqual([timeOf(each.onset), timeOf(each.confirmation)]);
      expect(result.references).toEqual(each.references.map((index) => ({ time: each.time[index], value: each.value[index] })));
      if (each.unconfirmed !== undefined) expect(result.unconfirmed.map(({ time }) => time)).toEqual(each.unconfirmed.map(timeOf));
    }
    expect(cases.filter(({ confirmation }) => confirmation.onset !== null).length).toBeGreaterThan(60);
    expect(cases.filter(({ confirmation }) => confirmation.references.length > 1).length).toBeGreaterThan(5);
  });

  it("agrees with a second implementation that cuts the series into stretches", () => {
    for (const { confirmation: each } of cases) {
      const side = (from: number, to: number) => (each.kind === "edss" ? naiveEdssSide(from, to, each.bound) : naiveTimeSide(from, to, each.bound));
      const expected = naiveConfirmation(each, 7 * each.weeks - each.tolerance, each.roving, side);
      const { onset, confirmation, references } = confirmedProgression(each, optionsOf(each));
      expect({ onset: onset?.time ?? null, confirmation: confirmation?.time ?? null, references: references.map(({ value }) => value) }).toEqual(expected);
    }
  });

  it("is plain data from frozen input, and takes typed arrays", () => {
    for (const { confirmation: each } of cases.slice(0, 60)) {
      const series = deepFreeze({ time: each.time, value: each.value });
      const result = confirmedProgression(series, deepFreeze(optionsOf(each)));
      expectPlain(result);
      expect(confirmedProgression({ time: Float64Array.from(each.time), value: Float64Array.from(each.value) }, optionsOf(each))).toStrictEqual(result);
    }
    expectPlain(confirmedProgression({ time: [-0, 84, 168], value: [-0, 2, 2] }, roving));
  });

  it("refuses too few visits, times that do not ascend, what is no score, and options out of range", () => {
    expect(() => confirmedProgression({ time: [0], value: [4] }, weeks12)).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(() => confirmedProgression({ time: [], value: [] }, weeks12)).toThrow(expect.objectContaining({ code: "too-few-values" }));
    expect(() => confirmedProgression({ time: [0, 84, 84], value: [4, 5, 5] }, weeks12)).toThrow(/time must ascend; received 84 after 84/);
    expect(() => confirmedProgression({ time: [0, 84], value: [4] }, weeks12)).toThrow(/same length/);
    expect(() => confirmedProgression({ time: [0, 84], value: [4, 0.5] }, weeks12)).toThrow(/value\[1\] must be an EDSS score/);
    expect(() => confirmedProgression({ time: [0, 84], value: [0, 4] }, times12)).toThrow(/value\[0\] must be a time above 0/);
    expect(() => confirmedProgression({ time: [0, Number.NaN], value: [4, 4] }, weeks12)).toThrow(RangeError);
    expect(() => confirmedProgression({ time: [0, 84], value: [4, 4] }, { rule: edss, weeks: 0 })).toThrow(/weeks must be above 0/);
    expect(() => confirmedProgression({ time: [0, 84], value: [4, 4] }, { rule: edss, weeks: 12, toleranceDays: 84 })).toThrow(/toleranceDays/);
    expect(() => confirmedProgression({ time: [0, 84], value: [4, 4] }, { rule: { kind: "percent", percent: 0.2 / 0 }, weeks: 12 })).toThrow(RangeError);
    // @ts-expect-error an unknown reference
    expect(() => confirmedProgression({ time: [0, 84], value: [4, 4] }, { ...weeks12, reference: "rowing" })).toThrow(/Did you mean "roving"/);
    // @ts-expect-error a rule has a kind
    expect(() => confirmedProgression({ time: [0, 84], value: [4, 4] }, { rule: {}, weeks: 12 })).toThrow(/kind is missing/);
    // @ts-expect-error weeks are needed
    expect(() => confirmedProgression({ time: [0, 84], value: [4, 4] }, { rule: edss })).toThrow(/weeks is missing/);
  });
});
