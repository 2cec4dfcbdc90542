import { describe, expect, it } from "vitest";
import { fitLinearMixedModel } from "trialwise/mixed";
import { contrast } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { inputOf, reference, referenceCase } from "../mixed/referenceCases.ts";

const close = 1e-9;
const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
const participant = time.map((_, row) => Math.floor(row / 4));
const intercept = time.map(() => 1);
const treatedTime = time.map((value, row) => (row >= 8 ? value : 0));
const response = [40, 38, 37, 35, 44, 43, 41, 41, 42, 42, 40, 40, 37, 36, 37, 35];
const input = { response, fixed: { intercept, time, treatedTime }, random: { intercept }, participant };

describe("contrast", () => {
  it("of one coefficient is that coefficient", () => {
    for (const degreesOfFreedomMethod of ["satterthwaite", "kenward-roger", "residual", "asymptotic"] as const) {
      const fit = fitLinearMixedModel(input, { degreesOfFreedomMethod, level: 0.9 });
      expect(contrast(fit, { time: 1 })).toMatchObject(fit.coefficients.time);
    }
  });

  it("of a balanced design has the degrees of freedom of the analysis of variance", () => {
    // 18 participants with the same ten days: any contrast of the two coefficients has 17.
    const sleep = fitLinearMixedModel(inputOf(referenceCase("sleepstudy")));
    const atDayFive = contrast(sleep, { intercept: 1, days: 5 });
    expect(atDayFive.estimate).toBeCloseTo(251.40510484848 + 5 * 10.467285959596, 9);
    expect(atDayFive.degreesOfFreedom).toBeCloseTo(17, 9);
  });

  it("has the covariance of the coefficients in its error", () => {
    const fit = fitLinearMixedModel(input, { degreesOfFreedomMethod: "kenward-roger" });
    const { matrix } = fit.covariance;
    const { estimate, standardError, statistic, interval } = contrast(fit, { time: 1, treatedTime: -2 });
    expect(estimate).toBeCloseTo(fit.coefficients.time.estimate - 2 * fit.coefficients.treatedTime.estimate, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(matrix[1]![1]! - 4 * matrix[1]![2]! + 4 * matrix[2]![2]!), 12);
    expect(statistic).toBeCloseTo(estimate / standardError, 12);
    expect((interval.lower! + interval.upper!) / 2).toBeCloseTo(estimate, 12);
  });

  it("tests as many rows together whatever the units of the columns", () => {
    for (const degreesOfFreedomMethod of ["kenward-roger", "residual", "asymptotic"] as const) {
      const inUnits = (unit: number) =>
        contrast(fitLinearMixedModel({ ...input, fixed: { ...input.fixed, treatedTime: treatedTime.map((value) => value / unit) } }, { degreesOfFreedomMethod }), [{ time: 1 }, { treatedTime: 1 }]);
      const [one, million] = [inUnits(1), inUnits(1e7)];
      expect(million.degreesOfFreedom.numerator).toBe(2);
      expect(million.statistic! / one.statistic!).toBeCloseTo(1, 9);
      expect(million.pValue! / one.pValue!).toBeCloseTo(1, 8);
    }
    // Satterthwaite's denominator depends a little on how the rows are written, and so on their units; F does not.
    const inUnits = (unit: number) => contrast(fitLinearMixedModel({ ...input, fixed: { ...input.fixed, treatedTime: treatedTime.map((value) => value / unit) } }), [{ time: 1 }, { treatedTime: 1 }]);
    expect(inUnits(1e7).degreesOfFreedom.numerator).toBe(2);
    expect(inUnits(1e7).statistic! / inUnits(1).statistic!).toBeCloseTo(1, 9);
  });

  it("agrees with lmerTest on one and on two contrasts", () => {
    // lmerTest 3.1.3, contest(); its derivatives are numerical.
    const fit = fitLinearMixedModel(input);
    const one = contrast(fit, { time: 1, treatedTime: 1 });
    expect(one.estimate).toBeCloseTo(-0.6647598, 6);
    expect(one.standardError).toBeCloseTo(0.2001903, 6);
    expect(one.degreesOfFreedom).toBeCloseTo(10.20772, 4);
    expect(one.pValue).toBeCloseTo(0.007529416, 7);
    const two = contrast(fit, [{ time: 1 }, { treatedTime: 1 }]);
    expect(two.statistic).toBeCloseTo(27.54414, 4);
    expect(two.degreesOfFreedom).toEqual({ numerator: 2, denominator: expect.closeTo(10.20554, 4) as number });
    expect(two.pValue).toBeCloseTo(7.708735e-5, 9);
  });

  it.each(reference.cases.filter(({ reference: { satterthwaiteF } }) => satterthwaiteF !== undefined))("agrees with R on all effects but the first: $name", (one) => {
    const all = { estimator: one.reml ? "reml" : "ml", covarianceStructure: one.structure } as const;
    const weights = one.fixed.slice(1).map((name) => ({ [name]: 1 }));
    const { satterthwaiteF, pbkrtestF } = one.reference;
    const joint = contrast(fitLinearMixedModel(inputOf(one), all), weights);
    expect(Math.abs(joint.statistic! / satterthwaiteF!.statistic - 1)).toBeLessThan(close);
    expect(Math.abs(joint.degreesOfFreedom.denominator! / satterthwaiteF!.denominator - 1)).toBeLessThan(close);
    if (pbkrtestF === undefined) return;
    const scaled = contrast(fitLinearMixedModel(inputOf(one), { ...all, degreesOfFreedomMethod: "kenward-roger" }), weights);
    expect(Math.abs(scaled.statistic! / pbkrtestF.statistic - 1)).toBeLessThan(close);
    expect(Math.abs(scaled.degreesOfFreedom.denominator! / pbkrtestF.denominator - 1)).toBeLessThan(close);
    expect(Math.abs(scaled.statistic! / scaled.scale! / pbkrtestF.unscaled - 1)).toBeLessThan(close);
  });

  it("of three participants with the same visits has 2 degrees of freedom, whichever way rounding goes", () => {
    // Each νₘ is 2, where 2E/(E − q) has a limit; lmerTest 3.1.3 has 2 as well.
    const courses = [
      [12.212630438804627, 13.545292496681213, 14.955243372917176, 16.29280045032501, 11.040536373853683, 13.219907826185226, 15.527251695841551, 17.89199396967888, 12.36041431427002, 15.146245574951172, 17.93073101043701, 20.695083999633788],
      [12.23999843597412, 14.271423816680908, 16.34431266784668, 18.379297924041747, 11.057953071594238, 13.707419681549073, 16.622116857767104, 19.248236656188965, 10.056961917877198, 13.055576764047146, 15.88301075398922, 18.610831774771214],
      [10, 11.1, 12, 13.2, 9, 11, 13.1, 15, 12, 12.2, 12.1, 12.4],
    ];
    const three = { intercept: intercept.slice(0, 12), time: time.slice(0, 12) };
    for (const course of courses) {
      const fit = fitLinearMixedModel({ response: course, fixed: three, random: three, participant: participant.slice(0, 12) });
      expect(contrast(fit, [{ intercept: 1 }, { time: 1 }]).degreesOfFreedom.denominator).toBeCloseTo(2, 6);
    }
  });

  it("does not count a row twice", () => {
    const fit = fitLinearMixedModel(input, { degreesOfFreedomMethod: "kenward-roger" });
    const two = contrast(fit, [{ time: 1 }, { treatedTime: 1 }]);
    const more = contrast(fit, [{ time: 1 }, { treatedTime: 1 }, { time: 2, treatedTime: -1 }]);
    expect(more.degreesOfFreedom.numerator).toBe(2);
    expect(more.statistic).toBeCloseTo(two.statistic!, 8);
    expect(more.degreesOfFreedom.denominator).toBeCloseTo(two.degreesOfFreedom.denominator!, 8);
  });

  it("of one row in a list is the square of its t", () => {
    for (const degreesOfFreedomMethod of ["satterthwaite", "kenward-roger", "residual", "asymptotic"] as const) {
      const fit = fitLinearMixedModel(input, { degreesOfFreedomMethod });
      const one = contrast(fit, { time: 1 });
      const list = contrast(fit, [{ time: 1 }]);
      expect(list.statistic).toBeCloseTo(one.statistic ** 2, 9);
      expect(list.pValue).toBeCloseTo(one.pValue, 9);
    }
  });

  it("is null with a reason where Kenward and Roger's approximation does not exist", () => {
    // Four participants: pbkrtest 0.5.2 gives F < 0 on 0.004 degrees of freedom.
    const fit = fitLinearMixedModel({ ...input, random: { intercept, time } }, { degreesOfFreedomMethod: "kenward-roger" });
    const joint = contrast(fit, [{ time: 1 }, { treatedTime: 1 }]);
    expect(joint.statistic).toBeNull();
    expect(joint.reasons).toMatchObject({ statistic: "not-defined", pValue: "not-defined" });
    expect(JSON.parse(JSON.stringify(joint))).toStrictEqual(joint);
  });

  it("works from a fit that went through JSON, frozen", () => {
    const fit = fitLinearMixedModel(input, { degreesOfFreedomMethod: "kenward-roger" });
    const copy = deepFreeze(JSON.parse(JSON.stringify(fit)) as typeof fit);
    const weights = deepFreeze([{ time: 1 }, { treatedTime: 1 }]);
    expect(contrast(copy, weights)).toStrictEqual(contrast(fit, weights));
    const asymptotic = contrast(fitLinearMixedModel(input, { degreesOfFreedomMethod: "asymptotic" }), weights);
    expect(JSON.parse(JSON.stringify(asymptotic))).toStrictEqual(asymptotic);
    expect(asymptotic.reasons).toEqual({ "degreesOfFreedom.denominator": "unbounded" });
  });

  it("refuses a caller's mistakes", () => {
    const fit = fitLinearMixedModel(input);
    const untyped = (weights: object, options: object = {}) => () => contrast(fit, weights as { time: number }, options);
    expect(untyped({ tiem: 1 })).toThrow(/"tiem" is no fixed effect of the fit\. Did you mean "time"/);
    expect(untyped({ time: Number.NaN })).toThrow(/the weight of time must be a finite number/);
    expect(untyped({ time: 0 })).toThrow(/at least one weight must not be zero/);
    expect(untyped([])).toThrow(/at least one set of weights/);
    expect(untyped({ time: 1 }, { level: 95 })).toThrow(RangeError);
    expect(untyped({ time: 1 }, { lvel: 0.9 })).toThrow(TypeError);
  });
});
