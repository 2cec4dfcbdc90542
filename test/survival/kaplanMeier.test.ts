import { describe, expect, it } from "vitest";
import { kaplanMeier } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { atRiskCount, naiveLimits, naiveMargin, naiveQuantile, naiveSurvival, naiveVarianceOfLog, people } from "../naive/survival.ts";
import { aml, maintained, nonmaintained } from "./aml.ts";
import type { FixtureTimes, Known } from "./fixtures.ts";
import { columnsOf, readFixture } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface KaplanMeierCase extends FixtureTimes {
  readonly intervalMethod: "log-log" | "log" | "plain";
  readonly level: number;
  readonly steps: Readonly<Record<"time" | "atRisk" | "events" | "censored" | "estimate", readonly number[]>> &
    Readonly<Record<"standardError" | "lower" | "upper", readonly Known[]>>;
  readonly median: readonly Known[];
  readonly quantiles: Readonly<Record<"estimate" | "lower" | "upper", readonly Known[]>>;
  readonly at: Readonly<Record<"time" | "estimate" | "atRisk", readonly number[]>> & Readonly<Record<"standardError" | "lower" | "upper", readonly Known[]>>;
}

/** Whether a limit of the curve never rises. */
function falls(limits: readonly Known[]): boolean {
  const known = limits.filter((limit) => limit !== null);
  return known.every((limit, index) => index === 0 || limit <= known[index - 1]!);
}

const { cases } = readFixture<KaplanMeierCase>("kaplanMeier");

