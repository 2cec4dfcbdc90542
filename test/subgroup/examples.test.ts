import { describe, expect, it } from "vitest";
import { changeFromBaseline } from "trialwise/change";
import { compareArms, compareResponders } from "trialwise/comparison";
import { classifyResponders } from "trialwise/response";
import { fitSubgroupModel, subgroupAnalysis } from "trialwise/subgroup";
import type { Subgroup, SubgroupEffect } from "trialwise/subgroup";
import { absoluteImprovement, defineTrial, readTrialData } from "trialwise/trial";
import type { KeysOf, TrialData } from "trialwise/trial";
import { expectPlain } from "../change/plain.ts";

const trial = defineTrial({
  id: "made-up",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher" } },
  covariates: {
    sex: { kind: "category", label: "Sex", levels: ["female", "male", "unknown"] },
    age: { kind: "number", label: "Age" },
  },
});

type Data = TrialData<KeysOf<typeof trial>>;
type Keys = KeysOf<typeof trial>;

const changes = { female: { msc: [-1, -3, -2], control: [-5, -6, -4] }, male: { msc: [-4, -2, -6], control: [-5, -7, -3] } } as const;
const people = (["female", "male"] as const).flatMap((sex) =>
  (["msc", "control"] as const).flatMap((arm) => changes[sex][arm].map((change, index) => ({ id: `${sex}-${arm}-${index}`, arm, sex, change, age: 50 + 2 * index }))),
);

const data = readTrialData(trial, {
  participants: [...people.map(({ id, arm, sex, age }) => ({ id, arm, covariates: { sex, age } })), { id: "unknown-sex", arm: "msc" as const, covariates: { age: 60 } }],
  observations: people.flatMap(({ id, change }) => [
    { participant: id, visit: "V5" as const, measure: "score" as const, value: 40 },
    { participant: id, visit: "V9" as const, measure: "score" as const, value: 40 + change },
  ]),
  doses: [{ participant: "female-msc-0", number: 1, at: { days: 0 } }],
});

const analysis = (subset: Data) => compareArms(changeFromBaseline(subset, { measure: "score", to: "V9" }), { treatment: "msc", control: "control" });
const sex = { label: "Sex", covariate: "sex", status: "prespecified" } as const;

/** Effects given by group, as if published. */
function published(effects: { readonly [group: string]: readonly [estimate: number, standardError: number] }, distribution: "normal" | "satterthwaite" = "normal") {
  const groups = Object.keys(effects).map((group, index) => ({ group, participants: [data.participants[index]!.id] }));
  const given = (subset: Data): SubgroupEffect => {
    const [estimate, standardError] = effects[groups.find(({ participants }) => participants[0] === subset.participants[0]?.id)?.group ?? ""] ?? [0, 1];
    return { estimate, standardError, interval: { lower: estimate - 1.96 * standardError, upper: estimate + 1.96 * standardError, level: 0.95 }, degreesOfFreedom: 6, counts: { treatment: 50, control: 50 } };
  };
  return subgroupAnalysis(data, { subgroups: { given: { label: "Given", status: "exploratory", groups, postBaseline: false } }, analysis: given, distribution }).subgroups.given.interaction;
}

