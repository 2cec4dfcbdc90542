import { type KeysOf, keysOf, type TrialData, type TrialKeys } from "trialwise/trial";
import {
  changeFromBaseline,
  type ChangeResult,
  percentSlowing,
  progressionRates,
  slopeChange,
  type SlopeChangeResult,
  slopeImprovement,
  slopes,
  type SlopesResult,
  twoVisitSlope,
} from "trialwise/change";
import type { ArmSummary } from "trialwise/change";
import { describe, expectTypeOf, it } from "vitest";
import type { trial } from "./exampleTrial.ts";

type Keys = KeysOf<typeof trial>;
declare const data: TrialData<Keys>;

const [leadIn, followUp] = [{ from: "V1", to: "V5" }, { from: "V5", to: "V9" }] as const;

describe("results", () => {
  const change = slopeChange(data, "slope4");

  it("are indexed by the trial's arms, as literals", () => {
    expectTypeOf(change).toEqualTypeOf<SlopeChangeResult<Keys>>();
    expectTypeOf(change.byArm.msc.improvement).toEqualTypeOf<ArmSummary>();
    expectTypeOf(change.byArm.control.improvement.mean).not.toBeAny();
    // @ts-expect-error: no such arm
    expectTypeOf(change.byArm.placebo.improvement.mean).not.toBeAny();
    expectTypeOf(change.rows[0]!.arm).toEqualTypeOf<"msc" | "control">();
    expectTypeOf(change.excluded[0]!.visit).toEqualTypeOf<Keys["visit"] | undefined>();
  });

  it("say where a number may be missing", () => {
    expectTypeOf(change.byArm.msc.improvement.mean).toEqualTypeOf<number | null>();
    expectTypeOf(change.rows[0]!.improvement).toEqualTypeOf<number>();
    expectTypeOf(change.rows[0]!.percentImprovement).toEqualTypeOf<number | null>();
    expectTypeOf(slopeImprovement({ leadIn: -1, followUp: 0 }, { better: "higher" }).percentImprovement).toEqualTypeOf<number | null>();
    expectTypeOf(twoVisitSlope({ time: [0, 1], value: [1, 2] }).estimate).toEqualTypeOf<number>();
  });

  it("of several visits are indexed by them", () => {
    const { byVisit } = changeFromBaseline(data, { measure: "alsfrsR", to: ["V6", "V9"] });
    expectTypeOf(byVisit).toEqualTypeOf<{ readonly V6: ChangeResult<Keys>; readonly V9: ChangeResult<Keys> }>();
    expectTypeOf(byVisit.V9.byArm.msc).not.toBeAny();
    // @ts-expect-error: not one of them
    expectTypeOf(byVisit.V10.byArm.msc).not.toBeAny();
    expectTypeOf(changeFromBaseline(data, "change4")).toEqualTypeOf<ChangeResult<Keys>>();
  });
});

describe("misspelt keys do not compile", () => {
  it("an endpoint", () => {
    slopeChange(data, "slope4");
    // @ts-expect-error: no such endpoint
    slopeChange(data, "slope5");
    slopes(data, "leadIn");
    // @ts-expect-error: no such endpoint
    slopes(data, "leadin");
    changeFromBaseline(data, "change4");
    // @ts-expect-error: no such endpoint
    changeFromBaseline(data, "change5");
  });

  it("a measure", () => {
    changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
    // @ts-expect-error: no such measure
    changeFromBaseline(data, { measure: "alsfrs", to: "V9" });
    progressionRates(data, { measure: "alsfrsR", monthsSinceOnset: "onset" });
    // @ts-expect-error: no such measure
    progressionRates(data, { measure: "alsfrs", monthsSinceOnset: "onset" });
  });

  it("a covariate", () => {
    progressionRates(data, { measure: "alsfrsR", monthsSinceOnset: "onset" });
    // @ts-expect-error: no such covariate
    progressionRates(data, { measure: "alsfrsR", monthsSinceOnset: "onst" });
  });

  it("a visit", () => {
    changeFromBaseline(data, { measure: "alsfrsR", from: "V5", to: "V9" });
    // @ts-expect-error: no such visit
    changeFromBaseline(data, { measure: "alsfrsR", from: "V5", to: "V11" });
    // @ts-expect-error: no such visit
    changeFromBaseline(data, { measure: "alsfrsR", from: "V0", to: "V9" });
    changeFromBaseline(data, { measure: "alsfrsR", to: ["V6", "V9"] });
    // @ts-expect-error: no such visit
    changeFromBaseline(data, { measure: "alsfrsR", to: ["V6", "V11"] });
    slopeChange(data, { measure: "alsfrsR", method: "two-visit", leadIn, followUp: { from: "V5", to: "V9" } });
    // @ts-expect-error: no such visit
    slopeChange(data, { measure: "alsfrsR", method: "two-visit", leadIn, followUp: { from: "V5", to: "V11" } });
    slopes(data, { measure: "alsfrsR", method: "two-visit", from: "V1", to: "V5" });
    // @ts-expect-error: no such visit
    slopes(data, { measure: "alsfrsR", method: "two-visit", from: "V0", to: "V5" });
  });

  it("a population", () => {
    changeFromBaseline(data, "change4", { population: "seenAtBaseline" });
    // @ts-expect-error: no such population
    changeFromBaseline(data, "change4", { population: "seenAtbaseline" });
    slopeChange(data, "slope4", { population: "seenAtBaseline" });
    // @ts-expect-error: no such population
    slopeChange(data, "slope4", { population: "seenAtbaseline" });
  });

  it("a method, a time, a direction", () => {
    slopeChange(data, { measure: "alsfrsR", method: "least-squares", leadIn, followUp });
    // @ts-expect-error: no such method
    slopeChange(data, { measure: "alsfrsR", method: "least-square", leadIn, followUp });
    slopes(data, { measure: "alsfrsR", method: "two-visit", from: "V1", to: "V5", time: "actual" });
    // @ts-expect-error: no such time
    slopes(data, { measure: "alsfrsR", method: "two-visit", from: "V1", to: "V5", time: "recorded" });
    const slope = { estimate: -1, standardError: 0.1 };
    percentSlowing({ treatment: slope, control: slope }, { better: "higher" });
    // @ts-expect-error: no such direction
    percentSlowing({ treatment: slope, control: slope }, { better: "upper" });
  });
});

describe("helpers over any trial", () => {
  it("compile, in loops over arms and with keys passed on", () => {
    function meansByArm<AnyKeys extends TrialKeys>(any: TrialData<AnyKeys>, endpoint: AnyKeys["endpoint"], measure: AnyKeys["measure"], to: AnyKeys["visit"]) {
      const [slopeChanges, changes] = [slopeChange(any, endpoint), changeFromBaseline(any, { measure, to })];
      const visited = changeFromBaseline(any, { measure, to: [to] }).byVisit[to];
      return keysOf(any.trial.arms).map((arm) => [slopeChanges.byArm[arm].improvement.mean, changes.byArm[arm].change.mean, visited.byArm[arm].n]);
    }
    expectTypeOf(meansByArm(data, "slope4", "alsfrsR", "V9")).toEqualTypeOf<(number | null)[][]>();
    meansByArm(data, "slope4", "alsfrsR", "V9");
    // @ts-expect-error: no such endpoint
    meansByArm(data, "slope5", "alsfrsR", "V9");
  });

  it("take a result whatever its trial", () => {
    const countAnalysed = (result: SlopesResult | SlopeChangeResult | ChangeResult) => result.counts.analysed;
    countAnalysed(slopeChange(data, "slope4"));
    countAnalysed(slopes(data, "leadIn"));
  });
});
