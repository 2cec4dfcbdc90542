import { describe, expect, it } from "vitest";
import { fitLinearMixedModel } from "trialwise/mixed";
import type { FitMmrmOptions, MmrmEstimates, VisitCovariance, VisitCovarianceStructure } from "trialwise/mmrm";
import { fitMmrm } from "trialwise/mmrm";
import { contrast } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { columnsOf, fevData, groupedInputOf, inputOf, reference, referenceCase } from "./referenceCases.ts";
import type { ReferenceCase } from "./referenceCases.ts";

const values = <Value>(record: { readonly [name: string]: Value }) => Object.values(record);
const ones = (column: readonly unknown[]) => column.map(() => 1);

interface Fit extends MmrmEstimates<string, number> {
  readonly covariances: readonly VisitCovariance[];
}

function fitOf(one: ReferenceCase, options: FitMmrmOptions<number> = {}): Fit {
  const settings = { estimator: one.reml ? "reml" : "ml", covarianceStructure: one.structure, ...options } as const;
  if (one.group === undefined) {
    const fit = fitMmrm(inputOf(one), settings);
    return { ...fit, covariances: [fit.visitCovariance] };
  }
  const fit = fitMmrm(groupedInputOf(one), settings);
  return { ...fit, covariances: [...fit.visitCovariance].sort((a, b) => a.group - b.group) };
}

const errorsOf = ({ coefficients }: Fit) => values(coefficients).map(({ standardError }) => standardError);
const degreesOf = ({ coefficients }: Fit) => values(coefficients).map(({ degreesOfFreedom }) => degreesOfFreedom!);

/** The largest relative difference. */
function difference(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return Math.max(...ours.map((value, index) => Math.abs(value - theirs[index]!) / Math.max(Math.abs(theirs[index]!), 1e-300)));
}

// Both sides are polished optima, so that what is left is rounding: 1e-9 leaves room for the worst conditioned case.
const close = 1e-9;

