import { changeFromBaseline, slopeChange, slopes } from "trialwise/change";
import { compareArms, type CompareArmsResult, compareResponders } from "trialwise/comparison";
import { evaluateEndpoint } from "trialwise/endpoint";
import { classifyResponders } from "trialwise/response";
import { type KeysOf, percentImprovement, type TrialData, type TrialKeys } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";
import type { trial } from "../change/exampleTrial.ts";

declare const data: TrialData<KeysOf<typeof trial>>;

describe("compareArms", () => {
  const change = slopeChange(data, "slope4");

  it("takes the result's arms and quantities, and no others", () => {
    compareArms(change, { treatment: "msc", control: "control", of: "leadInSlope" });
    // @ts-expect-error: no such arm
    compareArms(change, { treatment: "mcs", control: "control", of: "leadInSlope" });
    // @ts-expect-error: no such arm
    compareArms(change, { treatment: "msc", control: "placebo", of: "leadInSlope" });
    // @ts-expect-error: no such quantity
    compareArms(change, { treatment: "msc", control: "control", of: "leadinSlope" });
    compareArms(change, { treatment: "msc", control: "control", test: "student" });
    // @ts-expect-error: no such test
    compareArms(change, { treatment: "msc", control: "control", test: "students" });
  });

  it("keeps arms and quantities as literals", () => {
    const comparison = compareArms(slopes(data, "leadIn"), { treatment: "msc", control: "control" });
    expectTypeOf(comparison).toEqualTypeOf<CompareArmsResult<"msc" | "control", "slope" | "improvement">>();
    expectTypeOf(comparison.groups.treatment.arm).toEqualTypeOf<"msc" | "control">();
    expectTypeOf(comparison.estimate).toEqualTypeOf<number | null>();
  });

  it("compares what several kinds of result have in common", () => {
    const result = evaluateEndpoint(data, "slope4");
    if (result.kind === "response" || result.kind === "biomarker-change" || result.kind === "time-to-event") return;
    compareArms(result, { treatment: "msc", control: "control", of: "improvement" });
    // @ts-expect-error: slopes have none
    compareArms(result, { treatment: "msc", control: "control", of: "change" });
  });

  it("compiles in a helper over any trial", () => {
    function estimateOf<Keys extends TrialKeys>(any: TrialData<Keys>, measure: Keys["measure"], to: Keys["visit"], treatment: Keys["arm"], control: Keys["arm"]) {
      return compareArms(changeFromBaseline(any, { measure, to }), { treatment, control, of: "improvement" }).estimate;
    }
    estimateOf(data, "alsfrsR", "V9", "msc", "control");
    // @ts-expect-error: no such arm
    estimateOf(data, "alsfrsR", "V9", "msc", "contrl");
  });
});

describe("compareResponders", () => {
  it("takes the result's arms, and no others", () => {
    const good = percentImprovement({ of: "slope4", atLeast: 50 });
    const { byClass } = classifyResponders(data, { classes: { good } });
    compareResponders(byClass.good, { treatment: "msc", control: "control" });
    // @ts-expect-error: no such arm
    compareResponders(byClass.good, { treatment: "msc", control: "contrl" });
    // @ts-expect-error: no such class
    compareResponders(byClass.god, { treatment: "msc", control: "control" });
  });
});
