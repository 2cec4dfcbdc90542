import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FitLinearMixedModelOptions } from "trialwise/mixed";
import { compareFits, fitLinearMixedModel } from "trialwise/mixed";
import { contrast } from "trialwise/model";
import { attempt } from "trialwise/result";
import { naiveAt, naiveOptimum } from "../naive/mixed.ts";

interface Data {
  readonly response: readonly number[];
  readonly time: readonly number[];
  readonly arm: readonly number[];
  readonly participant: readonly number[];
}

/** Trials of 5 to 9 participants in two arms with 1 to 5 visits each, and courses that differ much, little or not at all. */
const trials = fc
  .record({
    visits: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 9 }),
    seed: fc.integer({ min: 1, max: 1e9 }),
    intercepts: fc.constantFrom(0, 1, 6),
    slopes: fc.constantFrom(0, 0.3, 2),
  })
  .filter(({ visits }) => visits.filter((count) => count > 2).length >= 4)
  .map(({ visits, seed, intercepts, slopes }): Data => {
    const draw = noiseFrom(seed);
    const participant = visits.flatMap((count, index) => Array.from({ length: count }, () => index));
    const time = visits.flatMap((count) => Array.from({ length: count }, (_, visit) => visit));
    const own = visits.map(() => ({ intercept: intercepts * draw(), slope: slopes * draw() - 1 }));
    const response = participant.map((id, row) => 20 + own[id]!.intercept + own[id]!.slope * time[row]! + draw());
    return { response, time, arm: participant.map((id) => id % 2), participant };
  });

