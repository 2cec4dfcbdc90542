import {
  type ChangeAtKnot,
  fitPiecewiseLinear,
  fitPiecewiseLinearByParticipant,
  fitSegmented,
  type FitPiecewiseLinearByParticipantResult,
  type FitPiecewiseLinearResult,
  predictPiecewiseLinear,
} from "trialwise/trajectory";
import type { KeysOf, TrialData } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";
import { compareArms } from "../../src/comparison/compareArms.ts";
import type { trial } from "./exampleTrial.ts";

declare const data: TrialData<KeysOf<typeof trial>>;
const course = { time: [-2, -1, 0, 1, 2], value: new Float64Array(5) };

describe("fitPiecewiseLinear", () => {
  it("has jumps for certain where lines are separate, and perhaps where that is not known", () => {
    expectTypeOf(fitPiecewiseLinear(course, { knots: [0], continuity: "separate" }).jumps).toEqualTypeOf<readonly ChangeAtKnot[]>();
    expectTypeOf(fitPiecewiseLinear(course, { knots: [0] }).jumps).toEqualTypeOf<readonly ChangeAtKnot[] | undefined>();
    const continuity = "separate" as "separate" | "continuous";
    expectTypeOf(fitPiecewiseLinear(course, { knots: [0], continuity })).toEqualTypeOf<FitPiecewiseLinearResult>();
  });

  it("says where a number may be missing", () => {
    const { slopes, slopeChanges, intercept, covariance } = fitPiecewiseLinear(course, { knots: [0] });
    expectTypeOf(slopes[0]!.estimate).toEqualTypeOf<number>();
    expectTypeOf(slopes[0]!.from).toEqualTypeOf<number | null>();
    expectTypeOf(slopeChanges[0]!.standardError).toEqualTypeOf<number | null>();
    expectTypeOf(intercept.alternative).toEqualTypeOf<"two-sided">();
    expectTypeOf(covariance?.matrix).toEqualTypeOf<readonly (readonly number[])[] | undefined>();
  });

  it("is readonly, and refuses what is no option", () => {
    const fit = fitPiecewiseLinear(course, { knots: [0] });
    // @ts-expect-error results are readonly
    fit.slopes[0]!.estimate = 1;
    // @ts-expect-error knots are needed
    fitPiecewiseLinear(course, {});
    fitPiecewiseLinear(course, { knots: [0], continuity: "separate" });
    // @ts-expect-error misspelt
    fitPiecewiseLinear(course, { knots: [0], continuity: "seperate" });
    // @ts-expect-error value is missing
    fitPiecewiseLinear({ time: [1, 2] }, { knots: [] });
    // @ts-expect-error knots on plain numbers are numbers
    fitPiecewiseLinear(course, { knots: ["V5"] });
  });

  it("predicts from a fit of either kind", () => {
    const fit = fitPiecewiseLinear(course, { knots: [0], continuity: "separate" });
    expectTypeOf(predictPiecewiseLinear(fit, [0], { atKnot: "after" }).predictions[0]!.standardError).toEqualTypeOf<number | null>();
    predictPiecewiseLinear(fit, [0], { atKnot: "before" });
    // @ts-expect-error no such side
    predictPiecewiseLinear(fit, [0], { atKnot: "behind" });
  });
});

describe("fitPiecewiseLinearByParticipant", () => {
  it("takes the trial's own words and answers in them", () => {
    const fits = fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5", { months: 4 }], changeAt: "V5", from: "V1", population: "early" });
    expectTypeOf(fits).toEqualTypeOf<FitPiecewiseLinearByParticipantResult<KeysOf<typeof trial>>>();
    expectTypeOf(fits.byArm).toHaveProperty("msc");
    expectTypeOf(fits.byArm.msc.change.mean).toEqualTypeOf<number | null>();
    expectTypeOf(fits.rows[0]!.arm).toEqualTypeOf<"msc" | "control" | "open">();
    void fits.byArm.msc;
    // @ts-expect-error no such arm
    void fits.byArm.placebo;
  });

  it("refuses keys that the trial does not declare", () => {
    fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"] });
    // @ts-expect-error no such visit
    fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V55"] });
    fitPiecewiseLinearByParticipant(data, { measure: "aals", knots: ["V5"] });
    // @ts-expect-error no such measure
    fitPiecewiseLinearByParticipant(data, { measure: "fvc", knots: ["V5"] });
    fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"], population: "early" });
    // @ts-expect-error no such population
    fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"], population: "full" });
    fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: [{ months: 1 }] });
    // @ts-expect-error no such unit
    fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: [{ years: 1 }] });
  });

  it("is a result whose arms can be compared", () => {
    const fits = fitPiecewiseLinearByParticipant(data, { measure: "alsfrsR", knots: ["V5"] });
    compareArms(fits, { treatment: "msc", control: "control", of: "followUpSlope" });
    // @ts-expect-error no such quantity
    compareArms(fits, { treatment: "msc", control: "control", of: "slope" });
    compareArms(fits, { treatment: "msc", control: "open" });
    // @ts-expect-error no such arm
    compareArms(fits, { treatment: "msc", control: "placebo" });
  });
});

describe("fitSegmented", () => {
  it("takes one breakpoint or two, and says where a number may be missing", () => {
    const { breakpoints, slopeChanges } = fitSegmented(course, { breakpoints: 1, intervalMethod: "profile" });
    expectTypeOf(breakpoints[0]!.estimate).toEqualTypeOf<number>();
    expectTypeOf(breakpoints[0]!.standardError).toEqualTypeOf<number | null>();
    expectTypeOf(breakpoints[0]!.interval.lower).toEqualTypeOf<number | null>();
    expectTypeOf(slopeChanges[0]!).not.toHaveProperty("pValue");
    // @ts-expect-error three are too many
    fitSegmented(course, { breakpoints: 3 });
  });
});
