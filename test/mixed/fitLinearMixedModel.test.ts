import { describe, expect, it } from "vitest";
import type { FitLinearMixedModelOptions } from "trialwise/mixed";
import { fitLinearMixedModel } from "trialwise/mixed";
import { deepFreeze } from "../deepFreeze.ts";
import { inputOf, reference, referenceCase } from "./referenceCases.ts";
import type { ReferenceCase } from "./referenceCases.ts";

const values = <Value>(record: { readonly [name: string]: Value }) => Object.values(record);

function fitOf(one: ReferenceCase, options: FitLinearMixedModelOptions = {}) {
  return fitLinearMixedModel(inputOf(one), { estimator: one.reml ? "reml" : "ml", covarianceStructure: one.structure, ...options });
}

/** The largest relative difference. */
function difference(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return Math.max(...ours.map((value, index) => Math.abs(value - theirs[index]!) / Math.max(Math.abs(theirs[index]!), 1e-300)));
}

const errorsOf = (fit: ReturnType<typeof fitOf>) => ({
  standardErrors: values(fit.coefficients).map(({ standardError }) => standardError),
  degreesOfFreedom: values(fit.coefficients).map(({ degreesOfFreedom }) => degreesOfFreedom!),
});

// Both sides are polished optima, so that what is left is rounding: 1e-9 leaves room for the worst conditioned case.
const close = 1e-9;

describe("published fit", () => {
  it("reproduces the published fit of sleepstudy", () => {
    // Bates et al. 2015, section 5.2, prints lme4's fit; the degrees of freedom follow from balance: 18 participants − 1.
    const fit = fitOf(referenceCase("sleepstudy"));
    expect(fit.coefficients["intercept"]!.estimate).toBeCloseTo(251.405, 3);
    expect(fit.coefficients["days"]!.estimate).toBeCloseTo(10.467, 3);
    expect(fit.coefficients["intercept"]!.standardError).toBeCloseTo(6.825, 3);
    expect(fit.coefficients["days"]!.standardError).toBeCloseTo(1.546, 3);
    expect(fit.coefficients["days"]!.degreesOfFreedom).toBeCloseTo(17, 9);
    expect(-2 * fit.logLikelihood).toBeCloseTo(1743.628, 3);
    expect(fit.residualVariance).toBeCloseTo(654.94, 2);
    expect(fit.randomEffects.standardDeviations["days"]).toBeCloseTo(5.922, 3);
  });

  it("equals the analysis of variance of a balanced one-way layout, worked by hand", () => {
    // Groups (1, 3), (4, 6), (9, 7): means 2, 5, 8; within mean square 6/3 = 2; between mean square 2·18/2 = 18.
    const response = [1, 3, 4, 6, 9, 7];
    const intercept = [1, 1, 1, 1, 1, 1];
    const fit = fitLinearMixedModel({ response, fixed: { intercept }, random: { intercept }, participant: ["a", "a", "b", "b", "c", "c"] });
    expect(fit.residualVariance).toBeCloseTo(2, 10);
    expect(fit.randomEffects.covariance.matrix[0]![0]).toBeCloseTo((18 - 2) / 2, 10);
    expect(fit.coefficients.intercept.estimate).toBeCloseTo(5, 12);
    expect(fit.coefficients.intercept.standardError).toBeCloseTo(Math.sqrt(18 / 6), 10);
    expect(fit.coefficients.intercept.degreesOfFreedom).toBeCloseTo(2, 8);
    // Shrunk by 8/(8 + 2/2) towards the mean.
    expect(fit.randomEffects.byParticipant.map(({ effects }) => effects.intercept.estimate)).toEqual([
      expect.closeTo(-3 * (8 / 9), 10),
      expect.closeTo(0, 10),
      expect.closeTo(3 * (8 / 9), 10),
    ]);
    expect(fit.fitted.conditional[0]).toBeCloseTo(5 - 3 * (8 / 9), 10);
    expect(fit.residuals.marginal[0]).toBeCloseTo(-4, 12);
  });
});

