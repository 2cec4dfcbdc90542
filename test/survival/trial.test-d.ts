import { describe, expectTypeOf, it } from "vitest";
import { compareSurvival, cumulativeIncidence, cumulativeIncidenceByArm, predictSurvival, survivalByArm, timeToEvent } from "trialwise/survival";
import type { AdjustedSurvivalRegression, CumulativeIncidenceResult, KaplanMeierResult, TimeToEventResult } from "trialwise/survival";
import { defineTrial, type KeysOf, readTrialData } from "trialwise/trial";

const trial = defineTrial({
  id: "example",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true } },
  covariates: { site: { kind: "category", label: "Site", levels: ["limb", "bulbar"] } },
  endpoints: { survival: { kind: "time-to-event", events: ["death"] } },
});
const data = () => readTrialData(trial, { participants: [] });

describe("types of survival in a trial", () => {
  it("endpoints, visits, events and options are the trial's own words", () => {
    expectTypeOf(timeToEvent(data(), "survival")).toEqualTypeOf<TimeToEventResult<KeysOf<typeof trial>>>();
    expectTypeOf(timeToEvent).toBeCallableWith(data(), { events: ["death", "tracheostomy"], origin: "V1" }, { entry: { visit: "V5" }, competing: ["gastrostomy"], cutOff: { months: 12 } });
    timeToEvent(data(), "survival");
    // @ts-expect-error: no such endpoint
    timeToEvent(data(), "survivl");
    timeToEvent(data(), { events: ["death"], origin: "V1" });
    // @ts-expect-error: no such visit
    timeToEvent(data(), { events: ["death"], origin: "V11" });
    timeToEvent(data(), { events: ["death"] });
    // @ts-expect-error: no such event
    timeToEvent(data(), { events: ["deaths"] });
    timeToEvent(data(), "survival", { entry: { visit: "V1" } });
    // @ts-expect-error: no such visit
    timeToEvent(data(), "survival", { entry: { visit: "V6" } });
    // @ts-expect-error: a cut-off is one of a date and a time
    timeToEvent(data(), "survival", { cutOff: { months: 1, days: 1 } });
  });

  it("results are by the trial's arms, and what may be missing is nullable", () => {
    const times = timeToEvent(data(), "survival");
    expectTypeOf(times.rows[0]!.arm).toEqualTypeOf<"msc" | "control">();
    expectTypeOf(survivalByArm(times).byArm.msc.survival).toEqualTypeOf<KaplanMeierResult | null>();
    void survivalByArm(times).byArm.msc;
    // @ts-expect-error: no such arm
    void survivalByArm(times).byArm.placebo;
    expectTypeOf(cumulativeIncidenceByArm(times).byArm.control.n).toEqualTypeOf<number>();
    expectTypeOf(compareSurvival(times, { treatment: "msc", control: "control", strata: ["site"] }).regression).toBeNullable();
    compareSurvival(times, { treatment: "msc", control: "control" });
    // @ts-expect-error: no such arm
    compareSurvival(times, { treatment: "msc", control: "placebo" });
    compareSurvival(times, { treatment: "msc", control: "control", strata: ["site"] });
    // @ts-expect-error: no such covariate
    compareSurvival(times, { treatment: "msc", control: "control", strata: ["sex"] });
    const { adjustedRegression } = compareSurvival(times, { treatment: "msc", control: "control", adjustFor: [{ covariate: "site" }] });
    expectTypeOf(adjustedRegression).toEqualTypeOf<AdjustedSurvivalRegression<KeysOf<typeof trial>> | undefined>();
    expectTypeOf(adjustedRegression!.excluded[0]!.covariate).toEqualTypeOf<"site">();
    compareSurvival(times, { treatment: "msc", control: "control", adjustFor: [{ covariate: "site" }] });
    // @ts-expect-error: no such covariate
    compareSurvival(times, { treatment: "msc", control: "control", adjustFor: [{ covariate: "sex" }] });
  });

  it("causes keep their names, and predictions need every covariate", () => {
    expectTypeOf(cumulativeIncidence({ time: [1, 2], cause: ["death", null] })).toEqualTypeOf<CumulativeIncidenceResult<"death">>();
    const input = { time: [1, 2], event: [1, 1], covariates: { age: [1, 2], treated: [1, 0] } };
    expectTypeOf(predictSurvival(input, { at: [{ age: 60, treated: 1 }] }).curves[0]!.covariates.age).toEqualTypeOf<number>();
    // @ts-expect-error: a covariate is missing
    predictSurvival(input, { at: [{ age: 60 }] });
    // @ts-expect-error: a covariate too many
    predictSurvival(input, { at: [{ age: 60, treated: 1, sex: 1 }] });
  });
});
