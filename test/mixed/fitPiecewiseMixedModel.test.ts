import { describe, expect, it } from "vitest";
import { compareFits, fitLinearMixedModel, fitPiecewiseMixedModel } from "trialwise/mixed";
import type { FitPiecewiseMixedModelOptions, FitPiecewiseMixedModelResult, PiecewiseEffect } from "trialwise/mixed";
import { contrast } from "trialwise/model";
import { defineTrial, readTrialData } from "trialwise/trial";
import { fitPiecewiseLinearByParticipant } from "trialwise/trajectory";
import { deepFreeze } from "../deepFreeze.ts";
import type { PiecewiseCase, PiecewiseKeys } from "./piecewiseCases.ts";
import { dataOf, optionsOf, piecewiseCase, piecewiseCases, trial } from "./piecewiseCases.ts";

type Result = FitPiecewiseMixedModelResult<PiecewiseKeys>;

const fitOf = (one: PiecewiseCase, options: Partial<FitPiecewiseMixedModelOptions<PiecewiseKeys>> = {}): Result => fitPiecewiseMixedModel(dataOf(one), { ...optionsOf(one), ...options });

/** The effects in the order of the reference. */
function effectsOf({ byArm, differences }: Result, { arms }: PiecewiseCase): Pick<PiecewiseEffect, "estimate" | "standardError" | "degreesOfFreedom">[] {
  const own = arms.flatMap((arm) => [...byArm[arm].slopes, ...byArm[arm].slopeChanges, ...(byArm[arm].jumps ?? []), ...byArm[arm].curve]);
  return [...own, ...differences.flatMap(({ slopes, slopeChanges, jumps = [] }) => [...slopes, ...slopeChanges, ...jumps])];
}

/** The largest relative difference. */
const difference = (ours: readonly (number | null)[], theirs: readonly number[]): number =>
  Math.max(...ours.map((value, index) => Math.abs(value! - theirs[index]!) / Math.abs(theirs[index]!)));

// Both sides are polished optima: what is left is rounding.
const close = 1e-8;

describe("worked by hand", () => {
  // Four participants of each arm on one line each, but for residuals that the lines of every participant leave over: with
  // complete visits, the fixed effects are the mean of the participants' own least-squares fits, whatever the variances.
  const visits = ["V1", "V2", "V5", "V7", "V9"] as const;
  const scores = [
    ["msc", 42, 41, 38, 37, 35],
    ["msc", 40, 38, 36, 36, 36],
    ["msc", 44, 43, 42, 40, 39],
    ["msc", 37, 36, 34, 34, 31],
    ["control", 41, 40, 38, 36, 33],
    ["control", 43, 41, 41, 38, 37],
    ["control", 38, 37, 34, 30, 28],
    ["control", 40, 39, 37, 35, 34],
  ] as const;
  const data = readTrialData(trial, {
    participants: scores.map(([arm], index) => ({ id: `${index}`, arm })),
    observations: scores.flatMap(([, ...values], index) => values.map((value, visit) => ({ participant: `${index}`, visit: visits[visit]!, measure: "score", value }))),
  });

  it("equals the mean of participants' own lines in a balanced trial", () => {
    for (const random of ["continuous", "intercept-and-slope", "intercept"] as const) {
      const model = fitPiecewiseMixedModel(data, { measure: "score", knots: ["V5"], random, arms: ["msc", "control"] });
      const own = fitPiecewiseLinearByParticipant(data, { measure: "score", knots: ["V5"] });
      for (const arm of ["msc", "control"] as const) {
        expect(model.byArm[arm].slopes[0]!.estimate).toBeCloseTo(own.byArm[arm].leadInSlope.mean!, 10);
        expect(model.byArm[arm].slopes[1]!.estimate).toBeCloseTo(own.byArm[arm].followUpSlope.mean!, 10);
        expect(model.byArm[arm].slopeChanges[0]!.estimate).toBeCloseTo(own.byArm[arm].change.mean!, 10);
      }
    }
    // By hand, from the normal equations of times −3, −2, 0, 2, 4 on {1, min(t, 0), max(t, 0)}: of the sums of the two arms
    // 163, 158, 150, 147, 141 and 162, 157, 150, 139, 132, each over 4.
    const model = fitPiecewiseMixedModel(data, { measure: "score", knots: [{ months: 0 }], arms: ["msc", "control"] });
    const [pre, post] = solveHinge([163 / 4, 158 / 4, 150 / 4, 147 / 4, 141 / 4]);
    expect(model.byArm.msc.slopes[0]!.estimate).toBeCloseTo(pre, 10);
    expect(model.byArm.msc.slopes[1]!.estimate).toBeCloseTo(post, 10);
    const [controlPre, controlPost] = solveHinge([162 / 4, 157 / 4, 150 / 4, 139 / 4, 132 / 4]);
    expect(model.differences[0]!.slopes[1]!.estimate).toBeCloseTo(post - controlPost, 10);
    expect(model.differences[0]!.slopeChanges[0]!.estimate).toBeCloseTo(post - pre - (controlPost - controlPre), 10);
  });

  /** Slopes by Cramer's rule. XᵀX of the times above is [5 −5 6; −5 13 0; 6 0 20], with determinant 332. */
  function solveHinge([a, b, c, d, e]: readonly [number, number, number, number, number]): readonly [number, number] {
    const [level, pre, post] = [a + b + c + d + e, -3 * a - 2 * b, 2 * d + 4 * e];
    return [(level * 100 + pre * 64 - post * 30) / 332, (level * -78 + pre * -30 + post * 40) / 332];
  }
});

