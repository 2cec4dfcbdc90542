import { type KeysOf, type TrialData } from "trialwise/trial";
import { type CycleInArm, cycleResponders, type CycleRespondersInArm, type CycleSlopes, cycleSlopes, type CycleSlopesResult } from "trialwise/cycles";
import { compareArms } from "trialwise/comparison";
import type { PairedTTestResult } from "trialwise/inference";
import { describe, expectTypeOf, it } from "vitest";
import type { trial } from "./exampleTrial.ts";

type Keys = KeysOf<typeof trial>;
declare const data: TrialData<Keys>;
const options = { measure: "alsfrsR", method: "two-visit", lastCycle: { months: 6 } } as const;

describe("results", () => {
  const result = cycleSlopes(data, options);

  it("are indexed by the trial's arms, as literals", () => {
    expectTypeOf(result).toEqualTypeOf<CycleSlopesResult<Keys>>();
    expectTypeOf(result.cycles[0]!).toEqualTypeOf<CycleSlopes<Keys>>();
    expectTypeOf(result.cycles[0]!.byArm.msc).toEqualTypeOf<CycleInArm>();
    expectTypeOf(result.treatment.byArm.msc).not.toBeAny();
    // @ts-expect-error: no such arm
    expectTypeOf(result.treatment.byArm.placebo).not.toBeAny();
    expectTypeOf(result.treatment.rows[0]!.arm).toEqualTypeOf<"msc" | "control">();
    expectTypeOf(result.leadIn.excluded[0]!.visit).toEqualTypeOf<Keys["visit"] | undefined>();
    expectTypeOf(result.method.options.measure).toEqualTypeOf<"alsfrsR" | "aals">();
  });

  it("say where a number may be missing", () => {
    const [cycle] = result.cycles;
    expectTypeOf(cycle).toEqualTypeOf<CycleSlopes<Keys> | undefined>();
    expectTypeOf(cycle!.rows[0]!.improvement).toEqualTypeOf<number>();
    expectTypeOf(cycle!.rows[0]!.percentImprovement).toEqualTypeOf<number | null>();
    expectTypeOf(cycle!.rows[0]!.interval).toEqualTypeOf<number | null>();
    expectTypeOf(cycle!.byArm.msc.tTest).toEqualTypeOf<PairedTTestResult | null>();
  });

  it("can be compared between arms", () => {
    const arms = { treatment: "msc", control: "control" } as const;
    compareArms(result.cycles[0]!, arms);
    compareArms(result.treatment, { ...arms, of: "percentImprovement" });
    // @ts-expect-error: no such quantity
    compareArms(result.leadIn, { ...arms, of: "percentImprovement" });
  });
});

describe("classes of response", () => {
  const { byClass, rows } = cycleResponders(cycleSlopes(data, options).treatment, { classes: { responder: { moreThan: 25 }, worse: { lessThan: 0 } } });

  it("are indexed by their names and the trial's arms", () => {
    expectTypeOf(byClass.responder.byArm.msc).toEqualTypeOf<CycleRespondersInArm>();
    expectTypeOf(rows[0]!.classes).toEqualTypeOf<readonly ("responder" | "worse")[]>();
    expectTypeOf(rows[0]!.arm).toEqualTypeOf<"msc" | "control">();
    expectTypeOf(byClass.worse).not.toBeAny();
    // @ts-expect-error: no such class
    expectTypeOf(byClass.better).not.toBeAny();
    expectTypeOf(byClass.worse.byArm.msc).not.toBeAny();
    // @ts-expect-error: no such arm
    expectTypeOf(byClass.worse.byArm.placebo).not.toBeAny();
  });
});

describe("misspelt keys do not compile", () => {
  it("a measure, a population, an option", () => {
    cycleSlopes(data, { ...options, measure: "alsfrsR" });
    // @ts-expect-error: no such measure
    cycleSlopes(data, { ...options, measure: "alsfrs" });
    cycleSlopes(data, { ...options, population: "seen" });
    // @ts-expect-error: no such population
    cycleSlopes(data, { ...options, population: "everyone" });
    cycleSlopes(data, { ...options, against: "lead-in" });
    // @ts-expect-error: no such choice
    cycleSlopes(data, { ...options, against: "leadIn" });
    // @ts-expect-error: the length of the last cycle is missing
    cycleSlopes(data, { measure: "alsfrsR", method: "two-visit" });
    // @ts-expect-error: two units
    cycleSlopes(data, { ...options, lastCycle: { months: 6, days: 1 } });
  });
});
