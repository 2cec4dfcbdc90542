import { describe, expectTypeOf, it } from "vitest";
import { fitLinearMixedModel, fitPiecewiseMixedModel, predictMeans } from "trialwise/mixed";
import type { PiecewiseArm } from "trialwise/mixed";
import { defineTrial, readTrialData } from "trialwise/trial";

const trial = defineTrial({
  id: "types",
  arms: { high: { label: "High", role: "experimental" }, low: { label: "Low", role: "experimental" }, placebo: { label: "Placebo", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: { age: { kind: "number", label: "Age" } },
});
const data = readTrialData(trial, { participants: [] });
const fit = () => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], covariates: ["age"] });
const two = () => fitPiecewiseMixedModel(data, { measure: "score", knots: [{ months: 0 }], arms: ["high", "placebo"], compare: [{ treatment: "high", control: "placebo" }] });

describe("types of piecewise linear mixed models", () => {
  it("results have the arms of the trial, or those asked for", () => {
    expectTypeOf<ReturnType<typeof fit>["byArm"]>().toEqualTypeOf<{ readonly high: PiecewiseArm; readonly low: PiecewiseArm; readonly placebo: PiecewiseArm }>();
    expectTypeOf<keyof ReturnType<typeof two>["byArm"]>().toEqualTypeOf<"high" | "placebo">();
    expectTypeOf<ReturnType<typeof two>["differences"][number]["treatment"]>().toEqualTypeOf<"high" | "placebo">();
    expectTypeOf<ReturnType<typeof fit>["participants"][number]["arm"]>().toEqualTypeOf<"high" | "low" | "placebo">();
    void (() => two().byArm.high);
    // @ts-expect-error low was not asked for
    void (() => two().byArm.low);
  });

  it("keys and terms are checked", () => {
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"] }));
    // @ts-expect-error no such measure
    void (() => fitPiecewiseMixedModel(data, { measure: "scores", knots: ["V5"] }));
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V1"] }));
    // @ts-expect-error no such visit
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V6"] }));
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], arms: ["low"] }));
    // @ts-expect-error no such arm
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], arms: ["control"] }));
    // @ts-expect-error not among the arms asked for
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], arms: ["high"], compare: [{ treatment: "high", control: "low" }] }));
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], random: "separate" }));
    // @ts-expect-error no such random part
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], random: "seperate" }));
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], covariates: ["age"] }));
    // @ts-expect-error no such covariate
    void (() => fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], covariates: ["sex"] }));
  });

  it("predictions need every fixed column", () => {
    const column = [1, 2, 3, 4];
    const model = () => fitLinearMixedModel({ response: column, fixed: { intercept: column, age: column }, random: { intercept: column }, participant: [1, 1, 2, 2] });
    expectTypeOf(predictMeans(model(), { intercept: [1], age: [50] }).predictions[0]!.estimate).toEqualTypeOf<number>();
    // @ts-expect-error age is missing
    void (() => predictMeans(model(), { intercept: [1] }));
  });
});
