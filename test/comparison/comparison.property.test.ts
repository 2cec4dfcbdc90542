import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareArms, compareResponders } from "trialwise/comparison";
import { expectPlain } from "../change/plain.ts";

const values = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { freq: 10 }), { maxLength: 10 });
const better = fc.constantFrom("higher", "lower");

/** A result with one quantity, as any analysis may give it. */
function resultOf(a: readonly (number | null)[], b: readonly (number | null)[], direction: "higher" | "lower") {
  const rows = (arm: "a" | "b", list: readonly (number | null)[]) =>
    list.map((gain, index) => ({ participant: `${arm}${index}`, arm, gain, ...(gain === null && { reasons: { gain: "no-lead-in-decline" } as const }) }));
  return { byArm: { a: {}, b: {} }, better: { gain: direction }, rows: [...rows("a", a), ...rows("b", b)], excluded: [] };
}

describe("compareArms", () => {
  it("swapping the arms turns the estimate and what it favours, and keeps the p-value", () => {
    fc.assert(
      fc.property(values, values, better, fc.constantFrom("student", "welch"), (a, b, direction, test) => {
        const result = resultOf(a, b, direction);
        const there = compareArms(result, { treatment: "a", control: "b", test });
        const back = compareArms(result, { treatment: "b", control: "a", test });
        expect(there.estimate === null ? null : -there.estimate + 0).toBe(back.estimate);
        expect(back.pValue).toBe(there.pValue);
        const opposite = { treatment: "control", control: "treatment", neither: "neither" } as const;
        expect(back.favours).toBe(there.favours && opposite[there.favours]);
        expect(compareArms(resultOf(a, b, direction === "higher" ? "lower" : "higher"), { treatment: "a", control: "b", test }).favours).toBe(back.favours);
        expectPlain(there);
      }),
    );
  });

  it("counts everyone of the two arms once, and adding a constant to both changes nothing but the means", () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: -100, max: 100 }), (a, b, shift) => {
        const here = compareArms(resultOf(a, b, "higher"), { treatment: "a", control: "b" });
        expect(here.counts.treatment + here.counts.control + here.excluded.length).toBe(a.length + b.length);
        const moved = (list: readonly (number | null)[]) => list.map((value) => (value === null ? null : value + shift));
        const there = compareArms(resultOf(moved(a), moved(b), "higher"), { treatment: "a", control: "b" });
        if (here.estimate !== null) expect(there.estimate).toBeCloseTo(here.estimate, 10);
        if (here.pValue !== null) expect(there.pValue).toBeCloseTo(here.pValue, 10);
      }),
    );
  });
});

describe("compareResponders", () => {
  const count = fc.integer({ min: 0, max: 40 }).chain((n) => fc.record({ n: fc.constant(n), responders: fc.integer({ min: 0, max: n }) }));

  it("swapping the arms turns the difference and its limits, and keeps the p-value", () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const there = compareResponders({ byArm: { a, b } }, { treatment: "a", control: "b" });
        const back = compareResponders({ byArm: { a, b } }, { treatment: "b", control: "a" });
        expectPlain(there);
        if (there.riskDifference.estimate === null) return;
        expect(back.riskDifference.estimate).toBeCloseTo(-there.riskDifference.estimate, 14);
        expect(back.riskDifference.interval.lower).toBeCloseTo(-there.riskDifference.interval.upper!, 12);
        if (there.pValue !== null) expect(back.pValue).toBeCloseTo(there.pValue, 12);
      }),
    );
  });
});
