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
  ])("asks for exactly one baseline: %s", (_, twoVisits, found) => {
    expect(problemsOf({ id: "T", arms, visits: twoVisits })).toEqual([
      `visits conflict: exactly one visit must be marked baseline: true; ${found}`,
    ]);
  });

  it("says what a field of the wrong kind should have been", () => {
    expect(problemsOf({ id: "T", arms, visits: { V5: { at: { month: 0 }, baseline: true } } })).toEqual([
      "visits.V5.at invalid-value: visits.V5.at is not valid: a time is { months }, { weeks } or { days } with a finite number",
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

  it("refuses a definition that contains itself instead of walking in circles", () => {
    const rule: Record<string, unknown> = { kind: "not" };
    rule["rule"] = rule;
    expect(problemsOf({ id: "T", arms, endpoints: { e: { kind: "response", rule } } })).toEqual([
      " conflict: the definition contains itself, or is nested more than 100 levels deep",
    ]);
  });

  it("does not take long over a hostile key of a million characters", () => {
    const key = "x".repeat(1_000_000);
    const [problem] = problemsOf({ id: "T", arms, visits, measures, endpoints: { e: { kind: "change", measure: key, to: "V9" } } });
    expect(problem?.length).toBeLessThan(500);
  });
});
