import { describe, expect, it } from "vitest";
import { alsfrsR, defineTrial, readTrialData } from "trialwise";
import { progressionRates } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveProgressionRate } from "../naive/change.ts";
import { readExample } from "./exampleTrial.ts";
import { expectPlain } from "./plain.ts";
import { analysisOptionsOf, arms, exclusionsOf, readCase, summaryErrors, trialCases } from "./referenceTrial.ts";

const options = { measure: "alsfrsR", monthsSinceOnset: "onset" } as const;

describe("progressionRates", () => {
  it("are right by hand: 12 points in 24 months, and 50 of AALS in 20", () => {
    const data = readExample({
      "001": { arm: "msc", at: { V5: 36 }, onset: 24 },
      "002": { arm: "control", measure: "aals", at: { V5: 80 }, onset: 20 },
    });
    expect(progressionRates(data, options).rows).toEqual([{ participant: "001", arm: "msc", score: 36, monthsSinceOnset: 24, progressionRate: 0.5 }]);
    expect(progressionRates(data, { ...options, measure: "aals" }).rows[0]?.progressionRate).toBe(2.5);
  });

  it("agree with R on 200 simulated trials: who is analysed, who is not and why, and the arms", () => {
    const worst = new WorstErrors();
    expect(trialCases.length).toBeGreaterThanOrEqual(200);
    trialCases.forEach((each, at) => {
      const { rate: expected } = each;
      const { rows, excluded, byArm } = progressionRates(readCase(each), { measure: "score", monthsSinceOnset: "onset", ...analysisOptionsOf(each) });
      expect(rows.map(({ participant }) => Number(participant))).toEqual(expected.rows);
      expect(excluded).toEqual(exclusionsOf(each, expected.excluded));
      rows.forEach(({ progressionRate }, row) => worst.add(at, { rate: errorOf(progressionRate, expected.rate[row]!) }));
      arms.forEach((arm, index) => worst.add(at, summaryErrors(byArm[arm].progressionRate, expected.byArm[index]!)));
    });
    worst.expectBelow(1e-14);
  });

  it("agree with a second implementation that divides before it subtracts", () => {
    for (const each of trialCases.filter(({ better }) => better === "higher")) {
      for (const { score, monthsSinceOnset, progressionRate } of progressionRates(readCase(each), { measure: "score", monthsSinceOnset: "onset" }).rows) {
        expect(progressionRate).toBeCloseTo(naiveProgressionRate(score, monthsSinceOnset), 13);
      }
    }
  });

  it("name who has no score and who has no months, and are plain data", () => {
    const data = deepFreeze(
      readExample({
        ["__proto__"]: { arm: "msc", at: { V5: 48 }, onset: 3 },
        noScore: { arm: "msc", at: { V5: "not-done" }, onset: 12 },
        noMonths: { arm: "msc", at: { V5: 40 } },
        future: { arm: "msc", at: { V5: 40 }, onset: 0 },
      }),
    );
    const result = progressionRates(data, options);
    expect(result.excluded.map(({ participant, reason }) => [participant, reason])).toEqual([
      ["noScore", "not-done"],
      ["noMonths", "no-covariate"],
      ["future", "no-covariate"],
    ]);
    expect(result.method.options).toEqual({ measure: "alsfrsR", visit: "V5", monthsSinceOnset: "onset", normal: 48, quantileType: 7 });
    expectPlain(result);
  });

  it("refuse months that are declared in another unit, which would make the rate wrong by its length", () => {
    const withUnit = (unit?: string) => {
      const trial = defineTrial({
        id: "unit",
        arms: { msc: { label: "MSC", role: "experimental" } },
        visits: { V5: { at: { months: 0 }, baseline: true } },
        measures: { alsfrsR },
        covariates: { onset: { kind: "number", label: "Time since symptom onset", ...(unit !== undefined && { unit }) } },
      });
      const data = readTrialData(trial, {
        participants: [{ id: "001", arm: "msc", covariates: { onset: 24 } }],
        observations: [{ participant: "001", visit: "V5", measure: "alsfrsR", value: 36 }],
      });
      return () => progressionRates(data, options).rows[0]?.progressionRate;
    };
    for (const unit of [undefined, "months", "month", "Months"]) expect(withUnit(unit)()).toBe(0.5);
    expect(withUnit("years")).toThrow(/^progressionRates: monthsSinceOnset needs a covariate in months; "onset" is declared in "years"$/);
    expect(withUnit("days")).toThrow(RangeError);
  });

  it("refuse a covariate that is no number, and a measure whose normal score is unknown", () => {
    const data = readExample({});
    expect(() => progressionRates(data, { ...options, monthsSinceOnset: "site" })).toThrow(/needs a covariate of kind "number"; "site" is of kind "category"/);
    expect(() => progressionRates(data, { ...options, measure: "fvc" })).toThrow(/declares no score of normal function/);
    // @ts-expect-error a covariate that is not declared
    expect(() => progressionRates(data, { ...options, monthsSinceOnset: "onsett" })).toThrow(/covariate "onsett" is not declared.*Did you mean "onset"/);
    // @ts-expect-error a measure that is not declared
    expect(() => progressionRates(data, { ...options, measure: "alsfrs" })).toThrow(/Did you mean "alsfrsR"/);
  });
});