describe("published fits", () => {
  const { response, visit, participant, arm } = fevData as Readonly<Record<"response" | "visit" | "participant" | "arm", readonly number[]>>;
  const intercept = ones(response);

  // PROC MIXED's own output, as printed in design/SAS of the R package mmrm: -2 Res Log Like of the last iteration, "Estimate" and "DF".
  const printed: readonly (readonly [VisitCovarianceStructure, boolean, number, number, number, number])[] = [
    ["heterogeneous-ante-dependence", false, 3713.49317786, 42.9009, 0.3529, 171],
    ["ar1", false, 3875.49945459, 42.3255, 0.5013, 188],
    ["compound-symmetry", false, 3917.98183508, 42.2896, 0.4285, 187],
    ["heterogeneous-compound-symmetry", false, 3784.85341599, 41.9964, 0.3575, 199],
    ["heterogeneous-toeplitz", false, 3722.38018329, 41.6726, 0.3822, 185],
    ["heterogeneous-compound-symmetry", true, 3764.55218946, 41.8458, 0.3372, 191],
  ];
  it.each(printed)("reproduces what PROC MIXED printed: %s, by arm %s", (covarianceStructure, byArm, minusTwice, estimate, standardError, degreesOfFreedom) => {
    const input = { response, fixed: { intercept }, visit, participant };
    const fit = byArm ? fitMmrm({ ...input, group: arm }, { covarianceStructure }) : fitMmrm(input, { covarianceStructure });
    // PROC MIXED stops when it is near enough: never below the optimum.
    expect(-2 * fit.logLikelihood).toBeLessThan(minusTwice + 5e-9);
    expect(-2 * fit.logLikelihood).toBeGreaterThan(minusTwice - 1e-5);
    expect(Math.abs(fit.coefficients.intercept.estimate - estimate)).toBeLessThan(1.5e-4);
    expect(Math.abs(fit.coefficients.intercept.standardError - standardError)).toBeLessThan(1e-4);
    expect(Math.round(fit.coefficients.intercept.degreesOfFreedom!)).toBe(degreesOfFreedom);
  });

  // DDFM=KENWARDROGER and KENWARDROGER(FIRSTORDER), as quoted in the tests of the R package mmrm; PROC MIXED uses the observed information.
  const adjusted: readonly (readonly [VisitCovarianceStructure, number, number, number])[] = [
    ["ar1", 0.95865439662225, 0.96058142305176, 188.46934887972],
    ["heterogeneous-ar1", 0.7590316099633, 0.75924807546934, 188.225339095373],
    ["compound-symmetry", 0.7964696053595, 0.7964696053595, 177.038485931223],
    ["heterogeneous-compound-symmetry", 0.67414806011886, 0.67403858183242, 190.737701349941],
    ["heterogeneous-ante-dependence", 0.66172017349971, 0.66158550758897, 162.393385281755],
    ["toeplitz", 0.87839805519623, 0.87839805519623, 160.027408337368],
    ["heterogeneous-toeplitz", 0.72543828853831, 0.72537324518435, 180.062730071701],
    ["unstructured", 0.66124382270307, 0.66124382270307, 160.733266403768],
  ];
  it.each(adjusted)("has the Kenward-Roger standard errors and degrees of freedom of PROC MIXED: %s", (covarianceStructure, secondOrder, firstOrder, degreesOfFreedom) => {
    const input = { response, fixed: { intercept, arm }, visit, participant };
    const options = { covarianceStructure, degreesOfFreedomMethod: "kenward-roger", information: "observed" } as const;
    const first = fitMmrm(input, options).coefficients.arm;
    const second = fitMmrm(input, { ...options, covarianceAdjustment: "second-order" }).coefficients.arm;
    // PROC MIXED's default stops at relative changes of 1e-8 in the likelihood, 1e-4 or so in the parameters.
    expect(Math.abs(first.standardError / firstOrder - 1)).toBeLessThan(2e-4);
    expect(Math.abs(second.standardError / secondOrder - 1)).toBeLessThan(2e-4);
    expect(Math.abs(first.degreesOfFreedom! / degreesOfFreedom - 1)).toBeLessThan(5e-4);
    expect(second.degreesOfFreedom).toBe(first.degreesOfFreedom);
    // The term itself, which is small, has three digits of PROC MIXED's.
    expect(Math.abs(second.standardError - first.standardError - (secondOrder - firstOrder))).toBeLessThan(1e-6);
  });

  it("is the paired analysis where there are two visits, worked by hand", () => {
    // Differences 2, 4, 6, 4 have mean 4 and variance 8/3; before 10, 12, 14, 16 has variance 20/3.
    const before = [10, 12, 14, 16];
    const after = [12, 16, 20, 20];
    const fit = fitMmrm({
      response: [...before, ...after],
      fixed: { before: [1, 1, 1, 1, 0, 0, 0, 0], after: [0, 0, 0, 0, 1, 1, 1, 1] },
      visit: ["before", "before", "before", "before", "after", "after", "after", "after"],
      participant: [1, 2, 3, 4, 1, 2, 3, 4],
    });
    const change = contrast(fit, { after: 1, before: -1 });
    expect(change.estimate).toBeCloseTo(4, 12);
    expect(change.standardError).toBeCloseTo(Math.sqrt(8 / 3 / 4), 12);
    expect(change.degreesOfFreedom).toBeCloseTo(3, 10);
    expect(fit.visitCovariance.visits).toEqual(["before", "after"]);
    expect(fit.visitCovariance.matrix[0]![0]).toBeCloseTo(20 / 3, 12);
    // (20/3 + 44/3 − 8/3)/2
    expect(fit.visitCovariance.matrix[1]![1]).toBeCloseTo(44 / 3, 12);
    expect(fit.visitCovariance.matrix[0]![1]).toBeCloseTo(28 / 3, 12);
  });
});

