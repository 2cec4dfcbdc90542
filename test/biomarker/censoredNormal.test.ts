import { describe, expect, it } from "vitest";
import { censoredNormal, type CensoredValue } from "trialwise/biomarker";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveCensoredNormal } from "../naive/biomarker.ts";
import { expectPlain } from "../survival/plain.ts";
import { readCases, type SampleCase } from "./fixtures.ts";

const cases = readCases<SampleCase>("censoredNormal");

describe("censoredNormal", () => {
  it("is right by hand: with one value and one limit, the score equations hold", () => {
    // 2 and a value below 1. With z = (1 − μ)/σ and λ = φ(z)/Φ(z): (2 − μ)/σ = λ, and (2 − μ)²/σ² − 1 = λz, so λ² − λz = 1.
    const { estimate, standardDeviation, logLikelihood } = censoredNormal({ values: [2, { below: 1 }] });
    const [mu, sigma] = [estimate, standardDeviation.estimate];
    const z = (1 - mu) / sigma;
    const lambda = (2 - mu) / sigma;
    expect(lambda * lambda - lambda * z).toBeCloseTo(1, 10);
    // z − λ = −1/σ by definition, so λ = σ: the distance of the value from the mean is the variance.
    expect(2 - mu).toBeCloseTo(sigma ** 2, 10);
    const density = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
    expect(Math.exp(logLikelihood) / ((density(lambda) / sigma) * (density(z) / lambda))).toBeCloseTo(1, 10);
  });

  it("is the mean, and the standard deviation with denominator n, where no value lies beyond a limit", () => {
    const values = [3.1, 4.7, 2.2, 5.9, 4.4];
    const { estimate, standardError, standardDeviation, covariance } = censoredNormal({ values });
    const mean = 20.3 / 5;
    const deviation = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / 5);
    expect(estimate).toBeCloseTo(mean, 13);
    expect(standardError).toBeCloseTo(deviation / Math.sqrt(5), 12);
    expect(standardDeviation.estimate).toBeCloseTo(deviation, 12);
    expect(covariance.meanAndLogStandardDeviation).toBeCloseTo(0, 12);
    expect(covariance.logStandardDeviation).toBeCloseTo(0.1, 12);
  });

  // Newton's method ends at rounding error; R's estimates were polished by numerical derivatives (some 1e-10), its limits by uniroot().
  it("agrees with R's survreg() on 240 random samples, censored below, above and at both ends", () => {
    expect(cases.length).toBe(240);
    const [worst, limits, likelihood] = [new WorstErrors(), new WorstErrors(), new WorstErrors()];
    cases.forEach(({ values, scale, level, mean, logDeviation, covariance, logLikelihood, profileMean, profileDeviation }, at) => {
      const result = censoredNormal({ values }, { scale, level });
      const error = Math.sqrt(covariance[0]);
      worst.add(at, {
        mean: errorOf(result.estimate, mean, error),
        deviation: errorOf(result.standardDeviation.estimate, Math.exp(logDeviation)),
      });
      limits.add(at, {
        standardError: errorOf(result.standardError, error),
        covariance: errorOf(result.covariance.meanAndLogStandardDeviation, covariance[1], Math.sqrt(covariance[0] * covariance[2])),
        variance: errorOf(result.covariance.logStandardDeviation, covariance[2]),
        lower: errorOf(result.interval.lower, profileMean[0], error),
        upper: errorOf(result.interval.upper, profileMean[1], error),
        lowerDeviation: errorOf(result.standardDeviation.interval.lower, profileDeviation[0]),
        upperDeviation: errorOf(result.standardDeviation.interval.upper, profileDeviation[1]),
      });
      likelihood.add(at, { logLikelihood: Math.abs(result.logLikelihood - logLikelihood) });
    });
    worst.expectBelow(1e-8);
    limits.expectBelow(1e-9);
    likelihood.expectBelow(1e-11);
  });

  it("has the log likelihood and the scale of survreg(), whose lognormal one counts the logarithm's derivative too", () => {
    for (const { values, scale, survreg, survregLogLikelihood } of cases) {
      const { logLikelihood, standardDeviation, estimate } = censoredNormal({ values }, { scale, intervalMethod: "wald" });
      const jacobian = scale === "raw" ? 0 : values.reduce<number>((total, value) => (typeof value === "number" ? total + Math.log(value) : total), 0);
      expect(Math.abs(logLikelihood - jacobian - survregLogLikelihood)).toBeLessThan(1e-7);
      expect(Math.abs(standardDeviation.estimate / survreg[1] - 1)).toBeLessThan(1e-5);
      expect(Math.abs(estimate - survreg[0]) / survreg[1]).toBeLessThan(1e-5);
    }
  });

  it("agrees with the EM algorithm on truncated moments", () => {
    for (const { values } of cases.filter(({ scale }) => scale === "raw").slice(0, 30)) {
      const naive = naiveCensoredNormal(values);
      const result = censoredNormal({ values }, { intervalMethod: "wald" });
      expect(Math.abs(result.estimate - naive.mean) / naive.deviation).toBeLessThan(1e-6);
      expect(Math.abs(result.standardDeviation.estimate / naive.deviation - 1)).toBeLessThan(1e-6);
      expect(Math.abs(result.logLikelihood - naive.logLikelihood)).toBeLessThan(1e-6);
    }
  });

  it("has Wald limits by the normal quantile, of the standard deviation's logarithm for it", () => {
    const values: CensoredValue[] = [2, 3.5, { below: 1.5 }, 4, { above: 6 }];
    const { estimate, standardError, standardDeviation, interval, covariance } = censoredNormal({ values }, { intervalMethod: "wald", level: 0.9 });
    expect(interval.lower).toBeCloseTo(estimate - 1.6448536269514722 * standardError, 12);
    expect(standardDeviation.interval.upper! / standardDeviation.estimate).toBeCloseTo(Math.exp(1.6448536269514722 * Math.sqrt(covariance.logStandardDeviation)), 12);
    expect(standardDeviation.standardError).toBeCloseTo(standardDeviation.estimate * Math.sqrt(covariance.logStandardDeviation), 12);
  });

  it("has an open side where the alternative is one-sided, with the quantile of one tail", () => {
    const values: CensoredValue[] = [2, 3.5, { below: 1.5 }, 4, { above: 6 }];
    const oneSided = censoredNormal({ values }, { scale: "log", alternative: "greater" });
    expect(oneSided.interval.upper).toBeNull();
    expect(oneSided.reasons).toEqual({ "interval.upper": "unbounded", "geometricMean.interval.upper": "unbounded" });
    expect(oneSided.interval.lower).toBeCloseTo(censoredNormal({ values }, { scale: "log", level: 0.9 }).interval.lower!, 10);
    expect(oneSided.standardDeviation.interval).toEqual(censoredNormal({ values }, { scale: "log" }).standardDeviation.interval);
  });

  it("has limits at any level, on the far side of the estimate below one half, and with a single quantified value", () => {
    const values: CensoredValue[] = [...Array.from({ length: 5 }, () => ({ below: 0.64 })), { above: 1.91 }, 1.16];
    const wide = censoredNormal({ values }, { level: 0.9999 });
    expect(wide.standardDeviation.interval.lower!).toBeGreaterThan(0);
    expect(wide.interval.lower!).toBeLessThan(censoredNormal({ values }).interval.lower!);
    const [greater, less] = [censoredNormal({ values }, { level: 0.3, alternative: "greater" }), censoredNormal({ values }, { level: 0.7, alternative: "less" })];
    expect(greater.interval.lower!).toBeGreaterThan(greater.estimate);
    expect(greater.interval.lower!).toBeCloseTo(less.interval.upper!, 9);
    expect(censoredNormal({ values }, { level: 0.5, alternative: "less" }).interval.upper).toBeCloseTo(less.estimate, 12);
  });

  it("has no limit of the geometric mean beyond the largest number", () => {
    const values: CensoredValue[] = [5, { above: 5.1 }, { above: 6 }, { above: 4 }, ...Array.from({ length: 4 }, () => ({ above: 6 }))];
    const { interval, geometricMean, reasons } = censoredNormal({ values }, { scale: "log", level: 0.9999 });
    expect(interval.upper!).toBeGreaterThan(710);
    expect([geometricMean!.interval.upper, reasons]).toEqual([null, { "geometricMean.interval.upper": "unbounded" }]);
    expectPlain((input: { values: CensoredValue[] }) => censoredNormal(input, { scale: "log", level: 0.9999 }), { values });
  });

  it("refuses samples whose likelihood has no maximum", () => {
    const failing = (values: readonly CensoredValue[]) => codeOf(() => censoredNormal({ values }));
    expect(failing([])).toBe("too-few-values");
    expect(failing([{ below: 4 }, { above: 2 }, { below: 7 }])).toBe("too-few-values");
    expect(failing([3])).toBe("no-variance");
    expect(failing([3, 3, { below: 4 }, { above: 3 }])).toBe("no-variance");
    expect(failing([3, 3, { below: 2.9 }])).toBe("no error");
  });

  it("refuses what is no number and no limit, and what has no logarithm", () => {
    const call = (values: unknown, options = {}) => () => censoredNormal({ values: values as readonly CensoredValue[] }, options);
    expect(call("abc")).toThrow(TypeError);
    expect(call([1, null])).toThrow("censoredNormal: values[1] must be a finite number, { below } or { above }; received null");
    expect(call([1, { below: Number.NaN }])).toThrow(TypeError);
    expect(call([1, {}])).toThrow(TypeError);
    expect(call([1, 2, { below: 3, above: 1 }])).toThrow("values[2] must be a finite number, { below } or { above }; received both limits");
    expect(() => censoredNormal({ values: [1, 2], weights: [1, 2] } as never)).toThrow('must not have "weights"');
    expect(call([1, 1e200])).toThrow("within ±1e100");
    expect(call(Array.from({ length: 3 }))).toThrow(TypeError);
    expect(call([1, 0, 2], { scale: "log" })).toThrow("censoredNormal: values[1] must be above 0, since it goes on a log scale; received 0");
    expect(call([1, 2], { scale: "ln" })).toThrow('Did you mean "log"?');
    expect(call([1, 2], { interval: "wald" })).toThrow(TypeError);
    expect(() => censoredNormal({ value: [1, 2] } as never)).toThrow('Is it "value"?');
  });

  it("is plain data from frozen input, and takes large and tiny units alike", () => {
    const values: CensoredValue[] = [2, 3.5, { below: 1.5 }, 4, { above: 6 }];
    for (const scale of ["raw", "log"] as const) expectPlain((input: { values: CensoredValue[] }) => censoredNormal(input, { scale }), { values });
    const reference = censoredNormal(deepFreeze({ values }));
    for (const unit of [1e-12, 1e9]) {
      const scaled = censoredNormal({ values: values.map((value) => (typeof value === "number" ? unit * value : "below" in value ? { below: unit * value.below } : { above: unit * value.above })) });
      expect(scaled.estimate / unit / reference.estimate).toBeCloseTo(1, 9);
      expect(scaled.interval.lower! / unit / reference.interval.lower!).toBeCloseTo(1, 9);
    }
  });
});
