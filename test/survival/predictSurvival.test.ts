import { describe, expect, it } from "vitest";
import { coxRegression, predictSurvival } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveConcordance, naiveCumulativeHazard, naiveHazardError } from "../naive/prediction.ts";
import { people } from "../naive/survival.ts";
import { aml, toy } from "./aml.ts";
import { columnsOf, type FixtureTimes, type Known, readFixture } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface PredictionCase extends FixtureTimes {
  readonly covariates: readonly (readonly number[])[];
  readonly ties: "efron" | "breslow";
  readonly intervalMethod: "log-log" | "log" | "plain";
  readonly at: readonly (readonly number[])[];
  readonly curves: readonly (Readonly<Record<"time" | "estimate" | "standardError", readonly number[]>> & Readonly<Record<"lower" | "upper", readonly Known[]>> & { readonly median: Known })[];
  readonly concordance: number;
  readonly concordanceError: number;
}

const { cases } = readFixture<PredictionCase>("predictions");
const named = (values: readonly number[]) => Object.fromEntries(values.map((value, index) => [`x${index + 1}`, value]));
const inputOf = (each: PredictionCase) => ({ ...columnsOf(each), covariates: Object.fromEntries(each.covariates.map((column, index) => [`x${index + 1}`, column])) });
const peopleOf = (each: PredictionCase) => people(each).map((person, row) => ({ ...person, stratum: each.stratum?.[row] ?? 0, x: each.covariates.map((column) => column[row]!) }));

describe("the standard error of the concordance", () => {
  it("agrees with R's concordance(coxph()) on 210 random samples, strata and delayed entry included", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const { concordance } = coxRegression(inputOf(each), { ties: each.ties });
      worst.add(at, { estimate: errorOf(concordance.estimate, each.concordance), standardError: errorOf(concordance.standardError, each.concordanceError, 1) });
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation pair by pair", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const { concordance, coefficients } = coxRegression(inputOf(each), { ties: each.ties });
      const beta = Object.values(coefficients).map(({ estimate }) => estimate);
      const group = peopleOf(each);
      const naive = naiveConcordance(group, group.map(({ x }) => x.reduce((sum, value, j) => sum + beta[j]! * value, 0)));
      worst.add(at, { estimate: errorOf(concordance.estimate, naive.estimate), standardError: errorOf(concordance.standardError, naive.standardError, 1) });
    });
    worst.expectBelow(1e-12);
  });
});