describe("reference values from R", () => {
  it.each(piecewiseCases)("agrees with lme4's criterion at its optimum: $name", (one) => {
    const { reference } = one;
    const model = fitOf(one);
    expect(Math.abs(model.fit.logLikelihood - reference.logLikelihood)).toBeLessThan(Math.max(1e-8, 1e-13 * Math.abs(reference.logLikelihood)));
    const ours = effectsOf(model, one);
    const { combinations } = reference;
    expect(ours).toHaveLength(combinations.estimates.length);
    ours.forEach(({ estimate }, index) => expect(Math.abs(estimate! - combinations.estimates[index]!) / combinations.standardErrors[index]!).toBeLessThan(close));
    expect(difference(ours.map(({ standardError }) => standardError), combinations.standardErrors)).toBeLessThan(close);
    expect(difference(ours.map(({ degreesOfFreedom }) => degreesOfFreedom), combinations.degreesOfFreedom)).toBeLessThan(10 * close);
    const { covariance, residualVariance } = model.varianceComponents;
    expect(Math.abs(residualVariance / reference.residualVariance - 1)).toBeLessThan(close);
    covariance.matrix.forEach((row, i) =>
      row.forEach((value, j) => expect(Math.abs(value - reference.G[i]![j]!) / (Math.sqrt(reference.G[i]![i]! * reference.G[j]![j]!) + 1e-300)).toBeLessThanOrEqual(close)),
    );
    expect(model.covariates.map(({ estimate }) => estimate!)).toEqual(reference.covariates.map((value) => expect.closeTo(value, 8)));
    expect(model.randomPart.singular !== false).toBe(reference.singular);
    reference.effects.forEach(({ estimates }, participant) => {
      const { effects } = model.fit.randomEffects.byParticipant[participant]!;
      Object.values(effects).forEach((effect, index) => expect(Math.abs(effect.estimate - estimates[index]!) / (Math.sqrt(reference.G[index]![index]!) + 1e-300)).toBeLessThan(close));
    });
  });

  it.each(piecewiseCases.filter(({ reference }) => reference.combinationsKenwardRoger !== undefined))("agrees with pbkrtest at the optimum: $name", (one) => {
    const ours = effectsOf(fitOf(one, { degreesOfFreedomMethod: "kenward-roger" }), one);
    const { standardErrors, degreesOfFreedom } = one.reference.combinationsKenwardRoger!;
    expect(difference(ours.map(({ standardError }) => standardError), standardErrors)).toBeLessThan(close);
    expect(difference(ours.map((effect) => effect.degreesOfFreedom), degreesOfFreedom)).toBeLessThan(10 * close);
  });

  // lmerTest differentiates numerically at lmer's stopping point: its degrees of freedom have three to five digits, where lmer gets there.
  it.each(piecewiseCases.filter(({ reference }) => reference.lmerTest !== undefined && reference.default!.below < 1e-4))("agrees with lmerTest as far as it goes: $name", (one) => {
    const ours = effectsOf(fitOf(one), one);
    expect(difference(ours.map(({ degreesOfFreedom }) => degreesOfFreedom), one.reference.lmerTest!.degreesOfFreedom)).toBeLessThan(2e-3);
  });

  it("finds the optimum where lmer stops short of it", () => {
    const stopsShort = piecewiseCases.filter(({ reference }) => reference.default!.below > 1);
    expect(stopsShort.map(({ name }) => name)).toContain("72 participants, continuous random effects about separate lines");
    for (const { reference } of piecewiseCases) expect(reference.default!.below).toBeGreaterThan(-1e-8);
  });
});

