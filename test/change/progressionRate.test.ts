import { describe, expect, it } from "vitest";
import { progressionRate } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveProgressionRate } from "../naive/change.ts";
import { readCases } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface Case {
  readonly rate: { readonly score: number; readonly months: number; readonly estimate: number };
}

const cases = readCases<Case>("numbers").map(({ rate }) => rate);

describe("progressionRate", () => {
  it("is (48 − ALSFRS-R) / months by hand", () => {
    expect(progressionRate({ score: 36, monthsSinceOnset: 24 }).estimate).toBe(0.5);
    expect(progressionRate({ score: 48, monthsSinceOnset: 5 }).estimate).toBe(0);
    expect(progressionRate({ score: 30, monthsSinceOnset: 20 }, { maximum: 40 }).estimate).toBe(0.5);
  });

  it("agrees with R on 240 random scores", () => {
    const worst = new WorstErrors();
    cases.forEach(({ score, months, estimate }, at) => worst.add(at, { estimate: errorOf(progressionRate({ score, monthsSinceOnset: months }).estimate, estimate) }));
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-15);
  });

  it("agrees with a second implementation that divides before it subtracts", () => {
    const worst = new WorstErrors();
    cases.forEach(({ score, months }, at) => {
      worst.add(at, { estimate: errorOf(progressionRate({ score, monthsSinceOnset: months }).estimate, naiveProgressionRate(score, months), 48 / months) });
    });
    worst.expectBelow(1e-15);
  });

  it("is plain data from frozen input", () => {
    expectPlain(progressionRate(deepFreeze({ score: 36, monthsSinceOnset: 24 })));
  });

  it("refuses a score above the maximum, onset in the future, and what is no number", () => {
    expect(() => progressionRate({ score: 49, monthsSinceOnset: 12 })).toThrow(/score must be at most 48; received 49/);
    expect(() => progressionRate({ score: 36, monthsSinceOnset: 0 })).toThrow(/monthsSinceOnset must be above 0; received 0/);
    expect(() => progressionRate({ score: 36, monthsSinceOnset: -3 })).toThrow(RangeError);
    expect(() => progressionRate({ score: 36, monthsSinceOnset: 5e-324 })).toThrow(RangeError);
    expect(() => progressionRate({ score: Number.NaN, monthsSinceOnset: 3 })).toThrow(RangeError);
    // @ts-expect-error the field is called monthsSinceOnset
    expect(() => progressionRate({ score: 36, months: 12 })).toThrow(/monthsSinceOnset is missing/);
  });
});
