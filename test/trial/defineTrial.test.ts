import { attempt } from "trialwise/result";
import { alsfrsR } from "trialwise/instruments";
import { defineTrial, keysOf, readTrial } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { trial } from "./exampleTrial.ts";

const arms = { msc: { label: "MSC", role: "experimental" } };
const visits = { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } };
const measures = { alsfrsR };

/** Path, code and message of each problem of a definition. */
function problemsOf(definition: unknown): string[] {
  const result = attempt(() => readTrial(definition));
  return result.ok ? [] : result.issue.issues.map((issue) => `${issue.path.join(".")} ${issue.code}: ${issue.message}`);
}

describe("defineTrial", () => {
  it("keeps what was declared, in the order declared, with empty families filled in", () => {
    expect(keysOf(trial.visits)).toEqual(["V1", "V5", "V9", "V10"]);
    expect(trial.visits.V1.at).toEqual({ months: -3 });
    expect(defineTrial({ id: "T", arms: { a: { label: "A", role: "observational" } } })).toEqual({
      id: "T",
      arms: { a: { label: "A", role: "observational" } },
      treatments: {},
      visits: {},
      measures: {},
      biomarkers: {},
      covariates: {},
      endpoints: {},
      populations: {},
    });
  });

  it("takes a deep-frozen definition and survives a JSON round trip", () => {
    const definition = deepFreeze({ id: "T", arms, visits, measures });
    expect(JSON.parse(JSON.stringify(readTrial(definition)))).toStrictEqual(readTrial(definition));
    expect(JSON.parse(JSON.stringify(trial))).toStrictEqual(trial);
    expect(readTrial(JSON.parse(JSON.stringify(trial)))).toStrictEqual(trial);
  });
});