const oh = piecewiseCase("59 participants at V1, V5, V9 and V10");

describe("the result", () => {
  it.each(["satterthwaite", "kenward-roger", "residual", "asymptotic"] as const)("is plain data, and the input stays as it is: %s", (degreesOfFreedomMethod) => {
    const model = fitPiecewiseMixedModel(deepFreeze(dataOf(oh)), deepFreeze({ measure: "score", knots: ["V5"], arms: ["msc", "control"], degreesOfFreedomMethod } as const));
    expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model);
  });

  it("has every option resolved", () => {
    const { options } = fitPiecewiseMixedModel(dataOf(oh), { measure: "score", knots: ["V5"], visits: ["V1", "V5", "V9", "V10"] }).method;
    expect(options).toEqual({
      measure: "score",
      knots: ["V5"],
      time: "nominal",
      per: "month",
      daysPerMonth: 30.4375,
      visits: ["V1", "V5", "V9", "V10"],
      arms: ["msc", "low", "control"],
      compare: [{ treatment: "msc", control: "control" }, { treatment: "low", control: "control" }],
      continuity: "continuous",
      random: "continuous",
      fallback: [],
      covariates: [],
      factorWeights: "equal",
      estimator: "reml",
      covarianceStructure: "unstructured",
      degreesOfFreedomMethod: "satterthwaite",
      information: "observed",
      informationCriteria: "r",
      level: 0.95,
      grid: [-3, 0, 4, 6],
    });
  });

  it("keeps an arm without values, and the others stand", () => {
    const { low, msc } = fitPiecewiseMixedModel(dataOf(oh), { measure: "score", knots: ["V5"], random: "intercept-and-slope" }).byArm;
    expect(low.counts).toEqual({ participants: 0, observations: 0, withOneVisit: 0, deaths: 0 });
    expect(low.slopes[0]).toMatchObject({ estimate: null, pValue: null, interval: { lower: null, upper: null, level: 0.95 }, reasons: { estimate: "no-values", "improvement.estimate": "no-values" } });
    expect(low.curve[0]).toEqual({
      time: -3,
      estimate: null,
      standardError: null,
      degreesOfFreedom: null,
      interval: { lower: null, upper: null, level: 0.95 },
      reasons: { estimate: "no-values", standardError: "no-values", degreesOfFreedom: "no-values", "interval.lower": "no-values", "interval.upper": "no-values" },
    });
    expect(msc).toEqual(fitOf(oh, { knots: ["V5"], grid: [-3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 10] }).byArm.msc);
  });

  it("has no slope where an arm has no visits, and the arm's other slope", () => {
    const isKept = (row: number) => oh.participants.arm[oh.rows.participant[row]! - 1] === "msc" || ["V1", "V5"].includes(oh.rows.visit[row]!);
    const pick = <Value>(values: readonly Value[]) => values.filter((_, row) => isKept(row));
    const cut = { ...oh, rows: { participant: pick(oh.rows.participant), visit: pick(oh.rows.visit), value: pick(oh.rows.value) } };
    const { byArm, differences, participants } = fitOf(cut);
    expect(byArm.control.slopes[0]!.estimate).toBeLessThan(0);
    expect(byArm.control.slopes[1]!.reasons?.estimate).toBe("too-few-values");
    expect(byArm.control.slopeChanges[0]!.estimate).toBeNull();
    // At −3 and 0 there are means, at 2 and 4 there are none.
    expect(byArm.control.curve.map(({ estimate }) => estimate === null)).toEqual([false, false, true, true]);
    expect(differences[0]!.slopes.map(({ estimate }) => estimate === null)).toEqual([false, true]);
    expect(participants.find(({ arm }) => arm === "control")).toMatchObject({ slopeChanges: [{ estimate: null, conditionalStandardDeviation: null, reasons: { estimate: "too-few-values", conditionalStandardDeviation: "no-variance" } }] });
    expect(byArm.msc.slopes[1]!.estimate).not.toBeNull();
  });

  it("turns improvement by the measure's direction", () => {
    const disability = fitPiecewiseMixedModel(dataOf(oh, "disability"), { ...optionsOf(oh), measure: "disability" });
    const score = fitOf(oh);
    const [worse, better] = [disability.differences[0]!.slopes[1]!, score.differences[0]!.slopes[1]!];
    expect(worse.estimate).toBe(better.estimate);
    expect(better.improvement).toEqual({ estimate: better.estimate, interval: better.interval });
    expect(worse.improvement).toEqual({ estimate: -better.estimate!, interval: { lower: -better.interval.upper!, upper: -better.interval.lower!, level: 0.95 } });
  });

  it("gives the weights with which contrast repeats an effect, and fits that compareFits compares", () => {
    const model = fitOf(oh, { degreesOfFreedomMethod: "kenward-roger" });
    const { weights, estimate, standardError, degreesOfFreedom } = model.differences[0]!.slopeChanges[0]!;
    expect(weights).toEqual({ "arm[msc]:slope1": -1, "arm[msc]:slope2": 1, "arm[control]:slope1": 1, "arm[control]:slope2": -1 });
    expect(contrast(model.fit, weights)).toMatchObject({ estimate, standardError, degreesOfFreedom });
    const test = compareFits({ restricted: fitOf(oh, { random: "intercept" }).fit, full: model.fit });
    expect(test.degreesOfFreedom).toBe(2);
    expect(test.nullOnBoundary).toBe(true);
  });

  it("reports the slopes of participants, and how certain they are", () => {
    const model = fitOf(piecewiseCase("40 participants, balanced"));
    model.participants.forEach(({ participant, arm, slopes, slopeChanges }, index) => {
      const { participant: id, effects } = model.fit.randomEffects.byParticipant[index]!;
      expect(id).toBe(participant);
      expect(slopes[1]!.estimate).toBeCloseTo(model.byArm[arm].slopes[1]!.estimate! + effects.slope2!.estimate, 12);
      expect(slopes[1]!.conditionalStandardDeviation).toBe(effects.slope2!.conditionalStandardDeviation);
      expect(slopeChanges[0]!.estimate).toBeCloseTo(slopes[1]!.estimate! - slopes[0]!.estimate!, 12);
    });
    expect(fitOf(oh, { random: "intercept" }).participants[0]!.slopes[0]).toMatchObject({ conditionalStandardDeviation: null, reasons: { conditionalStandardDeviation: "no-variance" } });
    const both = fitOf(piecewiseCase("40 participants, balanced"), { random: ["intercept", "slope", "slope2"] });
    expect(both.participants[0]!.slopes[0]!.conditionalStandardDeviation).toBeGreaterThan(0);
    const [, slope, slope2] = both.fit.randomEffects.byParticipant[0]!.conditionalCovariance;
    const [own, change] = [both.participants[0]!.slopes[1]!, both.participants[0]!.slopeChanges[0]!];
    expect(own.conditionalStandardDeviation).toBeCloseTo(Math.sqrt(slope![1]! + slope2![2]! + 2 * slope![2]!), 12);
    expect(change.conditionalStandardDeviation).toBeCloseTo(Math.sqrt(slope2![2]!), 12);
    expect(fitOf(oh, { random: "intercept-and-slope" }).participants[0]!.slopeChanges[0]).toMatchObject({ conditionalStandardDeviation: null, reasons: { conditionalStandardDeviation: "no-variance" } });
  });

  it("has the conditional standard deviation of a slope change by hand, where everybody has one random effect more on one side", () => {
    // A random slope after baseline alone: with τ² its variance and T the sum of squared times after it, its conditional variance
    // is 1/(1/τ² + T/σ²), and the slope before does not vary.
    const model = fitOf(piecewiseCase("40 participants, balanced"), { random: ["slope2"] });
    const variance = model.varianceComponents.covariance.matrix[0]![0]!;
    const sumOfSquares = 1 + 4 + 9 + 16 + 36;
    const expected = 1 / (1 / variance + sumOfSquares / model.varianceComponents.residualVariance);
    expect(model.participants[0]!.slopeChanges[0]!.conditionalStandardDeviation).toBeCloseTo(Math.sqrt(expected), 10);
    expect(model.participants[0]!.slopes[0]!.conditionalStandardDeviation).toBeNull();
  });

  it("counts participants with one visit and deaths, and lists who is excluded and why", () => {
    const one = piecewiseCase("60 participants, dropout, some with one visit");
    const single = one.participants.arm.map((arm, index) => ({ arm, visits: one.rows.participant.filter((id) => id === index + 1).length })).filter(({ visits }) => visits === 1);
    const more = { dispositions: [{ participant: "P1", status: "died", at: { days: 200 } }, { participant: "P3", status: "died", at: { days: 5000 } }, { participant: "P2", status: "withdrew" }] } as const;
    const data = dataOf(one, "score", more);
    const model = fitPiecewiseMixedModel(data, { ...optionsOf(one), visits: ["V1", "V2", "V3", "V5", "V6", "V7", "V8", "V9", "V10", "V11"] });
    for (const arm of ["msc", "control"] as const) expect(model.byArm[arm].counts.withOneVisit).toBe(single.filter((each) => each.arm === arm).length);
    // Day 200 lies before month 8, day 5000 does not.
    expect([model.byArm.msc.counts.deaths, model.byArm.control.counts.deaths]).toEqual([1, 0]);
    expect(model.counts).toEqual({ participants: 60, analysed: 60, excluded: 0, observations: one.rows.value.length });
    const late = fitPiecewiseMixedModel(data, { measure: "score", knots: ["V9"], from: "V8", random: "intercept", arms: ["msc"], population: "older" });
    const reasons = new Set(late.excluded.map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(["not-in-population", "too-few-visits"]));
    expect(late.counts.analysed + late.excluded.length).toBe(60);
  });

  it("leaves out participants whose covariate is unknown", () => {
    const one = piecewiseCase("90 participants, three arms, covariates");
    const data = dataOf(one);
    const participants = data.participants.map((participant, index) => (index === 4 ? { id: participant.id, arm: participant.arm } : participant));
    const model = fitPiecewiseMixedModel({ ...data, participants }, optionsOf(one));
    expect(model.excluded).toEqual([{ participant: "P5", arm: participants[4]!.arm, reason: "no-covariate" }]);
    expect(model.covariates.map(({ covariate, level, reference }) => ({ covariate, level, reference }))).toEqual([
      { covariate: "age", level: undefined, reference: undefined },
      { covariate: "sex", level: "male", reference: "female" },
      { covariate: "sex", level: "other", reference: "female" },
    ]);
    // Covariates stand at their means: without them, the slopes of complete data are nearly the same.
    expect(Object.keys(model.fit.coefficients).slice(-3)).toEqual(["age", "sex[male]", "sex[other]"]);
  });
});

