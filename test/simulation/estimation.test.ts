import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitLinearMixedModel } from "trialwise/mixed";
import type { SimulatedDropout } from "trialwise/simulation";
import { simulateTrial } from "trialwise/simulation";
import { defineTrial } from "trialwise/trial";
import { findsDifference, powerByFormula, powerTrials } from "./powerTrials.ts";

const months = [-3, -1.5, 0, 1, 2, 4, 6];
const trial = defineTrial({
  id: "large",
  arms: { treatment: { label: "Treatment", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: {
    "v-3": { at: { months: -3 } }, "v-1.5": { at: { months: -1.5 } }, v0: { at: { months: 0 }, baseline: true },
    v1: { at: { months: 1 } }, v2: { at: { months: 2 } }, v4: { at: { months: 4 } }, v6: { at: { months: 6 } },
  },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
});

const truth = { treatment: [36, -1.1, -0.5], control: [35, -1, -1.2] } as const;
const [deviations, correlations] = [[5, 0.6, 0.8], [[1, 0.3, 0.2], [0.3, 1, 0.5], [0.2, 0.5, 1]]] as const;
const residual = 1.5;
const perArm = 750;

/** A large trial, fitted by the model that it was drawn from. */
function fitOf(seed: number, dropout: SimulatedDropout<{ arm: "treatment" | "control"; treatment: never; visit: never; measure: "score"; biomarker: never; covariate: never; endpoint: never; population: never }>) {
  const courseOf = ([baseline, ...slopes]: readonly [number, number, number]) => ({ baseline, slopes });
  const { records } = simulateTrial(trial, {
    seed,
    participants: { treatment: perArm, control: perArm },
    measures: {
      score: {
        knots: [{ months: 0 }],
        byArm: { treatment: courseOf(truth.treatment), control: courseOf(truth.control) },
        randomEffects: { standardDeviations: courseOf(deviations), correlations },
        residualStandardDeviation: residual,
      },
    },
    dropout,
  });
  const rows = records.observations!.flatMap(({ participant, visit, value }) => (value === undefined ? [] : [{ participant, time: Number(visit.slice(1)), value, treated: participant.startsWith("SIM-t") ? 1 : 0 }]));
  const basis = { intercept: rows.map(() => 1), leadIn: rows.map(({ time }) => Math.min(time, 0)), followUp: rows.map(({ time }) => Math.max(time, 0)) };
  const within = (arm: number, column: readonly number[]) => column.map((value, row) => (rows[row]!.treated === arm ? value : 0));
  const fit = fitLinearMixedModel({
    response: rows.map(({ value }) => value),
    fixed: {
      intercept1: within(1, basis.intercept), leadIn1: within(1, basis.leadIn), followUp1: within(1, basis.followUp),
      intercept0: within(0, basis.intercept), leadIn0: within(0, basis.leadIn), followUp0: within(0, basis.followUp),
    },
    random: basis,
    participant: rows.map(({ participant }) => participant),
  });
  return { fit, complete: rows.filter(({ time }) => time === 6).length };
}

describe("the linear mixed model on simulated trials", () => {
  it("recovers means, variances and correlations of 1500 complete participants within four standard errors", () => {
    const { fit } = fitOf(1, {});
    expectMeans(fit.coefficients);
    // Complete data: the estimate of G is the covariance of the participants' own least squares estimates − σ²(ZᵀZ)⁻¹, so that of
    // a covariance has variance (vᵢᵢvⱼⱼ + vᵢⱼ²)/n, where v = G + σ²(ZᵀZ)⁻¹.
    const n = 2 * perArm - 2;
    const covariance = deviations.map((left, i) => deviations.map((right, j) => left * right * correlations[i]![j]!));
    const noise = inverseOfBasis();
    const total = covariance.map((row, i) => row.map((value, j) => value + residual ** 2 * noise[i]![j]!));
    covariance.forEach((row, i) => row.forEach((value, j) => {
      const standardError = Math.sqrt((total[i]![i]! * total[j]![j]! + total[i]![j]! ** 2) / n);
      expect(Math.abs(fit.randomEffects.covariance.matrix[i]![j]! - value)).toBeLessThan(4 * standardError);
    }));
    const residualError = residual ** 2 * Math.sqrt(2 / ((months.length - 3) * 2 * perArm));
    expect(Math.abs(fit.residualVariance - residual ** 2)).toBeLessThan(4 * residualError);
  });

  it("recovers the means where participants leave at random and after low values", () => {
    const { fit, complete } = fitOf(2, { perMonth: 0.03, afterValue: { measure: "score", intercept: 3, perUnit: -0.15 } });
    expect(complete).toBeGreaterThan(300);
    expect(complete).toBeLessThan(1100);
    expectMeans(fit.coefficients);
  });
});

describe("powerSlope", () => {
  it("agrees with 2000 simulated and fitted trials of each of five designs", () => {
    const { cases } = JSON.parse(readFileSync(new URL("../reference/simulation/powerBySimulation.json", import.meta.url), "utf8")) as {
      readonly cases: readonly { readonly title: string; readonly trials: number; readonly successes: number }[];
    };
    expect(cases.map(({ title }) => title)).toEqual(powerTrials.map(({ title }) => title));
    cases.forEach(({ trials, successes }, design) => {
      const power = powerByFormula(powerTrials[design]!);
      // Within three standard errors of the simulation, 0.02 to 0.03.
      expect(Math.abs(successes / trials - power)).toBeLessThan(3 * Math.sqrt((power * (1 - power)) / trials));
    });
  });

  it("agrees with 60 trials simulated and fitted here", () => {
    const planned = powerTrials[1]!;
    const power = powerByFormula(planned);
    const successes = Array.from({ length: 60 }, (_, seed) => findsDifference(planned, seed)).filter(Boolean).length;
    expect(Math.abs(successes / 60 - power)).toBeLessThan(3 * Math.sqrt((power * (1 - power)) / 60));
  });
});

function expectMeans(coefficients: { readonly [name: string]: { readonly estimate: number; readonly standardError: number } }): void {
  const expected = { intercept1: truth.treatment[0], leadIn1: truth.treatment[1], followUp1: truth.treatment[2], intercept0: truth.control[0], leadIn0: truth.control[1], followUp0: truth.control[2] };
  for (const [name, value] of Object.entries(expected)) {
    const { estimate, standardError } = coefficients[name]!;
    expect(Math.abs(estimate - value), name).toBeLessThan(4 * standardError);
  }
}

/** (ZᵀZ)⁻¹ of the hinge at the visits, by cofactors. */
function inverseOfBasis(): readonly (readonly number[])[] {
  const rows = months.map((time) => [1, Math.min(time, 0), Math.max(time, 0)]);
  const a = [0, 1, 2].map((i) => [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
  const cofactor = (i: number, j: number) => {
    const [p, q] = [0, 1, 2].filter((row) => row !== i) as [number, number];
    const [r, s] = [0, 1, 2].filter((column) => column !== j) as [number, number];
    return (-1) ** (i + j) * (a[p]![r]! * a[q]![s]! - a[p]![s]! * a[q]![r]!);
  };
  const determinant = [0, 1, 2].reduce((sum, j) => sum + a[0]![j]! * cofactor(0, j), 0);
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => cofactor(j, i) / determinant));
}
