import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { studentTTest } from "trialwise/inference";
import { alsfrsR } from "trialwise/instruments";
import type { BaselineCovariate, TrialMmrmOutcome, VisitCovarianceStructure } from "trialwise/mmrm";
import { fitTrialMmrm } from "trialwise/mmrm";
import { leastSquaresMeans, termTests } from "trialwise/model";
import { defineTrial, readTrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";

interface Reference {
  readonly participants: { readonly arm: readonly number[]; readonly base: readonly number[]; readonly age: readonly number[]; readonly female: readonly number[]; readonly scores: readonly (readonly (number | null)[])[] };
  readonly cases: readonly {
    readonly name: string;
    readonly outcome: TrialMmrmOutcome;
    readonly structure: VisitCovarianceStructure;
    readonly baseline: BaselineCovariate;
    readonly covariates: boolean;
    readonly weights: "equal" | "proportional";
    readonly byArm: boolean;
    readonly reml: boolean;
    /** Means of the control arm at four visits, of the treated, and differences. */
    readonly reference: {
      readonly logLikelihood: number;
      readonly estimates: readonly number[];
      readonly standardErrors: readonly number[];
      readonly satterthwaite: readonly number[];
      readonly kenwardRoger?: { readonly standardErrors: readonly number[]; readonly degreesOfFreedom: readonly number[] };
    };
  }[];
}

const reference = JSON.parse(readFileSync(new URL("../reference/mmrm/trialMmrm.json", import.meta.url), "utf8")) as Reference;

const trial = defineTrial({
  id: "reference",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V0: { at: { months: 0 }, baseline: true }, V1: { at: { months: 1 } }, V2: { at: { months: 2 } }, V3: { at: { months: 4 } }, V4: { at: { months: 6 } } },
  measures: { alsfrsR, disability: { label: "Disability", unit: "points", better: "lower" } },
  covariates: { age: { kind: "number", label: "Age", unit: "years" }, sex: { kind: "category", label: "Sex", levels: ["male", "female"] } },
});
const visits = ["V1", "V2", "V3", "V4"] as const;

const data = readTrialData(trial, {
  participants: reference.participants.arm.map((arm, index) => ({
    id: `P${index + 1}`,
    arm: arm === 1 ? "msc" : "control",
    covariates: { age: reference.participants.age[index]!, sex: reference.participants.female[index] === 1 ? "female" : "male" },
  })),
  observations: reference.participants.scores.flatMap((scores, index) =>
    [reference.participants.base[index]!, ...scores].flatMap((value, place) => (value === null ? [] : [{ participant: `P${index + 1}`, visit: `V${place}`, measure: "alsfrsR", value }])),
  ),
});

/** A trial of two arms and two visits after baseline; scores are [arm, baseline, V1, V2], in order. */
function smallTrial(scores: readonly (readonly ["msc" | "control", ...(number | null)[]])[], measure: "alsfrsR" | "disability" = "alsfrsR") {
  return readTrialData(trial, {
    participants: scores.map(([arm], index) => ({ id: `P${index + 1}`, arm })),
    observations: scores.flatMap(([, ...values], index) => values.flatMap((value, place) => (value === null ? [] : [{ participant: `P${index + 1}`, visit: `V${place}`, measure, value }]))),
  });
}

const failureOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe("worked examples", () => {
  it("is Student's t test at each visit where nobody missed one and nothing is adjusted for", () => {
    const changes: Readonly<Record<"msc" | "control", readonly (readonly [number, number])[]>> = { msc: [[-1, -2], [0, -3], [-2, -2], [1, -1]], control: [[-3, -5], [-2, -7], [-1, -4], [-4, -6]] };
    const complete = smallTrial((["msc", "control"] as const).flatMap((arm) => changes[arm].map(([first, second], index) => [arm, 40 + index, 40 + index + first, 40 + index + second] as const)));
    const model = fitTrialMmrm(complete, { measure: "alsfrsR", visits: ["V1", "V2"], baseline: "none" });
    (["V1", "V2"] as const).forEach((visit, place) => {
      const ofArm = (arm: "msc" | "control") => changes[arm].map((pair) => pair[place === 0 ? 0 : 1]);
      const test = studentTTest({ treatment: ofArm("msc"), control: ofArm("control") });
      const difference = model.differences[0]!.byVisit[visit];
      expect(difference.estimate).toBeCloseTo(test.estimate, 12);
      expect(difference.standardError).toBeCloseTo(test.standardError, 12);
      expect(difference.degreesOfFreedom).toBeCloseTo(6, 9);
      expect(difference.pValue).toBeCloseTo(test.pValue, 11);
      expect(model.byArm.msc.byVisit[visit].estimate).toBeCloseTo(ofArm("msc").reduce((sum, value) => sum + value, 0) / 4, 12);
    });
  });
});