describe("subgroupAnalysis", () => {
  it("repeats Altman & Bland 2003: relative risks 0.67 (0.46 to 0.98) and 0.88 (0.71 to 1.08), d −0.2726, SE 0.2206, z −1.24, p 0.2", () => {
    // https://doi.org/10.1136/bmj.326.7382.219: fractures in women younger and older than 60; errors from the printed limits.
    const effect = (ratio: number, lower: number, upper: number) => [Math.log(ratio), Math.log(upper / lower) / 2 / 1.96] as const;
    const interaction = published({ younger: effect(0.67, 0.46, 0.98), older: effect(0.88, 0.71, 1.08) });
    if (interaction.test !== "difference-of-effects") throw new Error("two groups");
    expect(interaction.estimate).toBeCloseTo(-0.2726, 4);
    expect(interaction.standardError).toBeCloseTo(0.2206, 4);
    expect(interaction.statistic).toBeCloseTo(-1.24, 2);
    expect(interaction.pValue).toBeCloseTo(0.2, 1);
    // The ratio of the relative risks is 0.76 (0.49 to 1.17).
    expect(Math.exp(interaction.interval.lower!)).toBeCloseTo(0.49, 2);
    expect(Math.exp(interaction.interval.upper!)).toBeCloseTo(1.17, 2);
  });

  it("has the effects, the interaction and everyone's place as by hand", () => {
    const result = subgroupAnalysis(data, { subgroups: { sex }, analysis });
    expectPlain(result);
    const { groups, interaction, unclassified, postBaseline, status } = result.subgroups.sex;
    // Women: −2 (1) against −5 (1); men: −4 (2) against −5 (2).
    expect(groups.map(({ group, counts, estimate }) => [group, counts, estimate])).toEqual([
      ["female", { treatment: 3, control: 3 }, 3],
      ["male", { treatment: 3, control: 3 }, 1],
      ["unknown", { treatment: 0, control: 0 }, null],
    ]);
    expect(groups[0]!.standardError).toBeCloseTo(Math.sqrt(2 / 3), 14);
    expect(groups[2]!.reasons).toMatchObject({ estimate: "too-few-values" });
    expect(unclassified).toEqual([{ participant: "unknown-sex", arm: "msc", reason: "no-covariate" }]);
    expect([postBaseline, status]).toEqual([false, "prespecified"]);
    // Q of two groups is z²: 2² / (2/3 + 8/3), and the third is left out by name.
    expect(interaction).toMatchObject({ test: "heterogeneity", statistic: expect.closeTo(1.2, 12), degreesOfFreedom: 1, leftOut: ["unknown"] });
    // P(χ²₁ > 1.2) = 2Φ(−√1.2); √1.2 = 1.0954451, Φ(−1.0954451) = 0.1366608 from tables.
    expect(interaction.pValue).toBeCloseTo(0.2733, 4);
    expect(result.overall.estimate).toBe(2);
    for (const row of groups) expect(row).not.toHaveProperty("pValue");
  });

  it("Cochran's Q of three effects by hand", () => {
    // Weights 1, 1 and 4: mean (1 + 3 + 8)/6 = 2, Q = 1 + 1 + 0.
    expect(published({ a: [1, 1], b: [3, 1], c: [2, 0.5] })).toMatchObject({ statistic: expect.closeTo(2, 12), degreesOfFreedom: 2, pValue: expect.closeTo(Math.exp(-1), 12), leftOut: [] });
    expect(published({ a: [1, 1], b: [3, 0], c: [2, 0.5] })).toMatchObject({ statistic: null, reasons: { statistic: "no-variance" } });
    expect(published({ a: [1, 0], b: [3, 0] })).toMatchObject({ statistic: null, reasons: { statistic: "no-variance" } });
    // Beside errors of 1e-200 any difference is infinitely large.
    expect(published({ a: [1, 1e-200], b: [3, 1e-200], c: [2, 1e-200] })).toMatchObject({ statistic: null, pValue: null, reasons: { statistic: "no-variance" } });
  });

  it("puts degrees of freedom together whatever the size of the errors, and has no test where both are nil", () => {
    // Of errors s and 2s with 6 degrees of freedom each: 6 (1 + 4)² / (1 + 16).
    for (const size of [1, 1e-100]) expect(published({ a: [size, size], b: [3 * size, 2 * size] }, "satterthwaite")).toMatchObject({ degreesOfFreedom: expect.closeTo(150 / 17, 12) });
    expect(published({ a: [1, 0], b: [3, 2] }, "satterthwaite")).toMatchObject({ degreesOfFreedom: 6, statistic: -1 });
    for (const size of [0, 1e-200]) expect(published({ a: [1, size], b: [3, size] }, "satterthwaite")).toMatchObject({ statistic: null, pValue: null, reasons: { pValue: "no-variance" } });
  });

  it("flags groups known only after baseline, whatever way they are written", () => {
    const flag = (subgroup: Subgroup<Keys>) => subgroupAnalysis(data, { subgroups: { one: subgroup }, analysis }).subgroups.one.postBaseline;
    const named = { label: "One", status: "post-hoc" } as const;
    expect(flag({ ...named, rule: { kind: "within", covariate: "age", to: 52 } })).toBe(false);
    expect(flag({ ...named, rule: { kind: "observed", measure: "score", visit: "V5" } })).toBe(false);
    expect(flag({ ...named, rule: { kind: "disposition", status: "randomised" } })).toBe(false);
    expect(flag({ ...named, rule: { kind: "disposition", status: "completed" } })).toBe(true);
    expect(flag({ ...named, rule: { kind: "observed", measure: "score", visit: "V9" } })).toBe(true);
    expect(flag({ ...named, rule: { kind: "not", rule: { kind: "any-of", rules: [{ kind: "within", covariate: "age", to: 52 }, { kind: "dosed" }] } } })).toBe(true);
    expect(flag({ ...named, rule: { kind: "observed-after-baseline", measure: "score" } })).toBe(true);
    expect(flag({ ...named, groups: [{ group: "good", participants: ["female-msc-0"] }], postBaseline: true })).toBe(true);
  });

  it("puts nobody with an unknown covariate among those who do not meet a rule", () => {
    const older = readTrialData(trial, { participants: [{ id: "1", arm: "msc", covariates: { age: 60 } }, { id: "2", arm: "msc", covariates: { age: 50 } }, { id: "3", arm: "control" }] });
    const { groups, unclassified } = subgroupAnalysis(older, {
      subgroups: { age: { label: "Age", rule: { kind: "not", rule: { kind: "within", covariate: "age", from: 54 } }, names: { met: "< 54", notMet: "≥ 54" }, status: "exploratory" } },
      analysis: (subset) => compareArms(changeFromBaseline(subset, { measure: "score", to: "V9" }), { treatment: "msc", control: "control" }),
    }).subgroups.age;
    expect(groups.map(({ group, participantIds }) => [group, participantIds])).toEqual([["< 54", ["2"]], ["≥ 54", ["1"]]]);
    expect(unclassified).toEqual([{ participant: "3", arm: "control", reason: "no-covariate" }]);
  });

  it("takes the risk difference of responders with its counts", () => {
    const rule = absoluteImprovement({ of: { kind: "change", measure: "score", to: "V9" }, atLeast: -3 });
    const responders = (subset: Data) => {
      const { riskDifference, counts } = compareResponders(classifyResponders(subset, { rule }), { treatment: "msc", control: "control" });
      return { ...riskDifference, counts };
    };
    const { groups } = subgroupAnalysis(data, { subgroups: { sex }, analysis: responders }).subgroups.sex;
    // Responders: all 3 treated women and no control; 1 of 3 men in both arms.
    expect(groups.map(({ group, counts, estimate }) => [group, counts, estimate])).toEqual([
      ["female", { treatment: 3, control: 3 }, 1],
      ["male", { treatment: 3, control: 3 }, 0],
      ["unknown", { treatment: 0, control: 0 }, null],
    ]);
  });

  it("leaves small groups without an estimate but with their counts, and an analysis that fails too", () => {
    const strict = subgroupAnalysis(data, { subgroups: { sex }, analysis, minimumPerArm: 4 });
    expectPlain(strict);
    expect(strict.subgroups.sex.groups[0]).toMatchObject({ counts: { treatment: 3, control: 3 }, estimate: null, reasons: { estimate: "too-few-values" } });
    expect(strict.subgroups.sex.interaction).toMatchObject({ pValue: null, reasons: { pValue: "not-estimable" } });
    expect(strict.overall.estimate).toBe(2);
  });

  it("refuses what cannot be meant", () => {
    const wrong = (subgroup: object, options: object = {}) => () => subgroupAnalysis(data, { subgroups: { one: { label: "One", status: "exploratory", ...subgroup } as Subgroup<Keys> }, analysis, ...options });
    expect(wrong({ covariate: "sexx" })).toThrow(/Did you mean "sex"/);
    expect(wrong({ covariate: "age" })).toThrow(/divide it by a rule/);
    expect(wrong({ covariate: "sex", status: "planned" })).toThrow(/status must be one of/);
    expect(wrong({ rule: { kind: "within", covariate: "agee", to: 3 } })).toThrow(/Did you mean "age"/);
    expect(wrong({ groups: [{ group: "a", participants: ["female-msc-0"] }, { group: "b", participants: ["female-msc-0"] }], postBaseline: false })).toThrow(/must not overlap/);
    expect(wrong({ groups: [{ group: "a", participants: ["nobody"] }], postBaseline: false })).toThrow(/not in the data/);
    expect(wrong({ groups: [] })).toThrow(/postBaseline is missing/);
    // A rule in place is refused as the trial would refuse it: each of these left everyone in one group.
    const rule = (value: unknown) => wrong({ rule: value });
    expect(rule({ kind: "within", covariate: "age", form: 54 })).toThrow('subgroupAnalysis: subgroups.one.rule must not have "form". Did you mean "from"?');
    expect(rule({ kind: "within", covariate: "sex", from: 54 })).toThrow('a rule of kind "within" needs a covariate of kind "number"; "sex" is of kind "category"');
    expect(rule({ kind: "within", covariate: "age", from: "54" })).toThrow("subgroups.one.rule.from must be a finite number");
    expect(rule({ kind: "within", covariate: "age", from: 54, to: 50 })).toThrow("a range must run upwards");
    expect(rule({ kind: "level", covariate: "sex", levels: ["femal"] })).toThrow('"femal" is no level of "sex"');
    expect(rule({ kind: "level", covariate: "sex", levels: "female" })).toThrow("subgroups.one.rule.levels must be a list");
    expect(rule({ kind: "disposition", status: "withdrawn" })).toThrow('Did you mean "withdrew"?');
    expect(rule({ kind: "dosed", atleast: 2 })).toThrow('Did you mean "atLeast"?');
    expect(rule({ kind: "dosed", atLeast: 0 })).toThrow("rule.atLeast must be a whole number of at least 1");
    expect(rule({ kind: "withn", covariate: "age" })).toThrow('Did you mean "within"?');
    expect(rule({ kind: "not", rule: { kind: "any-of", rules: [{ kind: "arm" }] } })).toThrow("subgroups.one.rule.rule.rules[0] must have arms; arms is missing");
    expect(rule({ kind: "all-of", rules: [] })).toThrow("rule.rules must be a list with at least one entry");
    expect(rule(null)).toThrow("subgroups.one.rule must be an object; received null");
    expect(wrong({ groups: [{ group: "a", participantIds: [] }], postBaseline: false })).toThrow('subgroups.one.groups[0] must have group and participants; participants is missing. Is it "participantIds"?');
    expect(wrong({ groups: [{ group: 1, participants: [] }], postBaseline: false })).toThrow("subgroups.one.groups[0].group must be a text; received 1");
    expect(wrong({ groups: [{ group: "a", participants: "female-msc-0" }], postBaseline: false })).toThrow("participants must be a list of ids");
    expect(wrong({ rule: { kind: "everyone" }, names: { met: 1, notMet: 2 } })).toThrow("names.met must be a text");
    expect(wrong({ covariate: "sex" }, { distribution: "t" })).toThrow(RangeError);
    expect(wrong({ covariate: "sex" }, { analysis: () => ({}) })).toThrow(/must have estimate/);
    const effect = { estimate: 1, standardError: 1, interval: { lower: 0, upper: 2, level: 0.95 }, counts: { treatment: 3, control: 3 } };
    const gives = (part: object) => wrong({ covariate: "sex" }, { analysis: () => ({ ...effect, ...part }) });
    expect(gives({ estimate: Math.log(0) })).toThrow("subgroupAnalysis: what analysis returns: estimate must be a finite number; received -Infinity");
    expect(gives({ standardError: NaN })).toThrow("standardError must be a finite number");
    expect(gives({ interval: { lower: -Infinity, upper: 1, level: 0.95 } })).toThrow("interval.lower must be a finite number");
    expect(gives({ interval: null })).toThrow("what analysis returns: interval must be an object; received null");
    expect(gives({ counts: { treated: 3, control: 3 } })).toThrow("what analysis returns: counts must have treatment and control; treatment is missing");
    expect(gives({ counts: { treatment: { n: 2.5 }, control: 3 } })).toThrow("what analysis returns: counts.treatment.n must be a whole number");
    expect(gives({ counts: { treatment: { responders: 2 }, control: 3 } })).toThrow("what analysis returns: counts.treatment must have n; n is missing");
    expect(wrong({ covariate: "sex" }, { minimumPerArm: 0 })).toThrow(RangeError);
    expect(() => subgroupAnalysis(data, { subgroups: { constructor: sex }, analysis })).toThrow(/every object answers/);
  });
});

