import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLinearMixedModel } from "trialwise/mixed";
import type { FitMmrmOptions, VisitCovarianceStructure } from "trialwise/mmrm";
import { fitMmrm } from "trialwise/mmrm";
import { attempt } from "trialwise/result";
import { naiveRepeatedAt, naiveRepeatedOptimum } from "../naive/mmrm.ts";

interface Data {
  readonly response: readonly number[];
  readonly visit: readonly number[];
  readonly arm: readonly number[];
  readonly participant: readonly number[];
}

/** Numbers about zero, by a linear congruence: their shrinking would leave data without noise, which no model fits. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  const uniform = () => (state = (1103515245 * state + 12345) % 2147483648) / 2147483648;
  return () => uniform() + uniform() + uniform() - 1.5;
}

/** Trials of two arms and three visits, of which each participant may have missed any two. */
const trialsOf = (mayMiss: boolean, size: { readonly minLength: number; readonly maxLength: number } = { minLength: 12, maxLength: 20 }) =>
  fc
    .record({
      missed: fc.array(fc.integer({ min: 0, max: mayMiss ? 9 : 0 }), size),
      seed: fc.integer({ min: 1, max: 1e9 }),
      level: fc.constantFrom(0, 1, 3),
      growth: fc.constantFrom(0, 1),
    })
    .map(({ missed, seed, level, growth }): Data => {
      const draw = noiseFrom(seed);
      const rows = missed.flatMap((choice, participant) => {
        const [own, trend] = [level * draw(), growth * draw()];
        const seen = choice === 1 ? [1] : choice === 2 ? [1, 2] : choice === 3 ? [1, 3] : choice === 4 ? [2, 3] : [1, 2, 3];
        return seen.map((visit) => ({ participant, visit, arm: participant % 2, response: 20 - visit + own + trend * visit + draw() }));
      });
      return { response: rows.map((row) => row.response), visit: rows.map((row) => row.visit), arm: rows.map((row) => row.arm), participant: rows.map((row) => row.participant) };
    });

const trials = trialsOf(true);
const structures = [
  "unstructured",
  "toeplitz",
  "heterogeneous-toeplitz",
  "ar1",
  "heterogeneous-ar1",
  "compound-symmetry",
  "heterogeneous-compound-symmetry",
  "ante-dependence",
  "heterogeneous-ante-dependence",
  "diagonal",
] as const satisfies readonly VisitCovarianceStructure[];
const anyStructure = fc.constantFrom(...structures);
const estimators = fc.constantFrom("reml" as const, "ml" as const);

function modelOf({ response, visit, arm, participant }: Data) {
  const at = (number: number) => visit.map((value) => (value === number ? 1 : 0));
  return { response, fixed: { v1: at(1), v2: at(2), v3: at(3), arm }, visit, participant };
}

function fitOf(data: Data, options: FitMmrmOptions<number> = {}) {
  const result = attempt(() => fitMmrm(modelOf(data), options));
  // Too few participants with two visits, seldom, are refused; that is tested elsewhere.
  fc.pre(result.ok);
  return result.value;
}

interface Fit {
  readonly coefficients: Readonly<Record<string, { readonly estimate: number; readonly standardError: number; readonly degreesOfFreedom: number | null }>>;
}
const estimates = ({ coefficients }: Fit) => Object.values(coefficients).map(({ estimate }) => estimate);
const errors = ({ coefficients }: Fit) => Object.values(coefficients).map(({ standardError }) => standardError);
const degrees = ({ coefficients }: Fit) => Object.values(coefficients).map(({ degreesOfFreedom }) => degreesOfFreedom!);

function expectClose(ours: readonly number[], theirs: readonly number[], tolerance: number): void {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((value, index) => expect(Math.abs(value - theirs[index]!)).toBeLessThanOrEqual(tolerance * Math.max(1e-3, Math.abs(theirs[index]!))));
}

