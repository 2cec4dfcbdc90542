import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSurvival } from "trialwise/survival";
import { adjustedCases, optionsOfCase, peopleOfCase, sites, timesOfPeople } from "./adjustedCase.ts";

describe("compareSurvival with adjustFor", () => {
  it("does not depend on what levels are called, the unit of a number, the order of participants or a constant covariate, and swapping the arms inverts it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...adjustedCases.slice(0, 120)), fc.integer({ min: 1, max: 40 }), (each, factor) => {
        const some = peopleOfCase(each);
        const options = optionsOfCase(each);
        const base = compareSurvival(timesOfPeople(some), options).adjustedRegression!;
        // The levels by other names, in the same order.
        const renamed = some.map(({ covariates, ...rest }) => ({ ...rest, covariates: { ...covariates, ...(covariates?.["site"] !== undefined && { site: `S${sites.findIndex((one) => one === covariates["site"])}` }) } }));
        const other = compareSurvival(timesOfPeople(renamed, { site: ["S0", "S1", "S2"] }), options).adjustedRegression!;
        const nameOf = (name: string) => name.replace(/site\[S(\d)\]/u, (_, place: string) => `site[${sites[Number(place)]}]`);
        expect({ ...other, coefficients: other.coefficients.map((one) => ({ ...one, name: nameOf(one.name) })) }).toEqual({
          ...base,
          leftOut: other.leftOut,
          proportionalHazards: base.proportionalHazards && { ...base.proportionalHazards, coefficients: other.proportionalHazards!.coefficients },
        });
        // Years as factor × years.
        const scaled = some.map(({ covariates, ...rest }) => ({ ...rest, covariates: { ...covariates, ...(covariates?.["age"] !== undefined && { age: factor * Number(covariates["age"]) }) } }));
        const inUnits = compareSurvival(timesOfPeople(scaled), options).adjustedRegression!;
        expect(inUnits.treatment!.estimate).toBeCloseTo(base.treatment!.estimate, 8);
        inUnits.coefficients.forEach(({ name, estimate, standardError, statistic }, index) => {
          const one = base.coefficients[index]!;
          const times = name === "age" ? factor : 1;
          expect(estimate * times).toBeCloseTo(one.estimate, 8);
          expect(standardError * times).toBeCloseTo(one.standardError, 8);
          expect(statistic).toBeCloseTo(one.statistic, 6);
        });
        const backwards = compareSurvival(timesOfPeople([...some].reverse()), options).adjustedRegression!;
        expect(backwards.treatment!.estimate).toBeCloseTo(base.treatment!.estimate, 8);
        // A covariate that is the same in everybody changes nothing, and is named.
        const constant = some.map(({ covariates, ...rest }) => ({ ...rest, covariates: { ...covariates, months: 7 } }));
        const constantOptions = { ...options, adjustFor: [...options.adjustFor.filter(({ covariate }) => covariate !== "months"), { covariate: "months" as const }] };
        const same = compareSurvival(timesOfPeople(constant), constantOptions).adjustedRegression!;
        expect(same.leftOut).toContainEqual({ name: "months", reason: "no-variance" });
        expect(same.treatment!.estimate).toBeCloseTo(base.treatment!.estimate, 8);
        const swapped = compareSurvival(timesOfPeople(some), { ...options, treatment: "control", control: "msc" }).adjustedRegression!;
        expect(swapped.treatment!.estimate).toBeCloseTo(-base.treatment!.estimate, 8);
        expect(swapped.leftOut).toEqual(base.leftOut);
        // The other parts are those without adjustment.
        const { adjustedRegression: _, method: __, ...whole } = compareSurvival(timesOfPeople(some), options);
        const { adjustFor: ___, ...without } = options;
        const { method: ____, ...plain } = compareSurvival(timesOfPeople(some), without);
        expect(whole).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });
});
