import { describe, expect, it } from "vitest";
import { fitLinearMixedModel, predictMeans } from "trialwise/mixed";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveAt } from "../naive/mixed.ts";
import { inputOf, reference } from "./referenceCases.ts";

const time = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
const participant = ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "d", "d", "d", "d"];
const intercept = time.map(() => 1);
const response = [40, 38, 36, 33, 44, 43, 41, 41, 42, 42, 40, 41, 37, 36, 37, 35];
const input = { response, fixed: { intercept, time }, random: { intercept, time }, participant };

describe("predictMeans", () => {
  it("is the mean of participants' own lines in a balanced layout, with the error of a mean, worked by hand", () => {
    // The lines of a, b, c and d: 40.2 − 2.3t, 43.9 − 1.1t, 42 − 0.5t, 37 − 0.5t; at 6 they are 26.4, 37.3, 39 and 34: mean 34.175,
    // sum of squared deviations 93.5275, standard error √(93.5275/12) with 3 degrees of freedom.
    const { predictions } = predictMeans(fitLinearMixedModel(input), { intercept: [1], time: [6] });
    expect(predictions[0]!.estimate).toBeCloseTo(34.175, 10);
    expect(predictions[0]!.standardError).toBeCloseTo(Math.sqrt(93.5275 / 12), 8);
    expect(predictions[0]!.degreesOfFreedom).toBeCloseTo(3, 6);
  });

  it.each(reference.cases)("of a single column's unit is its coefficient in R: $name", (one) => {
    const fit = fitLinearMixedModel(inputOf(one), { estimator: one.reml ? "reml" : "ml", covarianceStructure: one.structure });
    const rows = Object.fromEntries(one.fixed.map((name, index) => [name, one.fixed.map((_, row) => (row === index ? 1 : 0))]));
    const { predictions } = predictMeans(fit, rows);
    predictions.forEach(({ estimate, standardError, degreesOfFreedom }, index) => {
      expect(Math.abs(estimate - one.reference.beta[index]!) / one.reference.standardErrors[index]!).toBeLessThan(1e-9);
      expect(Math.abs(standardError / one.reference.standardErrors[index]! - 1)).toBeLessThan(1e-9);
      expect(Math.abs(degreesOfFreedom! / one.reference.satterthwaite[index]! - 1)).toBeLessThan(1e-9);
    });
  });

  it("agrees with dense matrices", () => {
    const fit = fitLinearMixedModel(input);
    const naive = naiveAt({ response, fixed: [intercept, time], random: [intercept, time], participant }, fit.randomEffects.covariance.matrix, fit.residualVariance, "reml", "unstructured");
    const times = [-2, 0, 1.5, 10];
    predictMeans(fit, { intercept: times.map(() => 1), time: times }).predictions.forEach(({ estimate, standardError }, index) => {
      const at = times[index]!;
      expect(estimate).toBeCloseTo(naive.coefficients[0]! + at * naive.coefficients[1]!, 9);
      const [[a = 0, b = 0] = [], [, d = 0] = []] = naive.covariance;
      expect(standardError).toBeCloseTo(Math.sqrt(a + 2 * at * b + at * at * d), 9);
    });
  });

  it("is plain data, of fits that may have gone through JSON", () => {
    const fit = deepFreeze(JSON.parse(JSON.stringify(fitLinearMixedModel(input, { degreesOfFreedomMethod: "asymptotic" }))) as ReturnType<typeof fitLinearMixedModel<"intercept" | "time", "intercept" | "time", string>>);
    const result = predictMeans(fit, { intercept: [0, 1], time: Float64Array.of(0, 2) }, { level: 0.9 });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    expect(result.predictions[0]).toEqual({ estimate: 0, standardError: 0, degreesOfFreedom: null, interval: { lower: 0, upper: 0, level: 0.9 }, reasons: { degreesOfFreedom: "not-defined" } });
    expect(result.predictions[1]!.reasons).toEqual({ degreesOfFreedom: "unbounded" });
    expect(predictMeans(fit, { intercept: [], time: [] }).predictions).toEqual([]);
  });

  it("refuses rows that are not the fit's columns", () => {
    const fit = fitLinearMixedModel(input);
    const predicted = (rows: object, options: object = {}) => () => predictMeans(fit, rows as { intercept: number[]; time: number[] }, options);
    expect(predicted({ intercept: [1] })).toThrow(/time is missing/);
    expect(predicted({ intercept: [1], time: [1], age: [50] })).toThrow(/"age"/);
    expect(predicted({ intercept: [1], time: [1, 2] })).toThrow(/one length; received 1 values of intercept and 2 of time/);
    expect(predicted({ intercept: [1], time: [Number.NaN] })).toThrow(/time\[0\] must be a finite number/);
    expect(predicted({ intercept: [1], time: [1] }, { level: 95 })).toThrow(/level/);
    expect(predicted({ intercept: [1], time: [1] }, { coverage: 0.9 })).toThrow(TypeError);
  });
});