describe("against dense matrices and a simplex", () => {
  it("agrees with one matrix for all observations, and no simplex finds a better fit", () => {
    fc.assert(
      fc.property(trialsOf(true, { minLength: 9, maxLength: 11 }), anyStructure, estimators, (data, covarianceStructure, estimator) => {
        const options = { covarianceStructure, estimator };
        const fit = fitOf(data, options);
        const model = modelOf(data);
        const naiveModel = { ...model, fixed: Object.values(model.fixed) };
        const naive = naiveRepeatedAt(naiveModel, fit.visitCovariance.matrix, covarianceStructure, estimator);
        expect(Math.abs(fit.logLikelihood - naive.logLikelihood)).toBeLessThan(1e-9);
        expectClose(estimates(fit), naive.coefficients, 1e-9);
        expectClose(errors(fit), naive.covariance.map((row, index) => Math.sqrt(row[index]!)), 1e-9);
        // Second differences of V have eight digits or so.
        expectClose(degrees(fit), naive.satterthwaite, 1e-5);
        expectClose(degrees(fitOf(data, { ...options, information: "expected" })), naive.expectedSatterthwaite, 1e-6);
        if (estimator === "reml") {
          const adjusted = { ...options, degreesOfFreedomMethod: "kenward-roger" } as const;
          expectClose(errors(fitOf(data, adjusted)), naive.firstOrder, 1e-6);
          expectClose(errors(fitOf(data, { ...adjusted, covarianceAdjustment: "second-order" })), naive.secondOrder, 1e-6);
        }
        const variance = fit.visitCovariance.standardDeviations.reduce((sum, value) => sum + value ** 2, 0) / 3;
        expect(naiveRepeatedOptimum(naiveModel, covarianceStructure, estimator, variance)).toBeLessThan(fit.logLikelihood + 1e-7);
      }),
      { numRuns: 24, seed: 1986 },
    );
  });
});

