import { describe, expect, it } from "vitest";
import { adjustPValues } from "trialwise/inference";
import { naiveAdjustments } from "../naive/adjustments.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { readFixture } from "./fixtures.ts";
import { codeOf, expectPlain } from "./robustness.ts";

const methods = ["bonferroni", "holm", "hochberg", "hommel", "benjamini-hochberg", "benjamini-yekutieli"] as const;

type AdjustmentCase = { readonly pValues: readonly number[] } & { readonly [method in (typeof methods)[number]]: readonly number[] };

/** The 15 p-values of Benjamini & Hochberg 1995, section 4: thrombolytic treatments after a heart attack. */
const thrombolysis = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

describe("adjustPValues", () => {
  it("rejects as many as Benjamini and Hochberg 1995 did: four, and three by Bonferroni and Hochberg", () => {
    const rejected = (method: (typeof methods)[number]) => adjustPValues(thrombolysis, method).filter((pValue) => pValue <= 0.05).length;
    expect(rejected("benjamini-hochberg")).toBe(4);
    expect(rejected("bonferroni")).toBe(3);
    expect(rejected("hochberg")).toBe(3);
  });

  it("is right by hand for three p-values", () => {
    // Ascending 0.01, 0.03, 0.04. Holm: 3 × 0.01; 2 × 0.03; then no less. Hochberg: 0.04; 2 × 0.03 but no more than 0.04; 3 × 0.01.
    const pValues = [0.01, 0.04, 0.03];
    const close = (method: (typeof methods)[number], expected: readonly number[]) =>
      adjustPValues(pValues, method).forEach((pValue, index) => expect(pValue).toBeCloseTo(expected[index]!, 14));
    close("bonferroni", [0.03, 0.12, 0.09]);
    close("holm", [0.03, 0.06, 0.06]);
    close("hochberg", [0.03, 0.04, 0.04]);
    // Of {0.01, 0.03, 0.04} Simes's p is 0.03, of {0.03, 0.04} 0.04, of {0.01, 0.04} 0.02.
    close("hommel", [0.03, 0.04, 0.04]);
    close("benjamini-hochberg", [0.03, 0.04, 0.04]);
    // 1 + 1/2 + 1/3 = 11/6 times as much.
    close("benjamini-yekutieli", [0.055, (11 / 6) * 0.04, (11 / 6) * 0.04]);
  });

  it("agrees with R's p.adjust() on 240 random lists and six methods", () => {
    const worst = new WorstErrors();
    const { cases } = readFixture<AdjustmentCase>("adjustments");
    cases.forEach((expected, at) => {
      for (const method of methods) {
        const adjusted = adjustPValues(expected.pValues, method);
        expect(adjusted).toHaveLength(expected.pValues.length);
        adjusted.forEach((pValue, index) => worst.add(at, { [method]: errorOf(pValue, expected[method][index]!) }));
      }
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    worst.expectBelow(1e-14);
  });

  it("agrees with a second implementation by closed tests and step-up procedures at every level", () => {
    const worst = new WorstErrors();
    readFixture<AdjustmentCase>("adjustments")
      .cases.filter(({ pValues }) => pValues.length <= 10)
      .forEach(({ pValues }, at) => {
        for (const method of methods) {
          const naive = naiveAdjustments[method](pValues);
          adjustPValues(pValues, method).forEach((pValue, index) => worst.add(at, { [method]: errorOf(pValue, naive[index]!) }));
        }
      });
    worst.expectBelow(1e-13);
  });

  it("takes an empty list, a single p-value and typed arrays", () => {
    for (const method of methods) {
      expect(adjustPValues([], method)).toEqual([]);
      expect(adjustPValues([0.02], method)).toEqual([0.02]);
      expect(adjustPValues(Float64Array.of(1, 0), method)).toEqual([1, 0]);
      expectPlain((pValues: readonly number[]) => adjustPValues(pValues, method), [0.5, -0, 1]);
    }
  });

  it("refuses what is no p-value and no method, by name", () => {
    expect(() => adjustPValues([0.1, 1.2], "holm")).toThrow("adjustPValues: pValues[1] must be between 0 and 1; received 1.2");
    expect(() => adjustPValues([NaN], "holm")).toThrow("pValues[0] must be a finite number; received NaN");
    // @ts-expect-error: a missing p-value is decided on before
    expect(() => adjustPValues([null], "holm")).toThrow(TypeError);
    // @ts-expect-error: R's name
    expect(() => adjustPValues([0.1], "BH")).toThrow('method must be one of "bonferroni"');
    expect(codeOf(() => adjustPValues(new Float64Array(30_000), "hommel"))).toBe("too-much-work");
  });
});