describe("reference values from R", () => {
  it.each(reference.cases)("agrees with the polished fit of R: $name", (one) => {
    const { reference: theirs } = one;
    const fit = fitOf(one);
    const largest = Math.abs(theirs.logLikelihood);
    expect(Math.abs(fit.logLikelihood - theirs.logLikelihood)).toBeLessThan(Math.max(1e-8, 1e-13 * largest));
    const estimates = values(fit.coefficients).map(({ estimate }) => estimate);
    estimates.forEach((estimate, index) => expect(Math.abs(estimate - theirs.beta[index]!) / theirs.standardErrors[index]!).toBeLessThan(close));
    const errors = errorsOf(fit);
    expect(difference(errors.standardErrors, theirs.standardErrors)).toBeLessThan(close);
    expect(difference(errors.degreesOfFreedom, theirs.satterthwaite)).toBeLessThan(close);
    expect(difference([fit.residualVariance], [theirs.residualVariance])).toBeLessThan(close);
    fit.randomEffects.covariance.matrix.forEach((row, i) =>
      row.forEach((value, j) => expect(Math.abs(value - theirs.G[i]![j]!) / (Math.sqrt(theirs.G[i]![i]! * theirs.G[j]![j]!) + 1e-300)).toBeLessThanOrEqual(close)),
    );
    expect(fit.diagnostics.singular !== false).toBe(theirs.singular);
    expect(fit.diagnostics.gradientNorm).not.toBeGreaterThan(1e-5);
    const byId = [...fit.randomEffects.byParticipant].sort((a, b) => a.participant - b.participant);
    theirs.effects.forEach(({ estimates: predicted, standardDeviations }, participant) => {
      values(byId[participant]!.effects).forEach((effect, index) => {
        const scale = Math.sqrt(theirs.G[index]![index]!) || 1;
        expect(Math.abs(effect.estimate - predicted[index]!) / scale).toBeLessThan(close);
        // R subtracts two matrices, which loses half the digits where a variance is nearly nil.
        expect(Math.abs(effect.conditionalStandardDeviation - standardDeviations[index]!) / scale).toBeLessThan(1e-6);
      });
    });
    expect(difference(errorsOf(fitOf(one, { information: "expected" })).degreesOfFreedom, theirs.expectedSatterthwaite)).toBeLessThan(close);
  });

  it.each(reference.cases.filter(({ reml }) => reml))("agrees with Kenward and Roger's formulas and pbkrtest: $name", (one) => {
    const { kenwardRoger, kenwardRogerObserved, pbkrtest } = one.reference;
    const expected = errorsOf(fitOf(one, { degreesOfFreedomMethod: "kenward-roger" }));
    for (const theirs of [kenwardRoger, pbkrtest]) {
      if (theirs === undefined) continue;
      expect(difference(expected.standardErrors, theirs.standardErrors)).toBeLessThan(close);
      expect(difference(expected.degreesOfFreedom, theirs.degreesOfFreedom)).toBeLessThan(close);
    }
    if (kenwardRogerObserved === undefined) return;
    const observed = errorsOf(fitOf(one, { degreesOfFreedomMethod: "kenward-roger", information: "observed" }));
    expect(difference(observed.standardErrors, kenwardRogerObserved.standardErrors)).toBeLessThan(close);
    expect(difference(observed.degreesOfFreedom, kenwardRogerObserved.degreesOfFreedom)).toBeLessThan(close);
  });
});

const small = {
  response: [40, 38, 36, 33, 44, 43, 41, 41, 42, 40, 40, 37, 37, 36, 37, 41, 41, 40, 38, 39],
  fixed: { intercept: Array.from({ length: 20 }, () => 1), time: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 0, 1, 2, 3, 0] },
  random: { intercept: Array.from({ length: 20 }, () => 1) },
  participant: [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6],
};

