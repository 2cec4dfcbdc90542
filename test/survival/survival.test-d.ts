import { describe, expectTypeOf, it } from "vitest";
import { coxRegression, kaplanMeier, logRankTest, proportionalHazardsTest, restrictedMeanSurvival } from "trialwise/survival";
import type { CoxCoefficient, CoxRegressionResult, KaplanMeierResult, LogRankTestResult, RestrictedMeanSurvivalResult } from "trialwise/survival";

const time = [1, 2, 3];
const event = [true, false, true];

describe("types of survival", () => {
  it("an event is true or false, 1 or 0, in a list or a typed array", () => {
    expectTypeOf(kaplanMeier).toBeCallableWith({ time, event });
    expectTypeOf(kaplanMeier).toBeCallableWith({ time: new Float64Array(3), event: [1, 0, 1] as const, entry: [0, 0, 1] });
    expectTypeOf(kaplanMeier).toBeCallableWith({ time, event: new Float64Array(3) });
    // @ts-expect-error: a word is no event
    kaplanMeier({ time, event: ["dead"] });
    // @ts-expect-error: the column of events is missing
    kaplanMeier({ time });
  });

  it("coefficients are typed by the covariates' names, and are numbers", () => {
    const fit = coxRegression({ time, event, covariates: { age: [60, 50, 40], treated: [1, 0, 1] } });
    expectTypeOf(fit).toEqualTypeOf<CoxRegressionResult<"age" | "treated">>();
    expectTypeOf(fit.coefficients.age).toEqualTypeOf<CoxCoefficient>();
    expectTypeOf(fit.coefficients.age.estimate).toEqualTypeOf<number>();
    expectTypeOf(fit.covariance.parameters).toEqualTypeOf<readonly ("age" | "treated")[]>();
    void fit.coefficients.age;
    // @ts-expect-error: no such covariate
    void fit.coefficients.sex;
    const test = proportionalHazardsTest({ time, event, covariates: { age: [60, 50, 40] } });
    expectTypeOf(test.coefficients.age.statistic).toEqualTypeOf<number>();
    void test.coefficients.age;
    // @ts-expect-error: no such covariate
    void test.coefficients.treated;
  });

  it("groups keep their type", () => {
    const arms: readonly ("msc" | "control")[] = ["msc", "control", "msc"];
    expectTypeOf(logRankTest({ time, event, group: arms })).toEqualTypeOf<LogRankTestResult<"msc" | "control">>();
    expectTypeOf(logRankTest({ time, event, group: [1, 2, 2] }).groups[0]!.group).toEqualTypeOf<1 | 2>();
  });

  it("what may be out of reach is nullable, and a horizon must be given", () => {
    expectTypeOf<KaplanMeierResult["median"]["estimate"]>().toEqualTypeOf<number | null>();
    expectTypeOf<KaplanMeierResult["steps"][number]["estimate"]>().toEqualTypeOf<number>();
    expectTypeOf<RestrictedMeanSurvivalResult["estimate"]>().toEqualTypeOf<number>();
    // @ts-expect-error: without a horizon
    restrictedMeanSurvival({ time, event });
    // @ts-expect-error: a result is not written to
    kaplanMeier({ time, event }).counts.events = 3;
  });
});
