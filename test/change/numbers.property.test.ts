import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquaresSlope, percentSlowing, progressionRate, slopeImprovement, twoVisitSlope } from "trialwise/change";
import { expectPlain } from "./plain.ts";

/** Scores at different whole months. */
const course = fc
  .uniqueArray(fc.integer({ min: -24, max: 48 }), { minLength: 2, maxLength: 9 })
  .chain((time) => fc.record({ time: fc.constant(time), value: fc.array(fc.integer({ min: 0, max: 48 }), { minLength: time.length, maxLength: time.length }) }));
const slope = fc.integer({ min: -600, max: 600 }).map((hundredths) => hundredths / 100);
const better = fc.constantFrom("higher", "lower");
const other = { higher: "lower", lower: "higher" } as const;

const near = (a: number | null, b: number | null, scale = 1) => {
  expect(a === null).toBe(b === null);
  if (a !== null && b !== null) expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(scale, Math.abs(b)));
};

describe("twoVisitSlope", () => {
  it("is the same whichever visit comes first and wherever time starts, and follows the units", () => {
    fc.assert(
      fc.property(course, fc.integer({ min: -99, max: 99 }), ({ time: [start, end], value: [first, last] }, shift) => {
        const { estimate } = twoVisitSlope({ time: [start!, end!], value: [first!, last!] });
        expect(twoVisitSlope({ time: [end!, start!], value: [last!, first!] }).estimate).toBe(estimate);
        expect(twoVisitSlope({ time: [start! + shift, end! + shift], value: [first!, last!] }).estimate).toBe(estimate);
        near(twoVisitSlope({ time: [start! * 7, end! * 7], value: [first!, last!] }).estimate, estimate / 7);
        expect(twoVisitSlope({ time: [start!, end!], value: [-first!, -last!] }).estimate + estimate).toBe(0);
      }),
    );
  });
});

describe("leastSquaresSlope", () => {
  it("follows the units and the origin, whatever the order of the visits", () => {
    fc.assert(
      fc.property(course, fc.integer({ min: -99, max: 99 }), ({ time, value }, shift) => {
        const result = leastSquaresSlope({ time, value });
        const moved = leastSquaresSlope({ time: time.map((moment) => moment * 7 + shift), value: value.map((score) => score + shift) });
        near(moved.estimate, result.estimate / 7);
        near(moved.standardError, result.standardError === null ? null : result.standardError / 7);
        const reversed = leastSquaresSlope({ time: [...time].reverse(), value: [...value].reverse() });
        near(reversed.estimate, result.estimate);
        near(reversed.interval.upper, result.interval.upper);
        expectPlain(result);
      }),
    );
  });

  it("leaves residuals that sum to zero, alone and weighted by time", () => {
    fc.assert(
      fc.property(course, ({ time, value }) => {
        const { estimate, intercept } = leastSquaresSlope({ time, value });
        const residuals = value.map((score, index) => score - intercept - estimate * time[index]!);
        near(residuals.reduce((total, residual) => total + residual, 0), 0, 100);
        near(residuals.reduce((total, residual, index) => total + residual * time[index]!, 0), 0, 1000);
      }),
    );
  });
});

describe("slopeImprovement", () => {
  it("is mirrored where the other direction is better", () => {
    fc.assert(
      fc.property(slope, slope, better, (leadIn, followUp, direction) => {
        const result = slopeImprovement({ leadIn, followUp }, { better: direction, range: 48 });
        const mirrored = slopeImprovement({ leadIn: -leadIn, followUp: -followUp }, { better: other[direction], range: 48 });
        expect([mirrored.improvement, mirrored.decline, mirrored.percentImprovement]).toEqual([result.improvement, result.decline, result.percentImprovement]);
        expect(mirrored.change + result.change).toBe(0);
        expectPlain(result);
      }),
    );
  });

  it("never calls a participant improved who got worse: percentage and improvement have one sign", () => {
    fc.assert(
      fc.property(slope, slope, better, (leadIn, followUp, direction) => {
        const { improvement, percentImprovement } = slopeImprovement({ leadIn, followUp }, { better: direction, range: 48 });
        if (percentImprovement !== null) expect(Math.sign(percentImprovement)).toBe(Math.sign(improvement));
      }),
    );
  });

  it("does not depend on the unit of time", () => {
    fc.assert(
      fc.property(slope, slope, (leadIn, followUp) => {
        const perMonth = slopeImprovement({ leadIn, followUp }, { better: "higher" }).percentImprovement;
        near(slopeImprovement({ leadIn: leadIn * 12, followUp: followUp * 12 }, { better: "higher" }).percentImprovement, perMonth);
      }),
    );
  });
});

describe("percentSlowing", () => {
  const estimate = fc.record({ estimate: slope, standardError: fc.integer({ min: 0, max: 200 }).map((hundredths) => hundredths / 100) });

  it("holds its estimate, widens with the level, and does not depend on the unit or the direction of the measure", () => {
    fc.assert(
      fc.property(estimate, estimate, (treatment, control) => {
        const narrow = percentSlowing({ treatment, control }, { better: "higher", level: 0.8 });
        const wide = percentSlowing({ treatment, control }, { better: "higher" });
        expectPlain(wide);
        if (wide.estimate === null || wide.interval.lower === null) return;
        expect(wide.interval.lower).toBeLessThanOrEqual(wide.estimate);
        expect(wide.interval.upper!).toBeGreaterThanOrEqual(wide.estimate);
        expect(narrow.interval.lower!).toBeGreaterThanOrEqual(wide.interval.lower);
        const turned = (group: typeof treatment) => ({ estimate: -group.estimate / 12, standardError: group.standardError / 12 });
        const mirrored = percentSlowing({ treatment: turned(treatment), control: turned(control) }, { better: "lower" });
        near(mirrored.interval.lower, wide.interval.lower, Math.abs(wide.interval.upper!));
        near(mirrored.interval.upper, wide.interval.upper, Math.abs(wide.interval.lower));
      }),
    );
  });

  it("excludes no slowing exactly when the difference of the slopes is significant", () => {
    fc.assert(
      fc.property(estimate, estimate, (treatment, control) => {
        const { interval } = percentSlowing({ treatment, control }, { better: "higher" });
        const z = Math.abs(treatment.estimate - control.estimate) / Math.hypot(treatment.standardError, control.standardError);
        if (interval.lower === null || Math.abs(z - 1.959964) < 1e-3 || Number.isNaN(z)) return;
        expect(interval.lower > 0 || interval.upper! < 0).toBe(z > 1.959964);
      }),
    );
  });
});

describe("progressionRate", () => {
  it("halves when the same loss took twice as long, and adds up over losses", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 1, max: 120 }), (score, monthsSinceOnset) => {
        const { estimate } = progressionRate({ score, monthsSinceOnset });
        near(progressionRate({ score, monthsSinceOnset: 2 * monthsSinceOnset }).estimate, estimate / 2);
        near(estimate * monthsSinceOnset + score, 48);
      }),
    );
  });
});
