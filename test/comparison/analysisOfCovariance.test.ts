import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { changeFromBaseline } from "trialwise";
import { analysisOfCovariance } from "trialwise/comparison";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveLeastSquares } from "../naive/model.ts";
import { type Person, readPeople } from "./covariatePeople.ts";

interface ArmByR {
  readonly n: number;
  readonly mean: number;
  readonly estimate: number;
  readonly standardError: number;
}

interface CovarianceCase {
  readonly arm: readonly Person["arm"][];
  readonly before: readonly number[];
  readonly after: readonly (number | null)[];
  readonly age: readonly (number | null)[];
  readonly sex: readonly string[];
  readonly arms: "compared" | "all";
  readonly weights: "equal" | "proportional";
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
  readonly treatment: ArmByR;
  readonly control: ArmByR;
  readonly coefficients: readonly number[];
  readonly sigma: number;
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/model/covarianceAnalyses.json", import.meta.url), "utf8")) as { readonly cases: readonly CovarianceCase[] };
const peopleOf = ({ arm, before, after, age, sex }: CovarianceCase): Person[] =>
  arm.map((own, index) => ({ arm: own, before: before[index]!, after: after[index]!, age: age[index]!, sex: sex[index]! }));
const adjustFor = [{ measure: "alsfrsR", visit: "V5" }, { covariate: "age" }, { covariate: "sex" }] as const;

// The baseline and the change of seven participants; within arms Sxx = 26 + 53, Sxy = 10 + 17, Syy = 14/3 + 5.
const seven: readonly Person[] = [[38, 34], [31, 24], [36, 31], [40, 39], [33, 30], [42, 42], [35, 33]].map(([before, after], index) => ({
  arm: index < 3 ? "control" : "high",
  before: before!,
  after: after!,
}));

describe("analysisOfCovariance", () => {
  it("reproduces a comparison worked by hand", () => {
    const data = readPeople(seven);
    const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
    const result = analysisOfCovariance(data, change, { treatment: "high", control: "control", adjustFor: [{ measure: "alsfrsR", visit: "V5" }] });
    const slope = 27 / 79;
    const variance = (29 / 3 - 27 ** 2 / 79) / 4;
    expect(result.coefficients.map(({ name, estimate }) => [name, estimate])).toEqual([["alsfrsR at V5", expect.closeTo(slope, 12)]]);
    expect(result.estimate).toBeCloseTo(-1.5 + 16 / 3 - slope * 2.5, 12);
    expect(result.standardError).toBeCloseTo(Math.sqrt(variance * (1 / 3 + 1 / 4 + 2.5 ** 2 / 79)), 12);
    expect(result.degreesOfFreedom).toBe(4);
    expect(result.groups.control).toMatchObject({ arm: "control", n: 3, mean: expect.closeTo(-16 / 3, 12) as number });
    expect(result.groups.control.adjustedMean.estimate).toBeCloseTo(-16 / 3 + slope * (255 / 7 - 35), 12);
    expect([result.favours, result.counts]).toEqual(["treatment", { treatment: 4, control: 3, fitted: 7 }]);
    expectPlain(result);
  });

  it("agrees with lm() and emmeans of R on 200 simulated trials, of two arms or of three", () => {
    for (const one of cases) {
      const data = readPeople(peopleOf(one));
      const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
      const { arms, weights } = one;
      const result = analysisOfCovariance(data, change, { treatment: "high", control: "control", adjustFor, arms, weights });
      expect(result.estimate).toBeCloseTo(one.estimate, 9);
      expect(result.standardError).toBeCloseTo(one.standardError, 9);
      expect(result.degreesOfFreedom).toBe(one.degreesOfFreedom);
      expect(Math.abs(result.pValue! / one.pValue - 1)).toBeLessThan(1e-8);
      expect(result.interval.lower).toBeCloseTo(one.lower, 8);
      expect(result.interval.upper).toBeCloseTo(one.upper, 8);
      expect(Math.sqrt(result.residualVariance!)).toBeCloseTo(one.sigma, 9);
      result.coefficients.forEach(({ estimate }, index) => expect(estimate).toBeCloseTo(one.coefficients[index]!, 9));
      for (const group of ["treatment", "control"] as const) {
        const { n, mean, adjustedMean } = result.groups[group];
        expect(n).toBe(one[group].n);
        expect(mean).toBeCloseTo(one[group].mean, 10);
        expect(adjustedMean.estimate).toBeCloseTo(one[group].estimate, 8);
        expect(adjustedMean.standardError).toBeCloseTo(one[group].standardError, 9);
      }
      const lacking = data.participants.filter(({ arm }) => arms === "all" || arm !== "low").length - result.counts.fitted;
      expect(result.excluded).toHaveLength(lacking);
      expectPlain(result);
    }
  });

  it("agrees with normal equations in fractions", () => {
    for (const one of cases.filter(({ arms }) => arms === "compared").slice(0, 12)) {
      const people = peopleOf(one).filter(({ arm, after, age }) => arm !== "low" && after !== null && age !== null);
      const columns = [
        people.map(() => 1),
        people.map(({ arm }) => Number(arm === "high")),
        people.map(({ before }) => before!),
        people.map(({ age }) => age!),
        people.map(({ sex }) => Number(sex === "male")),
      ];
      const naive = naiveLeastSquares(columns, people.map(({ before, after }) => after! - before!));
      const data = readPeople(peopleOf(one));
      const result = analysisOfCovariance(data, changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }), { treatment: "high", control: "control", adjustFor });
      expect(result.estimate).toBeCloseTo(naive.coefficients[1]!, 11);
      expect(result.standardError).toBeCloseTo(Math.sqrt((naive.inverse[1]![1]! * naive.residualSumOfSquares) / naive.degreesOfFreedom), 11);
    }
  });

