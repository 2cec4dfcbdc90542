import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attempt } from "trialwise/result";
import { compareRestrictedMeanSurvival, coxRegression, kaplanMeier, logRankTest, proportionalHazardsTest, restrictedMeanSurvival } from "trialwise/survival";
import { level } from "../inference/arbitraries.ts";
import { errorOf } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { inverse, naiveSlopes, people } from "../naive/survival.ts";
import { delayedRows, groupedOf, manyRows, modelOf, rows, shuffled, timesOf } from "./arbitraries.ts";
import { expectPlain } from "./plain.ts";

const near = (actual: number | null, expected: number | null, tolerance = 1e-10) => expect(errorOf(actual, expected, Math.max(1, Math.abs(expected ?? 0)))).toBeLessThan(tolerance);

/** The result, where there is one for such data; fast-check draws again where there is none. */
function whereEstimable<Value>(calculation: () => Value): Value {
  const result = attempt(calculation);
  fc.pre(result.ok);
  return result.ok ? result.value : calculation();
}

describe("kaplanMeier", () => {
  const intervalMethod = fc.constantFrom("log-log", "log", "plain");
  const quantileRule = fc.constantFrom("midpoint", "r-quantile", "sas");

  it("the order of participants does not matter, in any digit", () => {
    fc.assert(
      fc.property(shuffled(rows), intervalMethod, level, ([one, other], intervalMethod, level) => {
        expect(kaplanMeier(timesOf(other), { intervalMethod, level })).toEqual(kaplanMeier(timesOf(one), { intervalMethod, level }));
      }),
    );
  });

  it("twice the time is twice as late, at the same height", () => {
    fc.assert(
      fc.property(rows, quantileRule, (some, quantileRule) => {
        const { time, event } = timesOf(some);
        const [one, two] = [kaplanMeier({ time, event }, { quantileRule }), kaplanMeier({ time: time.map((value) => 2 * value), event }, { quantileRule })];
        expect(two.steps).toEqual(one.steps.map((step) => ({ ...step, time: 2 * step.time })));
        expect(two.median.estimate).toBe(one.median.estimate === null ? null : 2 * one.median.estimate);
      }),
    );
  });

  it("a participant censored at time 0 adds no event and changes no estimate", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const { time, event } = timesOf(some);
        const [without, more] = [kaplanMeier({ time, event }), kaplanMeier({ time: [...time, 0], event: [...event, false] })];
        expect(more.steps.slice(1)).toEqual(without.steps);
        expect(more.steps[0]).toMatchObject({ time: 0, events: 0, censored: 1, estimate: 1 });
        expect(more.counts.events).toBe(without.counts.events);
        expect(more.median).toEqual(without.median);
      }),
    );
  });

  it("one participant given as two rows that follow each other is the same curve", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const cut = some.map(({ time }, index) => (index % 2 === 0 ? Math.floor(4 * time) / 8 : 0));
        const split = {
          time: [...some.map(({ time }) => time), ...cut.filter((value) => value > 0)],
          event: [...some.map(({ event }) => event), ...cut.filter((value) => value > 0).map(() => false)],
          entry: [...cut, ...cut.filter((value) => value > 0).map(() => 0)],
        };
        const events = (result: ReturnType<typeof kaplanMeier>) => result.steps.filter((step) => step.events > 0).map(({ time, atRisk, events }) => [time, atRisk, events]);
        expect(events(kaplanMeier(split))).toEqual(events(kaplanMeier(timesOf(some))));
      }),
    );
  });

  it("falls from 1 towards 0 inside its limits, is the share left without censoring, and is plain", () => {
    fc.assert(
      fc.property(rows, intervalMethod, quantileRule, level, (some, intervalMethod, quantileRule, level) => {
        const { steps, counts } = kaplanMeier(timesOf(some), { intervalMethod, level });
        steps.forEach(({ estimate, interval: { lower, upper }, events, censored }, index) => {
          expect(estimate).toBeLessThanOrEqual(index === 0 ? 1 : steps[index - 1]!.estimate);
          expect(events + censored).toBeGreaterThan(0);
          if (lower !== null) expect(0 <= lower && lower <= estimate + 1e-15).toBe(true);
          if (upper !== null) expect(estimate - 1e-15 <= upper && upper <= 1).toBe(true);
        });
        expect(steps.reduce((total, step) => total + step.events, 0)).toBe(counts.events);
        const all = kaplanMeier({ time: some.map(({ time }) => time), event: some.map(() => 1) });
        all.steps.forEach(({ time, estimate }) => near(estimate, some.filter((row) => row.time > time).length / some.length));
        expectPlain((input) => kaplanMeier(input, { intervalMethod, quantileRule, level, times: [0, 1, 4, 5] }), timesOf(some));
      }),
    );
  });
});

