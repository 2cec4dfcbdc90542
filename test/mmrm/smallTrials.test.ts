import { describe, expect, it } from "vitest";
import { compareMmrmFits } from "trialwise/mmrm";
import { attempt } from "trialwise/result";
import { fitSmallTrial, smallTrials, smallTrialTests } from "./smallTrials.ts";

const values = <Value>(record: { readonly [name: string]: Value }) => Object.values(record);

/** The largest relative difference. */
function difference(ours: readonly (number | null)[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return Math.max(...ours.map((value, index) => Math.abs(value! - theirs[index]!) / Math.abs(theirs[index]!)));
}

// Both sides are polished optima, and the reference has 12 significant digits.
const close = 1e-8;

/** Trials of 12 and 10 participants in which the search in R, from several points, ends at a higher optimum than ours. */
const severalOptima: readonly string[] = ["trial 87, heterogeneous-ar1 by arm", "trial 176, heterogeneous-ar1"];

const fitted = smallTrials.filter(({ beta, name }) => beta !== undefined && !severalOptima.includes(name));

describe("small random trials", () => {
  it("agree with generalised least squares of R, polished to the optimum", () => {
    for (const trial of fitted) {
      const { name } = trial;
      const fit = fitSmallTrial(trial);
      const coefficients = values(fit.coefficients);
      expect(Math.abs(fit.logLikelihood - trial.logLikelihood), name).toBeLessThan(1e-8);
      coefficients.forEach(({ estimate }, index) => expect(Math.abs(estimate - trial.beta![index]!) / trial.standardErrors[index]!, name).toBeLessThan(close));
      expect(difference(coefficients.map(({ standardError }) => standardError), trial.standardErrors), name).toBeLessThan(close);
      expect(difference(coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom), trial.satterthwaite), name).toBeLessThan(close);
      const { visitCovariance } = fit;
      const groups = "matrix" in visitCovariance ? [visitCovariance] : [...visitCovariance].sort((a, b) => a.group - b.group);
      expect(groups).toHaveLength(trial.covariance.length);
      groups.forEach(({ matrix, standardDeviations }, group) => {
        const columns = matrix.flatMap((_, j) => matrix.flatMap((row, i) => (i >= j ? [row[j]! / (standardDeviations[i]! * standardDeviations[j]!)] : [])));
        const scales = matrix.flatMap((_, j) => matrix.flatMap((__, i) => (i >= j ? [standardDeviations[i]! * standardDeviations[j]!] : [])));
        columns.forEach((entry, index) => expect(Math.abs(entry - trial.covariance[group]![index]! / scales[index]!), name).toBeLessThan(close));
      });
      // Theirs are in the order of visits, ours in that of the rows.
      const visits = Array.from(trial.seen[0]!, Number);
      visits.forEach((visit, row) => expect(Math.abs(fit.residuals.standardised[row]! - trial.residuals[visits.filter((other) => other < visit).length]!), name).toBeLessThan(1e-7));
      const effectsBy = (options: Parameters<typeof fitSmallTrial>[1]) => values(fitSmallTrial(trial, options).coefficients);
      const { firstOrder, firstOrderObserved, secondOrder } = trial;
      if (firstOrder === undefined || firstOrderObserved === undefined || secondOrder === undefined) {
        expect(difference(effectsBy({ information: "expected" }).map(({ degreesOfFreedom }) => degreesOfFreedom), trial.expected), name).toBeLessThan(close);
        continue;
      }
      const adjusted = effectsBy({ degreesOfFreedomMethod: "kenward-roger" });
      expect(difference(adjusted.map(({ standardError }) => standardError), firstOrder), name).toBeLessThan(close);
      expect(difference(adjusted.map(({ degreesOfFreedom }) => degreesOfFreedom), trial.expected), name).toBeLessThan(close);
      const observed = effectsBy({ degreesOfFreedomMethod: "kenward-roger", information: "observed" });
      expect(difference(observed.map(({ standardError }) => standardError), firstOrderObserved), name).toBeLessThan(close);
      const second = effectsBy({ degreesOfFreedomMethod: "kenward-roger", covarianceAdjustment: "second-order" });
      expect(difference(second.map(({ standardError }) => standardError), secondOrder), name).toBeLessThan(close);
    }
  });

  it("are refused where no search in R finds an optimum", () => {
    for (const trial of smallTrials.filter(({ beta }) => beta === undefined)) {
      const result = attempt(() => fitSmallTrial(trial));
      expect([trial.name, result.ok ? "fitted" : result.issue.code]).toEqual([trial.name, expect.stringMatching(/^(no-variance|no-convergence|singular-design)$/)]);
    }
  });

  it("may have several optima: the search is local, and what it finds is one of them", () => {
    for (const trial of smallTrials.filter(({ name }) => severalOptima.includes(name))) {
      const { logLikelihood, diagnostics } = fitSmallTrial(trial);
      expect(logLikelihood).toBeLessThan(trial.logLikelihood - 1);
      expect(diagnostics.gradientNorm).toBeLessThan(1e-8);
    }
  });

  it("have the likelihood-ratio tests of R's optima", () => {
    for (const { trial: name, restricted, logLikelihood, degreesOfFreedom, pValue } of smallTrialTests) {
      if (severalOptima.includes(name)) continue;
      const trial = smallTrials.find((one) => one.name === name)!;
      const test = compareMmrmFits({ restricted: fitSmallTrial(trial, {}, restricted), full: fitSmallTrial(trial) });
      expect(Math.abs(test.logLikelihood.restricted - logLikelihood[0]!), name).toBeLessThan(1e-8);
      expect(Math.abs(test.statistic - 2 * (logLikelihood[1]! - logLikelihood[0]!)), name).toBeLessThan(1e-8);
      expect(test.degreesOfFreedom).toBe(degreesOfFreedom);
      expect(Math.abs(test.pValue - pValue), name).toBeLessThan(1e-6);
    }
  });
});