describe("random parts", () => {
  const alike = piecewiseCase("36 participants, slopes before baseline alike");

  it("reports a singular fit, and tries simpler random parts where that is asked for", () => {
    const asked = fitOf(alike).randomPart;
    expect(asked).toMatchObject({ asked: "continuous", used: "continuous", terms: ["intercept", "slope1", "slope2"], tried: [{ random: "continuous", outcome: "singular" }] });
    expect(asked.singular).toMatchObject({ rank: 2, directions: [{ intercept: 0, slope1: 1, slope2: 0 }] });
    const { randomPart, fit } = fitOf(alike, { fallback: [["intercept", "slope2"], "intercept"] });
    expect(randomPart).toEqual({
      asked: "continuous",
      used: ["intercept", "slope2"],
      terms: ["intercept", "slope2"],
      singular: false,
      tried: [{ random: "continuous", outcome: "singular" }, { random: ["intercept", "slope2"], outcome: "regular" }],
    });
    expect(fit.randomEffects.covariance.parameters).toEqual(["intercept", "slope2"]);
  });

  it("goes on from a random part that cannot be estimated, and says why", () => {
    const { randomPart } = fitOf(oh, { random: "separate", fallback: ["continuous", "intercept-and-slope"] });
    expect(randomPart.tried[0]).toMatchObject({ random: "separate", outcome: "not-estimable", issue: { code: "singular-design" } });
    expect(randomPart.tried[0]!.issue!.message).toMatch(/^fitPiecewiseMixedModel: .*do not tell apart/);
    expect(randomPart.used).not.toBe("separate");
    expect(() => fitOf(oh, { random: "separate" })).toThrow(expect.objectContaining({ code: "singular-design" }));
  });

  it("keeps the last that could be estimated where all are singular", () => {
    const { tried, used, singular } = fitOf(alike, { fallback: [["intercept", "slope1"]] }).randomPart;
    expect(tried.map(({ outcome }) => outcome)).toEqual(["singular", "singular"]);
    expect(used).toEqual(["intercept", "slope1"]);
    expect(singular).not.toBe(false);
  });

  it("says what Oh's four random effects are", () => {
    const model = fitOf(piecewiseCase("80 participants, separate lines"));
    expect(model.randomPart.terms).toEqual(["intercept1", "slope1", "intercept2", "slope2"]);
    expect(model.method.options.continuity).toBe("separate");
    const { jumps, curve } = model.byArm.msc;
    // The mean at the knot belongs to the line before it.
    expect(curve[1]!.time).toBe(0);
    expect(model.fit.coefficients["arm[msc]:intercept1"]!.estimate).toBeCloseTo(curve[1]!.estimate!, 12);
    expect(jumps![0]!.estimate).toBeCloseTo(model.fit.coefficients["arm[msc]:intercept2"]!.estimate - curve[1]!.estimate!, 12);
  });
});