describe("reference values from R", () => {
  it.each(reference.cases)("agrees with the polished fit of R: $name", (one) => {
    const { reference: theirs } = one;
    const fit = fitOf(one);
    expect(Math.abs(fit.logLikelihood - theirs.logLikelihood)).toBeLessThan(1e-8);
    values(fit.coefficients).forEach(({ estimate }, index) => expect(Math.abs(estimate - theirs.beta[index]!) / theirs.standardErrors[index]!).toBeLessThan(close));
    expect(difference(errorsOf(fit), theirs.standardErrors)).toBeLessThan(close);
    expect(difference(degreesOf(fit), theirs.satterthwaite)).toBeLessThan(close);
    expect(difference(degreesOf(fitOf(one, { information: "expected" })), theirs.expectedSatterthwaite)).toBeLessThan(close);
    fit.covariances.forEach(({ matrix, standardDeviations, correlations }, group) =>
      matrix.forEach((row, i) =>
        row.forEach((value, j) => {
          const expected = theirs.visitCovariance[group]!;
          const scale = Math.sqrt(expected[i]![i]! * expected[j]![j]!);
          expect(Math.abs(value - expected[i]![j]!) / scale).toBeLessThan(close);
          expect(Math.abs(standardDeviations[i]! * standardDeviations[j]! * correlations[i]![j]! - value) / scale).toBeLessThan(1e-14);
        }),
      ),
    );
    expect(fit.diagnostics.gradientNorm).not.toBeGreaterThan(1e-5);
    const { participant, visit } = columnsOf(one.dataset);
    const first = Math.min(...participant!);
    const own = participant!.flatMap((id, row) => (id === first ? [row] : [])).sort((a, b) => visit![a]! - visit![b]!);
    own.forEach((row, place) => expect(Math.abs(fit.residuals.standardised[row]! - theirs.standardisedResiduals[place]!)).toBeLessThan(close));
  });

  it.each(reference.cases.filter(({ reml }) => reml))("agrees with Kenward and Roger's formulas and pbkrtest: $name", (one) => {
    const { firstOrder, secondOrder, satterthwaite, expectedSatterthwaite, pbkrtest } = one.reference;
    for (const [covarianceAdjustment, theirs] of [["first-order", firstOrder!], ["second-order", secondOrder!]] as const) {
      for (const [information, degrees] of [["expected", expectedSatterthwaite], ["observed", satterthwaite]] as const) {
        const fit = fitOf(one, { degreesOfFreedomMethod: "kenward-roger", covarianceAdjustment, information });
        expect(difference(errorsOf(fit), theirs[information])).toBeLessThan(close);
        // For one contrast they are those of Satterthwaite with the same information.
        expect(difference(degreesOf(fit), degrees)).toBeLessThan(close);
      }
    }
    if (pbkrtest === undefined) return;
    const fit = fitOf(one, { degreesOfFreedomMethod: "kenward-roger" });
    // pbkrtest starts from lme4's optimum, which is not polished here.
    expect(difference(errorsOf(fit), pbkrtest.standardErrors)).toBeLessThan(1e-7);
    expect(difference(degreesOf(fit), pbkrtest.degreesOfFreedom)).toBeLessThan(1e-6);
  });

  it.each(reference.cases.filter(({ reference: { pbkrtest } }) => pbkrtest !== undefined))("is the linear mixed model with a random intercept: $name", (one) => {
    const input = inputOf(one);
    const intercept = ones(input.participant);
    for (const degreesOfFreedomMethod of ["satterthwaite", "kenward-roger"] as const) {
      const marginal = fitOf(one, { degreesOfFreedomMethod });
      const mixed = fitLinearMixedModel({ response: input.response, fixed: input.fixed, random: { intercept }, participant: input.participant }, { degreesOfFreedomMethod });
      expect(mixed.diagnostics.singular).toBe(false);
      expect(Math.abs(marginal.logLikelihood - mixed.logLikelihood)).toBeLessThan(1e-9);
      expect(difference(errorsOf(marginal), values(mixed.coefficients).map(({ standardError }) => standardError))).toBeLessThan(close);
      expect(difference(degreesOf(marginal), values(mixed.coefficients).map(({ degreesOfFreedom }) => degreesOfFreedom!))).toBeLessThan(close);
      const [weights, others] = [one.fixed.map((name, index) => ({ [name]: index + 1 })), one.fixed.map((name) => ({ [name]: 1 })).slice(1)];
      for (const rows of [weights, others]) {
        const [left, right] = [contrast(marginal, rows), contrast(mixed, rows)];
        expect(difference([left.statistic!, left.degreesOfFreedom.denominator!], [right.statistic!, right.degreesOfFreedom.denominator!])).toBeLessThan(1e-7);
      }
    }
  });
});

const small = referenceCase("gaps, unstructured");
const input = inputOf(small);

