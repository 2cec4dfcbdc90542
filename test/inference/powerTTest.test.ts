import { describe, expect, it } from "vitest";
import { powerTTest } from "trialwise/inference";
import type { PerArm, PowerFormula } from "trialwise/inference";
import { naivePower } from "../naive/inference.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import type { FixtureAlternative } from "./fixtures.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

interface Solutions {
  readonly power: number;
  readonly difference: number;
  readonly standardDeviation: number;
  readonly significanceLevel?: number;
}

interface PowerCase {
  readonly alternative: FixtureAlternative;
  readonly significanceLevel: number;
  readonly power: number;
  readonly difference: number;
  readonly standardDeviation: number;
  readonly allocation: PerArm;
  readonly nNormal: number;
  readonly nStudent: number;
  readonly n: PerArm;
  readonly normal: Solutions;
  readonly student: Solutions;
}

const oh = { difference: 2.28, standardDeviation: 3, power: 0.8, significanceLevel: 0.025 };

describe("powerTTest", () => {
  it("repeats the sample size of Oh 2018: 32 per arm", () => {
    const normal = powerTTest(oh, { formula: "normal", alternative: "greater", dropout: 0.1 });
    expect(normal.n.treatment).toBeCloseTo(27.1775614070259, 12);
    expect(normal.nAnalysed).toEqual({ treatment: 28, control: 28, total: 56 });
    expect(normal.nEnrolled).toEqual({ treatment: 32, control: 32, total: 64 });
    const student = powerTTest(oh, { alternative: "greater", dropout: 0.1 });
    expect(student.n.treatment).toBeCloseTo(28.1709216794997, 10);
    expect(student.nEnrolled.treatment).toBe(33);
  });

  it("power belongs to the group sizes as given, whole or not, and not to the rounded ones", () => {
    const at = (nPerGroup: number) => powerTTest({ nPerGroup, difference: 2.28, standardDeviation: 3 });
    const [below, between, above] = [at(20), at(20.5), at(21)];
    expect(between.n).toEqual({ treatment: 20.5, control: 20.5 });
    expect(between.nAnalysed).toEqual({ treatment: 21, control: 21, total: 42 });
    expect(between.power).toBeGreaterThan(below.power);
    expect(between.power).toBeLessThan(above.power);
    // The normal formula by hand: Φ(2.28 / (3 √(2/20.5)) − 1.959964) = Φ(0.473223).
    expect(powerTTest({ nPerGroup: 20.5, difference: 2.28, standardDeviation: 3 }, { formula: "normal" }).power).toBeCloseTo(0.681973, 6);
  });

  it("repeats published tables of group sizes", () => {
    // Cohen 1992, A power primer (https://doi.org/10.1037/0033-2909.112.1.155), Table 2: per group for d = 0.2, 0.5 and 0.8 at a power of 0.80,
    // two-sided, rounded to the nearest. R's help page of power.t.test: n = 20 has 0.8689528; power 0.90 needs n = 22.02110.
    const perGroup = (significanceLevel: number) =>
      [0.2, 0.5, 0.8].map((difference) => Math.round(powerTTest({ difference, standardDeviation: 1, power: 0.8, significanceLevel }).n.control));
    expect(perGroup(0.01)).toEqual([586, 95, 38]);
    expect(perGroup(0.05)).toEqual([393, 64, 26]);
    expect(perGroup(0.1)).toEqual([310, 50, 20]);
    expect(powerTTest({ difference: 1, standardDeviation: 1, power: 0.9 }).n.treatment).toBeCloseTo(22.0211, 4);
    expect(powerTTest({ nPerGroup: 20, difference: 1, standardDeviation: 1 }).power).toBeCloseTo(0.8689528, 7);
  });

  it("is right by hand for the normal formula", () => {
    // n = 2 (z₀.₉₇₅ + z₀.₉)² / d² = 2 (1.959964 + 1.281552)² = 21.01 for d = 1.
    expect(powerTTest({ difference: 1, standardDeviation: 1, power: 0.9 }, { formula: "normal" }).n.treatment).toBeCloseTo(2 * (1.959963985 + 1.281551566) ** 2, 7);
  });

  it("agrees with R on 240 random designs, whichever quantity is left out", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<PowerCase>("power");
    cases.forEach((given, at) => {
      const { alternative, significanceLevel, power, difference, standardDeviation, allocation, n } = given;
      for (const [formula, size, expected] of [["normal", given.nNormal, given.normal], ["noncentral-t", given.nStudent, given.student]] as const) {
        const options = { formula, alternative } as const;
        const solved = powerTTest({ difference, standardDeviation, power, significanceLevel }, { ...options, allocation });
        worst.add(at, {
          [`${formula} n`]: errorOf(solved.n.control, size),
          [`${formula} allocation`]: errorOf(solved.n.treatment / solved.n.control, allocation.treatment / allocation.control),
          [`${formula} power`]: errorOf(powerTTest({ n, difference, standardDeviation, significanceLevel }, options).power, expected.power),
          [`${formula} difference`]: errorOf(powerTTest({ n, standardDeviation, power, significanceLevel }, options).difference, expected.difference),
          [`${formula} standardDeviation`]: errorOf(powerTTest({ n, difference, power, significanceLevel }, options).standardDeviation, expected.standardDeviation),
        });
        if (expected.significanceLevel === undefined || expected.significanceLevel > 0.9) continue;
        worst.add(at, { [`${formula} significanceLevel`]: errorOf(powerTTest({ n, difference, standardDeviation, power }, options).significanceLevel, expected.significanceLevel) });
      }
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    // R's noncentral t is good to about 1e-12 absolutely, and its power is the flatter the larger n is.
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that averages over the estimated deviation", () => {
    const worst = new WorstErrors();
    readFixture<PowerCase>("power").cases.slice(0, 12).forEach(({ alternative, significanceLevel, difference, standardDeviation, n }, at) => {
      const tail = alternative === "two-sided" ? significanceLevel / 2 : significanceLevel;
      const { power } = powerTTest({ n, difference, standardDeviation, significanceLevel }, { alternative });
      worst.add(at, { power: errorOf(power, naivePower(n, Math.abs(difference) / standardDeviation, tail)) });
    });
    worst.expectBelow(1e-11);
  });

  it("solves for each quantity so that the others come back", () => {
    for (const formula of ["normal", "noncentral-t"] as const satisfies readonly PowerFormula[]) {
      for (const alternative of ["two-sided", "less"] as const) {
        const options = { formula, alternative };
        const whole = powerTTest({ n: { treatment: 40, control: 25.5 }, difference: -3, standardDeviation: 4, significanceLevel: 0.04 }, options);
        const { n, difference, standardDeviation, power, significanceLevel } = whole;
        expect(powerTTest({ n, standardDeviation, power, significanceLevel }, options).difference).toBeCloseTo(alternative === "less" ? -3 : 3, 11);
        expect(powerTTest({ n, difference, power, significanceLevel }, options).standardDeviation).toBeCloseTo(4, 11);
        expect(powerTTest({ n, difference, standardDeviation, power }, options).significanceLevel).toBeCloseTo(0.04, 12);
        const sizes = powerTTest({ difference, standardDeviation, power, significanceLevel }, { ...options, allocation: { treatment: 40, control: 25.5 } });
        expect(sizes.n.treatment).toBeCloseTo(40, 9);
        expect(sizes.n.control).toBeCloseTo(25.5, 9);
        expect(sizes.solvedFor).toBe("n");
      }
    }
  });

  it("rounds up in each group, before and again after dropout", () => {
    const { nAnalysed, nEnrolled } = powerTTest({ n: { treatment: 28.2, control: 14.1 }, difference: 2.28, standardDeviation: 3 }, { dropout: 0.3 });
    expect(nAnalysed).toEqual({ treatment: 29, control: 15, total: 44 });
    expect(nEnrolled).toEqual({ treatment: 42, control: 22, total: 64 });
    // 21/(1 − 0.3) comes out above 30 in floating point.
    expect(21 / (1 - 0.3)).toBeGreaterThan(30);
    expect(powerTTest({ nPerGroup: 21, difference: 1, standardDeviation: 1 }, { dropout: 0.3 }).nEnrolled.treatment).toBe(30);
    expect(powerTTest({ difference: 100, standardDeviation: 1, power: 0.8 }, { formula: "normal" }).nAnalysed.treatment).toBe(2);
  });

  it("lets a difference in the wrong direction have its small power", () => {
    const wrong = powerTTest({ nPerGroup: 20, difference: -1, standardDeviation: 1 }, { alternative: "greater" });
    expect(wrong.power).toBeLessThan(0.001);
    expect(powerTTest({ nPerGroup: 20, difference: 0, standardDeviation: 1 }).power).toBeCloseTo(0.025, 12);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(powerTTest, oh);
    expectPlain((input) => powerTTest(input, { formula: "normal", dropout: 0.2, allocation: { treatment: 2, control: 1 } }), oh);
    expectPlain(powerTTest, { nPerGroup: 28.8, difference: -0, standardDeviation: 1 });
  });

  it("refuses designs without a solution, with a code", () => {
    expect(codeOf(() => powerTTest({ ...oh, power: 0.01 }))).toBe("no-solution");
    expect(codeOf(() => powerTTest({ nPerGroup: 20, standardDeviation: 1, power: 0.02 }))).toBe("no-solution");
    expect(codeOf(() => powerTTest({ difference: 1e-9, standardDeviation: 1, power: 0.8 }))).toBe("no-solution");
    expect(codeOf(() => powerTTest({ difference: 1e-9, standardDeviation: 1, power: 0.8 }, { formula: "normal" }))).toBe("no-solution");
    expect(codeOf(() => powerTTest({ difference: 1e140, standardDeviation: 1, power: 0.8 }))).toBe("no-solution");
    expect(codeOf(() => powerTTest({ nPerGroup: 20, difference: 0.01, standardDeviation: 1, power: 0.99 }))).toBe("no-solution");
  });

  it("refuses none or several quantities left out, naming them", () => {
    const { power, ...withoutPower } = oh;
    expect(() => powerTTest({ ...oh, nPerGroup: 20 } as never)).toThrow("received all of them");
    expect(() => powerTTest(withoutPower as never)).toThrow("left out are nPerGroup, power");
    // @ts-expect-error: two quantities are left out
    expect(() => powerTTest({ nPerGroup: 20, power })).toThrow("left out are difference, standardDeviation");
    // @ts-expect-error: a quantity that does not exist
    expect(() => powerTTest({ difference: 1, standardDeviaton: 3, power: 0.8 })).toThrow('Did you mean "standardDeviation"?');
  });

  it("refuses impossible numbers, naming the rule", () => {
    expect(() => powerTTest({ ...oh, difference: -1 }, { alternative: "greater" })).toThrow('difference must be above 0 for alternative "greater"; received -1');
    expect(() => powerTTest({ ...oh, difference: 1 }, { alternative: "less" })).toThrow("below 0");
    expect(() => powerTTest({ ...oh, difference: 0 })).toThrow("other than 0");
    expect(() => powerTTest({ ...oh, power: 80 })).toThrow("power must be between 0 and 1; received 80");
    expect(() => powerTTest({ ...oh, standardDeviation: 0 })).toThrow("above 0");
    expect(() => powerTTest({ nPerGroup: 1, difference: 1, standardDeviation: 1 })).toThrow("nPerGroup must be at least 2");
    expect(() => powerTTest({ n: { treatment: 10, control: 1 }, difference: 1, standardDeviation: 1 })).toThrow("n.control must be at least 2");
    expect(() => powerTTest(oh, { dropout: 1 })).toThrow("dropout must be at least 0 and below 1");
    expect(() => powerTTest(oh, { allocation: { treatment: 0, control: 1 } })).toThrow("allocation.treatment must be above 0");
    expect(() => powerTTest({ nPerGroup: 20, difference: 1, standardDeviation: 1 }, { allocation: { treatment: 2, control: 1 } })).toThrow("allocation is for group sizes that are left out");
  });
});
