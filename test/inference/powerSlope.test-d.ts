import { describe, expectTypeOf, it } from "vitest";
import { powerSlope } from "trialwise/inference";
import type { FittedVariances } from "trialwise/inference";
import type { LinearMixedModelFit } from "trialwise/mixed";

const line = { model: "two-slopes", times: [0, 1], variances: { intercept: 1, slope: 1, residual: 1 } } as const;
const hinge = { model: "lead-in-hinge", times: [-1, 0, 1], variances: { intercept: 1, leadIn: 1, followUp: 1, residual: 1 } } as const;

describe("powerSlope", () => {
  it("takes a design with exactly one quantity left out", () => {
    expectTypeOf(powerSlope).toBeCallableWith({ ...line, difference: 1, power: 0.8 });
    expectTypeOf(powerSlope).toBeCallableWith({ ...line, difference: 1, nTotal: 40 });
    expectTypeOf(powerSlope).toBeCallableWith({ ...hinge, power: 0.8, n: { treatment: 20, control: 10 } });
    // @ts-expect-error: nothing is left out
    powerSlope({ ...line, difference: 1, power: 0.8, nPerGroup: 20 });
    // @ts-expect-error: two quantities are left out
    powerSlope({ ...line, difference: 1 });
  });

  it("keeps what belongs to the hinge out of the line", () => {
    expectTypeOf(powerSlope).toBeCallableWith({ ...hinge, leadInSlopes: "common", effect: "follow-up-slope", difference: 1, power: 0.8 });
    // @ts-expect-error: a line has no lead-in
    powerSlope({ ...line, leadInSlopes: "common", difference: 1, power: 0.8 });
    // @ts-expect-error: a hinge has two slopes
    powerSlope({ ...hinge, variances: line.variances, difference: 1, power: 0.8 });
  });

  it("takes the variances of a fit as it is", () => {
    expectTypeOf<LinearMixedModelFit<"a", "intercept" | "time">>().toExtend<FittedVariances>();
  });
});