describe("the result", () => {
  it.each([
    {},
    { degreesOfFreedomMethod: "kenward-roger" },
    { degreesOfFreedomMethod: "residual" },
    { degreesOfFreedomMethod: "asymptotic" },
    { estimator: "ml", covarianceStructure: "toeplitz" },
    { fallback: ["ar1"] },
  ] as const)("is plain data, and the input stays as it is: %o", (options) => {
    const fit = fitMmrm(deepFreeze(structuredClone(input)), deepFreeze(structuredClone(options)));
    expect(JSON.parse(JSON.stringify(fit))).toStrictEqual(fit);
    const grouped = fitMmrm(deepFreeze(structuredClone({ ...input, group: columnsOf("gaps")["arm"]! })), { covarianceStructure: "ar1" });
    expect(JSON.parse(JSON.stringify(grouped))).toStrictEqual(grouped);
    expect(grouped.visitCovariance.map(({ group }) => group)).toEqual([1, 0]);
  });

  it("counts participants, visits and parameters", () => {
    const { counts } = fitMmrm(input);
    expect(counts).toMatchObject({ observations: input.response.length, participants: 40, fixedEffects: 15, covarianceParameters: 15 });
    expect(counts.participantsByVisits.reduce((sum, { participants }) => sum + participants, 0)).toBe(40);
    expect(counts.participantsByVisits.reduce((sum, { visits, participants }) => sum + visits * participants, 0)).toBe(input.response.length);
    const sets = new Map<number, string>();
    input.participant.forEach((id, row) => sets.set(id, `${sets.get(id) ?? ""} ${input.visit[row]}`));
    expect(counts.patterns).toBe(new Set(sets.values()).size);
    const parameters = { unstructured: 15, toeplitz: 5, "heterogeneous-toeplitz": 9, ar1: 2, "heterogeneous-ar1": 6, "compound-symmetry": 2, "heterogeneous-compound-symmetry": 6, "ante-dependence": 5, "heterogeneous-ante-dependence": 9, diagonal: 5 };
    for (const covarianceStructure of Object.keys(parameters) as (keyof typeof parameters)[]) {
      expect(fitMmrm(input, { covarianceStructure }).counts.covarianceParameters).toBe(parameters[covarianceStructure]);
    }
    expect(fitMmrm({ ...input, group: columnsOf("gaps")["arm"]! }, { covarianceStructure: "toeplitz" }).counts.covarianceParameters).toBe(10);
  });

  it("counts parameters of AIC and BIC as the options say", () => {
    const fit = fitMmrm(input, { covarianceStructure: "ar1" });
    const deviance = -2 * fit.logLikelihood;
    expect(fit.aic).toBeCloseTo(deviance + 2 * 17, 10);
    expect(fit.bic).toBeCloseTo(deviance + 17 * Math.log(input.response.length), 10);
    const sas = fitMmrm(input, { covarianceStructure: "ar1", informationCriteria: "sas" });
    expect(sas.aic).toBeCloseTo(deviance + 2 * 2, 10);
    expect(sas.bic).toBeCloseTo(deviance + 2 * Math.log(40), 10);
  });

  it("has fitted values, and residuals that are what is left", () => {
    const fit = fitMmrm(input);
    fit.fitted.forEach((value, row) => {
      expect(value + fit.residuals.raw[row]!).toBeCloseTo(input.response[row]!, 10);
      const expected = values(fit.coefficients).reduce((sum, { estimate }, index) => sum + estimate * values(input.fixed)[index]![row]!, 0);
      expect(value).toBeCloseTo(expected, 10);
    });
    // rᵀV⁻¹r is n − p at the optimum of REML.
    expect(fit.residuals.standardised.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(input.response.length - 15, 8);
  });

  it("has the degrees of freedom that were asked for", () => {
    const n = input.response.length;
    expect(fitMmrm(input, { degreesOfFreedomMethod: "residual" }).coefficients["v1"]!.degreesOfFreedom).toBe(n - 15);
    const normal = fitMmrm(input, { degreesOfFreedomMethod: "asymptotic", level: 0.9 }).coefficients["v1"]!;
    expect(normal.degreesOfFreedom).toBeNull();
    expect(normal.interval.upper! - normal.estimate).toBeCloseTo(1.6448536269514722 * normal.standardError, 12);
    expect(fitMmrm(input, { degreesOfFreedomMethod: "kenward-roger" }).method.options).toMatchObject({ information: "expected", covarianceAdjustment: "first-order" });
  });

  it("has no interval where next to no degrees of freedom leave it without limits, and is plain data still", () => {
    const fit = fitMmrm(input, { covarianceStructure: "ar1" });
    const { contrastBasis } = fit;
    if (!("parameterCovariance" in contrastBasis)) throw new Error("expected an uncertain covariance");
    // A covariance of which next to nothing is known.
    const uncertain = { ...fit, contrastBasis: { ...contrastBasis, parameterCovariance: contrastBasis.parameterCovariance.map((row) => row.map((value) => 1e9 * value)) } };
    const mean = contrast(uncertain, { v1: 1 });
    expect(mean.degreesOfFreedom).toBeLessThan(1e-3);
    expect(mean.interval).toEqual({ lower: null, upper: null, level: 0.95 });
    expect(mean.reasons).toEqual({ "interval.lower": "unbounded", "interval.upper": "unbounded" });
    expect(JSON.parse(JSON.stringify(mean))).toStrictEqual(mean);
  });

  it("refuses a variance that goes to zero ever more slowly, of a visit at which one of a group was seen", () => {
    // The criterion falls towards a limit as the mean nears the value 3 of participant 2 at visit 2.
    const response = [-2, -3, -1, 9, 11, 8, 3, 2, 2, 1, 2, 1];
    const few = { response, fixed: { mean: ones(response) }, visit: [1, 3, 4, 1, 2, 3, 2, 3, 1, 2, 3, 4], participant: [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 3], group: [0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1] };
    for (const degreesOfFreedomMethod of ["satterthwaite", "kenward-roger"] as const) {
      expect(() => fitMmrm(few, { covarianceStructure: "diagonal", degreesOfFreedomMethod })).toThrow(/rises without end .* the value at 2 does not vary/);
    }
  });

  it("orders visits as told", () => {
    const names = ["baseline", "week 4", "week 8", "week 12", "week 16"] as const;
    const visit = input.visit.map((number) => names[number - 1]!);
    const ordered = fitMmrm({ ...input, visit }, { covarianceStructure: "ar1", visitOrder: names });
    const numbered = fitMmrm(input, { covarianceStructure: "ar1" });
    expect(ordered.logLikelihood).toBe(numbered.logLikelihood);
    expect(ordered.visitCovariance.visits).toEqual(names);
    const other = fitMmrm({ ...input, visit }, { covarianceStructure: "ar1", visitOrder: [...names].reverse() });
    expect(other.logLikelihood).toBeCloseTo(numbered.logLikelihood, 9);
    const mixed = fitMmrm({ ...input, visit }, { covarianceStructure: "ar1", visitOrder: ["week 4", "baseline", "week 8", "week 12", "week 16"] });
    expect(Math.abs(mixed.logLikelihood - numbered.logLikelihood)).toBeGreaterThan(0.1);
  });
});

const failureOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};
const code = (expected: string, message: RegExp) => expect.objectContaining({ code: expected, message: expect.stringMatching(message) as string });