describe("properties of the fit", () => {
  const run = (check: (data: Data, structure: VisitCovarianceStructure, estimator: "reml" | "ml") => void) =>
    fc.assert(fc.property(trials, anyStructure, estimators, check), { numRuns: 60, seed: 1988 });

  it("a shift and a change of unit of the response change nothing else", () => {
    run((data, covarianceStructure, estimator) => {
      const options = { covarianceStructure, estimator };
      const fit = fitOf(data, options);
      const moved = fitOf({ ...data, response: data.response.map((value) => 10 * value + 300) }, options);
      expectClose(estimates(moved), estimates(fit).map((value, index) => 10 * value + (index < 3 ? 300 : 0)), 1e-7);
      expectClose(errors(moved), errors(fit).map((value) => 10 * value), 1e-8);
      expectClose(degrees(moved), degrees(fit), 1e-7);
      expectClose(moved.residuals.standardised, fit.residuals.standardised, 1e-6);
      const divisor = data.response.length - (estimator === "reml" ? 4 : 0);
      expect(Math.abs(moved.logLikelihood + divisor * Math.log(10) - fit.logLikelihood)).toBeLessThan(1e-8);
    });
  });

  it("the order of observations and participants does not matter", () => {
    run((data, covarianceStructure, estimator) => {
      const options = { covarianceStructure, estimator };
      const fit = fitOf(data, options);
      const order = data.visit.map((_, row) => row).sort((a, b) => ((7 * a) % 11) - ((7 * b) % 11) || b - a);
      const pick = <Value>(values: readonly Value[]) => order.map((row) => values[row]!);
      const other = fitOf({ response: pick(data.response), visit: pick(data.visit), arm: pick(data.arm), participant: pick(data.participant) }, options);
      expect(Math.abs(other.logLikelihood - fit.logLikelihood)).toBeLessThan(1e-9);
      expectClose(estimates(other), estimates(fit), 1e-8);
      expectClose(degrees(other), degrees(fit), 1e-7);
      expectClose(other.residuals.standardised, pick(fit.residuals.standardised), 1e-6);
    });
  });

  it("visits in reverse order have the same covariance, turned round", () => {
    run((data, covarianceStructure, estimator) => {
      const fit = fitOf(data, { covarianceStructure, estimator });
      const turned = fitOf(data, { covarianceStructure, estimator, visitOrder: [3, 2, 1] });
      expect(Math.abs(turned.logLikelihood - fit.logLikelihood)).toBeLessThan(1e-8);
      expectClose(turned.visitCovariance.standardDeviations, [...fit.visitCovariance.standardDeviations].reverse(), 1e-6);
      expectClose(degrees(turned), degrees(fit), 1e-6);
    });
  });

  it("a structure fits at least as well as its special cases", () => {
    const pairs = [
      ["diagonal", "heterogeneous-ar1"],
      ["ar1", "heterogeneous-ar1"],
      ["ar1", "toeplitz"],
      ["ar1", "ante-dependence"],
      ["heterogeneous-ar1", "heterogeneous-ante-dependence"],
      ["compound-symmetry", "heterogeneous-compound-symmetry"],
      ["compound-symmetry", "toeplitz"],
      ["heterogeneous-compound-symmetry", "heterogeneous-toeplitz"],
      ["toeplitz", "heterogeneous-toeplitz"],
      ["ante-dependence", "heterogeneous-ante-dependence"],
      ["heterogeneous-toeplitz", "unstructured"],
      ["heterogeneous-ante-dependence", "unstructured"],
    ] as const;
    fc.assert(
      fc.property(trials, fc.constantFrom(...pairs), estimators, (data, [restricted, full], estimator) => {
        const [small, large] = [restricted, full].map((covarianceStructure) => fitOf(data, { covarianceStructure, estimator }));
        expect(large!.logLikelihood).toBeGreaterThan(small!.logLikelihood - 1e-9);
        expect(large!.counts.covarianceParameters).toBeGreaterThan(small!.counts.covarianceParameters);
      }),
      { numRuns: 80, seed: 1938 },
    );
  });

  it("compound symmetry is the random intercept where the correlation is positive, and fits no worse where it is not", () => {
    fc.assert(
      fc.property(trials, estimators, (data, estimator) => {
        const fit = fitOf(data, { covarianceStructure: "compound-symmetry", estimator });
        const model = modelOf(data);
        const intercept = data.visit.map(() => 1);
        const mixed = fitLinearMixedModel({ response: model.response, fixed: model.fixed, random: { intercept }, participant: model.participant }, { estimator });
        const correlation = fit.visitCovariance.correlations[0]![1]!;
        if (correlation > 1e-3) {
          expect(Math.abs(fit.logLikelihood - mixed.logLikelihood)).toBeLessThan(1e-8);
          expectClose(errors(fit), errors(mixed), 1e-7);
          expectClose(degrees(fit), degrees(mixed), 1e-5);
        } else {
          expect(fit.logLikelihood).toBeGreaterThan(mixed.logLikelihood - 1e-9);
        }
      }),
      { numRuns: 60, seed: 1982 },
    );
  });

  /** Least squares of the values at one visit on intercept and arm: coefficients, residuals by participant. */
  const atVisit = ({ response, visit, arm, participant }: Data, number: number) => {
    const rows = visit.flatMap((value, row) => (value === number ? [row] : []));
    const average = (code: number) => {
      const own = rows.filter((row) => arm[row] === code);
      return own.reduce((sum, row) => sum + response[row]!, 0) / own.length;
    };
    const means = [average(0), average(1)] as const;
    return { difference: means[1] - means[0], sizes: [0, 1].map((code) => rows.filter((row) => arm[row] === code).length), residuals: new Map(rows.map((row) => [participant[row]!, response[row]! - means[arm[row] === 1 ? 1 : 0]])) };
  };
  const byVisitAndArm = (data: Data) => {
    const { fixed, ...rest } = modelOf(data);
    const times = (column: readonly number[]) => column.map((value, row) => value * data.arm[row]!);
    return { ...rest, fixed: { v1: fixed.v1, v2: fixed.v2, v3: fixed.v3, arm1: times(fixed.v1), arm2: times(fixed.v2), arm3: times(fixed.v3) } };
  };

  it("a diagonal covariance is least squares at each visit", () => {
    fc.assert(
      fc.property(trials, (data) => {
        const result = attempt(() => fitMmrm(byVisitAndArm(data), { covarianceStructure: "diagonal" }));
        fc.pre(result.ok);
        const { arm1, arm2, arm3 } = result.value.coefficients;
        [arm1, arm2, arm3].forEach((effect, index) => {
          const { difference, sizes, residuals } = atVisit(data, index + 1);
          const degreesOfFreedom = sizes[0]! + sizes[1]! - 2;
          const variance = [...residuals.values()].reduce((sum, value) => sum + value ** 2, 0) / degreesOfFreedom;
          expectClose([effect.estimate, effect.standardError, effect.degreesOfFreedom!], [difference, Math.sqrt(variance * (1 / sizes[0]! + 1 / sizes[1]!)), degreesOfFreedom], 1e-8);
        });
      }),
      { numRuns: 60, seed: 1934 },
    );
  });

  it("an unstructured covariance of complete data is multivariate regression", () => {
    fc.assert(
      fc.property(trialsOf(false), estimators, (data, estimator) => {
        const fit = fitMmrm(byVisitAndArm(data), { estimator });
        const n = Math.max(...data.participant) + 1;
        const visits = [1, 2, 3].map((number) => atVisit(data, number));
        const divisor = estimator === "reml" ? n - 2 : n;
        visits.forEach(({ residuals }, i) =>
          visits.forEach(({ residuals: others }, j) => {
            const product = [...residuals].reduce((sum, [participant, value]) => sum + value * others.get(participant)!, 0);
            expect(Math.abs(fit.visitCovariance.matrix[i]![j]! - product / divisor)).toBeLessThan(1e-9 * fit.visitCovariance.standardDeviations[i]! * fit.visitCovariance.standardDeviations[j]!);
          }),
        );
        expectClose([fit.coefficients.arm1.estimate, fit.coefficients.arm3.estimate], [visits[0]!.difference, visits[2]!.difference], 1e-9);
        if (estimator === "reml") expectClose(degrees(fit), [n - 2, n - 2, n - 2, n - 2, n - 2, n - 2], 1e-7);
      }),
      { numRuns: 60, seed: 1928 },
    );
  });

  it("groups with columns of their own are fitted as if apart", () => {
    fc.assert(
      fc.property(trials, anyStructure, estimators, (data, covarianceStructure, estimator) => {
        const options = { covarianceStructure, estimator };
        const both = attempt(() => fitMmrm({ ...byVisitAndArm(data), group: data.arm }, options));
        fc.pre(both.ok);
        const apart = [0, 1].map((code) => {
          const keep = <Value>(column: readonly Value[]) => column.filter((_, row) => data.arm[row] === code);
          const { response, fixed, visit, participant } = modelOf(data);
          return fitMmrm({ response: keep(response), fixed: { v1: keep(fixed.v1), v2: keep(fixed.v2), v3: keep(fixed.v3) }, visit: keep(visit), participant: keep(participant) }, options);
        });
        expect(Math.abs(both.value.logLikelihood - apart[0]!.logLikelihood - apart[1]!.logLikelihood)).toBeLessThan(1e-8);
        both.value.visitCovariance.forEach(({ group, standardDeviations }) => expectClose(standardDeviations, apart[group]!.visitCovariance.standardDeviations, 1e-6));
        const { v1, v2, v3 } = both.value.coefficients;
        expectClose([v1, v2, v3].map(({ degreesOfFreedom }) => degreesOfFreedom!), degrees(apart[0]!), 1e-5);
      }),
      { numRuns: 60, seed: 1997 },
    );
  });
});