describe("the result", () => {
  it.each([{}, { degreesOfFreedomMethod: "kenward-roger" }, { degreesOfFreedomMethod: "residual" }, { degreesOfFreedomMethod: "asymptotic" }, { estimator: "ml" }] as const)(
    "is plain data, and the input stays as it is: %o",
    (options) => {
      const fit = fitLinearMixedModel(deepFreeze(structuredClone(small)), options);
      expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
    },
  );

  it("is plain data where the covariance is zero", () => {
    const fit = fitOf(referenceCase("20 participants, nothing varies"));
    expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
    expect(fit.diagnostics.singular).toEqual({ rank: 0, directions: [{ intercept: 1 }], degreesOfFreedomModel: "restricted-rank" });
    expect(fit.randomEffects.correlations.matrix).toEqual([[null]]);
    expect(fit.reasons).toEqual({ "randomEffects.correlations": "no-variance" });
  });

  it("names the direction that does not vary, and only zero variances of a diagonal covariance", () => {
    const fit = fitOf(referenceCase("30 participants, diagonal, slopes before baseline alike"));
    expect(fit.diagnostics.singular).toEqual({ rank: 2, directions: [{ intercept: 0, pre: 1, post: 0 }], degreesOfFreedomModel: "restricted-rank" });
    expect(fit.randomEffects.standardDeviations["pre"]).toBe(0);
    const other = fitOf(referenceCase("30 participants, slopes before baseline alike"), { degreesOfFreedomMethod: "kenward-roger" });
    const { singular } = other.diagnostics;
    if (singular === false) throw new Error("expected a singular fit");
    expect(singular.degreesOfFreedomModel).toBe("unrestricted");
    const weights = values(singular.directions[0]!);
    const variance = weights.reduce((sum, left, i) => sum + weights.reduce((part, right, j) => part + left * right * other.randomEffects.covariance.matrix[i]![j]!, 0), 0);
    expect(Math.abs(variance)).toBeLessThan(1e-10 * other.randomEffects.covariance.matrix[0]![0]!);
  });

  it("counts parameters as the options say", () => {
    const fit = fitLinearMixedModel(small);
    const deviance = -2 * fit.logLikelihood;
    expect(fit.counts).toEqual({ observations: 20, participants: 6, fixedEffects: 2, covarianceParameters: 2 });
    expect(fit.aic).toBeCloseTo(deviance + 8, 10);
    expect(fit.bic).toBeCloseTo(deviance + 4 * Math.log(20), 10);
    const sas = fitLinearMixedModel(small, { informationCriteria: "sas" });
    expect(sas.aic).toBeCloseTo(deviance + 4, 10);
    expect(sas.bic).toBeCloseTo(deviance + 2 * Math.log(6), 10);
    const likelihood = fitLinearMixedModel(small, { informationCriteria: "sas", estimator: "ml" });
    expect(likelihood.aic).toBeCloseTo(-2 * likelihood.logLikelihood + 8, 10);
    expect(likelihood.bic).toBeCloseTo(-2 * likelihood.logLikelihood + 4 * Math.log(6), 10);
  });

  it("has the degrees of freedom that were asked for", () => {
    const { time } = fitLinearMixedModel(small, { degreesOfFreedomMethod: "residual" }).coefficients;
    expect(time.degreesOfFreedom).toBe(18);
    const normal = fitLinearMixedModel(small, { degreesOfFreedomMethod: "asymptotic", level: 0.9 }).coefficients.time;
    expect(normal.degreesOfFreedom).toBeNull();
    expect(normal.reasons).toEqual({ degreesOfFreedom: "unbounded" });
    expect(normal.interval.upper! - normal.estimate).toBeCloseTo(1.6448536269514722 * normal.standardError, 12);
    expect(fitLinearMixedModel(small, { degreesOfFreedomMethod: "kenward-roger" }).method.options.information).toBe("expected");
  });
});

