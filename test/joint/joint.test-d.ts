import { describe, expectTypeOf, it } from "vitest";
import { compareWins, jointRank, type WinEstimate } from "trialwise/joint";
import { data } from "./jointTrial.ts";

describe("jointRank", () => {
  it("takes the trial's own keys, and returns them", () => {
    const result = jointRank(data, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control", test: "ancova", covariates: ["age"] });
    expectTypeOf(result.rows[0]!.arm).toEqualTypeOf<"msc" | "control" | "open">();
    expectTypeOf(result.estimate).toEqualTypeOf<number | null>();
    jointRank(data, { measure: "alsfrsR", to: "V1", treatment: "msc", control: "control" });
    // @ts-expect-error no such visit
    jointRank(data, { measure: "alsfrsR", to: "V12", treatment: "msc", control: "control" });
    jointRank(data, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control" });
    // @ts-expect-error no such measure
    jointRank(data, { measure: "alsfrs", to: "V10", treatment: "msc", control: "control" });
    jointRank(data, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control", deathEquivalents: ["relapse"] });
    // @ts-expect-error death is no equivalent of itself
    jointRank(data, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control", deathEquivalents: ["death"] });
  });
});

describe("compareWins", () => {
  it("takes endpoints written in place, on the trial's own keys", () => {
    const { wins } = compareWins(data, { treatment: "msc", control: "control", outcomes: [{ endpoint: { kind: "change", measure: "alsfrsR", to: "V10" } }] });
    expectTypeOf(wins!.winRatio).toEqualTypeOf<WinEstimate>();
    compareWins(data, { treatment: "msc", control: "open", outcomes: [] });
    // @ts-expect-error no such arm
    compareWins(data, { treatment: "msc", control: "placebo", outcomes: [] });
    // @ts-expect-error an endpoint is written in place, not named
    compareWins(data, { treatment: "msc", control: "control", outcomes: [{ endpoint: "decline" }] });
  });
});