describe("kaplanMeier", () => {
  it("has the limits of the median that the three rules give for the leukaemia data", () => {
    // Published with survival's tests and SAS's documentation: upper 33, none, 33 and lower 8, 8, 5.
    const limits = (["plain", "log", "log-log"] as const).map((intervalMethod) => kaplanMeier(nonmaintained, { intervalMethod }).median.interval);
    expect(limits.map(({ lower }) => lower)).toEqual([8, 8, 5]);
    expect(limits.map(({ upper }) => upper)).toEqual([33, null, 33]);
    expect(kaplanMeier(nonmaintained).median.estimate).toBe(23);
    expect(kaplanMeier(maintained).median.estimate).toBe(31);
  });

  it("is right by hand for six participants", () => {
    // At risk 6, 4 and 2; S = 5/6, 5/8 (of 4, 1) and 5/16. Greenwood: 1/30, + 1/12, + 1/2.
    const { steps, counts } = kaplanMeier({ time: [1, 2, 3, 4, 5, 6], event: [true, false, true, false, true, false] }, { intervalMethod: "plain" });
    expect(steps.map(({ atRisk }) => atRisk)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(steps[2]!.estimate).toBeCloseTo(5 / 8, 15);
    expect(steps[4]!.estimate).toBeCloseTo(5 / 16, 15);
    expect(steps[4]!.standardError).toBeCloseTo((5 / 16) * Math.sqrt(1 / 30 + 1 / 12 + 1 / 2), 15);
    expect(counts).toEqual({ participants: 6, events: 3, censored: 3 });
  });

  it("counts only those who have entered as at risk", () => {
    // At 2 the first two are at risk, at 5 the last two: who enters at 3 is at risk at 4, who enters at 4 is not.
    const { steps } = kaplanMeier({ time: [2, 4, 5, 7], event: [1, 1, 1, 0], entry: [0, 1, 3, 4] });
    expect(steps.map(({ atRisk }) => atRisk)).toEqual([2, 2, 2, 1]);
    expect(steps.map(({ estimate }) => estimate)).toEqual([0.5, 0.25, 0.125, 0.125]);
    // Who enters at 3 is at risk after it.
    const { atTimes } = kaplanMeier({ time: [5, 6], event: [1, 1], entry: [3, 0] }, { times: [3, 3.5] });
    expect(atTimes.map(({ atRisk }) => atRisk)).toEqual([1, 2]);
  });

  it("has the event before a censoring at the same time, and no delay with an entry of 0", () => {
    expect(kaplanMeier({ time: [3, 3], event: [1, 0] }).steps).toMatchObject([{ time: 3, atRisk: 2, events: 1, censored: 1, estimate: 0.5 }]);
    const atZero = { time: [0, 0, 1], event: [1, 0, 1] };
    expect(kaplanMeier({ ...atZero, entry: [0, 0, 0] })).toEqual(kaplanMeier(atZero));
  });

  it("agrees with R's survfit() on 240 random groups", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const { intervalMethod, level, steps: expected } = each;
      const { steps } = kaplanMeier(columnsOf(each), { intervalMethod, level });
      expect(steps.map(({ atRisk, events, censored }) => [atRisk, events, censored])).toEqual(
        expected.time.map((_, step) => [expected.atRisk[step], expected.events[step], expected.censored[step]]),
      );
      steps.forEach((step, index) => {
        worst.add(at, {
          time: errorOf(step.time, expected.time[index]!),
          estimate: errorOf(step.estimate, expected.estimate[index]!),
          standardError: errorOf(step.standardError, expected.standardError[index]!),
          lower: errorOf(step.interval.lower, expected.lower[index]!, Math.max(expected.lower[index] ?? 1, 1e-4)),
          upper: errorOf(step.interval.upper, expected.upper[index]!),
        });
      });
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with R's medians, quantiles and survival at given times on 240 random groups", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const options = { intervalMethod: each.intervalMethod, level: each.level, times: each.at.time };
      const { median, atTimes } = kaplanMeier(columnsOf(each), options);
      worst.add(at, {
        median: errorOf(median.estimate, each.median[0]!),
        medianLower: errorOf(median.interval.lower, each.median[1]!),
        medianUpper: errorOf(median.interval.upper, each.median[2]!),
      });
      kaplanMeier(columnsOf(each), { ...options, quantileRule: "r-quantile" }).quantiles.forEach(({ estimate, interval }, index) => {
        worst.add(at, { quantile: errorOf(estimate, each.quantiles.estimate[index]!) });
        // R's quantile() looks for the last time above, its print() for the first at or below: two answers where a limit rises again.
        if (falls(each.steps.lower)) worst.add(at, { quantileLower: errorOf(interval.lower, each.quantiles.lower[index]!) });
        if (falls(each.steps.upper)) worst.add(at, { quantileUpper: errorOf(interval.upper, each.quantiles.upper[index]!) });
      });
      atTimes.forEach((row, index) => {
        // Between steps R has the number at risk at the next one, which with delayed entry is another.
        if (each.entry === null) expect(row.atRisk).toBe(each.at.atRisk[index]);
        else expect(row.atRisk).toBe(atRiskCount(people(each), row.time));
        worst.add(at, {
          atTime: errorOf(row.estimate, each.at.estimate[index]!),
          errorAtTime: errorOf(row.standardError, each.at.standardError[index]!),
        });
      });
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation from the definitions, by bisection for the limits", () => {
    const worst = new WorstErrors();
    const margins = new Map([0.9, 0.95, 0.99].map((level) => [level, naiveMargin(level)]));
    cases.forEach((each, at) => {
      const { intervalMethod, level } = each;
      const group = people(each);
      const { steps } = kaplanMeier(columnsOf(each), { intervalMethod, level });
      for (const step of steps) {
        const survival = naiveSurvival(group, step.time);
        worst.add(at, { estimate: errorOf(step.estimate, survival) });
        if (survival === 0 || survival === 1) continue;
        const [lower, upper] = naiveLimits(group, step.time, intervalMethod, margins.get(level)!);
        worst.add(at, {
          standardError: errorOf(step.standardError, survival * Math.sqrt(naiveVarianceOfLog(group, step.time))),
          lower: errorOf(step.interval.lower, lower, Math.max(lower, 1e-6)),
          upper: errorOf(step.interval.upper, upper),
        });
      }
      for (const quantileRule of ["midpoint", "r-quantile", "sas"] as const) {
        const probabilities = [0.1, 0.2, 0.25, 1 / 3, 0.5, 0.75];
        const { quantiles } = kaplanMeier(columnsOf(each), { intervalMethod, level, quantileRule, probabilities });
        quantiles.forEach(({ estimate, interval }, index) => {
          const naive = (heightOf: (step: (typeof steps)[number]) => number | null) =>
            naiveQuantile(steps.map((step) => ({ time: step.time, height: heightOf(step) })), probabilities[index]!, quantileRule);
          worst.add(at, { quantile: errorOf(estimate, naive((step) => step.estimate)) });
          worst.add(at, {
            lowerOfQuantile: errorOf(interval.lower, naive((step) => step.interval.lower)),
            upperOfQuantile: errorOf(interval.upper, naive((step) => step.interval.upper)),
          });
        });
      }
    });
    worst.expectBelow(1e-10);
  });

  it("has each rule's median of a curve that runs level at one half", () => {
    const falls = { time: [1, 2, 3, 4], event: [1, 1, 1, 0] };
    const stays = { time: [1, 2, 3, 5], event: [1, 1, 0, 0] };
    const medians = (input: typeof falls) => (["midpoint", "r-quantile", "sas"] as const).map((quantileRule) => kaplanMeier(input, { quantileRule }).median);
    expect(medians(falls).map(({ estimate }) => estimate)).toEqual([2.5, 2.5, 2.5]);
    expect(medians(stays).map(({ estimate }) => estimate)).toEqual([2, 3.5, null]);
    expect(medians(stays)[2]!.reasons).toMatchObject({ estimate: "not-reached" });
  });

  it("finds the level stretch although 0.9 × 8/9 is not 0.8", () => {
    const ten = { time: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], event: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] };
    const { quantiles } = kaplanMeier(ten, { probabilities: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] });
    expect(quantiles.map(({ estimate }) => estimate)).toEqual([1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]);
  });

  it("takes 0.1 + 0.2 and 0.3 for one time, in any unit, and times apart for two", () => {
    for (const unit of [1e-9, 1, 1e9]) {
      const { steps } = kaplanMeier({ time: [0.3 * unit, (0.1 + 0.2) * unit, 0.5 * unit], event: [1, 1, 0] }, { times: [(0.1 + 0.2) * unit] });
      expect(steps.map(({ atRisk, events }) => [atRisk, events])).toEqual([[3, 2], [1, 0]]);
      expect(kaplanMeier({ time: [0.3 * unit, 0.3000001 * unit, 0.5 * unit], event: [1, 1, 0] }).steps).toHaveLength(3);
    }
  });

  it("ties near-equal times and entries in chains, on both sides of a power of two, wherever they stand", () => {
    // Each of the first three is within 1.5e-8 of the mean from the next; the entry at 4 and the time just below it are one.
    const near = 2 ** -27;
    const time = [3, 1 + 2 * near, 1, 4 - near, 1 - near / 2, 7, -0];
    const entry = [0, 0, 0, 0, 0, 4, 0];
    const steps = kaplanMeier({ time, event: time.map(() => 1), entry }).steps.map((step) => [step.time, step.atRisk, step.events]);
    expect(steps).toEqual([[0, 6, 1], [1 - near / 2, 5, 3], [3, 2, 1], [4 - near, 1, 1], [7, 1, 1]]);
    expect(() => kaplanMeier({ time, event: time.map(() => 1), entry: [0, 0, 0, 4, 0, 4, 0] })).toThrow("entry[3] must be before time[3]");
  });

  it("describes the nearest of two steps that a late time could mean", () => {
    const time = [0.001, 0.002, 0.003, 0.004, 0.005, 1000, 1000.000008];
    const { steps, atTimes } = kaplanMeier({ time, event: time.map(() => 1) }, { times: [1000, 1000.000008] });
    expect(steps).toHaveLength(7);
    expect(atTimes.map(({ atRisk, estimate }) => [atRisk, estimate])).toEqual([[2, expect.closeTo(1 / 7, 12)], [1, 0]]);
  });

  it("describes given times: before the first step, at a step, after the last", () => {
    const { atTimes } = kaplanMeier(maintained, { times: [161, 200, 0, 9, 8.9] });
    expect(atTimes.map(({ time, atRisk }) => [time, atRisk])).toEqual([[161, 1], [200, 0], [0, 11], [9, 11], [8.9, 11]]);
    expect(atTimes.map(({ estimate }) => estimate && Number(estimate.toFixed(4)))).toEqual([0.1841, null, 1, 0.9091, 1]);
    expect(atTimes[1]!.reasons).toMatchObject({ estimate: "beyond-follow-up" });
    // Nobody was left: the curve is 0 for good.
    expect(kaplanMeier({ time: [1, 2], event: [1, 1] }, { times: [3] }).atTimes[0]!.estimate).toBe(0);
  });

  it("has no quantile, and an estimate of 1, without events", () => {
    const { median, steps } = kaplanMeier({ time: [1, 2], event: [0, 0] });
    expect(median).toEqual({
      probability: 0.5,
      estimate: null,
      interval: { lower: null, upper: null, level: 0.95 },
      reasons: { estimate: "not-reached", "interval.lower": "not-reached", "interval.upper": "not-reached" },
    });
    expect(steps.map(({ estimate, standardError }) => [estimate, standardError])).toEqual([[1, 0], [1, 0]]);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(kaplanMeier, { time: [-0, 3, 2], event: [true, false, 1] });
    for (const intervalMethod of ["log-log", "log", "plain"] as const) {
      expectPlain((input) => kaplanMeier(input, { intervalMethod, times: [0, -0, 5, 500] }), { time: aml.time, event: aml.event });
      expectPlain((input) => kaplanMeier(input, { intervalMethod, times: [0, 5, 500] }), { time: Float64Array.from(aml.time), event: Float64Array.from(aml.event) });
    }
    cases.slice(0, 60).forEach((each) => expectPlain(kaplanMeier, columnsOf(each)));
  });

  it("says in its method what it did, and refuses no participants", () => {
    expect(kaplanMeier(maintained).method).toMatchObject({
      name: "kaplan-meier",
      options: { intervalMethod: "log-log", quantileRule: "midpoint", probabilities: [0.25, 0.5, 0.75], times: [], level: 0.95 },
    });
    expect(codeOf(() => kaplanMeier({ time: [], event: [] }))).toBe("too-few-values");
  });
});
