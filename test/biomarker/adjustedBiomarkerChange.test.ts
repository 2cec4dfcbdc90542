import { describe, expect, it } from "vitest";
import { adjustedBiomarkerChange, biomarkerChange } from "trialwise/biomarker";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveAdjusted } from "../naive/biomarker.ts";
import { expectPlain } from "../survival/plain.ts";
import { participants, readExample } from "./exampleTrial.ts";
import { readTrialCase, trialCases } from "./trialCases.ts";

const arms = { treatment: "msc", control: "control" } as const;

describe("adjustedBiomarkerChange", () => {
  it("is right by hand: parallel lines, one above the other", () => {
    // Change = 10 − before/2 in controls and 5 more with treatment, with residuals of ±1 that leave means and slope alone.
    const points = [["control", 10, 1], ["control", 20, -1], ["control", 20, -1], ["control", 30, 1], ["msc", 20, 1], ["msc", 30, -1], ["msc", 30, -1], ["msc", 40, 1]] as const;
    const data = readExample(
      points.map(([arm, before, residual], index) => ({ id: String(index), arm, samples: { ccl2: [before, before + 10 - before / 2 + (arm === "msc" ? 5 : 0) + residual] } })),
    );
    const change = biomarkerChange(data, { biomarker: "ccl2", from: "V5", to: "V6" });
    const adjusted = adjustedBiomarkerChange(change, arms);
    expect(adjusted.estimate).toBeCloseTo(5, 12);
    expect(adjusted.baseline.estimate).toBeCloseTo(-0.5, 13);
    expect(adjusted.degreesOfFreedom).toBe(5);
    // Residual variance 8/5; 1/4 + 1/4 + (difference of means before)²/(sum of squares within arms) = 1/2 + 100/400.
    expect(adjusted.standardError).toBeCloseTo(Math.sqrt(1.6 * 0.75), 12);
    expect(adjusted.baseline.standardError).toBeCloseTo(Math.sqrt(1.6 / 400), 12);
    // The unadjusted difference is 0: the arms' means before differ by 10, worth half of it.
    expect(change.byArm.msc.change.mean! - change.byArm.control.change.mean!).toBeCloseTo(0, 12);
  });

  it("agrees with R's lm() on 200 random trials", () => {
    const worst = new WorstErrors();
    trialCases.forEach((example, at) => {
      const { rule: limits, scale, level, adjusted: expected, adjustedInterval } = example;
      const change = biomarkerChange(readTrialCase(example), { biomarker: "tgfb1", from: "V5", to: "V6", scale, limits });
      const adjusted = adjustedBiomarkerChange(change, { ...arms, level });
      const [estimate, standardError, statistic, pValue, baseline, baselineError, baselinePValue] = expected;
      worst.add(at, {
        estimate: errorOf(adjusted.estimate, estimate, standardError),
        standardError: errorOf(adjusted.standardError, standardError),
        statistic: errorOf(adjusted.statistic, statistic, Math.max(1, Math.abs(statistic))),
        pValue: errorOf(adjusted.pValue, pValue, 1),
        lower: errorOf(adjusted.interval.lower, adjustedInterval[0], standardError),
        upper: errorOf(adjusted.interval.upper, adjustedInterval[1], standardError),
        baseline: errorOf(adjusted.baseline.estimate, baseline, baselineError),
        baselineError: errorOf(adjusted.baseline.standardError, baselineError),
        baselinePValue: errorOf(adjusted.baseline.pValue, baselinePValue, 1),
      });
      if (scale === "fold") expect(adjusted.fold!.estimate).toBeCloseTo(Math.exp(estimate), 8);
    });
    // R's numbers are kept with 10 decimals.
    worst.expectBelow(1e-8);
  });

  it("agrees with the means' difference less the pooled slope within arms", () => {
    for (const example of trialCases) {
      const { scale, rule: limits } = example;
      const change = biomarkerChange(readTrialCase(example), { biomarker: "tgfb1", from: "V5", to: "V6", scale, limits });
      const adjusted = adjustedBiomarkerChange(change, arms);
      const naive = naiveAdjusted(change.rows.map((row) => ({ treated: row.arm === "msc", before: scale === "raw" ? row.before : Math.log(row.before), change: row.change })));
      expect(Math.abs(adjusted.estimate! - naive.estimate) / adjusted.standardError!).toBeLessThan(1e-9);
      expect(Math.abs(adjusted.baseline.estimate! - naive.baseline) / adjusted.baseline.standardError!).toBeLessThan(1e-9);
    }
  });

  it("is null with a reason where arms are too small or cannot be told from the values before", () => {
    const adjust = (rows: readonly (readonly ["msc" | "control", number, number])[]) =>
      adjustedBiomarkerChange(
        biomarkerChange(readExample(rows.map(([arm, before, after], index) => ({ id: String(index), arm, samples: { ccl2: [before, after] } }))), { biomarker: "ccl2", from: "V5", to: "V6", scale: "fold" }),
        arms,
      );
    const empty = adjust([["msc", 1, 2], ["msc", 2, 3]]);
    expect(empty.reasons).toMatchObject({ estimate: "no-values", "baseline.estimate": "no-values" });
    expect(empty.fold!.reasons).toMatchObject({ estimate: "no-values" });
    expect(adjust([["msc", 1, 2], ["control", 2, 3], ["control", 2, 4]]).reasons).toMatchObject({ estimate: "too-few-values" });
    expect(adjust([["msc", 1, 2], ["msc", 1, 3], ["control", 2, 3], ["control", 2, 4]]).reasons).toMatchObject({ estimate: "not-estimable" });
    expect(adjust([["msc", 1, 2], ["msc", 2, 4], ["control", 4, 8], ["control", 2, 4]]).reasons).toMatchObject({ estimate: "no-variance" });
  });

  it("refuses arms that the result does not have, and a result by tobit", () => {
    const data = readExample(participants);
    const change = biomarkerChange(data, { biomarker: "ccl2", from: "V5", to: "V6", scale: "log" });
    expect(() => adjustedBiomarkerChange(change, { treatment: "msc", control: "contrl" as never })).toThrow("control");
    expect(() => adjustedBiomarkerChange(change, { treatment: "msc", control: "msc" })).toThrow("must be two arms");
    expect(() => adjustedBiomarkerChange(change, { ...arms, level: 95 })).toThrow(RangeError);
    expect(() => adjustedBiomarkerChange(change, { ...arms, levels: 0.9 } as never)).toThrow('Did you mean "level"?');
    const tobit = biomarkerChange(data, { biomarker: "ccl2", from: "V5", to: "V6", scale: "log", limits: "tobit" });
    // @ts-expect-error: no changes of single participants
    expect(() => adjustedBiomarkerChange(tobit, arms)).toThrow("needs a change of each participant");
    expectPlain((input: typeof change) => adjustedBiomarkerChange(input, arms), change);
  });
});
