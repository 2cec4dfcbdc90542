import { describe, expect, it } from "vitest";
import { compareRestrictedMeanSurvival, kaplanMeier, restrictedMeanSurvival } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveMargin, naiveRestrictedMean, people } from "../naive/survival.ts";
import { normalUpperTail } from "../naive/inference.ts";
import { maintained, nonmaintained } from "./aml.ts";
import type { FixtureTimes } from "./fixtures.ts";
import { columnsOf, floored, readFixture } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface Mean {
  readonly estimate: number;
  readonly standardError: number;
  readonly events: number;
}

interface Comparison {
  readonly estimate: number;
  readonly standardError: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
}

interface RestrictedMeanCase {
  readonly treatment: FixtureTimes;
  readonly control: FixtureTimes;
  readonly horizon: number;
  readonly treatmentMean: Mean;
  readonly controlMean: Mean;
  readonly lastTime: Mean;
  readonly difference: Comparison;
  readonly ratio: Comparison;
}

const { cases } = readFixture<RestrictedMeanCase>("restrictedMean");

describe("restrictedMeanSurvival", () => {
  it("is right by hand for four participants", () => {
    // S is 1 up to 1, 3/4 up to 2 and 3/8 from 3 on. Up to 4: 1 + 3/2 + 3/8. Greenwood's terms: 1/12 × (3/2 + 3/8)² and 1/2 × (3/8)².
    const input = { time: [1, 2, 3, 4], event: [1, 0, 1, 0] };
    const { estimate, standardError, counts } = restrictedMeanSurvival(input, { horizon: 4 });
    expect(estimate).toBeCloseTo(2.875, 15);
    expect(standardError).toBeCloseTo(Math.sqrt(1.875 ** 2 / 12 + 0.375 ** 2 / 2), 15);
    expect(counts).toEqual({ participants: 4, events: 2, censored: 2, eventsUpToHorizon: 2 });
    // Two events: the variance is doubled.
    const corrected = restrictedMeanSurvival(input, { horizon: 4, varianceCorrection: "m/(m-1)" });
    expect(corrected.standardError! / standardError!).toBeCloseTo(Math.SQRT2, 14);
    expect(corrected.estimate).toBe(estimate);
  });

  it("is the mean, with its standard error, when nobody is censored", () => {
    // Without censoring Greenwood's variance of the area is Σ(x − x̄)²/n².
    const time = [3, 7, 1, 12, 4, 8];
    const { estimate, standardError, horizon } = restrictedMeanSurvival({ time, event: time.map(() => 1) }, { horizon: "last-time" });
    const mean = time.reduce((total, value) => total + value, 0) / 6;
    expect(estimate).toBeCloseTo(mean, 14);
    expect(standardError).toBeCloseTo(Math.sqrt(time.reduce((total, value) => total + (value - mean) ** 2, 0)) / 6, 14);
    expect(horizon).toBe(12);
  });

  it("agrees with R's survfit() on 240 random pairs of groups, up to a time and up to the last", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    const add = (at: number, times: FixtureTimes, horizon: number | "last-time", expected: Mean) => {
      const result = restrictedMeanSurvival(columnsOf(times), { horizon });
      expect(result.counts.eventsUpToHorizon).toBe(expected.events);
      worst.add(at, { estimate: errorOf(result.estimate, expected.estimate), standardError: errorOf(result.standardError, expected.standardError) });
      if (expected.events < 2) return;
      const corrected = restrictedMeanSurvival(columnsOf(times), { horizon, varianceCorrection: "m/(m-1)" });
      worst.add(at, { corrected: errorOf(corrected.standardError, expected.standardError * Math.sqrt(expected.events / (expected.events - 1))) });
    };
    cases.forEach(({ treatment, control, horizon, treatmentMean, controlMean, lastTime }, at) => {
      add(at, treatment, horizon, treatmentMean);
      add(at, control, horizon, controlMean);
      add(at, treatment, "last-time", lastTime);
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation by rectangles", () => {
    const worst = new WorstErrors();
    const z = naiveMargin(0.9);
    cases.forEach(({ treatment, horizon }, at) => {
      const naive = naiveRestrictedMean(people(treatment), horizon);
      const { estimate, standardError, interval } = restrictedMeanSurvival(columnsOf(treatment), { horizon, level: 0.9 });
      worst.add(at, { estimate: errorOf(estimate, naive.estimate), standardError: errorOf(standardError, Math.sqrt(naive.variance)) });
      if (naive.variance === 0) return;
      worst.add(at, { lower: errorOf(interval.lower, naive.estimate - z * Math.sqrt(naive.variance), naive.estimate) });
    });
    worst.expectBelow(1e-10);
  });

  it("refuses a horizon at which the curve is unknown, unless it is down at 0", () => {
    expect(codeOf(() => restrictedMeanSurvival(maintained, { horizon: 162 }))).toBe("beyond-follow-up");
    expect(() => restrictedMeanSurvival(maintained, { horizon: 162 })).toThrow("up to the horizon of 162, since observation ended at 161");
    expect(restrictedMeanSurvival(nonmaintained, { horizon: 1000 }).estimate).toBe(restrictedMeanSurvival(nonmaintained, { horizon: 45 }).estimate);
    // 0.3 and 0.1 + 0.2 are one time.
    expect(restrictedMeanSurvival({ time: [0.3], event: [0] }, { horizon: 0.1 + 0.2 }).estimate).toBeCloseTo(0.3, 15);
  });

  it("does not mind the unit of time, although the squares of times are no numbers", () => {
    const inUnit = (unit: number) => restrictedMeanSurvival({ time: maintained.time.map((value) => value * unit), event: maintained.event }, { horizon: 40 * unit });
    for (const unit of [1e-300, 1e147]) {
      expect(errorOf(inUnit(unit).standardError! / unit, inUnit(1).standardError)).toBeLessThan(1e-12);
      expect(errorOf(inUnit(unit).interval.lower! / unit, inUnit(1).interval.lower)).toBeLessThan(1e-12);
    }
    const atOnce = { time: [0, 0, 0], event: [1, 1, 0] };
    expect(restrictedMeanSurvival(atOnce, { horizon: "last-time" })).toMatchObject({ estimate: 0, standardError: 0 });
  });

  it("has no interval without an event before the horizon, and no correction of a single one", () => {
    const none = restrictedMeanSurvival(maintained, { horizon: 5 });
    expect(none).toMatchObject({ estimate: 5, standardError: 0, interval: { lower: null, upper: null } });
    expect(none.reasons).toEqual({ "interval.lower": "no-variance", "interval.upper": "no-variance" });
    const one = restrictedMeanSurvival(maintained, { horizon: 10, varianceCorrection: "m/(m-1)" });
    expect(one.standardError).toBeNull();
    expect(one.reasons).toMatchObject({ standardError: "too-few-values" });
  });

  it("is plain data and leaves frozen input alone", () => {
    for (const horizon of [5, 10, "last-time"] as const) {
      expectPlain((input) => restrictedMeanSurvival(input, { horizon, varianceCorrection: "m/(m-1)" }), maintained);
    }
    expectPlain((input) => restrictedMeanSurvival(input, { horizon: "last-time" }), { time: [-0], event: [1] });
    expect(restrictedMeanSurvival(maintained, { horizon: 5 }).method).toMatchObject({
      name: "restricted-mean-survival",
      options: { horizon: 5, varianceCorrection: "none", level: 0.95 },
    });
  });

  it("is the area that kaplanMeier draws", () => {
    const { steps } = kaplanMeier(maintained);
    const area = steps.reduce((total, step, index) => total + (index === 0 ? step.time : (step.time - steps[index - 1]!.time) * steps[index - 1]!.estimate), 0);
    expect(restrictedMeanSurvival(maintained, { horizon: "last-time" }).estimate).toBeCloseTo(area, 12);
  });
});

describe("compareRestrictedMeanSurvival", () => {
  it("is right by hand for groups without censoring", () => {
    // Means 5 and 2, variances Σ(x − x̄)²/n² of 2 and 1/2: difference 3 with error √2.5, ratio 2.5 with error √(2/25 + 1/8).
    const result = compareRestrictedMeanSurvival({ treatment: { time: [3, 7], event: [1, 1] }, control: { time: [1, 3], event: [1, 1] } }, { horizon: 8 });
    expect(result.estimate).toBeCloseTo(3, 15);
    expect(result.standardError).toBeCloseTo(Math.sqrt(2.5), 15);
    expect(result.statistic).toBeCloseTo(3 / Math.sqrt(2.5), 14);
    expect(result.ratio.estimate).toBeCloseTo(2.5, 15);
    expect(result.ratio.standardErrorOfLog).toBeCloseTo(Math.sqrt(2 / 25 + 1 / 8), 15);
    expect(result.counts).toEqual({ treatment: 2, control: 2 });
  });

  it("agrees with differences and ratios of R's restricted means on 240 random pairs of groups", () => {
    const worst = new WorstErrors();
    cases.forEach(({ treatment, control, horizon, difference, ratio }, at) => {
      const result = compareRestrictedMeanSurvival({ treatment: columnsOf(treatment), control: columnsOf(control) }, { horizon });
      const scale = (value: number) => floored(value, difference.standardError);
      worst.add(at, {
        estimate: errorOf(result.estimate, difference.estimate, scale(difference.estimate)),
        standardError: errorOf(result.standardError, difference.standardError),
        pValue: errorOf(result.pValue, difference.pValue),
        lower: errorOf(result.interval.lower, difference.lower, scale(difference.lower)),
        upper: errorOf(result.interval.upper, difference.upper, scale(difference.upper)),
        ratio: errorOf(result.ratio.estimate, ratio.estimate),
        errorOfLog: errorOf(result.ratio.standardErrorOfLog, ratio.standardError),
        ratioPValue: errorOf(result.ratio.pValue, ratio.pValue),
        ratioLower: errorOf(result.ratio.interval.lower, ratio.lower),
        ratioUpper: errorOf(result.ratio.interval.upper, ratio.upper),
      });
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation by rectangles and an integral", () => {
    const worst = new WorstErrors();
    cases.slice(0, 60).forEach(({ treatment, control, horizon }, at) => {
      const [t, c] = [treatment, control].map((times) => naiveRestrictedMean(people(times), horizon));
      const error = Math.sqrt(t!.variance + c!.variance);
      const result = compareRestrictedMeanSurvival({ treatment: columnsOf(treatment), control: columnsOf(control) }, { horizon, alternative: "greater" });
      const logError = Math.sqrt(t!.variance / t!.estimate ** 2 + c!.variance / c!.estimate ** 2);
      worst.add(at, {
        estimate: errorOf(result.estimate, t!.estimate - c!.estimate, error),
        pValue: errorOf(result.pValue, normalUpperTail((t!.estimate - c!.estimate) / error)),
        ratioPValue: errorOf(result.ratio.pValue, normalUpperTail(Math.log(t!.estimate / c!.estimate) / logError)),
      });
    });
    worst.expectBelow(1e-10);
  });

  it("leaves open the limit of a one-sided interval, of difference and ratio", () => {
    const result = compareRestrictedMeanSurvival({ treatment: maintained, control: nonmaintained }, { horizon: 40, alternative: "greater" });
    expect(result.interval.upper).toBeNull();
    expect(result.ratio.interval.upper).toBeNull();
    expect(result.ratio.reasons).toEqual({ "interval.upper": "unbounded" });
  });

  it("is plain data and leaves frozen input alone", () => {
    for (const alternative of ["two-sided", "greater", "less"] as const) {
      expectPlain((input) => compareRestrictedMeanSurvival(input, { horizon: 30, alternative }), { treatment: maintained, control: nonmaintained });
    }
    expectPlain((input) => compareRestrictedMeanSurvival(input, { horizon: 30 }), { treatment: maintained, control: maintained });
  });

  it("refuses what cannot be compared, with a code", () => {
    const compare = (treatment: typeof maintained, control: typeof maintained, horizon: number, varianceCorrection: "none" | "m/(m-1)" = "none") =>
      codeOf(() => compareRestrictedMeanSurvival({ treatment, control }, { horizon, varianceCorrection }));
    expect(compare({ time: [], event: [] }, maintained, 10)).toBe("too-few-values");
    expect(compare(maintained, nonmaintained, 200)).toBe("beyond-follow-up");
    expect(compare(maintained, nonmaintained, 4)).toBe("no-variance");
    expect(compare({ time: [0, 0], event: [1, 1] }, maintained, 20)).toBe("no-variance");
    expect(compare(maintained, nonmaintained, 10, "m/(m-1)")).toBe("too-few-values");
  });
});