const close = 1e-9;
const difference = (ours: readonly (number | null)[], theirs: readonly number[]) => Math.max(...theirs.map((value, index) => Math.abs(ours[index]! - value) / Math.abs(value)));

describe("reference values from R", () => {
  it.each(reference.cases)("agrees with means and differences written out in R: $name", (one) => {
    const options = {
      measure: "alsfrsR",
      outcome: one.outcome,
      baseline: one.baseline,
      covariates: one.covariates ? (["age", "sex"] as const) : [],
      weights: one.weights,
      covarianceStructure: one.structure,
      covarianceBy: one.byArm ? "arm" : "all",
      estimator: one.reml ? "reml" : "ml",
    } as const;
    const fitted = (more: { readonly degreesOfFreedomMethod?: "kenward-roger" } = {}) => fitTrialMmrm(data, { ...options, ...more });
    const effects = ({ byArm, differences }: ReturnType<typeof fitted>) => [
      ...visits.map((visit) => byArm.control.byVisit[visit]),
      ...visits.map((visit) => byArm.msc.byVisit[visit]),
      ...visits.map((visit) => differences[0]!.byVisit[visit]),
    ];
    const model = fitted();
    const { reference: theirs } = one;
    expect(Math.abs(model.fit.logLikelihood - theirs.logLikelihood)).toBeLessThan(1e-8);
    effects(model).forEach(({ estimate }, index) => expect(Math.abs(estimate! - theirs.estimates[index]!) / theirs.standardErrors[index]!).toBeLessThan(close));
    expect(difference(effects(model).map(({ standardError }) => standardError), theirs.standardErrors)).toBeLessThan(close);
    expect(difference(effects(model).map(({ degreesOfFreedom }) => degreesOfFreedom), theirs.satterthwaite)).toBeLessThan(close);
    if (theirs.kenwardRoger === undefined) return;
    const adjusted = effects(fitted({ degreesOfFreedomMethod: "kenward-roger" }));
    expect(difference(adjusted.map(({ standardError }) => standardError), theirs.kenwardRoger.standardErrors)).toBeLessThan(close);
    expect(difference(adjusted.map(({ degreesOfFreedom }) => degreesOfFreedom), theirs.kenwardRoger.degreesOfFreedom)).toBeLessThan(close);
  });
});

