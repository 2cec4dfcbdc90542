import { describe, expect, it } from "vitest";
import { absoluteImprovement, type CrossoverRespondersOptions, crossoverBinaryTest, crossoverResponders, defineTrial, type KeysOf, not, noWorsening, readTrialData } from "trialwise";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";

const trial = defineTrial({
  id: "example",
  treatments: { cells: { label: "Cells" }, saline: { label: "Saline" } },
  arms: {
    cellsFirst: { label: "Cells first", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: { months: 15 } }] },
    salineFirst: { label: "Saline first", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: { months: 15 } }] },
  },
  visits: { start1: { at: { months: 0 }, baseline: true }, end1: { at: { months: 12 } }, start2: { at: { months: 15 } }, end2: { at: { months: 27 } } },
  measures: { time: { label: "Time", unit: "s", better: "lower", range: { from: 0, to: 180 } } },
  endpoints: {
    first: { kind: "change", measure: "time", to: "end1" },
    second: { kind: "change", measure: "time", from: "start2", to: "end2" },
    fromEntry: { kind: "change", measure: "time", to: "end2" },
  },
  populations: { cellsFirst: { label: "Cells first", rule: { kind: "arm", arms: ["cellsFirst"] } } },
});
const visits = ["start1", "end1", "start2", "end2"] as const;
const seconds = {
  a: ["cellsFirst", 10, 8, 8, 9], b: ["cellsFirst", 20, 19, 20, 18], c: ["cellsFirst", 12, 9, 10, null],
  d: ["salineFirst", 10, 12, 12, 12], e: ["salineFirst", 16, 17, 18, 15], f: ["salineFirst", null, 9, 10, 7],
} as const;
const data = deepFreeze(
  readTrialData(trial, {
    participants: Object.entries(seconds).map(([id, [arm]]) => ({ id, arm })),
    observations: Object.entries(seconds).flatMap(([participant, [, ...values]]) =>
      visits.map((visit, index) => {
        const value = values[index]!;
        return { participant, visit, measure: "time" as const, ...(value === null ? { missing: participant === "c" ? ("died" as const) : ("not-done" as const) } : { value }) };
      }),
    ),
  }),
);
const faster = (of: "first" | "second" | "fromEntry") => absoluteImprovement({ of, atLeast: 2 });
const rules = [faster("first"), faster("second")] as const;