describe("predictSurvival", () => {
  it("has the hazards that Therneau & Grambsch work out by hand for six participants, by Breslow's ties", () => {
    // Appendix E.2: with r = exp(β) the cumulative hazard of x = 0 is 1/(3r + 3), + 2/(r + 3), + 1.
    const { coefficients } = coxRegression(toy, { ties: "breslow" });
    const r = Math.exp(coefficients.x.estimate);
    const { curves } = predictSurvival(toy, { at: [{ x: 0 }, { x: 1 }], ties: "breslow" });
    const expected = [1 / (3 * r + 3), 1 / (3 * r + 3) + 2 / (r + 3), 1 / (3 * r + 3) + 2 / (r + 3) + 1];
    expect(curves[0]!.steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual([[1, 6, 1], [6, 4, 2], [9, 1, 1]]);
    curves[0]!.steps.forEach(({ cumulativeHazard, estimate }, index) => {
      expect(cumulativeHazard).toBeCloseTo(expected[index]!, 12);
      expect(estimate).toBeCloseTo(Math.exp(-expected[index]!), 12);
    });
    curves[1]!.steps.forEach(({ cumulativeHazard }, index) => expect(cumulativeHazard).toBeCloseTo(r * expected[index]!, 12));
    // By Efron's, the second of the two tied events sees half of both gone.
    const efron = Math.exp(coxRegression(toy).coefficients.x.estimate);
    const [curve] = predictSurvival(toy, { at: [{ x: 0 }] }).curves;
    expect(curve!.steps[1]!.cumulativeHazard - curve!.steps[0]!.cumulativeHazard).toBeCloseTo(1 / (efron + 3) + 1 / (efron / 2 + 2.5), 12);
  });

  it("agrees with R's survfit(coxph()) on 210 random samples", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const { curves } = predictSurvival(inputOf(each), { at: each.at.map(named), ties: each.ties, intervalMethod: each.intervalMethod });
      expect(curves.length).toBe(each.curves.length);
      curves.forEach(({ steps, median }, index) => {
        const expected = each.curves[index]!;
        worst.add(at, { median: errorOf(median.estimate, expected.median) });
        expect(steps.length).toBe(expected.time.length);
        steps.forEach((step, place) => {
          worst.add(at, {
            estimate: errorOf(step.estimate, expected.estimate[place]!, 1),
            standardError: errorOf(step.standardError, expected.standardError[place]!, 1),
            lower: errorOf(step.interval.lower, expected.lower[place]!, 1),
            upper: errorOf(step.interval.upper, expected.upper[place]!, 1),
          });
        });
      });
    });
    // The fixture has twelve digits.
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by the definition of the hazard and differences of it", () => {
    const worst = new WorstErrors();
    cases.slice(0, 40).forEach((each, at) => {
      const group = peopleOf(each);
      const { coefficients } = coxRegression(inputOf(each), { ties: each.ties });
      const beta = Object.values(coefficients).map(({ estimate }) => estimate);
      const { curves } = predictSurvival(inputOf(each), { at: [named(each.at[1]!)], ties: each.ties });
      for (const { stratum, steps } of curves) {
        const last = steps.at(-1)!;
        const own = Number(stratum ?? 0);
        for (const { time, cumulativeHazard } of steps) worst.add(at, { hazard: errorOf(cumulativeHazard, naiveCumulativeHazard(group, own, each.at[1]!, time, each.ties, beta).hazard) });
        if (last.standardError !== null) worst.add(at, { error: errorOf(last.standardError / last.estimate, naiveHazardError(group, own, each.at[1]!, last.time, each.ties, beta)) });
      }
    });
    worst.expectBelow(1e-7);
  });

  it("gives given times, is plain data, and survives an outlier who leaves first", () => {
    const input = { time: aml.time, event: aml.event, covariates: { maintained: aml.group.map((group) => (group === "maintained" ? 1 : 0)) } };
    const { curves } = predictSurvival(input, { at: [{ maintained: 0 }], times: [0, 24, 161, 162] });
    expect(curves[0]!.atTimes.map(({ estimate }) => estimate === null)).toEqual([false, false, false, true]);
    expect(curves[0]!.atTimes[0]!.estimate).toBe(1);
    expect("stratum" in curves[0]!).toBe(false);
    expectPlain((frozen) => predictSurvival(frozen, { at: [{ maintained: -0 }, { maintained: 1 }], times: [0, -0, 500], intervalMethod: "plain" }), input);
    const far = predictSurvival({ time: [1, 2, 3, 4, 5], event: [1, 1, 1, 1, 1], covariates: { x: [1e6, 1, 3, 2, 1] } }, { at: [{ x: 2 }] });
    expect(far.curves[0]!.steps.map(({ estimate }) => estimate > 0 && estimate < 1)).toEqual([false, true, true, true, true]);
    expect(far.curves[0]!.steps[0]!.estimate).toBe(1);
    expect(predictSurvival(input, { at: [] }).curves).toEqual([]);
  });

  it("refuses values it cannot predict for", () => {
    const input = { time: [1, 2, 3, 4], event: [1, 1, 0, 1], covariates: { age: [60, 50, 40, 55] } };
    const at = (values: unknown) => () => predictSurvival(input, { at: values as { age: number }[] });
    expect(at([{ agee: 3 }])).toThrow('age is missing. Is it "agee"?');
    expect(at([{ age: 3, agee: 3 }])).toThrow('Did you mean "age"?');
    expect(at([{}])).toThrow("age is missing");
    expect(at([{ age: NaN }])).toThrow("at[0].age must be a finite number");
    expect(at({ age: 3 })).toThrow("at must be a list");
    expect(at([{ age: -1e12 }, { age: 1e12 }])).toThrow("is so far from the participants");
    expect(() => predictSurvival(input, {} as never)).toThrow("at is missing");
    expect(() => predictSurvival(input, { at: [], times: [-1] })).toThrow("times[0] must not be negative");
    expect(codeOf(() => predictSurvival({ ...input, event: [0, 0, 0, 0] }, { at: [{ age: 1 }] }))).toBe("no-events");
  });
});
