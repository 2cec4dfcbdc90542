import { describe, expect, it } from "vitest";
import { defineTrial, isTrialwiseError, readTrialData } from "trialwise";
import type { TrialRecords } from "trialwise";
import { convertUnits } from "trialwise/units";
import { deepFreeze } from "../deepFreeze.ts";

const trialWith = (unit: string) =>
  defineTrial({
    id: "units",
    arms: { msc: { label: "MSC", role: "experimental" } },
    visits: { V5: { at: { months: 0 }, baseline: true } },
    biomarkers: { analyte: { label: "Analyte", matrix: "serum", unit } },
  });
const sampleIn = (unit: string, value = 1): TrialRecords => ({
  participants: [{ id: "001", arm: "msc" }],
  biomarkerSamples: [{ participant: "001", visit: "V5", biomarker: "analyte", unit, value }],
});
const factorOf = (from: string, to: string, molarMass?: number) =>
  convertUnits(trialWith(to), sampleIn(from), molarMass === undefined ? {} : { molarMasses: { analyte: molarMass } }).converted[0]?.factor;
const issuesOf = (calculate: () => unknown) => {
  try {
    calculate();
  } catch (error) {
    if (isTrialwiseError(error)) return error.issues.map(({ path, message }) => [path.join("."), message]);
    throw error;
  }
  return [];
};