describe("crossoverResponders", () => {
  it("counts who is two seconds faster in each period, worked by hand", () => {
    const result = crossoverResponders(data, { rules });
    expectPlain(result);
    // Period 1: a 2 s, c 3 s faster; period 2: b 2 s, e 3 s, f 3 s; c died before its end, f has no first start.
    expect(result.rows.filter(({ status }) => status === "responder").map(({ participant, period, treatment }) => [participant, period, treatment])).toEqual([
      ["a", 1, "cells"], ["b", 2, "saline"], ["c", 1, "cells"], ["e", 2, "cells"], ["f", 2, "cells"],
    ]);
    expect(result.byTreatment.cells).toMatchObject({ n: 6, responders: 4, nonResponders: 2, excluded: 0 });
    expect(result.byTreatment.saline).toMatchObject({ n: 6, responders: 1 });
    expect(result.byTreatment.saline.byReason).toContainEqual({ status: "non-responder", reason: "died", count: 1, participants: ["c"] });
    expect(result.byPeriod.map(({ period, n, responders }) => [period, n, responders])).toEqual([[1, 6, 2], [2, 6, 3]]);
    expect(result.byArm.salineFirst.map(({ treatment, responders }) => [treatment, responders])).toEqual([["saline", 0], ["cells", 2]]);
    expect(result.counts).toEqual({ participants: 6, complete: 6, partial: 0, without: 0 });
    // Preferences of the first period: a 1, b −1, c 1 of three; d 0, e −1, f −1.
    const compared = crossoverBinaryTest(result.columns, { treatment: "cells", control: "saline" });
    expect(compared.estimate).toBeCloseTo((1 / 3 + 2 / 3) / 2, 12);
    // Sums of three of the scores 1, −1, 1, 0, −1, −1: eight of the twenty choices are at least as far from −1/2 as 1 is.
    expect(compared.pValue).toBeCloseTo(8 / 20, 12);
    expect(compared.sequences.treatmentFirst).toMatchObject({ sequence: "cellsFirst", n: 3, firstOnly: 2, secondOnly: 1 });
  });

  it("leaves out who is to be excluded, and names each period", () => {
    const result = crossoverResponders(data, { rules, missing: "excluded", deaths: "excluded" });
    expectPlain(result);
    expect(result.excluded).toEqual([
      { participant: "c", arm: "cellsFirst", reason: "died", visit: "end2", period: 2 },
      { participant: "f", arm: "salineFirst", reason: "not-done", visit: "start1", period: 1 },
    ]);
    expect(result.counts).toEqual({ participants: 6, complete: 4, partial: 2, without: 0 });
    expect(result.columns.response).toEqual([1, 0, 0, 1, 1, 0, 0, 0, 1, 1]);
    expect(result.byTreatment.saline).toMatchObject({ n: 4, excluded: 2 });
    expect(crossoverBinaryTest(result.columns, { treatment: "cells", control: "saline" }).counts).toEqual({ treatmentFirst: 2, controlFirst: 2, excluded: 2 });
  });

  it("names once who is outside the population", () => {
    const result = crossoverResponders(data, { rules, population: "cellsFirst" });
    expectPlain(result);
    expect(result.excluded).toEqual(["d", "e", "f"].map((participant) => ({ participant, arm: "salineFirst", reason: "not-in-population" })));
    expect(result.counts).toEqual({ participants: 6, complete: 3, partial: 0, without: 3 });
    expect(result.method.options).toEqual({ rules, deaths: "non-responder", missing: "non-responder", noLeadInDecline: "non-responder", population: "cellsFirst" });
  });

  it("refuses rules of another period, which would give each treatment the responses to the other", () => {
    const run = (options: object) => () => crossoverResponders(data, { rules, ...options } as CrossoverRespondersOptions<KeysOf<typeof trial>>);
    expect(run({ rules: [faster("second"), faster("first")] })).toThrow('crossoverResponders: "end2" is not in period 1 of arm "cellsFirst"');
    expect(run({ rules: [faster("first"), faster("first")] })).toThrow('"start1" is not in period 2 of arm "cellsFirst"');
    expect(run({ rules: [faster("first"), faster("fromEntry")] })).toThrow('"start1" is not in period 2 of arm "cellsFirst"');
    expect(run({ rules: [faster("first"), not(noWorsening({ of: "first" }))] })).toThrow('"start1" is not in period 2 of arm "cellsFirst"');
    expect(run({ rules: [faster("first")] })).toThrow("crossoverResponders: rules must be a list of at least 2; received 1");
    expect(run({ rules: faster("first") })).toThrow("crossoverResponders: rules must be a list of the rule of each period");
    expect(run({ rules: [faster("first"), faster("secnd" as "second")] })).toThrow(/^crossoverResponders: endpoint "secnd" is not declared.*Did you mean "second"\?/);
    expect(run({ rules: [...rules, faster("second")] })).toThrow('every arm must have 3 periods; "cellsFirst" has 2');
    expect(run({ death: "excluded" })).toThrow('Did you mean "deaths"?');
    expect(run({ missing: "exclude" })).toThrow(/^crossoverResponders: missing must be one of .*Did you mean "excluded"\?/);
    expect(run({ population: "safe" })).toThrow(/^crossoverResponders: population "safe" is not declared/);
    expect(run({ rules: [null, null] })).toThrow(/^crossoverResponders: a rule must be an object; received null$/);
    expect(() => crossoverResponders(data, undefined as never)).toThrow("the options must be an object; received undefined");
  });
});
