import { describe, expect, it } from "vitest";
import { changeFromBaseline } from "trialwise/change";
import { compareArms } from "trialwise/comparison";
import { fitSubgroupModel, subgroupAnalysis } from "trialwise/subgroup";
import type { GroupRow, SubgroupModelResult } from "trialwise/subgroup";
import type { KeysOf, TrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { cases, dataOf, type ReferenceEffect, type ReferenceModel, type trial } from "./referenceCases.ts";

type Data = TrialData<KeysOf<typeof trial>>;
const change = (subset: Data) => changeFromBaseline(subset, { measure: "score", to: "V9" });
const arms = { treatment: "msc", control: "control" } as const;
const analysis = (subset: Data) => compareArms(change(subset), arms);

/** Closed forms of whole numbers, printed to 13 digits; p-values through t, χ² and F, proven elsewhere: 1e-10 relative. */
function expectClose(received: number | null | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) expect(received ?? null).toBe(null);
  else expect(Math.abs((received ?? NaN) - expected) / Math.max(1, Math.abs(expected))).toBeLessThanOrEqual(1e-10);
}

function expectEffect(row: Omit<GroupRow, "group">, expected: ReferenceEffect): void {
  expect(row.counts).toEqual(expected.counts);
  // R's difference is left out where there is no test; here it is then null below two in an arm, and stands where all values are equal.
  if (expected.estimate !== undefined) expectClose(row.estimate, expected.estimate);
  expectClose(row.standardError, expected.standardError);
  expectClose(row.interval.lower, expected.lower);
  expectClose(row.interval.upper, expected.upper);
}

function expectModel(model: SubgroupModelResult, expected: ReferenceModel | null): void {
  expectPlain(model);
  if (expected !== null) expect(model.groups).toHaveLength(expected.groups);
  expectClose(model.statistic, expected?.statistic);
  expectClose(model.pValue, expected?.pValue);
  expectClose(model.degreesOfFreedom.numerator, expected?.numerator);
  expectClose(model.degreesOfFreedom.denominator, expected?.denominator);
}

const subgroups = {
  sex: { label: "Sex", covariate: "sex", status: "prespecified" },
  region: { label: "Region", covariate: "region", status: "exploratory" },
  age: { label: "Age", rule: { kind: "within", covariate: "age", to: 54 }, names: { met: "≤ 54", notMet: "> 54" }, status: "post-hoc" },
} as const;

describe("R", () => {
  it("has the same effects, interactions and heterogeneity in 200 simulated trials", () => {
    for (const expected of cases) {
      const data = deepFreeze(dataOf(expected.participants));
      const result = subgroupAnalysis(data, { subgroups, analysis });
      expectPlain(result);
      expectEffect(result.overall, expected.overall);
      const { sex, region, age } = result.subgroups;
      sex.groups.forEach((row, index) => expectEffect(row, expected.sexes[index]!));
      region.groups.forEach((row, index) => expectEffect(row, expected.regions[index]!));
      age.groups.forEach((row, index) => expectEffect(row, expected.ages[index]!));
      const { difference, heterogeneity } = expected;
      if (sex.interaction.test !== "difference-of-effects" || region.interaction.test !== "heterogeneity") throw new Error("two and three groups");
      for (const field of ["estimate", "standardError", "statistic", "pValue"] as const) expectClose(sex.interaction[field], difference?.[field]);
      expectClose(sex.interaction.interval.lower, difference?.lower);
      for (const field of ["statistic", "degreesOfFreedom", "pValue"] as const) expectClose(region.interaction[field], heterogeneity?.[field]);
      if (difference === null) continue;
      const byStudent = subgroupAnalysis(data, { subgroups: { sex: subgroups.sex }, analysis, distribution: "satterthwaite" }).subgroups.sex.interaction;
      if (byStudent.test !== "difference-of-effects") throw new Error("two groups");
      expectClose(byStudent.degreesOfFreedom, difference.degreesOfFreedom);
      expectClose(byStudent.pValue, difference.tPValue);
    }
  });

  it("has the same interaction of arm and group in lm() in 200 simulated trials", () => {
    for (const expected of cases) {
      const data = deepFreeze(dataOf(expected.participants));
      const { sex, region } = subgroupAnalysis(data, { subgroups, analysis }).subgroups;
      expectModel(fitSubgroupModel(change(data), sex, arms), expected.sexModel);
      expectModel(fitSubgroupModel(change(data), region, arms), expected.regionModel);
    }
  });
});
