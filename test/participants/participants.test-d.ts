import { describe, expectTypeOf, it } from "vitest";
import { baselineCharacteristics, exposure, participantFlow } from "trialwise/participants";
import type { ParticipantCell } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";

const trial = defineTrial({
  id: "types",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V5: { at: { months: 0 }, baseline: true } },
  covariates: { age: { kind: "number", label: "Age" } },
  populations: { full: { label: "Full", rule: { kind: "everyone" } } },
});
const data = readTrialData(trial, { participants: [] });

describe("participants", () => {
  it("speaks the trial's own words", () => {
    const table = baselineCharacteristics(data, { characteristics: [{ covariate: "age" }], compare: { treatment: "msc", control: "control" } });
    expectTypeOf(table.byArm.msc.participants).toEqualTypeOf<number>();
    expectTypeOf(participantFlow(data).visits.V5.inTrial.byArm.control).toEqualTypeOf<ParticipantCell>();
    expectTypeOf(participantFlow(data).populations.full.label).toEqualTypeOf<string>();
    expectTypeOf(exposure(data).byArm).toHaveProperty("msc");
    baselineCharacteristics(data, { characteristics: [{ covariate: "age" }] });
    // @ts-expect-error No such covariate.
    baselineCharacteristics(data, { characteristics: [{ covariate: "weight" }] });
    baselineCharacteristics(data, { compare: { treatment: "msc", control: "control" } });
    // @ts-expect-error No such arm.
    baselineCharacteristics(data, { compare: { treatment: "msc", control: "placebo" } });
    exposure(data, { population: "full" });
    // @ts-expect-error No such population.
    exposure(data, { population: "safety" });
    expectTypeOf(participantFlow(data).visits.V5).toBeObject();
    // @ts-expect-error No such visit.
    expectTypeOf(participantFlow(data).visits.V9).toBeObject();
  });
});
