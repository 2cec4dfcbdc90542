import { describe, expect, it } from "vitest";
import { coxRegression, logRankTest, proportionalHazardsTest } from "trialwise/survival";
import type { CoxRegressionInput } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { naiveCox, naiveRobustErrors, people, quadratic } from "../naive/survival.ts";
import { aml, toy } from "./aml.ts";
import type { CoxCase } from "./coxCase.ts";
import { coxCases, coxInputOf, coxPeopleOf } from "./coxCase.ts";
import { floored } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

const errors = (fit: ReturnType<typeof coxRegression>, { estimate, standardError, logLikelihood, pValue }: CoxCase) => {
  const coefficients = Object.values(fit.coefficients);
  const worst = (error: (index: number) => number) => Math.max(...coefficients.map((_, index) => error(index)));
  return {
    // An estimate near zero has the digits of its standard error.
    estimate: worst((j) => errorOf(coefficients[j]!.estimate, estimate[j]!, floored(estimate[j]!, standardError[j]!))),
    standardError: worst((j) => errorOf(coefficients[j]!.standardError, standardError[j]!)),
    pValue: worst((j) => errorOf(coefficients[j]!.pValue, pValue[j]!)),
    nullLikelihood: errorOf(fit.logLikelihood.null, logLikelihood[0]!, floored(logLikelihood[0]!, 1)),
    fittedLikelihood: errorOf(fit.logLikelihood.fitted, logLikelihood[1]!, floored(logLikelihood[1]!, 1)),
  };
};

