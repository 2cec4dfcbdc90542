import { edssChange, edssFunctionalSystem, type ThresholdSide } from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveConvertedGrade, naiveEdssSide } from "../naive/instruments.ts";
import { cases } from "./fixtures.ts";

const edssSteps = [0, ...Array.from({ length: 19 }, (_, index) => 1 + index / 2)];

/** Baseline, follow-up, verdict with the cut at 6.0 and with the cut at 5.5. */
const byHand: readonly (readonly [number, number, ThresholdSide, ThresholdSide?])[] = [
  [0, 0, "neither"],
  [0, 1, "neither"],
  [0, 1.5, "progression"],
  [0, 10, "progression"],
  [1, 1.5, "neither"],
  [1, 2, "progression"],
  [1, 0, "improvement"],
  [1.5, 0, "improvement"],
  [1.5, 1, "neither"],
  [1.5, 2.5, "progression"],
  [2, 1, "improvement"],
  [2, 1.5, "neither"],
  [4, 4.5, "neither"],
  [4, 5, "progression"],
  [5, 5.5, "neither"],
  [5, 6, "progression"],
  [5, 4, "improvement"],
  [5.5, 6, "neither", "progression"],
  [5.5, 6.5, "progression"],
  [5.5, 5, "neither", "improvement"],
  [5.5, 4.5, "improvement"],
  [6, 6.5, "progression"],
  [6, 5.5, "improvement"],
  [6, 6, "neither"],
  [6.5, 7, "progression"],
  [6.5, 6, "improvement"],
  [9.5, 10, "progression"],
  [10, 9.5, "improvement"],
  [10, 10, "neither"],
];

describe("edssChange", () => {
  it("is right by hand at every bound: 1.5 from 0, 1.0 up to 5.5, 0.5 from 6.0, and with the cut at 5.5", () => {
    for (const [baseline, followUp, at6, at55 = at6] of byHand) {
      expect([baseline, followUp, edssChange({ baseline, followUp }).verdict]).toEqual([baseline, followUp, at6]);
      expect([baseline, followUp, edssChange({ baseline, followUp }, { halfPointFrom: 5.5 }).verdict]).toEqual([baseline, followUp, at55]);
    }
    expect(byHand.length).toBeGreaterThanOrEqual(20);
    expect(edssChange({ baseline: 0, followUp: 1.5 })).toMatchObject({ change: 1.5, thresholds: { progression: 1.5, improvement: 1 } });
    expect(edssChange({ baseline: 6, followUp: 5 })).toMatchObject({ change: -1, thresholds: { progression: 0.5, improvement: 0.5 } });
  });

  it("agrees with R on 240 random pairs, in half points", () => {
    for (const { change } of cases) {
      expect([change, edssChange({ baseline: change.baseline, followUp: change.followUp }, { halfPointFrom: change.cut }).verdict]).toEqual([change, change.verdict]);
    }
    for (const verdict of ["progression", "improvement", "neither"]) expect(cases.filter(({ change }) => change.verdict === verdict).length).toBeGreaterThan(30);
  });

  it("agrees with a second implementation that counts steps of the scale, on every pair of steps", () => {
    for (const baseline of edssSteps) {
      for (const followUp of edssSteps) {
        for (const halfPointFrom of [5, 5.5, 6]) {
          expect([baseline, followUp, edssChange({ baseline, followUp }, { halfPointFrom }).verdict]).toEqual([baseline, followUp, naiveEdssSide(baseline, followUp, halfPointFrom)]);
        }
      }
    }
  });

  it("is plain data from frozen input", () => {
    for (const { change } of cases.slice(0, 40)) expectPlain(edssChange(deepFreeze({ baseline: change.baseline, followUp: change.followUp }), deepFreeze({ halfPointFrom: change.cut })));
    expectPlain(edssChange({ baseline: 0, followUp: -0 }));
    expectPlain(edssChange({ baseline: -0, followUp: -0 }));
  });

  it("refuses 0.5 and what else is no EDSS score, and unknown options", () => {
    for (const value of [0.5, -0.5, 10.5, 1.25, Number.NaN, Infinity]) {
      expect(() => edssChange({ baseline: value, followUp: 3 })).toThrow(RangeError);
      expect(() => edssChange({ baseline: 3, followUp: value })).toThrow(RangeError);
    }
    expect(() => edssChange({ baseline: 0.5, followUp: 3 })).toThrow(/^edssChange: baseline must be an EDSS score \(0, 1, 1.5, … 10\); received 0.5$/);
    expect(() => edssChange({ baseline: 3, followUp: 4 }, { halfPointFrom: 0 })).toThrow(/halfPointFrom must be at least 1/);
    // @ts-expect-error the later score is called followUp
    expect(() => edssChange({ baseline: 3, value: 4 })).toThrow(/followUp is missing/);
    // @ts-expect-error an unknown option
    expect(() => edssChange({ baseline: 3, followUp: 4 }, { cut: 5.5 })).toThrow(TypeError);
  });
});

describe("edssFunctionalSystem", () => {
  it("has the two tables of the Neurostatus definitions, grade by grade", () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((grade) => edssFunctionalSystem("visual", grade))).toEqual([0, 1, 2, 2, 3, 3, 4]);
    expect([0, 1, 2, 3, 4, 5, 6].map((grade) => edssFunctionalSystem("bowel-bladder", grade))).toEqual([0, 1, 2, 3, 3, 4, 5]);
  });

  it("agrees with R's findInterval() on 240 random grades", () => {
    for (const { grade: { system, grade, converted } } of cases) expect([system, grade, edssFunctionalSystem(system, grade)]).toEqual([system, grade, converted]);
  });

  it("agrees with a second implementation that lists how many grades share each converted grade", () => {
    for (const system of ["visual", "bowel-bladder"] as const) {
      for (let grade = 0; grade <= 6; grade++) expect(edssFunctionalSystem(system, grade)).toBe(naiveConvertedGrade(system, grade));
    }
  });

  it("refuses grades off the scale and systems that are not converted", () => {
    for (const grade of [-1, 7, 2.5, Number.NaN]) expect(() => edssFunctionalSystem("visual", grade)).toThrow(RangeError);
    // @ts-expect-error a grade is a number
    expect(() => edssFunctionalSystem("visual", "3")).toThrow(TypeError);
    // @ts-expect-error the sensory system is not converted
    expect(() => edssFunctionalSystem("sensory", 3)).toThrow(RangeError);
  });
});
