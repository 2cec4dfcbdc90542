import { describe, expectTypeOf, it } from "vitest";
import type { GroupVisitCovariance, VisitCovariance } from "trialwise/mmrm";
import { fitMmrm, fitTrialMmrm } from "trialwise/mmrm";
import { contrast, leastSquaresMeans } from "trialwise/model";
import { defineTrial, readTrialData } from "trialwise/trial";

const column = [1, 2, 3, 4];
const visit = ["baseline", "week 4", "baseline", "week 4"] as const;
const arm = ["treated", "treated", "control", "control"] as const;
const input = { response: column, fixed: { intercept: column, age: column }, visit, participant: ["a", "a", "b", "b"] };
const fit = fitMmrm(input);
const grouped = fitMmrm({ ...input, group: arm });

describe("types of mixed models for repeated measures", () => {
  it("results have the names of columns, visits and groups", () => {
    expectTypeOf(fit.coefficients.age.estimate).toEqualTypeOf<number>();
    expectTypeOf(fit.visitCovariance).toEqualTypeOf<VisitCovariance<"baseline" | "week 4">>();
    expectTypeOf(grouped.visitCovariance).toEqualTypeOf<readonly GroupVisitCovariance<"baseline" | "week 4", "treated" | "control">[]>();
    expectTypeOf(grouped.coefficients.intercept.estimate).toEqualTypeOf<number>();
    void fit.coefficients.age;
    // @ts-expect-error there is no such coefficient
    void fit.coefficients.height;
  });

  it("contrasts are of those names", () => {
    expectTypeOf(contrast(fit, { age: 1 }).estimate).toEqualTypeOf<number>();
    expectTypeOf(contrast(grouped, { age: 1 }).estimate).toEqualTypeOf<number>();
    void (() => contrast(fit, { age: 1 }));
    // @ts-expect-error there is no such coefficient
    void (() => contrast(fit, { height: 1 }));
  });

  it("options are checked", () => {
    void (() => fitMmrm(input, { visitOrder: ["week 4", "baseline"], covarianceStructure: "ar1", fallback: ["diagonal"] }));
    void (() => fitMmrm(input, { visitOrder: ["week 4", "baseline"] }));
    // @ts-expect-error no such visit
    void (() => fitMmrm(input, { visitOrder: ["week 4", "week 8"] }));
    void (() => fitMmrm(input, { covarianceStructure: "ar1" }));
    // @ts-expect-error no such structure
    void (() => fitMmrm(input, { covarianceStructure: "ar2" }));
    // @ts-expect-error visits are missing
    void (() => fitMmrm({ response: column, fixed: { age: column }, participant: column }));
  });

  it("results of a trial have its keys", () => {
    const trial = defineTrial({
      id: "types",
      arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
      visits: { V0: { at: { months: 0 }, baseline: true }, V1: { at: { months: 2 } }, V2: { at: { months: 4 } } },
      measures: { score: { label: "Score", unit: "points", better: "lower" } },
      covariates: { age: { kind: "number", label: "Age" } },
    });
    const data = readTrialData(trial, { participants: [], observations: [] });
    const model = () => fitTrialMmrm(data, { measure: "score", visits: ["V1", "V2"], covariates: ["age"], compare: [{ treatment: "msc", control: "control" }] });
    type Model = ReturnType<typeof model>;
    expectTypeOf<Model["byArm"]["msc"]["byVisit"]["V2"]["estimate"]>().toEqualTypeOf<number | null>();
    expectTypeOf<keyof Model["byArm"]["msc"]["byVisit"]>().toEqualTypeOf<"V1" | "V2">();
    expectTypeOf<Model["differences"][number]["treatment"]>().toEqualTypeOf<"msc" | "control">();
    void (() => leastSquaresMeans(model().fit, { of: ["arm", "visit"] }));
    void (() => fitTrialMmrm(data, { measure: "score", visits: ["V0"] }));
    // @ts-expect-error no such visit
    void (() => fitTrialMmrm(data, { measure: "score", visits: ["V9"] }));
    void (() => fitTrialMmrm(data, { measure: "score" }));
    // @ts-expect-error no such measure
    void (() => fitTrialMmrm(data, { measure: "scores" }));
  });
});