describe("fitSubgroupModel", () => {
  const change = changeFromBaseline(data, { measure: "score", to: "V9" });
  const arms = { treatment: "msc", control: "control" } as const;

  it("has F of twelve made-up changes as by hand", () => {
    const result = fitSubgroupModel(change, subgroupAnalysis(data, { subgroups: { sex }, analysis }).subgroups.sex, arms);
    expectPlain(result);
    // Interaction contrast 3 − 1 = 2 with error variance σ²(4/3); σ² = (2 + 2 + 8 + 8)/8 = 2.5; F = 4/(10/3).
    expect(result.statistic).toBeCloseTo(1.2, 12);
    expect(result.degreesOfFreedom).toEqual({ numerator: 1, denominator: 8 });
    expect(result.difference).toMatchObject({ estimate: expect.closeTo(2, 12), standardError: expect.closeTo(Math.sqrt(10 / 3), 12) });
    expect(result.leftOut).toEqual(["unknown"]);
  });

  it("says why there is no test", () => {
    const groups = (...ids: readonly (readonly string[])[]) => ({ groups: ids.map((participantIds, index) => ({ group: `g${index}`, participantIds })) });
    expect(fitSubgroupModel(change, groups(["female-msc-0", "female-control-0"]), arms)).toMatchObject({ statistic: null, reasons: { statistic: "not-estimable" } });
    expect(fitSubgroupModel(change, groups(["female-msc-0", "female-control-0"], ["male-msc-0", "male-control-0"]), arms)).toMatchObject({ statistic: null, reasons: { pValue: "too-few-values" } });
    expect(() => fitSubgroupModel(change, groups(), { treatment: "msc", control: "msc" })).toThrow(/two arms/);
    // Whoever was in two groups counted in the last of them alone.
    expect(() => fitSubgroupModel(change, groups(["female-msc-0", "female-control-0"], ["male-msc-0", "female-msc-0"]), arms)).toThrow('fitSubgroupModel: groups must not overlap; "female-msc-0" is in "g0" and in "g1"');
    const one = { group: "a", participantIds: ["female-msc-0"] };
    expect(() => fitSubgroupModel(change, { groups: [one, one] }, arms)).toThrow('fitSubgroupModel: groups has "a" twice');
    expect(() => Reflect.apply(fitSubgroupModel, undefined, [change, { groups: [{ group: "a", participants: [] }] }, arms])).toThrow('groups[0] must have group and participantIds; participantIds is missing. Is it "participants"?');
    expect(() => Reflect.apply(fitSubgroupModel, undefined, [change, { groups: "a" }, arms])).toThrow('fitSubgroupModel: groups must be a list; received "a"');
    expect(() => fitSubgroupModel(change, groups(), { ...arms, of: "chang" as "change" })).toThrow(/Did you mean "change"/);
  });
});
