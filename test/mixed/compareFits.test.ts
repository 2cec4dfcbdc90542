import { describe, expect, it } from "vitest";
import type { FitLinearMixedModelOptions } from "trialwise/mixed";
import { compareFits, fitLinearMixedModel } from "trialwise/mixed";
import { deepFreeze } from "../deepFreeze.ts";
import { inputOf, reference, referenceCase } from "./referenceCases.ts";

const fitOf = (name: string, options: FitLinearMixedModelOptions = {}) => {
  const one = referenceCase(name);
  return fitLinearMixedModel(inputOf(one), { estimator: one.reml ? "reml" : "ml", covarianceStructure: one.structure, ...options });
};

describe("compareFits", () => {
  it("reproduces the published comparison of sleepstudy", () => {
    // Bates et al. 2015, section 5.3, by ML: correlated against uncorrelated random effects, χ² = 0.0639 on 1 degree of freedom, p = .8004.
    const { statistic, degreesOfFreedom, pValue, nullOnBoundary } = compareFits({ restricted: fitOf("sleepstudy, ML, diagonal"), full: fitOf("sleepstudy, ML") });
    expect(statistic).toBeCloseTo(0.0639, 4);
    expect(degreesOfFreedom).toBe(1);
    expect(pValue).toBeCloseTo(0.8004, 4);
    expect(nullOnBoundary).toBe(false);
  });

  it.each(reference.comparisons)("agrees with R: $restricted in $full", (theirs) => {
    const ours = compareFits({ restricted: fitOf(theirs.restricted), full: fitOf(theirs.full) });
    expect(Math.abs(ours.statistic - theirs.statistic)).toBeLessThan(1e-8);
    expect(ours.degreesOfFreedom).toBe(theirs.degreesOfFreedom);
    expect(Math.abs(ours.pValue / theirs.pValue - 1)).toBeLessThan(1e-7);
  });

  it("is plain data, and fits may have gone through JSON", () => {
    const fits = { restricted: fitOf("sleepstudy, ML, random intercept"), full: fitOf("sleepstudy, ML") };
    const result = compareFits(deepFreeze(JSON.parse(JSON.stringify(fits)) as typeof fits));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    expect(result.nullOnBoundary).toBe(true);
    expect(result.aic).toEqual({ restricted: fits.restricted.aic, full: fits.full.aic });
  });

  it("refuses fits that do not compare", () => {
    const [full, slopeless, uncorrelated] = [fitOf("sleepstudy, ML"), fitOf("sleepstudy, ML, no fixed slope"), fitOf("sleepstudy, ML, diagonal")];
    const reml = { estimator: "reml" } as const;
    expect(() => compareFits({ restricted: fitOf("sleepstudy"), full })).toThrow(/one estimator/);
    expect(() => compareFits({ restricted: fitOf("sleepstudy, ML, no fixed slope", reml), full: fitOf("sleepstudy") })).toThrow(/must be by estimator "ml"/);
    expect(() => compareFits({ restricted: full, full: slopeless })).toThrow(/missing there: days/);
    expect(() => compareFits({ restricted: full, full })).toThrow(/more parameters/);
    expect(() => compareFits(Object.assign(JSON.parse('{ "full": null }'), { restricted: full }))).toThrow("compareFits: full must be an object; received null");
    expect(() => compareFits(Object.assign(JSON.parse('{ "restricted": {} }'), { full }))).toThrow("compareFits: restricted must have method and counts; method is missing");
    const withOption = { restricted: slopeless, full, estimator: "ml" };
    expect(() => compareFits(withOption)).toThrow(/must not have "estimator"/);
    expect(() => compareFits({ restricted: full, full: uncorrelated })).toThrow(/that covary are no special case/);
    expect(() => compareFits({ restricted: fitOf("24 participants, slope, ML"), full })).toThrow(/same observations/);
  });
});
