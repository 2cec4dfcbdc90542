import { describe, expect, it } from "vitest";
import { coxRegression, proportionalHazardsTest } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveDrift, naiveSurvival } from "../naive/survival.ts";
import { aml, toy } from "./aml.ts";
import { coxCases, coxInputOf, coxPeopleOf } from "./coxCase.ts";
import { floored } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

describe("proportionalHazardsTest", () => {
  it("is right by hand for two events", () => {
    // Both risk sets have as many of x = 1 as of x = 0, and one event of each: the hazard ratio is 1, both variances are 1/4. Along a
    // function of time at −1 and 1 the residuals 1/2 and −1/2 add up to −1, with information 1/2: χ² = 2, whatever the function's scale.
    const input = { time: [1, 1.5, 2, 3], event: [1, 0, 1, 0], covariates: { x: [1, 0, 0, 1] } };
    for (const transform of ["km", "identity"] as const) {
      const { coefficients, global } = proportionalHazardsTest(input, { transform });
      expect(coefficients.x.statistic).toBeCloseTo(2, 14);
      expect(coefficients.x.pValue).toBeCloseTo(0.15729920705, 11);
      expect(global).toEqual(coefficients.x);
    }
  });

  it("agrees with R's cox.zph() on 240 random samples, along the Kaplan–Meier transform and along time", () => {
    const worst = new WorstErrors();
    coxCases.forEach((each, at) => {
      for (const [transform, expected] of [["km", each.drift], ["identity", each.driftInTime]] as const) {
        const result = proportionalHazardsTest(coxInputOf(each), { ties: each.ties, transform });
        [...Object.values(result.coefficients), result.global].forEach(({ statistic }, index) => {
          worst.add(at, { [transform]: errorOf(statistic, expected[index]!, floored(expected[index]!, 1e-3)) });
        });
        expect(result.global.degreesOfFreedom).toBe(each.covariates.length);
      }
    });
    worst.expectBelow(1e-8);
  });

  it("agrees with the score test of the wider model by differences of its likelihood", () => {
    const worst = new WorstErrors();
    const few = coxCases.filter(({ covariates, time }) => covariates.length < 3 && time.length < 20).slice(0, 12);
    expect(few).toHaveLength(12);
    few.forEach((each, at) => {
      const group = coxPeopleOf(each);
      // On covariates and times of size 1, so that the differences are of one size.
      const scales = each.covariates.map((column) => Math.max(...column) - Math.min(...column));
      const scaled = group.map((person) => ({ ...person, x: person.x.map((value, j) => (value - each.covariates[j]![0]!) / scales[j]!) }));
      const beta = Object.values(coxRegression(coxInputOf(each), { ties: each.ties }).coefficients).map(({ estimate }, j) => estimate * scales[j]!);
      const last = Math.max(...each.time);
      const before = (t: number) => 1 - naiveSurvival(group, Math.max(0, ...group.map(({ time }) => time).filter((time) => time < t)));
      for (const [transform, drift] of [["km", before], ["identity", (t: number) => t / last]] as const) {
        const { statistic } = proportionalHazardsTest(coxInputOf(each), { ties: each.ties, transform }).global;
        const naive = naiveDrift(scaled, beta, each.ties, drift);
        worst.add(at, { [transform]: errorOf(statistic, naive, floored(naive, 1e-2)) });
      }
    });
    // The information of some samples is nearly singular, which multiplies the error of the differences.
    worst.expectBelow(1e-5);
  });

  it("does not mind the unit of time, although the squares of times are no numbers", () => {
    const covariates = { x: aml.time.map((_, row) => row % 5) };
    const statistic = (unit: number) => proportionalHazardsTest({ time: aml.time.map((value) => value * unit), event: aml.event, covariates }, { transform: "identity" }).global.statistic;
    for (const unit of [1e-300, 1e145]) expect(errorOf(statistic(unit), statistic(1))).toBeLessThan(1e-10);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(proportionalHazardsTest, toy);
    expect(proportionalHazardsTest({ time: aml.time, event: aml.event, covariates: { x: aml.time.map((_, row) => row % 5) } }).method).toMatchObject({
      name: "proportional-hazards-test",
      options: { ties: "efron", transform: "km" },
    });
  });

  it("refuses too few event times, and what the regression refuses", () => {
    expect(codeOf(() => proportionalHazardsTest({ time: [1, 1, 2, 2], event: [1, 1, 0, 0], covariates: { x: [1, 0, 1, 0] } }))).toBe("no-variance");
    expect(codeOf(() => proportionalHazardsTest({ time: [1, 2, 3, 4], event: [1, 1, 0, 0], covariates: { x: [1, 1, 0, 0] } }))).toBe("monotone-likelihood");
    expect(codeOf(() => proportionalHazardsTest({ time: [1, 2], event: [0, 0], covariates: { x: [0, 1] } }))).toBe("no-events");
  });
});