  it("lists who is left out and why", () => {
    const data = readPeople([...seven.map((person) => ({ ...person, age: 60 + person.before! / 7 })), { arm: "high", before: 30, after: 29 }, { arm: "control", before: 30, after: null, age: 50 }, { arm: "low", before: 3, after: null }]);
    const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
    const result = analysisOfCovariance(data, change, { treatment: "high", control: "control", adjustFor: [{ covariate: "age" }] });
    expect(result.excluded).toEqual([
      { participant: "009", arm: "control", reason: "withdrew", visit: "V9" },
      { participant: "008", arm: "high", reason: "no-covariate" },
    ]);
    const byValue = analysisOfCovariance(data, { ...change, excluded: [] }, { treatment: "high", control: "control", adjustFor: [{ measure: "alsfrsR", visit: "V9" }] });
    expect(byValue.counts.fitted).toBe(8);
  });

  it("leaves out what is the same for everybody, and says what it cannot tell", () => {
    const withAge = (age: (index: number) => number, sex = "female") => readPeople(seven.map((person, index) => ({ ...person, age: age(index), sex })));
    const compare = (data: ReturnType<typeof readPeople>, variables: readonly ({ readonly covariate: "age" | "sex" } | { readonly measure: "alsfrsR"; readonly visit: "V5" | "V9" })[]) =>
      analysisOfCovariance(data, changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }), { treatment: "high", control: "control", adjustFor: variables });
    const same = compare(withAge((index) => 50 + index), [{ covariate: "sex" }, { covariate: "age" }]);
    expect(same.leftOut).toEqual([{ name: "sex", reason: "no-variance" }]);
    expect(same.estimate).not.toBeNull();
    const twice = compare(withAge((index) => 2 * seven[index]!.before!), [{ measure: "alsfrsR", visit: "V5" }, { covariate: "age" }]);
    expect(twice.leftOut).toEqual([{ name: "age", reason: "not-estimable" }]);
    expect(twice.estimate).toBeCloseTo(2.9789, 4);
    const confounded = compare(withAge((index) => (index < 3 ? 50 : 60)), [{ covariate: "age" }]);
    expect([confounded.estimate, confounded.reasons?.["estimate"], confounded.leftOut]).toEqual([null, "not-estimable", [{ name: "age", reason: "not-estimable" }]]);
    const few = readPeople([seven[0]!, seven[1]!, seven[3]!]);
    const tooFew = compare(few, [{ measure: "alsfrsR", visit: "V5" }]);
    expect(tooFew.reasons?.["estimate"]).toBe("too-few-values");
    const empty = compare(readPeople(seven.slice(0, 3)), [{ measure: "alsfrsR", visit: "V5" }]);
    expect(empty.reasons).toMatchObject({ estimate: "no-values", "groups.treatment.mean": "no-values" });
    for (const result of [same, twice, confounded, tooFew, empty]) expectPlain(result);
  });

  it("takes frozen input, and refuses a caller's mistakes", () => {
    const data = deepFreeze(readPeople(seven));
    const change = deepFreeze(changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }));
    const options = { treatment: "high", control: "control", adjustFor: [{ measure: "alsfrsR", visit: "V5" }] } as const;
    expect(analysisOfCovariance(data, change, deepFreeze({ ...options })).estimate).toBeCloseTo(2.9789, 4);
    const untyped = (more: object) => () => analysisOfCovariance(data, change, { ...options, ...more });
    expect(untyped({ treatment: "hihg" })).toThrow(/hihg/);
    expect(untyped({ treatment: "control" })).toThrow(RangeError);
    expect(untyped({ adjustFor: [] })).toThrow(/at least one variable/);
    expect(untyped({ adjustFor: ["age"] })).toThrow(TypeError);
    expect(untyped({ adjustFor: [{ covariate: "aeg" }] })).toThrow(/aeg/);
    expect(untyped({ adjustFor: [{ measure: "alsfrsR", visit: "V4" }] })).toThrow(/V4/);
    expect(untyped({ adjustFor: [{ covariate: "age" }, { covariate: "age" }] })).toThrow(/twice/);
    expect(untyped({ adjustFor: [{ covariate: "age", visit: "V5" }] })).toThrow(/must not have "visit"/);
    expect(untyped({ adjustFor: [{ measure: "alsfrsR", visit: "V5", centre: 40 }] })).toThrow(/must not have "centre"/);
    expect(untyped({ of: "chnage" })).toThrow(/chnage/);
    expect(untyped({ arms: "both" })).toThrow(RangeError);
    expect(untyped({ weights: "cells" })).toThrow(RangeError);
    expect(untyped({ level: 95 })).toThrow(RangeError);
    expect(untyped({ covariates: [] })).toThrow(TypeError);
    expect(() => analysisOfCovariance(readPeople(seven.slice(0, 4)), change, options)).toThrow(/whom the data do not have/);
  });
});
