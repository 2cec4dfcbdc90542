import fc from "fast-check";
import { isTrialwiseError } from "trialwise/result";
import { readTrial, recordsFromRows, type RowMapping, safeReadTrialData, type TrialRecords } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { trial } from "./exampleTrial.ts";

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withObjectString: true, withSparseArray: true, withTypedArray: true, withBoxedValues: true }),
  fc.constantFrom<unknown>(Symbol("s"), () => 1, JSON.parse('{ "__proto__": 1 }'), { toString: null }, "__proto__", 1e308, -0, { kind: "not" }, { date: "2012-13" }),
);

const records = {
  participants: [{ id: "1", arm: "msc", baselineDate: "2012-03-05", covariates: { age: 54, onset: "limb" } }],
  observations: [{ participant: "1", visit: "V9", measure: "alsfrsR", value: 30, date: "2012-07-03" }, { participant: "1", visit: "V10", measure: "fvc", missing: "died", day: 180 }],
  biomarkerSamples: [{ participant: "1", visit: "V5", biomarker: "tgfb1", unit: "pg/mL", below: 15.4 }],
  doses: [{ participant: "1", number: 1, at: { date: "2012-03-05" }, routes: ["it"], amount: { value: 1, unit: "x" } }],
  adverseEvents: [{ participant: "1", systemOrganClass: "a", preferredTerm: "b", grade: 5, related: { product: "yes" }, start: { days: 1, from: "dose:1" }, end: { date: "2012-09" } }],
  clinicalEvents: [{ participant: "1", kind: "death", at: { weeks: 26 } }],
  dispositions: [{ participant: "1", status: "died", at: { date: "2012" } }],
};

const rows = [{ ID: "1", ARM: "msc", D: "2012-03-05", X: "30", G: 3, AT: 5 }];
const mapping = {
  participants: { rows, id: "ID", arm: "ARM", baselineDate: "D", covariates: { age: "G" }, recode: { arm: { a: "msc" } }, dateOrder: "year-month-day" },
  observations: [{ shape: "wide", rows, participant: "ID", columns: [{ column: "X", measure: "alsfrsR", visit: "V5", day: "AT" }] }],
  adverseEvents: { rows, participant: "ID", systemOrganClass: "X", preferredTerm: { constant: "b" }, grade: "G", start: { days: "AT", from: "V5" } },
  missing: ["NA"],
  missingReasons: { ND: "not-done" },
};

/** The same with something else in one place of it, however deep. */
function withIn(whole: unknown, steps: readonly number[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof whole !== "object" || whole === null) return value;
  const keys = Object.keys(whole);
  const key = keys[step % keys.length];
  if (key === undefined) return value;
  const inner: unknown = withIn(Reflect.get(whole, key), rest, value);
  return Array.isArray(whole) ? whole.map((entry: unknown, index) => (String(index) === key ? inner : entry)) : { ...whole, [key]: inner };
}

const place = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 7 });

describe("whatever stands anywhere", () => {
  it("in a definition is read, or refused with issues that survive JSON", () => {
    fc.assert(
      fc.property(place, anything, (steps, value) => {
        try {
          const read = readTrial(withIn(trial, steps, value));
          expect(JSON.parse(JSON.stringify(read))).toStrictEqual(read);
        } catch (error) {
          if (!isTrialwiseError(error)) throw error;
          expect(error.issues.length).toBeGreaterThan(0);
          expect(JSON.parse(JSON.stringify(error.issues))).toStrictEqual(error.issues);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("in records is read, or refused with issues that survive JSON", () => {
    fc.assert(
      fc.property(place, anything, (steps, value) => {
        const untyped: TrialRecords = Object.assign(JSON.parse("{}"), withIn(records, steps, value));
        const result = safeReadTrialData(trial, untyped);
        expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
        if (!result.ok) expect(result.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it("in a mapping of rows is read, refused with issues, or a mistake that names the function", () => {
    fc.assert(
      fc.property(place, anything, (steps, value) => {
        const untyped: RowMapping = Object.assign(JSON.parse("{}"), withIn(mapping, steps, value));
        try {
          const read = recordsFromRows(untyped);
          expect(JSON.parse(JSON.stringify(read))).toStrictEqual(read);
        } catch (error) {
          if (!isTrialwiseError(error)) expect(String(error)).toMatch(/^(Type|Range)Error: recordsFromRows: /);
        }
      }),
      { numRuns: 500 },
    );
  });
});