describe("repeated treatments", () => {
  const cycles = defineTrial({
    id: "cycles",
    arms: { treated: { label: "Treated", role: "observational" } },
    visits: {
      start: { at: { days: -90 } },
      baseline: { at: { days: 0 }, baseline: true },
      second: { at: { days: 0 }, from: "dose:2" },
      later: { at: { days: 60 }, from: "dose:2" },
      last: { at: { days: 120 }, from: "dose:2" },
    },
    measures: { score: { label: "Score", unit: "points", better: "higher" } },
  });
  // Each participant's second dose has a day of its own.
  const doseDays = [80, 95, 110, 100, 130, 90, 120, 105];
  const noise = [0.4, -0.3, 0.2, -0.6, 0.5, -0.1, 0.7, -0.2, 0.3, -0.5, 0.1, -0.4, 0.6];
  const rows = doseDays.flatMap((dose, index) => [-90, 0, dose, dose + 60, dose + 120].map((day, visit) => ({
    participant: `P${index}`,
    visit: (["start", "baseline", "second", "later", "last"] as const)[visit]!,
    day,
    dose,
    value: Math.round(10 * (38 + 2 * Math.sin(index) - (0.03 + 0.004 * Math.cos(3 * index)) * day + 0.01 * Math.max(day, 0) + noise[(5 * index + visit) % 13]!)) / 10,
  })));
  const date = (day: number) => new Date(Date.parse("2015-01-01") + day * 86_400_000).toISOString().slice(0, 10);
  const data = readTrialData(cycles, {
    participants: doseDays.map((_, index) => ({ id: `P${index}`, arm: "treated", baselineDate: "2015-01-01" })),
    observations: rows.map(({ participant, visit, day, value }) => ({ participant, visit, measure: "score", value, date: date(day) })),
    doses: doseDays.flatMap((day, index) => [{ participant: `P${index}`, number: 1, at: { days: 0 } }, { participant: `P${index}`, number: 2, at: { days: day } }]),
  });

  it("have knots where each participant's doses stood", () => {
    const model = fitPiecewiseMixedModel(data, { measure: "score", knots: ["baseline", "second"], time: "actual", random: "intercept-and-slope", per: "day" });
    const column = (valueOf: (row: (typeof rows)[number]) => number) => rows.map(valueOf);
    const intercept = column(() => 1);
    const slope = column(({ day }) => day);
    const [before, between, after] = [column(({ day }) => Math.min(day, 0)), column(({ day, dose }) => Math.min(Math.max(day, 0), dose)), column(({ day, dose }) => Math.max(day - dose, 0))];
    const fit = fitLinearMixedModel({
      response: column(({ value }) => value),
      fixed: { intercept, before, between, after },
      random: { intercept, slope },
      participant: rows.map(({ participant }) => participant),
    });
    expect(model.byArm.treated.slopes.map(({ estimate }) => estimate)).toEqual(["before", "between", "after"].map((name) => expect.closeTo(fit.coefficients[name as "before"].estimate, 9)));
    expect(model.byArm.treated.slopeChanges[1]!.standardError).toBeCloseTo(contrast(fit, { after: 1, between: -1 }).standardError, 9);
    // In the results the second knot stands at its mean.
    expect(model.segments[1]).toEqual({ from: 0, to: 103.75 });
    expect(model.method.options.grid).toEqual([-90, 0]);
    expect(model.differences).toEqual([]);
  });
});

