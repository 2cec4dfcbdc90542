import { describe, expect, it } from "vitest";
import { powerSlope } from "trialwise/inference";
import type { PowerSlopeInput } from "trialwise/inference";
import { leastVariance } from "../naive/slopePower.ts";
import { errorOf, WorstErrors } from "./closeness.ts";
import { codeOf, expectPlain } from "./robustness.ts";
import { covarianceOf, designOf, inputOf, slopeCases } from "./slopeCase.ts";
import type { SlopeCase } from "./slopeCase.ts";

const adas = {
  model: "two-slopes",
  times: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5],
  variances: { intercept: 55, slope: 24, correlation: 0.8, residual: 10 },
} as const;

const hinge = {
  model: "lead-in-hinge",
  times: [-1, 0, 1],
  variances: { intercept: 3, leadIn: 2, followUp: 2, correlations: { leadInFollowUp: 1 }, residual: 0.7 },
} as const;

describe("powerSlope", () => {
  it("repeats the table of group sizes of Diggle, Heagerty, Liang & Zeger", () => {
    // Analysis of Longitudinal Data, section 2.4 (page 29): difference 0.5 in slope, visits at 0, 2 and 5, one-sided 0.05, power 0.8,
    // exchangeable correlation ρ = 0.2, 0.5, 0.8 (rows) and variance 100, 200, 300 (columns).
    const table = [0.2, 0.5, 0.8].map((rho) =>
      [100, 200, 300].map((total) => {
        const variances = { intercept: rho * total, slope: 0, residual: (1 - rho) * total };
        return powerSlope({ model: "two-slopes", times: [0, 2, 5], variances, difference: 0.5, power: 0.8 }, { alternative: "greater" }).nAnalysed.control;
      }),
    );
    expect(table).toEqual([
      [313, 625, 938],
      [196, 391, 586],
      [79, 157, 235],
    ]);
  });

  it("repeats the published examples of R's longpower", () => {
    // Iddi & Donohue 2022 (https://doi.org/10.32614/RJ-2022-022): n = 207.3101 per arm; longpower's own tests have more digits.
    expect(powerSlope({ ...adas, difference: 1.5, power: 0.8 }).n.control).toBeCloseTo(207.310093300903, 9);
    expect(powerSlope({ ...adas, nPerGroup: 208, power: 0.8 }).difference).toBeCloseTo(1.49751028943272, 12);
    // lmmpower of the fit of sleepstudy: 68.46993 from lme4's estimates and 68.46938 from nlme's, both of which stop early.
    const fit = {
      randomEffects: { covariance: { parameters: ["intercept", "days"], matrix: [[612.100158, 9.604409], [9.604409, 35.071714]] } },
      residualVariance: 654.940008,
    };
    const times = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const sleep = powerSlope({ model: "two-slopes", times, variances: { fit, intercept: "intercept", slope: "days" }, difference: 0.3 * 10.46728596, power: 0.8 });
    expect(sleep.n.treatment).toBeCloseTo(68.47, 2);
    expect(sleep.method.options.design.randomEffects).toEqual({ parameters: ["intercept", "slope"], covariance: fit.randomEffects.covariance.matrix });
  });

  it("repeats longpower's examples of Hu, Mackey & Thomas: a mean at time 0 that the arms share, and participants who leave", () => {
    // Hu, Mackey & Thomas 2021, Biometrical Journal 63, 806–824; the numbers are those of longpower's tests. Complete data first.
    const complete = { ...adas, intercepts: "common" } as const;
    expect(powerSlope({ ...complete, difference: 1.5, power: 0.8 }).n.control).toBeCloseTo(135.4827, 4);
    expect(powerSlope({ ...complete, nPerGroup: 208, power: 0.8 }).difference).toBeCloseTo(1.210603, 6);
    // The proportion whose last visit is at time t is t/Σt, and time 0 does not vary.
    const last = adas.times.map((time) => time / 5.25);
    const observed = adas.times.map((_, visit) => Math.min(1, last.slice(visit).reduce((sum, share) => sum + share, 0)));
    const leaving = { ...complete, observed, variances: { intercept: 0, slope: 24, residual: 10 } } as const;
    expect(2 * powerSlope({ ...leaving, difference: 1.5, power: 0.8 }).n.control).toBeCloseTo(430.3265, 4);
    expect(powerSlope({ ...leaving, nPerGroup: 216, power: 0.8 }).difference).toBeCloseTo(1.497092, 6);
    expect(powerSlope({ ...leaving, nPerGroup: 216, difference: 1.5 }).power).toBeCloseTo(0.8015201, 6);
    expect(2 * powerSlope({ ...leaving, difference: 1.5, power: 0.8 }, { alternative: "greater" }).n.control).toBeCloseTo(338.9679, 4);
    expect(powerSlope({ ...leaving, nPerGroup: 170, difference: 1.5 }, { alternative: "greater" }).power).toBeCloseTo(0.8010573, 6);
  });

  it("is right by hand for three visits about a lead-in", () => {
    // Changes before and after time 0 have variance τ² + 2σ² and covariance τ² − σ² (Frost, Kenward & Fox 2008): with a common mean
    // before, the change after is adjusted for the change before; with means by arm the slope change is the plain difference.
    const [tau, sigma] = [2, 0.7];
    const [variance, covariance] = [tau + 2 * sigma, tau - sigma];
    const squared = (input: PowerSlopeInput) => powerSlope(input).standardError ** 2;
    expect(squared({ ...hinge, leadInSlopes: "common", nPerGroup: 10, difference: 1 })).toBeCloseTo((2 / 10) * (variance - covariance ** 2 / variance), 12);
    expect(squared({ ...hinge, nPerGroup: 10, difference: 1 })).toBeCloseTo((2 / 10) * (2 * variance - 2 * covariance), 12);
    expect(squared({ ...hinge, effect: "follow-up-slope", nPerGroup: 10, difference: 1 })).toBeCloseTo((2 / 10) * variance, 12);
    const n = { treatment: 30, control: 10 };
    expect(squared({ ...hinge, n, difference: 1 })).toBeCloseTo((1 / 30 + 1 / 10) * (2 * variance - 2 * covariance), 12);
  });

  it("agrees with R's dense matrices on 240 random designs, whichever quantity is left out", () => {
    const worst = new WorstErrors();
    const cases = slopeCases();
    cases.forEach((given, at) => {
      const { alternative, significanceLevel, power, difference, n } = given;
      const design = designOf(given);
      const allocation = n;
      worst.add(at, { standardError: errorOf(powerSlope(inputOf(given)).standardError, given.standardError) });
      for (const [formula, expected] of [["normal", given.normal], ["noncentral-t", given.student]] as const) {
        const options = { formula, alternative } as const;
        worst.add(at, {
          [`${formula} power`]: errorOf(powerSlope(inputOf(given), options).power, expected.power),
          [`${formula} difference`]: errorOf(powerSlope({ ...design, n, power, significanceLevel }, options).difference, expected.difference),
          [`${formula} n`]: errorOf(powerSlope({ ...design, difference, power, significanceLevel }, { ...options, allocation }).n.control, expected.control),
        });
      }
    });
    expect(cases.length).toBeGreaterThanOrEqual(200);
    // R solves one dense system of up to 190 observations, and its noncentral t is good to about 1e-12.
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that looks for the weights of least variance", () => {
    const worst = new WorstErrors();
    slopeCases().filter(({ n }) => n.treatment + n.control <= 18).slice(0, 24).forEach((given, at) => {
      const { participants, weights } = wholeTrial(given);
      const variance = leastVariance(participants, weights, covarianceOf(given), given.residual);
      worst.add(at, { standardError: errorOf(powerSlope(inputOf(given)).standardError, Math.sqrt(variance)) });
    });
    worst.expectBelow(1e-10);
  });

  it("has the power of powerTTest's normal formula for the slopes of complete data", () => {
    // Each participant's least squares slope has variance τ² + σ²/Σ(t − t̄)²; at times −1, 0, 1: 2 + 3/2.
    const { standardError, power } = powerSlope({ model: "two-slopes", times: [-1, 0, 1], variances: { intercept: 5, slope: 2, residual: 3 }, nPerGroup: 14, difference: 2 });
    expect(standardError).toBeCloseTo(Math.sqrt((2 * 3.5) / 14), 12);
    // Φ(2/0.70711 − 1.95996) = Φ(0.86846)
    expect(power).toBeCloseTo(0.80743, 4);
  });

  it("takes sizes per group, by group or in total", () => {
    const one = powerSlope({ ...adas, n: { treatment: 90, control: 30 }, difference: 3 });
    expect(powerSlope({ ...adas, nTotal: 120, difference: 3 }, { allocation: { treatment: 3, control: 1 } })).toMatchObject({ n: one.n, power: one.power });
    expect(powerSlope({ ...adas, nTotal: 120, difference: 3 }).n).toEqual({ treatment: 60, control: 60 });
    expect(powerSlope({ ...adas, difference: 3, power: one.power }, { allocation: { treatment: 3, control: 1 } }).n.control).toBeCloseTo(30, 9);
  });

  it("rounds up in each group, before and again after dropout", () => {
    const { nAnalysed, nEnrolled } = powerSlope({ ...adas, difference: 1.5, power: 0.8 }, { dropout: 0.1 });
    expect(nAnalysed).toEqual({ treatment: 208, control: 208, total: 416 });
    expect(nEnrolled).toEqual({ treatment: 232, control: 232, total: 464 });
  });

  it("nobody who is never seen counts", () => {
    const half = powerSlope({ ...adas, observed: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], nPerGroup: 100, difference: 1.5 });
    expect(half.power).toBeCloseTo(powerSlope({ ...adas, nPerGroup: 50, difference: 1.5 }).power, 12);
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(powerSlope, { ...adas, difference: 1.5, power: 0.8 });
    expectPlain((input) => powerSlope(input, { alternative: "less", formula: "noncentral-t", allocation: { treatment: 2, control: 1 }, dropout: 0.2 }), { ...adas, difference: -1.5, power: 0.8 });
    expectPlain(powerSlope, { ...hinge, leadInSlopes: "common", observed: { treatment: [1, 1, 0.9], control: [1, 1, 0.8] }, nTotal: 51, difference: -0 } as PowerSlopeInput);
  });

  it("refuses designs without an answer, with a code", () => {
    expect(codeOf(() => powerSlope({ ...adas, times: [1], difference: 1, power: 0.8 }))).toBe("singular-design");
    expect(codeOf(() => powerSlope({ ...adas, times: [], difference: 1, power: 0.8 }))).toBe("singular-design");
    expect(codeOf(() => powerSlope({ ...adas, times: [0, 1], observed: [1, 0], difference: 1, power: 0.8 }))).toBe("singular-design");
    expect(codeOf(() => powerSlope({ ...hinge, times: [0, 1, 2], difference: 1, power: 0.8 }))).toBe("singular-design");
    expect(codeOf(() => powerSlope({ ...adas, difference: 1, power: 0.02 }))).toBe("no-solution");
    expect(codeOf(() => powerSlope({ ...adas, difference: 1e-9, power: 0.8 }))).toBe("no-solution");
    expect(() => powerSlope({ ...adas, difference: 1, power: 0.02 })).toThrow(/^powerSlope: /);
  });

  it("refuses none or several quantities left out, naming them", () => {
    expect(() => powerSlope({ ...adas, difference: 1, power: 0.8, nPerGroup: 20 } as never)).toThrow("received all of them");
    expect(() => powerSlope({ ...adas, difference: 1 } as never)).toThrow("left out are n (or nPerGroup or nTotal), power");
    expect(() => powerSlope({ ...adas, nPerGroup: 10, nTotal: 20, power: 0.8 } as never)).toThrow("give one of");
    expect(() => powerSlope({ ...adas, diference: 1, power: 0.8 } as never)).toThrow('Did you mean "difference"?');
    expect(() => powerSlope({ times: [0, 1], difference: 1, power: 0.8 } as never)).toThrow("model is missing");
  });

  it("refuses impossible numbers, naming the rule", () => {
    const rest = { difference: 1, power: 0.8 } as const;
    expect(() => powerSlope({ ...adas, ...rest, model: "two-slope" } as never)).toThrow('Did you mean "two-slopes"?');
    expect(() => powerSlope({ ...adas, ...rest, times: [0, 2, 2] })).toThrow("times[2] must be above the time before it; received 2");
    expect(() => powerSlope({ ...adas, ...rest, observed: [1, 1] })).toThrow("one proportion for each of the 7 times; received 2");
    expect(() => powerSlope({ ...adas, ...rest, times: [0, 1, 2], observed: [1, 0.8, 0.9] })).toThrow("observed[2] must be at least 0 and at most 0.8");
    expect(() => powerSlope({ ...adas, ...rest, observed: { treatment: [1] } } as never)).toThrow("control is missing");
    expect(() => powerSlope({ ...adas, ...rest, variances: { ...adas.variances, slope: -1 } })).toThrow("variances.slope must be at least 0");
    expect(() => powerSlope({ ...adas, ...rest, variances: { ...adas.variances, residual: 0 } })).toThrow("variances.residual must be above 0");
    expect(() => powerSlope({ ...adas, ...rest, variances: { ...adas.variances, correlation: 1.2 } })).toThrow("between -1 and 1");
    const impossible = { interceptLeadIn: 0.9, interceptFollowUp: 0.9, leadInFollowUp: -0.9 };
    expect(() => powerSlope({ ...hinge, ...rest, variances: { ...hinge.variances, correlations: impossible } })).toThrow("the correlations must be possible together");
    expect(() => powerSlope({ ...adas, ...rest, difference: -1 }, { alternative: "greater" })).toThrow("above 0");
    expect(() => powerSlope({ ...adas, nPerGroup: 1, difference: 1 })).toThrow("at least 2");
    expect(() => powerSlope({ ...adas, nTotal: 5, difference: 1 }, { allocation: { treatment: 3, control: 1 } })).toThrow("nTotal must be at least 2 in each group");
    expect(() => powerSlope({ ...adas, nPerGroup: 20, difference: 1 }, { allocation: { treatment: 3, control: 1 } })).toThrow("allocation is for group sizes that are left out");
    expect(() => powerSlope({ ...adas, ...rest, observed: adas.times.map(() => 1) }, { dropout: 0.1 })).toThrow("dropout or observed, not both");
    expect(() => powerSlope({ ...adas, ...rest }, { dropout: 1 })).toThrow("below 1");
    const fit = { randomEffects: { covariance: { parameters: ["intercept", "time"], matrix: [[1, 0], [0, 1]] } }, residualVariance: 1 };
    expect(() => powerSlope({ ...adas, ...rest, variances: { fit, intercept: "intercept", slope: "tine" } })).toThrow('received "tine". Did you mean "time"?');
    expect(() => powerSlope({ ...adas, ...rest, leadInSlopes: "common" } as never)).toThrow('must not have "leadInSlopes"');
  });

  it("takes a fit whose slope was not random", () => {
    const fit = { randomEffects: { covariance: { parameters: ["intercept"], matrix: [[80]] } }, residualVariance: 20 };
    const { nAnalysed } = powerSlope({ model: "two-slopes", times: [0, 2, 5], variances: { fit, intercept: "intercept" }, difference: 0.5, power: 0.8 }, { alternative: "greater" });
    expect(nAnalysed.control).toBe(79);
  });
});

/** Every participant of the design written out, with what treatment adds as columns of its own. */
function wholeTrial({ model, times, observed, intercepts, leadInSlopes, effect, n }: SlopeCase) {
  const basis = (time: number) => (model === "two-slopes" ? [1, time] : [1, Math.min(time, 0), Math.max(time, 0)]);
  const byArm = model === "two-slopes" ? [intercepts === "by-arm", true] : [intercepts === "by-arm", leadInSlopes === "by-arm", true];
  const participants = (["treatment", "control"] as const).flatMap((arm) =>
    Array.from({ length: n[arm] }, (_, participant) => {
      const own = times.filter((_, visit) => participant < Math.round(observed[arm][visit]! * n[arm])).map(basis);
      return { own, mean: own.map((row) => [...row, ...row.filter((_, column) => byArm[column]).map((value) => (arm === "treatment" ? value : 0))]) };
    }),
  );
  const weights = participants[0]!.mean[0]!.map(() => 0);
  weights[weights.length - 1] = 1;
  if (model === "lead-in-hinge" && effect === "slope-change" && leadInSlopes === "by-arm") weights[weights.length - 2] = -1;
  return { participants, weights };
}
