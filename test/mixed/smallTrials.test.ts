import { describe, expect, it } from "vitest";
import { compareFits, predictMeans } from "trialwise/mixed";
import { contrast } from "trialwise/model";
import { fitSmallTrial, smallTrials, smallTrialTests } from "./smallTrials.ts";

const values = <Value>(record: { readonly [name: string]: Value }) => Object.values(record);

/** The largest relative difference. */
function difference(ours: readonly (number | null)[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return Math.max(...ours.map((value, index) => Math.abs(value! - theirs[index]!) / Math.abs(theirs[index]!)));
}

// Both sides are polished optima, and the reference has 12 significant digits.
const close = 1e-8;

describe("small random trials", () => {
  it("agree with lme4's criterion at its optimum, pbkrtest and exact Satterthwaite degrees of freedom", () => {
    for (const trial of smallTrials) {
      const { name } = trial;
      const fit = fitSmallTrial(trial);
      const coefficients = values(fit.coefficients);
      expect(Math.abs(fit.logLikelihood - trial.logLikelihood), name).toBeLessThan(1e-8);
      coefficients.forEach(({ estimate }, index) => expect(Math.abs(estimate - trial.beta[index]!) / trial.standardErrors[index]!, name).toBeLessThan(close));
      expect(difference(coefficients.map(({ standardError }) => standardError), trial.standardErrors), name).toBeLessThan(close);
      expect(difference(coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom), trial.satterthwaite), name).toBeLessThan(close);
      expect(Math.abs(fit.residualVariance / trial.residualVariance - 1), name).toBeLessThan(close);
      const { matrix } = fit.randomEffects.covariance;
      const columns = matrix.flatMap((_, column) => matrix.flatMap((row, place) => (place >= column ? [[row[column]!, Math.sqrt(matrix[place]![place]! * matrix[column]![column]!)] as const] : [])));
      columns.forEach(([entry, scale], index) => expect(Math.abs(entry - trial.G[index]!) / (scale + 1e-300), name).toBeLessThanOrEqual(close));
      const { singular } = fit.diagnostics;
      expect([name, singular === false ? trial.random.length : singular.rank]).toEqual([name, trial.rank]);
      trial.effects.forEach((theirs, participant) =>
        values(fit.randomEffects.byParticipant[participant]!.effects).forEach(({ estimate, conditionalStandardDeviation }, index) => {
          const scale = Math.sqrt(matrix[index]![index]!) || 1;
          expect(Math.abs(estimate - theirs.estimates[index]!) / scale, name).toBeLessThan(close);
          // R subtracts two matrices, which loses half the digits where a variance is nearly nil.
          expect(Math.abs(conditionalStandardDeviation - theirs.standardDeviations[index]!) / scale, name).toBeLessThan(1e-6);
        }),
      );
      const degreesBy = (options: Parameters<typeof fitSmallTrial>[1]) => values(fitSmallTrial(trial, options).coefficients);
      expect(difference(degreesBy({ information: "expected" }).map(({ degreesOfFreedom }) => degreesOfFreedom), trial.expected), name).toBeLessThan(close);
      if (trial.kenwardRoger === null) continue;
      const adjusted = degreesBy({ degreesOfFreedomMethod: "kenward-roger" });
      expect(difference(adjusted.map(({ standardError }) => standardError), trial.kenwardRoger), name).toBeLessThan(close);
      expect(difference(adjusted.map(({ degreesOfFreedom }) => degreesOfFreedom), trial.expected), name).toBeLessThan(close);
    }
  });

  it("have the contrasts of lme4's optimum, alone and together", () => {
    smallTrials.forEach((trial, place) => {
      const { name } = trial;
      const tests = smallTrialTests[place]!;
      expect(tests.name).toBe(name);
      const unit = (index: number) => ({ [trial.fixed[index]!]: 1 });
      const fit = fitSmallTrial(trial);
      const own = tests.combinations.map((row) => contrast(fit, row));
      own.forEach(({ estimate }, index) => expect(Math.abs(estimate - tests.estimates[index]!) / tests.standardErrors[index]!, name).toBeLessThan(close));
      expect(difference(own.map(({ standardError }) => standardError), tests.standardErrors), name).toBeLessThan(close);
      expect(difference(own.map(({ degreesOfFreedom }) => degreesOfFreedom), tests.satterthwaite), name).toBeLessThan(close);
      const joint = contrast(fit, tests.joint.map(unit));
      expect(joint.degreesOfFreedom.numerator).toBe(tests.joint.length);
      expect(Math.abs(joint.statistic! / tests.f.statistic - 1), name).toBeLessThan(close);
      if (tests.f.denominator !== null) expect(Math.abs(joint.degreesOfFreedom.denominator! / tests.f.denominator - 1), name).toBeLessThan(1e-6);
      if (tests.kenwardRoger === null || tests.expected === null) return;
      const adjustedFit = fitSmallTrial(trial, { degreesOfFreedomMethod: "kenward-roger" });
      const adjusted = tests.combinations.map((row) => contrast(adjustedFit, row));
      expect(difference(adjusted.map(({ standardError }) => standardError), tests.kenwardRoger), name).toBeLessThan(close);
      expect(difference(adjusted.map(({ degreesOfFreedom }) => degreesOfFreedom), tests.expected), name).toBeLessThan(close);
      if (tests.kenwardRogerF === null) return;
      const { statistic, denominator, scale } = tests.kenwardRogerF;
      const adjustedJoint = contrast(adjustedFit, tests.joint.map(unit));
      expect(Math.abs(adjustedJoint.statistic! / statistic - 1), name).toBeLessThan(close);
      expect(Math.abs(adjustedJoint.degreesOfFreedom.denominator! / denominator - 1), name).toBeLessThan(1e-6);
      expect(Math.abs(adjustedJoint.scale! / scale - 1), name).toBeLessThan(close);
    });
  });

  it("have the mean courses of lme4's optimum", () => {
    smallTrials.forEach((trial, place) => {
      const { name } = trial;
      const tests = smallTrialTests[place]!;
      const rows = Object.fromEntries(trial.fixed.map((fixed) => [fixed, tests.combinations.map((row) => row[fixed]!)]));
      const errors = [
        { fit: fitSmallTrial(trial), standardErrors: tests.standardErrors, degreesOfFreedom: tests.satterthwaite },
        ...(tests.kenwardRoger === null ? [] : [{ fit: fitSmallTrial(trial, { degreesOfFreedomMethod: "kenward-roger" }), standardErrors: tests.kenwardRoger, degreesOfFreedom: tests.expected! }]),
      ];
      for (const { fit, standardErrors, degreesOfFreedom } of errors) {
        const { predictions } = predictMeans(fit, rows);
        predictions.forEach(({ estimate }, index) => expect(Math.abs(estimate - tests.estimates[index]!) / standardErrors[index]!, name).toBeLessThan(close));
        expect(difference(predictions.map(({ standardError }) => standardError), standardErrors), name).toBeLessThan(close);
        expect(difference(predictions.map((prediction) => prediction.degreesOfFreedom), degreesOfFreedom), name).toBeLessThan(close);
      }
    });
  });

  it("have the likelihood-ratio tests of lme4's optima", () => {
    smallTrials.forEach((trial, place) => {
      const { name } = trial;
      const { restricted, full, logLikelihood, degreesOfFreedom, pValue } = smallTrialTests[place]!.nested;
      const test = compareFits({ restricted: fitSmallTrial(trial, {}, restricted), full: fitSmallTrial(trial, {}, full) });
      expect(Math.abs(test.logLikelihood.restricted - logLikelihood[0]!), name).toBeLessThan(1e-8);
      expect(Math.abs(test.logLikelihood.full - logLikelihood[1]!), name).toBeLessThan(1e-8);
      expect(Math.abs(test.statistic - 2 * (logLikelihood[1]! - logLikelihood[0]!)), name).toBeLessThan(1e-8);
      expect(test.degreesOfFreedom).toBe(degreesOfFreedom);
      // The p-value of a statistic of nearly 0 changes with its root.
      expect(Math.abs(test.pValue - pValue), name).toBeLessThan(1e-5);
    });
  });
});
