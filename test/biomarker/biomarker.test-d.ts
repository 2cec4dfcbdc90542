import { describe, expectTypeOf, it } from "vitest";
import {
  biomarkerChange,
  type BiomarkerChangeResult,
  biomarkerCorrelation,
  biomarkerPanel,
  type CensoredBiomarkerChangeResult,
  type ComparableBiomarkerChangeResult,
} from "trialwise/biomarker";
import { compareArms } from "trialwise/comparison";
import type { KeysOf } from "trialwise/trial";
import { participants, readExample, type trial } from "./exampleTrial.ts";

type Keys = KeysOf<typeof trial>;
const data = readExample(participants);
const tgfb1 = { biomarker: "tgfb1", from: "V5", to: "V6" } as const;

describe("types of biomarkers", () => {
  it("the rule and the direction decide what comes back", () => {
    expectTypeOf(biomarkerChange(data, tgfb1)).toEqualTypeOf<BiomarkerChangeResult<Keys>>();
    expectTypeOf(biomarkerChange(data, { ...tgfb1, limits: "half", better: "higher" })).toEqualTypeOf<ComparableBiomarkerChangeResult<Keys>>();
    expectTypeOf(biomarkerChange(data, { ...tgfb1, limits: "tobit", scale: "log" })).toEqualTypeOf<CensoredBiomarkerChangeResult<Keys>>();
    expectTypeOf(biomarkerChange(data, "tgfb1Change", { limits: "tobit" })).toEqualTypeOf<CensoredBiomarkerChangeResult<Keys>>();
  });

  it("arms are compared only where a direction was named, and keys are the trial's own", () => {
    compareArms(biomarkerChange(data, { ...tgfb1, better: "lower" }), { treatment: "msc", control: "control" });
    // @ts-expect-error: no direction
    compareArms(biomarkerChange(data, tgfb1), { treatment: "msc", control: "control" });
    biomarkerChange(data, { ...tgfb1, biomarker: "tgfb1" });
    // @ts-expect-error: no such biomarker
    biomarkerChange(data, { ...tgfb1, biomarker: "tgfb2" });
    biomarkerPanel(data, { from: "V5", to: "V6" });
    // @ts-expect-error: no such visit
    biomarkerPanel(data, { from: "V5", to: "V66" });
    biomarkerCorrelation(data, { x: tgfb1, y: tgfb1, limits: "limit" });
    // @ts-expect-error: tobit is no rule for correlations
    biomarkerCorrelation(data, { x: tgfb1, y: tgfb1, limits: "tobit" });
    expectTypeOf(biomarkerChange(data, tgfb1).byArm).toHaveProperty("msc");
    expectTypeOf(biomarkerChange(data, tgfb1).byArm).not.toHaveProperty("placebo");
  });
});