describe("coxRegression", () => {
  it("has the answers that Therneau & Grambsch work out by hand for six participants", () => {
    // Breslow: the score equation is a quadratic in the hazard ratio r. ℓ(β) = 2β − log(3r + 3) − 2 log(r + 3) − 0.
    const breslow = coxRegression(toy, { ties: "breslow" });
    const r = 1.5 + Math.sqrt(33) / 2;
    expect(breslow.coefficients.x.estimate).toBeCloseTo(Math.log(r), 14);
    expect(breslow.coefficients.x.hazardRatio).toBeCloseTo(r, 13);
    expect(breslow.logLikelihood.null).toBeCloseTo(-Math.log(6) - 2 * Math.log(4), 14);
    expect(breslow.logLikelihood.fitted).toBeCloseTo(2 * Math.log(r) - Math.log(3 * r + 3) - 2 * Math.log(r + 3), 14);
    // Information r/(r + 1)² + 6r/(r + 3)²; at 0 the score is 1 and the information 5/8.
    expect(breslow.coefficients.x.standardError).toBeCloseTo(1 / Math.sqrt(r / (r + 1) ** 2 + (6 * r) / (r + 3) ** 2), 14);
    expect(breslow.scoreTest.statistic).toBeCloseTo(1 / (5 / 8), 14);
    // Efron: ℓ(β) = 2β − log(3r + 3) − log(r + 3) − log(r/2 + 5/2), whose score equation is r³ − 23r − 30 = 0.
    const efron = coxRegression(toy);
    const root = 2 * Math.sqrt(23 / 3) * Math.cos(Math.acos((45 / 23) * Math.sqrt(3 / 23)) / 3);
    expect(root ** 3 - 23 * root - 30).toBeCloseTo(0, 11);
    expect(efron.coefficients.x.estimate).toBeCloseTo(Math.log(root), 13);
    expect(efron.logLikelihood.fitted).toBeCloseTo(2 * Math.log(root) - Math.log(3 * root + 3) - Math.log(root + 3) - Math.log(root / 2 + 2.5), 13);
  });

  it("agrees with R's coxph() on 240 random samples", () => {
    expect(coxCases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    coxCases.forEach((each, at) => {
      const fit = coxRegression(coxInputOf(each), { ties: each.ties });
      worst.add(at, errors(fit, each));
      const last = each.estimate.length - 1;
      worst.add(at, {
        wald: errorOf(fit.waldTest.statistic, each.wald, floored(each.wald, 1e-3)),
        score: errorOf(fit.scoreTest.statistic, each.score, floored(each.score, 1e-3)),
        // A difference of two likelihoods.
        ratio: errorOf(fit.likelihoodRatioTest.statistic, 2 * (each.logLikelihood[1]! - each.logLikelihood[0]!), floored(each.logLikelihood[0]!, 1)),
        covariance: errorOf(fit.covariance.matrix[last]![0]!, each.covariance, each.standardError[0]! * each.standardError[last]!),
      });
      expect([fit.concordance.concordant, fit.concordance.discordant, fit.concordance.tied]).toEqual(each.concordance);
    });
    worst.expectBelow(1e-8);
  });

  it("agrees with R's robust variance on 240 random samples", () => {
    const worst = new WorstErrors();
    coxCases.forEach((each, at) => {
      const fit = coxRegression(coxInputOf(each), { ties: each.ties, covarianceMethod: "robust" });
      Object.values(fit.coefficients).forEach(({ standardError }, index) => worst.add(at, { standardError: errorOf(standardError, each.robustError[index]!) }));
      worst.add(at, { wald: errorOf(fit.waldTest.statistic, each.robustWald, floored(each.robustWald, 1e-3)) });
    });
    worst.expectBelow(1e-8);
  });

  it("agrees with a second implementation by differences of the likelihood", () => {
    const worst = new WorstErrors();
    coxCases.slice(0, 60).forEach((each, at) => {
      const fit = coxRegression(coxInputOf(each), { ties: each.ties });
      const naive = naiveCox(coxPeopleOf(each), each.ties);
      const pValue = Object.values(fit.coefficients).map((coefficient) => coefficient.pValue);
      worst.add(at, errors(fit, { ...each, ...naive, estimate: naive.estimates, standardError: naive.standardErrors, pValue }));
      worst.add(at, { score: errorOf(fit.scoreTest.statistic, naive.scoreStatistic, floored(naive.scoreStatistic, 1e-2)) });
    });
    // Differences over steps of 0.02 leave that much.
    worst.expectBelow(1e-6);
  });

  it("has robust errors that are the changes of the estimate when weights change, without ties", () => {
    // Whole weights of covariates and times without ties: the definition of the infinitesimal jackknife.
    const input = { time: [4, 1, 7, 3, 9, 2, 8, 5], event: [1, 1, 1, 1, 0, 1, 1, 0], covariates: { x: [0.2, 1.4, -0.5, 0.9, -1.1, 0.1, 0.4, -0.3], y: [1, 0, 1, 1, 0, 0, 1, 0] } };
    const fit = coxRegression(input, { covarianceMethod: "robust" });
    const group = people(input).map((person, row) => ({ ...person, stratum: 0, x: [input.covariates.x[row]!, input.covariates.y[row]!] }));
    const naive = naiveRobustErrors(group, [fit.coefficients.x.estimate, fit.coefficients.y.estimate], "breslow");
    [fit.coefficients.x, fit.coefficients.y].forEach(({ standardError }, index) => expect(standardError / naive[index]!).toBeCloseTo(1, 6));
    const beta = [fit.coefficients.x.estimate, fit.coefficients.y.estimate];
    expect(fit.waldTest.statistic).toBeCloseTo(quadratic(beta, fit.covariance.matrix), 12);
  });

  it("has the log-rank test as its score test without ties", () => {
    const time = [3, 1, 4, 2, 7, 6, 9, 8, 12, 10];
    const event = [1, 1, 0, 1, 1, 1, 0, 1, 1, 1];
    const treated = [1, 0, 1, 0, 1, 1, 1, 0, 0, 1];
    const score = coxRegression({ time, event, covariates: { treated } }).scoreTest.statistic;
    expect(score).toBeCloseTo(logRankTest({ time, event, group: treated }).statistic, 13);
  });

  it("does not mind the unit and origin of a covariate, from 1e-100 to 1e100", () => {
    const plain = coxRegression({ time: aml.time, event: aml.event, covariates: { x: aml.time.map((_, row) => (row * 7) % 11) } }).coefficients.x;
    for (const [unit, origin] of [[1e-100, 0], [1e100, 0], [1, 1e7], [1e-3, -5]] as const) {
      const { x } = coxRegression({ time: aml.time, event: aml.event, covariates: { x: aml.time.map((_, row) => origin + unit * ((row * 7) % 11)) } }).coefficients;
      expect((x.estimate * unit) / plain.estimate).toBeCloseTo(1, 7);
      expect(x.pValue / plain.pValue).toBeCloseTo(1, 7);
    }
  });

  it("leaves a hazard ratio null that no number holds", () => {
    const tiny = coxRegression({ time: aml.time, event: aml.event, covariates: { x: aml.time.map((_, row) => 1e-9 * ((row * 5) % 23)) } }).coefficients.x;
    expect(tiny.hazardRatioInterval.upper).toBeNull();
    expect(tiny.reasons).toMatchObject({ "hazardRatioInterval.upper": "unbounded" });
  });

  it("refuses infinite estimates by name: of a group without events, of a covariate that orders the events, of a combination", () => {
    const infinite = (input: CoxRegressionInput) => {
      expect(codeOf(() => coxRegression(input))).toBe("monotone-likelihood");
      expect(codeOf(() => coxRegression(input, { ties: "breslow" }))).toBe("monotone-likelihood");
      return expect(() => coxRegression(input));
    };
    const time = [1, 2, 3, 4, 5, 6, 7, 8];
    const z = [3, 1, 4, 1, 5, 9, 2, 6];
    infinite({ time, event: [1, 1, 1, 1, 0, 0, 0, 0], covariates: { z, treated: [0, 0, 0, 0, 1, 1, 1, 1] } }).toThrow('of all at risk, in "treated".');
    infinite({ time, event: [1, 1, 1, 1, 1, 1, 1, 1], covariates: { rank: [8, 7, 6, 5, 4, 3, 2, 1] } }).toThrow('"rank"');
    // The sum orders the events, neither part does.
    infinite({ time, event: [1, 1, 1, 1, 1, 1, 1, 1], covariates: { a: z, b: z.map((value, row) => -row - value) } }).toThrow('in "a", "b"');
    infinite({ time: [1, 1, 2, 2], event: [1, 0, 1, 0], covariates: { x: [1, 0, 1, 0] }, stratum: ["a", "a", "b", "b"] }).toThrow('"x"');
  });

  it("fits what is nearly infinite", () => {
    // One event of the lower group among many: finite, if large.
    const n = 40;
    const time = Array.from({ length: n }, (_, row) => row + 1);
    const high = time.map((_, row) => (row < 20 || row === 39 ? 1 : 0));
    const event = time.map((_, row) => (row < 20 || row === 38 ? 1 : 0));
    const { coefficients, diagnostics } = coxRegression({ time, event, covariates: { high } });
    expect(coefficients.high.estimate).toBeGreaterThan(2);
    expect(diagnostics.gradientNorm).toBeLessThan(1e-9);
  });

  it("finds the maximum beside an outlier who has the event first, where everybody else's relative hazard is no number", () => {
    const input = { time: [1, 2, 2, 3, 3, 4, 5], event: [1, 1, 1, 1, 1, 1, 0], covariates: { x: [1000, 2, 3, 2, 2, 2, 0] } };
    // The slope of Breslow's likelihood, worked out with u = exp(β); the outlier's own part, of exp(−997β), is nothing.
    const slope = (u: number) => 11 - (2 * (8 * u ** 2 + 3 * u ** 3)) / (4 * u ** 2 + u ** 3 + 1) - (12 * u ** 2) / (3 * u ** 2 + 1) - (2 * u ** 2) / (u ** 2 + 1);
    const { estimate } = coxRegression(input, { ties: "breslow" }).coefficients.x;
    expect(slope(Math.exp(estimate))).toBeCloseTo(0, 10);
    // As optimize() of R has it on the logarithm of the likelihood.
    expect(estimate).toBeCloseTo(1.6618, 4);
    expectPlain((frozen) => coxRegression(frozen, { covarianceMethod: "robust" }), input);
    expect(codeOf(() => proportionalHazardsTest(input))).toBe("no error");
  });

  it("refuses covariates that are constant or combinations of others, by name", () => {
    const { time, event } = aml;
    const x = time.map((_, row) => (row * 7) % 11);
    const singular = (covariates: Record<string, number[]>, more: object = {}) => {
      expect(codeOf(() => coxRegression({ time, event, covariates, ...more }))).toBe("singular-design");
      return expect(() => coxRegression({ time, event, covariates, ...more }));
    };
    singular({ constant: x.map(() => 0.1), x }).toThrow('"constant".');
    singular({ x, twice: x.map((value) => 2 * value + 1) }).toThrow('"twice".');
    singular({ x, date: x.map((value) => 1e9 + 0.1 * value) }).toThrow('"date".');
    // Constant within strata, and different only before the first event.
    const stratum = x.map((_, row) => row % 2);
    singular({ x, stratum }, { stratum }).toThrow('"stratum".');
    expect(codeOf(() => coxRegression({ time: [1, 2, 3, 4], event: [0, 1, 1, 1], covariates: { x: [1, 0, 0, 0] } }))).toBe("singular-design");
    // With delayed entry: nobody of the one value meets anybody of the other.
    expect(codeOf(() => coxRegression({ time: [2, 2, 5, 6], event: [1, 0, 1, 1], entry: [0, 0, 3, 3], covariates: { late: [0, 0, 1, 1] } }))).toBe("singular-design");
  });

  it("keeps each name, and the order given", () => {
    const { time, event } = aml;
    const covariates = { z: time.map((_, row) => row % 3), a: time.map((_, row) => (row * row) % 5) };
    const fit = coxRegression({ time, event, covariates });
    expect(Object.keys(fit.coefficients)).toEqual(["z", "a"]);
    expect(fit.covariance.parameters).toEqual(["z", "a"]);
    expect(Math.sqrt(fit.covariance.matrix[1]![1]!)).toBe(fit.coefficients.a.standardError);
    expect(fit.method).toMatchObject({ name: "cox-regression", options: { ties: "efron", covarianceMethod: "information", level: 0.95 } });
  });

  it("takes 0.1 + 0.2 and 0.3 for a tie", () => {
    const covariates = { x: [1, 2, 4, 3, 0] };
    const event = [1, 1, 0, 1, 1];
    const exact = coxRegression({ time: [0.3, 0.3, 1, 2, 3], event, covariates });
    expect(coxRegression({ time: [0.3, 0.1 + 0.2, 1, 2, 3], event, covariates })).toEqual(exact);
  });

  it("has tied pairs alone where the estimate is 0 but for rounding", () => {
    // At both times those with the event have the mean of all at risk: -1, and -0.2.
    const fit = coxRegression(
      { time: [1, 2, 1, 1, 2, 1, 2, 2, 1, 2], event: Array.from({ length: 10 }, () => 1), entry: [0, 0, 0, 0, 0, 0, 0, 1, 0, 0], covariates: { x: [-1, 0, 2, -3, -1, 0, -2, 3, -3, -1] } },
      { ties: "breslow" },
    );
    expect(Math.abs(fit.coefficients.x.estimate)).toBeLessThan(1e-15);
    expect(fit.concordance).toMatchObject({ estimate: 0.5, concordant: 0, discordant: 0, tied: 20, standardError: 0 });
  });

  it("is plain data and leaves frozen input alone", () => {
    expectPlain(coxRegression, toy);
    coxCases.slice(0, 40).forEach((each) => expectPlain((input) => coxRegression(input, { covarianceMethod: "robust" }), coxInputOf(each)));
    // No comparable pairs: everyone at risk has the event.
    const together = { time: [1, 1, 2, 2], event: [1, 1, 1, 1], covariates: { x: [0, 1, 0, 1] }, stratum: [1, 1, 2, 2] };
    expectPlain(coxRegression, together);
    expect(coxRegression(together)).toMatchObject({ concordance: { estimate: null, reasons: { estimate: "no-values" } }, likelihoodRatioTest: { statistic: 0, pValue: 1 } });
    expectPlain(coxRegression, { time: aml.time, event: aml.event, covariates: { x: aml.time.map((_, row) => 1e-9 * ((row * 5) % 23)) } });
  });

  it("refuses what cannot be estimated, with a code", () => {
    expect(codeOf(() => coxRegression({ time: [1, 2], event: [0, 0], covariates: { x: [0, 1] } }))).toBe("no-events");
    expect(codeOf(() => coxRegression({ time: [], event: [], covariates: { x: [] } }))).toBe("too-few-values");
    expect(codeOf(() => coxRegression({ time: [1, 1, 2, 2], event: [1, 1, 1, 1], covariates: { x: [0, 1, 0, 1] }, stratum: [1, 1, 2, 2] }, { covarianceMethod: "robust" }))).toBe("no-variance");
    // Residuals that are 0 but for rounding.
    for (const x of [[0, 1, 3], [0.1, 0.2, 0.4], [0.11, 0.2, 0.43, 0.71]]) {
      const ones = x.map(() => 1);
      expect(codeOf(() => coxRegression({ time: ones, event: ones, covariates: { x } }, { covarianceMethod: "robust" }))).toBe("no-variance");
    }
  });
});