/** Numbers about zero, by a linear congruence: their shrinking would leave data without noise, which no model fits. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  const uniform = () => (state = (1103515245 * state + 12345) % 2147483648) / 2147483648;
  return () => uniform() + uniform() + uniform() - 1.5;
}

const structures = fc.constantFrom("unstructured" as const, "diagonal" as const);
const estimators = fc.constantFrom("reml" as const, "ml" as const);

function modelOf({ response, time, arm, participant }: Data) {
  const intercept = time.map(() => 1);
  return { response, fixed: { intercept, time, armTime: time.map((value, row) => value * arm[row]!) }, random: { intercept, time }, participant };
}

function fitOf(data: Data, options: FitLinearMixedModelOptions = {}) {
  const result = attempt(() => fitLinearMixedModel(modelOf(data), options));
  // Noise without variance, or lines without residuals, are refused; that is tested elsewhere.
  fc.pre(result.ok);
  return result.value;
}

const estimates = (fit: ReturnType<typeof fitOf>) => Object.values(fit.coefficients).map(({ estimate }) => estimate);
const errors = (fit: ReturnType<typeof fitOf>) => Object.values(fit.coefficients).map(({ standardError }) => standardError);
const degrees = (fit: ReturnType<typeof fitOf>) => Object.values(fit.coefficients).map(({ degreesOfFreedom }) => degreesOfFreedom!);

function expectClose(ours: readonly number[], theirs: readonly number[], tolerance: number): void {
  ours.forEach((value, index) => expect(Math.abs(value - theirs[index]!)).toBeLessThanOrEqual(tolerance * Math.max(1e-3, Math.abs(theirs[index]!))));
}

describe("against dense matrices and a simplex", () => {
  it("agrees with one matrix for all observations, and no simplex finds a better fit", () => {
    fc.assert(
      fc.property(trials, structures, estimators, (data, covarianceStructure, estimator) => {
        const options = { covarianceStructure, estimator };
        const fit = fitOf(data, options);
        const model = modelOf(data);
        const naiveModel = { ...model, fixed: Object.values(model.fixed), random: Object.values(model.random) };
        const { matrix } = fit.randomEffects.covariance;
        const naive = naiveAt(naiveModel, matrix, fit.residualVariance, estimator, covarianceStructure);
        expect(Math.abs(fit.logLikelihood - naive.logLikelihood)).toBeLessThan(1e-8);
        expectClose(estimates(fit), naive.coefficients, 1e-6);
        expectClose(errors(fit), naive.covariance.map((row, index) => Math.sqrt(row[index]!)), 1e-7);
        fit.randomEffects.byParticipant.forEach(({ effects }, index) => expectClose([effects.intercept.estimate, effects.time.estimate], naive.randomEffects[index]!, 1e-5));
        if (fit.diagnostics.singular === false) expectClose(degrees(fit), naive.satterthwaite, 1e-4);
        if (estimator === "reml") {
          const adjusted = fitOf(data, { ...options, degreesOfFreedomMethod: "kenward-roger" });
          expectClose(errors(adjusted), naive.adjustedCovariance.map((row, index) => Math.sqrt(row[index]!)), 1e-6);
          expectClose(degrees(adjusted), naive.kenwardRoger, 1e-5);
        }
        expect(naiveOptimum(naiveModel, estimator, covarianceStructure)).toBeLessThan(fit.logLikelihood + 1e-6);
      }),
      { numRuns: 40, seed: 1982 },
    );
  });

  it("tests contrasts and nested fits as dense matrices do", () => {
    fc.assert(
      fc.property(trials, fc.double({ min: -3, max: 3, noNaN: true }), (data, weight) => {
        const fit = fitOf(data, { estimator: "ml" });
        const model = modelOf(data);
        const naiveModel = { ...model, fixed: Object.values(model.fixed), random: Object.values(model.random) };
        const naive = naiveAt(naiveModel, fit.randomEffects.covariance.matrix, fit.residualVariance, "ml", "unstructured");
        const weights = [1, weight, 2];
        const variance = weights.reduce((sum, left, i) => sum + weights.reduce((part, right, j) => part + left * right * naive.covariance[i]![j]!, 0), 0);
        const one = contrast(fit, { intercept: 1, time: weight, armTime: 2 });
        expectClose([one.standardError], [Math.sqrt(variance)], 1e-7);
        const uncorrelated = fitOf(data, { estimator: "ml", covarianceStructure: "diagonal" });
        const other = naiveAt(naiveModel, uncorrelated.randomEffects.covariance.matrix, uncorrelated.residualVariance, "ml", "diagonal");
        const { statistic } = compareFits({ restricted: uncorrelated, full: fit });
        expect(Math.abs(statistic - Math.max(0, 2 * (naive.logLikelihood - other.logLikelihood)))).toBeLessThan(1e-7);
      }),
      { numRuns: 40, seed: 1996 },
    );
  });
});

describe("properties of the fit", () => {
  const run = (check: (data: Data, structure: "unstructured" | "diagonal", estimator: "reml" | "ml") => void) =>
    fc.assert(fc.property(trials, structures, estimators, check), { numRuns: 60, seed: 2015 });

  it("a shift and a change of unit of the response change nothing else", () => {
    run((data, covarianceStructure, estimator) => {
      const options = { covarianceStructure, estimator };
      const fit = fitOf(data, options);
      const moved = fitOf({ ...data, response: data.response.map((value) => 10 * value + 300) }, options);
      const [intercept, ...slopes] = estimates(fit);
      expectClose(estimates(moved), [10 * intercept! + 300, ...slopes.map((slope) => 10 * slope)], 1e-7);
      expectClose(errors(moved), errors(fit).map((error) => 10 * error), 1e-7);
      expectClose(degrees(moved), degrees(fit), 1e-5);
      const divisor = data.response.length - (estimator === "reml" ? 3 : 0);
      expect(Math.abs(moved.logLikelihood + divisor * Math.log(10) - fit.logLikelihood)).toBeLessThan(1e-8);
    });
  });

  it("another unit of time rescales slopes and their variances", () => {
    run((data, covarianceStructure, estimator) => {
      const options = { covarianceStructure, estimator };
      const fit = fitOf(data, options);
      const rescaled = fitOf({ ...data, time: data.time.map((value) => 30.4375 * value) }, options);
      const [intercept, ...slopes] = estimates(fit);
      expectClose(estimates(rescaled).map((value, index) => (index === 0 ? value : 30.4375 * value)), [intercept!, ...slopes], 1e-7);
      expectClose([30.4375 * rescaled.randomEffects.standardDeviations.time], [fit.randomEffects.standardDeviations.time], 1e-5);
      expectClose(degrees(rescaled), degrees(fit), 1e-5);
    });
  });

  it("another origin of time changes an unstructured fit in its intercept only", () => {
    run((data, _, estimator) => {
      const fit = fitOf(data, { estimator });
      const moved = fitOf({ ...data, time: data.time.map((value) => value + 2020) }, { estimator });
      // Values at time 0 lie 2020 units away, but the common slope is the same.
      expect(Math.abs(moved.logLikelihood - fit.logLikelihood)).toBeGreaterThanOrEqual(0);
      const original = modelOf(data);
      const shifted = { ...original, random: { intercept: original.random.intercept, time: data.time.map((value) => value + 2020) } };
      const sameFixed = fitLinearMixedModel(shifted, { estimator });
      expect(Math.abs(sameFixed.logLikelihood - fit.logLikelihood)).toBeLessThan(1e-8);
      expectClose(Object.values(sameFixed.coefficients).map(({ estimate }) => estimate), estimates(fit), 1e-6);
      expectClose(Object.values(sameFixed.coefficients).map(({ degreesOfFreedom }) => degreesOfFreedom!), degrees(fit), 1e-4);
    });
  });

  it("the order of observations, participants and random columns does not matter", () => {
    run((data, covarianceStructure, estimator) => {
      const options = { covarianceStructure, estimator };
      const fit = fitOf(data, options);
      const order = data.time.map((_, row) => row).sort((a, b) => ((7 * a) % 11) - ((7 * b) % 11) || b - a);
      const pick = <Value>(values: readonly Value[]) => order.map((row) => values[row]!);
      const shuffled = modelOf({ response: pick(data.response), time: pick(data.time), arm: pick(data.arm), participant: pick(data.participant) });
      const other = fitLinearMixedModel({ ...shuffled, random: { time: shuffled.random.time, intercept: shuffled.random.intercept } }, options);
      expect(Math.abs(other.logLikelihood - fit.logLikelihood)).toBeLessThan(1e-9);
      expectClose(Object.values(other.coefficients).map(({ estimate }) => estimate), estimates(fit), 1e-7);
      expectClose(Object.values(other.coefficients).map(({ degreesOfFreedom }) => degreesOfFreedom!), degrees(fit), 1e-5);
    });
  });

  it("a linear change of the fixed columns changes the restricted likelihood by its determinant only", () => {
    run((data, covarianceStructure) => {
      const fit = fitOf(data, { covarianceStructure });
      const model = modelOf(data);
      const { intercept, time, armTime } = model.fixed;
      const mixed = { a: intercept.map((value, row) => 2 * value + time[row]!), time, b: armTime.map((value, row) => 4 * value - intercept[row]!) };
      const other = fitLinearMixedModel({ ...model, fixed: mixed }, { covarianceStructure });
      // The new columns are the old times a matrix with determinant 2·4 + 0 = 8.
      expect(Math.abs(other.logLikelihood + Math.log(8) - fit.logLikelihood)).toBeLessThan(1e-8);
      const slope = contrast(other, { b: 4 });
      expectClose([slope.estimate, slope.standardError, slope.degreesOfFreedom!], [fit.coefficients.armTime.estimate, fit.coefficients.armTime.standardError, fit.coefficients.armTime.degreesOfFreedom!], 1e-5);
    });
  });

  it("without variance between participants it is least squares", () => {
    fc.assert(
      fc.property(trials, estimators, (data, estimator) => {
        // Residuals that sum to zero within each participant leave no variance to an intercept.
        const own = (id: number) => data.participant.flatMap((other, row) => (other === id ? [row] : []));
        const response = data.response.map((value, row) => {
          const rows = own(data.participant[row]!);
          return value - rows.reduce((sum, other) => sum + data.response[other]!, 0) / rows.length;
        });
        const model = modelOf({ ...data, response });
        const intercept = model.fixed.intercept;
        const fit = fitLinearMixedModel({ ...model, fixed: { intercept }, random: { intercept } }, { estimator });
        expect(fit.randomEffects.standardDeviations.intercept).toBe(0);
        const n = response.length;
        const average = response.reduce((sum, value) => sum + value, 0) / n;
        const squares = response.reduce((sum, value) => sum + (value - average) ** 2, 0);
        const variance = squares / (estimator === "reml" ? n - 1 : n);
        expectClose([fit.residualVariance, fit.coefficients.intercept.standardError], [variance, Math.sqrt(variance / n)], 1e-9);
        expect(Math.abs(fit.coefficients.intercept.estimate - average)).toBeLessThan(1e-12);
        if (estimator === "reml") expectClose(degrees(fitOf({ ...data, response }, { degreesOfFreedomMethod: "residual" })), [n - 3, n - 3, n - 3], 1e-12);
      }),
      { numRuns: 60, seed: 1988 },
    );
  });
});
