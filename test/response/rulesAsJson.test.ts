import { describe, expect, it } from "vitest";
import { absoluteImprovement, allOf, anyOf, confirmed, defineTrial, keysOf, noWorsening, not, percentImprovement, readTrial, readTrialData, startingWithin, type TrialRecords } from "trialwise";
import { evaluateEndpoint } from "trialwise/endpoint";
import { classifyResponders } from "trialwise/response";

const slope = { kind: "slope-change", measure: "score", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } } as const;
const percent = { kind: "percent-change", measure: "score", to: "V9" } as const;
const change = { kind: "change", measure: "score", from: "V5", to: "V9" } as const;

/** Every kind of rule, with endpoints by key and in place, and both bounds. */
const rules = {
  percentOfSlope: percentImprovement({ of: "slope", atLeast: 50 }),
  percentInPlace: percentImprovement({ of: percent, moreThan: 10 }),
  absolute: absoluteImprovement({ of: "change", atLeast: -2.5 }),
  absoluteInPlace: absoluteImprovement({ of: slope, moreThan: 0.1 }),
  unworse: noWorsening({ of: "change" }),
  starting: allOf(startingWithin({ of: change, from: 39, to: 41 }), not(startingWithin({ of: "percent", to: 39.5 }))),
  startingConfirmed: confirmed(allOf(startingWithin({ of: "change", to: 40 }), absoluteImprovement({ of: change, atLeast: -3 })), { weeks: 8 }),
  confirmed: confirmed(absoluteImprovement({ of: change, atLeast: -3 }), { weeks: 8 }),
  any: anyOf(percentImprovement({ of: "slope", atLeast: 50 }), noWorsening({ of: change })),
  all: allOf(percentImprovement({ of: "slope", atLeast: 20 }), not(noWorsening({ of: "change" }))),
  not: not(noWorsening({ of: change })),
  nested: anyOf(allOf(not(confirmed(noWorsening({ of: "change" }), { weeks: 8 })), anyOf(percentImprovement({ of: slope, atLeast: 25 }))), noWorsening({ of: "percent" })),
};

/** Every kind of endpoint, with all its fields. */
const trial = defineTrial({
  id: "json",
  arms: { a: { label: "A", role: "experimental" }, b: { label: "B", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 } } },
  biomarkers: { nfl: { label: "NfL", matrix: "CSF", unit: "pg/mL", lowerLimit: 2 } },
  endpoints: {
    change,
    plainChange: { kind: "change", measure: "score", to: "V10" },
    percent,
    slope,
    actualSlope: { ...slope, method: "least-squares", per: "week", time: "nominal", daysPerMonth: 30 },
    leadIn: { kind: "slope", measure: "score", from: "V1", to: "V5", method: "two-visit" },
    weekly: { kind: "slope", measure: "score", from: "V1", to: "V9", method: "least-squares", per: "week", daysPerMonth: 30 },
    death: { kind: "time-to-event", events: ["death"] },
    worst: { kind: "time-to-event", events: ["death", "tracheostomy"], origin: "V5", censoredBy: ["other-therapy"] },
    nfl: { kind: "biomarker-change", biomarker: "nfl", from: "V5", to: "V9" },
    logNfl: { kind: "biomarker-change", biomarker: "nfl", from: "V5", to: "V9", scale: "log" },
    respondsNested: { kind: "response", rule: anyOf(percentImprovement({ of: "slope", atLeast: 50 }), confirmed(noWorsening({ of: change }), { weeks: 8 })) },
  },
});

// Simulated: scores at V1, V5, V9 and V10, the fourth without a lead-in decline, and the last with gaps.
const scores = [[45, 40, 38, 37], [44, 41, 36, 35], [42, 38, 38, 39], [40, 40, 37, 38], [46, 43, 44, 40], [39, null, 35, null]] as const;
const records: TrialRecords = {
  participants: scores.map((_, index) => ({ id: String(index), arm: index % 2 === 0 ? "a" : "b" })),
  observations: scores.flatMap((values, index) =>
    keysOf(trial.visits).map((visit, place) => {
      const value = values[place];
      const where = { participant: String(index), visit, measure: "score" };
      return value === null || value === undefined ? { ...where, missing: "not-done" as const } : { ...where, value };
    }),
  ),
  biomarkerSamples: scores.flatMap((_, index) => [
    { participant: String(index), visit: "V5", biomarker: "nfl", unit: "pg/mL", value: 20 + index },
    { participant: String(index), visit: "V9", biomarker: "nfl", unit: "pg/mL", ...(index === 4 ? { below: 2 } : { value: 30 - index }) },
  ]),
  clinicalEvents: [{ participant: "5", kind: "death", at: { months: 8 } }, { participant: "1", kind: "other-therapy", at: { months: 7 } }, { participant: "0", kind: "tracheostomy", at: { months: 7 } }],
  dispositions: scores.map((_, index) => ({ participant: String(index), status: index === 5 ? "died" : "completed", at: { months: index === 5 ? 8 : 9 } })),
};
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const data = readTrialData(trial, records);