describe("restrictedMeanSurvival", () => {
  const horizon = fc.integer({ min: 1, max: 40 }).map((eighths) => eighths / 8);

  it("lies between 0 and the horizon, grows with it by at most as much, and scales with time", () => {
    fc.assert(
      fc.property(shuffled(rows), horizon, horizon, ([one, other], first, second) => {
        const [early, late] = [Math.min(first, second), Math.max(first, second)];
        const { time, event } = timesOf(one);
        const [short, long] = [early, late].map((horizon) => whereEstimable(() => restrictedMeanSurvival({ time, event }, { horizon })));
        expect(short!.estimate).toBeGreaterThanOrEqual(0);
        expect(short!.estimate).toBeLessThanOrEqual(early);
        expect(long!.estimate - short!.estimate).toBeLessThanOrEqual(late - early + 1e-12);
        expect(long!.estimate).toBeGreaterThanOrEqual(short!.estimate - 1e-12);
        expect(restrictedMeanSurvival(timesOf(other), { horizon: late })).toEqual(long);
        const twice = restrictedMeanSurvival({ time: time.map((value) => 2 * value), event }, { horizon: 2 * late });
        expect(twice.estimate).toBe(2 * long!.estimate);
        expect(twice.standardError).toBe(2 * long!.standardError!);
        expectPlain((input) => restrictedMeanSurvival(input, { horizon: late, varianceCorrection: "m/(m-1)" }), { time, event });
      }),
    );
  });

  it("swapping the groups turns the difference and inverts the ratio", () => {
    fc.assert(
      fc.property(rows, rows, horizon, level, (treated, others, horizon, level) => {
        const [treatment, control] = [timesOf(treated), timesOf(others)];
        const one = whereEstimable(() => compareRestrictedMeanSurvival({ treatment, control }, { horizon, level }));
        const other = compareRestrictedMeanSurvival({ treatment: control, control: treatment }, { horizon, level });
        near(other.estimate, -one.estimate);
        near(other.ratio.estimate, 1 / one.ratio.estimate);
        near(other.pValue, one.pValue);
        near(other.ratio.pValue, one.ratio.pValue);
        near(other.interval.lower, -one.interval.upper!);
        near(other.ratio.interval.lower, 1 / one.ratio.interval.upper!);
        near(one.estimate, restrictedMeanSurvival(treatment, { horizon }).estimate - restrictedMeanSurvival(control, { horizon }).estimate);
        expectPlain((input) => compareRestrictedMeanSurvival(input, { horizon, level }), { treatment, control });
      }),
    );
  });
});

describe("logRankTest", () => {
  it("the order of participants, the names of groups and any rising function of time do not matter", () => {
    fc.assert(
      fc.property(shuffled(rows), fc.constantFrom(0, 0.5, 1), ([one, other], rho) => {
        const expected = whereEstimable(() => logRankTest(groupedOf(one), { rho }));
        expect(logRankTest(groupedOf(other), { rho })).toEqual(expected);
        const { time, event, group, stratum } = groupedOf(one);
        const changed = logRankTest({ time: time.map((value) => value ** 3 + 1), event, group: group.map((label) => ["z", "y", "x"][label]!), stratum }, { rho });
        near(changed.statistic, expected.statistic);
        expect(changed.degreesOfFreedom).toBe(expected.degreesOfFreedom);
      }),
    );
  });

  it("identical groups have a statistic of exactly 0, and observed and expected numbers add up alike", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const twice = { ...groupedOf([...some, ...some]), group: [...some.map(() => "one"), ...some.map(() => "other")] };
        expect(whereEstimable(() => logRankTest(twice)).statistic).toBe(0);
        const { groups, counts } = whereEstimable(() => logRankTest(groupedOf(some)));
        near(groups.reduce((total, { expected }) => total + expected, 0), counts.events);
        expectPlain(logRankTest, groupedOf(some));
      }),
    );
  });

  it("of two groups the trend is the test itself, and a participant censored at time 0 changes nothing", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const { time, event, stratum } = groupedOf(some);
        const group = some.map((row) => (row.group === 0 ? -1 : 2.5));
        const result = whereEstimable(() => logRankTest({ time, event, group, stratum }));
        near(logRankTest({ time, event, group, stratum }, { test: "trend" }).statistic, result.statistic);
        const more = logRankTest({ time: [...time, 0], event: [...event, 0], group: [...group, 2.5], stratum: [...stratum, "a"] });
        expect(more.statistic).toBe(result.statistic);
      }),
    );
  });
});