describe("the result", () => {
  const model = fitTrialMmrm(deepFreeze(data), { measure: "alsfrsR" });

  it("is plain data, and the input stays as it is", () => {
    expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model);
    const byArm = fitTrialMmrm(data, { measure: "alsfrsR", covarianceBy: "arm", covarianceStructure: "ar1", covariates: ["sex"] });
    expect(JSON.parse(JSON.stringify(byArm))).toStrictEqual(byArm);
  });

  it("counts who was seen, and says why the others were not", () => {
    const seen = reference.participants.scores.map((scores) => scores.some((value) => value !== null));
    expect(model.counts.participants).toBe(48);
    expect(model.counts.analysed).toBe(seen.filter(Boolean).length);
    expect(model.excluded.map(({ reason }) => reason)).toEqual(seen.filter((one) => !one).map(() => "too-few-visits"));
    for (const [arm, code] of [["msc", 1], ["control", 0]] as const) {
      visits.forEach((visit, place) => {
        const { observed, missing } = model.byArm[arm].byVisit[visit];
        expect(observed).toBe(reference.participants.scores.filter((scores, index) => reference.participants.arm[index] === code && scores[place] !== null).length);
        expect(observed + missing.reduce((sum, { participants }) => sum + participants, 0)).toBe(model.byArm[arm].participants);
      });
    }
  });

  it("carries the fit with its design for what else is asked of it", () => {
    const means = leastSquaresMeans(model.fit, { of: ["arm", "visit"], differences: { of: "arm", versus: "control" } });
    means.means.forEach(({ levels: { arm, visit }, estimate }) => {
      const own = arm === "msc" ? model.byArm.msc : model.byArm.control;
      expect(estimate).toBeCloseTo(own.byVisit[visits.find((name) => name === visit)!].estimate!, 10);
    });
    expect(means.differences.map(({ estimate }) => estimate)).toEqual(visits.map((visit) => expect.closeTo(model.differences[0]!.byVisit[visit].estimate!, 10) as number));
    expect(termTests(model.fit).tests.map(({ name }) => name)).toEqual(["arm", "visit", "arm:visit", "baseline", "baseline:visit"]);
  });

  it("turns improvement by the measure's direction", () => {
    const scores = [["msc", 4, 3, 2], ["msc", 5, 5, 3], ["msc", 6, 4, 5], ["msc", 4, 4, 4], ["control", 4, 5, 6], ["control", 5, 5, 7], ["control", 6, 7, 9], ["control", 3, 4, 4]] as const;
    const worse = fitTrialMmrm(smallTrial(scores, "disability"), { measure: "disability", visits: ["V1", "V2"], baseline: "common" }).differences[0]!.byVisit.V2;
    expect(worse.estimate).toBeLessThan(0);
    expect(worse.improvement.estimate).toBe(-worse.estimate!);
    expect(worse.improvement.interval.lower).toBe(-worse.interval.upper!);
    const better = model.differences[0]!.byVisit.V4;
    expect(better.improvement).toEqual({ estimate: better.estimate, interval: better.interval });
  });

  it("leaves out what an arm's visits do not determine, and keeps the rest", () => {
    const scores = [["msc", 40, 39], ["msc", 41, 39], ["msc", 38, 38], ["msc", 42, 40], ["control", 40, 37, 35], ["control", 41, 39, 38], ["control", 39, 35, 33], ["control", 37, 36, 31]] as const;
    const part = fitTrialMmrm(smallTrial(scores), { measure: "alsfrsR", visits: ["V1", "V2", "V3"], baseline: "none" });
    expect(part.byArm.msc.byVisit.V2).toMatchObject({ estimate: null, observed: 0, reasons: { estimate: "no-values" } });
    expect(part.differences[0]!.byVisit.V2).toMatchObject({ estimate: null, improvement: { estimate: null }, reasons: { "improvement.estimate": "no-values" } });
    expect(part.byArm.control.byVisit.V2.estimate).not.toBeNull();
    expect(part.differences[0]!.byVisit.V1.estimate).not.toBeNull();
    expect(part.byArm.control.byVisit.V3.reasons?.estimate).toBe("no-values");
    expect(JSON.parse(JSON.stringify(part))).toStrictEqual(part);
    const single = fitTrialMmrm(smallTrial(scores.slice(4)), { measure: "alsfrsR", arms: ["control"], visits: ["V1"], baseline: "none" });
    expect(single.byArm.control.byVisit.V1.estimate).toBeCloseTo((37 + 39 + 35 + 36 - 40 - 41 - 39 - 37) / 4, 12);
    expect(single.differences).toEqual([]);
    const alone = fitTrialMmrm(smallTrial(scores), { measure: "alsfrsR", arms: ["control"], visits: ["V1", "V2"], baseline: "none" });
    expect(alone.excluded.map(({ reason }) => reason)).toEqual(["not-in-population", "not-in-population", "not-in-population", "not-in-population"]);
  });

  it("passes the ladder on", () => {
    const scores = [["msc", 40, 39, null], ["msc", 41, 39, null], ["msc", 38, null, 37], ["msc", 42, null, 40], ["control", 40, 37, null], ["control", 41, 40, null], ["control", 39, null, 33], ["control", 37, null, 32]] as const;
    const { method } = fitTrialMmrm(smallTrial(scores), { measure: "alsfrsR", visits: ["V1", "V2"], baseline: "none", fallback: ["diagonal"] });
    expect(method.covarianceStructure).toBe("diagonal");
    expect(method.failedStructures.map(({ code }) => code)).toEqual(["singular-design"]);
  });
});