describe("rules and endpoints as JSON", () => {
  it("a trial with every kind of endpoint is the same after JSON, and reads the same records", () => {
    const stored = readTrial(throughJson(trial));
    expect(stored).toStrictEqual(trial);
    expect(readTrialData(stored, records)).toStrictEqual({ ...data, trial: stored });
    const kinds = keysOf(trial.endpoints).map((key) => trial.endpoints[key].kind);
    expect(new Set(kinds)).toEqual(new Set(["change", "percent-change", "slope-change", "slope", "response", "time-to-event", "biomarker-change"]));
  });

  it.each(keysOf(trial.endpoints).filter((key) => key !== "nfl" && key !== "logNfl"))("the endpoint %s has the same result from JSON, by key and in place", (key) => {
    const stored = readTrialData(readTrial(throughJson(trial)), records);
    const result = evaluateEndpoint(data, key);
    expect(evaluateEndpoint(stored, key)).toStrictEqual(result);
    expect(evaluateEndpoint(stored, stored.trial.endpoints[key]!)).toStrictEqual(evaluateEndpoint(data, trial.endpoints[key]));
    expect(throughJson(result)).toStrictEqual(result);
  });

  it.each(["nfl", "logNfl"] as const)("the endpoint %s of a biomarker has the same result from JSON", (key) => {
    const stored = readTrialData(readTrial(throughJson(trial)), records);
    const options = { limits: "half" } as const;
    const result = evaluateEndpoint(data, key, options);
    expect(evaluateEndpoint(stored, key, options)).toStrictEqual(result);
    expect(throughJson(result)).toStrictEqual(result);
  });

  it.each(keysOf(rules))("the rule %s classifies the same from JSON, given in place and declared on a trial", (key) => {
    const rule = rules[key];
    const stored = readTrial({ ...(throughJson(trial) as object), endpoints: throughJson({ ...trial.endpoints, rule: { kind: "response", rule } }) });
    const declared = stored.endpoints["rule"]!;
    if (declared.kind !== "response") throw new Error("the endpoint changed its kind");
    expect(declared.rule).toStrictEqual(rule);
    const result = classifyResponders(data, { rule });
    const fromJson = readTrialData(stored, records);
    expect(classifyResponders(fromJson, { rule: declared.rule })).toStrictEqual(result);
    expect(evaluateEndpoint(fromJson, "rule")).toStrictEqual(result);
    expect(throughJson(result)).toStrictEqual(result);
    // The options of the result hold the rule, so that it can be repeated from the result alone.
    const repeated = (throughJson(result) as typeof result).method.options.rule;
    expect(classifyResponders(data, { rule: repeated as typeof rule })).toStrictEqual(result);
  });

  it.each([
    [{ kind: "percent-improvement", of: "slope" }, "either atLeast or moreThan"],
    [{ kind: "percent-improvement", of: "slope", atLeast: 1, moreThan: 1 }, "either atLeast or moreThan"],
    [{ kind: "percent-improvement", of: "slope", atLeast: "50" }, "atLeast must be a number"],
    [{ kind: "percent-improvement", of: "slpoe", atLeast: 50 }, 'Did you mean "slope"?'],
    [{ kind: "confirmed", rule: { kind: "no-worsening", of: "change" }, weeks: 0 }, "weeks"],
    [{ kind: "any-of", rules: [] }, "rules"],
    [{ kind: "no-worsening", of: "leadIn" }, "leadIn"],
  ])("the stored rule %j is refused with a sentence", (rule, part) => {
    const input = { ...(throughJson(trial) as object), endpoints: { ...trial.endpoints, rule: { kind: "response", rule } } };
    expect(() => readTrial(input)).toThrow(part);
  });
});