describe("coxRegression", () => {
  const ties = fc.constantFrom("efron", "breslow");
  const covarianceMethod = fc.constantFrom("information", "robust");

  it("the order of participants and any rising function of time do not matter", () => {
    fc.assert(
      fc.property(shuffled(manyRows), ties, covarianceMethod, ([one, other], ties, covarianceMethod) => {
        const fit = whereEstimable(() => coxRegression(modelOf(one), { ties, covarianceMethod }));
        const input = modelOf(other);
        const again = coxRegression({ ...input, time: input.time.map((value) => Math.sqrt(value)) }, { ties, covarianceMethod });
        for (const name of ["x", "y"] as const) {
          const { estimate, standardError } = fit.coefficients[name];
          expect(errorOf(again.coefficients[name].estimate, estimate, Math.max(Math.abs(estimate), standardError))).toBeLessThan(1e-8);
          expect(errorOf(again.coefficients[name].standardError, standardError)).toBeLessThan(1e-7);
        }
        near(again.logLikelihood.fitted, fit.logLikelihood.fitted);
        expectPlain((model) => coxRegression(model, { ties, covarianceMethod }), modelOf(one));
      }),
    );
  });

  it("a covariate in another unit and from another origin has a coefficient in that unit, and the same tests", () => {
    fc.assert(
      fc.property(manyRows, ties, fc.integer({ min: -50, max: 50 }), fc.constantFrom(-1, 0.5, 3), (some, ties, origin, unit) => {
        const input = modelOf(some);
        const fit = whereEstimable(() => coxRegression(input, { ties }));
        const changed = coxRegression({ ...input, covariates: { ...input.covariates, x: input.covariates.x.map((value) => origin + unit * value) } }, { ties });
        const { estimate, standardError } = fit.coefficients.x;
        expect(errorOf(changed.coefficients.x.estimate * unit, estimate, Math.max(Math.abs(estimate), standardError))).toBeLessThan(1e-8);
        near(changed.waldTest.statistic, fit.waldTest.statistic, 1e-8);
        near(changed.scoreTest.statistic, fit.scoreTest.statistic, 1e-9);
        near(changed.likelihoodRatioTest.statistic, fit.likelihoodRatioTest.statistic, 1e-9);
      }),
    );
  });

  it("the score test of a group is the log-rank test where no events are tied", () => {
    fc.assert(
      fc.property(manyRows, (some) => {
        const apart = some.map((row, index) => ({ ...row, time: row.time + index / 1024 }));
        const { time, event, stratum } = modelOf(apart);
        const group = apart.map((row) => (row.group === 0 ? 1 : 0));
        const fit = whereEstimable(() => coxRegression({ time, event, stratum, covariates: { group } }));
        near(fit.scoreTest.statistic, logRankTest({ time, event, stratum, group }).statistic, 1e-9);
      }),
    );
  });

  it("one participant given as two rows that follow each other is the same fit, and one censored at time 0 changes nothing", () => {
    fc.assert(
      fc.property(manyRows, ties, (some, ties) => {
        const fit = whereEstimable(() => coxRegression(modelOf(some), { ties }));
        const cut = some.map(({ time }, index) => (index % 3 === 0 ? Math.floor(4 * time) / 8 : 0));
        const first = some.map((row, index) => ({ ...row, time: cut[index]!, event: false })).filter(({ time }) => time > 0);
        const split = coxRegression({ ...modelOf([...some, ...first]), entry: [...cut, ...first.map(() => 0)] }, { ties });
        near(split.coefficients.x.estimate, fit.coefficients.x.estimate, 1e-7);
        near(split.logLikelihood.fitted, fit.logLikelihood.fitted);
        const more = coxRegression(modelOf([...some, { ...some[0]!, time: 0, event: false, x: 1000 }]), { ties });
        near(more.coefficients.x.estimate, fit.coefficients.x.estimate, 1e-7);
        expect(more.concordance).toEqual(fit.concordance);
      }),
    );
  });

  it("one coefficient is infinite exactly where all events have the largest, or all the smallest, value at risk", () => {
    const few = fc.array(fc.record({ time: fc.integer({ min: 1, max: 6 }), event: fc.boolean(), x: fc.integer({ min: 0, max: 3 }) }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(few, ties, (some, ties) => {
        const sets = some.filter(({ event }) => event).map((row) => ({ value: row.x, atRisk: some.filter(({ time }) => time >= row.time).map(({ x }) => x) }));
        fc.pre(sets.length > 0);
        const all = (extreme: (...values: number[]) => number) => sets.every(({ value, atRisk }) => value === extreme(...atRisk));
        const isConstant = sets.every(({ atRisk }) => Math.max(...atRisk) === Math.min(...atRisk));
        const expected = isConstant ? "singular-design" : all(Math.max) || all(Math.min) ? "monotone-likelihood" : "no error";
        const input = { time: some.map(({ time }) => time), event: some.map(({ event }) => event), covariates: { x: some.map(({ x }) => x) } };
        expect(codeOf(() => coxRegression(input, { ties }))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("with delayed entry the likelihood is that of sums taken anew at each time, and its slope 0, although the largest hazards leave", () => {
    fc.assert(
      fc.property(delayedRows, ties, (some, ties) => {
        const input = { ...modelOf(some), entry: some.map(({ entry }) => entry) };
        const fit = whereEstimable(() => coxRegression(input, { ties }));
        const group = people({ ...timesOf(some), entry: input.entry }).map((person, row) => ({ ...person, stratum: some[row]!.stratum === "a" ? 0 : 1, x: [some[row]!.x, some[row]!.y] }));
        const { logLikelihood, gradient, information, parts } = naiveSlopes(group, [fit.coefficients.x.estimate, fit.coefficients.y.estimate], ties);
        near(fit.logLikelihood.fitted, logLikelihood);
        const errors = [fit.coefficients.x.standardError, fit.coefficients.y.standardError];
        gradient.forEach((slope, j) => expect(Math.abs(slope * errors[j]!)).toBeLessThan(1e-8));
        const covariance = inverse(information);
        errors.forEach((error, j) => expect(errorOf(error, Math.sqrt(covariance[j]![j]!))).toBeLessThan(1e-8));
        const robust = attempt(() => coxRegression(input, { ties, covarianceMethod: "robust" }));
        if (!robust.ok) return;
        const influences = parts.map((part) => covariance.map((row) => row.reduce((sum, value, j) => sum + value * part[j]!, 0)));
        const robustErrors = [robust.value.coefficients.x.standardError, robust.value.coefficients.y.standardError];
        robustErrors.forEach((error, j) => expect(errorOf(error, Math.hypot(...influences.map((influence) => influence[j]!)), errors[j]!)).toBeLessThan(1e-8));
      }),
      { numRuns: 300 },
    );
  });

  it("no coefficients are likelier than the estimates, and the tests follow from the parts", () => {
    fc.assert(
      fc.property(manyRows, ties, level, (some, ties, level) => {
        const { logLikelihood, likelihoodRatioTest, coefficients, diagnostics } = whereEstimable(() => coxRegression(modelOf(some), { ties, level }));
        expect(logLikelihood.fitted).toBeGreaterThanOrEqual(logLikelihood.null - 1e-9);
        near(likelihoodRatioTest.statistic, 2 * (logLikelihood.fitted - logLikelihood.null), 1e-9);
        expect(diagnostics.gradientNorm).toBeLessThan(1e-7);
        const { estimate, standardError, statistic, hazardRatio } = coefficients.x;
        near(statistic, estimate / standardError);
        if (hazardRatio !== null) expect(errorOf(hazardRatio, Math.exp(estimate))).toBeLessThan(1e-12);
      }),
    );
  });
});

describe("proportionalHazardsTest", () => {
  it("the order of participants, the unit of covariates and, along the curve, any rising function of time do not matter", () => {
    fc.assert(
      fc.property(shuffled(manyRows), ([one, other]) => {
        const expected = whereEstimable(() => proportionalHazardsTest(modelOf(one)));
        const { time, event, stratum, covariates } = modelOf(other);
        const changed = whereEstimable(() =>
          proportionalHazardsTest({ time: time.map((value) => value ** 2), event, stratum, covariates: { x: covariates.x.map((value) => 7 - 2 * value), y: covariates.y } }),
        );
        near(changed.coefficients.x.statistic, expected.coefficients.x.statistic, 1e-6);
        near(changed.global.statistic, expected.global.statistic, 1e-6);
        expect(changed.global.statistic).toBeGreaterThanOrEqual(changed.coefficients.x.statistic - 1e-6);
        expectPlain(proportionalHazardsTest, modelOf(one));
      }),
    );
  });
});