describe("readTrial", () => {
  it("names a key that is used but not declared, with the nearest declared one", () => {
    const endpoints = { slope: { kind: "slope", measure: "alsfrs", from: "V5", to: "V99", method: "two-visit" } };
    expect(problemsOf({ id: "T", arms, visits, measures, endpoints })).toEqual([
      'endpoints.slope.measure unknown-key: measure "alsfrs" is not declared (declared: "alsfrsR"). Did you mean "alsfrsR"?',
      'endpoints.slope.to unknown-key: visit "V99" is not declared (declared: "V1", "V5", "V9"). Did you mean "V9"?',
    ]);
  });

  it("reports all problems of a definition at once", () => {
    const problems = problemsOf({
      id: "T",
      arms: { msc: { label: "MSC", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline" }] } },
      treatments: { saline: { label: "Saline" } },
      allocation: { mcs: 3 },
      strata: ["edss"],
      visits: { V1: { at: { months: -3 } }, V5: { at: { months: 1 }, baseline: true }, V6: { at: { weeks: 6 } } },
      measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: 10, to: 0 } } },
      biomarkers: { il6: { label: "IL-6", matrix: "CSF", unit: "pg/mL", lowerLimit: 5, upperLimit: 2 } },
      covariates: { site: { kind: "category", label: "Site", levels: ["a", "a"] }, age: { kind: "number", label: "Age" } },
      endpoints: {
        backwards: { kind: "change", measure: "score", from: "V5", to: "V1" },
        mixed: { kind: "slope", measure: "score", from: "V1", to: "V6", method: "two-visit" },
        rate: { kind: "slope", measure: "score", from: "V1", to: "V5", method: "two-visit" },
        response: { kind: "response", rule: { kind: "no-worsening", of: "rate" } },
      },
      populations: {
        old: { label: "Old", rule: { kind: "level", covariate: "age", levels: ["x"] } },
        there: { label: "There", rule: { kind: "not", rule: { kind: "level", covariate: "site", levels: ["b"] } } },
      },
    });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([
      "arms.msc.periods.0.treatment unknown-key",
      "arms.msc.periods.1.start missing-field",
      "allocation.mcs unknown-key",
      "allocation.msc missing-field",
      "strata.0 unknown-key",
      "visits.V5.at conflict",
      "measures.score.range impossible-order",
      "biomarkers.il6 impossible-order",
      "covariates.site.levels duplicate",
      "endpoints.backwards impossible-order",
      "endpoints.mixed conflict",
      "endpoints.response.rule.of conflict",
      "populations.old.rule.covariate conflict",
      "populations.there.rule.rule.levels.0 unknown-key",
    ]);
  });

  it("speaks of keys only where every field is right, since a field may be what makes a key unknown", () => {
    const endpoints = { unknown: { kind: "change", measure: "alsfrs", to: "V3" } };
    expect(problemsOf({ id: "T", arms, visits: { ...visits, V2: { at: { months: Infinity } } }, measures, endpoints }).map((problem) => problem.split(":")[0])).toEqual(["visits.V2.at.months not-finite"]);
  });

  it.each([
    ["no baseline", { V1: { at: { months: 0 } } }, "none is"],
    ["two baselines", { V1: { at: { months: 0 }, baseline: true }, V2: { at: { weeks: 0 }, baseline: true } }, '"V1" and "V2" are'],
    ["two baselines, of which one is not at 0", { V1: { at: { months: -3 }, baseline: true }, V2: { at: { weeks: 0 }, baseline: true } }, '"V1" and "V2" are'],
  ])("asks for exactly one baseline: %s", (_, twoVisits, found) => {
    expect(problemsOf({ id: "T", arms, visits: twoVisits })).toEqual([
      `visits conflict: exactly one visit must be marked baseline: true; ${found}`,
    ]);
  });

  it("says what a field of the wrong kind should have been", () => {
    expect(problemsOf({ id: "T", arms, visits: { V5: { at: { month: 0 }, baseline: true } } })).toEqual([
      "visits.V5.at invalid-value: visits.V5.at is not valid: a time is { months }, { weeks } or { days } with a finite number; \"month\" is no field of it. Did you mean \"months\"?",
    ]);
    expect(problemsOf({ id: "T", arms, endpoints: { e: { kind: "chnge" } } })[0]).toContain('received "chnge"');
    expect(problemsOf({ id: "T", arms, endpoints: { e: { kind: "response", rule: { kind: "percent-improvement", of: "e" } } } })[0]).toContain(
      "either atLeast or moreThan",
    );
    expect(problemsOf({ id: "T", arms: {} })).toEqual(["arms missing-field: arms must declare at least one arm"]);
    expect(problemsOf({ id: "T", arms, colour: 1 })).toEqual(['colour unknown-field: "colour" is no field of it']);
    for (const input of [null, undefined, 7, "trial", []]) expect(problemsOf(input).length).toBeGreaterThan(0);
  });

  it.each(["__proto__", "constructor", "hasOwnProperty", "toString", "prototype", ""])("refuses to declare %j as a key", (key) => {
    for (const family of ["arms", "visits", "measures", "biomarkers", "covariates", "endpoints", "populations", "treatments"]) {
      const entry = JSON.parse(`{ ${JSON.stringify(key)}: {} }`);
      const issues = problemsOf({ id: "T", arms, [family]: entry });
      expect(issues.some((issue) => issue.includes("forbidden-key"))).toBe(true);
    }
    expect(Object.hasOwn(Object.prototype, "label")).toBe(false);
  });

  it("refuses an allocation to __proto__, which would vanish too", () => {
    expect(problemsOf({ id: "T", arms, allocation: JSON.parse('{ "msc": 1, "__proto__": 3 }') })).toEqual(['allocation invalid-value: allocation is not valid: no entry can be called "__proto__"']);
  });

  it("refuses a prototype smuggled in by a literal, which would vanish without a word", () => {
    expect(problemsOf({ id: "T", arms: { __proto__: { label: "x", role: "control" } } })[0]).toContain("forbidden-key");
  });

  it.each(["dose:0", "dose:1.5", "dose:01", "V5", "screening"])("refuses a visit counted from %s", (from) => {
    expect(problemsOf({ id: "T", arms, visits: { ...visits, D: { at: { days: 1 }, from } } })[0]).toContain('counted from "baseline" or from a dose');
  });

  it("refuses visits with the names that times are counted from, steps beyond the range and ranges that run down", () => {
    const definition = {
      id: "T",
      arms,
      visits: { ...visits, "dose:1": { at: { days: 1 } } },
      measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 }, step: 100 } },
      covariates: { age: { kind: "number", label: "Age" } },
      populations: { none: { label: "Nobody", rule: { kind: "within", covariate: "age", from: 60, to: 20 } } },
    };
    expect(problemsOf(definition).map((problem) => problem.split(":")[0])).toEqual([
      "visits.dose",
      "measures.score.step out-of-range",
      "populations.none.rule.from impossible-order",
    ]);
  });

  it("refuses rules nested beyond reading", () => {
    let rule: object = { kind: "no-worsening", of: "e" };
    for (let level = 0; level < 20_000; level++) rule = { kind: "not", rule };
    expect(problemsOf({ id: "T", arms, endpoints: { e: { kind: "response", rule } } })[0]).toContain("nested more than 100 levels deep");
  });

  it("reports keys that no trial may declare together with what is wrong with its fields", () => {
    const definition = { id: 5, arms: { ...arms, constructor: { label: "C", role: "control" } } };
    expect(problemsOf(definition).map((problem) => problem.split(":")[0])).toEqual(["arms.constructor forbidden-key", "id invalid-type"]);
  });

  it("names the field, the word and the anchor that were meant", () => {
    expect(problemsOf({ id: "T", arms: { msc: { lable: "MSC", label: "MSC", role: "experimntal" } } })).toEqual([
      'arms.msc.role invalid-value: arms.msc.role must be one of "experimental", "control", "observational"; received "experimntal". Did you mean "experimental"?',
      'arms.msc.lable unknown-field: "lable" is no field of arms.msc. Did you mean "label"?',
    ]);
    const periods = [{ treatment: "cells", start: { days: 5, from: "basline" } }];
    expect(problemsOf({ id: "T", arms: { msc: { ...arms.msc, periods } }, treatments: { cells: { label: "Cells" } }, visits })).toEqual([
      'arms.msc.periods.0.start.from unknown-key: anchor "basline" is not declared (declared: "baseline", "V1", "V5", "V9"). Did you mean "baseline"?',
    ]);
  });

  it("says plainly what should have been there", () => {
    expect(problemsOf({ id: "T", arms, visits: { ...visits, V1: { at: { months: -3 }, baseline: false } } })).toEqual(["visits.V1.baseline invalid-value: visits.V1.baseline must be true; received false"]);
    expect(problemsOf({ id: "T", arms, populations: { p: { label: "P", rule: { kind: "dosed", atLeast: 1.5 } } } })).toEqual([
      "populations.p.rule.atLeast invalid-type: populations.p.rule.atLeast must be a whole number; received 1.5",
    ]);
    expect(problemsOf({ id: "T", arms, populations: { p: { label: "P", rule: { kind: "arm", arms: [] } } } })).toEqual(["populations.p.rule.arms invalid-value: populations.p.rule.arms must not be empty"]);
    expect(problemsOf({ id: "T", arms, endpoints: { e: { measure: "alsfrsR", to: "V9" } } })[0]).toMatch(/^endpoints\.e\.kind missing-field: endpoints\.e\.kind is missing: one of "change", .* is needed$/);
    expect(problemsOf({ id: Number.NaN, arms: { msc: Number.NaN } })).toEqual(["id invalid-type: id must be a string; received NaN", "arms.msc invalid-type: arms.msc must be an object; received NaN"]);
    expect(problemsOf({ id: "T", arms, covariates: { site: { kind: "category", label: [], levels: ["a"] } } })).toEqual(["covariates.site.label invalid-type: covariates.site.label must be a string; received an array of 0"]);
  });

  it("reads minus zero as zero, so that the trial equals itself after JSON", () => {
    const zero = readTrial({
      id: "T",
      arms,
      visits,
      measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: -0, to: 48 }, gaps: [-0] } },
      biomarkers: { il6: { label: "IL-6", matrix: "CSF", unit: "pg/mL", lowerLimit: -0 } },
      covariates: { age: { kind: "number", label: "Age" } },
      endpoints: { change: { kind: "change", measure: "score", to: "V9" }, response: { kind: "response", rule: { kind: "any-of", rules: [{ kind: "absolute-improvement", of: "change", moreThan: -0 }, { kind: "starting-within", of: "change", from: -0 }] } } },
      populations: { any: { label: "Any", rule: { kind: "within", covariate: "age", from: -0 } } },
    });
    expect(JSON.parse(JSON.stringify(zero))).toStrictEqual(zero);
  });

  it("refuses what is beyond reading: lists of a million, or of lists that are one object", () => {
    const tooMuch = [" conflict: the definition contains itself, is nested more than 100 levels deep or has more than 50000 entries"];
    const levels = Array.from({ length: 300_000 }, () => 1);
    expect(problemsOf({ id: "T", arms, covariates: { site: { kind: "category", label: "Site", levels } } })).toEqual(tooMuch);
    let rule: object = { kind: "everyone" };
    for (let level = 0; level < 40; level++) rule = { kind: "all-of", rules: [rule, rule] };
    expect(problemsOf({ id: "T", arms, populations: { p: { label: "P", rule } } })).toEqual(tooMuch);
  });

  it("refuses bytes in place of an object", () => {
    expect(problemsOf({ id: "T", arms, visits, measures: { score: new Uint8Array(3) }, endpoints: new Float64Array(2) })).toEqual([
      "measures.score invalid-type: measures.score must be an object; received an object",
      "endpoints invalid-type: endpoints must be an object of entries by key; received an object",
    ]);
  });

  it("refuses a definition that contains itself instead of walking in circles", () => {
    const rule: Record<string, unknown> = { kind: "not" };
    rule["rule"] = rule;
    expect(problemsOf({ id: "T", arms, endpoints: { e: { kind: "response", rule } } })).toEqual([
      " conflict: the definition contains itself, is nested more than 100 levels deep or has more than 50000 entries",
    ]);
  });

  it("does not take long over a hostile key of a million characters", () => {
    const key = "x".repeat(1_000_000);
    const [problem] = problemsOf({ id: "T", arms, visits, measures, endpoints: { e: { kind: "change", measure: key, to: "V9" } } });
    expect(problem?.length).toBeLessThan(500);
    expect(problemsOf({ id: "T", arms: { [key]: 5 } })[0]?.split(" invalid-type: ")[1]?.length).toBeLessThan(500);
    const result = attempt(() => readTrial({ id: "T", arms, [key]: 5 }));
    expect(result.ok ? "" : result.issue.issues[0]?.received).toHaveLength(198);
  });
});
