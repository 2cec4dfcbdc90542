import { timeToEvent } from "trialwise/survival";
import { describe, expect, it } from "vitest";
import { changeFromBaseline, classifyResponders, compareArms, defineTrial, keysOf, percentImprovement, readTrialData, slopeChange, slopes } from "trialwise";
import { biomarkerChange } from "trialwise/biomarker";
import { evaluateEndpoint } from "trialwise/endpoint";
import { participants, readExample as readSamples } from "../biomarker/exampleTrial.ts";
import { readExample } from "../change/exampleTrial.ts";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";

const data = readExample({
  a: { arm: "msc", at: { V1: 42, V5: 36, V9: 33 } },
  b: { arm: "msc", at: { V1: 40, V5: 37, V9: 36 } },
  c: { arm: "control", at: { V1: 41, V5: 36, V9: 30 } },
  d: { arm: "control", at: { V1: 39, V5: 0, V9: 0 } },
});

describe("evaluateEndpoint", () => {
  it("gives what the calculator of the kind gives, by key and in place", () => {
    expect(evaluateEndpoint(data, "change4")).toEqual(changeFromBaseline(data, { measure: "alsfrsR", to: "V9" }));
    expect(evaluateEndpoint(data, "leadIn")).toEqual(slopes(data, "leadIn"));
    expect(evaluateEndpoint(data, "slope4")).toEqual(slopeChange(data, "slope4"));
    expect(evaluateEndpoint(data, data.trial.endpoints.slope4)).toEqual(slopeChange(data, "slope4"));
    const rule = percentImprovement({ of: "slope4", atLeast: 50 });
    expect(evaluateEndpoint(data, { kind: "response", rule }, { deaths: "excluded" })).toEqual(classifyResponders(data, { rule, deaths: "excluded" }));
  });

  it("leaves out of a percent change who began at 0, and compares percentages first", () => {
    const result = evaluateEndpoint(data, { kind: "percent-change", measure: "alsfrsR", to: "V9" });
    expect(result.excluded).toEqual([{ participant: "d", arm: "control", reason: "zero-reference", visit: "V5" }]);
    expect(result.method.name).toBe("percent-change-from-baseline");
    const comparison = compareArms(result, { treatment: "msc", control: "control" });
    expect(comparison.method.options.of).toBe("percentChange");
    expect(comparison.estimate).toBeCloseTo(((-3 / 36 - 1 / 37) / 2 + 6 / 36) * 100, 12);
    expectPlain(result);
  });

  it("goes through a trial's endpoints in a loop, and compares what they have in common", () => {
    const found = keysOf(data.trial.endpoints).map((endpoint) => {
      const result = evaluateEndpoint(data, endpoint);
      if (result.kind === "response") return [result.kind, result.counts.responders];
      if (result.kind === "biomarker-change" || result.kind === "time-to-event") return [result.kind, result.unit];
      return [result.kind, compareArms(result, { treatment: "msc", control: "control", of: "improvement" }).favours];
    });
    expect(found).toEqual([["change", "treatment"], ["slope", "treatment"], ["slope-change", "control"], ["slope-change", null], ["slope-change", null]]);
  });

  it("evaluates a declared response", () => {
    const trial = defineTrial({
      id: "response",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
      measures: { walk: { label: "T25FW", unit: "seconds", better: "lower" } },
      endpoints: {
        faster: { kind: "response", rule: percentImprovement({ of: { kind: "percent-change", measure: "walk", to: "V9" }, atLeast: 20 }) },
        death: { kind: "time-to-event", events: ["death"] },
      },
    });
    const walks = readTrialData(trial, {
      participants: [{ id: "001", arm: "msc" }],
      observations: [{ participant: "001", visit: "V5", measure: "walk", value: 10 }, { participant: "001", visit: "V9", measure: "walk", value: 8 }],
    });
    const result = evaluateEndpoint(deepFreeze(walks), "faster");
    expect(result.kind === "response" && result.byArm.msc.responders).toBe(1);
    expectPlain(result);
  });

  it("evaluates a time to an event, by key and in place, with its options", () => {
    const trial = defineTrial({
      id: "survival",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V5: { at: { months: 0 }, baseline: true } },
      endpoints: { death: { kind: "time-to-event", events: ["death"] } },
    });
    const followed = readTrialData(trial, {
      participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
      clinicalEvents: [{ participant: "001", kind: "death", at: { months: 7 } }],
      dispositions: [{ participant: "002", status: "completed", at: { months: 12 } }],
    });
    const times = evaluateEndpoint(deepFreeze(followed), { kind: "time-to-event", events: ["death"] }, { unit: "day" });
    expect(times).toEqual(timeToEvent(followed, "death", { unit: "day" }));
    expect(times.byArm.msc.events).toBe(1);
    expect(evaluateEndpoint(followed, "death")).toEqual(timeToEvent(followed, "death"));
    expect(() => evaluateEndpoint(followed, "death", { quantileType: 2 })).toThrow(/must not have "quantileType"/);
  });

  it("evaluates a change of a biomarker, by key and in place, with the rule for values beyond limits", () => {
    const samples = readSamples(participants);
    const limits = "half";
    const log = biomarkerChange(samples, "tgfb1Change", { limits });
    expect(evaluateEndpoint(samples, "tgfb1Change", { limits })).toEqual(log);
    expect(evaluateEndpoint(samples, { kind: "biomarker-change", biomarker: "tgfb1", from: "V5", to: "V6", scale: "log" }, { limits })).toEqual(log);
    const raw = evaluateEndpoint(samples, { kind: "biomarker-change", biomarker: "ccl2", from: "V5", to: "V6" }, { better: "lower" });
    expect(compareArms(raw, { treatment: "msc", control: "control" }).favours).toBe("treatment");
    expect(() => evaluateEndpoint(samples, "tgfb1Change")).toThrow(/limits of quantification/);
    expect(() => evaluateEndpoint(samples, "tgfb1Change", { limits, deaths: "excluded" })).toThrow(/^evaluateEndpoint: options must not have "deaths"/);
    expect(() => evaluateEndpoint(samples, { kind: "biomarker-change", biomarker: "ccl2", from: "V5", to: "V6", limits } as never)).toThrow(TypeError);
  });

  it("refuses keys that are not declared, and options of another kind", () => {
    // @ts-expect-error slope5 is not declared
    expect(() => evaluateEndpoint(data, "slope5")).toThrow(/endpoint "slope5" is not declared/);
    expect(() => evaluateEndpoint(data, "change4", { deaths: "excluded" })).toThrow(/must not have "deaths"/);
    expect(() => evaluateEndpoint(data, "slope4", { deaths: "excluded" })).toThrow(/must not have "deaths"/);
    expect(() => evaluateEndpoint(data, { kind: "response", rule: percentImprovement({ of: "slope4", atLeast: 50 }) }, { quantileType: 2 })).toThrow(/must not have "quantileType"/);
    const other = percentImprovement({ of: "slope6", atLeast: 50 });
    // @ts-expect-error the rule is the endpoint's own
    expect(() => evaluateEndpoint(data, { kind: "response", rule: percentImprovement({ of: "slope4", atLeast: 50 }) }, { rule: other })).toThrow(/^evaluateEndpoint: options must not have "rule"/);
    // @ts-expect-error the field is called rule
    expect(() => evaluateEndpoint(data, { kind: "response", rules: [] })).toThrow(/rule is missing. Is it "rules"\?/);
    // @ts-expect-error an endpoint is a key or an object
    expect(() => evaluateEndpoint(data, 4)).toThrow(RangeError);
    // @ts-expect-error an endpoint is a key or an object
    expect(() => evaluateEndpoint(data, null)).toThrow(RangeError);
    // @ts-expect-error the measure is needed
    expect(() => evaluateEndpoint(data, { kind: "change", to: "V9" })).toThrow(/measure is missing/);
  });
});