/** Five participants at four visits, of whom nobody has the first and the last. */
const apart = {
  response: [10, 12, 11, 9, 8, 10, 12, 13, 9, 7, 12, 9, 8, 11, 14, 8, 9],
  visit: [1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4],
  participant: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6],
};
const apartInput = { ...apart, fixed: { intercept: ones(apart.visit) } };

describe("the fallback ladder", () => {
  it("tries structures in order and says why each failed", () => {
    const fit = fitMmrm(apartInput, { fallback: ["heterogeneous-toeplitz", "ar1", "diagonal"] });
    expect(fit.method.covarianceStructure).toBe("ar1");
    expect(fit.method.options.covarianceStructure).toBe("unstructured");
    expect(fit.method.options.fallback).toEqual(["heterogeneous-toeplitz", "ar1", "diagonal"]);
    expect(fit.method.failedStructures.map(({ covarianceStructure, code: reason }) => [covarianceStructure, reason])).toEqual([
      ["unstructured", "singular-design"],
      ["heterogeneous-toeplitz", "singular-design"],
    ]);
    expect(fit.method.failedStructures[0]!.message).toMatch(/the covariance of 1 and 4/);
    expect(fit.method.failedStructures[1]!.message).toMatch(/the correlation of visits 3 apart/);
    const alone = fitMmrm(apartInput, { covarianceStructure: "ar1" });
    expect(fit.coefficients).toEqual(alone.coefficients);
    expect(alone.method.failedStructures).toEqual([]);
  });

  it("is not used for what no structure can mend, and lists all failures at its end", () => {
    expect(failureOf(() => fitMmrm({ ...apartInput, fixed: { a: ones(apart.visit), b: ones(apart.visit) } }, { fallback: ["ar1"] }))).toEqual(code("singular-design", /fixed .*"b"/));
    expect(failureOf(() => fitMmrm(apartInput, { fallback: ["toeplitz"] }))).toEqual(code("singular-design", /no covariance structure could be fitted.*unstructured.*toeplitz/));
  });
});

