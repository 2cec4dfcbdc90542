import { describe, expectTypeOf, it } from "vitest";
import { changeFromBaseline } from "trialwise/change";
import { compareArms } from "trialwise/comparison";
import { fitSubgroupModel, subgroupAnalysis } from "trialwise/subgroup";
import type { SubgroupInteraction } from "trialwise/subgroup";
import { defineTrial, readTrialData } from "trialwise/trial";

const trial = defineTrial({
  id: "types",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: { sex: { kind: "category", label: "Sex", levels: ["female", "male"] } },
});
const data = readTrialData(trial, { participants: [] });

describe("subgroupAnalysis", () => {
  it("keeps the names of the subgroups and gives the analysis the trial's data", () => {
    const result = subgroupAnalysis(data, {
      subgroups: { sex: { label: "Sex", covariate: "sex", status: "prespecified" } },
      analysis: (subset) => compareArms(changeFromBaseline(subset, { measure: "score", to: "V9" }), { treatment: "msc", control: "control" }),
    });
    expectTypeOf(result.subgroups.sex.interaction).toEqualTypeOf<SubgroupInteraction>();
    expectTypeOf(result.subgroups.sex).toBeObject();
    // @ts-expect-error No such subgroup.
    expectTypeOf(result.subgroups.age).toBeObject();
    const change = changeFromBaseline(data, { measure: "score", to: "V9" });
    expectTypeOf(fitSubgroupModel(change, result.subgroups.sex, { treatment: "msc", control: "control" }).pValue).toEqualTypeOf<number | null>();
    fitSubgroupModel(change, result.subgroups.sex, { treatment: "msc", control: "control" });
    // @ts-expect-error No such arm.
    fitSubgroupModel(change, result.subgroups.sex, { treatment: "msc", control: "placebo" });
    subgroupAnalysis(data, { subgroups: { sex: { label: "Sex", covariate: "sex", status: "prespecified" } }, analysis: () => compareArms(change, { treatment: "msc", control: "control" }) });
    // @ts-expect-error No such covariate.
    subgroupAnalysis(data, { subgroups: { sex: { label: "Sex", covariate: "gender", status: "prespecified" } }, analysis: () => compareArms(change, { treatment: "msc", control: "control" }) });
  });
});