describe("refusals", () => {
  const fitted = (options: object) => () => fitPiecewiseMixedModel(dataOf(oh), { measure: "score", knots: ["V5"], ...options });

  it("refuses a caller's mistakes", () => {
    expect(fitted({ measure: "scores" })).toThrow(/fitPiecewiseMixedModel: .*Did you mean "score"/);
    expect(fitted({ knots: [] })).toThrow(/at least one/);
    expect(fitted({ knots: ["V9", "V5"] })).toThrow(/knots must ascend/);
    expect(fitted({ random: "seperate" })).toThrow(/Did you mean "separate"/);
    expect(fitted({ random: ["intercept", "slpoe2"] })).toThrow(/Did you mean "slope2"/);
    expect(fitted({ random: ["intercept1"] })).toThrow(/terms of continuous lines/);
    expect(fitted({ random: ["slope1", "slope1"] })).toThrow(/twice/);
    expect(fitted({ random: [] })).toThrow(TypeError);
    expect(fitted({ fallback: "intercept" })).toThrow(/fallback must be an array/);
    expect(fitted({ fallback: ["none"] })).toThrow(/fallback\[0\]/);
    expect(fitted({ arms: ["placebo"] })).toThrow(/"placebo"/);
    expect(fitted({ arms: [] })).toThrow(/at least one arm/);
    expect(fitted({ compare: [{ treatment: "msc", control: "msc" }] })).toThrow(/two arms; received "msc" for both/);
    expect(fitted({ arms: ["msc"], compare: [{ treatment: "msc", control: "control" }] })).toThrow(/arms analysed \(msc\)/);
    expect(fitted({ compare: [{ treatment: "msc" }] })).toThrow(TypeError);
    expect(fitted({ covariates: ["weight"] })).toThrow(/"weight"/);
    expect(fitted({ visits: ["V5", "V5"] })).toThrow(/twice/);
    expect(fitted({ population: "young" })).toThrow(/"young"/);
    expect(fitted({ grid: [0, Number.NaN] })).toThrow(/grid\[1\] must be a finite number/);
    expect(fitted({ level: 95 })).toThrow(/level/);
    expect(fitted({ continuity: "joined" })).toThrow(/continuity/);
    expect(fitted({ factorWeights: "marginal" })).toThrow(/factorWeights/);
    expect(fitted({ degreesOfFreedom: "residual" })).toThrow(TypeError);
    expect(fitted({ estimator: "ml", degreesOfFreedomMethod: "kenward-roger" })).toThrow(/is defined for estimator "reml"/);
    expect(() => fitPiecewiseMixedModel(dataOf(oh), JSON.parse('{"measure": "score"}') as { measure: "score"; knots: [] })).toThrow(/knots is missing/);
  });

  it("refuses a knot that all values lie to one side of", () => {
    for (const [months, side] of [[-3, "before"], [6, "after"], [12, "after"]] as const) {
      expect(fitted({ knots: [{ months }] })).toThrow(expect.objectContaining({ code: "singular-design", message: expect.stringContaining(`no value lies ${side} the knot at ${months}`) as string }));
    }
  });

  it("refuses a trial without values, a covariate that is the same in all, and one that the arms determine", () => {
    expect(() => fitPiecewiseMixedModel(dataOf(oh), { measure: "disability", knots: ["V5"] })).toThrow(expect.objectContaining({ code: "too-few-values" }));
    const alone = { ...oh, participants: { ...oh.participants, age: oh.participants.age.map(() => 60) } };
    expect(() => fitOf(alone, { covariates: ["age"] })).toThrow(expect.objectContaining({ code: "singular-design", message: expect.stringContaining("is \"60\" in every participant") as string }));
    const byArm = { ...oh, participants: { ...oh.participants, age: oh.participants.arm.map((arm) => (arm === "msc" ? 60 : 50)) } };
    expect(() => fitOf(byArm, { covariates: ["age"] })).toThrow(expect.objectContaining({ code: "singular-design", message: expect.stringContaining('"age"') as string }));
  });
});