describe("refusals", () => {
  const { response, fixed, random, participant } = small;
  const ones = fixed.intercept;
  const code = (expected: string, message: RegExp) => expect.objectContaining({ code: expected, message: expect.stringMatching(message) as string });
  const failureOf = (run: () => unknown): unknown => {
    try {
      return run();
    } catch (error) {
      return error;
    }
  };

  it("names aliased columns", () => {
    const twice = fixed.time.map((value) => 2 * value + 1);
    expect(failureOf(() => fitLinearMixedModel({ ...small, fixed: { ...fixed, twice } }))).toEqual(code("singular-design", /fixed .*"twice"/));
    expect(failureOf(() => fitLinearMixedModel({ ...small, random: { ...random, time: fixed.time, twice } }))).toEqual(code("singular-design", /random .*"twice"/));
  });

  it("names a column of zeros, such as the indicator of an empty arm", () => {
    const nobody = ones.map(() => 0);
    expect(failureOf(() => fitLinearMixedModel({ ...small, fixed: { ...fixed, nobody } }))).toEqual(code("singular-design", /fixed .*or zero: "nobody"/));
    expect(failureOf(() => fitLinearMixedModel({ ...small, random: { ...random, nobody } }))).toEqual(code("singular-design", /random .*or zero: "nobody"/));
  });

  it("refuses infinite values in every part", () => {
    const withInfinity = (column: readonly number[]) => column.map((value, row) => (row === 5 ? Infinity : value));
    expect(() => fitLinearMixedModel({ ...small, response: withInfinity(response) })).toThrow(/response\[5\] must be a finite number; received Infinity/);
    expect(() => fitLinearMixedModel({ ...small, fixed: { ...fixed, time: withInfinity(fixed.time) } })).toThrow(/fixed.time\[5\]/);
    expect(() => fitLinearMixedModel({ ...small, random: { intercept: withInfinity(ones) } })).toThrow(/random.intercept\[5\]/);
  });

  it("refuses as many fixed columns as observations, and participants who all have one observation", () => {
    const nine = Object.fromEntries(response.map((_, place) => [`column${place}`, response.map((__, row) => (row === place ? 1 : 0))]));
    expect(failureOf(() => fitLinearMixedModel({ ...small, fixed: nine }))).toEqual(code("too-few-values", /20 observations are too few; it needs more observations than the 20 fixed columns/));
    expect(failureOf(() => fitLinearMixedModel({ ...small, random: { ...random, time: fixed.time }, participant: response.map((_, row) => row) }))).toEqual(code("singular-design", /"time" varies within no participant/));
  });

  it("refuses a random column that varies within no participant", () => {
    const age = participant.map((id) => 40 + 7 * id + (id % 3));
    expect(failureOf(() => fitLinearMixedModel({ ...small, random: { ...random, age } }))).toEqual(code("singular-design", /"age" varies within no participant/));
  });

  it("lets each arm have a variance of its own", () => {
    const treated = participant.map((id) => (id > 3 ? 1 : 0));
    const control = treated.map((value) => 1 - value);
    expect(fitLinearMixedModel({ ...small, random: { control, treated } }, { covarianceStructure: "diagonal" }).diagnostics.converged).toBe(true);
    expect(failureOf(() => fitLinearMixedModel({ ...small, random: { control, treated } }))).toEqual(code("singular-design", /the covariance of "control" and "treated"/));
  });

  it("refuses variances that the design cannot tell apart", () => {
    const own = response.map((_, row) => row);
    expect(failureOf(() => fitLinearMixedModel({ ...small, participant: own }))).toEqual(
      code("singular-design", /the variance of "intercept", the residual variance/),
    );
  });

  it("refuses too few values and values without variance", () => {
    expect(failureOf(() => fitLinearMixedModel({ ...small, participant: participant.map(() => "a") }))).toEqual(code("too-few-values", /participants/));
    const two = { response: [1, 2], fixed: { a: [1, 1], b: [0, 1] }, random: { a: [1, 1] }, participant: [1, 2] };
    expect(failureOf(() => fitLinearMixedModel(two))).toEqual(code("too-few-values", /observations/));
    expect(failureOf(() => fitLinearMixedModel({ ...small, response: fixed.time.map((value) => 3 - 2 * value) }))).toEqual(code("no-variance", /exactly/));
    expect(failureOf(() => fitLinearMixedModel({ ...small, response: response.map((value) => value * 1e-165) }))).toEqual(code("no-variance", /to within 1e-150/));
    const scaled = fitLinearMixedModel({ ...small, response: response.map((value) => value * 1e-130) }).coefficients.time;
    expect(Math.abs(scaled.pValue / fitLinearMixedModel(small).coefficients.time.pValue - 1)).toBeLessThan(1e-9);
    const lines = participant.map((id, row) => id + (id % 3) * fixed.time[row]!);
    expect(failureOf(() => fitLinearMixedModel({ ...small, response: lines, random: fixed }))).toEqual(code("no-variance", /residual variance goes to zero/));
  });

  it("refuses a caller's mistakes", () => {
    const fitted = (input: object, options: object = {}) => () => fitLinearMixedModel({ ...small, ...input }, options);
    expect(fitted({ response: response.slice(1) })).toThrow(/fixed.intercept must have one entry for each of the 19 values of response; received 20/);
    expect(fitted({ participant: participant.slice(1) })).toThrow(RangeError);
    expect(fitted({ participant: participant.map(() => Number.NaN) })).toThrow(/participant\[0\] must be a string or a finite number/);
    expect(fitted({ participant: "abc" })).toThrow(TypeError);
    expect(fitted({ response: response.map((value, row) => (row === 3 ? Number.NaN : value)) })).toThrow(/response\[3\] must be a finite number; received NaN/);
    expect(fitted({ response: response.map((value, row) => (row === 3 ? 1e200 : value)) })).toThrow(/response\[3\]/);
    expect(fitted({ fixed: {} })).toThrow(/fixed must have at least one column/);
    expect(fitted({ random: [ones] })).toThrow(TypeError);
    expect(fitted({ fixed: { constructor: ones } })).toThrow(/"constructor"/);
    expect(fitted({ weights: ones })).toThrow(/must not have "weights"/);
    expect(fitted({}, { level: 95 })).toThrow(/level/);
    expect(fitted({}, { estimator: "remle" })).toThrow(/Did you mean "reml"/);
    expect(fitted({}, { degreesOfFreedom: "residual" })).toThrow(TypeError);
    expect(fitted({}, { estimator: "ml", degreesOfFreedomMethod: "kenward-roger" })).toThrow(/is defined for estimator "reml"/);
    expect(fitted({}, { degreesOfFreedomMethod: "residual", information: "observed" })).toThrow(RangeError);
  });
});
