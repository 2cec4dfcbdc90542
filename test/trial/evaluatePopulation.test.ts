import { changeFromBaseline, slopeChange } from "trialwise/change";
import { defineTrial, evaluatePopulation, filterParticipants, keysOf, readTrialData } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { alsfrsR } from "trialwise/instruments";

const trial = defineTrial({
  id: "populations",
  arms: {
    msc: { label: "MSC", role: "experimental" },
    control: { label: "Control", role: "control" },
    empty: { label: "Nobody", role: "control" },
  },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, D1: { at: { days: 14 }, from: "dose:1" } },
  measures: { alsfrsR },
  biomarkers: { il6: { label: "IL-6", matrix: "CSF", unit: "pg/mL" } },
  covariates: { age: { kind: "number", label: "Age" }, onset: { kind: "category", label: "Onset", levels: ["limb", "bulbar"] } },
  populations: {
    everyone: { label: "All", rule: { kind: "everyone" } },
    randomised: { label: "Randomised", rule: { kind: "disposition", status: "randomised" } },
    dosed: { label: "Dosed", rule: { kind: "dosed" } },
    twice: { label: "Dosed twice", rule: { kind: "dosed", atLeast: 2 } },
    atV9: { label: "Observed at V9", rule: { kind: "observed", measure: "alsfrsR", visit: "V9" } },
    after: { label: "Any value after baseline", rule: { kind: "observed-after-baseline", measure: "alsfrsR" } },
    sampled: { label: "CSF", rule: { kind: "sampled", biomarker: "il6", visit: "V5" } },
    treated: { label: "Treated arm", rule: { kind: "arm", arms: ["msc"] } },
    bulbar: { label: "Bulbar onset", rule: { kind: "level", covariate: "onset", levels: ["bulbar"] } },
    under54: { label: "Under 54", rule: { kind: "within", covariate: "age", to: 53 } },
    both: { label: "Dosed, observed", rule: { kind: "all-of", rules: [{ kind: "dosed" }, { kind: "observed", measure: "alsfrsR", visit: "V9" }] } },
    either: { label: "Dosed or observed", rule: { kind: "any-of", rules: [{ kind: "dosed" }, { kind: "observed", measure: "alsfrsR", visit: "V9" }] } },
    undosed: { label: "Not dosed", rule: { kind: "not", rule: { kind: "dosed" } } },
  },
});

const at = { days: 0 };
const data = readTrialData(trial, {
  participants: [
    { id: "a", arm: "msc", covariates: { age: 50, onset: "bulbar" } },
    { id: "b", arm: "msc", covariates: { age: 54, onset: "limb" } },
    { id: "constructor", arm: "control" },
  ],
  observations: [
    { participant: "a", visit: "V1", measure: "alsfrsR", value: 40 },
    { participant: "b", visit: "V9", measure: "alsfrsR", value: 30 },
    { participant: "constructor", visit: "V9", measure: "alsfrsR", missing: "withdrew" },
    { participant: "constructor", visit: "D1", measure: "alsfrsR", value: 30 },
  ],
  biomarkerSamples: [
    { participant: "a", visit: "V5", biomarker: "il6", unit: "pg/mL", below: 2 },
    { participant: "b", visit: "V5", biomarker: "il6", unit: "pg/mL", missing: "not-done" },
  ],
  doses: [{ participant: "a", number: 1, at }, { participant: "a", number: 2, at: { days: 26 } }, { participant: "b", number: 1, at }],
  dispositions: [{ participant: "constructor", status: "randomised" }],
});

describe("evaluatePopulation", () => {
  it.each([
    ["everyone", ["a", "b", "constructor"]],
    ["randomised", ["constructor"]],
    ["dosed", ["a", "b"]],
    ["twice", ["a"]],
    ["atV9", ["b"]],
    ["after", ["b", "constructor"]],
    ["sampled", ["a"]],
    ["treated", ["a", "b"]],
    ["bulbar", ["a"]],
    ["under54", ["a"]],
    ["both", ["b"]],
    ["either", ["a", "b"]],
    ["undosed", ["constructor"]],
  ] as const)("%s", (population, members) => {
    expect(evaluatePopulation(data, population).members).toEqual(members);
  });

  it("counts every arm, the empty one too, and names those left out", () => {
    const result = evaluatePopulation(deepFreeze(data), "dosed");
    expect(result).toStrictEqual({
      population: "dosed",
      members: ["a", "b"],
      counts: { msc: { members: 2, others: 0 }, control: { members: 0, others: 1 }, empty: { members: 0, others: 0 } },
      excluded: [{ participant: "constructor", arm: "control", reason: "not-in-population" }],
    });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });

  it("covers every population that is declared", () => {
    for (const population of keysOf(trial.populations)) {
      const { members, excluded } = evaluatePopulation(data, population);
      expect(members.length + excluded.length).toBe(data.participants.length);
    }
  });

  it("refuses a population that is not declared, naming the nearest", () => {
    const untyped: { readonly [name: string]: "dosed" } = JSON.parse('{ "name": "dozed" }');
    expect(() => evaluatePopulation(data, untyped["name"] ?? "dosed")).toThrow(/RangeError|population "dozed" is not declared .*Did you mean "dosed"\?/);
  });

  it.each([
    ['["dosed"]', "an array of 1"],
    ['{ "toString": 1 }', "an object"],
    ["null", "null"],
    ["5", "5"],
  ])("refuses the population %s, which is no key, as what it is", (json, received) => {
    const untyped: "dosed" = JSON.parse(json);
    expect(() => evaluatePopulation(data, untyped)).toThrow(`evaluatePopulation: population ${received} is not declared (declared: "everyone", "randomised"`);
  });

  it("refuses a population that was forgotten, rather than take everyone", () => {
    const untyped: { readonly name: "dosed" } = JSON.parse("{}");
    expect(() => evaluatePopulation(data, untyped.name)).toThrow("evaluatePopulation: population undefined is not declared");
  });

  it("and other keys in the same way, also of an endpoint written in place", () => {
    const measure: "alsfrsR" = JSON.parse('["alsfrsR"]');
    expect(() => changeFromBaseline(data, { measure, to: "V9" })).toThrow('changeFromBaseline: measure an array of 1 is not declared (declared: "alsfrsR")');
    const inPlace = { measure, method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } } as const;
    expect(() => slopeChange(data, inPlace)).toThrow('slopeChange: measure an array of 1 is not declared (declared: "alsfrsR")');
  });
});

describe("filterParticipants", () => {
  it("keeps the records of those who pass, and every arm", () => {
    const some = filterParticipants(deepFreeze(data), ({ id }) => id === "a");
    expect(some.participants.map(({ id }) => id)).toEqual(["a"]);
    expect([some.observations, some.doses, some.biomarkerSamples, some.dispositions].map((rows) => rows.length)).toEqual([1, 2, 1, 0]);
    expect(keysOf(some.trial.arms)).toEqual(["msc", "control", "empty"]);
  });

  it("refuses a test that is no function", () => {
    const untyped: () => boolean = JSON.parse('"msc"');
    expect(() => filterParticipants(data, untyped)).toThrow('filterParticipants: test must be a function of a participant; received "msc"');
  });
});