describe("covariates", () => {
  const sites = defineTrial({
    id: "sites",
    arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
    visits: { V0: { at: { months: 0 }, baseline: true }, V1: { at: { months: 1 } } },
    measures: { alsfrsR },
    covariates: { site: { kind: "category", label: "Site", levels: ["A", "B", "C"] }, intercept: { kind: "number", label: "Cross-over point" } },
  });
  const fitted = (covariates: readonly { readonly site: "A" | "B" | "C"; readonly intercept: number }[], key: "site" | "intercept") => {
    const scores = [[40, 39], [42, 40], [38, 35], [41, 40], [37, 33], [39, 34], [43, 41], [36, 30]];
    const read = readTrialData(sites, {
      participants: covariates.map((own, index) => ({ id: `P${index}`, arm: index % 2 === 0 ? "msc" : "control", covariates: own })),
      observations: covariates.flatMap((_, index) => scores[index]!.map((value, place) => ({ participant: `P${index}`, visit: `V${place}`, measure: "alsfrsR", value }))),
    });
    return fitTrialMmrm(read, { measure: "alsfrsR", covariates: [key] });
  };
  const of = (letters: string) => [...letters].map((letter, index) => ({ site: letter === "A" ? ("A" as const) : letter === "B" ? ("B" as const) : ("C" as const), intercept: index ** 2 }));

  it("a category may lack any of its levels, the first one too", () => {
    const [withoutFirst, withoutLast] = [fitted(of("BBBCCCBC"), "site"), fitted(of("AAABBBAB"), "site")];
    expect(withoutFirst.fit.design.absentLevels).toEqual([{ factor: "site", level: "A" }]);
    expect(withoutFirst.differences).toEqual(withoutLast.differences);
    expect(withoutFirst.byArm).toEqual(withoutLast.byArm);
  });

  it("a covariate may be called as the constant is", () => {
    expect(fitted(of("AAABBBAB"), "intercept").fit.coefficients).toHaveProperty(["intercept (covariate)"]);
  });

  it("one that does not vary is refused, a number as a category", () => {
    const message = (covariate: string) => ({ code: "singular-design", message: expect.stringContaining(`fitTrialMmrm: the covariate ${covariate} in all participants`) as string });
    expect(failureOf(() => fitted(of("BBBBBBBB"), "site"))).toMatchObject(message('"site" is "B"'));
    expect(failureOf(() => fitted(of("AAABBBAB").map((own) => ({ ...own, intercept: 7.1 })), "intercept"))).toMatchObject(message('"intercept" is 7.1'));
  });
});

describe("refusals", () => {
  const fitted = (options: object) => () => fitTrialMmrm(data, { measure: "alsfrsR", ...options });

  it("refuses what the trial does not declare, and a caller's mistakes", () => {
    expect(fitted({ measure: "alsfrs" })).toThrow(/Did you mean "alsfrsR"/);
    expect(fitted({ visits: ["V0", "V1"] })).toThrow(/visits must be other than the baseline visit/);
    expect(fitted({ visits: ["V2", "V1"] })).toThrow(/"V1" is not after "V2"/);
    expect(fitted({ visits: [] })).toThrow(/visits must name at least one visit/);
    expect(fitted({ visits: ["V1", "V1"] })).toThrow(RangeError);
    expect(fitted({ arms: ["placebo"] })).toThrow(RangeError);
    expect(fitted({ compare: [{ treatment: "msc", control: "msc" }] })).toThrow(/must name two arms/);
    expect(fitted({ arms: ["msc"], compare: [{ treatment: "msc", control: "control" }] })).toThrow(/two of the arms analysed/);
    expect(fitted({ covariates: ["weight"] })).toThrow(RangeError);
    expect(fitted({ outcome: "percent" })).toThrow(/outcome must be one of/);
    expect(fitted({ weight: "equal" })).toThrow(/Did you mean "weights"/);
    expect(fitted({ level: 95 })).toThrow(/level/);
  });

  it("speaks in its own name, whatever part of it refuses", () => {
    const scores = [["msc", 40, 39, 38], ["control", 41, 37, 36], ["control", 39, 38, 33], ["control", 37, 36, 31]] as const;
    const small = (rows: Parameters<typeof smallTrial>[0], options: object = {}) => failureOf(() => fitTrialMmrm(smallTrial(rows), { measure: "alsfrsR", visits: ["V1", "V2"], baseline: "none", ...options }));
    const own = expect.stringMatching(/^fitTrialMmrm: (?!.*(fitMmrm|designColumns))/) as string;
    expect(small(scores.slice(0, 1))).toMatchObject({ code: "too-few-values", message: own });
    expect(small(scores, { covarianceBy: "arm" })).toMatchObject({ code: "too-few-values", message: own });
    expect(small(scores.slice(0, 2), { fallback: ["ar1"] })).toMatchObject({ message: own });
    expect(small(scores.slice(0, 3))).toMatchObject({ message: own });
  });

  it("refuses a trial without values", () => {
    expect(() => fitTrialMmrm(data, { measure: "disability" })).toThrow(/no participant has a value of "disability"/);
  });
});
