import { describe, expect, it } from "vitest";
import { censoredNormal, censoredNormalPairs, type CensoredValue } from "trialwise/biomarker";
import { pairedTTest } from "trialwise/inference";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naivePairsLogLikelihood } from "../naive/biomarker.ts";
import { expectPlain } from "../survival/plain.ts";
import { type PairsCase, readCases } from "./fixtures.ts";

const cases = readCases<PairsCase>("censoredPairs");
const before: readonly CensoredValue[] = [4.2, { below: 4 }, 6.1, 5, { below: 4 }, 9.3, 7.7, { above: 12 }];
const after: readonly CensoredValue[] = [6, { below: 4 }, 7.2, 8.8, 4.9, 11, 9.5, { above: 12 }];

describe("censoredNormalPairs", () => {
  it("is the mean difference where no value lies beyond a limit, with the paired t test's error times √((n − 1)/n)", () => {
    // Student 1908: the additional hours of sleep, mean difference 1.58.
    const sleep = { before: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2], after: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4] };
    const fit = censoredNormalPairs(sleep);
    const test = pairedTTest(sleep);
    expect(fit.estimate).toBeCloseTo(1.58, 12);
    expect(fit.standardError).toBeCloseTo(test.standardError * Math.sqrt(0.9), 11);
    // The likelihood ratio of a mean is n log(1 + t²/(n − 1)).
    expect(fit.statistic).toBeCloseTo(Math.sqrt(10 * Math.log1p(test.statistic ** 2 / 9)), 9);
    expect(fit.correlation.estimate).toBeCloseTo(0.7951702, 6);
    expect(fit.correlation.standardError).toBeCloseTo((1 - 0.7951702 ** 2) / Math.sqrt(10), 6);
    expect(fit.counts).toEqual({ pairs: 10, bothQuantified: 10, oneQuantified: 0, noneQuantified: 0 });
  });

  it("has the margins of censoredNormal() where limits at one visit tell nothing of the other", () => {
    // A balanced square of known pairs: the correlation is 0, and each limit meets all values of the other visit alike.
    const square = { before: [1, 1, 3, 3, { below: 1.5 }, { below: 1.5 }] as CensoredValue[], after: [2, 5, 2, 5, 2, 5] };
    const fit = censoredNormalPairs(square);
    expect(fit.correlation.estimate).toBeCloseTo(0, 10);
    const margin = censoredNormal({ values: square.before });
    expect(fit.before.mean).toBeCloseTo(margin.estimate, 9);
    expect(fit.before.standardDeviation).toBeCloseTo(margin.standardDeviation.estimate, 9);
    expect(fit.after.mean).toBeCloseTo(3.5, 10);
    expect(fit.after.standardDeviation).toBeCloseTo(1.5, 10);
  });

  // R's maximum is polished by numerical derivatives, whose error is 1e-9 in the gradient and 1e-7 in the Hessian.
  it("agrees with a likelihood in R by pnorm() and integrate() on 200 random samples of pairs", () => {
    expect(cases.length).toBe(200);
    const [estimates, errors, likelihoods, profiles] = [new WorstErrors(), new WorstErrors(), new WorstErrors(), new WorstErrors()];
    cases.forEach((expected, at) => {
      const input = { before: expected.before, after: expected.after };
      const [mu, delta, tau1, tau2, zeta] = expected.parameters;
      const variance = (row: number, column: number) => expected.covariance[5 * column - (column * (column - 1)) / 2 + row - column]!;
      const error = (row: number) => Math.sqrt(variance(row, row));
      // Limits are found one by one: where none are compared, one is enough.
      const fit = censoredNormalPairs(input, { scale: "log", alternative: expected.profile === undefined ? "greater" : "two-sided" });
      estimates.add(at, {
        before: errorOf(fit.before.mean, mu, error(0)),
        estimate: errorOf(fit.estimate, delta, error(1)),
        deviationBefore: errorOf(fit.before.standardDeviation, Math.exp(tau1)),
        deviationAfter: errorOf(fit.after.standardDeviation, Math.exp(tau2)),
        correlation: errorOf(fit.correlation.estimate, Math.tanh(zeta), fit.correlation.standardError),
      });
      errors.add(at, {
        before: errorOf(fit.before.standardError, error(0)),
        after: errorOf(fit.after.standardError, Math.sqrt(variance(0, 0) + 2 * variance(1, 0) + variance(1, 1))),
        estimate: errorOf(fit.standardError, error(1)),
        correlation: errorOf(fit.correlation.standardError, error(4) * (1 - Math.tanh(zeta) ** 2)),
      });
      likelihoods.add(at, {
        logLikelihood: Math.abs(fit.logLikelihood - expected.logLikelihood),
        ratio: Math.abs(fit.statistic ** 2 / 2 - (expected.logLikelihood - expected.nullLogLikelihood)),
      });
      expect(Math.sign(fit.statistic)).toBe(Math.sign(delta));
      if (expected.profile === undefined) return;
      profiles.add(at, {
        lower: errorOf(fit.interval.lower, expected.profile[0], error(1)),
        upper: errorOf(fit.interval.upper, expected.profile[1], error(1)),
      });
    });
    estimates.expectBelow(1e-6);
    errors.expectBelow(1e-6);
    likelihoods.expectBelow(1e-8);
    profiles.expectBelow(1e-6);
  });

  it("agrees with a grid over the unknown values, and no neighbouring parameters are likelier there", () => {
    for (const [first, second] of [[before, after], ...cases.slice(0, 4).map((each) => [each.before, each.after] as const)]) {
      const fit = censoredNormalPairs({ before: first!, after: second! }, { scale: "log", intervalMethod: "wald" });
      const log = (values: readonly CensoredValue[]) => values.map((value): CensoredValue => (typeof value === "number" ? Math.log(value) : "below" in value ? { below: Math.log(value.below) } : { above: Math.log(value.above) }));
      const at = { before: fit.before.mean, after: fit.after.mean, deviationBefore: fit.before.standardDeviation, deviationAfter: fit.after.standardDeviation, correlation: fit.correlation.estimate };
      const likelihood = (p: typeof at) => naivePairsLogLikelihood(log(first!), log(second!), p);
      const best = likelihood(at);
      expect(Math.abs(best - fit.logLikelihood)).toBeLessThan(5e-3);
      for (const key of Object.keys(at) as (keyof typeof at)[]) {
        const step = key === "correlation" ? 0.1 * (1 - at.correlation ** 2) : 0.1 * at.deviationBefore;
        const [down, up] = [likelihood({ ...at, [key]: at[key] - step }), likelihood({ ...at, [key]: at[key] + step })];
        expect(down).toBeLessThan(best);
        expect(up).toBeLessThan(best);
      }
    }
  });

  it("swapping before and after turns the sign of everything that has one", () => {
    const there = censoredNormalPairs({ before, after }, { scale: "log" });
    const back = censoredNormalPairs({ before: after, after: before }, { scale: "log" });
    expect(back.estimate).toBeCloseTo(-there.estimate, 10);
    expect(back.statistic).toBeCloseTo(-there.statistic, 7);
    expect(back.interval.lower).toBeCloseTo(-there.interval.upper!, 7);
    expect(back.logLikelihood).toBeCloseTo(there.logLikelihood, 10);
    expect(back.before.standardError).toBeCloseTo(there.after.standardError, 9);
  });

  it("has Wald's interval and test by the normal distribution, and an open side where one is asked for", () => {
    const { estimate, standardError, statistic, interval, ratio, pValue } = censoredNormalPairs({ before, after }, { scale: "log", intervalMethod: "wald" });
    expect(statistic).toBeCloseTo(estimate / standardError, 12);
    expect(interval.upper).toBeCloseTo(estimate + 1.959963984540054 * standardError, 12);
    expect(ratio!.interval.upper).toBeCloseTo(Math.exp(interval.upper!), 12);
    const oneSided = censoredNormalPairs({ before, after }, { scale: "log", intervalMethod: "wald", alternative: "greater" });
    expect(oneSided.pValue).toBeCloseTo(pValue / 2, 12);
    expect(oneSided.reasons).toEqual({ "interval.upper": "unbounded", "ratio.interval.upper": "unbounded" });
    const profile = censoredNormalPairs({ before, after }, { alternative: "less" });
    expect(profile.reasons).toEqual({ "interval.lower": "unbounded" });
    expect(profile.pValue).toBeGreaterThan(0.5);
  });

  it("refuses pairs whose likelihood has no maximum, or may have none", () => {
    const failing = (first: readonly CensoredValue[], second: readonly CensoredValue[]) => codeOf(() => censoredNormalPairs({ before: first, after: second }));
    expect(failing([], [])).toBe("too-few-values");
    expect(failing([1, 2, { below: 1 }], [2, 4, 3])).toBe("too-few-values");
    expect(failing([1, 2, 3, { below: 1 }], [2, 4, 6, 3])).toBe("no-variance");
    expect(failing([1, 1, 1, 1], [2, 4, 6, 3])).toBe("no-variance");
  });

  it("has no limit of the ratio beyond the largest number, and knows its columns", () => {
    const pairs = { before: [1e-95, 1e90, 1e-80], after: [1e95, 1e80, 1e90] };
    const { ratio, reasons } = censoredNormalPairs(pairs, { scale: "log", level: 0.9999 });
    expect([ratio!.interval.upper, reasons]).toEqual([null, { "ratio.interval.upper": "unbounded" }]);
    expect(() => censoredNormalPairs({ ...pairs, weights: [1, 1, 1] } as never)).toThrow('must not have "weights"');
  });

  it("refuses lists of unequal length and what is no value", () => {
    expect(() => censoredNormalPairs({ before: [1, 2], after: [1] })).toThrow("must have the same length; received 2 and 1");
    expect(() => censoredNormalPairs({ before: [1, 2], after: [1, -1] }, { scale: "log" })).toThrow("after[1] must be above 0");
    expect(() => censoredNormalPairs({ before: [1, 2] } as never)).toThrow("after is missing");
    expect(() => censoredNormalPairs({ before, after }, { level: 95 })).toThrow(RangeError);
  });

  it("is plain data from frozen input", () => {
    for (const scale of ["raw", "log"] as const) expectPlain((input: { before: readonly CensoredValue[]; after: readonly CensoredValue[] }) => censoredNormalPairs(input, { scale }), { before, after });
  });

  it("takes a change of many standard errors, where the test starts far from its maximum", () => {
    const shifted = after.map((value): CensoredValue => (typeof value === "number" ? 100 * value : "below" in value ? { below: 100 * value.below } : { above: 100 * value.above }));
    const { statistic, pValue } = censoredNormalPairs({ before, after: shifted }, { scale: "log" });
    expect(statistic).toBeGreaterThan(5);
    expect(pValue).toBeLessThan(1e-6);
  });
});