describe("refusals", () => {
  it("names covariances that the visits do not determine", () => {
    expect(failureOf(() => fitMmrm(apartInput))).toEqual(code("singular-design", /do not determine the covariance of 1 and 4 of covarianceStructure "unstructured"/));
    expect(failureOf(() => fitMmrm(apartInput, { covarianceStructure: "toeplitz" }))).toEqual(code("singular-design", /visits 3 apart/));
    const group = apart.participant.map((id) => (id > 3 ? "late" : "early"));
    expect(failureOf(() => fitMmrm({ ...apartInput, group }, { covarianceStructure: "heterogeneous-ar1" }))).toEqual(code("singular-design", /the variance at 4 in group "early"/));
  });

  it("names visits at which the fixed columns leave nothing", () => {
    const last = { response: [...apart.response, 13], visit: [...apart.visit, 5], participant: [...apart.participant, 6] };
    const fixed = { intercept: ones(last.visit), last: last.visit.map((visit) => (visit === 5 ? 1 : 0)) };
    expect(failureOf(() => fitMmrm({ ...last, fixed }, { covarianceStructure: "diagonal" }))).toEqual(code("singular-design", /the variance at 5/));
    expect(failureOf(() => fitMmrm({ ...last, fixed }, { covarianceStructure: "diagonal", estimator: "ml" }))).toEqual(code("no-variance", /the value at 5 does not vary/));
  });

  it("refuses too few participants for the structure", () => {
    const visit = [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4];
    const tiny = { response: [1, 3, 2, 4, 2, 2, 5, 3, 3, 5, 4, 7], fixed: { intercept: ones(visit) }, visit, participant: [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3] };
    expect(failureOf(() => fitMmrm(tiny))).toEqual(code("no-variance", /a combination of the values at 1, 2, 3, 4 does not vary/));
    expect(fitMmrm(tiny, { fallback: ["compound-symmetry"] }).method.covarianceStructure).toBe("compound-symmetry");
    const group = tiny.participant.map((id) => (id === 3 ? "b" : "a"));
    expect(failureOf(() => fitMmrm({ ...tiny, group }))).toEqual(code("too-few-values", /1 participants in group "b"/));
    expect(failureOf(() => fitMmrm({ ...tiny, participant: ones(visit) }))).toBeInstanceOf(RangeError);
    const one = { response: [1, 2, 4], fixed: { intercept: [1, 1, 1] }, visit: [1, 2, 3], participant: ["a", "a", "a"] };
    expect(failureOf(() => fitMmrm(one))).toEqual(code("too-few-values", /1 participants/));
    const full = { response: [1, 2], fixed: { a: [1, 1], b: [0, 1] }, visit: [1, 1], participant: ["a", "b"] };
    expect(failureOf(() => fitMmrm(full))).toEqual(code("too-few-values", /observations/));
    expect(failureOf(() => fitMmrm({ ...tiny, response: visit.map((value) => 2 * value), fixed: { intercept: ones(visit), visit } }))).toEqual(code("no-variance", /exactly/));
  });

  it("refuses a covariance of no set of all visits", () => {
    // Any two of four visits, and values that go apart by more than four visits could.
    const pairs = [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]] as const;
    const rows = pairs.flatMap(([first, last], pair) => [1, 2, 3, 4].flatMap((repeat) => {
      const [id, sign] = [4 * pair + repeat, repeat % 2 === 0 ? 1 : -1];
      return [{ visit: first, id, response: sign * (3 + repeat) + 0.3 * pair }, { visit: last, id, response: -sign * (3 + repeat) + 0.2 * repeat }];
    }));
    const seen = { response: rows.map(({ response }) => response), fixed: { intercept: ones(rows) }, visit: rows.map(({ visit }) => visit), participant: rows.map(({ id }) => id) };
    for (const covarianceStructure of ["compound-symmetry", "heterogeneous-compound-symmetry", "unstructured"] as const) {
      expect(failureOf(() => fitMmrm(seen, { covarianceStructure }))).toEqual(code("no-convergence", /of no set of all visits/));
    }
    expect(fitMmrm(seen, { covarianceStructure: "compound-symmetry", fallback: ["ar1"] }).method.covarianceStructure).toBe("ar1");
  });

  it("refuses a caller's mistakes", () => {
    const fitted = (change: object, options: object = {}) => () => fitMmrm({ ...input, ...change }, options);
    const { response, visit, participant } = input;
    expect(fitted({ response: response.slice(1) })).toThrow(/fixed.v1 must have one entry for each/);
    expect(fitted({ visit: visit.slice(1) })).toThrow(/visit must have one entry for each/);
    expect(fitted({ visit: "abc" })).toThrow(TypeError);
    expect(fitted({ groups: columnsOf("gaps")["arm"] })).toThrow(/the input must not have "groups". Did you mean "group"/);
    expect(fitted({ visit: visit.map(() => null) })).toThrow(/visit\[0\] must be a string or a finite number/);
    expect(fitted({ participant: participant.map(() => Number.NaN) })).toThrow(/participant\[0\]/);
    expect(fitted({ response: [...response].fill(Number.NaN, 3, 4) })).toThrow(/response\[3\] must be a finite number; received NaN/);
    expect(fitted({ visit: visit.map(() => 1) })).toThrow(/must have one observation at each visit; 1 has several at 1/);
    expect(fitted({ group: visit })).toThrow(/must be in one group; 1 is in several/);
    expect(fitted({ group: visit.map(() => undefined) })).toThrow(/group\[0\]/);
    expect(fitted({}, { visitOrder: [1, 2, 3, 4] })).toThrow(/visitOrder lacks 5/);
    expect(fitted({}, { visitOrder: [1, 2, 3, 4, 5, 6] })).toThrow(/visitOrder lists 6, at which nothing was observed/);
    expect(fitted({}, { visitOrder: [1, 2, 3, 4, 5, 5] })).toThrow(/5 is there twice/);
    const names = visit.map((number) => `V${number}`);
    expect(fitted({ visit: names }, { visitOrder: ["V1", "V2", "V3", "V4", "V5x"] })).toThrow(/"V5x".*Did you mean "V5"/);
    expect(fitted({ visit: names }, { covarianceStructure: "ar1" })).toThrow(/visitOrder must list the visits from first to last/);
    expect(fitMmrm({ ...input, visit: names }, { covarianceStructure: "compound-symmetry" }).visitCovariance.visits).toContain("V5");
    expect(fitted({ fixed: {} })).toThrow(/fixed must have at least one column/);
    expect(fitted({}, { covarianceStructure: "toeplits" })).toThrow(/Did you mean "toeplitz"/);
    expect(fitted({}, { fallback: ["ar2"] })).toThrow(/fallback\[0\].*Did you mean "ar1"/);
    expect(fitted({}, { fallback: "ar1" })).toThrow(TypeError);
    expect(fitted({}, { level: 95 })).toThrow(/level/);
    expect(fitted({}, { structure: "ar1" })).toThrow(TypeError);
    expect(fitted({}, { estimator: "ml", degreesOfFreedomMethod: "kenward-roger" })).toThrow(/is defined for estimator "reml"/);
    expect(fitted({}, { degreesOfFreedomMethod: "residual", information: "observed" })).toThrow(RangeError);
    expect(fitted({}, { covarianceAdjustment: "second-order" })).toThrow(/covarianceAdjustment is for degreesOfFreedomMethod "kenward-roger"/);
  });
});
