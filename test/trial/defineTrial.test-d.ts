import { alsfrsR } from "trialwise/instruments";
import { changeFromBaseline } from "trialwise/change";
import {
  type Arm,
  defineTrial,
  evaluatePopulation,
  type BiomarkerSample,
  type KeysOf,
  keysOf,
  type MissingReason,
  type Trial,
  type TrialData,
  type TrialKeys,
} from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";
import { trial } from "./exampleTrial.ts";

declare const data: TrialData<KeysOf<typeof trial>>;

const shared = {
  id: "T",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { alsfrsR },
  covariates: { age: { kind: "number", label: "Age" } },
  treatments: { cells: { label: "Cells" } },
} as const;

describe("a trial's keys", () => {
  it("are inferred as literals", () => {
    expectTypeOf(keysOf(trial.arms)).toEqualTypeOf<("msc" | "control")[]>();
    expectTypeOf(keysOf(trial.visits)).toEqualTypeOf<("V1" | "V5" | "V9" | "V10")[]>();
    expectTypeOf(trial).toEqualTypeOf<
      Trial<{
        arm: "msc" | "control";
        treatment: never;
        visit: "V1" | "V5" | "V9" | "V10";
        measure: "alsfrsR" | "aals" | "fvc";
        biomarker: "tgfb1";
        covariate: "age" | "onset";
        endpoint: "slope4";
        population: "safety" | "full";
      }>
    >();
  });

  it("are the only ones an endpoint may use", () => {
    defineTrial({ ...shared, endpoints: { e: { kind: "change", measure: "alsfrsR", to: "V9" } } });
    // @ts-expect-error: no such visit
    defineTrial({ ...shared, endpoints: { e: { kind: "change", measure: "alsfrsR", to: "V8" } } });
    // @ts-expect-error: no such measure
    defineTrial({ ...shared, endpoints: { e: { kind: "change", measure: "alsfrs", to: "V9" } } });
    // @ts-expect-error: no such kind
    defineTrial({ ...shared, endpoints: { e: { kind: "chnge", measure: "alsfrsR", to: "V9" } } });
  });

  it("are the only ones a rule may use, endpoints among themselves included", () => {
    const change = { kind: "change", measure: "alsfrsR", to: "V9" } as const;
    defineTrial({ ...shared, endpoints: { change, r: { kind: "response", rule: { kind: "no-worsening", of: "change" } } } });
    // @ts-expect-error: no such endpoint
    defineTrial({ ...shared, endpoints: { change, r: { kind: "response", rule: { kind: "no-worsening", of: "chnge" } } } });
  });

  it("are the only ones a population may use", () => {
    defineTrial({ ...shared, populations: { p: { label: "P", rule: { kind: "within", covariate: "age", to: 54 } } } });
    // @ts-expect-error: no such covariate
    defineTrial({ ...shared, populations: { p: { label: "P", rule: { kind: "within", covariate: "aged", to: 54 } } } });
    defineTrial({ ...shared, populations: { p: { label: "P", rule: { kind: "arm", arms: ["msc"] } } } });
    // @ts-expect-error: no such arm
    defineTrial({ ...shared, populations: { p: { label: "P", rule: { kind: "arm", arms: ["mcs"] } } } });
  });

  it("are the only ones allocation, strata and periods may use", () => {
    defineTrial({ ...shared, allocation: { msc: 3, control: 1 } });
    // @ts-expect-error: no such arm
    defineTrial({ ...shared, allocation: { msc: 3, contrl: 1 } });
    defineTrial({ ...shared, strata: ["age"] });
    // @ts-expect-error: no such covariate
    defineTrial({ ...shared, strata: ["agge"] });
    defineTrial({ ...shared, arms: { a: { label: "A", role: "control", periods: [{ treatment: "cells" }] } } });
    // @ts-expect-error: no such treatment
    defineTrial({ ...shared, arms: { a: { label: "A", role: "control", periods: [{ treatment: "cell" }] } } });
  });

  it("are the only ones calculators take", () => {
    evaluatePopulation(data, "full");
    // @ts-expect-error: no such population
    evaluatePopulation(data, "ful");
    changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
    // @ts-expect-error: no such visit
    changeFromBaseline(data, { measure: "alsfrsR", to: "V99" });
  });
});

describe("records of trial data", () => {
  it("have a value that may be read without asking whether it is there", () => {
    expectTypeOf(data.observations[0]!.value).toEqualTypeOf<number | undefined>();
    const sample = data.biomarkerSamples[0]!;
    expectTypeOf([sample.value, sample.below, sample.above]).toEqualTypeOf<(number | undefined)[]>();
    expectTypeOf(sample.missing).toEqualTypeOf<MissingReason | undefined>();
    if (sample.value !== undefined) expectTypeOf(sample.value).toEqualTypeOf<number>();
    if ("below" in sample) expectTypeOf(sample.below).toEqualTypeOf<number>();
    const both = { participant: "001", visit: "V5", biomarker: "tgfb1", unit: "pg/mL", below: 15 } as const;
    expectTypeOf(both).toExtend<BiomarkerSample>();
    expectTypeOf({ ...both, value: 3 } as const).not.toExtend<BiomarkerSample>();
  });
});

describe("generic code over any trial", () => {
  it("compiles", () => {
    function participantsPerArm<Keys extends TrialKeys>(input: TrialData<Keys>): { arm: Keys["arm"]; n: number }[] {
      return keysOf(input.trial.arms).map((arm) => ({ arm, n: input.participants.filter((one) => one.arm === arm).length }));
    }
    expectTypeOf(participantsPerArm(data)).toEqualTypeOf<{ arm: "msc" | "control"; n: number }[]>();

    function describeTrial(any: Trial): string {
      return any.id;
    }
    describeTrial(trial);

    for (const arm of keysOf(trial.arms)) expectTypeOf(trial.arms[arm]).toExtend<Arm>();
  });

  it("sees an undeclared key of an untyped trial as possibly absent", () => {
    const loose: Trial = trial;
    expectTypeOf(loose.arms["anything"]).toEqualTypeOf<Arm | undefined>();
  });
});
