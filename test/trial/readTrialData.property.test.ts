import fc from "fast-check";
import { safeReadTrialData, type TrialRecords } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { trial } from "./exampleTrial.ts";

const id = fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), fc.constantFrom("__proto__", "constructor", "toString"));
const visit = fc.constantFrom("V1", "V5", "V9", "V10");

/** Records without a fault: unique participants, one possible score at each visit. */
const goodRecords: fc.Arbitrary<TrialRecords> = fc
  .uniqueArray(id, { minLength: 1, maxLength: 6 })
  .chain((ids) =>
    fc.record({
      participants: fc.constant(ids.map((one, index) => ({ id: one, arm: index % 2 === 0 ? "msc" : "control" }))),
      observations: fc.uniqueArray(
        fc.record({
          participant: fc.constantFrom(...ids),
          visit,
          measure: fc.constant("alsfrsR"),
          value: fc.integer({ min: 0, max: 48 }),
        }),
        { selector: (row) => JSON.stringify([row.participant, row.visit]), maxLength: 20 },
      ),
    }),
  );

describe("safeReadTrialData", () => {
  it("reads every faultless set of records, and keeps every row", () => {
    fc.assert(
      fc.property(goodRecords, (records) => {
        const result = safeReadTrialData(trial, deepFreeze(records));
        expect(result.ok).toBe(true);
        if (!result.ok) return;
        expect(result.data.participants).toEqual(records.participants);
        expect(result.data.observations).toEqual(records.observations);
        expect(JSON.parse(JSON.stringify(result.data))).toStrictEqual(result.data);
      }),
    );
  });

  it("finds each fault wherever it stands, and nothing else", () => {
    const faults = fc.constantFrom(
      { field: "value", to: 49, code: "out-of-range" },
      { field: "value", to: 0.5, code: "off-step" },
      { field: "visit", to: "V2", code: "unknown-key" },
      { field: "participant", to: "nobody at all", code: "unknown-key" },
      { field: "measure", to: "ALSFRS", code: "unknown-key" },
      { field: "value", to: Number.NaN, code: "not-finite" },
    );
    fc.assert(
      fc.property(goodRecords, faults, fc.nat(), (records, fault, position) => {
        const rows = records.observations ?? [];
        fc.pre(rows.length > 0);
        const index = position % rows.length;
        const broken = rows.map((row, at) => (at === index ? { ...row, [fault.field]: fault.to } : row));
        const untyped: TrialRecords = Object.assign(JSON.parse("{}"), { ...records, observations: broken });
        const result = safeReadTrialData(trial, untyped);
        expect(result.ok ? [] : result.issues.map(({ path, code }) => ({ path, code }))).toEqual([
          { path: ["observations", index, fault.field], code: fault.code },
        ]);
      }),
    );
  });

  it("never crashes, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (participants, observations) => {
        const untyped: TrialRecords = Object.assign(JSON.parse("{}"), { participants, observations });
        const result = safeReadTrialData(trial, untyped);
        if (!result.ok) expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
      }),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