describe("convertUnits", () => {
  it.each([
    // SI prefixes and the litre, exactly; creatinine 113.12 g/mol and glucose 180.156 g/mol by hand: 1 mg/dL is 88.402 µmol/L and 0.055507 mmol/L.
    ["pg/mL", "ng/L", undefined, 1],
    ["ng/mL", "pg/mL", undefined, 1000],
    ["mg/dL", "g/L", undefined, 0.01],
    ["nmol/L", "pmol/mL", undefined, 1],
    ["µg/L", "ng/mL", undefined, 1],
    ["10^9/L", "10^6/mL", undefined, 1],
    ["1/mL", "10^9/L", undefined, 1e-6],
    ["mg/dL", "umol/L", 113.12, 1e4 / 113.12],
    ["mg/dL", "mmol/L", 180.156, 10 / 180.156],
    ["mmol/L", "mg/dL", 180.156, 18.0156],
  ])("%s is in %s the number by hand", (from, to, molarMass, factor) => {
    expect(Math.abs(factorOf(from, to, molarMass)! / factor - 1)).toBeLessThan(1e-13);
  });

  it("there and back is where it was, and over a third unit is the same", () => {
    const units = ["pg/mL", "mg/dL", "kg/m^3"];
    for (const a of units) {
      for (const b of units) {
        if (a === b) continue;
        expect(factorOf(a, b)! * factorOf(b, a)!).toBeCloseTo(1, 12);
        for (const c of units) if (c !== a && c !== b) expect((factorOf(a, b)! * factorOf(b, c)!) / factorOf(a, c)!).toBeCloseTo(1, 12);
      }
    }
  });

  it("converts values and limits, leaves the rest alone, and the records can be read", () => {
    const records: TrialRecords = deepFreeze({
      participants: [{ id: "__proto__", arm: "msc" }, { id: "002", arm: "msc" }, { id: "003", arm: "msc" }, { id: "004", arm: "msc" }],
      biomarkerSamples: [
        { participant: "__proto__", visit: "V5", biomarker: "analyte", unit: "ng/mL", value: 0.3 },
        { participant: "002", visit: "V5", biomarker: "analyte", unit: "ng/mL", below: 0.0154 },
        { participant: "003", visit: "V5", biomarker: "analyte", unit: "pg/mL", value: 7 },
        { participant: "004", visit: "V5", biomarker: "analyte", unit: "ng/mL", missing: "unknown" },
      ],
    });
    const result = convertUnits(trialWith("pg/mL"), records);
    expect(result.records.biomarkerSamples).toEqual([
      { participant: "__proto__", visit: "V5", biomarker: "analyte", unit: "pg/mL", value: 300 },
      { participant: "002", visit: "V5", biomarker: "analyte", unit: "pg/mL", below: 15.4 },
      { participant: "003", visit: "V5", biomarker: "analyte", unit: "pg/mL", value: 7 },
      { participant: "004", visit: "V5", biomarker: "analyte", unit: "pg/mL", missing: "unknown" },
    ]);
    expect(result.converted).toEqual([{ biomarker: "analyte", from: "ng/mL", to: "pg/mL", factor: 1000, samples: 3 }]);
    expect(result.counts).toEqual({ samples: 4, converted: 3, doses: 0, convertedDoses: 0 });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    expect(readTrialData(trialWith("pg/mL"), result.records).biomarkerSamples).toHaveLength(4);
    expect(() => readTrialData(trialWith("pg/mL"), records)).toThrow(/convert before reading/);
  });

  it("refuses every sample that has no factor, at once, naming what is wrong", () => {
    const records: TrialRecords = {
      participants: [{ id: "001", arm: "msc" }],
      biomarkerSamples: ["mmHg", "U/L", "nmol/L", "pg/mL; process.exit()", "x".repeat(1_000_000)].map((unit) => ({ participant: "001", visit: "V5", biomarker: "analyte", unit, value: 1 })),
    };
    const issues = issuesOf(() => convertUnits(trialWith("pg/mL"), records));
    expect(issues.map(([path]) => path)).toEqual([0, 1, 2, 3, 4].map((index) => `biomarkerSamples.${index}.unit`));
    expect(issues[0]![1]).toContain("measure different things");
    expect(issues[1]![1]).toContain("are not both units that can be converted");
    expect(issues[2]![1]).toContain("give molarMasses.analyte in g/mol");
    expect(issuesOf(() => convertUnits(trialWith("K"), sampleIn("degC")))[0]![1]).toContain("zeros of their own");
  });

  it.each([
    ["1e6/mL", "1/mL"],
    ["1000/mL", "1/mL"],
    ["2 mg/L", "mg/L"],
    ["5mg/L", "mg/L"],
    ["(2 mg)/L", "mg/L"],
    [".5 mg/L", "mg/L"],
    ["0 mg/L", "mg/L"],
    ["10^6 2 mg/L", "mg/L"],
    ["mg/100 mL", "mg/dL"],
    ["mg/L", "2 mg/mL"],
  ])("%s is no unit, nor is %s where it has a number of its own: the number is never lost", (from, to) => {
    expect(issuesOf(() => convertUnits(trialWith(to), sampleIn(from))).map(([path]) => path)).toEqual(["biomarkerSamples.0.unit"]);
  });

  it("one of a unit is that unit, and mcg is the microgram", () => {
    expect([factorOf("1 mg/L", "g/L"), factorOf("10^6 1/mL", "1/mL"), factorOf("mcg/mL", "ng/mL"), factorOf("ug/L", "mcg/mL")]).toEqual([1e-3, 1e6, 1e3, 1e-3]);
  });

  it("a limit beside a value that is undefined is converted like any other", () => {
    const sample = { participant: "001", visit: "V5", biomarker: "analyte", unit: "ng/mL" };
    const biomarkerSamples = [{ ...sample, value: undefined, below: 2 }, { ...sample, below: undefined, above: 3 }, { ...sample, value: undefined, missing: "not-done" }] as unknown as TrialRecords["biomarkerSamples"];
    const { records } = convertUnits(trialWith("pg/mL"), { participants: [{ id: "001", arm: "msc" }], biomarkerSamples: biomarkerSamples! });
    const unit = "pg/mL";
    expect(records.biomarkerSamples).toEqual([{ ...sample, unit, below: 2000 }, { ...sample, unit, above: 3000 }, { ...sample, unit, missing: "not-done" }]);
  });

  it("leaves rows that are none to the reader", () => {
    const broken = JSON.parse(`{ "participants": [null, { "id": "001", "arm": "msc", "covariates": null }], "biomarkerSamples": [null, 7, []], "doses": [null] }`) as TrialRecords;
    expect(convertUnits(trialWith("pg/mL"), broken, { doseUnits: "mg" }).records).toEqual(broken);
    const lists = JSON.parse(`{ "participants": {}, "biomarkerSamples": "x", "doses": {} }`) as TrialRecords;
    expect(convertUnits(trialWith("pg/mL"), lists, { doseUnits: "mg" }).records).toEqual(lists);
    expect(issuesOf(() => readTrialData(trialWith("pg/mL"), convertUnits(trialWith("pg/mL"), lists).records)).length).toBe(3);
  });

  it("leaves samples of undeclared biomarkers to the reader, and refuses wrong options", () => {
    const other = { participants: [], biomarkerSamples: [{ participant: "001", visit: "V5", biomarker: "__proto__", unit: "ng/mL", value: 1 }] };
    expect(convertUnits(trialWith("pg/mL"), other).records).toEqual(other);
    expect(convertUnits(trialWith("pg/mL"), { participants: [] })).toMatchObject({ records: { participants: [] }, converted: [], convertedDoses: [], counts: { samples: 0, converted: 0, doses: 0, convertedDoses: 0 } });
    // @ts-expect-error: not declared
    expect(() => convertUnits(trialWith("pg/mL"), sampleIn("ng/mL"), { molarMasses: { analite: 100 } })).toThrow('Did you mean "analyte"?');
    expect(() => convertUnits(trialWith("pg/mL"), sampleIn("ng/mL"), { molarMasses: { analyte: 0 } })).toThrow("molarMasses.analyte must be above 0 (g/mol); received 0");
    // @ts-expect-error: not an option
    expect(() => convertUnits(trialWith("pg/mL"), sampleIn("ng/mL"), { molarMass: 100 })).toThrow(TypeError);
  });
});
