import { describe, expectTypeOf, it } from "vitest";
import { compareFits, fitLinearMixedModel } from "trialwise/mixed";
import { contrast } from "trialwise/model";

const column = [1, 2, 3, 4];
const fit = fitLinearMixedModel({ response: column, fixed: { intercept: column, age: column }, random: { intercept: column }, participant: ["a", "a", "b", "b"] });

describe("types of linear mixed models", () => {
  it("results have the names of the columns", () => {
    expectTypeOf(fit.coefficients.age.estimate).toEqualTypeOf<number>();
    expectTypeOf(fit.randomEffects.standardDeviations.intercept).toEqualTypeOf<number>();
    expectTypeOf(fit.randomEffects.byParticipant[0]!.participant).toEqualTypeOf<"a" | "b">();
    expectTypeOf(fit.covariance.parameters).toEqualTypeOf<readonly ("intercept" | "age")[]>();
    void fit.coefficients.age;
    // @ts-expect-error there is no such coefficient
    void fit.coefficients.height;
    void fit.randomEffects.standardDeviations.intercept;
    // @ts-expect-error age is no random effect
    void fit.randomEffects.standardDeviations.age;
  });

  it("contrasts are of those names, one or several", () => {
    expectTypeOf(contrast(fit, { age: 1 }).estimate).toEqualTypeOf<number>();
    expectTypeOf(contrast(fit, [{ age: 1 }, { intercept: 1 }]).degreesOfFreedom.numerator).toEqualTypeOf<number>();
    void (() => contrast(fit, { age: 1 }));
    // @ts-expect-error there is no such coefficient
    void (() => contrast(fit, { height: 1 }));
  });

  it("any two fits can be compared", () => {
    const other = fitLinearMixedModel({ response: column, fixed: { intercept: column }, random: { intercept: column }, participant: ["a", "a", "b", "b"] });
    expectTypeOf(compareFits).toBeCallableWith({ restricted: other, full: fit });
  });

  it("options are checked", () => {
    const input = { response: column, fixed: { intercept: column }, random: { intercept: column }, participant: [1, 1, 2, 2] };
    void (() => fitLinearMixedModel(input, { estimator: "reml" }));
    // @ts-expect-error no such estimator
    void (() => fitLinearMixedModel(input, { estimator: "remle" }));
    // @ts-expect-error a column is missing
    void (() => fitLinearMixedModel({ response: column, fixed: { intercept: column }, participant: [1, 1, 2, 2] }));
  });
});
